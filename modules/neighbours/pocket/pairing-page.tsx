import '../web/neighbours.css'
import { useState } from 'react'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useUiLang } from '../../../ui/lang.ts'
import { useParam } from '../../../ui/navigation.tsx'
import { AppBar, Screen } from '../../../ui/pocket/frame.tsx'
import { Choices, TextArea, Tick } from '../../../ui/pocket/inputs.tsx'
import { BigButton, Card, Sheet } from '../../../ui/pocket/parts.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { useNames } from '../../matters/pocket/public.ts'
import { ConsentAskedAnew } from '../../people/pocket/public.ts'
import {
  answerPairing,
  answerWall,
  endPairing,
  helpPurpose,
  type MyPairing,
  mine,
  myPairing,
  noteContact,
  sayThanks,
  wishPurpose,
} from '../contract.ts'
import { contactHows, rhythmNames } from '../pairings/pairing.ts'
import { skillKinds } from '../skills/kinds.ts'
import { nameOfSlots } from '../skills/slots.ts'
import { noonOf, pairingTone } from '../web/show.ts'
import { neighbourBook } from '../web/words.ts'
import { words } from './words.ts'

const changes = [myPairing, mine]

/** `/neighbours/pairings/$pairingId`: what is asked of me, then whom I meet, what was, and thanks. */
export default function PairingPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const pairingId = useParam('pairingId') as MyPairing['id']
  const { data, error, refetch } = useEndpoint(myPairing, { params: { pairingId } }, { live: ['notice'] })
  return (
    <>
      <AppBar title={w.pairing} back={data?.side === 'volunteer' ? '/volunteer' : '/help'} />
      <Screen>
        {!data && !error && <p className="ui-muted">{ui.loading}</p>}
        {!data && <ErrorNote error={error} onRetry={() => void refetch()} />}
        {data && <Whole of={data} />}
      </Screen>
    </>
  )
}

function Whole({ of }: { of: MyPairing }) {
  const runs = of.state === 'agreed' || of.state === 'running'
  return (
    <>
      <Head of={of} />
      {of.state === 'asked' && (
        <>
          <ConsentAskedAnew purpose={of.side === 'helped' ? wishPurpose : helpPurpose} changes={changes} />
          <Ask of={of} />
        </>
      )}
      {runs && <Meet of={of} />}
      {of.thanks && <ThanksCard of={of} thanks={of.thanks} />}
      {!of.thanks && of.side === 'helped' && (runs || of.state === 'ended') && <ThankForm of={of} />}
      {(runs || of.contacts.length > 0) && <Contacts of={of} />}
      {runs && <EndForm of={of} />}
    </>
  )
}

function Head({ of }: { of: MyPairing }) {
  const b = useWords(neighbourBook)
  const say = useSay()
  const lang = useUiLang()
  const nameOf = useNames()
  const place = of.place ?? of.compound
  return (
    <Card>
      <div className="nb-line">
        <h2>{say(skillKinds[of.kind])}</h2>
        <StatusWord words={b.pairingStates[of.state]} tone={pairingTone[of.state]} />
      </div>
      {of.words && <p>{of.words}</p>}
      <p className="ui-muted">
        {[place && nameOf(place), nameOfSlots(of.slots, lang), say(rhythmNames[of.rhythm])].filter(Boolean).join(' · ')}
      </p>
    </Card>
  )
}

function Ask({ of }: { of: MyPairing }) {
  const w = useWords(words)
  const say = useSay()
  const send = useCommand(answerPairing, { changes })
  const answer = (yes: boolean) => send.mutate({ params: { pairingId: of.id }, body: { yes } })
  if (of.iSaidYes) return <Remark icon="clock" title={w.waitsOther} />
  return (
    <Card>
      <ul className="nb-reasons">
        {of.reasons.map((reason) => (
          <li key={reason.zh}>{say(reason)}</li>
        ))}
      </ul>
      <p className="ui-muted">{w.askLead}</p>
      <ErrorNote error={send.error} />
      <BigButton icon="check" busy={send.isPending} onClick={() => answer(true)}>
        {of.side === 'volunteer' ? w.yes : w.yesHelped}
      </BigButton>
      <Button wide tall busy={send.isPending} onClick={() => answer(false)}>
        {w.no}
      </Button>
    </Card>
  )
}

