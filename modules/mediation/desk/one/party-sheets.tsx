import { useState } from 'react'
import type { ResponseOf } from '../../../../kernel/contract/endpoint.ts'
import { bracketed } from '../../../../kernel/contract/punctuation.ts'
import { useLang, useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Facts, Sheet } from '../../../../ui/desk/page.tsx'
import { DialogButton } from '../../../../ui/dialog-buttons.tsx'
import { ErrorNote, Remark } from '../../../../ui/error-note.tsx'
import { StatusWord } from '../../../../ui/status-word.tsx'
import { ConsentField } from '../../../people/desk/public.ts'
import * as contract from '../../contract.ts'
import {
  answerWays,
  mediationPurpose,
  type ReleaseReason,
  releaseReasons,
  type Side,
  seatKinds,
  sides,
  staffWays,
} from '../../kinds.ts'
import { FieldsForm, optionsOf } from '../fields-form.tsx'
import { useCaseCommand } from '../use-case.ts'
import { words } from '../words.ts'

type Party = contract.PartyView

/** The parties with what each said. */
export function PartySheet({ of }: { of: contract.CaseView }) {
  const w = useWords(words)
  return (
    <Sheet title={w.parties}>
      {of.parties.map((party) => (
        <OneParty key={party.id} of={of} party={party} />
      ))}
      {!of.parties.some(({ side }) => side === 'b') && <Remark icon="warning">{w.noOther}</Remark>}
      {['received', 'asking'].includes(of.state) && (
        <div className="ui-row">
          <DialogButton label={w.addParty} icon="plus">
            {(done) => <AddPartyForm of={of} done={done} />}
          </DialogButton>
        </div>
      )}
    </Sheet>
  )
}

function OneParty({ of, party }: { of: contract.CaseView; party: Party }) {
  const w = useWords(words)
  const say = useSay()
  const lang = useLang()
  const way = party.consentWay ? bracketed(lang, say(answerWays[party.consentWay]).toLowerCase()) : ''
  const lines = [
    party.consentVersion !== null && w.agreedTo(party.consentVersion),
    party.wish && w.wishes(party.wish.name),
    party.accepts && w.accepts,
    party.asksOther && w.asksOther(party.asksOther),
    party.described && w.described,
  ].filter((line): line is string => Boolean(line))
  const answers = ['asking', 'accepted', 'mediating', 'agreed'].includes(of.state) && party.consent !== 'no'
  return (
    <div className="med-line">
      <div>
        <span className="ui-muted ui-small">{say(sides[party.side])}</span> <strong>{party.name}</strong> {party.phone}{' '}
        <StatusWord
          words={party.consent ? `${w.consent[party.consent]}${way}` : w.waiting}
          tone={party.consent === 'yes' ? 'done' : party.consent === 'no' ? 'stopped' : 'plain'}
        />
        <div className="ui-muted ui-small">{[...lines, w.code(party.receiptCode)].join(' · ')}</div>
      </div>
      <div className="ui-row">
        {answers && (
          <DialogButton label={w.answer}>{(done) => <AnswerForm of={of} party={party} done={done} />}</DialogButton>
        )}
        {of.state !== 'archived' && (
          <DialogButton label={w.describe}>{(done) => <DescribeForm of={of} party={party} done={done} />}</DialogButton>
        )}
        <DialogButton label={w.reveal}>{() => <RevealForm of={of} party={party} />}</DialogButton>
      </div>
    </div>
  )
}

function AddPartyForm({ of, done }: { of: contract.CaseView; done: () => void }) {
  const w = useWords(words)
  const say = useSay()
  const add = useCaseCommand(contract.addParty, { onDone: done })
  const start = of.parties.some(({ side }) => side === 'b') ? '' : 'b'
  return (
    <FieldsForm
      fields={[
        { id: 'side', label: w.side, kind: 'choice', start, options: optionsOf(sides, say) },
        { id: 'name', label: w.name, kind: 'line' },
        { id: 'phone', label: w.phone, kind: 'line', optional: true },
        { id: 'details', label: w.details, kind: 'line', optional: true, hint: w.detailsHint },
      ]}
      busy={add.isPending}
      error={add.error}
      onSave={({ side, name = '', phone = '', details = '' }) =>
        add.mutate({
          params: { caseId: of.id },
          body: { side: side as Side, name, details, ...(phone.trim() ? { phone } : {}) },
        })
      }
    />
  )
}

interface PartyForm {
  readonly of: contract.CaseView
  readonly party: Party
  readonly done: () => void
}

