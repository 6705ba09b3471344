import { sql } from '../../kernel/db.ts'
import type { Gauge } from '../../kernel/running/metrics.ts'

const counting = (name: string, help: string, condition: ReturnType<typeof sql>): Gauge => ({
  name,
  help,
  read: async (tx) => {
    const { rows } = await sql<{ n: number }>`select count(*) as n from channels.sendings where ${condition}`.execute(
      tx,
    )
    return rows[0]?.n ?? 0
  },
})

export const gauges: readonly Gauge[] = [
  counting(
    'liren_channels_waiting',
    'Messages outside that are to go out, those for later included',
    sql`state in ('queued', 'failed', 'sending')`,
  ),
  counting(
    'liren_channels_failing',
    'Messages outside that failed and are tried again',
    sql`state = 'failed' and last_error is not null`,
  ),
  counting(
    'liren_channels_given_up',
    'Messages outside that were given up in the last day',
    sql`state = 'given_up' and settled_at > clock_timestamp() - interval '1 day'`,
  ),
]
