import { useState } from 'react'
import type { MatterId, PostId } from '../../../../kernel/contract/ids.ts'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { ConfirmDialog, Dialog } from '../../../../ui/dialog.tsx'
import { Field } from '../../../../ui/field.tsx'
import { Icon } from '../../../../ui/icon.tsx'
import { Go } from '../../../../ui/navigation.tsx'
import { type ActBody, actOnMany, listMatters, type MatterRow, myWork } from '../../contract.ts'
import { Lines } from '../parts/inputs.tsx'
import { PostChooser } from '../parts/post-chooser.tsx'
import { words } from './words.ts'

const most = 200

export interface BulkProps {
  readonly picked: ReadonlySet<string>
  readonly onPick: (picked: ReadonlySet<string>) => void
  /** What became of each; told outside, since this goes away with the last tick. */
  readonly onResults: (results: readonly BulkResult[]) => void
}

export type BulkResult = { readonly id: MatterId; readonly done: boolean; readonly message: string | null }

/** What can be done with the ticked matters; each succeeds or says why not, and those that failed stay ticked. */
export function Bulk({ picked, onPick, onResults }: BulkProps) {
  const w = useWords(words)
  const [asking, setAsking] = useState<'assign' | 'urge' | null>(null)
  const ids = [...picked] as MatterId[]
  const send = useCommand(actOnMany, {
    changes: [listMatters, myWork],
    onDone: (answer) => {
      setAsking(null)
      onResults(answer.results)
      onPick(new Set(answer.results.filter((result) => !result.done).map((result) => result.id)))
    },
  })
  const act = (body: ActBody) => send.mutate({ body: { matterIds: ids, act: body } })
  const form = { ids, busy: send.isPending, error: send.error, onAct: act, onClose: () => setAsking(null) }
  return (
    <>
      <Button icon="forward" disabled={ids.length > most} onClick={() => setAsking('assign')}>
        {w.bulk.assign}
      </Button>
      <Button icon="bell" disabled={ids.length > most} onClick={() => setAsking('urge')}>
        {w.bulk.urge}
      </Button>
      {ids.length > most && <span>{w.bulk.limit(most)}</span>}
      {asking === 'assign' && <AssignDialog {...form} />}
      {asking === 'urge' && <UrgeDialog {...form} />}
    </>
  )
}

interface FormProps {
  readonly ids: readonly MatterId[]
  readonly busy: boolean
  readonly error: Error | null
  readonly onAct: (act: ActBody) => void
  readonly onClose: () => void
}

function AssignDialog({ ids, busy, error, onAct, onClose }: FormProps) {
  const w = useWords(words)
  const [postId, setPostId] = useState<PostId>()
  const [said, setSaid] = useState('')
  const [first] = ids
  if (!first) return null
  return (
    <ConfirmDialog
      open
      title={w.bulk.assignTitle(ids.length)}
      confirm={w.bulk.assign}
      busy={busy}
      error={error}
      notYet={!postId}
      onClose={onClose}
      onConfirm={() => postId && onAct({ action: 'assign', postId, ...(said.trim() ? { words: said.trim() } : {}) })}
    >
      <Field label={w.bulk.post} group>
        <PostChooser matterId={first} label={w.bulk.post} value={postId} onChange={setPostId} />
      </Field>
      <Field label={w.bulk.words} optional>
        {(control) => <Lines control={control} value={said} onChange={setSaid} maxLength={2000} rows={2} />}
      </Field>
    </ConfirmDialog>
  )
}

function UrgeDialog({ ids, busy, error, onAct, onClose }: FormProps) {
  const w = useWords(words)
  const [said, setSaid] = useState('')
  return (
    <ConfirmDialog
      open
      title={w.bulk.urgeTitle(ids.length)}
      confirm={w.bulk.urge}
      busy={busy}
      error={error}
      notYet={said.trim() === ''}
      onClose={onClose}
      onConfirm={() => onAct({ action: 'urge', words: said.trim() })}
    >
      <Field label={w.bulk.words}>
        {(control) => <Lines control={control} value={said} onChange={setSaid} maxLength={2000} />}
      </Field>
    </ConfirmDialog>
  )
}

export interface BulkResultsProps {
  readonly results: readonly BulkResult[]
  /** Rows that were on the screen, for the names. */
  readonly known: ReadonlyMap<string, MatterRow>
  readonly onClose: () => void
}

/** What became of each: those that could not be done first, with the reason. */
export function BulkResults({ results, known, onClose }: BulkResultsProps) {
  const w = useWords(words)
  const failed = results.filter((result) => !result.done)
  const done = results.length - failed.length
  return (
    <Dialog open wide title={w.bulk.results} onClose={onClose}>
      {done > 0 && <p>{w.bulk.done(done)}</p>}
      {failed.length > 0 && <p>{w.bulk.failed(failed.length)}</p>}
      <ul className="matter-results">
        {[...failed, ...results.filter((result) => result.done)].map(({ id, done: ok, message }) => (
          <li key={id}>
            <Icon name={ok ? 'check' : 'warning'} size={16} />
            <span>
              <Go to={`/matters/${id}`}>{known.get(id)?.number ?? id}</Go> {known.get(id)?.title}
              <span className="matter-second">{ok ? w.bulk.ok : message}</span>
            </span>
          </li>
        ))}
      </ul>
      <div className="ui-dialog-ways">
        <Button look="main" onClick={onClose}>
          {w.bulk.close}
        </Button>
      </div>
    </Dialog>
  )
}
