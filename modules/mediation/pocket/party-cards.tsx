import { useState } from 'react'
import { labelled, listed } from '../../../kernel/contract/punctuation.ts'
import { useLang, useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Lamp } from '../../../ui/lamp.tsx'
import { TextArea } from '../../../ui/pocket/inputs.tsx'
import { BigButton, Card, Sheet } from '../../../ui/pocket/parts.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { ConsentField } from '../../people/pocket/public.ts'
import { stateNames } from '../case.ts'
import type { AnswerBody, MyCase } from '../contract.ts'
import { disputeKinds, mediationPurpose, otherWays, seatKinds } from '../kinds.ts'
import { words } from './words.ts'

/** How a party answers, signed in or by its code. */
export interface Answering {
  readonly busy: boolean
  readonly error: { readonly message: string; readonly reason: string } | null
  readonly say: (body: AnswerBody) => void
}

const noonOf = (day: string): string => `${day}T12:00:00+08:00`

/** A case as its party sees it: what is asked of them first. */
export function PartyCards({ of, answering }: { of: MyCase; answering: Answering }) {
  const w = useWords(words)
  const say = useSay()
  const lang = useLang()
  const format = useFormat()
  return (
    <>
      <Card title={`${say(disputeKinds[of.kind])} ${of.number}`}>
        <div className="ui-stack">
          <p>
            <StatusWord words={say(stateNames[of.state])} /> {w.with_(listed(lang, of.others))}
          </p>
          <p>{w.now[of.state]}</p>
          {of.clock && (
            <Lamp tone={of.clock.lamp} words={of.clock.over > 0 ? w.over(of.clock.over) : w.left(of.clock.left)} />
          )}
          {of.nextOn && <p>{w.next(format.day(noonOf(of.nextOn)))}</p>}
          {of.toldWays.length > 0 && (
            <p>
              {w.ways(
                listed(
                  lang,
                  of.toldWays.map((way) => say(otherWays[way])),
                ),
              )}
            </p>
          )}
          <p className="ui-muted ui-small">{of.committee}</p>
        </div>
      </Card>
      <ConsentCard of={of} answering={answering} />
      <ErrorNote error={answering.error} />
      <MediatorCard of={of} answering={answering} />
      <AgreementCard of={of} />
      <p className="ui-muted ui-small">{w.danger}</p>
    </>
  )
}

interface CardProps {
  readonly of: MyCase
  readonly answering: Answering
}

function ConsentCard({ of, answering: { busy, error, say } }: CardProps) {
  const w = useWords(words)
  const [sure, setSure] = useState(false)
  const [version, setVersion] = useState<number | null>(null)
  const asks = of.state === 'asking' && of.consent === null
  if (!of.mayConsent && of.consent === null) return null
  return (
    <Card title={asks ? w.askConsent : ''}>
      <div className="ui-stack">
        {asks && <p className="ui-muted">{w.askConsentText}</p>}
        {of.consent && <p>{of.consent === 'yes' ? w.saidYes : w.saidNo}</p>}
        {of.consentVersion !== null && <p className="ui-muted ui-small">{w.agreedTo(of.consentVersion)}</p>}
        {asks && (
          <>
            <ConsentField
              purpose={mediationPurpose}
              label={w.consentText}
              tick={w.consentTick}
              version={version}
              onChange={setVersion}
              refused={error}
            />
            <BigButton
              look="main"
              icon="check"
              busy={busy}
              disabled={version === null}
              onClick={() => version !== null && say({ consent: 'yes', consentVersion: version })}
            >
              {w.yes}
            </BigButton>
          </>
        )}
        {of.mayConsent && (
          <Button look="quiet" onClick={() => setSure(true)}>
            {w.no}
          </Button>
        )}
        <Sheet open={sure} title={w.sure} onClose={() => setSure(false)}>
          <div className="ui-stack">
            <BigButton
              look="plain"
              busy={busy}
              onClick={() => {
                say({ consent: 'no' })
                setSure(false)
              }}
            >
              {w.sureYes}
            </BigButton>
            <BigButton onClick={() => setSure(false)}>{w.back}</BigButton>
          </div>
        </Sheet>
      </div>
    </Card>
  )
}

function MediatorCard({ of, answering: { busy, say: answer } }: CardProps) {
  const w = useWords(words)
  const say = useSay()
  const [why, setWhy] = useState('')
  const [asking, setAsking] = useState(false)
  if (of.mediators.length === 0 && of.choices.length === 0) return null
  return (
    <Card title={of.choices.length > 0 ? w.choose : w.mediators}>
      <div className="ui-stack">
        {of.choices.length > 0 && <p className="ui-muted">{w.chooseText}</p>}
        {of.mediators.map(({ personId, name, leads }) => (
          <p key={personId}>
            {name} {leads && <StatusWord words={w.leads} tone="active" />}
          </p>
        ))}
        {of.choices.map(({ personId, name, kind }) => (
          <div key={personId} className="dis-line">
            <p>
              {name} <span className="ui-muted">{say(seatKinds[kind])}</span>
            </p>
            {of.wish === personId ? (
              <StatusWord words={w.wished} tone="done" />
            ) : (
              <Button busy={busy} label={`${w.wish} ${name}`} onClick={() => answer({ wish: personId })}>
                {w.wish}
              </Button>
            )}
          </div>
        ))}
        {of.accepts && <StatusWord words={w.accepted} tone="done" />}
        {of.mayChoose && of.mediators.length > 0 && (
          <BigButton look="main" icon="check" busy={busy} onClick={() => answer({ accepts: true })}>
            {w.accept}
          </BigButton>
        )}
        {of.mayAskOther && (
          <Button look="quiet" onClick={() => setAsking(true)}>
            {w.askOther}
          </Button>
        )}
        <Sheet open={asking} title={w.askOther} onClose={() => setAsking(false)}>
          <div className="ui-stack">
            <Field label={w.why}>
              {(control) => <TextArea control={control} value={why} onChange={setWhy} maxLength={300} />}
            </Field>
            <BigButton
              busy={busy}
              disabled={why.trim() === ''}
              onClick={() => {
                answer({ other: why.trim() })
                setAsking(false)
              }}
            >
              {w.askOther}
            </BigButton>
          </div>
        </Sheet>
      </div>
    </Card>
  )
}

function AgreementCard({ of: { agreement, state } }: { of: MyCase }) {
  const w = useWords(words)
  const lang = useLang()
  const format = useFormat()
  if (!agreement) return null
  const { court, effectiveOn } = agreement
  return (
    <Card title={w.agreement}>
      <div className="ui-stack">
        {effectiveOn && <p>{w.effective(format.day(noonOf(effectiveOn)))}</p>}
        {state === 'agreed' && <p>{agreement.mineSigned ? w.signed : w.toSign}</p>}
        <p className="dis-text">{agreement.terms}</p>
        <div>
          <strong>{w.promises}</strong>
          {agreement.promises.map((one) => (
            <div key={`${one.what} ${one.dueOn}`} className="dis-line">
              <p>{labelled(lang, one.who, one.what)}</p>
              <span className="ui-muted ui-small">{w.due(format.shortDay(noonOf(one.dueOn)))} </span>
              {one.mine && <StatusWord words={w.mineMark} tone="active" />}{' '}
              <StatusWord words={w.state[one.state]} tone={one.state === 'kept' ? 'done' : 'plain'} />
            </div>
          ))}
        </div>
        {court?.state === 'open' && <p>{w.court(format.day(noonOf(court.clock.dueOn)))}</p>}
      </div>
    </Card>
  )
}
