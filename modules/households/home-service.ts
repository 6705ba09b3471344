import type { BodyOf, ResponseOf } from '../../kernel/contract/endpoint.ts'
import { fail, notFound } from '../../kernel/contract/errors.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { maskName } from '../../kernel/text/masking.ts'
import { maskPhone } from '../../kernel/text/phones.ts'
import { dayOf } from '../../kernel/time/day.ts'
import { phoneLookup, phoneLookups, phoneOf } from '../people/public.ts'
import type { askCorrection, MyHome, myHome } from './contract.ts'
import { enterAll } from './entry-service.ts'
import { type Entry, liveEntries } from './entry-store.ts'
import { householdEvents, householdStream } from './events.ts'
import { roomFromSql, roomSql } from './household-queries.ts'
import { lockHousehold } from './household-store.ts'
import { circumstancesOn, standing } from './refresh.ts'
import type { Doing } from './scope.ts'
import type { ContactValue, FactValue, HouseholdId, MemberValue } from './shapes.ts'

type Home = NonNullable<MyHome['home']>

/** The household in which the phone of the account is known as that of the contact or a member. */
async function homeOf(tx: Tx, { tenantId, actor, secrets }: Doing) {
  const phone = await phoneOf(tx, secrets, tenantId, actor.personId)
  if (phone === null) return null
  // Whose the phone is comes first: by an exists PostgreSQL reads all households of the tenant and their places.
  const { rows } = await sql<{ id: HouseholdId; room: Home['room']; lookup: Buffer }>`select h.id, ${roomSql} as room
    from households.households h ${roomFromSql} where h.tenant_id = ${tenantId} and h.to_on is null
      and h.id = any(array(select e.household_id from households.entries e where e.tenant_id = ${tenantId}
        and e.state = 'current' and not e.is_empty and e.phone_lookup = any(${[...phoneLookups(secrets, phone)]}::bytea[])))
    order by h.from_on desc, h.id limit 1`.execute(tx)
  return rows[0] ? { ...rows[0], lookup: phoneLookup(secrets, phone) } : null
}

/** What is held on the reader's own household (个人信息保护法 45): all of it but what others said in free words. */
export async function readHome(tx: Tx, doing: Doing): Promise<ResponseOf<typeof myHome>> {
  const { tenantId, secrets, at, actor } = doing
  const home = await homeOf(tx, doing)
  if (!home) return { home: null }
  const entries = await liveEntries(tx, secrets, tenantId, [home.id])
  const counting = standing(entries)
  const today = dayOf(at)
  const isMine = ({ content: { value } }: Entry) => {
    const { phone } = value as ContactValue
    return phone !== null && phoneLookup(secrets, phone).equals(home.lookup)
  }
  const contact = counting.find(({ kind }) => kind === 'contact')
  return {
    home: {
      room: home.room,
      contact: contact ? personOf(contact, isMine(contact)) : null,
      members: counting.filter(({ kind }) => kind === 'member').map((entry) => memberOf(entry, isMine(entry))),
      facts: counting
        .filter(({ kind }) => kind === 'fact')
        .map(({ item, content, source, as_of }) => ({
          ...{ key: item.slice('fact:'.length), value: content.value as FactValue, source, asOf: as_of },
        })),
      circumstances: circumstancesOn(entries, today).map(({ code, fromOn, untilOn, source }) => ({
        ...{ code, fromOn, untilOn, source },
      })),
      ...(await usesOf(tx, doing, home.id)),
      asked: entries
        .filter(
          ({ state, source, person_id }) =>
            state === 'difference' && source === 'resident' && person_id === actor.personId,
        )
        .map(({ id, content, at: askedAt }) => ({ id, item: content.item, at: askedAt.toISOString() })),
    },
  }
}

const personOf = ({ content: { value } }: Entry, mine: boolean) => {
  const { name, phone } = value as ContactValue
  return mine ? { name, phone } : { name: maskName(name), phone: phone && maskPhone(phone) }
}

function memberOf({ content: { item, value } }: Entry, me: boolean): Home['members'][number] {
  if (item.kind !== 'member') throw new Error('not a member')
  const { name, birth, relation } = value as MemberValue
  return { memberId: item.memberId, name: me ? name : maskName(name), birth: me ? birth : null, relation, me }
}

/** How often somebody called, and how often names were looked up in full. */
async function usesOf(tx: Tx, { tenantId }: Doing, id: HouseholdId) {
  const { rows } = await sql<{ visits: number; last: Date | null; reveals: number }>`
    select count(*)::int as visits, max(v.held_at) as last,
      (select count(*)::int from kernel.events_view e where e.tenant_id = ${tenantId}
        and e.stream = ${householdStream(id)} and e.type = ${householdEvents.revealed}) as reveals
    from visits.visits_view v where v.tenant_id = ${tenantId} and v.subject_kind = 'household' and v.subject_id = ${id}`.execute(
    tx,
  )
  const { visits = 0, last = null, reveals = 0 } = rows[0] ?? {}
  return { visits, lastVisitAt: last?.toISOString() ?? null, reveals }
}

/** A wish to correct is kept beside what stands, until somebody in charge settles it. */
export async function askToCorrect(tx: Tx, doing: Doing, body: BodyOf<typeof askCorrection>): Promise<void> {
  const home = await homeOf(tx, doing)
  const household = home && (await lockHousehold(tx, doing.tenantId, home.id))
  // Ended while it was being found: the rule that erases may have passed already.
  if (household?.to_on !== null) return notFound()
  const { id, item, value, words } = body
  const entries = await liveEntries(tx, doing.secrets, doing.tenantId, [household.id])
  const asked = entries.filter(({ state, source }) => state === 'difference' && source === 'resident')
  if (asked.length >= mostAsked)
    fail('refused', 'households.too_many_asked', {
      zh: '已有多条更正在等社区处理，请稍后再提',
      en: 'Several corrections wait for the community already. Please ask again later',
    })
  const told = { source: 'resident', asOf: dayOf(doing.at), visitId: null, words: words ?? null }
  await enterAll(tx, doing, household.id, [{ id, item, value, basisId: null, ...told }])
}

/** Corrections of a household that may wait at once. */
const mostAsked = 20
