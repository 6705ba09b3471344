import type { TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { payloadOf, type Subscriber } from '../../kernel/events/subscriber.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { maskName } from '../../kernel/text/masking.ts'
import { maskPhone } from '../../kernel/text/phones.ts'
import { dayNumberFrom, dayOf } from '../../kernel/time/day.ts'
import { type BuildingMovedToGrid, buildingMovedToGrid } from '../places/events.ts'
import { type VisitAttempted, type VisitRecorded, visitAttempted, visitRecorded } from '../visits/events.ts'
import { registerVisitSubject, subjectChanged } from '../visits/public.ts'
import { answerEntryId, enterAll } from './entry-service.ts'
import { type Entry, liveEntries } from './entry-store.ts'
import { factOf } from './facts.ts'
import { lockHousehold, tell } from './household-store.ts'
import { refresh, refreshReach, standing, visitSubjectOf } from './refresh.ts'
import { isInCharge } from './scope.ts'
import type { EntryId, HouseholdId, Item, MemberValue } from './shapes.ts'
import type { HouseholdRecord } from './tables.ts'

/** Households are visited: whom to ask for, what is known, and who may see it. */
export function joinVisits(): void {
  registerVisitSubject('household', {
    contacts: async (tx, secrets, tenantId, id) =>
      (await personsOf(tx, secrets, tenantId, id)).map(({ id: contactId, name, phone }) => ({
        ...{ id: contactId, name: maskName(name), duty: null },
        phone: phone ? maskPhone(phone) : null,
      })),
    reveal: async (tx, secrets, tenantId, id, contactId) =>
      (await personsOf(tx, secrets, tenantId, id)).find((person) => person.id === contactId) ?? null,
    hasContact,
    known: knownOf,
    isInCharge,
  })
}

async function personsOf(tx: Tx, secrets: Secrets, tenantId: TenantId, id: string) {
  const entries = standing(await liveEntries(tx, secrets, tenantId, [id as HouseholdId]))
  return entries.flatMap(({ content: { item, value } }) => {
    if (item.kind !== 'contact' && item.kind !== 'member') return []
    const { name, phone } = value as MemberValue
    return [{ id: item.kind === 'contact' ? 'contact' : item.memberId, name, phone }]
  })
}

async function hasContact(tx: Tx, tenantId: TenantId, id: string, contactId: string): Promise<boolean> {
  const { rows } = await sql`select from households.entries where tenant_id = ${tenantId} and household_id = ${id}
    and item in ('contact', 'member:' || ${contactId}) and (item <> 'contact' or ${contactId} = 'contact') limit 1`.execute(
    tx,
  )
  return rows.length > 0
}

/** A fact that is old may be asked again; what another office told is never asked. */
export function isStale({ content: { item }, as_of, source }: Entry, today: string): boolean {
  if (item.kind !== 'fact' || source.startsWith('office:')) return false
  const days = factOf(item.key)?.freshDays ?? Number.POSITIVE_INFINITY
  return dayNumberFrom(today) - dayNumberFrom(as_of) > days
}

/** Facts that are known and fresh: their questions are not asked. Facts alone are read without the key: only that they are there counts. */
async function knownOf(tx: Tx, tenantId: TenantId, ids: readonly string[], at: Date) {
  const { rows } = await sql<
    Pick<Entry, 'household_id' | 'item' | 'as_of' | 'source'>
  >`select household_id, item, as_of, source from households.entries where tenant_id = ${tenantId}
    and household_id = any(${[...ids]}::uuid[]) and kind = 'fact' and state = 'current' and not is_empty`.execute(tx)
  const today = dayOf(at)
  const known = new Map<string, string[]>()
  for (const { household_id, item, as_of, source } of rows) {
    const key = item.slice('fact:'.length)
    const content = { item: { kind: 'fact', key } as Item, value: null }
    if (isStale({ content, as_of, source } as Entry, today)) continue
    known.set(household_id, [...(known.get(household_id) ?? []), key])
  }
  return known
}

/** Answers that are facts of a household are kept as such; told again, they are the same entries. */
export const keepAnswers: Subscriber = {
  name: 'households.keep_answers',
  types: [visitRecorded, visitAttempted],
  async handle(tx, event, { secrets }) {
    const { subject, visitId, ...more } = payloadOf<VisitRecorded | VisitAttempted>(event)
    if (subject.kind !== 'household') return
    const household = await lockHousehold(tx, event.tenantId, subject.id)
    if (!household) return
    const writing = { tenantId: event.tenantId, by: event.actor, at: event.at, secrets }
    if ('facts' in more && household.to_on === null) {
      const heldAt = new Date(more.heldAt)
      const bases = await basesAt(tx, secrets, household, heldAt)
      const answers = { facts: more.facts, visitId, heldAt }
      await enterAll(tx, writing, household.id, answersAsChanges(answers, bases))
      await refresh(tx, writing, household)
    }
    await refreshReach(tx, writing, household.id)
  },
}

/** What was current by fact key when a visit was: what changed after it was not seen by who went. */
async function basesAt(tx: Tx, secrets: Secrets, household: HouseholdRecord, heldAt: Date) {
  const entries = standing(await liveEntries(tx, secrets, household.tenant_id, [household.id]))
  return Object.fromEntries(
    entries.flatMap(({ id, at, content: { item } }) => (item.kind === 'fact' && at <= heldAt ? [[item.key, id]] : [])),
  ) as Record<string, EntryId>
}

export interface AnswersTold {
  readonly facts: Readonly<Record<string, string | number>>
  readonly visitId: string
  readonly heldAt: Date
}

/** Answers of a form as entered values. What is no fact of a household is left with the visit. */
export const answersAsChanges = ({ facts, visitId, heldAt }: AnswersTold, bases: Readonly<Record<string, EntryId>>) =>
  Object.entries(facts).flatMap(([key, answer]) => {
    const kind = factOf(key)
    if (!kind) return []
    const value = kind.list ? [String(answer)] : answer
    const item: Item = { kind: 'fact', key }
    const told = { source: 'visit', asOf: dayOf(heldAt), visitId }
    return [{ id: answerEntryId(visitId, key), item, value, basisId: bases[key] ?? null, ...told }]
  })

/** A building that moves to another grid takes its households along, and with them their visits. */
export const followGrids: Subscriber = {
  name: 'households.follow_grids',
  types: [buildingMovedToGrid],
  async handle(tx, event, { clock }) {
    const { placeId } = payloadOf<BuildingMovedToGrid>(event)
    const at = clock.now()
    const { rows } = await sql<HouseholdRecord>`select h.* from households.households h
      where h.tenant_id = ${event.tenantId} and h.building_id = ${placeId} and h.to_on is null
      order by h.id for no key update`.execute(tx)
    const { rows: grids } = await sql<{ grid: HouseholdRecord['grid_id'] }>`select
      places.grid_of(${event.tenantId}, ${placeId}, ${at}) as grid`.execute(tx)
    const grid_id = grids[0]?.grid ?? null
    for (const household of rows.filter((one) => one.grid_id !== grid_id)) {
      await sql`update households.households set grid_id = ${grid_id}, changed_at = ${at}
        where tenant_id = ${event.tenantId} and id = ${household.id}`.execute(tx)
      const writing = { tenantId: event.tenantId, by: event.actor, at }
      await tell(tx, writing, 'moved_grid', { householdId: household.id, set: { grid_id } })
      await subjectChanged(tx, at, event.tenantId, visitSubjectOf({ ...household, grid_id }))
    }
  },
}
