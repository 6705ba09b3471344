import { type ComponentType, Suspense } from 'react'
import type { NoteView } from '../../contract.ts'

export interface NoteActionProps {
  readonly note: NoteView
}

const actions: ComponentType<NoteActionProps>[] = []

/**
 * What a practice of a higher tier can make of a note, and what became of it: the app plugs it in as it is put together.
 */
export const registerNoteAction = (action: ComponentType<NoteActionProps>): void => void actions.push(action)

/** What other practices offer for a note, for who is in charge of the household. */
export function NoteActions({ note }: NoteActionProps) {
  return (
    <Suspense fallback={null}>
      {actions.map((Action, n) => (
        // The list is made once, before the first page.
        // biome-ignore lint/suspicious/noArrayIndexKey: its order never changes
        <Action key={n} note={note} />
      ))}
    </Suspense>
  )
}
