import type { TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { countOf } from './counting.ts'
import type { QuestionId, QuestionRecord } from './tables.ts'

/** Where a question to the owners stands, for a module that keeps its id. */
export interface QuestionBrief {
  readonly id: QuestionId
  readonly code: string
  readonly title: string
  readonly placePath: string
  /** Whether its published result passed; null before that. */
  readonly passed: boolean | null
}

/** Those that exist and whose notice was given. */
export async function questionBriefs(
  tx: Tx,
  tenantId: TenantId,
  ids: readonly QuestionId[],
): Promise<ReadonlyMap<QuestionId, QuestionBrief>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<QuestionRecord>`select * from choices.questions where tenant_id = ${tenantId}
    and id = any(${[...new Set(ids)]}::uuid[]) and announced_at is not null`.execute(tx)
  const briefs = new Map<QuestionId, QuestionBrief>()
  for (const row of rows) {
    const passed = row.state === 'published' ? (await countOf(tx, row)).passed : null
    briefs.set(row.id, { id: row.id, code: row.code, title: row.title, placePath: row.place_path, passed })
  }
  return briefs
}
