import { useState } from 'react'
import type { ResponseOf } from '../../../../kernel/contract/endpoint.ts'
import type { MatterId, PostId } from '../../../../kernel/contract/ids.ts'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { ConfirmDialog, Dialog } from '../../../../ui/dialog.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { Icon } from '../../../../ui/icon.tsx'
import { Go } from '../../../../ui/navigation.tsx'
import { type ActBody, actOnMany, listMatters, type MatterRow, myWork } from '../../contract.ts'
import { Lines } from '../parts/inputs.tsx'
import { PostChooser } from '../parts/post-chooser.tsx'
import { words } from './words.ts'

const most = 200
/** As short as a reason against the duty list may be. */
const leastReason = 4

export interface BulkProps {
  readonly picked: ReadonlySet<string>
  readonly onPick: (picked: ReadonlySet<string>) => void
  /** What became of each; told outside, since this goes away with the last tick. */
  readonly onResults: (outcome: BulkOutcome) => void
}

type BulkResult = ResponseOf<typeof actOnMany>['results'][number]

/** What was asked of many, and what became of each. */
export interface BulkOutcome {
  readonly act: ActBody
  readonly results: readonly BulkResult[]
}

/** What can be done with the ticked matters; each succeeds or says why not, and those that failed stay ticked. */
export function Bulk({ picked, onPick, onResults }: BulkProps) {
  const w = useWords(words)
  const [asking, setAsking] = useState<'assign' | 'urge' | null>(null)
  const ids = [...picked] as MatterId[]
  const send = useCommand(actOnMany, {
    changes: [listMatters, myWork],
    onDone: (answer, { body }) => {
      setAsking(null)
      onResults({ act: body.act, results: answer.results })
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
  readonly outcome: BulkOutcome
  /** Some were tried once more. */
  readonly onAgain: (outcome: BulkOutcome) => void
  /** Rows that were on the screen, for the names. */
  readonly known: ReadonlyMap<string, MatterRow>
  readonly onClose: () => void
}

/** What became of each: those that could not be done first, with the reason. */
export function BulkResults({ outcome, onAgain, known, onClose }: BulkResultsProps) {
  const w = useWords(words)
  const { results } = outcome
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
      <BeyondDuty outcome={outcome} onAgain={onAgain} />
      <div className="ui-dialog-ways">
        <Button look="main" onClick={onClose}>
          {w.bulk.close}
        </Button>
      </div>
    </Dialog>
  )
}

/** Those against which the duty list stood: to go on all the same, with one reason for all of them. */
function BeyondDuty({ outcome: { act, results }, onAgain }: Pick<BulkResultsProps, 'outcome' | 'onAgain'>) {
  const w = useWords(words)
  const [said, setSaid] = useState('')
  const send = useCommand(actOnMany, {
    changes: [listMatters, myWork],
    onDone: (answer, { body }) => {
      const again = new Map(answer.results.map((result) => [result.id, result]))
      onAgain({ act: body.act, results: results.map((result) => again.get(result.id) ?? result) })
    },
  })
  const against = results.filter(({ reason }) => reason === 'matters.beyond_duty').map(({ id }) => id)
  if (against.length === 0) return null
  const reason = said.trim()
  return (
    <form
      className="ui-stack"
      onSubmit={(event) => {
        event.preventDefault()
        if (reason.length < leastReason) return
        send.mutate({ body: { matterIds: against, act: { ...act, words: reason, beyondDuty: true } } })
      }}
    >
      <p>{w.bulk.beyond(against.length)}</p>
      <Field label={w.bulk.beyondWhy} error={send.error?.field('words')}>
        {(control) => <Lines control={control} value={said} onChange={setSaid} maxLength={2000} rows={2} />}
      </Field>
      <ErrorNote error={send.error} />
      <div>
        <Button type="submit" busy={send.isPending} disabled={reason.length < leastReason}>
          {w.bulk.beyondGo(against.length)}
        </Button>
      </div>
    </form>
  )
}
