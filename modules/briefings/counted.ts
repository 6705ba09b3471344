import type { FigureCounts } from '../matters/public.ts'
import { type Cell, type Counted, smallNumber } from './contract.ts'

/** Counts as the board shows them: with the share, and a mark on shares of few. */
export function present({ figures, days }: FigureCounts): Counted {
  return {
    figures: Object.fromEntries(Object.entries(figures).map(([code, count]) => [code, cellOf(count)])),
    days: { ...days, small: days.median !== null && (figures.resolved?.numerator ?? 0) < smallNumber },
  }
}

function cellOf({ numerator, denominator, excluded }: FigureCounts['figures'][string]): Cell {
  if (denominator === null) return { numerator, denominator, excluded, value: numerator, small: false }
  return {
    numerator,
    denominator,
    excluded,
    value: denominator > 0 ? numerator / denominator : null,
    small: denominator > 0 && denominator < smallNumber,
  }
}
