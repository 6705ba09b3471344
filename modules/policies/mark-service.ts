import type { Actor } from '../../kernel/actor.ts'
import { fail, forbidden, notFound } from '../../kernel/contract/errors.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { firmOf, firmScopeSql } from '../enterprises/public.ts'
import type { MarkStep, PushId } from './contract.ts'
import { isMember } from './firm-policies.ts'
import { myDepartments, policyPushers, pushMarkers } from './policy-rights.ts'
import { type Pushing, recordPush } from './push-service.ts'
import { mine, type PushRecord } from './tables.ts'

export interface Mark {
  readonly step: MarkStep
  readonly fen?: number | undefined
  readonly why?: string | undefined
}

/**
 * Writes down what came of a push. Once granted, refused or taken back it stays so. A member of the firm may say that it
 * was read or applied for; staff of the area and the office that pays, anything.
 */
export async function markPush(tx: Tx, pushing: Pushing, pushId: PushId, mark: Mark): Promise<void> {
  const { tenantId, actor, at } = pushing
  const { rows } = await sql<PushRecord>`select * from policies.pushes
    where tenant_id = ${tenantId} and id = ${pushId} for update`.execute(tx)
  const push = rows[0] ?? notFound()
  if (!(await firmOf(tx, actor, push.firm_id))) notFound()
  if (!(await mayMark(tx, actor, push, mark.step))) forbidden()
  if (push[`${mark.step}_at`] !== null) return
  refuseEnded(push)
  const set = setOf(mark, push, at)
  await mine(tx)
    .updateTable('policies.pushes')
    .set(set)
    .where('tenant_id', '=', tenantId)
    .where('id', '=', pushId)
    .execute()
  const { firm_id: firmId, code, version } = push
  await recordPush(tx, pushing, mark.step, {
    ...{ pushId, firmId, code, version },
    ...(typeof set.granted_fen === 'number' ? { fen: set.granted_fen } : {}),
    ...(set.refused_why || set.withdrawn_why ? { why: set.refused_why ?? set.withdrawn_why ?? '' } : {}),
  })
}

async function mayMark(tx: Tx, actor: Actor, push: PushRecord, step: MarkStep): Promise<boolean> {
  const scope = (roles: typeof pushMarkers | typeof policyPushers) => sql<{ ok: boolean }>`select true as ok
    from enterprises.firms_view f where f.tenant_id = ${push.tenant_id} and f.id = ${push.firm_id}
      and ${firmScopeSql(actor, roles)}`
  if ((await scope(policyPushers).execute(tx)).rows.length > 0) return true
  if (step === 'read' || step === 'applied') if (await isMember(tx, actor, push.firm_id)) return true
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
