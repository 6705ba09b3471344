import type { TenantId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { record } from '../../../kernel/events/record.ts'
import { type Doing, wrong } from './doing.ts'
import { settingsChanged, settingsStream } from './events.ts'
import { defaultLevels, type Level, levelsFault } from './hours.ts'

export interface HoursSettings {
  readonly levels: readonly Level[]
  readonly source: string
  readonly exchangeOn: boolean
  readonly expiryMonths: number
}

const defaults: HoursSettings = { ...defaultLevels, exchangeOn: false, expiryMonths: 36 }

/** How the tenant counts; the defaults where nothing was set. */
export async function settingsOf(tx: Tx, tenantId: TenantId): Promise<HoursSettings> {
  const { rows } = await sql<HoursSettings>`select levels, source, exchange_on as "exchangeOn",
    expiry_months as "expiryMonths" from neighbours.hours_settings where tenant_id = ${tenantId}`.execute(tx)
  return rows[0] ?? defaults
}

/** Sets them for the whole tenant. Exchange that is switched off keeps its accounts; nothing moves until it is on again. */
export async function changeSettings(
  tx: Tx,
  doing: Pick<Doing, 'tenantId' | 'by' | 'at'>,
  to: HoursSettings,
): Promise<void> {
  const fault = levelsFault(to.levels)
  if (fault) wrong('levels', fault)
  const { tenantId, at, by } = doing
  await sql`insert into neighbours.hours_settings (tenant_id, levels, source, exchange_on, expiry_months, changed_at)
    values (${tenantId}, ${JSON.stringify(to.levels)}::jsonb, ${to.source.trim()}, ${to.exchangeOn}, ${to.expiryMonths}, ${at})
    on conflict (tenant_id) do update set levels = excluded.levels, source = excluded.source,
      exchange_on = excluded.exchange_on, expiry_months = excluded.expiry_months, changed_at = excluded.changed_at`.execute(
    tx,
  )
  const { exchangeOn, expiryMonths, levels } = to
  const payload = { exchangeOn, expiryMonths, hours: levels.map(({ hours }) => hours) }
  await record(tx, { ...{ tenantId, at, actor: by }, stream: settingsStream, type: settingsChanged, payload })
}
