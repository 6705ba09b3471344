import { randomBytes } from 'node:crypto'
import { Type } from 'typebox'
import type { EventActor } from '../../kernel/actor.ts'
import { Failure, notFound } from '../../kernel/contract/errors.ts'
import { type FileId, idSchema, type MatterId, newId, type TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { BytesAnswer, Services } from '../../kernel/http/route.ts'
import { type Job, job } from '../../kernel/jobs/jobs.ts'
import { fetchOutside } from '../../kernel/outgoing/request.ts'
import { type CleanPicture, cleanPicture } from '../../kernel/pictures/clean-picture.ts'
import { pictureKind } from '../../kernel/pictures/picture-kind.ts'
import { addFile, picturesOf } from '../files/public.ts'
import { addNote, publicRecords } from '../matters/public.ts'
import type { Form } from './form.ts'

export const fetchJobName = 'open311.fetch_media'

/** Pictures of a report at most. */
const mostPictures = 5
const mostBytes = 15 * 1_048_576
const mostTries = 3

const actor: EventActor = { personId: null, postId: null, via: 'api' }

/** Addresses of pictures that a form names. */
export const mediaIn = (form: Form): readonly string[] =>
  form.all('media_url').filter((one) => /^https?:\/\/\S{1,500}$/.test(one))

/** Notes what is to be fetched for a report. @returns whether there is anything. */
export async function noteMedia(
  tx: Tx,
  of: { readonly tenantId: TenantId; readonly matterId: MatterId; readonly at: Date },
  urls: readonly string[],
): Promise<boolean> {
  for (const url of new Set(urls.slice(0, mostPictures)))
    await sql`insert into open311.media (tenant_id, id, matter_id, url, state, at)
      values (${of.tenantId}, ${newId()}, ${of.matterId}, ${url}, 'waiting', ${of.at})`.execute(tx)
  return urls.length > 0
}

interface Waiting {
  readonly id: string
  readonly url: string
  readonly tries: number
}

/** Fetches the pictures of one report, cleans them as any other, and adds them to the matter. */
export const fetchMediaJob: Job = job({
  name: fetchJobName,
  data: Type.Object({ tenantId: idSchema<'tenant'>(), matterId: idSchema<'matter'>() }),
  handle: ({ tenantId, matterId }, services) => fetchMedia(services, tenantId, matterId),
})

/** @throws where one could not be reached and may be tried again. */
export async function fetchMedia(
  services: Pick<Services, 'db' | 'clock'>,
  tenantId: TenantId,
  matterId: MatterId,
): Promise<void> {
  const { db, clock } = services
  const { rows } = await db.read((tx) =>
    sql<Waiting>`select id, url, tries from open311.media where tenant_id = ${tenantId} and matter_id = ${matterId}
      and state = 'waiting' order by id`.execute(tx),
  )
  let again: unknown = null
  for (const one of rows) {
    const found = await pictureAt(one.url, (picture) =>
      db.tx((tx) => keep(tx, { tenantId, matterId, at: clock.now() }, one, picture)),
    )
    if (found === null) continue
    const over = found.final || one.tries + 1 >= mostTries
    await db.tx((tx) =>
      sql`update open311.media set tries = tries + 1, state = ${over ? 'failed' : 'waiting'}
        where tenant_id = ${tenantId} and id = ${one.id} and state = 'waiting'`.execute(tx),
    )
    if (!over) again = found.error
  }
  if (again) throw again
}

/** Why it was not kept, and whether another try would bring nothing else. */
interface NotKept {
  readonly error: unknown
  readonly final: boolean
}

/** @returns null: it was kept. */
async function pictureAt(url: string, keepIt: (picture: CleanPicture) => Promise<void>): Promise<NotKept | null> {
  try {
    const { status, bytes } = await fetchOutside(url, mostBytes)
    if (status !== 200) return { error: new Error(`status ${status}`), final: status < 500 && status !== 429 }
    await keepIt(await cleanPicture(bytes))
    return null
  } catch (error) {
    // Not an address that may be called, no picture, or a matter that takes none any more.
    return { error, final: error instanceof Failure }
  }
}

async function keep(
  tx: Tx,
  { tenantId, matterId, at }: { readonly tenantId: TenantId; readonly matterId: MatterId; readonly at: Date },
  { id }: Waiting,
  picture: CleanPicture,
): Promise<void> {
  const fileId: FileId = newId()
  // The job may run twice: who is first keeps it.
  const mine = await sql`update open311.media set state = 'kept', tries = tries + 1, file_id = ${fileId}
    where tenant_id = ${tenantId} and id = ${id} and state = 'waiting' returning id`.execute(tx)
  if (mine.rows.length === 0) return
  const uploader = { personId: null, key: randomBytes(32).toString('base64url') }
  await addFile(tx, { tenantId, id: fileId, picture, uploader, at })
  await addNote(tx, { tenantId, matterId, words: '上报时附的照片', fileIds: [fileId], actor, at, uploader })
}

/** Pictures of matters that came through this interface, the first first. */
export async function mediaOf(
  tx: Tx,
  tenantId: TenantId,
  ids: readonly MatterId[],
): Promise<ReadonlyMap<MatterId, readonly FileId[]>> {
  const { rows } = await sql<{ matterId: MatterId; files: FileId[] }>`select matter_id as "matterId",
      array_agg(file_id order by id) as files
    from open311.media where tenant_id = ${tenantId} and state = 'kept' and matter_id = any(${[...ids]}::uuid[])
    group by matter_id`.execute(tx)
  return new Map(rows.map(({ matterId, files }) => [matterId, files]))
}

/** A picture that came through this interface, as long as the words that came with it are shown; 404 else. */
export async function openMedia(tx: Tx, tenantId: TenantId, fileId: FileId): Promise<BytesAnswer> {
  const { rows } = await sql<{ matterId: MatterId; number: string }>`select m.matter_id as "matterId", r.number
    from open311.media m join open311.requests r on r.tenant_id = m.tenant_id and r.matter_id = m.matter_id
    where m.tenant_id = ${tenantId} and m.file_id = ${fileId}`.execute(tx)
  const of = rows[0] ?? notFound()
  const [record] = await publicRecords(tx, tenantId, { numbers: [of.number], limit: 1 })
  if (!record || record.words === null) notFound()
  const [picture] = await picturesOf(tx, tenantId, `matters:${of.matterId}`, [fileId])
  if (!picture) return notFound()
  return { bytes: picture.bytes, type: `image/${pictureKind(picture.bytes) ?? 'jpeg'}`, keepFor: 3600 }
}
