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
