import { sql } from '../../kernel/db.ts'
import { differs } from '../../kernel/events/differs.ts'
import type { Verifying } from '../../kernel/events/verify.ts'
import { walk } from '../../kernel/events/walk.ts'
import type { PushId } from './contract.ts'
import { type PolicyEvent, type PushEvent, policyStream, pushStream } from './events.ts'
import { foldPush, foldVersion, type Told, type ToldPush, type ToldVersion, versionKey } from './recount.ts'
import { specHashSql } from './version-store.ts'

/** Events of the streams that begin with a prefix, in order of time. */
const eventsSql = <Payload>(tenantId: string, prefix: string) =>
  sql<Told<Payload>>`select type, at, payload from kernel.events_view
    where tenant_id = ${tenantId} and stream >= ${`${prefix}:`} and stream < ${`${prefix};`} order by at, id`

/** Folds every version of every policy from its events and compares. @returns how many. */
export async function verifyVersions({ tx, tenantId, report }: Verifying): Promise<number> {
  const told = new Map<string, ToldVersion>()
  const events = eventsSql<PolicyEvent>(tenantId, 'policies')
  for await (const event of walk(tx, 'policy_events', events)) foldVersion(told, event)
  const { rows } = await sql<ToldVersion & { code: string; version: number }>`
    select code, version, state, saved_at, published_at, withdrawn_at, withdrawn_why, replaced_by,
      ${specHashSql} as spec_hash
    from policies.versions where tenant_id = ${tenantId} order by code, version`.execute(tx)
  const say = (code: string, version: number | string, what: string) =>
    report({ check: 'policies.version', stream: policyStream(code), what: `version ${version}: ${what}` })
  for (const { code, version, ...row } of rows) {
    const key = versionKey(code, version)
    const what = differs<ToldVersion>(row, told.get(key), ['spec_hash'])
    if (what) say(code, version, what)
    told.delete(key)
  }
  for (const key of told.keys()) {
    const [code = '', version = ''] = key.split(' ')
    say(code, version, 'the ledger knows of a version that is gone')
  }
  return rows.length
}

/** Folds every push from its events and compares. @returns how many. */
export async function verifyPushes({ tx, tenantId, report }: Verifying): Promise<number> {
  const told = new Map<PushId, ToldPush>()
  const events = eventsSql<PushEvent>(tenantId, 'policy-pushes')
  for await (const event of walk(tx, 'push_events', events)) foldPush(told, event)
  const { rows } = await sql<ToldPush & { id: PushId }>`
    select id, firm_id, code, version, pushed_at, read_at, applied_at, granted_at, granted_fen, refused_at,
      refused_why, withdrawn_at, withdrawn_why, amount_from, amount_to
    from policies.pushes where tenant_id = ${tenantId} order by id`.execute(tx)
  const say = (id: PushId, what: string) => report({ check: 'policies.push', stream: pushStream(id), what })
  for (const { id, ...row } of rows) {
    const what = differs<ToldPush>(row, told.get(id), ['amount_from', 'amount_to'])
    if (what) say(id, what)
    told.delete(id)
  }
  for (const id of told.keys()) say(id, 'the ledger knows of a push that is gone')
  return rows.length
}
