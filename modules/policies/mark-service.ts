import type { Actor } from '../../kernel/actor.ts'
import { fail, forbidden, notFound } from '../../kernel/contract/errors.ts'
import type { TenantId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { takeTurn } from '../../kernel/take-turn.ts'
import type { FirmId } from '../enterprises/contract.ts'
import { firmOf, firmScopeSql, keptFirm, recordsOf } from '../enterprises/public.ts'
import type { MarkStep, PushId } from './contract.ts'
import { myDepartments, policyPushers, pushMarkers } from './policy-rights.ts'
import { type Pushing, recordPush, tellFirm } from './push-service.ts'
import { mine, type PushRecord } from './tables.ts'
import { quantityWords } from './unit.ts'
import { overlappingSql } from './version-days.ts'

export interface Mark {
  readonly step: MarkStep
  readonly fen?: number | undefined
  readonly why?: string | undefined
}

/**
 * Writes down what came of a push: staff of the area and the office that pays. Once granted, refused or taken back it
 * stays so.
 */
export async function markPush(tx: Tx, pushing: Pushing, pushId: PushId, mark: Mark): Promise<void> {
  const { tenantId, actor } = pushing
  const push = await lockPush(tx, tenantId, pushId)
  const firmIds = [push.firm_id, await keptFirm(tx, tenantId, push.firm_id)]
  const seen = await Promise.all(firmIds.map((firmId) => firmOf(tx, actor, firmId)))
  if (!seen.some((firm) => firm !== null)) notFound()
  if (!(await mayMark(tx, actor, push, firmIds, mark.step))) forbidden()
  await takeStep(tx, pushing, push, mark)
}

export async function lockPush(tx: Tx, tenantId: TenantId, pushId: PushId): Promise<PushRecord> {
  const { rows } = await sql<PushRecord>`select * from policies.pushes
    where tenant_id = ${tenantId} and id = ${pushId} for update`.execute(tx)
  return rows[0] ?? notFound()
}

/**
 * Writes one step down, and tells the firm how it ended. Doing so again changes nothing. A firm that was paid for a
 * time, under whichever of its records, neither applies nor is paid for it again.
 */
export async function takeStep(tx: Tx, pushing: Pushing, push: PushRecord, mark: Mark): Promise<void> {
  const { tenantId, at } = pushing
  if (push[`${mark.step}_at`] !== null) return
  refuseEnded(push)
  if (mark.step === 'applied' || mark.step === 'granted') await refuseTwice(tx, push)
  const set = setOf(mark, push, at)
  await mine(tx)
    .updateTable('policies.pushes')
    .set(set)
    .where('tenant_id', '=', tenantId)
    .where('id', '=', push.id)
    .execute()
  const { id: pushId, firm_id: firmId, code, version } = push
  await recordPush(tx, pushing, mark.step, {
    ...{ pushId, firmId, code, version },
    ...(typeof set.granted_fen === 'number' ? { fen: set.granted_fen } : {}),
    ...(set.refused_why || set.withdrawn_why ? { why: set.refused_why ?? set.withdrawn_why ?? '' } : {}),
  })
  await tellEnd(tx, pushing, push, set)
}

/** A grant or a refusal is told to those who speak for the firm. */
async function tellEnd(tx: Tx, { tenantId, at }: Pushing, { firm_id, code, version }: PushRecord, set: Set) {
  const end = endWords(set)
  if (!end) return
  const { rows } = await sql<{ title: Words }>`select spec -> 'title' as title from policies.versions
    where tenant_id = ${tenantId} and code = ${code} and version = ${version}`.execute(tx)
  const { zh, en } = rows[0]?.title ?? { zh: code, en: code }
  const words = { zh: `「${zh}」${end.zh}`, en: `“${en}” ${end.en}` }
  await tellFirm(tx, { tenantId, firmId: firm_id, words, at })
}

function endWords({ granted_fen, refused_why }: Set): Words | null {
  if (typeof granted_fen === 'number') {
    const sum = granted_fen > 0 ? quantityWords(granted_fen, 'fen') : null
    return { zh: `已兑现${sum ? `：${sum.zh}` : ''}。`, en: `was granted${sum ? `: ${sum.en}` : ''}.` }
  }
  return refused_why
    ? { zh: `未能兑现，原因：${refused_why}。`, en: `was not granted. The reason: ${refused_why}.` }
    : null
}

async function mayMark(
  tx: Tx,
  actor: Actor,
  push: PushRecord,
  firmIds: readonly FirmId[],
  step: MarkStep,
): Promise<boolean> {
  const scope = (roles: typeof pushMarkers | typeof policyPushers) => sql<{ ok: boolean }>`select true as ok
    from enterprises.firms_view f where f.tenant_id = ${push.tenant_id} and f.id = any(${[...firmIds]}::uuid[])
      and ${firmScopeSql(actor, roles)}`
  if ((await scope(policyPushers).execute(tx)).rows.length > 0) return true
  if (step === 'withdrawn' || (await scope(pushMarkers).execute(tx)).rows.length === 0) return false
  const { rows } = await sql<{ office: string }>`select office from policies.versions
    where tenant_id = ${push.tenant_id} and code = ${push.code} and version = ${push.version}`.execute(tx)
  return (await myDepartments(tx, actor)).includes(rows[0]?.office ?? '')
}

function refuseEnded({ granted_at, refused_at, withdrawn_at }: PushRecord): void {
  if (granted_at)
    fail('conflict', 'policies.granted_already', { zh: '已经兑现，不能再改', en: 'It was granted already' })
  if (refused_at)
    fail('conflict', 'policies.refused_already', { zh: '已经登记为不予兑现', en: 'It was refused already' })
  if (withdrawn_at) fail('conflict', 'policies.push_withdrawn', { zh: '推送已经撤回', en: 'The push was taken back' })
}

/**
 * A firm is paid once for one time: by one version of those whose times overlap, under one of its records. Two grants of one
 * policy at once: the second one waits here, and then finds the first.
 */
async function refuseTwice(tx: Tx, { tenant_id: tenantId, id, firm_id, code, version }: PushRecord): Promise<void> {
  await takeTurn(tx, tenantId, `policies.grant ${code}`)
  const records = await recordsOf(tx, tenantId, [await keptFirm(tx, tenantId, firm_id)])
  const { rows } = await sql<{ version: number }>`select u.version from policies.pushes u
    where u.tenant_id = ${tenantId} and u.code = ${code} and u.firm_id = any(${records}::uuid[]) and u.id <> ${id}
      and u.granted_at is not null and u.version in (${overlappingSql(tenantId, code, version)})
    order by u.version = ${version} desc limit 1`.execute(tx)
  const [granted] = rows
  if (granted) fail('conflict', 'policies.firm_granted_already', grantedWords(granted.version, version))
}

function grantedWords(granted: number, version: number): Words {
  if (granted === version)
    return {
      zh: '这家企业有两条合并的记录，这项政策已按另一条记录兑现，不能再申报或兑现',
      en: 'Two records of this firm became one, and under the other one this policy was granted: it is neither applied for nor granted again',
    }
  const by = granted < version ? { zh: '较早', en: 'an earlier' } : { zh: '较新', en: 'a later' }
  return {
    zh: `这家企业已按这项政策${by.zh}的版本兑现，两版的施行时间有重叠，不能再申报或兑现`,
    en: `To this firm the policy was granted by ${by.en} version, the time of which overlaps that of this one: it is neither applied for nor granted again`,
  }
}

type Set = Partial<
  Pick<
    PushRecord,
    | 'read_at'
    | 'applied_at'
    | 'granted_at'
    | 'granted_fen'
    | 'refused_at'
    | 'refused_why'
    | 'withdrawn_at'
    | 'withdrawn_why'
  >
>

function setOf({ step, fen, why }: Mark, push: PushRecord, at: Date): Set {
  switch (step) {
    case 'read':
      return { read_at: at }
    case 'applied':
      // Who applies has read it.
      return { applied_at: at, read_at: push.read_at ?? at }
    case 'granted':
      return {
        granted_at: at,
        granted_fen: fen ?? missing('fen', { zh: '请填写兑现金额', en: 'Please give the sum that was granted' }),
      }
    case 'refused':
      return { refused_at: at, refused_why: why ?? missing('why', reason) }
    case 'withdrawn':
      return { withdrawn_at: at, withdrawn_why: why ?? missing('why', reason) }
  }
}

const reason: Words = { zh: '请写明原因', en: 'Please give the reason' }

const missing = (path: string, words: Words): never => fail('invalid', 'policies.incomplete', words, [{ path, words }])
