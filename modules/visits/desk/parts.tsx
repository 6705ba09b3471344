import './visits-desk.css'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { useFormat } from '../../../ui/format.ts'
import { Lamp } from '../../../ui/lamp.tsx'
import type { DueRow } from '../contract.ts'
import { useNames } from '../web/names.ts'
import { visitWords } from '../web/words.ts'

/** How a due stands: its lamp with the day, or how it ended. */
export function DueLamp({ due }: { due: DueRow }) {
  const w = useWords(visitWords)
  const format = useFormat()
  if (due.lamp === null) return <Lamp tone="off" words={w.state[due.state]} />
  const day = w.by(format.shortDay(due.deadlineAt))
  return <Lamp tone={due.lamp} words={due.lamp === 'green' ? day : `${w.lamp[due.lamp]} · ${day}`} />
}

/** Where it is, in one line. */
export function PlaceLine({ due }: { due: DueRow }) {
  const nameOf = useNames()
  return (
    <>
      {nameOf(due.place.above)} {nameOf(due.place)}
    </>
  )
}

/** What is noted of a due in small words: rule, tries, what it answers for besides. */
export function useNotes(): (due: DueRow) => string[] {
  const w = useWords(visitWords)
  const say = useSay()
  return (due) =>
    [
      say(due.rule.name),
      due.tries > 0 && due.state === 'open' ? w.tries(due.tries) : '',
      due.merged > 0 ? w.mergedInto(due.merged) : '',
    ].filter(Boolean)
}
