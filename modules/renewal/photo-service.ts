import { notFound } from '../../kernel/contract/errors.ts'
import { newId } from '../../kernel/contract/ids.ts'
import type { Tx } from '../../kernel/db.ts'
import { dayOf } from '../../kernel/time/day.ts'
import { attachFiles } from '../files/public.ts'
import type { PhotoBody, SpotBody } from './contract.ts'
import { projectStream } from './events.ts'
import { mayAdd } from './project.ts'
import { idTaken, invalid, itemIn, lockForPhotos, lockKept, placeIn, refuseUnless, tell } from './project-store.ts'
import type { Doing } from './scope.ts'
import { mine, type PhotoRecord, type ProjectId, type SpotRecord } from './tables.ts'

/** A spot to be pictured before, during and after the works. */
export async function addSpot(tx: Tx, doing: Doing, id: ProjectId, body: SpotBody): Promise<{ id: SpotRecord['id'] }> {
  const held = await lockKept(tx, doing, id)
  refuseUnless(mayAdd(held.project.state))
  const place = await placeIn(tx, held.project, body.placeId)
  if (body.itemId) await itemIn(tx, held.project, body.itemId)
  const spot: SpotRecord = {
    ...{ tenant_id: held.project.tenant_id, project_id: id, id: body.id ?? newId<'renewal_spot'>() },
    ...{ name: body.name.trim(), place_id: place.id, lng: body.point?.lng ?? null, lat: body.point?.lat ?? null },
    ...{ item_id: body.itemId ?? null, created_at: held.at },
  }
  const added = await mine(tx)
    .insertInto('renewal.spots')
    .values(spot)
    .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) idTaken()
  await tell(tx, held, 'spotAdded', { ofId: spot.id, facts: { placeId: place.id } })
  return { id: spot.id }
}

/** A photo of a spot, also by posts that look on. */
export async function addPhoto(
  tx: Tx,
  doing: Doing,
  id: ProjectId,
  spotId: SpotRecord['id'],
  body: PhotoBody,
): Promise<{ id: PhotoRecord['id'] }> {
  const held = await lockForPhotos(tx, doing, id)
  const { project, at, postId } = held
  refuseUnless(mayAdd(project.state))
  const spot = await mine(tx)
    .selectFrom('renewal.spots')
    .select('id')
    .where('tenant_id', '=', project.tenant_id)
    .where('project_id', '=', id)
    .where('id', '=', spotId)
    .executeTakeFirst()
  if (!spot) return notFound()
  if (body.onDay > dayOf(at)) invalid('onDay', 'bad_day', { zh: '日期不能晚于今天', en: 'The day cannot lie ahead' })
  const { tenantId, uploader } = doing
  await attachFiles(tx, { tenantId, fileIds: [body.fileId], subject: projectStream(id), uploader })
  const photo: PhotoRecord = {
    ...{ tenant_id: project.tenant_id, project_id: id, id: body.id ?? newId<'renewal_photo'>(), spot_id: spotId },
    ...{ phase: body.phase, file_id: body.fileId, on_day: body.onDay, words: body.words?.trim() || null },
    ...{ by_post: postId, at },
  }
  const added = await mine(tx)
    .insertInto('renewal.photos')
    .values(photo)
    .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) idTaken()
  await tell(tx, held, 'photoAdded', { ofId: photo.id, facts: { spotId, phase: photo.phase, fileId: photo.file_id } })
  return { id: photo.id }
}
