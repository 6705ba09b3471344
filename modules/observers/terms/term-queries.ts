import type { RawBuilder } from 'kysely'
import { type Actor, mannedPosts } from '../../../kernel/actor.ts'
import type { PersonId, PlaceId, TenantId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { type Day, dayNumberFrom, dayOf, startOfDayMs } from '../../../kernel/time/day.ts'
import type { TermView } from '../contract.ts'
import type { TermId } from '../events.ts'
import { rulesOf } from './rules.ts'
import { quarterStart, stateOf } from './term.ts'

/** A term with what changing it needs. */
export interface Term {
  readonly view: TermView
  readonly personId: PersonId
  readonly placeId: PlaceId
  readonly placePath: string
}

interface TermRow {
  id: TermId
  role: TermView['role']
  person_id: PersonId
  person_name: string
  letter_number: string
  origin: string
  place: TermView['place']
  place_path: string
  from_on: Day
  to_on: Day
  ended_on: Day | null
  leads: number
}

/** Terms at the places of the actor's street and supervisor posts, and below. */
export function scopeSql(actor: Actor): RawBuilder<boolean> {
  const paths = actor.posts
    .filter((post) => post.role === 'street' || post.role === 'supervisor')
    .map((post) => sql`(t.place_path >= ${post.placePath} and t.place_path < ${`${post.placePath}:`})`)
  return paths.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(paths, sql` or `)})`
}

/**
 * Terms with how many leads came this quarter. Leads about a unit of which the reader mans a post are not counted for that
 * reader: a number that grows would tell who spoke.
 */
export async function readTerms(tx: Tx, actor: Actor, where: RawBuilder<boolean>, now: Date): Promise<Term[]> {
  const today = dayOf(now)
  const rules = await rulesOf(tx, actor.tenantId)
  const since = new Date(startOfDayMs(dayNumberFrom(quarterStart(today))))
  const mine = mannedPosts(actor.posts)
  const { rows } = await sql<TermRow>`
    select t.id, t.role, t.person_id, n.name as person_name, t.letter_number, t.origin, t.place_path,
      json_build_object('id', p.id, 'name', p.name, 'nameEn', p.name_en) as place,
      t.from_on::text as from_on, t.to_on::text as to_on, t.ended_on::text as ended_on,
      (select count(*)::int from observers.leads l where l.tenant_id = t.tenant_id and l.person_id = t.person_id
        and l.at >= ${since} and (l.person_id = ${actor.personId} or not l.shielded_posts && ${mine}::uuid[])) as leads
    from observers.terms t
    join people.persons_view n on n.tenant_id = t.tenant_id and n.id = t.person_id
    join places.places_view p on p.tenant_id = t.tenant_id and p.id = t.place_id
    where t.tenant_id = ${actor.tenantId} and ${where} order by t.to_on, t.letter_number`.execute(tx)
  return rows.map((row) => {
    const days = { fromOn: row.from_on, toOn: row.to_on, endedOn: row.ended_on }
    return {
      personId: row.person_id,
      placeId: row.place.id,
      placePath: row.place_path,
      view: {
        id: row.id,
        role: row.role,
        personName: row.person_name,
        letterNumber: row.letter_number,
        origin: row.origin,
        place: row.place,
        ...days,
        state: stateOf(days, today, rules.warnDays),
        quarter: { leads: row.leads, expected: rules.leadsPerQuarter },
      },
    }
  })
}

/** Whether somebody holds or has held a term anywhere: leads stay theirs to read. */
export async function everHeldTerm(tx: Tx, tenantId: TenantId, personId: PersonId): Promise<boolean> {
  const { rows } = await sql`select from observers.terms
    where tenant_id = ${tenantId} and person_id = ${personId} limit 1`.execute(tx)
  return rows.length > 0
}

/** What somebody holds now, for their own screen and for what they may do. */
export const termsInForce = (tx: Tx, actor: Actor, now: Date): Promise<Term[]> => {
  const today = dayOf(now)
  return readTerms(
    tx,
    actor,
    sql`t.person_id = ${actor.personId} and t.from_on <= ${today}::date and t.to_on > ${today}::date
      and (t.ended_on is null or t.ended_on > ${today}::date)`,
    now,
  )
}
