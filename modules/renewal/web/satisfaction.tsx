import { useWords } from '../../../kernel/web/words.ts'
import { Figure, Figures } from '../../../ui/figure.tsx'
import type { AnswerPair } from '../contract.ts'
import { surveys } from '../neighbour-kinds.ts'
import { renewalBook } from './words.ts'

/** How many were satisfied before and are after: sums only, and few answers say so. */
export function Satisfaction({ of }: { of: AnswerPair }) {
  const book = useWords(renewalBook)
  return (
    <Figures>
      {surveys.map((survey) => {
        const { answers, satisfied, few, phone, paper } = of[survey]
        if (answers === 0)
          return <Figure key={survey} label={book.satisfied[survey]} value={null} note={book.noAnswers} />
        return (
          <Figure
            key={survey}
            label={book.satisfied[survey]}
            of={{ part: satisfied, whole: answers }}
            note={[book.byChannel(phone, paper), few && book.few].filter(Boolean).join(' · ')}
          />
        )
      })}
    </Figures>
  )
}
