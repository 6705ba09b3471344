import type { Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { dayOf } from '../../kernel/time/day.ts'
import { type SubjectRef, subjectChanged, type VisitSubject } from '../visits/public.ts'
import { circumstances, isCircumstance, tagOf } from './circumstances.ts'
import { type Entry, liveEntries } from './entry-store.ts'
import { ageOn, elderlyFrom } from './items.ts'
import type { Writing } from './scope.ts'
import type { CircumstanceValue, MemberValue } from './shapes.ts'
import type { HouseholdRecord } from './tables.ts'

/** A household as visits know it: a door, nobody's name. */
export const visitSubjectOf = (
  household: Pick<
    HouseholdRecord,
    'id' | 'unit' | 'floor' | 'number' | 'building_id' | 'place_path' | 'grid_id' | 'tags'
  >,
): VisitSubject => ({
  ...{ kind: 'household', id: household.id, name: doorOf(household), placeId: household.building_id },
  ...{ placePath: household.place_path, gridId: household.grid_id, tags: household.tags },
  stairs: { unit: household.unit, floor: household.floor, room: household.number },
})

export const refOf = ({ id }: Pick<HouseholdRecord, 'id'>): SubjectRef => ({ kind: 'household', id })

/** `1-501`: the staircase and the number. */
export const doorOf = ({ unit, number }: { readonly unit: string; readonly number: string }): string =>
  unit === '' ? number : `${unit.replace(/单元$/, '')}-${number}`

/** The entries that count and say something. */
export const standing = <One extends Pick<Entry, 'state' | 'is_empty'>>(entries: readonly One[]): One[] =>
  entries.filter(({ state, is_empty }) => state === 'current' && !is_empty)

/** Whether a circumstance counts on a day. */
export function isOn({ fromOn, untilOn }: CircumstanceValue, day: string): boolean {
  return fromOn <= day && (untilOn === null || untilOn === undefined || day < untilOn)
}

export interface Shape {
  readonly people: number
  readonly tags: readonly string[]
}

/** What of an entry says whether and as what it counts. */
export type Counting = Pick<Entry, 'state' | 'is_empty' | 'kind' | 'item' | 'content'>

/** What follows from the entries that count on a day: how many live there, and by which tags the rules of visits know it. */
export function shapeOf(entries: readonly Counting[], day: string): Shape {
  const counting = standing(entries)
  const members = counting.filter(({ kind }) => kind === 'member')
  const said = counting.find(({ item }) => item === 'fact:peopleCount')?.content.value
  const tags = new Set<string>()
  for (const { content } of counting) {
    if (content.item.kind !== 'circumstance' || !isCircumstance(content.item.code)) continue
    const tag = isOn(content.value as CircumstanceValue, day) ? tagOf(content.item.code) : null
    if (tag !== null) tags.add(tag)
  }
  const isElderly = ({ content }: Counting) => (ageOn((content.value as MemberValue).birth, day) ?? 0) >= elderlyFrom
  if (members.some(isElderly)) tags.add('aged_80')
  return { people: Math.max(members.length, typeof said === 'number' ? said : 0), tags: [...tags].sort() }
}

/** Keeps what lists and visits know of a household; tells visits where the tags changed. Its row is locked. */
export async function refresh(
  tx: Tx,
  writing: Pick<Writing, 'tenantId' | 'secrets' | 'at'>,
  household: HouseholdRecord,
) {
  const { tenantId, secrets, at } = writing
  const entries = await liveEntries(tx, secrets, tenantId, [household.id])
  const { people, tags } = shapeOf(entries, dayOf(at))
  const isSame = tags.join() === household.tags.join()
  if (isSame && people === household.people) return
  await sql`update households.households set people = ${people}, tags = ${[...tags]}::text[], changed_at = ${at}
    where tenant_id = ${tenantId} and id = ${household.id}`.execute(tx)
  if (!isSame && household.to_on === null)
    await subjectChanged(tx, at, tenantId, visitSubjectOf({ ...household, tags }))
}

/** The same of several whose rows are locked, in few ways to the database. */
export async function refreshAll(
  tx: Tx,
  writing: Pick<Writing, 'tenantId' | 'secrets' | 'at'>,
  households: readonly HouseholdRecord[],
): Promise<void> {
  if (households.length === 0) return
  const { tenantId, secrets, at } = writing
  const entries = new Map<string, Entry[]>(households.map(({ id }) => [id, []]))
  const ids = households.map(({ id }) => id)
  for (const entry of await liveEntries(tx, secrets, tenantId, ids)) entries.get(entry.household_id)?.push(entry)
  const today = dayOf(at)
  const turned = households.flatMap((household) => {
    const { people, tags } = shapeOf(entries.get(household.id) ?? [], today)
    const isSame = tags.join() === household.tags.join()
    return isSame && people === household.people ? [] : [{ household, people, tags, isSame }]
  })
  const rows = turned.map(({ household: { id }, people, tags }) => ({ id, people, tags }))
  await sql`update households.households h set people = r.people, tags = r.tags, changed_at = ${at}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, people integer, tags text[])
    where h.tenant_id = ${tenantId} and h.id = r.id`.execute(tx)
  for (const { household, tags, isSame } of turned)
    if (!isSame && household.to_on === null)
      await subjectChanged(tx, at, tenantId, visitSubjectOf({ ...household, tags }))
}

/** When somebody was reached last, and how often nobody since: as visits tell. */
export async function refreshReach(
  tx: Tx,
  { tenantId, at }: Pick<Writing, 'tenantId' | 'at'>,
  id: string,
): Promise<void> {
  await refreshReaches(tx, { tenantId, at }, [id])
}

/** The same of several. */
export async function refreshReaches(
  tx: Tx,
  { tenantId, at }: Pick<Writing, 'tenantId' | 'at'>,
  ids: readonly string[],
): Promise<void> {
  await sql`
    with reached as (
      select u.id, (select max(v.held_at) from visits.visits_view v where v.tenant_id = ${tenantId}
        and v.subject_kind = 'household' and v.subject_id = u.id and v.reached) as at
      from unnest(${[...ids]}::uuid[]) as u(id)),
    tried as (
      select r.id, r.at, (select count(*)::integer from visits.visits_view v where v.tenant_id = ${tenantId}
        and v.subject_kind = 'household' and v.subject_id = r.id and not v.reached
        and (r.at is null or v.held_at > r.at)) as tries
      from reached r)
    update households.households h set last_reached_at = tried.at, tries = tried.tries, changed_at = ${at}
    from tried where h.tenant_id = ${tenantId} and h.id = tried.id`.execute(tx)
}

/** Circumstances that count on a day, by code: given ones and what follows from births. */
export function circumstancesOn(entries: readonly Entry[], day: string) {
  const counting = standing(entries)
  const given = counting.flatMap((entry) => {
    const { item, value } = entry.content
    if (item.kind !== 'circumstance' || !isCircumstance(item.code)) return []
    const said = value as CircumstanceValue
    if (!isOn(said, day)) return []
    return [
      {
        ...{ entryId: entry.id, code: item.code, memberId: item.memberId, fromOn: said.fromOn },
        ...{ untilOn: said.untilOn ?? null, words: said.words ?? null, source: entry.source },
        sensitive: circumstances[item.code].sensitive as boolean,
      },
    ]
  })
  const elderly = counting.flatMap(({ content: { item, value } }) => {
    if (item.kind !== 'member') return []
    const { birth } = value as MemberValue
    if (birth === null || (ageOn(birth, day) ?? 0) < elderlyFrom) return []
    const fromOn = `${Number(birth.slice(0, 4)) + elderlyFrom}${birth.slice(4)}-01`
    const nothing = { entryId: null, untilOn: null, words: null, source: null } as const
    return [{ ...nothing, code: 'aged_80' as const, memberId: item.memberId, fromOn, sensitive: false }]
  })
  return [...given, ...elderly]
}

export const nobodyLives: Words = { zh: '这一户已经不住在这里', en: 'The household no longer lives there' }
