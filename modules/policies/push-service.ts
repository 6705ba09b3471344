import type { Actor, EventActor } from '../../kernel/actor.ts'
import { fail, notFound } from '../../kernel/contract/errors.ts'
import { newId, type TenantId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import { dayOf } from '../../kernel/time/day.ts'
import type { FirmId } from '../enterprises/contract.ts'
import { firmScopeSql, keptFirm, membersOf, recordsOf } from '../enterprises/public.ts'
import { notify } from '../notices/public.ts'
import { sumWords } from './amount-words.ts'
import { calendarDay } from './calendar-month.ts'
import type { PushId } from './contract.ts'
import { dictionaryFor } from './dictionary.ts'
import { type PushEvent, type PushEventName, pushEvents, pushStream } from './events.ts'
import type { Dictionary } from './fact.ts'
import { rowsOfFirms } from './firm-facts.ts'
import { type LivePolicy, livePolicies } from './live-policies.ts'
import { type Assessment, assess } from './policy.ts'
import { policyPushers } from './policy-rights.ts'
import { factNamesIn, reasonsOf } from './reasons.ts'
import type { Row } from './row.ts'
import { mine } from './tables.ts'
import { overlappingSql } from './version-days.ts'

export interface Pushing {
  readonly tenantId: TenantId
  readonly actor: Actor
  readonly by: EventActor
  readonly at: Date
}

interface Told {
  readonly assessment: Assessment
  readonly words: Words
  readonly reasons: Words[]
}

/** What a firm would be told of a policy today. */
function tellingOf({ policy }: LivePolicy, dictionary: Dictionary, row: Row, now: Date): Told {
  const today = calendarDay(dayOf(now))
  const assessment = assess(policy, row, today)
  const reasons = reasonsOf(policy, dictionary, row, today)
  const { title, how } = policy.spec
  const { verdict, amount, missing } = assessment
  if (verdict !== 'fits' || amount === null) {
    const asked = factNamesIn(missing, dictionary)
    const words: Words = {
      zh: `贵企业可能适用「${title.zh}」，还需补充：${asked.zh}。`,
      en: `“${title.en}” may be for your firm; still to be told: ${asked.en}.`,
    }
    return { assessment, reasons, words }
  }
  // A sum of which nothing is certain is not promised.
  const sum = amount.to === 0 || (!amount.exact && amount.from === 0) ? null : sumWords(amount)
  const next: Words =
    how === 'direct'
      ? { zh: '免申即享，无需申请。', en: 'It is paid without applying.' }
      : { zh: '请按要求申报。', en: 'Please apply for it.' }
  const words: Words = {
    zh: `贵企业符合「${title.zh}」${sum ? `，可享 ${sum.zh}` : ''}。${next.zh}`,
    en: `Your firm fits “${title.en}”${sum ? `: ${sum.en}` : ''}. ${next.en}`,
  }
  return { assessment, words, reasons }
}

async function liveOne(tx: Tx, tenantId: TenantId, code: string, dictionary: Dictionary): Promise<LivePolicy> {
  const { rows } = await sql`select from policies.versions where tenant_id = ${tenantId} and code = ${code}
    and state <> 'draft' limit 1`.execute(tx)
  if (rows.length === 0) notFound()
  const [live] = await livePolicies(tx, tenantId, dictionary, [code])
  return live ?? fail('refused', 'policies.not_published', { zh: '这项政策已经撤下', en: 'This policy was withdrawn' })
}

async function inScope(tx: Tx, actor: Actor, firmIds: readonly FirmId[]): Promise<FirmId[]> {
  const { rows } = await sql<{ id: FirmId }>`select f.id from enterprises.firms_view f
    where f.tenant_id = ${actor.tenantId} and f.id = any(${[...firmIds]}::uuid[]) and f.state <> 'merged'
      and ${firmScopeSql(actor, policyPushers)} order by f.id`.execute(tx)
  return rows.map(({ id }) => id)
}

/** The words in which a policy would be brought to a firm, and how many would hear them. */
export async function previewPush(tx: Tx, { actor, at }: Pick<Pushing, 'actor' | 'at'>, code: string, firmId: FirmId) {
  const { tenantId } = actor
  const dictionary = await dictionaryFor(tx, tenantId)
  const live = await liveOne(tx, tenantId, code, dictionary)
  if ((await inScope(tx, actor, [firmId])).length === 0) notFound()
  const row = (await rowsOfFirms(tx, { tenantId, now: at, dictionary }, [firmId])).get(firmId) ?? notFound()
  const { words, reasons } = tellingOf(live, dictionary, row, at)
  return { words, reasons, members: (await membersOf(tx, tenantId, firmId)).length }
}

/** Brings a policy to firms, with the reasons; each of those that speak for them gets a notice. */
export async function pushPolicy(tx: Tx, pushing: Pushing, code: string, asked: readonly FirmId[]) {
  const { tenantId, actor, at } = pushing
  const dictionary = await dictionaryFor(tx, tenantId)
  const live = await liveOne(tx, tenantId, code, dictionary)
  const firmIds = [...new Set(asked)]
  const known = await inScope(tx, actor, firmIds)
  if (known.length < firmIds.length) notFound()
  const rows = await rowsOfFirms(tx, { tenantId, now: at, dictionary }, known)
  const counts = { pushed: 0, already: 0, unfit: 0 }
  for (const firmId of known) {
    const row = rows.get(firmId)
    const told = row && tellingOf(live, dictionary, row, at)
    if (!told || told.assessment.verdict === 'unfit') counts.unfit++
    else if (await pushOne(tx, pushing, { firmId, live, told })) counts.pushed++
    else counts.already++
  }
  return counts
}

async function pushOne(
  tx: Tx,
  { tenantId, actor, by, at }: Pushing,
  { firmId, live, told }: { firmId: FirmId; live: LivePolicy; told: Told },
): Promise<boolean> {
  const { verdict, amount } = told.assessment
  const { code } = live.policy
  if (await isSettled(tx, tenantId, firmId, live)) return false
  const id: PushId = newId<'policyPush'>()
  const post = actor.posts.find(({ role }) => (policyPushers as readonly string[]).includes(role))
  const inserted = await mine(tx)
    .insertInto('policies.pushes')
    .values({
      ...{ tenant_id: tenantId, id, firm_id: firmId, code, version: live.version },
      ...{ verdict: verdict === 'fits' ? 'fits' : 'unknown', amount_from: amount?.from ?? 0 },
      ...{ amount_to: amount === null ? 0 : amount.to, reasons: JSON.stringify(told.reasons) },
      ...{ pushed_at: at, pushed_by: actor.personId, post_id: post?.postId ?? null },
      ...{ read_at: null, applied_at: null, granted_at: null, granted_fen: null },
      ...{ refused_at: null, refused_why: null, withdrawn_at: null, withdrawn_why: null },
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute()
  if (inserted.length === 0) return false
  const doing = { tenantId, by: { ...by, postId: post?.postId ?? null }, at }
  await recordPush(tx, doing, 'pushed', {
    ...{ pushId: id, firmId, code, version: live.version },
    ...{ amountFrom: amount?.from ?? 0, amountTo: amount === null ? 0 : amount.to },
  })
  await tellFirm(tx, { tenantId, firmId, words: withReasons(told), at })
  return true
}

/**
 * Whether a version was brought to a firm, under whichever of its records, or one whose days overlap its own was granted: it
 * could not be applied for.
 */
async function isSettled(tx: Tx, tenantId: TenantId, firmId: FirmId, live: LivePolicy): Promise<boolean> {
  const { policy, version } = live
  const records = await recordsOf(tx, tenantId, [firmId])
  const { rows } = await sql`select from policies.pushes where tenant_id = ${tenantId} and code = ${policy.code}
    and firm_id = any(${records}::uuid[]) and withdrawn_at is null and (version = ${version} or (granted_at is not null
      and version in (${overlappingSql(tenantId, policy.code, version)}))) limit 1`.execute(tx)
  return rows.length > 0
}

interface Telling {
  readonly tenantId: TenantId
  readonly firmId: FirmId
  readonly words: Words
  readonly at: Date
}

/** Tells those who speak for a firm, or for the one that it was merged into; the notice leads to what policies say of it. */
export async function tellFirm(tx: Tx, { tenantId, firmId, words, at }: Telling): Promise<void> {
  const id = await keptFirm(tx, tenantId, firmId)
  const personIds = await membersOf(tx, tenantId, id)
  await notify(tx, { tenantId, personIds, topic: 'policy', subject: { kind: 'firm/policies', id }, words, at })
}

function withReasons({ words, reasons }: Told): Words {
  if (reasons.length === 0) return words
  const [zh, en] = [reasons.map((reason) => reason.zh), reasons.map((reason) => reason.en)]
  return { zh: `${words.zh}依据：${zh.join('；')}。`, en: `${words.en} Because: ${en.join('; ')}.` }
}

/** Appends an event to the stream of a push. */
export async function recordPush(
  tx: Tx,
  { tenantId, by, at }: { tenantId: TenantId; by: EventActor; at: Date },
  name: PushEventName,
  payload: PushEvent,
): Promise<void> {
  const stream = pushStream(payload.pushId)
  await record<PushEvent>(tx, { tenantId, stream, type: pushEvents[name], at, actor: by, payload })
}
