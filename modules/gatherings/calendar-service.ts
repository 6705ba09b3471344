import { createHash, randomBytes } from 'node:crypto'
import type { Actor, EventActor } from '../../kernel/actor.ts'
import { notFound } from '../../kernel/contract/errors.ts'
import { newId, type PersonId, type TenantId } from '../../kernel/contract/ids.ts'
import { bracketed } from '../../kernel/contract/punctuation.ts'
import type { Lang, Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import type { BytesAnswer } from '../../kernel/http/route.ts'
import { type CalendarEvent, calendarOf } from '../../kernel/time/icalendar.ts'
import { calendarFeed } from './contract.ts'
import { type Asking, byCode, publicPlace } from './door-view.ts'
import { eventTypes, feedStream } from './events.ts'
import { traits } from './gathering.ts'
import { entryOfSql, selvesOf } from './gathering-scope.ts'
import { type GatheringRecord, mine } from './tables.ts'

const hashOfToken = (token: string): Buffer => createHash('sha256').update(token).digest()

/** Since when a person's calendar has an address. */
export async function feedSince(tx: Tx, actor: Actor): Promise<{ since: string | null }> {
  const feed = await mine(tx)
    .selectFrom('gatherings.feeds')
    .select('created_at')
    .where('tenant_id', '=', actor.tenantId)
    .where('person_id', '=', actor.personId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return { since: feed?.created_at.toISOString() ?? null }
}

/** Makes a new secret address; only its hash is kept, so it is told once. */
export async function openFeed(tx: Tx, actor: Actor, by: EventActor, at: Date): Promise<{ path: string }> {
  await revoke(tx, actor, at)
  const token = randomBytes(24).toString('base64url')
  const id = newId<'feed'>()
  await mine(tx)
    .insertInto('gatherings.feeds')
    .values({
      ...{ tenant_id: actor.tenantId, id, person_id: actor.personId, token_hash: hashOfToken(token) },
      ...{ created_at: at, revoked_at: null },
    })
    .execute()
  await tellFeed(tx, actor, by, at, 'feed_opened')
  return { path: calendarFeed.path.replace(':token', token) }
}

export async function closeFeed(tx: Tx, actor: Actor, by: EventActor, at: Date): Promise<void> {
  if (await revoke(tx, actor, at)) await tellFeed(tx, actor, by, at, 'feed_closed')
}

async function revoke(tx: Tx, actor: Actor, at: Date): Promise<boolean> {
  const revoked = await mine(tx)
    .updateTable('gatherings.feeds')
    .set({ revoked_at: at })
    .where('tenant_id', '=', actor.tenantId)
    .where('person_id', '=', actor.personId)
    .where('revoked_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return revoked !== undefined
}

async function tellFeed(tx: Tx, actor: Actor, by: EventActor, at: Date, name: 'feed_opened' | 'feed_closed') {
  const { tenantId, personId } = actor
  const stream = feedStream(personId)
  await record(tx, { tenantId, stream, type: eventTypes[name], at, actor: by, payload: { personId } })
}

/** Somebody whose calendar is read by its address, with the posts held at present. */
async function ownerOf(tx: Tx, tenantId: TenantId, token: string, now: Date): Promise<Actor> {
  const feed = await mine(tx)
    .selectFrom('gatherings.feeds')
    .select('person_id')
    .where('tenant_id', '=', tenantId)
    .where('token_hash', '=', hashOfToken(token))
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  const personId: PersonId = feed?.person_id ?? notFound()
  const { rows } = await sql<{ postId: Actor['posts'][number]['postId'] }>`select post_id as "postId"
    from people.acting_posts(${tenantId}, ${personId}, ${now})`.execute(tx)
  // Only whose invitations count is asked of this actor: places and roles play no part.
  const posts = rows.map(({ postId }) => ({ postId }) as Actor['posts'][number])
  return { tenantId, personId, sessionId: newId<'session'>(), name: '', posts }
}

const yearMs = 366 * 86_400_000

/** The calendar of a person: what they (their posts, their firms) are invited to or joined. */
export async function feedOf(tx: Tx, tenantId: TenantId, token: string, about: About): Promise<BytesAnswer> {
  const owner = await ownerOf(tx, tenantId, token, about.now)
  const selves = await selvesOf(tx, owner)
  const { rows } = await sql<GatheringRecord>`
    select g.* from gatherings.gatherings g where g.tenant_id = ${tenantId} and g.announced_at is not null
      and g.ends_at > ${new Date(about.now.getTime() - yearMs)}
      and exists (select from gatherings.entries e where e.tenant_id = g.tenant_id and e.gathering_id = g.id
        and e.standing not in ('declined', 'withdrawn') and ${entryOfSql(selves)})
    order by g.starts_at, g.id`.execute(tx)
  return fileOf(rows, about, feedName)
}

const feedName: Words = { zh: '里仁 会议与活动', en: 'Liren gatherings' }

/** One gathering as a file, for who has its code; its topics for whom its page tells them alone. */
export async function calendarFile(asking: Asking, code: string, about: About): Promise<BytesAnswer> {
  const selves = asking.actor ? await selvesOf(asking.tx, asking.actor) : []
  const row = await byCode(asking, selves, code)
  const told = row.invited || row.is_public ? row : { ...row, topics: '' }
  return { ...fileOf([told], about, { zh: row.title, en: row.title }), filename: `${row.code}.ics` }
}

const monthMs = 30 * 86_400_000

/** What is announced to everybody at a place, below it and above it, from a month ago on; nobody’s data. */
export async function publicFeed(asking: Asking, placeCode: string, about: About): Promise<BytesAnswer> {
  const { tx, tenantId, now } = asking
  const { path, name, nameEn } = await publicPlace(asking, placeCode)
  const { rows } = await sql<GatheringRecord>`
    select g.* from gatherings.gatherings g where g.tenant_id = ${tenantId} and g.is_public
      and g.announced_at is not null and g.ends_at > ${new Date(now.getTime() - monthMs)}
      and (starts_with(${path}, g.place_path) or starts_with(g.place_path, ${path}))
    order by g.starts_at, g.id limit 500`.execute(tx)
  return fileOf(rows, about, { zh: `${name} 公开活动`, en: `${nameEn || name}: public activities` })
}

export interface About {
  readonly lang: Lang
  readonly now: Date
}

function fileOf(rows: readonly GatheringRecord[], about: About, name: Words): BytesAnswer {
  const text = calendarOf(
    name[about.lang],
    rows.map((row) => calendarEvent(row, about)),
  )
  return { bytes: Buffer.from(text), type: 'text/calendar; charset=utf-8' }
}

const calendarEvent = (row: GatheringRecord, { lang }: About): CalendarEvent => ({
  uid: `${row.id}@liren`,
  sequence: row.sequence,
  changedAt: row.changed_at,
  startsAt: row.starts_at,
  endsAt: row.ends_at,
  summary: row.title + bracketed(lang, traits[row.kind].name[lang]),
  location: row.venue,
  description: row.state === 'cancelled' ? (row.cancelled_why ?? '') : row.topics,
  status: row.state === 'cancelled' ? 'CANCELLED' : 'CONFIRMED',
})
