import { fail, notFound } from '../../kernel/contract/errors.ts'
import type { PersonId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { receiptHash } from '../../kernel/receipt-code.ts'
import { dayOf } from '../../kernel/time/day.ts'
import { agreedVersion } from './agreed.ts'
import type { CaseState } from './case.ts'
import { receiptModule, takeStep } from './case-service.ts'
import { sits } from './committee.ts'
import { conflictWords } from './conflict.ts'
import { conflictsOf } from './conflicts.ts'
import type { AnswerBody, SaidBody } from './contract.ts'
import type { ToldRow } from './events.ts'
import type { AnswerWay } from './kinds.ts'
import type { Doing, Writing } from './scope.ts'
import { lockCase, setRow, tell } from './store.ts'
import type { CaseId, CaseRecord, PartyId, PartyRecord } from './tables.ts'
import { mediatorsNow, seatsAs, type Whole, wholeOf } from './whole.ts'

/** States in which a side may still say no. */
export const refusable: readonly CaseState[] = ['asking', 'accepted', 'mediating', 'agreed']

interface Answering {
  readonly row: CaseRecord
  readonly party: PartyRecord
  readonly way: AnswerWay
  /** Who wrote it down; null where the party answered itself. */
  readonly writtenBy: PersonId | null
}

const notNow = (): never =>
  fail('refused', 'mediation.not_now', { zh: '现在不需要这个答复', en: 'This answer is not asked for now' })

/** What a party said: yes or no to mediation, whom it wishes, that it accepts, that it asks for another. */
async function take(tx: Tx, writing: Writing, of: Answering, body: AnswerBody): Promise<void> {
  if (body.consent) return consent(tx, writing, of, body.consent, body.consentVersion)
  if (body.wish !== undefined) return wish(tx, writing, of, body.wish)
  if (body.accepts) return accept(tx, writing, of)
  if (body.other) return askOther(tx, writing, of, body.other)
  fail('invalid', 'mediation.nothing_said', { zh: '还没有选择', en: 'Nothing was chosen' })
}

/** A yes keeps the version of the text that it agreed to; a no needs none. */
async function consent(
  tx: Tx,
  writing: Writing,
  { row, party, way, writtenBy }: Answering,
  said: 'yes' | 'no',
  shown: number | undefined,
) {
  const may = said === 'no' ? refusable.includes(row.state) : row.state === 'asking'
  if (!may || party.consent === 'no') notNow()
  if (said === 'yes' && party.consent === 'yes') return
  const version = said === 'yes' ? await agreedVersion(tx, writing, shown) : null
  const told = await setRow(tx, 'parties', writing.tenantId, party.id, {
    ...{ consent: said, consent_way: way, consent_at: writing.at, consent_by: writtenBy, consent_version: version },
  })
  const versioned = version === null ? {} : { consentVersion: version }
  await tell(tx, writing, row, 'answered', [told], { partyId: party.id, kind: said, ...versioned })
  // A clear no ends it in the same breath (17).
  if (said === 'no') await takeStep(tx, writing, row, 'refuse')
}

async function wish(tx: Tx, writing: Writing, { row, party }: Answering, personId: PersonId | null) {
  if (row.state !== 'accepted') notNow()
  if (personId) await refuseUnfit(tx, writing, await wholeOf(tx, row), personId)
  const told = await setRow(tx, 'parties', writing.tenantId, party.id, { wish_person_id: personId })
  await tell(tx, writing, row, 'mediator_wished', [told], { partyId: party.id })
}

/** Refuses who does not sit in the committee, or is too near to a party. */
export async function refuseUnfit(tx: Tx, writing: Writing, whole: Whole, personId: PersonId): Promise<void> {
  const today = dayOf(writing.at)
  if (!seatsAs(whole.seats).some((seat) => seat.personId === personId && sits(seat, today))) notFound()
  const conflict = (await conflictsOf(tx, writing, whole.row, whole.parties, [personId])).get(personId)
  if (!conflict) return
  const { zh, en } = conflictWords[conflict]
  fail('refused', 'mediation.conflict', {
    zh: `这位调解员需要回避：${zh}。请另选一位`,
    en: `This mediator must stand back: ${en}. Please choose another`,
  })
}

async function accept(tx: Tx, writing: Writing, { row, party, way }: Answering) {
  if (row.state !== 'accepted' || !mediatorsNow(await wholeOf(tx, row)).some(({ leads }) => leads)) notNow()
  const told = await setRow(tx, 'parties', writing.tenantId, party.id, {
    ...{ accepts: true, accepts_way: way, accepts_at: writing.at, asks_other_sealed: null },
  })
  await tell(tx, writing, row, 'mediator_accepted', [told], { partyId: party.id })
}

async function askOther(tx: Tx, writing: Writing, { row, party, way }: Answering, why: string) {
  const { tenantId, at, secrets } = writing
  if (!['accepted', 'mediating', 'agreed'].includes(row.state)) notNow()
  const told = await setRow(tx, 'parties', tenantId, party.id, {
    ...{ accepts: false, accepts_way: way, accepts_at: at, asks_other_sealed: secrets.seal(why.trim()) },
  })
  await tell(tx, writing, row, 'mediator_wished', [told], { partyId: party.id, kind: 'other' })
  if (row.state !== 'accepted')
    await takeStep(tx, writing, row, 'change_mediator', {}, await forgetText(tx, writing, row))
}

/** With another mediator a text that was not signed goes out of use. */
export async function forgetText(tx: Tx, { tenantId, at }: Writing, { id, state }: CaseRecord): Promise<ToldRow[]> {
  if (state !== 'agreed') return []
  const { rows } = await sql<{ id: string }>`select id from mediation.agreements where tenant_id = ${tenantId}
    and case_id = ${id} and dropped_at is null`.execute(tx)
  const [agreement] = rows
  return agreement ? [await setRow(tx, 'agreements', tenantId, agreement.id, { dropped_at: at })] : []
}

async function partyOf(tx: Tx, { tenantId }: Writing, caseId: CaseId, partyId: PartyId): Promise<PartyRecord> {
  const { rows } = await sql<PartyRecord>`select * from mediation.parties where tenant_id = ${tenantId}
    and case_id = ${caseId} and id = ${partyId}`.execute(tx)
  return rows[0] ?? notFound()
}

/** Those in charge write down what a party said by telephone, in person or on paper. */
export async function writeAnswer(
  tx: Tx,
  doing: Doing,
  caseId: CaseId,
  partyId: PartyId,
  body: SaidBody,
): Promise<void> {
  const { row } = await lockCase(tx, doing, caseId)
  const party = await partyOf(tx, doing, caseId, partyId)
  await take(tx, doing, { row, party, way: body.way, writtenBy: doing.actor.personId }, body)
}

async function lockOfParty(tx: Tx, { tenantId }: Writing, party: PartyRecord): Promise<CaseRecord> {
  const { rows } = await sql<CaseRecord>`select * from mediation.cases where tenant_id = ${tenantId}
    and id = ${party.case_id} for no key update`.execute(tx)
  return rows[0] ?? notFound()
}

/** A party that is signed in answers; 404 for anybody else. */
export async function answerMine(tx: Tx, doing: Doing, partyId: PartyId, body: AnswerBody): Promise<void> {
  const party = await myParty(tx, doing.tenantId, doing.actor.personId, partyId)
  await take(tx, doing, { row: await lockOfParty(tx, doing, party), party, way: 'pocket', writtenBy: null }, body)
}

export async function myParty(
  tx: Tx,
  tenantId: Writing['tenantId'],
  personId: PersonId,
  partyId: PartyId,
): Promise<PartyRecord> {
  const { rows } = await sql<PartyRecord>`select * from mediation.parties where tenant_id = ${tenantId}
    and id = ${partyId} and person_id = ${personId}`.execute(tx)
  return rows[0] ?? notFound()
}

/** The party of a receipt code; 404 for a code that is none. */
export async function partyByCode(
  tx: Tx,
  { tenantId, secrets }: Pick<Writing, 'tenantId' | 'secrets'>,
  code: string,
): Promise<PartyRecord> {
  const { rows } = await sql<PartyRecord>`select * from mediation.parties where tenant_id = ${tenantId}
    and receipt_lookup = ${receiptHash(secrets, receiptModule, code)}`.execute(tx)
  return rows[0] ?? notFound()
}

/** A party without an account answers by its receipt code. */
export async function answerByCode(tx: Tx, writing: Writing, code: string, body: AnswerBody): Promise<void> {
  const party = await partyByCode(tx, writing, code)
  const receipt: Writing = { ...writing, by: { ...writing.by, via: 'receipt' } }
  await take(tx, receipt, { row: await lockOfParty(tx, receipt, party), party, way: 'pocket', writtenBy: null }, body)
}
