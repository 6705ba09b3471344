import type { Actor, EventActor } from '../../kernel/actor.ts'
import type { TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import { takeTurn } from '../../kernel/take-turn.ts'
import type { AlarmLimits, SettingsView } from './contract.ts'
import { settingsSaved, settingsStream } from './events.ts'

/** What a tenant starts with: a busy day at a counter stays below it. */
export const defaultLimits: AlarmLimits = { reveals: 20, exports: 10, accounts: 5, newDevice: true }

/** What holds now: the newest version, else what every tenant starts with. */
export async function settingsOf(tx: Tx, tenantId: TenantId): Promise<SettingsView> {
  const { rows } = await sql<AlarmLimits & { savedAt: Date }>`
    select reveals, exports, accounts, new_device as "newDevice", saved_at as "savedAt" from audit.settings
    where tenant_id = ${tenantId} order by version desc limit 1`.execute(tx)
  const [found] = rows
  return found ? { ...found, savedAt: found.savedAt.toISOString() } : { ...defaultLimits, savedAt: null }
}

export async function saveSettingsOf(
  tx: Tx,
  { actor, by, at }: { readonly actor: Actor; readonly by: EventActor; readonly at: Date },
  { reveals, exports, accounts, newDevice }: AlarmLimits,
): Promise<void> {
  const { tenantId, personId } = actor
  await takeTurn(tx, tenantId, 'audit.settings')
  await sql`insert into audit.settings (tenant_id, version, saved_at, author_id, reveals, exports, accounts, new_device)
    select ${tenantId}, coalesce(max(version), 0) + 1, ${at}, ${personId}, ${reveals}::integer, ${exports}::integer,
      ${accounts}::integer, ${newDevice}
    from audit.settings where tenant_id = ${tenantId}`.execute(tx)
  const payload = { reveals, exports, accounts, newDevice }
  await record(tx, { tenantId, stream: settingsStream, type: settingsSaved, at, actor: by, payload })
}
