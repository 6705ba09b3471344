import type { EventActor } from '../../kernel/actor.ts'
import { fail, notFound } from '../../kernel/contract/errors.ts'
import { type MatterId, newId, type PlaceId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { requestHash } from '../../kernel/http/command.ts'
import {
  addNote,
  categoriesOf,
  kindAndPath,
  kindsInForce,
  reportMatterIn,
  type StandingOutside,
  standingOutside,
} from '../matters/public.ts'
import { nearestBuilding, placeByCode, placeOf } from '../places/public.ts'
import { type Admitted, admit, type SignedRequest, spend } from './admitting.ts'
import { type Message, type ReportData, readMessage } from './message.ts'

/** A point farther from any building is not in the district. */
const withinMetres = 500

export interface Taken {
  readonly taken: boolean
  readonly matter: StandingOutside | null
}

/** Takes one signed message. The same message again has no second effect and is answered with how things stand. */
export async function takeMessage(request: SignedRequest): Promise<Taken> {
  const admitted = await admit(request)
  const message = readMessage(request.rawBody)
  return request.db.tx(async (tx) => {
    const isFirst = await spend(tx, request, admitted)
    const doing: Doing = { tx, request, admitted, scope: await scopePath(tx, request, admitted) }
    const { wanted } = message
    if (wanted.type === 'report') return standing(doing, await reported(doing, message, wanted.data))
    const matterId = await ownMatter(doing, message.subject)
    if (!matterId) return wanted.type === 'heard' ? { taken: false, matter: null } : notFound()
    if (wanted.type === 'heard' && wanted.words === null) return { taken: false, matter: null }
    if (wanted.type !== 'ask' && isFirst) await note(doing, matterId, wanted.words ?? '')
    return standing(doing, matterId)
  })
}

interface Doing {
  readonly tx: Tx
  readonly request: SignedRequest
  readonly admitted: Admitted
  /** Path of the place below which the system may do something. */
  readonly scope: string
}

const actorOf = ({ systemId }: Admitted): EventActor => ({ personId: null, postId: null, via: 'api', systemId })

const standing = async ({ tx, request }: Doing, matterId: MatterId): Promise<Taken> => ({
  taken: true,
  matter: await standingOutside(tx, request.tenantId, matterId),
})

async function scopePath(tx: Tx, { tenantId }: SignedRequest, { placeId }: Admitted): Promise<string> {
  return ((await placeOf(tx, tenantId, placeId)) ?? notFound()).path
}

/** Its own, by its own number, where it still lies in what the system may see. */
async function ownMatter({ tx, request, admitted, scope }: Doing, subject: string): Promise<MatterId | undefined> {
  const { tenantId } = request
  const { rows } = await sql<{
    id: MatterId
  }>`select matter_id as id from incoming.matters where tenant_id = ${tenantId}
    and system_id = ${admitted.systemId} and their_number = ${subject}`.execute(tx)
  const id = rows[0]?.id
  const lies = id && (await kindAndPath(tx, tenantId, id))
  return lies && admitted.kinds.includes(lies.kind) && lies.path.startsWith(scope) ? id : undefined
}

async function note({ tx, request, admitted }: Doing, matterId: MatterId, words: string): Promise<void> {
  const { tenantId, clock } = request
  await addNote(tx, {
    ...{ tenantId, matterId, words, fileIds: [], actor: actorOf(admitted), at: clock.now() },
    uploader: { personId: null, key: null },
  })
}

/** The same whatever the order of the fields; keyed, so that nobody finds a telephone number by trying them all. */
const digestOf = ({ kind, category, words, title, place, point, placeDetail, urgent, reporter }: ReportData): Buffer =>
  requestHash([
    ...[kind, category ?? '', words, title ?? null, place ?? null, point ? [point.lng, point.lat] : null],
    ...[placeDetail ?? null, urgent ?? false, reporter?.name ?? null, reporter?.phone ?? null],
  ])

/** Reports anew, or finds what was reported under this number with the same data. */
async function reported(doing: Doing, { subject }: Message, data: ReportData): Promise<MatterId> {
  const { tx, request, admitted } = doing
  const { tenantId, clock } = request
  const digest = request.secrets.lookup('incoming.report', digestOf(data).toString('hex'))
  const id: MatterId = newId()
  // Two under one number wait for each other here.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`incoming ${admitted.systemId} ${subject}`}, 0))`.execute(
    tx,
  )
  const { rows } = await sql<{ digest: Buffer }>`select digest from incoming.matters
    where tenant_id = ${tenantId} and system_id = ${admitted.systemId} and their_number = ${subject}`.execute(tx)
  const [earlier] = rows
  if (earlier) {
    if (!earlier.digest.equals(digest))
      fail('conflict', 'incoming.number_taken', {
        zh: '这个编号已经上报过，内容不同',
        en: 'Another report has this number',
      })
    return (await ownMatter(doing, subject)) ?? notFound()
  }
  const placeId = await placeIn(doing, data)
  const category = await categoryIn(doing, data)
  await reportMatterIn(tx, request, {
    ...{ tenantId, id, kind: data.kind, category, placeId, title: data.title ?? null, body: data.words.trim() },
    ...{ placeDetail: data.placeDetail ?? null, point: data.point ?? null, channel: 'api', selfFound: false },
    ...{ visibility: 'open', priority: data.urgent ? 'urgent' : 'normal', reporterId: null },
    ...{ reporterName: data.reporter?.name ?? null, reporterPhone: data.reporter?.phone ?? null, recordedBy: null },
    ...{ fileIds: [], uploadKey: null, actor: actorOf(admitted), patrolPost: null },
  })
  await sql`insert into incoming.matters (tenant_id, system_id, their_number, matter_id, digest, at)
    values (${tenantId}, ${admitted.systemId}, ${subject}, ${id}, ${digest}, ${clock.now()})`.execute(tx)
  return id
}

async function placeIn({ tx, request, scope }: Doing, { place, point }: ReportData): Promise<PlaceId> {
  const { tenantId } = request
  const near = point ? await nearestBuilding(tx, tenantId, point, withinMetres) : null
  const found =
    place === undefined ? near && (await placeOf(tx, tenantId, near)) : await placeByCode(tx, tenantId, place)
  if (found?.path.startsWith(scope)) return found.id
  return fail('not_found', 'incoming.no_such_place', {
    zh: '没有这个地点，或不在这个系统可以上报的范围',
    en: 'There is no such place, or the system may not report there',
  })
}

/** A kind that the system may report, and a category of its tree; none is a category as well. */
async function categoryIn({ tx, request, admitted }: Doing, { kind, category = '' }: ReportData): Promise<string> {
  const { tenantId, clock } = request
  const found = admitted.kinds.includes(kind)
    ? (await kindsInForce(tx, tenantId, clock.now())).find(
        ({ code, ended, systems }) => code === kind && !ended && systems !== false,
      )
    : undefined
  if (!found)
    return fail('not_found', 'incoming.no_such_kind', {
      zh: '没有这种事项，或这个系统不能上报',
      en: 'There is no such kind, or the system may not report it',
    })
  const known =
    category === '' || (await categoriesOf(tx, tenantId, found.categoryTree)).some(({ code }) => code === category)
  if (!known) fail('not_found', 'incoming.no_such_category', { zh: '没有这个类别', en: 'There is no such category' })
  return category
}
