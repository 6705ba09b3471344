import { sql, type Tx } from '../../../kernel/db.ts'
import { record } from '../../../kernel/events/record.ts'
import { type Doing, wrong } from './doing.ts'
import { settingsChanged, settingsStream } from './events.ts'
import { settleHeldBack } from './exchange/transfers.ts'
import { levelsFault } from './hours.ts'
import type { HoursSettings } from './settings.ts'

/**
 * Sets them for the whole tenant. Exchange that is switched off keeps its accounts; nothing moves until it is on again, and
 * then what was corrected meanwhile is settled.
 */
export async function changeSettings(
  tx: Tx,
  doing: Pick<Doing, 'tenantId' | 'by' | 'at'>,
  to: HoursSettings,
): Promise<void> {
  const fault = levelsFault(to.levels)
  if (fault) wrong('levels', fault)
  const { tenantId, at, by } = doing
  const was = await sql<{ open: boolean }>`select exchange_on as open from neighbours.hours_settings
    where tenant_id = ${tenantId} for no key update`.execute(tx)
  await sql`insert into neighbours.hours_settings (tenant_id, levels, source, exchange_on, expiry_months, changed_at)
    values (${tenantId}, ${JSON.stringify(to.levels)}::jsonb, ${to.source.trim()}, ${to.exchangeOn}, ${to.expiryMonths}, ${at})
    on conflict (tenant_id) do update set levels = excluded.levels, source = excluded.source,
      exchange_on = excluded.exchange_on, expiry_months = excluded.expiry_months, changed_at = excluded.changed_at`.execute(
    tx,
  )
  const { exchangeOn, expiryMonths, levels } = to
  if (exchangeOn && was.rows[0]?.open === false) await settleHeldBack(tx, doing)
  const payload = { exchangeOn, expiryMonths, hours: levels.map(({ hours }) => hours) }
  await record(tx, { ...{ tenantId, at, actor: by }, stream: settingsStream, type: settingsChanged, payload })
}
