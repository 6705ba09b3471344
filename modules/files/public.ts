import type { FileId, TenantId } from '../../kernel/contract/ids.ts'
import { constraintOf, sql, type Tx } from '../../kernel/db.ts'
import { refuseAttach } from './file-store.ts'
import type { Uploader } from './uploader.ts'

export { insertFile as addFile, type NewFile } from './file-store.ts'
export { type PictureRequest, registerSubject, type SubjectGuard } from './subject.ts'
export { type Uploader, uploaderOf } from './uploader.ts'

/** The constraint that a violation names when `files.attach` refuses inside a caller's own statement. */
export const attachConstraint = 'files_attachable'

export interface Attachment {
  readonly tenantId: TenantId
  readonly fileIds: readonly FileId[]
  /** `<module>:<id>`; the module's guard decides who sees the files. */
  readonly subject: string
  readonly uploader: Uploader
}

/**
 * Gives loose files to a subject. Throws a Failure when one is missing, taken, or of another uploader.
 * A hot path calls `files.attach(…)` in its own statement instead and turns the violation into words by `refusedAttach`.
 */
export async function attachFiles(tx: Tx, { tenantId, fileIds, subject, uploader }: Attachment): Promise<void> {
  if (fileIds.length === 0) return
  await sql`select files.attach(${tenantId}, ${[...fileIds]}::uuid[], ${subject}, ${uploader.personId}, ${uploader.key})`
    .execute(tx)
    .catch(refusedAttach)
}

/** Rethrows an error; that of `files.attach` in words. */
export function refusedAttach(error: unknown): never {
  if (constraintOf(error) === attachConstraint) return refuseAttach()
  throw error
}

/** A picture as it was kept: its bytes (JPEG or WebP) and their SHA-256 in hex, as they were taken in. */
export interface KeptPicture {
  readonly id: FileId
  readonly bytes: Buffer
  readonly sha256: string
}

/** Pictures of a subject in the order asked for; those that are not its own are left out. The caller settled who may see them. */
export async function picturesOf(
  tx: Tx,
  tenantId: TenantId,
  subject: string,
  ids: readonly FileId[],
): Promise<KeptPicture[]> {
  const { rows } = await sql<KeptPicture>`select f.id, b.full as bytes, encode(f.sha256, 'hex') as sha256
    from files.files f join files.blobs b on b.tenant_id = f.tenant_id and b.file_id = f.id
    where f.tenant_id = ${tenantId} and f.subject = ${subject} and f.id = any(${[...ids]}::uuid[])`.execute(tx)
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

/**
 * Every picture of a tenant that belongs to something, as it was kept, one at a time, in the order of their ids.
 * @param notOf modules whose pictures stay where they are.
 */
export async function* everyPicture(
  tx: Tx,
  tenantId: TenantId,
  notOf: readonly string[],
): AsyncGenerator<{ readonly id: FileId; readonly type: string; readonly bytes: Buffer }> {
  let after: FileId | null = null
  for (;;) {
    const picture = await nextPicture(tx, tenantId, notOf, after)
    if (!picture) return
    yield picture
    after = picture.id
  }
}

interface NextPicture {
  readonly id: FileId
  readonly type: string
  readonly bytes: Buffer
}

async function nextPicture(
  tx: Tx,
  tenantId: TenantId,
  notOf: readonly string[],
  after: FileId | null,
): Promise<NextPicture | null> {
  const { rows } = await sql<NextPicture>`select f.id, f.type, b.full as bytes from files.files f
    join files.blobs b on b.tenant_id = f.tenant_id and b.file_id = f.id
    where f.tenant_id = ${tenantId} and f.id > coalesce(${after}::uuid, '00000000-0000-0000-0000-000000000000')
      and f.subject is not null and split_part(f.subject, ':', 1) <> all(${[...notOf]}::text[])
    order by f.id limit 1`.execute(tx)
  return rows[0] ?? null
}
