import { useWords } from '../../../kernel/web/words.ts'
import { useFormat } from '../../../ui/format.ts'
import { Lamp } from '../../../ui/lamp.tsx'
import type { DueRow } from '../contract.ts'
import { visitWords } from '../web/words.ts'

/** By when, with its lamp; or how it ended. */
export function DueMark({ due }: { due: DueRow }) {
  const v = useWords(visitWords)
  const format = useFormat()
  if (due.lamp === null) return <Lamp tone="off" words={v.state[due.state]} />
  const day = v.by(format.shortDay(due.deadlineAt))
  return <Lamp tone={due.lamp} words={due.lamp === 'green' ? day : `${v.lamp[due.lamp]} · ${day}`} />
}
