import { sql } from '../../kernel/db.ts'
import type { HeldKind } from '../../kernel/held.ts'

/** What module files keeps of a person: which pictures they sent, not the pictures again. */
export const filesHeld: readonly HeldKind[] = [
  {
    code: 'files.pictures',
    words: { zh: '上传的照片', en: 'Pictures you sent' },
    purpose: { zh: '说明所反映的事项', en: 'To show what was reported' },
    kept: { zh: '随所属事项；未用的 24 小时删除', en: 'With what they belong to; loose ones 24 hours' },
    fields: { of: { zh: '属于', en: 'Belongs to' }, size: { zh: '大小（字节）', en: 'Size (bytes)' } },
    rows: ({ tenantId, personId }) => sql`select uploaded_at as at, true as own, subject as of, size
      from files.files where tenant_id = ${tenantId} and uploader_id = ${personId}`,
  },
]
