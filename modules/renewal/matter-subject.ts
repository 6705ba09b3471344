import type { Words } from '../../kernel/contract/words.ts'
import { sql } from '../../kernel/db.ts'
import type { SubjectSource } from '../matters/public.ts'

/** What matters tell of a project that they are about. Nobody is a member: a defect is answered by who reported it. */
export const renewalSubject: SubjectSource = {
  name: async (tx, tenantId, ids) => {
    const { rows } = await sql<{ id: string; title: string }>`select id, title from renewal.projects
      where tenant_id = ${tenantId} and id = any(${[...ids]}::uuid[])`.execute(tx)
    return new Map(rows.map(({ id, title }): [string, Words] => [id, { zh: title, en: title }]))
  },
  members: () => Promise.resolve([]),
  subjectsOf: () => Promise.resolve([]),
}
