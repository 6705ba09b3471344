import type { MatterId, PersonId, PostId, TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { LedgerEvent } from '../../kernel/events/record.ts'
import { payloadOf, type Subscriber } from '../../kernel/events/subscriber.ts'
import type { Staff } from '../../kernel/live/audience.ts'
import { type LiveSignal, signalAllLive } from '../../kernel/live/hub.ts'
import { type NewNotice, notifyAll } from '../notices/public.ts'
import { type Asked, answering } from './answering.ts'
import { eventTypes, type MatterEvent } from './events.ts'
import { placeRoles } from './matter-scope.ts'
import { owesAnswerSql } from './matter-store.ts'
import { membersOf } from './subject.ts'
import { own } from './tables.ts'
import { type Audience, type Telling, tellingsOf } from './tellings.ts'

interface Told {
  readonly id: MatterEvent['matterId']
  readonly title: string
  readonly number: string
  readonly reporterId: PersonId | null
  readonly holderPostId: PostId | null
  readonly resolverPostId: PostId | null
  readonly escalatedToPostId: PostId | null
  readonly subject: { readonly subject_kind: string | null; readonly subject_id: string | null }
  readonly staff: Staff
}

/** Of thousands that come or go with a file at once, the import tells by itself, and once. */
const tooMany: ReadonlySet<string> = new Set([eventTypes.imported, eventTypes.import_undone])

/** Tells people and open screens what happened to matters; the deliveries of the ledger are the outbox of these notices. */
export const tellMatters: Subscriber = {
  name: 'matters.tell',
  types: Object.values(eventTypes).filter((type) => !tooMany.has(type)),
  handle: (tx, event) => tellAll(tx, [event]),
  handleMany: tellAll,
}

/** Something that happened to a matter, and who hears of it. */
interface Happened {
  readonly ledger: LedgerEvent
  readonly event: MatterEvent
  readonly matter: Told
  readonly tellings: readonly Telling[]
}

async function tellAll(tx: Tx, events: readonly LedgerEvent[]): Promise<void> {
  for (const tenantId of new Set(events.map((event) => event.tenantId)))
    await tellTenant(
      tx,
      tenantId,
      events.filter((event) => event.tenantId === tenantId),
    )
}

/** However many events there are: one statement for the matters, one for followers, one for holders, and so on. */
async function tellTenant(tx: Tx, tenantId: TenantId, ledger: readonly LedgerEvent[]): Promise<void> {
  const events = ledger.map((one) => ({ ledger: one, event: payloadOf<MatterEvent>(one) }))
  const matters = await toldOf(tx, tenantId, [...new Set(events.map(({ event }) => event.matterId))])
  const happened = events.flatMap(({ ledger: one, event }): Happened[] => {
    const matter = matters.get(event.matterId)
    return matter ? [{ ledger: one, event, matter, tellings: tellingsOf(event) }] : []
  })
  const followers = await followersOf(tx, tenantId, matters)
  const acting = await actingFor(tx, tenantId, happened)
  const notices: NewNotice[] = []
  for (const {
    ledger: { at, actor },
    event,
    matter,
    tellings: due,
  } of happened)
    for (const { to, words, urgent } of due) {
      const persons = new Set<PersonId>()
      for (const audience of to)
        for (const person of await audienceOf(tx, audience, { tenantId, matter, event, at, followers, acting }))
          persons.add(person)
      if (actor.personId) persons.delete(actor.personId)
      notices.push({
        tenantId,
        personIds: [...persons],
        topic: event.action,
        subject: { kind: 'matter', id: matter.id },
        words: words(matter, event),
        bundle: `matters.${event.action}`,
        ...(urgent ? { urgent } : {}),
        at,
      })
    }
  await notifyAll(tx, notices)
  await tellScreens(tx, tenantId, [...matters.values()], followers)
}

/** A signal must fit a database notification (8,000 bytes). */
const personsASignal = 100

/** The screens of whoever may see the matter, and of nobody else: that something happens at all is a fact as well. */
async function tellScreens(tx: Tx, tenantId: TenantId, matters: readonly Told[], followers: Followers): Promise<void> {
  const signals = matters.flatMap((matter): LiveSignal[] => {
    const persons = [
      ...new Set([...(matter.reporterId ? [matter.reporterId] : []), ...(followers.get(matter.id) ?? [])]),
    ]
    const signal = { tenantId, topic: 'matter', id: matter.id }
    return [
      { ...signal, persons: persons.slice(0, personsASignal), staff: matter.staff },
      ...chunksOf(persons.slice(personsASignal), personsASignal).map((some) => ({ ...signal, persons: some })),
    ]
  })
  await signalAllLive(tx, signals)
}

function chunksOf<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size))
}

