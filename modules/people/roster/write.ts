import { randomInt } from 'node:crypto'
import type { EventActor } from '../../../kernel/actor.ts'
import { fail } from '../../../kernel/contract/errors.ts'
import { newId, type PersonId, type PlaceId, type PostId } from '../../../kernel/contract/ids.ts'
import { sql, sqlState, type Tx, uniqueViolation } from '../../../kernel/db.ts'
import { type NewEvent, recordMany } from '../../../kernel/events/record.ts'
import type { Secrets } from '../../../kernel/secrets.ts'
import type { Report } from '../../../kernel/sheets/judged-run.ts'
import * as events from '../events.ts'
import { hangUnder, rungs } from '../keeping/post-keeping.ts'
import { type HangingRung, passingUnder, superiorOf } from '../keeping/superior.ts'
import { addAccounts, addPersons, addPosts } from '../register-store.ts'
import { mine } from '../tables.ts'
import type { Effect, Which } from './import-tables.ts'
import type { SeenPost, Standing, Step } from './judge.ts'

/** By whom and when. */
export interface By {
  readonly by: EventActor
  readonly at: Date
}

type Event = Omit<NewEvent<object>, 'tenantId'>

const atOnce = 1000

const why = '花名册导入'

/** Writes what was planned, as the pages would that make persons and posts and appoint; tells the ledger; keeps what undoing needs. */
export async function writeRoster(
  tx: Tx,
  secrets: Secrets,
  it: Which,
  standing: Standing,
  plan: readonly Step[],
  by: By,
  report: Report,
): Promise<void> {
  await makePersons(tx, secrets, it, plan, by)
  await rename(tx, it, plan, by)
  report(0.3)
  await makePosts(tx, it, standing, plan, by)
  report(0.6)
  const tenures = await takeOffices(tx, it, plan, by)
  report(0.9)
  const effects = plan.map(({ row, person, first, post }): Effect => {
    const opened = first && person.account
    return {
      ...{ row, personId: person.id, personMade: first && person.made, accountOpened: opened },
      ...{ postId: post?.id ?? null, postMade: post?.made ?? false, tenureId: tenures.get(row) ?? null },
      ...{ renamedFrom: first ? person.formerName : null, renamedTo: first && person.formerName ? person.name : null },
    }
  })
  await keepEffects(tx, it, effects)
}

async function tell(tx: Tx, { tenant_id }: Which, told: readonly Event[]): Promise<void> {
  for (let from = 0; from < told.length; from += atOnce)
    await recordMany(tx, tenant_id, told.slice(from, from + atOnce))
}

/** What somebody else did between judging and writing. */
async function unlessOvertaken(write: () => Promise<unknown>): Promise<void> {
  try {
    await write()
  } catch (error) {
    if (sqlState(error) !== uniqueViolation) throw error
    fail('conflict', 'people.roster_overtaken', {
      zh: '刚刚有人登记了同样的手机号、账号，或给同一岗位任了职。什么都没有写入，请再看一遍后确认',
      en: 'Somebody has just taken a phone, a sign-in name or a post of this list. Nothing was written; please look again',
    })
  }
}

async function makePersons(tx: Tx, secrets: Secrets, it: Which, plan: readonly Step[], { by, at }: By): Promise<void> {
  const fresh = plan.filter(({ first }) => first).map(({ person }) => person)
  const made = fresh.filter((person) => person.made)
  const opened = fresh.filter(({ account }) => account)
  // Without a name of their own they sign in by the phone, as residents do.
  const accounts = opened.map(({ id, login }) => ({ personId: id, login: login || `r${randomInt(10 ** 11)}` }))
  await unlessOvertaken(async () => {
    await addPersons(tx, secrets, it.tenant_id, made, at)
    await addAccounts(tx, it.tenant_id, accounts, at)
  })
  const told = fresh.flatMap(({ id, made, account }): Event[] => {
    const type = made ? events.personAdded : events.accountOpened
    const payload: events.PersonAdded | events.AccountOpened = { personId: id, importId: it.id }
    return made || account ? [{ stream: events.personStream(id), type, at, actor: by, payload }] : []
  })
  await tell(tx, it, told)
}

/** People who are called otherwise by now. The ledger tells that they are, and no name. */
async function rename(tx: Tx, it: Which, plan: readonly Step[], { by, at }: By): Promise<void> {
  const renamed = plan.flatMap(({ first, person }) => (first && person.formerName ? [person] : []))
  for (const { id, name } of renamed) await setName(tx, it, id, name)
  await tell(
    tx,
    it,
    renamed.map(({ id }): Event => {
      const payload: events.PersonRenamed = { personId: id, importId: it.id }
      return { stream: events.personStream(id), type: events.personRenamed, at, actor: by, payload }
    }),
  )
}

