import '../web/neighbours.css'
import { useState } from 'react'
import { bracketed } from '../../../kernel/contract/punctuation.ts'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Columns, Facts, Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { DialogButton, WhyButton } from '../../../ui/dialog-buttons.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useUiLang } from '../../../ui/lang.ts'
import { Go, useParam } from '../../../ui/navigation.tsx'
import { Pills, TickPill } from '../../../ui/pills.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { Line, Lines, useNameOf } from '../../matters/desk/public.ts'
import {
  answerPairing,
  endPairing,
  explainSilence,
  getPairing,
  listPairings,
  neighbourFigures,
  noteContact,
  type PairingRow,
  type PairingView,
  sayThanks,
} from '../contract.ts'
import { contactHows, rhythmNames } from '../pairings/pairing.ts'
import { skillKinds } from '../skills/kinds.ts'
import { noonOf, pairingTone } from '../web/show.ts'
import { neighbourBook } from '../web/words.ts'
import { ConsentFields, consentIsWhole, noConsent } from './consent-fields.tsx'
import { words } from './words.ts'

const changes = [getPairing, listPairings, neighbourFigures]

/** `/neighbours/pairings/$pairingId`: what comes next, contacts, and why these two. */
export default function PairingPage() {
  const w = useWords(words)
  const b = useWords(neighbourBook)
  const ui = useUiWords()
  const say = useSay()
  const nameOf = useNameOf()
  const pairingId = useParam('pairingId') as PairingRow['id']
  const { data, error, refetch } = useEndpoint(getPairing, { params: { pairingId } }, { live: ['notice'] })
  const of = data?.pairing
  const title = of ? `${of.helpedName || '—'} ↔ ${of.volunteerName}` : w.pairing
  return (
    <Page title={title}>
      {!data && !error && <p className="ui-muted">{ui.loading}</p>}
      {!data && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {data && of && (
        <>
          <PageHeader
            title={title}
            above={[{ words: w.title, to: '/neighbours?list=pairings' }]}
            marks={<StatusWord words={b.pairingStates[of.state]} tone={pairingTone[of.state]} />}
            lead={`${say(skillKinds[of.kind])} · ${nameOf(of.place)}`}
          />
          <Columns
            main={
              <>
                <Next of={data} />
                <Contacts of={data} />
                {data.thanks && (
                  <Sheet title={w.thanks}>
                    <p className="nb-thanks">{data.thanks.words}</p>
                  </Sheet>
                )}
              </>
            }
            side={<Side of={data} />}
          />
        </>
      )}
    </Page>
  )
}

/** What to do, as the state asks for it. */
function Next({ of }: { of: PairingView }) {
  const w = useWords(words)
  const format = useFormat()
  const { pairing } = of
  const quiet = pairing.quietSince
  const runs = pairing.state === 'agreed' || pairing.state === 'running'
  return (
    <Sheet title={w.next}>
      <div className="ui-stack">
        <p>{quiet ? w.silentNow(format.shortDay(noonOf(quiet))) : w.sayNext[pairing.state]}</p>
        {of.mayAct && pairing.state === 'asked' && <Answers of={of} />}
        {of.mayAct && pairing.state === 'suggested' && <Drop of={pairing} />}
        {of.mayAct && runs && (
          <div className="ui-row">
            <ContactButton of={pairing} />
            {quiet && <Explain of={pairing} />}
            {!of.thanks && <ThanksButton of={pairing} />}
            <EndButton of={pairing} />
          </div>
        )}
      </div>
    </Sheet>
  )
}

/** Staff type what somebody without a phone said. */
function Answers({ of: { pairing } }: { of: PairingView }) {
  const w = useWords(words)
  const send = useCommand(answerPairing, { changes })
  const params = { pairingId: pairing.id }
  const sides = [
    { side: 'volunteer' as const, name: w.volunteerSide, yes: pairing.volunteerYes },
    { side: 'helped' as const, name: w.helpedSide, yes: pairing.helpedYes },
  ]
  return (
    <>
      <p className="ui-muted">{w.saidYes(pairing.volunteerYes, pairing.helpedYes)}</p>
      <ErrorNote error={send.error} />
      <div className="ui-row">
        {sides
          .filter(({ yes }) => !yes)
          .map(({ side, name }) => (
            <TypeYes key={side} of={pairing} side={side} label={w.typeYes(name)} />
          ))}
        {sides.map(({ side, name }) => (
          <Button
            key={side}
            look="quiet"
            busy={send.isPending}
            onClick={() => send.mutate({ params, body: { yes: false, side } })}
          >
            {w.typeNo(name)}
          </Button>
        ))}
      </div>
    </>
  )
}

function TypeYes({ of, side, label }: { of: PairingRow; side: 'volunteer' | 'helped'; label: string }) {
  const [consent, setConsent] = useState(noConsent)
  const send = useCommand(answerPairing, { changes })
  const params = { pairingId: of.id }
  const body = { yes: true, side, how: consent.consentHow, note: consent.consentNote }
  return (
    <DialogButton label={label}>
      {(done) => (
        <div className="ui-stack">
          <ConsentFields of={consent} onChange={setConsent} />
          <ErrorNote error={send.error} />
          <div className="ui-row">
            <Button
              look="main"
              busy={send.isPending}
              disabled={!consentIsWhole(consent)}
              onClick={() => send.mutate({ params, body }, { onSuccess: done })}
            >
              {label}
            </Button>
          </div>
        </div>
      )}
    </DialogButton>
  )
}

function Drop({ of }: { of: PairingRow }) {
  const w = useWords(words)
  const send = useCommand(answerPairing, { changes })
  return (
    <>
      <ErrorNote error={send.error} />
      <div className="ui-row">
        <Button look="main" to={`/neighbours/wishes/${of.wishId}`}>
          {w.openWish}
        </Button>
        <Button
          busy={send.isPending}
          onClick={() => send.mutate({ params: { pairingId: of.id }, body: { yes: false, side: 'staff' } })}
        >
          {w.drop}
        </Button>
      </div>
    </>
  )
}

function ContactButton({ of }: { of: PairingRow }) {
  const w = useWords(words)
  const b = useWords(neighbourBook)
  const [said, setSaid] = useState('')
  const send = useCommand(noteContact, { changes })
  return (
    <DialogButton label={w.noteContact} icon="check">
      {(done) => (
        <div className="ui-stack">
          <Field label={b.words}>
            {(control) => <Line control={control} value={said} maxLength={300} onChange={setSaid} />}
          </Field>
          <ErrorNote error={send.error} />
          <div className="ui-row">
            {contactHows.map((how) => (
              <Button
                key={how}
                busy={send.isPending}
                onClick={() =>
                  send.mutate({ params: { pairingId: of.id }, body: { how, words: said } }, { onSuccess: done })
                }
              >
                {b.contactHows[how]}
              </Button>
            ))}
          </div>
        </div>
      )}
    </DialogButton>
  )
}

function Explain({ of }: { of: PairingRow }) {
  const w = useWords(words)
  const send = useCommand(explainSilence, { changes })
  return (
    <WhyButton
      label={w.explain}
      why={w.explainWhy}
      busy={send.isPending}
      error={send.error}
      onTake={(why, done) => send.mutate({ params: { pairingId: of.id }, body: { why } }, { onSuccess: done })}
    />
  )
}

function ThanksButton({ of }: { of: PairingRow }) {
  const w = useWords(words)
  const [said, setSaid] = useState('')
  const [ticks, setTicks] = useState({ wall: false, met: of.rhythm === 'once' })
  const send = useCommand(sayThanks, { changes })
  const params = { pairingId: of.id }
  return (
    <DialogButton label={w.typeThanks} icon="heart">
      {(done) => (
        <div className="ui-stack">
          <Field label={w.thanksWords}>
            {(control) => <Lines control={control} rows={2} value={said} maxLength={200} onChange={setSaid} />}
          </Field>
          <div className="ui-row">
            <TickPill checked={ticks.wall} onChange={(wall) => setTicks({ ...ticks, wall })}>
              {w.wall}
            </TickPill>
            <TickPill checked={ticks.met} onChange={(met) => setTicks({ ...ticks, met })}>
              {w.isMet}
            </TickPill>
          </div>
          <ErrorNote error={send.error} />
          <div className="ui-row">
            <Button
              look="main"
              busy={send.isPending}
              disabled={said.trim() === ''}
              onClick={() => send.mutate({ params, body: { words: said, ...ticks } }, { onSuccess: done })}
            >
              {w.save}
            </Button>
          </div>
        </div>
      )}
    </DialogButton>
  )
}

const reasons = ['met', 'moved', 'volunteer_stops', 'helped_stops', 'other'] as const

function EndButton({ of }: { of: PairingRow }) {
  const w = useWords(words)
  const b = useWords(neighbourBook)
  const [reason, setReason] = useState<(typeof reasons)[number] | null>(null)
  const send = useCommand(endPairing, { changes })
  return (
    <DialogButton label={w.end}>
      {(done) => (
        <div className="ui-stack">
          <Field label={w.endReason} group>
            <Pills
              value={reason}
              onChange={setReason}
              options={reasons.map((value) => ({ value, label: b.endReasons[value] }))}
            />
          </Field>
          <ErrorNote error={send.error} />
          <div className="ui-row">
            <Button
              look="main"
              busy={send.isPending}
              disabled={!reason}
              onClick={() =>
                reason && send.mutate({ params: { pairingId: of.id }, body: { reason } }, { onSuccess: done })
              }
            >
              {w.end}
            </Button>
          </div>
        </div>
      )}
    </DialogButton>
  )
}

function Contacts({ of }: { of: PairingView }) {
  const w = useWords(words)
  const b = useWords(neighbourBook)
  const format = useFormat()
  if (of.pairing.state === 'suggested' || of.pairing.state === 'asked') return null
  return (
    <Sheet title={w.contacts}>
      {of.contacts.length === 0 && <p className="ui-muted">{w.noContacts}</p>}
      {of.contacts.map((one, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two contacts of a day may look alike
        <p key={n}>
          {format.shortDay(noonOf(one.onDay))} · {b.contactHows[one.how]} · {b.bys[one.by]}
          {one.words && <> · {one.words}</>}
        </p>
      ))}
    </Sheet>
  )
}

function Side({ of }: { of: PairingView }) {
  const w = useWords(words)
  const b = useWords(neighbourBook)
  const say = useSay()
  const lang = useUiLang()
  const { pairing } = of
  const said = (side: string, how: PairingView['helpedHow'], note: string | null) =>
    how
      ? [
          {
            label: w.consent + bracketed(lang, side),
            value: note ? `${b.consentHows[how]} · ${note}` : b.consentHows[how],
          },
        ]
      : []
  return (
    <>
      <Sheet title={w.facts}>
        <Facts
          rows={[
            {
              label: w.volunteerSide,
              value: <Go to={`/neighbours/volunteers/${pairing.volunteerId}`}>{pairing.volunteerName}</Go>,
            },
            {
              label: w.wish,
              value: <Go to={`/neighbours/wishes/${pairing.wishId}`}>{say(skillKinds[pairing.kind])}</Go>,
            },
            { label: w.every, value: say(rhythmNames[pairing.rhythm]) },
            ...said(w.volunteerSide, of.volunteerHow, of.volunteerNote),
            ...said(w.helpedSide, of.helpedHow, of.helpedNote),
            ...(of.quietWhy ? [{ label: w.quietWhy, value: of.quietWhy }] : []),
            ...(pairing.endReason ? [{ label: w.endReason, value: b.endReasons[pairing.endReason] }] : []),
          ]}
        />
      </Sheet>
      <Sheet title={w.reasons}>
        <ul className="nb-reasons">
          {of.reasons.map((reason) => (
            <li key={reason.zh}>{say(reason)}</li>
          ))}
        </ul>
      </Sheet>
    </>
  )
}
