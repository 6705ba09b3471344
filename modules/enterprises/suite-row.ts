import type { RawBuilder } from 'kysely'
import { sql } from '../../kernel/db.ts'
import type { Day } from '../../kernel/time/day.ts'
import type { StayView, SuiteView } from './buildings-contract.ts'
import { leaseUntilThen } from './former-ends.ts'
import { standing, stateSql } from './occupancy-queries.ts'
import type { SuitePurpose, SuiteState } from './shapes.ts'

/** A suite as SQL gives it; stays come as JSON. */
export interface SuiteSource extends Omit<SuiteView, 'stay' | 'next' | 'purpose' | 'state'> {
  purpose: SuitePurpose
  state: SuiteState
  stay: StayView | null
  next: StayView | null
}

/** A tenancy `alias` with its firm `firm` as the JSON of a StayView; the lease as of another day, where that is asked. */
export const stayJson = (
  alias: string,
  firm: string,
  leaseUntil: RawBuilder<unknown> = sql.ref(`${alias}.lease_until`),
) => {
  const t = (column: string) => sql.ref(`${alias}.${column}`)
  const f = (column: string) => sql.ref(`${firm}.${column}`)
  return sql<StayView>`json_build_object('tenancyId', ${t('id')}, 'firmId', ${t('firm_id')}, 'firmName', ${f('name')},
    'firmNameEn', ${f('name_en')}, 'industry', ${f('industry')}, 'keyFirm', ${f('key_firm')}, 'basis', ${t('basis')},
    'fromOn', ${t('from_on')}, 'toOn', ${t('to_on')}, 'leaseUntil', ${leaseUntil},
    'rentFenMonth', ${t('rent_fen_month')}, 'leftReason', ${t('left_reason')})`
}

/** Columns of a suite on a day; the lease as it was known then. */
export const suiteColumns = (on: Day) => sql`s.id, s.floor, s.number, s.area_cm2 as "areaCm2", s.lettable, s.purpose,
  s.rent_fen_month_m2 as "rentFenMonthM2", s.position, s.from_on as "fromOn", s.to_on as "toOn",
  ${stateSql(sql`${on}::date`)} as state,
  case when t.id is not null then ${stayJson('t', 'f', leaseUntilThen)} end as stay,
  case when n.id is not null then ${stayJson('n', 'nf')} end as next`

/** Suites that stand on a day, with who is in and who is to come. */
export const suiteJoins = (on: Day) => sql`${standing(sql`${on}::date`)}
  left join enterprises.firms f on f.tenant_id = t.tenant_id and f.id = t.firm_id
  left join lateral (select n.* from enterprises.tenancies n where n.tenant_id = s.tenant_id and n.suite_id = s.id
    and n.from_on > ${on} order by n.from_on limit 1) n on true
  left join enterprises.firms nf on nf.tenant_id = n.tenant_id and nf.id = n.firm_id`

/** An explicit list of what of a suite is shown. */
export const suiteView = (row: SuiteSource): SuiteView => ({
  id: row.id,
  floor: row.floor,
  number: row.number,
  areaCm2: row.areaCm2,
  lettable: row.lettable,
  purpose: row.purpose,
  rentFenMonthM2: row.rentFenMonthM2,
  position: row.position,
  fromOn: row.fromOn,
  toOn: row.toOn,
  state: row.state,
  stay: row.stay,
  next: row.next,
})
