import type { RawBuilder } from 'kysely'
import type { Actor } from '../../kernel/actor.ts'
import type { PersonId, PlaceId, TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { maskName } from '../../kernel/text/masking.ts'
import { maskPhone } from '../../kernel/text/phones.ts'
import type { Day } from '../../kernel/time/day.ts'
import type { MyProfile, SeekerFilter, SeekerRow } from './contract.ts'
import type { SeekerId } from './events.ts'
import type { SeekerSide } from './match.ts'
import type { Education } from './opening.ts'
import { residentScopeSql } from './scope.ts'

/** A seeker whose consent runs; the database holds nothing of others. */
export interface SeekerSource {
  id: SeekerId
  person_id: PersonId
  name_sealed: Buffer
  phone_sealed: Buffer
  words_sealed: Buffer | null
  place_id: PlaceId
  place_path: string
  grid_id: string | null
  place_name: string
  place_name_en: string
  lng: number | null
  lat: number | null
  kinds: string[]
  skills: string[]
  education: Education | null
  experience_months: number | null
  hours: SeekerSide['hours']
  pay_unit: SeekerSide['payUnit']
  pay_fen: number | null
  reach: SeekerSide['reach']
  from_on: Day
  consent_how: SeekerRow['consentHow']
  consent_note: string | null
  consent_version: number
  consent_until: Day
  since_at: Date
}

export const seekerScopeSql = (actor: Actor): RawBuilder<boolean> =>
  residentScopeSql(actor, sql`s.place_path`, sql`s.grid_id`)

const joins = sql`employment.seekers s join places.places_view p on p.tenant_id = s.tenant_id and p.id = s.place_id`

/** Seekers `s` whose consent runs, those who wait longest first. */
export async function readSeekers(
  tx: Tx,
  tenantId: TenantId,
  where: RawBuilder<unknown>,
  page: { offset?: number; limit?: number } = {},
): Promise<SeekerSource[]> {
  const { rows } = await sql<SeekerSource>`select s.*, p.name as place_name, p.name_en as place_name_en, p.lng, p.lat
    from ${joins} where s.tenant_id = ${tenantId} and s.state = 'active' and ${where}
    order by s.since_at, s.id offset ${page.offset ?? 0} limit ${page.limit ?? 10_000}`.execute(tx)
  return rows
}

function filterSql(actor: Actor, { placeId, hours, q }: SeekerFilter): RawBuilder<boolean> {
  const conditions: RawBuilder<boolean>[] = [seekerScopeSql(actor)]
  if (placeId) {
    const path = sql`(select path from places.places_view where tenant_id = s.tenant_id and id = ${placeId})`
    conditions.push(sql`s.place_path >= ${path} and s.place_path < ${path} || ':'`)
  }
  if (hours) conditions.push(sql`s.hours = ${hours}`)
  if (q?.trim()) {
    const like = `%${q.trim().replace(/[\\%_]/g, '\\$&')}%`
    conditions.push(sql`exists (select from unnest(s.kinds || s.skills) w where w ilike ${like})`)
  }
  return sql<boolean>`${sql.join(conditions, sql` and `)}`
}

export async function seekerPage(
  tx: Tx,
  secrets: Secrets,
  actor: Actor,
  { offset = 0, limit = 50, ...filter }: SeekerFilter & { offset?: number; limit?: number },
) {
  const where = filterSql(actor, filter)
  const rows = await readSeekers(tx, actor.tenantId, where, { offset, limit })
  const counted = await sql<{ total: number }>`select count(*)::int as total from ${joins}
    where s.tenant_id = ${actor.tenantId} and s.state = 'active' and ${where}`.execute(tx)
  return { rows: rows.map((row) => seekerRow(secrets, row)), total: counted.rows[0]?.total ?? 0, offset, limit }
}

/** An explicit list of what staff see: name and phone masked. */
export const seekerRow = (secrets: Secrets, row: SeekerSource): SeekerRow => ({
  id: row.id,
  name: maskName(secrets.open(row.name_sealed)),
  phone: maskPhone(secrets.open(row.phone_sealed)),
  place: { id: row.place_id, name: row.place_name, nameEn: row.place_name_en },
  kinds: row.kinds,
  skills: row.skills,
  education: row.education,
  experienceMonths: row.experience_months,
  hours: row.hours,
  payUnit: row.pay_unit,
  payFen: row.pay_fen,
  reach: row.reach,
  fromOn: row.from_on,
  consentHow: row.consent_how,
  consentUntil: row.consent_until,
  sinceAt: row.since_at.toISOString(),
})

/** What the person said, as the person sees it. */
export const profileOf = (secrets: Secrets, row: SeekerSource): MyProfile => ({
  id: row.id,
  placeId: row.place_id,
  place: { id: row.place_id, name: row.place_name, nameEn: row.place_name_en },
  kinds: row.kinds,
  skills: row.skills,
  ...(row.education ? { education: row.education } : {}),
  ...(row.experience_months === null ? {} : { experienceMonths: row.experience_months }),
  hours: row.hours,
  ...(row.pay_unit ? { payUnit: row.pay_unit } : {}),
  ...(row.pay_fen === null ? {} : { payFen: row.pay_fen }),
  reach: row.reach,
  fromOn: row.from_on,
  ...(row.words_sealed ? { words: secrets.open(row.words_sealed) } : {}),
  consentHow: row.consent_how,
  consentUntil: row.consent_until,
})

/** What the rule reads of a seeker. */
export const seekerSide = (row: SeekerSource): SeekerSide => ({
  kinds: row.kinds,
  skills: row.skills,
  hours: row.hours,
  payUnit: row.pay_unit,
  payFen: row.pay_fen,
  education: row.education,
  experienceMonths: row.experience_months,
  reach: row.reach,
  fromOn: row.from_on,
})