function AnswerForm({ of, party, done }: PartyForm) {
  const w = useWords(words)
  const say = useSay()
  const save = useCaseCommand(contract.writeAnswer, { onDone: done })
  const [version, setVersion] = useState<number | null>(null)
  const led = of.mediators.some(({ leads, endReason }) => leads && endReason === null)
  const options = [
    ...(of.state === 'asking' ? [{ value: 'yes', label: w.says_.yes }] : []),
    { value: 'no', label: w.says_.no },
    ...(of.state === 'accepted' && led ? [{ value: 'accepts', label: w.says_.accepts }] : []),
    ...(of.state === 'accepted' && !led
      ? of.nominees
          .filter(({ conflict }) => conflict === null)
          .map(({ personId, name }) => ({ value: personId, label: w.wishes(name) }))
      : []),
    ...(led ? [{ value: 'other', label: w.says_.other }] : []),
  ]
  const body = (values: Readonly<Record<string, string>>): contract.SaidBody => {
    const way = values.way as contract.SaidBody['way']
    const { says = '' } = values
    if (says === 'yes') return { way, consent: says, ...(version === null ? {} : { consentVersion: version }) }
    if (says === 'no') return { way, consent: says }
    if (says === 'accepts') return { way, accepts: true }
    return says === 'other'
      ? { way, other: values.other ?? '' }
      : { way, wish: says as NonNullable<contract.SaidBody['wish']> }
  }
  return (
    <FieldsForm
      fields={[
        { id: 'says', label: w.says, kind: 'choice', options },
        { id: 'other', label: w.otherWhy, kind: 'lines', when: ({ says }) => says === 'other' },
        { id: 'way', label: w.way, kind: 'choice', options: optionsOf(answerWays, say, [...staffWays]) },
      ]}
      busy={save.isPending}
      error={save.error}
      notYet={({ says }) => says === 'yes' && version === null}
      onSave={(values) => save.mutate({ params: { caseId: of.id, partyId: party.id }, body: body(values) })}
    >
      {({ says }) =>
        says === 'yes' && (
          <ConsentField
            purpose={mediationPurpose}
            label={w.consentText}
            version={version}
            onChange={setVersion}
            refused={save.error}
          />
        )
      }
    </FieldsForm>
  )
}

function DescribeForm({ of, party, done }: PartyForm) {
  const w = useWords(words)
  const save = useCaseCommand(contract.describeParty, { onDone: done })
  return (
    <FieldsForm
      fields={[{ id: 'details', label: w.details, kind: 'lines', hint: w.detailsHint }]}
      busy={save.isPending}
      error={save.error}
      onSave={({ details = '' }) => save.mutate({ params: { caseId: of.id, partyId: party.id }, body: { details } })}
    />
  )
}

function RevealForm({ of, party }: Omit<PartyForm, 'done'>) {
  const w = useWords(words)
  const [shown, setShown] = useState<ResponseOf<typeof contract.revealParty> | null>(null)
  const reveal = useCaseCommand(contract.revealParty, { onDone: setShown })
  if (shown)
    return (
      <Facts
        rows={[
          { label: w.name, value: shown.name },
          { label: w.phone, value: shown.phone ?? '—' },
          { label: w.details, value: shown.details ?? '—' },
        ]}
      />
    )
  return (
    <FieldsForm
      fields={[{ id: 'why', label: w.why, kind: 'line' }]}
      save={w.reveal}
      busy={reveal.isPending}
      error={reveal.error}
      onSave={({ why = '' }) => reveal.mutate({ params: { caseId: of.id, partyId: party.id }, body: { why } })}
    />
  )
}

/** Who mediates; whom the head may choose, and who must stand back. */
export function MediatorSheet({ of }: { of: contract.CaseView }) {
  const w = useWords(words)
  const say = useSay()
  const choose = useCaseCommand(contract.chooseMediator)
  const led = of.mediators.some(({ leads, endReason }) => leads && endReason === null)
  const nominees = of.head ? of.nominees : []
  if (of.mediators.length === 0 && nominees.length === 0) return null
  return (
    <Sheet title={w.mediators}>
      {of.mediators.map((one) => (
        <div key={one.id} className="med-line">
          <div>
            <strong>{one.name}</strong> {one.leads && <StatusWord words={w.leads} tone="active" />}
            {one.endReason && (
              <span className="ui-muted ui-small">
                {w.left_} · {say(releaseReasons[one.endReason])}
              </span>
            )}
          </div>
          {of.head && !one.endReason && ['accepted', 'mediating', 'agreed'].includes(of.state) && (
            <DialogButton label={w.release}>
              {(done) => <ReleaseForm of={of} mediatorId={one.id} done={done} />}
            </DialogButton>
          )}
        </div>
      ))}
      {nominees.map(({ personId, name, kind, conflict, wishedBy }) => (
        <div key={personId} className="med-line">
          <div>
            {name} <span className="ui-muted ui-small">{say(seatKinds[kind])}</span>
            {wishedBy > 0 && <StatusWord words={w.wishedBy(wishedBy)} tone="active" />}
            {conflict && <span className="ui-muted ui-small"> · {say(conflict)}</span>}
          </div>
          {!conflict && (
            <Button
              busy={choose.isPending}
              label={`${led ? w.chooseMore : w.choose} ${name}`}
              onClick={() => choose.mutate({ params: { caseId: of.id }, body: { personId, leads: !led } })}
            >
              {led ? w.chooseMore : w.choose}
            </Button>
          )}
        </div>
      ))}
      <ErrorNote error={choose.error} />
    </Sheet>
  )
}

interface ReleaseProps {
  readonly of: contract.CaseView
  readonly mediatorId: contract.CaseView['mediators'][number]['id']
  readonly done: () => void
}

function ReleaseForm({ of, mediatorId, done }: ReleaseProps) {
  const w = useWords(words)
  const say = useSay()
  const release = useCaseCommand(contract.releaseMediator, { onDone: done })
  return (
    <FieldsForm
      fields={[{ id: 'reason', label: w.releaseWhy, kind: 'choice', options: optionsOf(releaseReasons, say) }]}
      busy={release.isPending}
      error={release.error}
      onSave={({ reason }) =>
        release.mutate({ params: { caseId: of.id, mediatorId }, body: { reason: reason as ReleaseReason } })
      }
    />
  )
}
