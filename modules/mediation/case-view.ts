import { notFound } from '../../kernel/contract/errors.ts'
import type { PersonId, PlaceId, PostId, TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { receiptCode } from '../../kernel/receipt-code.ts'
import { maskName } from '../../kernel/text/masking.ts'
import { maskPhone } from '../../kernel/text/phones.ts'
import { dayOf } from '../../kernel/time/day.ts'
import { type CaseState, clockStates, obstacleOf, type Step, specOf, stepCodes } from './case.ts'
import { numberOf, receiptModule } from './case-service.ts'
import { courtDays, dayClock, defaultLimitDays } from './clocks.ts'
import { sits } from './committee.ts'
import { conflictWords } from './conflict.ts'
import { conflictsOf } from './conflicts.ts'
import type { AgreementView, CaseView, PartyView } from './contract.ts'
import { chargeSql, type Doing, headSql, type Writing } from './scope.ts'
import type { CaseId, CaseRecord, PartyId, VolumeRecord } from './tables.ts'
import { factsOf, mediatorsNow, seatsAs, unsignedOf, type Whole, wholeOf } from './whole.ts'

/** Steps that a button takes; signatures, refusals, drawing up and binding come of themselves or have forms of their own. */
const buttons: readonly Step[] = [
  'ask',
  'decline',
  'accept',
  'begin',
  'redraw',
  'fail',
  'hand_over',
  'close',
  'archive',
]

export async function placeNamed(tx: Tx, tenantId: TenantId, id: PlaceId) {
  const { rows } = await sql<CaseView['place']>`select id, name, name_en as "nameEn" from places.places_view
    where tenant_id = ${tenantId} and id = ${id}`.execute(tx)
  return rows[0] ?? notFound()
}

export async function postNamed(tx: Tx, tenantId: TenantId, id: PostId | null) {
  const { rows } = await sql<NonNullable<CaseView['firm']>>`select id, name, name_en as "nameEn" from people.posts_view
    where tenant_id = ${tenantId} and id = ${id}`.execute(tx)
  return rows[0] ?? null
}

export const maskedName = ({ secrets }: Pick<Writing, 'secrets'>, whole: Whole, id: PartyId): string => {
  const party = whole.parties.find((one) => one.id === id)
  return party ? maskName(secrets.open(party.name_sealed)) : ''
}

export const clockOf = ({ state, due_on, limit_days }: CaseRecord, today: string) =>
  due_on && (clockStates as readonly CaseState[]).includes(state)
    ? dayClock(due_on, limit_days ?? defaultLimitDays, today)
    : null

export const courtOf = ({ agreement }: Whole, today: string): AgreementView['court'] =>
  agreement?.court_state && agreement.court_until_on
    ? {
        state: agreement.court_state,
        on: agreement.court_on,
        clock: dayClock(agreement.court_until_on, courtDays, today),
      }
    : null

function partyView({ secrets }: Writing, whole: Whole, party: Whole['parties'][number]): PartyView {
  const wished = party.wish_person_id
  return {
    ...{ id: party.id, side: party.side, name: maskName(secrets.open(party.name_sealed)) },
    phone: party.phone_sealed ? maskPhone(secrets.open(party.phone_sealed)) : null,
    ...{ described: party.details_sealed !== null, hasAccount: party.person_id !== null },
    receiptCode: receiptCode(secrets, receiptModule, party.id),
    ...{ consent: party.consent, consentWay: party.consent_way, consentAt: party.consent_at?.toISOString() ?? null },
    consentVersion: party.consent_version,
    wish: wished ? { personId: wished, name: whole.names.get(wished) ?? '' } : null,
    ...{ accepts: party.accepts, acceptsWay: party.accepts_way },
    asksOther: party.asks_other_sealed ? secrets.open(party.asks_other_sealed) : null,
  }
}

function agreementView(writing: Writing, whole: Whole): AgreementView | null {
  const { agreement, promises, signatures, names, committee } = whole
  if (!agreement) return null
  const { secrets, at } = writing
  const today = dayOf(at)
  const opened = (sealed: Buffer | null) => (sealed ? secrets.open(sealed) : null)
  const missing = unsignedOf(whole)
  const waits = whole.row.state === 'agreed'
  const nameOf = (who: string, partyId: PartyId | null, personId: PersonId | null) =>
    who === 'seal'
      ? committee.seal_name
      : partyId
        ? maskedName(writing, whole, partyId)
        : (personId && names.get(personId)) || ''
  return {
    ...{ form: agreement.form, facts: opened(agreement.facts_sealed), issues: opened(agreement.issues_sealed) },
    ...{ duties: opened(agreement.duties_sealed), terms: secrets.open(agreement.terms_sealed) },
    effectiveOn: agreement.effective_on,
    promises: promises.map((one) => ({
      ...{ id: one.id, partyId: one.party_id, who: maskedName(writing, whole, one.party_id), state: one.state },
      ...{ what: secrets.open(one.what_sealed), dueOn: one.due_on, settledOn: one.settled_on },
      ...{ note: opened(one.note_sealed), overdue: one.state === 'open' && one.due_on < today },
    })),
    signed: signatures.map(({ who, party_id, person_id, way, signed_on, file_id }) => ({
      ...{ who, name: nameOf(who, party_id, person_id), way, on: signed_on, fileId: file_id },
    })),
    unsigned: {
      parties: waits
        ? missing.parties.map((id) => ({ id: id as PartyId, name: maskedName(writing, whole, id as PartyId) }))
        : [],
      mediators: waits
        ? missing.mediators.map((id) => ({ personId: id as PersonId, name: names.get(id as PersonId) ?? '' }))
        : [],
      seal: waits && missing.seal,
    },
    court: courtOf(whole, today),
  }
}

async function nomineesOf(tx: Tx, doing: Doing, whole: Whole): Promise<CaseView['nominees']> {
  if (whole.row.state !== 'accepted') return []
  const today = dayOf(doing.at)
  const held = seatsAs(whole.seats).filter((seat) => sits(seat, today))
  const ids = held.map(({ personId }) => personId as PersonId)
  const conflicts = await conflictsOf(tx, doing, whole.row, whole.parties, ids)
  const taken = new Set(mediatorsNow(whole).map(({ person_id }) => person_id as string))
  return held
    .filter(({ personId }) => !taken.has(personId))
    .map(({ personId, kind }) => {
      const id = personId as PersonId
      const conflict = conflicts.get(id)
      return {
        ...{ personId: id, name: whole.names.get(id) ?? '', kind, conflict: conflict ? conflictWords[conflict] : null },
        wishedBy: whole.parties.filter(({ wish_person_id }) => wish_person_id === id).length,
      }
    })
    .sort((a, b) => b.wishedBy - a.wishedBy)
}

/** The steps that the reader may take, each with what is missing. */
async function stepsOf(tx: Tx, doing: Doing, whole: Whole, head: boolean): Promise<CaseView['steps']> {
  const { row } = whole
  const ids = mediatorsNow(whole).map(({ person_id }) => person_id)
  const conflicts = row.state === 'accepted' ? (await conflictsOf(tx, doing, row, whole.parties, ids)).size : 0
  const facts = factsOf(whole, dayOf(doing.at), conflicts)
  return (
    stepCodes
      .filter((step) => buttons.includes(step) && specOf(step).from.includes(row.state))
      .filter((step) => specOf(step).who !== 'head' || head)
      // The form of the step tells the parties their other ways.
      .map((step) => ({
        step,
        obstacle: obstacleOf(step, row.state, step === 'fail' ? { ...facts, waysTold: 1 } : facts),
      }))
  )
}

/** A case for those in charge: names masked, words open. 404 for anybody else. */
export async function caseView(tx: Tx, doing: Doing, caseId: CaseId): Promise<CaseView> {
  const { tenantId, actor, at, secrets } = doing
  const { rows } = await sql<
    CaseRecord & { head: boolean }
  >`select c.*, ${headSql(actor, at)} as head from mediation.cases c
    where c.tenant_id = ${tenantId} and c.id = ${caseId} and ${chargeSql(actor, at)}`.execute(tx)
  const { head, ...row } = rows[0] ?? notFound()
  const whole = await wholeOf(tx, row)
  const opened = (sealed: Buffer | null) => (sealed ? secrets.open(sealed) : null)
  const { committee, names } = whole
  return {
    ...{ id: row.id, number: numberOf(row), kind: row.kind, source: row.source, originKind: row.origin_kind },
    committee: {
      id: committee.id,
      name: committee.name,
      police: await postNamed(tx, tenantId, committee.police_post_id),
    },
    ...{ words: secrets.open(row.words_sealed), place: await placeNamed(tx, tenantId, row.place_id) },
    firm: await postNamed(tx, tenantId, row.firm_post_id),
    ...{ state: row.state, endState: row.end_state, receivedOn: row.received_on, acceptedOn: row.accepted_on },
    ...{ clock: clockOf(row, dayOf(at)), declineReason: row.decline_reason, toldWays: row.told_ways },
    ...{ toldOn: row.told_on, head },
    parties: whole.parties.map((party) => partyView(doing, whole, party)),
    mediators: whole.mediators.map((one) => ({
      ...{ id: one.id, personId: one.person_id, name: names.get(one.person_id) ?? '', leads: one.leads },
      ...{ chosenBy: one.chosen_by, endReason: one.end_reason as CaseView['mediators'][number]['endReason'] },
    })),
    nominees: await nomineesOf(tx, doing, whole),
    sessions: whole.sessions.map((one) => ({
      ...{
        id: one.id,
        heldAt: one.held_at.toISOString(),
        where: secrets.open(one.where_sealed),
        partyIds: one.party_ids,
      },
      mediators: one.mediator_ids.map((id) => names.get(id) ?? ''),
      ...{ words: secrets.open(one.words_sealed), tried: opened(one.tried_sealed), nextOn: one.next_on },
    })),
    evidence: whole.evidence.map((one) => ({
      ...{ id: one.id, what: secrets.open(one.what_sealed), pages: one.pages, fileIds: one.file_ids },
      from: one.party_id ? maskedName(doing, whole, one.party_id) : null,
    })),
    extensions: whole.extensions.map((one) => ({
      ...{ fromOn: one.from_on, toOn: one.to_on, why: secrets.open(one.why_sealed) },
    })),
    agreement: agreementView(doing, whole),
    callBacks: whole.callBacks.map((one) => ({
      ...{ id: one.id, who: maskedName(doing, whole, one.party_id), at: one.at.toISOString(), reached: one.reached },
      ...{ content: one.content, words: opened(one.words_sealed) },
    })),
    dangers: whole.dangers.map((one) => ({
      ...{ id: one.id, kind: one.kind, words: secrets.open(one.words_sealed), matterId: one.matter_id },
      ...{ at: one.at.toISOString(), overAt: one.over_at?.toISOString() ?? null },
    })),
    volume: await volumeView(tx, tenantId, row.id),
    steps: await stepsOf(tx, doing, whole, head),
  }
}

async function volumeView(tx: Tx, tenantId: TenantId, caseId: CaseId): Promise<CaseView['volume']> {
  const { rows } = await sql<Omit<VolumeRecord, 'pdf_sealed'>>`select bound_on, keep_until, pages, sha256, contents
    from mediation.volumes where tenant_id = ${tenantId} and case_id = ${caseId}`.execute(tx)
  const [row] = rows
  if (!row) return null
  const { bound_on, keep_until, pages, sha256, contents } = row
  return { boundOn: bound_on, keepUntil: keep_until, pages, sha256, contents }
}
