import type { FileId, PersonId, TenantId } from '../../kernel/contract/ids.ts'
import type { Tx } from '../../kernel/db.ts'

type FilesTables = {
  'files.files': {
    tenant_id: TenantId
    id: FileId
    subject: string | null
    uploader_id: PersonId | null
    key_hash: Buffer | null
    type: string
    width: number
    height: number
    size: number
    sha256: Buffer
    uploaded_at: Date
  }
  'files.blobs': { tenant_id: TenantId; file_id: FileId; full: Buffer; thumb: Buffer }
}

/** The module's own tables on a transaction. */
export const mine = (tx: Tx) => tx.withTables<FilesTables>()
