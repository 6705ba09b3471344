import { fail, notFound } from '../../kernel/contract/errors.ts'
import { newId, type PersonId, type PlaceId, type PostId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { receiptCode, receiptHash } from '../../kernel/receipt-code.ts'
import { dayOf } from '../../kernel/time/day.ts'
import { normalPhone, personsByLookups, phoneLookups, phoneOf } from '../people/public.ts'
import { ancestorsOf } from '../places/public.ts'
import { agreedVersion } from './agreed.ts'
import { type CaseState, endStates, obstacleOf, type Step, specOf } from './case.ts'
import { daysAfter } from './clocks.ts'
import { committeeObstacle } from './committee.ts'
import { conflictsOf } from './conflicts.ts'
import type { ApplyBody, OpenBody, PartyBody, StepBody } from './contract.ts'
import type { ToldRow } from './events.ts'
import type { AnswerWay, Side } from './kinds.ts'
import { type Doing, sitsSql, type Writing } from './scope.ts'
import { addRow, type Held, lockAsHead, lockCase, setCase, setRow, tell } from './store.ts'
import type { CaseId, CaseRecord, CommitteeRecord, PartyId, SeatRecord } from './tables.ts'
import { factsOf, mediatorsNow, seatsAs, type Whole, wholeOf } from './whole.ts'

export const receiptModule = 'mediation'

/** “天祥民调〔2026〕第12号”: the number within the committee and year. */
export const numberOf = ({
  year,
  number,
  number_prefix,
}: Pick<CaseRecord, 'year' | 'number' | 'number_prefix'>): string => `${number_prefix}〔${year}〕第${number}号`

export interface NewParty extends PartyBody {
  readonly side: Side
  readonly personId?: PersonId
  /** How this side said yes by applying, and to which version of the text. */
  readonly yes?: { readonly way: AnswerWay; readonly version: number }
}

/** Writes a party down, sealed; who has an account is known by the phone. */
export async function addPartyRow(
  tx: Tx,
  { tenantId, secrets, at, by }: Writing,
  caseId: CaseId,
  position: number,
  party: NewParty,
): Promise<{ id: PartyId; told: ToldRow }> {
  const id = newId<'mediation_party'>()
  const lookups = party.phone ? phoneLookups(secrets, party.phone) : null
  const [known] = lookups && !party.personId ? await personsByLookups(tx, tenantId, lookups) : []
  const yes = party.yes
    ? { consent: 'yes', consent_way: party.yes.way, consent_at: at, consent_by: by.personId }
    : { consent: null, consent_way: null, consent_at: null, consent_by: null }
  const told = await addRow(tx, 'parties', tenantId, id, {
    ...{ case_id: caseId, side: party.side, position, person_id: party.personId ?? known ?? null },
    name_sealed: secrets.seal(party.name.trim()),
    phone_sealed: party.phone ? secrets.seal(normalPhone(party.phone)) : null,
    phone_lookup: lookups?.[0] ?? null,
    details_sealed: party.details?.trim() ? secrets.seal(party.details.trim()) : null,
    receipt_lookup: receiptHash(secrets, receiptModule, receiptCode(secrets, receiptModule, id)),
    ...{ ...yes, consent_version: party.yes?.version ?? null },
  })
  return { id, told }
}

export interface NewCase {
  readonly id: CaseId
  readonly committee: CommitteeRecord
  readonly kind: string
  readonly source: string
  readonly originKind: string | null
  readonly originId: string | null
  readonly placeId: PlaceId
  readonly placePath: string
  readonly firmPostId: PostId | null
  readonly words: string
  readonly foundBy: PersonId | null
  readonly takenBy: PersonId | null
  readonly parties: readonly NewParty[]
}

/** Locks a committee while a number is given, so that none is given twice. */
const lockNumbers = (tx: Tx, { tenant_id, id }: CommitteeRecord) =>
  sql`select from mediation.committees where tenant_id = ${tenant_id} and id = ${id} for no key update`.execute(tx)

/** The next number of the committee's year. */
export async function nextNumber(tx: Tx, committee: CommitteeRecord, year: number): Promise<number> {
  const { tenant_id, id, first_number, first_number_year } = committee
  const first = first_number_year === year ? (first_number ?? 1) : 1
  const { rows } = await sql<{
    next: number
  }>`select greatest(coalesce(max(number), 0) + 1, ${first}) as next from mediation.cases
    where tenant_id = ${tenant_id} and committee_id = ${id} and year = ${year}`.execute(tx)
  return rows[0]?.next ?? first
}

/** Writes a case down with its parties and numbers it; the caller has made sure that the committee takes cases. */
export async function writeCase(
  tx: Tx,
  writing: Writing,
  of: NewCase,
): Promise<{ row: Pick<CaseRecord, 'year' | 'number' | 'number_prefix'>; partyIds: PartyId[] }> {
  const { tenantId, secrets, at } = writing
  const today = dayOf(at)
  const year = Number(today.slice(0, 4))
  await lockNumbers(tx, of.committee)
  const number = await nextNumber(tx, of.committee, year)
  const told = await addRow(tx, 'cases', tenantId, of.id, {
    ...{ committee_id: of.committee.id, year, number, number_prefix: of.committee.number_prefix, state: 'received' },
    ...{ kind: of.kind, source: of.source },
    ...{ origin_kind: of.originKind, origin_id: of.originId, place_id: of.placeId, place_path: of.placePath },
    ...{ firm_post_id: of.firmPostId, words_sealed: secrets.seal(of.words), found_by: of.foundBy },
    ...{ taken_by: of.takenBy, received_on: today, changed_at: at },
  })
  const rows: ToldRow[] = [told]
  const partyIds: PartyId[] = []
  for (const [position, party] of of.parties.entries()) {
    const { id, told: row } = await addPartyRow(tx, writing, of.id, position, party)
    partyIds.push(id)
    rows.push(row)
  }
  const committee_id = of.committee.id
  await tell(tx, writing, { id: of.id, committee_id }, 'case_opened', rows, { to: 'received', kind: of.kind })
  return { row: { year, number, number_prefix: of.committee.number_prefix }, partyIds }
}

/** The committee that answers for a place, if there is one. */
export async function committeeFor(tx: Tx, { tenantId, at }: Writing, placeId: PlaceId) {
  const above = await ancestorsOf(tx, tenantId, placeId)
  const { rows } = await sql<CommitteeRecord>`select * from mediation.committees where tenant_id = ${tenantId}
    and ended_on is null and community_id = any(${above.map(({ id }) => id)}::uuid[])`.execute(tx)
  return { committee: rows[0] ?? null, place: above[0] ?? notFound(), today: dayOf(at) }
}

/** An incomplete committee takes no case. */
export async function refuseIncomplete(tx: Tx, committee: CommitteeRecord, today: string): Promise<void> {
  const obstacle = await incompleteness(tx, committee, today)
  if (obstacle) fail('refused', 'mediation.incomplete', obstacle)
}

/** Why a committee takes no case now; null when it may. */
export async function incompleteness(tx: Tx, committee: CommitteeRecord, today: string): Promise<Words | null> {
  const { rows } = await sql<SeatRecord>`select * from mediation.seats where tenant_id = ${committee.tenant_id}
    and committee_id = ${committee.id}`.execute(tx)
  return committeeObstacle(seatsAs(rows), committee.until_on, today)
}

/** Who sits in a committee takes a dispute down: an application, an offer, a referral. */
export async function openCase(tx: Tx, doing: Doing, body: OpenBody): Promise<{ id: CaseId; number: string }> {
  const { tenantId, actor, at } = doing
  const { rows } = await sql<CommitteeRecord>`select k.* from mediation.committees k where k.tenant_id = ${tenantId}
    and k.id = ${body.committeeId} and k.ended_on is null and ${sitsSql(actor, at)}`.execute(tx)
  const committee = rows[0] ?? notFound()
  const { committee: answers, place, today } = await committeeFor(tx, doing, body.placeId)
  if (answers?.id !== committee.id)
    fail(
      'invalid',
      'mediation.other_place',
      { zh: '这个地点不归本调委会', en: 'That place belongs to another committee' },
      [{ path: 'placeId', words: { zh: '不在本社区', en: 'Not in this community' } }],
    )
  await refuseIncomplete(tx, committee, today)
  const yes = body.source === 'application' ? await appliedBy(tx, doing, body) : null
  const id = body.id ?? newId<'mediation_case'>()
  const { row } = await writeCase(tx, doing, {
    ...{ id, committee, kind: body.kind, source: body.source, placeId: place.id, placePath: place.path },
    originKind: body.source === 'referral' ? (body.originKind ?? null) : null,
    originId: body.source === 'referral' ? body.originId?.trim() || null : null,
    ...{ firmPostId: body.firmPostId ?? null, words: body.words.trim(), takenBy: actor.personId },
    foundBy: body.foundBySelf ? actor.personId : null,
    parties: [
      ...body.applicants.map((party): NewParty => ({ ...party, side: 'a', ...(yes ? { yes } : {}) })),
      ...body.others.map((party): NewParty => ({ ...party, side: 'b' })),
    ],
  })
  return { id, number: numberOf(row) }
}

/** How the side that applies said yes: to the text in force, which staff say was shown or read out. */
async function appliedBy(tx: Tx, doing: Doing, { way, consentVersion: version }: OpenBody): Promise<NewParty['yes']> {
  if (!way)
    return fail('invalid', 'mediation.way_missing', { zh: '写明怎样申请的', en: 'Say how they applied' }, [
      { path: 'way', words: { zh: '请选择', en: 'Please choose' } },
    ])
  return { way, version: await agreedVersion(tx, doing, version) }
}

/** A resident applies by phone: the application is the yes of that side. */
export async function applyFor(tx: Tx, doing: Doing, body: ApplyBody): Promise<{ partyId: PartyId; number: string }> {
  const { committee, place, today } = await committeeFor(tx, doing, body.placeId)
  if (!committee)
    return fail('refused', 'mediation.no_committee', {
      zh: '这个社区还没有登记调委会，请直接联系社区',
      en: 'This community has no committee yet: please ring the community',
    })
  await refuseIncomplete(tx, committee, today)
  const { actor, secrets, tenantId } = doing
  const phone = await phoneOf(tx, secrets, tenantId, actor.personId)
  const version = await agreedVersion(tx, doing, body.consentVersion)
  const applicant: NewParty = {
    ...{ side: 'a', name: actor.name, personId: actor.personId },
    yes: { way: 'application', version },
    ...(phone ? { phone } : {}),
  }
  const other: NewParty = { side: 'b', name: body.otherName, ...(body.otherPhone ? { phone: body.otherPhone } : {}) }
  const { row, partyIds } = await writeCase(tx, doing, {
    ...{ id: body.id ?? newId<'mediation_case'>(), committee, kind: body.kind, source: 'application' },
    ...{ originKind: null, originId: null, placeId: place.id, placePath: place.path, firmPostId: null },
    ...{ words: body.words.trim(), foundBy: null, takenBy: null, parties: [applicant, other] },
  })
  return { partyId: partyIds[0] ?? notFound(), number: numberOf(row) }
}

/** Columns that a step sets beside the state. */
function columnsOf(step: Step, { committee }: Whole, today: string, body: Partial<StepBody>) {
  const to: CaseState = specOf(step).to
  const ended = (endStates as readonly CaseState[]).includes(to) ? { end_state: to, ended_on: today } : {}
  const accepted =
    step === 'accept'
      ? { accepted_on: today, limit_days: committee.limit_days, due_on: daysAfter(today, committee.limit_days) }
      : {}
  const told = step === 'fail' && body.toldWays ? { told_ways: body.toldWays, told_on: today } : {}
  const declined = step === 'decline' ? { decline_reason: body.declineReason ?? null } : {}
  return { state: to, ...ended, ...accepted, ...told, ...declined }
}

/**
 * Takes a step of the table, or refuses it with what is missing. The caller has locked the case.
 * @param before rows that were written for it in the same transaction
 */
export async function takeStep(
  tx: Tx,
  writing: Writing,
  row: CaseRecord,
  step: Step,
  body: Partial<StepBody> = {},
  before: readonly ToldRow[] = [],
): Promise<void> {
  const whole = await wholeOf(tx, row)
  const today = dayOf(writing.at)
  const ids = mediatorsNow(whole).map(({ person_id }) => person_id)
  const conflicts = step === 'begin' ? (await conflictsOf(tx, writing, row, whole.parties, ids)).size : 0
  const facts = factsOf(whole, today, conflicts)
  const told = step === 'fail' ? (body.toldWays?.length ?? 0) : facts.waysTold
  const obstacle = obstacleOf(step, row.state, { ...facts, waysTold: told })
  if (obstacle) fail('refused', `mediation.${step}`, obstacle)
  const set = await setCase(tx, writing, row.id, columnsOf(step, whole, today, body))
  const to: CaseState = specOf(step).to
  await tell(tx, writing, row, 'stepped', [...before, set], { step, from: row.state, to })
}

/** A step that somebody in charge takes; some are the head's alone. */
export async function stepCase(tx: Tx, doing: Doing, caseId: CaseId, body: StepBody): Promise<void> {
  const lock = specOf(body.step).who === 'head' ? lockAsHead : lockCase
  const { row } = await lock(tx, doing, caseId)
  if (body.step === 'decline' && !body.declineReason)
    fail('invalid', 'mediation.reason_missing', { zh: '写明不予受理的理由', en: 'Say why it is not taken on' }, [
      { path: 'declineReason', words: { zh: '请选择', en: 'Please choose' } },
    ])
  const before = body.step === 'redraw' ? await dropAgreement(tx, doing, row) : []
  await takeStep(tx, doing, row, body.step, body, before)
}

/** A text that is not signed after all goes out of use. */
async function dropAgreement(tx: Tx, { tenantId, at }: Writing, { id }: CaseRecord): Promise<ToldRow[]> {
  const { rows } = await sql<{ id: string }>`select id from mediation.agreements where tenant_id = ${tenantId}
    and case_id = ${id} and dropped_at is null and effective_on is null`.execute(tx)
  return Promise.all(rows.map((one) => setRow(tx, 'agreements', tenantId, one.id, { dropped_at: at })))
}

/** Refuses what is only done in some states. */
export function inStates({ row }: Held, states: readonly CaseState[], what: { zh: string; en: string }): void {
  if (!states.includes(row.state)) fail('refused', 'mediation.not_now', what)
}
