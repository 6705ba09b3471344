import { type FigureCount, type FigureCounts, type Formula, figureValue } from '../matters/public.ts'
import { type Cell, type Counted, smallNumber } from './contract.ts'

/** Counts as the board shows them: with the share, and a mark on shares of few. */
export function present({ figures, days }: FigureCounts, formulas: readonly Formula[]): Counted {
  return {
    figures: Object.fromEntries(
      formulas.flatMap((formula) => {
        const count = figures[formula.code]
        return count ? [[formula.code, cellOf(formula, count)]] : []
      }),
    ),
    days: { ...days, small: days.median !== null && (figures.resolved?.numerator ?? 0) < smallNumber },
  }
}

function cellOf(formula: Formula, count: FigureCount): Cell {
  const { denominator } = count
  const small = denominator !== null && denominator > 0 && denominator < smallNumber
  return { ...count, value: figureValue(formula, count), small }
}
