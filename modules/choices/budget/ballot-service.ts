import type { BodyOf } from '../../../kernel/contract/endpoint.ts'
import { fail, notFound } from '../../../kernel/contract/errors.ts'
import type { TenantId } from '../../../kernel/contract/ids.ts'
import type { Words } from '../../../kernel/contract/words.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { receiptHash } from '../../../kernel/receipt-code.ts'
import type { Secrets } from '../../../kernel/secrets.ts'
import { dayOf } from '../../../kernel/time/day.ts'
import { phoneOf } from '../../people/public.ts'
import { type Doing, typesBallots } from '../scope.ts'
import { type BallotFault, faultOf, receiptOf } from './ballot.ts'
import { type BallotChannel, ballotObstacle } from './budget.ts'
import { byCodeSql, shareBudget } from './budget-store.ts'
import type { castBallot as castEndpoint, typeBallot as typeEndpoint } from './contract.ts'
import { codePurpose } from './register-service.ts'
import { digestOf, sealBallot } from './sealing.ts'
import type { BudgetId, BudgetRecord } from './tables.ts'
import { phoneKey } from './voter-key.ts'

/** Who votes: signed in, or not. Nothing of it is written beside the ballot. */
export interface Casting {
  readonly tenantId: TenantId
  readonly actor: Doing['actor'] | null
  readonly secrets: Secrets
  readonly at: Date
}

type Filled = Pick<BodyOf<typeof castEndpoint>, 'marks' | 'seed'>

/** Somebody votes by being signed in with a phone, or with the code that they were given. */
export async function castBallot(tx: Tx, who: Casting, address: string, body: BodyOf<typeof castEndpoint>) {
  const budget = await shareBudget(tx, who.tenantId, byCodeSql(address))
  const typed = body.code?.trim()
  if (typed) return cast(tx, who, budget, { key: await keyOfCode(tx, who, budget, typed), channel: 'code' }, body)
  const { key, refused } = await ownKey(tx, who, budget)
  if (refused) fail('refused', 'choices.no_vote', refused)
  return key ? cast(tx, who, budget, { key, channel: 'phone' }, body) : notFound()
}

/** A helper types in what somebody on the register put on paper. */
export async function typeBallot(tx: Tx, who: Casting, id: BudgetId, body: BodyOf<typeof typeEndpoint>) {
  const budget = await shareBudget(tx, who.tenantId, sql`b.id = ${id}`)
  if (!typesBallots(who.actor, budget.place_path)) notFound()
  const { rows } = await sql<{ voter_key: Buffer }>`select voter_key from choices.budget_register
    where tenant_id = ${who.tenantId} and budget_id = ${id} and id = ${body.voterId}`.execute(tx)
  const key = rows[0]?.voter_key ?? notFound()
  return cast(tx, who, budget, { key, channel: 'paper' }, body)
}

/** The key of the one who is signed in; or why they have none in this vote. */
export async function ownKey(
  tx: Tx,
  { tenantId, actor, secrets }: Casting,
  budget: Pick<BudgetRecord, 'id' | 'open_to'>,
): Promise<{ readonly key: Buffer | null; readonly refused: Words | null }> {
  if (!actor)
    return { key: null, refused: { zh: '请登录，或填投票码', en: 'Please sign in, or give your voting code' } }
  const phone = await phoneOf(tx, secrets, tenantId, actor.personId)
  if (!phone)
    return {
      key: null,
      refused: {
        zh: '您的账号没有手机号，请用投票码投票',
        en: 'Your account has no phone number. Please vote with a code',
      },
    }
  const key = phoneKey(secrets, budget.id, phone)
  if (budget.open_to === 'phones') return { key, refused: null }
  const { rows } = await sql`select from choices.budget_register where tenant_id = ${tenantId}
    and budget_id = ${budget.id} and voter_key = ${key}`.execute(tx)
  if (rows.length > 0) return { key, refused: null }
  return {
    key: null,
    refused: {
      zh: '您的手机号不在这次的投票名册里，请联系社区登记',
      en: 'Your number is not on the register of this vote. Please ask the community',
    },
  }
}

