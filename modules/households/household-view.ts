import { notFound } from '../../kernel/contract/errors.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { maskName } from '../../kernel/text/masking.ts'
import { maskPhone } from '../../kernel/text/phones.ts'
import { dayOf } from '../../kernel/time/day.ts'
import { visitsOf } from '../visits/public.ts'
import { conflictViews } from './conflict-queries.ts'
import type { HouseholdView } from './contract.ts'
import { type Entry, liveEntries, opened } from './entry-store.ts'
import { rowOf } from './household-queries.ts'
import { householdInCharge } from './household-store.ts'
import { ageOn, labelOf, linesOf } from './items.ts'
import { notesOf } from './note-queries.ts'
import { circumstancesOn, refOf, standing } from './refresh.ts'
import type { Doing } from './scope.ts'
import type { FactValue, HouseholdId, MemberValue } from './shapes.ts'
import type { EntryRecord, WishRecord } from './tables.ts'
import { isStale } from './visits-join.ts'

/** All that those in charge see of one household; names and phones masked. */
export async function householdView(tx: Tx, doing: Doing, id: HouseholdId): Promise<HouseholdView> {
  const { tenantId, secrets, at } = doing
  const household = await householdInCharge(tx, doing, id)
  const entries = await liveEntries(tx, secrets, tenantId, [id])
  const row = (await rowOf(tx, doing, id, entries)) ?? notFound()
  const posts = await postWords(tx, doing, entries)
  const today = dayOf(at)
  const counting = standing(entries)
  const entered = (entry: Entry) => enteredOf(entry, posts)
  const contact = counting.find(({ kind }) => kind === 'contact')
  return {
    ...row,
    contactEntry: contact ? entered(contact) : null,
    members: counting
      .filter(({ kind }) => kind === 'member')
      .map((entry) => ({ ...entered(entry), ...memberOf(entry, today) })),
    facts: counting
      .filter(({ kind }) => kind === 'fact')
      .map((entry) => ({
        ...entered(entry),
        key: entry.item.slice('fact:'.length),
        value: entry.content.value as FactValue,
        stale: isStale(entry, today),
      })),
    circumstanceList: circumstancesOn(entries, today),
    open: await conflictViews(tx, doing, sql`e.household_id = ${id}`, { offset: 0, limit: 100 }),
    wishList: await wishesOf(tx, doing, id),
    notes: await notesOf(tx, doing, id, 50),
    visits: await visitLines(tx, doing, id),
    history: await historyOf(tx, doing, id),
    endedWhy: household.ended_why,
    dues: await duesOf(tx, doing, id),
  }
}

type Posts = ReadonlyMap<string, Words>

/** Names of the posts in whose name values were entered. */
export async function postWords(
  tx: Tx,
  { tenantId }: Pick<Doing, 'tenantId'>,
  entries: readonly EntryRecord[],
): Promise<Posts> {
  const ids = [...new Set(entries.flatMap(({ post_id }) => post_id ?? []))]
  const { rows } = await sql<Words & { id: string }>`select id, name as zh, name_en as en from people.posts_view
    where tenant_id = ${tenantId} and id = any(${ids}::uuid[])`.execute(tx)
  return new Map(rows.map(({ id, zh, en }) => [id, { zh, en }]))
}

const enteredOf = ({ id, source, as_of, at, post_id }: Entry, posts: Posts) => ({
  ...{ entryId: id, source, asOf: as_of, at: at.toISOString() },
  post: (post_id && posts.get(post_id)) ?? null,
})

/** A member as lists show one: masked, the age on the day. */
export function memberOf({ content: { item, value } }: Entry, today: string) {
  const { name, phone, birth, sex, relation } = value as MemberValue
  if (item.kind !== 'member') throw new Error('not a member')
  return {
    ...{
      memberId: item.memberId,
      name: maskName(name),
      phone: phone && maskPhone(phone),
      birth: birth?.slice(0, 4) ?? null,
    },
    ...{ age: ageOn(birth, today), sex, relation },
  }
}

async function wishesOf(tx: Tx, { tenantId, secrets }: Doing, id: HouseholdId): Promise<HouseholdView['wishList']> {
  const { rows } = await sql<WishRecord>`select * from households.wishes where tenant_id = ${tenantId}
    and household_id = ${id} order by at desc, id`.execute(tx)
  return rows.map(({ id: wishId, kind, state, at, words_sealed }) => ({
    ...{ id: wishId, kind, state, at: at.toISOString(), words: words_sealed && secrets.open(words_sealed) },
  }))
}

async function visitLines(
  tx: Tx,
  { tenantId, secrets }: { tenantId: Doing['tenantId']; secrets: Secrets },
  id: HouseholdId,
) {
  const visits = await visitsOf(tx, secrets, tenantId, refOf({ id }), 50)
  return visits.map(({ id: visitId, heldAt, reached, supplement, method, rule, post, answers, fileIds }) => ({
    ...{ id: visitId, heldAt, reached, supplement, method, rule, post, answers, fileIds },
  }))
}

async function historyOf(tx: Tx, doing: Doing, id: HouseholdId): Promise<HouseholdView['history']> {
  const { rows } = await sql<EntryRecord>`select * from households.entries where tenant_id = ${doing.tenantId}
    and household_id = ${id} order by at desc, id limit 100`.execute(tx)
  const posts = await postWords(tx, doing, rows)
  return rows.map((row) => {
    const { content, ...entry } = opened(doing.secrets, row)
    return {
      ...{ entryId: entry.id, item: content.item, label: labelOf(content.item), lines: linesOf(content) },
      ...{ state: entry.state, source: entry.source, at: entry.at.toISOString() },
      by: (entry.post_id && posts.get(entry.post_id)) ?? null,
    }
  })
}

async function duesOf(tx: Tx, { tenantId, at }: Doing, id: HouseholdId): Promise<HouseholdView['dues']> {
  const { rows } = await sql<{
    id: string
    rule: Words
    deadline: Date
    state: 'open'
  }>`select d.id, d.rule_name as rule,
      d.deadline_at as deadline, d.state from visits.dues_view d
    where d.tenant_id = ${tenantId} and d.subject_kind = 'household' and d.subject_id = ${id} and d.state = 'open'
      and d.from_at <= ${at} order by d.deadline_at, d.id`.execute(tx)
  return rows.map(({ deadline, ...due }) => ({ ...due, id: due.id as never, deadlineAt: deadline.toISOString() }))
}
