import { type ReactNode, useState } from 'react'
import type { ImportState, ImportStep } from '../../../../kernel/contract/judged-import.ts'
import type { Words } from '../../../../kernel/contract/words.ts'
import type { ApiError } from '../../../../kernel/web/client.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { ConfirmDialog } from '../../../../ui/dialog.tsx'
import { ErrorNote, Remark } from '../../../../ui/error-note.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { Bar } from './bar.tsx'
import type { JudgedWords } from './judged-words.ts'
import { words } from './words.ts'

/** A command that takes no more than the import. */
interface Command<Args> {
  readonly isPending: boolean
  readonly error: ApiError | null
  mutate(args: Args, on?: { onSuccess?: () => void }): void
}

export interface JudgedStepsProps<Args> {
  readonly w: JudgedWords
  readonly it: { readonly state: ImportState; readonly steps: readonly ImportStep[] }
  readonly args: Args
  /** What accepting says that it does. */
  readonly acceptWords: string
  readonly accept: Command<Args>
  readonly cancel: Command<Args>
  readonly undo: Command<Args>
}

/** What can be done next; the first is the main one. */
export function JudgedSteps<Args>({ w, it, args, acceptWords, accept, cancel, undo }: JudgedStepsProps<Args>) {
  const { run } = useWords(words)
  const [asking, setAsking] = useState(false)
  const { state, steps } = it
  const giveUp = state === 'running' ? run.stop : state === 'undoing' ? run.stopUndo : w.giveUp
  return (
    <>
      <ErrorNote error={accept.error ?? cancel.error} />
      {steps.includes('accept') && (
        <Button look="main" icon="check" busy={accept.isPending} onClick={() => accept.mutate(args)}>
          {acceptWords}
        </Button>
      )}
      {steps.includes('cancel') && (
        <Button busy={cancel.isPending} onClick={() => cancel.mutate(args)}>
          {giveUp}
        </Button>
      )}
      {steps.includes('undo') && (
        <Button icon="undo" onClick={() => setAsking(true)}>
          {w.undo}
        </Button>
      )}
      <ConfirmDialog
        open={asking}
        title={w.undoTitle}
        confirm={w.undoConfirm}
        final
        busy={undo.isPending}
        error={undo.error}
        onClose={() => setAsking(false)}
        onConfirm={() => undo.mutate(args, { onSuccess: () => setAsking(false) })}
      >
        <p>{w.undoText}</p>
      </ConfirmDialog>
    </>
  )
}

export interface JudgedStandingProps {
  readonly w: JudgedWords
  readonly it: {
    readonly state: ImportState
    readonly kept: number
    readonly steps: readonly ImportStep[]
    readonly progress: number | null
    readonly failure: Words | null
  }
  /** Where to look once it is done. */
  readonly done: ReactNode
}

/** What happened, or why there is nothing to accept. */
export function JudgedStanding({ w, it, done }: JudgedStandingProps) {
  const format = useFormat()
  const { run } = useWords(words)
  const say = useSay()
  if (it.state === 'running' || it.state === 'undoing') return <Working state={it.state} progress={it.progress} />
  if (it.failure)
    return (
      <Remark icon="undo" title={run.failed[it.state === 'done' ? 'undoing' : 'running']}>
        {say(it.failure)}
      </Remark>
    )
  if (it.state === 'cancelled') return <Remark icon="pause" title={w.cancelled} />
  if (it.state === 'undone')
    return (
      <Remark icon="undo" title={it.kept > 0 ? w.undoneBut(format.number(it.kept)) : w.undone}>
        {it.kept > 0 ? w.undoneButText : null}
      </Remark>
    )
  if (it.state === 'done') return done
  if (it.state === 'checked' && !it.steps.includes('accept'))
    return (
      <Remark icon="check" title={w.nothingNew}>
        {w.nothingNewText}
      </Remark>
    )
  return null
}

/** How far a worker is with it. */
function Working({ state, progress }: { state: 'running' | 'undoing'; progress: number | null }) {
  const { run } = useWords(words)
  return (
    <Sheet title={progress === null ? run.waiting : run[state]}>
      <div className="ui-stack" aria-live="polite">
        <Bar label={run[state]} share={progress === null ? null : progress / 100} />
        <span className="ui-muted">{progress === null ? run.waitingText : run.text}</span>
      </div>
    </Sheet>
  )
}

/** Asks again while a worker is at an import; signals tell the rest. */
export const judgedAgain = (busy: boolean) => ({
  live: ['people', 'places'],
  ...(busy ? { refetchInterval: 1000 } : {}),
})

export const isAtWork = (state: ImportState | undefined): boolean => state === 'running' || state === 'undoing'

/** The columns, unfolded where they are what is to be decided now. */
export function JudgedColumns({ w, open, children }: { w: JudgedWords; open: boolean; children: ReactNode }) {
  if (open) return <Sheet title={w.columnsTitle}>{children}</Sheet>
  return (
    <Sheet>
      <details>
        <summary>{w.columnsTitle}</summary>
        {children}
      </details>
    </Sheet>
  )
}