async function keyOfCode(tx: Tx, { tenantId, secrets }: Casting, { id }: BudgetRecord, code: string): Promise<Buffer> {
  const { rows } = await sql<{ voter_key: Buffer }>`select voter_key from choices.budget_register
    where tenant_id = ${tenantId} and budget_id = ${id}
      and code_lookup = ${receiptHash(secrets, codePurpose, code)}`.execute(tx)
  const words = { zh: '没有这个投票码，请核对纸上的字', en: 'There is no such code. Please compare it with the paper' }
  return rows[0]?.voter_key ?? fail('invalid', 'choices.bad_code', words, [{ path: 'code', words }])
}

const faultWords: Readonly<Record<BallotFault, Words>> = {
  sealed: { zh: '选票打不开', en: 'The ballot does not open' },
  length: { zh: '项目有变动，请刷新后重选', en: 'The items are not these. Reload and choose again' },
  value: { zh: '选票填写不对，请重选', en: 'The ballot is not filled in rightly. Choose again' },
  too_many: { zh: '选得太多了，请去掉一些', en: 'Too much is chosen. Please take something off' },
  order: { zh: '名次要从 1 起、不重复', en: 'Places begin at 1, each once' },
}

interface Voter {
  readonly key: Buffer
  readonly channel: BallotChannel
}

/**
 * Puts the voter on the list of those who have voted and the sealed ballot into the box: two rows that share nothing. The
 * list takes each key once, whichever way it comes, so a second ballot is refused, even one sent at the same moment.
 * Sending the same ballot with the same seed again after a lost answer gives the receipt again: no answer need be kept.
 */
async function cast(
  tx: Tx,
  { tenantId, secrets, at }: Casting,
  budget: BudgetRecord,
  { key, channel }: Voter,
  { marks, seed }: Filled,
): Promise<{ receipt: string }> {
  const items = await itemCount(tx, budget)
  const closed = ballotObstacle({ state: budget.state, closesOn: budget.closes_on }, dayOf(at))
  if (closed || !budget.public_key) return fail('refused', 'choices.no_ballots', closed ?? faultWords.sealed)
  const fault = faultOf({ kind: budget.kind, most: budget.most, items }, marks)
  if (fault)
    fail('invalid', `choices.ballot_${fault}`, faultWords[fault], [{ path: 'marks', words: faultWords[fault] }])
  const { sealed, digest } = sealedOf(secrets, { id: budget.id, publicKey: budget.public_key }, { marks, seed })
  const { rows: voted } =
    await sql`insert into choices.budget_voters (tenant_id, budget_id, voter_key, voted_on, channel)
    values (${tenantId}, ${budget.id}, ${key}, ${dayOf(at)}::date, ${channel})
    on conflict (tenant_id, budget_id, voter_key) do nothing returning voted_on`.execute(tx)
  if (voted.length > 0)
    await sql`insert into choices.budget_sealed (tenant_id, budget_id, digest, sealed)
      values (${tenantId}, ${budget.id}, ${digest}, ${sealed})`.execute(tx)
  else await refuseUnlessSame(tx, budget, digest)
  return { receipt: receiptOf(digest.toString('hex')) }
}

/** Seals a ballot. Only the server's secret makes the seed a key: with the seed alone nobody can prove what they voted. */
export function sealedOf(
  secrets: Secrets,
  { id, publicKey }: { readonly id: BudgetId; readonly publicKey: Buffer },
  { marks, seed }: { readonly marks: readonly number[]; readonly seed: string },
): { readonly sealed: Buffer; readonly digest: Buffer } {
  const random = secrets.lookup('choices.ballot_seed', `${id}\n${seed}\n${marks.join(',')}`)
  const sealed = sealBallot(publicKey, id, marks, random)
  return { sealed, digest: digestOf(sealed) }
}

async function refuseUnlessSame(tx: Tx, { tenant_id, id }: BudgetRecord, digest: Buffer): Promise<void> {
  const { rows } = await sql`select from choices.budget_sealed where tenant_id = ${tenant_id} and budget_id = ${id}
    and digest = ${digest}`.execute(tx)
  if (rows.length === 0)
    fail('conflict', 'choices.voted_already', {
      zh: '已经投过票了，每人一票，不能再投。若不是您投的，请联系社区',
      en: 'This voter has voted already; everybody has one vote. If it was not you, tell the community',
    })
}

async function itemCount(tx: Tx, { tenant_id, id }: BudgetRecord): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from choices.budget_items
    where tenant_id = ${tenant_id} and budget_id = ${id}`.execute(tx)
  return rows[0]?.n ?? 0
}
