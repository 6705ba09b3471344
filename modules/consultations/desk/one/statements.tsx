import { type FormEvent, useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { ConfirmDialog } from '../../../../ui/dialog.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { Line, Lines } from '../../../matters/desk/public.ts'
import { addStatement, type ConsultationView, moderateStatement, type StatementView } from '../../contract.ts'
import { consultationWords } from '../../web/words.ts'
import { words } from '../words.ts'
import { changes } from './changes.ts'

const mayChange = (of: ConsultationView) => of.manages && (of.state === 'draft' || of.state === 'open')

/** What residents added and nobody has read. */
export function Waiting({ of }: { of: ConsultationView }) {
  const w = useWords(words)
  const rows = of.statements.filter(({ state }) => state === 'waiting')
  if (rows.length === 0) return null
  return (
    <Sheet title={w.toSee(rows.length)}>
      <List of={of} rows={rows} changing={mayChange(of)} />
    </Sheet>
  )
}

/** All statements with their counts. */
export function Statements({ of }: { of: ConsultationView }) {
  const w = useWords(words)
  const rows = of.statements.filter(({ state }) => state !== 'waiting')
  return (
    <Sheet title={w.statements}>
      <div className="ui-stack">
        {of.state !== 'draft' && <p className="ui-muted ui-small">{w.votesNote}</p>}
        <List of={of} rows={rows} changing={mayChange(of)} />
        {mayChange(of) && <AddStatement of={of} />}
        {rows.some(({ meta }) => meta) && <p className="ui-muted ui-small">{w.metaHint}</p>}
      </div>
    </Sheet>
  )
}

function List({ of, rows, changing }: { of: ConsultationView; rows: readonly StatementView[]; changing: boolean }) {
  return (
    <ul className="consult-told">
      {rows.map((one) => (
        <li key={one.number}>
          <Statement of={of} one={one} changing={changing} />
        </li>
      ))}
    </ul>
  )
}

function Statement({ of, one, changing }: { of: ConsultationView; one: StatementView; changing: boolean }) {
  const w = useWords(words)
  return (
    <>
      <span className={one.state === 'hidden' ? 'consult-hidden' : undefined}>{one.words}</span>
      <div className="consult-line ui-small ui-muted">
        <span>{one.byStaff ? w.byStaff : w.byPeople}</span>
        {one.meta && <span>{w.meta}</span>}
        {one.hiddenWhy !== null && <span>{w.hidden(one.hiddenWhy)}</span>}
        {of.state !== 'draft' && one.state === 'shown' && <Counts one={one} />}
        {changing && <Moderating of={of} one={one} />}
      </div>
    </>
  )
}

function Counts({ one }: { one: StatementView }) {
  const w = useWords(words)
  const c = useWords(consultationWords)
  if (one.seen === null) return <span>{w.few}</span>
  return (
    <span>
      {[w.seen(one.seen), `${c.choice.agree} ${one.agree}%`, `${c.choice.disagree} ${one.disagree}%`].join(' · ')}
    </span>
  )
}

function Moderating({ of, one }: { of: ConsultationView; one: StatementView }) {
  const w = useWords(words)
  const [hiding, setHiding] = useState(false)
  const [why, setWhy] = useState('')
  const send = useCommand(moderateStatement, { changes, onDone: () => setHiding(false) })
  const params = { consultationId: of.id, number: String(one.number) }
  const act = (action: 'show' | 'mark' | 'unmark') => send.mutate({ params, body: { action } })
  return (
    <span className="ui-row">
      {!hiding && <ErrorNote error={send.error} />}
      {one.state !== 'shown' && (
        <Button
          look={one.state === 'waiting' ? 'plain' : 'quiet'}
          icon="eye"
          busy={send.isPending}
          onClick={() => act('show')}
        >
          {w.show}
        </Button>
      )}
      {one.state === 'shown' && (
        <Button look="quiet" busy={send.isPending} onClick={() => act(one.meta ? 'unmark' : 'mark')}>
          {one.meta ? w.unmark : w.mark}
        </Button>
      )}
      {one.state !== 'hidden' && (
        <Button look="quiet" icon="cross" onClick={() => setHiding(true)}>
          {w.hide}
        </Button>
      )}
      <ConfirmDialog
        open={hiding}
        title={w.hide}
        confirm={w.hide}
        busy={send.isPending}
        error={send.error}
        notYet={why.trim().length < 2}
        onClose={() => setHiding(false)}
        onConfirm={() => send.mutate({ params, body: { action: 'hide', why: why.trim() } })}
      >
        <p>{one.words}</p>
        <Field label={w.why} hint={w.whyHint}>
          {(control) => <Lines control={control} rows={2} value={why} onChange={setWhy} maxLength={200} />}
        </Field>
      </ConfirmDialog>
    </span>
  )
}

function AddStatement({ of }: { of: ConsultationView }) {
  const w = useWords(words)
  const [said, setSaid] = useState('')
  const send = useCommand(addStatement, { changes, onDone: () => setSaid('') })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (said.trim().length >= 2) send.mutate({ params: { consultationId: of.id }, body: { words: said.trim() } })
  }
  return (
    <form className="ui-stack" onSubmit={submit}>
      <Field label={w.addLabel} error={send.error?.field('words')}>
        {(control) => <Line control={control} value={said} maxLength={140} onChange={setSaid} />}
      </Field>
      {!send.error?.field('words') && <ErrorNote error={send.error} />}
      <div>
        <Button type="submit" icon="plus" busy={send.isPending} disabled={said.trim().length < 2}>
          {w.add}
        </Button>
      </div>
    </form>
  )
}
