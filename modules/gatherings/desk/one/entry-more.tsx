import { type FormEvent, useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Dialog } from '../../../../ui/dialog.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { Line } from '../../../matters/desk/public.ts'
import { actForParty, type EntryAct, type EntryView, type GatheringView, revealGuest } from '../../contract.ts'
import { mayNow } from '../../gathering.ts'
import { words } from '../words.ts'
import { changes } from './changes.ts'

interface EntryMoreProps {
  readonly of: GatheringView
  readonly entry: EntryView
  readonly name: string
  readonly onClose: () => void
}

/** What is rarely done for somebody on the list. */
export function EntryMore({ of, entry, name, onClose }: EntryMoreProps) {
  const w = useWords(words).people
  const send = useCommand(actForParty, { changes, onDone: onClose })
  const does = (action: EntryAct) =>
    send.mutate({ params: { gatheringId: of.id, entryId: entry.id }, body: { action } })
  const answers = mayNow('answer', of.state) && !entry.checkedInAt
  const { standing } = entry
  return (
    <Dialog open title={name} onClose={onClose}>
      <div className="ui-stack">
        <div className="ui-row">
          {answers && standing !== 'accepted' && standing !== 'signed_up' && (
            <Button onClick={() => does('accept')}>{w.accept}</Button>
          )}
          {answers && standing === 'invited' && <Button onClick={() => does('decline')}>{w.decline}</Button>}
          {answers && standing !== 'withdrawn' && standing !== 'declined' && standing !== 'invited' && (
            <Button onClick={() => does('withdraw')}>{w.withdraw}</Button>
          )}
          {entry.checkedInAt && mayNow('correct_check_in', of.state) && (
            <Button icon="undo" onClick={() => does('undo_check_in')}>
              {w.undo}
            </Button>
          )}
        </div>
        <ErrorNote error={send.error} />
        {entry.wish && mayNow('turnover', of.state) && <Turnover of={of} entry={entry} onDone={onClose} />}
        {entry.masked && <Reveal of={of} entry={entry} />}
      </div>
    </Dialog>
  )
}

function Turnover({ of, entry, onDone }: { of: GatheringView; entry: EntryView; onDone: () => void }) {
  const w = useWords(words).people
  const [yuan, setYuan] = useState(entry.turnoverFen === null ? '' : String(entry.turnoverFen / 100))
  const send = useCommand(actForParty, { changes, onDone })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const fen = Math.round(Number(yuan) * 100)
    if (yuan === '' || !Number.isSafeInteger(fen)) return
    const params = { gatheringId: of.id, entryId: entry.id }
    send.mutate({ params, body: { action: 'report_turnover', turnoverFen: fen } })
  }
  return (
    <form onSubmit={submit} className="ui-stack">
      <Field label={w.turnover} error={send.error?.field('turnoverFen')}>
        {(control) => (
          <Line control={control} value={yuan} onChange={(typed) => setYuan(typed.replace(/[^\d.]/g, ''))} />
        )}
      </Field>
      <div>
        <Button type="submit" icon="check" busy={send.isPending}>
          {w.saveTurnover}
        </Button>
      </div>
    </form>
  )
}

/** The full name, for a reason that stays in the ledger. */
function Reveal({ of, entry }: { of: GatheringView; entry: EntryView }) {
  const w = useWords(words).people
  const [reason, setReason] = useState('')
  const send = useCommand(revealGuest)
  if (send.data) return <p>{send.data.name}</p>
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (reason.trim())
      send.mutate({ params: { gatheringId: of.id, entryId: entry.id }, body: { reason: reason.trim() } })
  }
  return (
    <form onSubmit={submit} className="ui-stack">
      <Field label={w.revealReason}>
        {(control) => <Line control={control} value={reason} onChange={setReason} maxLength={200} />}
      </Field>
      <ErrorNote error={send.error} />
      <div>
        <Button type="submit" icon="eye" busy={send.isPending} disabled={reason.trim() === ''}>
          {w.reveal}
        </Button>
      </div>
    </form>
  )
}