/** Whom I meet, and the two taps of a contact. */
function Meet({ of }: { of: MyPairing }) {
  const w = useWords(words)
  const b = useWords(neighbourBook)
  const [open, setOpen] = useState(false)
  const [noted, setNoted] = useState(false)
  const send = useCommand(noteContact, {
    changes,
    onDone: () => {
      setOpen(false)
      setNoted(true)
    },
  })
  return (
    <Card title={w.otherIs}>
      <p>
        <strong>{of.other?.name}</strong>
      </p>
      {of.other?.phone ? (
        <p>
          <a href={`tel:${of.other.phone}`}>{w.call(of.other.phone)}</a>
        </p>
      ) : (
        <p className="ui-muted">{w.noPhone}</p>
      )}
      {noted && (
        <p role="status" className="ui-muted">
          {w.contactNoted}
        </p>
      )}
      <BigButton icon="check" onClick={() => setOpen(true)}>
        {w.noteContact}
      </BigButton>
      <Sheet open={open} title={`${w.noteContact} · ${w.today}`} onClose={() => setOpen(false)}>
        <ErrorNote error={send.error} />
        {contactHows.map((how) => (
          <Button
            key={how}
            wide
            tall
            busy={send.isPending}
            onClick={() => send.mutate({ params: { pairingId: of.id }, body: { how } })}
          >
            {b.contactHows[how]}
          </Button>
        ))}
      </Sheet>
    </Card>
  )
}

function Contacts({ of }: { of: MyPairing }) {
  const w = useWords(words)
  const b = useWords(neighbourBook)
  const format = useFormat()
  return (
    <Card title={w.contacts}>
      {of.contacts.length === 0 && <p className="ui-muted">{w.noContacts}</p>}
      {of.contacts.slice(0, 20).map((one, n) => (
        // Two contacts of a day may look alike.
        // biome-ignore lint/suspicious/noArrayIndexKey: the list is only appended to
        <p key={n} className="ui-small">
          {format.shortDay(noonOf(one.onDay))} · {b.contactHows[one.how]} · {b.bys[one.by]}
          {one.words && <> · {one.words}</>}
        </p>
      ))}
    </Card>
  )
}

function ThankForm({ of }: { of: MyPairing }) {
  const w = useWords(words)
  const [said, setSaid] = useState('')
  const [wall, setWall] = useState(false)
  const [met, setMet] = useState(of.rhythm === 'once')
  const send = useCommand(sayThanks, { changes })
  const body = { words: said, wall, met: met && of.state !== 'ended' }
  return (
    <Card title={w.thank}>
      <Field label={w.thankWords}>
        {(control) => <TextArea control={control} rows={2} maxLength={200} value={said} onChange={setSaid} />}
      </Field>
      <Tick checked={wall} onChange={setWall}>
        {w.wall}
      </Tick>
      {of.state !== 'ended' && (
        <Tick checked={met} onChange={setMet}>
          {w.met}
        </Tick>
      )}
      <ErrorNote error={send.error} />
      <BigButton
        icon="heart"
        busy={send.isPending}
        disabled={said.trim() === ''}
        onClick={() => send.mutate({ params: { pairingId: of.id }, body })}
      >
        {w.thank}
      </BigButton>
    </Card>
  )
}

function ThanksCard({ of, thanks }: { of: MyPairing; thanks: NonNullable<MyPairing['thanks']> }) {
  const w = useWords(words)
  const send = useCommand(answerWall, { changes })
  const answer = (agree: boolean) => send.mutate({ params: { pairingId: of.id }, body: { agree } })
  const ask = of.side === 'volunteer' && thanks.wallHelped && thanks.wallVolunteer === null
  return (
    <Card title={of.side === 'volunteer' ? w.thanksFor : w.thanked}>
      <p className="nb-thanks">{thanks.words}</p>
      {ask && (
        <>
          <p>{w.wallAsk}</p>
          <ErrorNote error={send.error} />
          <div className="ui-row">
            <Button look="main" busy={send.isPending} onClick={() => answer(true)}>
              {w.wallYes}
            </Button>
            <Button busy={send.isPending} onClick={() => answer(false)}>
              {w.wallNo}
            </Button>
          </div>
        </>
      )}
    </Card>
  )
}

function EndForm({ of }: { of: MyPairing }) {
  const w = useWords(words)
  const b = useWords(neighbourBook)
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState<string | null>(null)
  const send = useCommand(endPairing, { changes, onDone: () => setOpen(false) })
  const reasons =
    of.side === 'volunteer'
      ? (['volunteer_stops', 'moved', 'other'] as const)
      : (['met', 'helped_stops', 'moved', 'other'] as const)
  const chosen = reasons.find((one) => one === reason)
  return (
    <>
      <Button look="quiet" onClick={() => setOpen(true)}>
        {w.end}
      </Button>
      <Sheet open={open} title={w.end} onClose={() => setOpen(false)}>
        <Field label={w.endReason} group>
          <Choices
            name="reason"
            value={reason}
            onChange={setReason}
            options={reasons.map((value) => ({ value, label: b.endReasons[value] }))}
          />
        </Field>
        <ErrorNote error={send.error} />
        <BigButton
          busy={send.isPending}
          disabled={!chosen}
          onClick={() => chosen && send.mutate({ params: { pairingId: of.id }, body: { reason: chosen } })}
        >
          {w.end}
        </BigButton>
      </Sheet>
    </>
  )
}
