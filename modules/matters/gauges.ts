import { sql } from '../../kernel/db.ts'
import type { Gauge } from '../../kernel/running/metrics.ts'

/** Open matters whose clock has run out, of all tenants; a matter without a due time is closed or suspended. */
export const overdueGauge: Gauge = {
  name: 'liren_matters_overdue',
  help: 'Open matters past their deadline',
  read: async (tx) => {
    const { rows } = await sql<{ count: number }>`
      select count(*) as count from matters.matters where clock_due_at < clock_timestamp()`.execute(tx)
    return rows[0]?.count ?? 0
  },
}
