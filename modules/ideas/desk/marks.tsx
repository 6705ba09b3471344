import { useWords } from '../../../kernel/web/words.ts'
import { useFormat } from '../../../ui/format.ts'
import { Lamp } from '../../../ui/lamp.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import type { CallState, Theme } from '../call.ts'
import type { IdeaState } from '../idea.ts'
import { ideaBook } from '../idea-words.ts'
import { callTones, ideaTones } from '../web/show.ts'
import { words } from './words.ts'

export function CallMark({ state }: { state: CallState }) {
  const book = useWords(ideaBook)
  return <StatusWord words={book.callState[state]} tone={callTones[state]} />
}

export function IdeaMark({ state }: { state: IdeaState }) {
  const book = useWords(ideaBook)
  return <StatusWord words={book.ideaState[state]} tone={ideaTones[state]} />
}

export function ThemeMark({ theme }: { theme: Theme }) {
  const book = useWords(ideaBook)
  return <span className="ideas-theme">{book.theme[theme]}</span>
}

/** Yellow from here on. */
const soonMs = 5 * 86_400_000

/** By when every idea of a closed call has its end; nothing while it is open or once it is decided. */
export function DueLamp({ state, dueAt }: { state: CallState; dueAt: string | null }) {
  const w = useWords(words)
  const format = useFormat()
  if (state !== 'closed' || !dueAt) return null
  const left = new Date(dueAt).getTime() - Date.now()
  const tone = left < 0 ? 'red' : left < soonMs ? 'yellow' : 'green'
  return <Lamp tone={tone} words={w.lamp[tone](format.shortDay(dueAt))} />
}
