import { sql } from '../db.ts'
import type { Verify } from './verify.ts'

/** A table each row of which has a stream of its own in the ledger. */
export interface Thing {
  /** What stands before the colon: `ideas` for `ideas:<id>`. */
  readonly stream: string
  readonly table: string
  /** The column that stands behind the colon; `id` if left out. */
  readonly column?: string
  /** Rows may be taken away (an import that was undone); their story stays. */
  readonly mayGo?: true
}

/**
 * Holds whole tables against the ledger: nothing stands there that was never told, and nothing is gone that was told of.
 * What stands in the rows is held against their stories by the modules.
 */
export function verifyThings(things: readonly Thing[]): Verify {
  return async ({ tx, tenantId, report }) => {
    for (const { stream, table, column = 'id', mayGo } of things) {
      const { rows: untold } = await sql<{
        id: string
      }>`select r.${sql.ref(column)}::text as id from ${sql.table(table)} r
        where r.tenant_id = ${tenantId} and not exists (select from kernel.streams s
          where s.tenant_id = r.tenant_id and s.stream = ${`${stream}:`} || r.${sql.ref(column)}) order by 1`.execute(
        tx,
      )
      for (const { id } of untold)
        report({
          check: 'kernel.untold',
          stream: `${stream}:${id}`,
          what: `stands in ${table}, the ledger knows nothing of it`,
        })
      if (mayGo) continue
      // `;` is the character after `:`.
      const { rows: gone } = await sql<{ stream: string }>`select s.stream from kernel.streams s
        where s.tenant_id = ${tenantId} and s.stream > ${`${stream}:`} and s.stream < ${`${stream};`}
          and not exists (select from ${sql.table(table)} r where r.tenant_id = s.tenant_id
            and ${`${stream}:`} || r.${sql.ref(column)} = s.stream) order by 1`.execute(tx)
      for (const one of gone)
        report({
          check: 'kernel.gone',
          stream: one.stream,
          what: `the ledger knows of it, and it is gone from ${table}`,
        })
    }
    return {}
  }
}