export const setName = (tx: Tx, { tenant_id: tenantId }: Which, id: PersonId, name: string): Promise<unknown> =>
  sql`update people.persons set name = ${name} where tenant_id = ${tenantId} and id = ${id}`.execute(tx)

/** From the top of the chain down, so that each finds the one above it. */
async function makePosts(
  tx: Tx,
  it: Which,
  { kinds, register }: Standing,
  plan: readonly Step[],
  { by, at }: By,
): Promise<void> {
  const stepOf = (post: SeenPost) => kinds.find(({ code }) => code === post.kind)?.chainStep ?? null
  const made = plan
    .flatMap(({ post }) => (post?.made ? [post] : []))
    .toSorted((a, b) => (stepOf(b) ?? -1) - (stepOf(a) ?? -1))
  if (made.length === 0) return
  const chain = await rungs(tx, it.tenant_id)
  const paths = (id: PlaceId) => register.place(id)?.path ?? '/'
  const hung = made.map((post) => {
    const rung = { chainStep: stepOf(post), placePath: paths(post.placeId) }
    const reportsTo = superiorOf(rung, chain)
    if (!reportsTo) throw new Error('there is no root post')
    const under = passingUnder(rung, reportsTo, chain)
    for (const id of under) moveUnder(chain, id, post.id)
    chain.push({ id: post.id, ...rung, root: false, reportsTo, apart: false })
    return { post, reportsTo, under }
  })
  await addPosts(
    tx,
    it.tenant_id,
    hung.map(({ post, reportsTo }) => ({ ...post, reportsTo, nameEn: post.name })),
    at,
  )
  for (const { post, under } of hung) await hangUnder(tx, it.tenant_id, post.id, under)
  const told = hung.map(({ post, reportsTo, under }): Event => {
    const { id: postId, kind, placeId, gridId, name } = post
    const payload: events.PostAdded = { postId, kind, placeId, gridId, reportsTo, name, under, importId: it.id }
    return { stream: events.postStream(postId), type: events.postAdded, at, actor: by, payload }
  })
  await tell(tx, it, told)
}

function moveUnder(chain: HangingRung[], id: PostId, to: PostId): void {
  const at = chain.findIndex((rung) => rung.id === id)
  const rung = chain[at]
  if (rung) chain[at] = { ...rung, reportsTo: to }
}

/**
 * Puts persons into posts that are empty. Of a post that the list makes the list also says since when it is held; in one that
 * was there, somebody else answered until now, and that is not rewritten.
 */
async function takeOffices(tx: Tx, it: Which, plan: readonly Step[], { by, at }: By) {
  const taken = plan.flatMap(({ row, person, post, since }) =>
    post ? [{ row, post, personId: person.id, tenureId: newId<'tenure'>(), from: (post.made && since) || at }] : [],
  )
  for (let from = 0; from < taken.length; from += atOnce) {
    const rows = taken.slice(from, from + atOnce).map(({ post, personId, tenureId, from }) => ({
      ...{ tenant_id: it.tenant_id, id: tenureId, post_id: post.id, person_id: personId },
      ...{ from_at: from, to_at: null, why, ended_why: null },
    }))
    await unlessOvertaken(() => mine(tx).insertInto('people.tenures').values(rows).execute())
  }
  const told = taken.map(({ post, personId, tenureId, from }): Event => {
    const payload: events.TenureStarted = { postId: post.id, personId, tenureId, fromAt: from.toISOString() }
    return { stream: events.postStream(post.id), type: events.tenureStarted, at, actor: by, payload }
  })
  await tell(tx, it, told)
  return new Map(taken.map(({ row, tenureId }) => [row, tenureId]))
}

async function keepEffects(tx: Tx, it: Which, effects: readonly Effect[]): Promise<void> {
  const column = <Value>(of: (one: Effect) => Value): Value[] => effects.map(of)
  await sql`insert into people.roster_effects (tenant_id, import_id, row_number, person_id, person_made, account_opened,
      post_id, post_made, tenure_id, renamed_from, renamed_to)
    select ${it.tenant_id}, ${it.id}, * from unnest(${column(({ row }) => row)}::integer[],
      ${column(({ personId }): PersonId => personId)}::uuid[], ${column(({ personMade }) => personMade)}::boolean[],
      ${column(({ accountOpened }) => accountOpened)}::boolean[], ${column(({ postId }) => postId)}::uuid[],
      ${column(({ postMade }) => postMade)}::boolean[], ${column(({ tenureId }) => tenureId)}::uuid[],
      ${column(({ renamedFrom }) => renamedFrom)}::text[], ${column(({ renamedTo }) => renamedTo)}::text[])`.execute(tx)
}
