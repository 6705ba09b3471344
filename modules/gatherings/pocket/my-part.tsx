import { type FormEvent, useState } from 'react'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { TextArea, TextInput } from '../../../ui/pocket/inputs.tsx'
import { BigButton, Card } from '../../../ui/pocket/parts.tsx'
import { toast } from '../../../ui/pocket/toast.tsx'
import { Rating } from '../../../ui/rating.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { useNames } from '../../matters/pocket/public.ts'
import { atDoor, type DoorView, type MyEntry, myGatherings, respond } from '../contract.ts'
import { mayNow, traits } from '../gathering.ts'
import { gatheringWords } from '../gathering-words.ts'
import { words } from './words.ts'

const changes = [atDoor, myGatherings]

interface PartProps {
  readonly of: DoorView
  readonly entry: MyEntry
}

/** How I stand to it, and what there is for me to do. */
export function MyPart({ of }: { of: DoorView }) {
  return (
    <>
      {of.mine.map((entry) => (
        <Part key={entry.id} of={of} entry={entry} />
      ))}
    </>
  )
}

function Part({ of, entry }: PartProps) {
  const w = useWords(words)
  const g = useWords(gatheringWords)
  const nameOf = useNames()
  const { stall } = entry
  return (
    <Card title={nameOf(entry)}>
      <div className="ui-stack">
        <div>
          <StatusWord words={entry.waitingAt ? g.waitingAt(entry.waitingAt) : g.standing[entry.standing]} />
        </div>
        {stall && (
          <div>
            <p className="gp-stall">{w.stall(stall.number)}</p>
            {stall.why && (
              <p className="ui-muted ui-small">
                {stall.why.rule === 'hand' ? g.because.hand : g.because.order(stall.why.turn, stall.why.fitting)}
              </p>
            )}
          </div>
        )}
        {mayNow('answer', of.state) && !entry.checkedInAt && <Answer of={of} entry={entry} />}
        {entry.wish && mayNow('turnover', of.state) && <Turnover of={of} entry={entry} />}
        {traits[of.kind].feedback && entry.checkedInAt && mayNow('feedback', of.state) && (
          <Feedback of={of} entry={entry} />
        )}
      </div>
    </Card>
  )
}

function Answer({ of, entry }: PartProps) {
  const w = useWords(words)
  const send = useCommand(respond, {
    changes,
    onDone: (_, { body }) =>
      toast(body.action === 'accept' ? w.accepted : body.action === 'decline' ? w.declined : w.withdrawn),
  })
  const does = (action: 'accept' | 'decline' | 'withdraw') =>
    send.mutate({ params: { code: of.code }, body: { action, entryId: entry.id } })
  const { standing } = entry
  const inside = standing === 'accepted' || standing === 'signed_up' || standing === 'waiting'
  return (
    <>
      {standing === 'invited' && (
        <>
          <BigButton icon="check" busy={send.isPending} onClick={() => does('accept')}>
            {w.accept}
          </BigButton>
          <Button tall wide busy={send.isPending} onClick={() => does('decline')}>
            {w.decline}
          </Button>
        </>
      )}
      {standing === 'declined' && (
        <Button busy={send.isPending} onClick={() => does('accept')}>
          {w.accept}
        </Button>
      )}
      {inside && (
        <Button
          look="quiet"
          busy={send.isPending}
          onClick={() => does(standing === 'accepted' ? 'decline' : 'withdraw')}
        >
          {w.withdraw}
        </Button>
      )}
      <ErrorNote error={send.error} />
    </>
  )
}

function Turnover({ of, entry }: PartProps) {
  const w = useWords(words)
  const [yuan, setYuan] = useState(entry.turnoverFen === null ? '' : String(entry.turnoverFen / 100))
  const send = useCommand(respond, { changes, onDone: () => toast(w.reported) })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const fen = Math.round(Number(yuan) * 100)
    const given = yuan !== '' && Number.isSafeInteger(fen)
    send.mutate({
      params: { code: of.code },
      body: { action: 'report_turnover', entryId: entry.id, ...(given ? { turnoverFen: fen } : {}) },
    })
  }
  return (
    <form className="ui-stack" onSubmit={submit}>
      <Field label={w.turnover} hint={w.turnoverHint} error={send.error?.field('turnoverFen')}>
        {(control) => (
          <TextInput
            control={control}
            inputMode="decimal"
            value={yuan}
            onChange={(typed) => setYuan(typed.replace(/[^\d.]/g, ''))}
          />
        )}
      </Field>
      {!send.error?.field('turnoverFen') && <ErrorNote error={send.error} />}
      <Button type="submit" look="main" tall wide busy={send.isPending}>
        {w.report}
      </Button>
    </form>
  )
}

function Feedback({ of, entry }: PartProps) {
  const w = useWords(words)
  const [rating, setRating] = useState(entry.rating)
  const [said, setSaid] = useState('')
  const send = useCommand(respond, { changes, onDone: () => toast(w.rated) })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (rating === null) return
    const body = {
      action: 'feedback',
      entryId: entry.id,
      rating,
      ...(said.trim() ? { words: said.trim() } : {}),
    } as const
    send.mutate({ params: { code: of.code }, body })
  }
  return (
    <form className="ui-stack" onSubmit={submit}>
      <Rating label={w.rate} value={rating} onChange={setRating} />
      <Field label={w.rateWords} optional>
        {(control) => <TextArea control={control} rows={2} value={said} onChange={setSaid} maxLength={1000} />}
      </Field>
      <ErrorNote error={send.error} />
      <Button type="submit" disabled={rating === null} busy={send.isPending}>
        {w.send}
      </Button>
    </form>
  )
}