async function toldOf(
  tx: Tx,
  tenantId: TenantId,
  matterIds: readonly MatterId[],
): Promise<ReadonlyMap<MatterId, Told>> {
  const rows = await own(tx)
    .selectFrom('matters.matters')
    .select(['id', 'title', 'number', 'reporter_id', 'holder_post_id', 'resolver_post_id', 'escalated_to_post_id'])
    .select(['subject_kind', 'subject_id', 'place_path', 'grid_id', 'touched_posts', 'shielded_posts'])
    .where('tenant_id', '=', tenantId)
    .where('id', '=', sql<MatterId>`any(${matterIds})`)
    .execute()
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        title: row.title,
        number: row.number,
        reporterId: row.reporter_id,
        holderPostId: row.holder_post_id,
        resolverPostId: row.resolver_post_id,
        escalatedToPostId: row.escalated_to_post_id,
        subject: { subject_kind: row.subject_kind, subject_id: row.subject_id },
        staff: {
          placePath: row.place_path,
          roles: placeRoles,
          gridId: row.grid_id,
          // The latest who held it are enough for a signal; more would not fit into one.
          posts: row.touched_posts.slice(-40),
          keptFrom: row.shielded_posts ?? [],
        },
      },
    ]),
  )
}

type Followers = ReadonlyMap<MatterId, readonly PersonId[]>

/** Whoever follows each matter, and the members of the firm that it is about. */
async function followersOf(tx: Tx, tenantId: TenantId, matters: ReadonlyMap<MatterId, Told>): Promise<Followers> {
  const rows = await own(tx)
    .selectFrom('matters.followers')
    .select(['matter_id', 'person_id'])
    .where('tenant_id', '=', tenantId)
    .where('matter_id', '=', sql<MatterId>`any(${[...matters.keys()]})`)
    .execute()
  const found = new Map<MatterId, PersonId[]>()
  for (const { matter_id, person_id } of rows) found.set(matter_id, [...(found.get(matter_id) ?? []), person_id])
  for (const { id, subject } of matters.values()) {
    const members = await membersOf(tx, tenantId, subject)
    if (members.length > 0) found.set(id, [...(found.get(id) ?? []), ...members])
  }
  return found
}

/** The post that held it before, where it went to another. */
function formerOf(event: MatterEvent): readonly PostId[] {
  const before = event.facts?.['fromPostId']
  return typeof before === 'string' && before !== event.holderPostId ? [before as PostId] : []
}

/** The posts that the event names: the superior of the holder, and in whose name it was done. */
function namedOf(event: MatterEvent): readonly PostId[] {
  const posts = event.facts?.['tell']
  return Array.isArray(posts) ? (posts as PostId[]) : []
}

const postOf = { holder: 'holderPostId', resolver: 'resolverPostId', escalated: 'escalatedToPostId' } as const

/** Who acts for the posts that are told of something, at the instant at which it happened. */
type Acting = (matter: Told, post: PostId | null, at: Date) => readonly PersonId[]

async function actingFor(tx: Tx, tenantId: TenantId, happened: readonly Happened[]): Promise<Acting> {
  const asked = new Map<string, Asked>()
  for (const { matter, tellings: due, ledger } of happened)
    for (const audience of due.flatMap(({ to }) => to)) {
      const post = audience in postOf ? matter[postOf[audience as keyof typeof postOf]] : null
      if (post) asked.set(keyOf(matter, post, ledger.at), { post, at: ledger.at, keptFrom: matter.staff.keptFrom })
    }
  const persons = await answering(tx, tenantId, [...asked.values()])
  const found = new Map([...asked.keys()].map((key, index) => [key, persons[index] ?? []]))
  return (matter, post, at) => (post ? (found.get(keyOf(matter, post, at)) ?? []) : [])
}

const keyOf = ({ id, staff }: Told, post: PostId, at: Date): string =>
  `${post} ${at.getTime()} ${staff.keptFrom.length === 0 ? '' : id}`

interface Around {
  readonly tenantId: TenantId
  readonly matter: Told
  readonly event: MatterEvent
  readonly at: Date
  readonly followers: Followers
  readonly acting: Acting
}

async function audienceOf(
  tx: Tx,
  audience: Audience,
  { tenantId, matter, event, at, followers, acting }: Around,
): Promise<readonly PersonId[]> {
  if (audience === 'followers') return followers.get(matter.id) ?? []
  if (audience in postOf) return acting(matter, matter[postOf[audience as keyof typeof postOf]], at)
  const posts = await postsOf(tx, tenantId, audience, matter, event)
  const asked = posts.map((post) => ({ post, at, keptFrom: matter.staff.keptFrom }))
  return (await answering(tx, tenantId, asked)).flat()
}

async function postsOf(
  tx: Tx,
  tenantId: TenantId,
  audience: Audience,
  matter: Told,
  event: MatterEvent,
): Promise<readonly PostId[]> {
  if (audience === 'former') return formerOf(event)
  return audience === 'named' ? namedOf(event) : ralliedOf(tx, tenantId, matter.id)
}

/** The called posts that owe an answer. */
async function ralliedOf(tx: Tx, tenantId: TenantId, matterId: MatterId): Promise<readonly PostId[]> {
  const { rows } = await sql<{ post_id: PostId }>`select r.post_id from matters.rally_members r
    where r.tenant_id = ${tenantId} and r.matter_id = ${matterId} and ${owesAnswerSql}`.execute(tx)
  return rows.map((row) => row.post_id)
}
