import { useWords } from '../../../kernel/web/words.ts'
import { Figure, Figures } from '../../../ui/figure.tsx'
import { type FigureCode, type FigureValues, figureCodes } from '../contract.ts'
import { ideaBook } from '../idea-words.ts'

interface FiguresProps {
  readonly figures: FigureValues
  /** Where a figure leads: the list of exactly what it counts. */
  readonly to: (code: FigureCode) => string
}

/** What a call, or all of them, came to. */
export function IdeaFigures({ figures, to }: FiguresProps) {
  const book = useWords(ideaBook)
  const units: Readonly<Record<FigureCode, string>> = {
    ...{ ideas: book.unit.ideas, authors: book.unit.people, endorsements: book.unit.times, adopted: book.unit.ideas },
    ...{ declined: book.unit.ideas, merged: book.unit.ideas, open: book.unit.ideas },
  }
  return (
    <Figures>
      {figureCodes.map((code) => (
        <Figure key={code} label={book.figure[code]} value={figures[code]} unit={units[code]} to={to(code)} />
      ))}
    </Figures>
  )
}
