import type { Actor } from '../../kernel/actor.ts'
import { fail } from '../../kernel/contract/errors.ts'
import type { TenantId } from '../../kernel/contract/ids.ts'
import { type FileId, newId } from '../../kernel/contract/ids.ts'
import type { Services, UploadedFile } from '../../kernel/http/route.ts'
import { cleanPicture } from '../../kernel/pictures/clean-picture.ts'
import type { PictureSize } from './contract.ts'
import { insertFile, loadFile, readBytes } from './file-store.ts'
import { mayBeSeen } from './subject.ts'
import type { Uploader } from './uploader.ts'

const idForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Cleans and keeps a picture. Sent twice under one id by the same uploader it is stored once. */
export async function keepUpload(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  tenantId: TenantId,
  uploader: Uploader,
  upload: UploadedFile,
): Promise<{ id: FileId; width: number; height: number }> {
  const id = idOf(upload)
  const picture = await cleanPicture(upload.bytes)
  return db.tx(async (tx) => {
    const added = await insertFile(tx, { tenantId, id, picture, uploader, at: clock.now() })
    if (added) return { id, width: picture.width, height: picture.height }
    const earlier = await loadFile(tx, tenantId, id, uploader)
    if (!earlier?.own)
      return fail('conflict', 'files.id_taken', {
        zh: '照片编号重复，请重新添加',
        en: 'This picture id is taken. Please add it again',
      })
    return { id, width: earlier.width, height: earlier.height }
  })
}

function idOf(upload: UploadedFile): FileId {
  const given = upload.fields.id
  if (given === undefined) return newId<'file'>()
  if (!idForm.test(given)) fail('invalid', 'files.bad_id', { zh: '照片编号应为 UUID', en: 'The id must be a UUID' })
  return given.toLowerCase() as FileId
}

export interface PictureAsked {
  readonly tenantId: TenantId
  readonly actor: Actor | null
  readonly uploader: Uploader
  readonly receiptCode: string | null
  readonly fileId: FileId
  readonly size: PictureSize
}

/** The bytes of a picture for somebody who may see it; to others it does not exist. */
export async function openPicture(
  { db, clock, secrets }: Pick<Services, 'db' | 'clock' | 'secrets'>,
  { tenantId, actor, uploader, receiptCode, fileId, size }: PictureAsked,
): Promise<{ bytes: Buffer; type: string }> {
  return db.read(async (tx) => {
    const file = await loadFile(tx, tenantId, fileId, uploader)
    if (!file) return gone()
    const { subject } = file
    const seen =
      file.own ||
      (subject !== null &&
        (await mayBeSeen(tx, { tenantId, actor, receiptCode, subject, fileId, secrets, now: clock.now() })))
    if (!seen) return gone()
    return { bytes: await readBytes(tx, tenantId, fileId, size), type: file.type }
  })
}

const gone = (): never =>
  fail('not_found', 'files.not_found', {
    zh: '照片不在了，或不在您的查看范围内',
    en: 'The picture is gone, or not for you to see',
  })
