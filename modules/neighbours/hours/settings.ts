import type { TenantId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { defaultLevels, type Level } from './hours.ts'

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
