import { createHash } from 'node:crypto'
import { fail } from '../../kernel/contract/errors.ts'
import type { FileId, TenantId } from '../../kernel/contract/ids.ts'
import { type Db, sql, type Tx } from '../../kernel/db.ts'
import type { CleanPicture } from '../../kernel/pictures/clean-picture.ts'
import { tenantsWith } from '../../kernel/tenants.ts'
import type { PictureSize } from './contract.ts'
import { mine } from './tables.ts'
import { hashOfKey, type Uploader } from './uploader.ts'

export interface NewFile {
  readonly tenantId: TenantId
  readonly id: FileId
  readonly picture: CleanPicture
  readonly uploader: Uploader
  /** Left out: loose. */
  readonly subject?: string
  readonly at: Date
}

/** Stores a picture and its thumbnail. @returns false when the id is taken. */
export async function insertFile(tx: Tx, { tenantId, id, picture, uploader, subject, at }: NewFile): Promise<boolean> {
  const { full, thumb, mime, width, height } = picture
  const added = await mine(tx)
    .insertInto('files.files')
    .values({
      tenant_id: tenantId,
      id,
      subject: subject ?? null,
      uploader_id: uploader.personId,
      key_hash: uploader.key === null ? null : hashOfKey(uploader.key),
      type: mime,
      width,
      height,
      size: full.length,
      sha256: createHash('sha256').update(full).digest(),
      uploaded_at: at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) return false
  await mine(tx).insertInto('files.blobs').values({ tenant_id: tenantId, file_id: id, full, thumb }).execute()
  return true
}

export interface StoredFile {
  readonly id: FileId
  readonly subject: string | null
  readonly type: string
  readonly width: number
  readonly height: number
  /** Uploaded by the one who asks. */
  readonly own: boolean
}

/** What is known of a file, without its bytes; null when it does not exist (any more). */
export async function loadFile(tx: Tx, tenantId: TenantId, id: FileId, asking: Uploader): Promise<StoredFile | null> {
  const row = await mine(tx)
    .selectFrom('files.files')
    .select(['id', 'subject', 'type', 'width', 'height', 'uploader_id', 'key_hash'])
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) return null
  const { uploader_id, key_hash, ...file } = row
  const byPerson = uploader_id !== null && uploader_id === asking.personId
  const byKey = asking.key !== null && key_hash?.equals(hashOfKey(asking.key)) === true
  return { ...file, own: byPerson || byKey }
}

export async function readBytes(tx: Tx, tenantId: TenantId, id: FileId, size: PictureSize): Promise<Buffer> {
  const row = await mine(tx)
    .selectFrom('files.blobs')
    .select(size === 'full' ? 'full as bytes' : 'thumb as bytes')
    .where('tenant_id', '=', tenantId)
    .where('file_id', '=', id)
    .executeTakeFirstOrThrow()
  return row.bytes
}

/**
 * Deletes files that nothing has taken for 24 hours, at most 200 of a tenant a call.
 * @returns how many.
 */
export async function deleteLoose(db: Db, now: Date): Promise<number> {
  const before = new Date(now.getTime() - 24 * 3_600_000)
  const isLoose = sql`subject is null and uploaded_at < ${before}`
  let deleted = 0
  for (const tenantId of await tenantsWith(db, sql`select tenant_id from files.files where ${isLoose}`))
    deleted += await db.tx(async (tx) => {
      const { rows } = await sql`delete from files.files f using (
          select id from files.files where tenant_id = ${tenantId} and ${isLoose}
          order by uploaded_at limit 200 for update skip locked) old
        where f.tenant_id = ${tenantId} and f.id = old.id returning f.id`.execute(tx)
      return rows.length
    })
  return deleted
}

/** Says in words why files could not be attached: they are gone, or somebody else's. */
export const refuseAttach = (): never =>
  fail('refused', 'files.not_attachable', {
    zh: '有照片已过期或不是您上传的。文字都还在，请重新添加照片',
    en: 'A photo has expired or was uploaded by somebody else. Your words are still here; please add the photo again.',
  })
