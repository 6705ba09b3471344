import type { TenantId } from '../contract/ids.ts'
import { type Db, isOutage, sqlState, type Tx } from '../db.ts'
import type { Gauge } from '../running/metrics.ts'

/** A PostgreSQL that follows ours by streaming replication, for reads that may be seconds old (docs/scale.md). */
export interface Standby {
  /** Reads there where what it shows is young enough, else, and where it breaks off, in the database itself. `work` may begin anew. */
  read<T>(tenantId: TenantId, work: (tx: Tx) => Promise<T>): Promise<T>
  /** How old what it shows may be, in seconds; infinite: it is not read from. */
  behind(): number
  close(): Promise<void>
}

export interface Following {
  /** The database itself. */
  readonly first: Db
  /** The standby, opened as the server opens the first. */
  readonly copy: Db
  /** Milliseconds between two looks at both; a second if left out. */
  readonly every?: number
  /** Milliseconds that what is read may be old; ten seconds if left out. */
  readonly oldest?: number
}

/** For whoever watches; one process and another may see it differently. */
export const behindGauge = (standby: () => Standby | undefined): Gauge => ({
  name: 'liren_standby_behind_seconds',
  help: 'How old what the standby shows may be; infinite: it is not read from',
  read: async () => standby()?.behind() ?? Number.POSITIVE_INFINITY,
})

/** That a statement would write: it was no read after all, or the standby is one no more. */
const readOnly = '25006'

/** @returns after a first look, whether or not the standby could be reached. */
export async function followStandby({ first, copy, every = 1000, oldest = 10_000 }: Following): Promise<Standby> {
  // How far the first had come, and when: the latest that the standby has reached says how old it is.
  let came: { readonly at: number; readonly to: number }[] = []
  let shows = Number.NEGATIVE_INFINITY

  const look = async () => {
    const at = performance.now()
    const to = await place(first, 'reached', 'pg_current_wal_lsn()')
    // What is older makes nothing young, and may not pile up while the standby is away.
    came = came.filter((one) => at - one.at <= oldest)
    if (to !== null) came.push({ at, to })
    // Promoted, it goes a way of its own.
    const reached = await place(copy, 'shown', 'case when pg_is_in_recovery() then pg_last_wal_replay_lsn() end')
    if (reached === null) throw new Error('no standby')
    shows = came.findLast(({ to }) => to <= reached)?.at ?? shows
  }
  const lost = () => {
    shows = Number.NEGATIVE_INFINITY
  }
  let looking: Promise<void> | null = null
  const lookOnce = () => {
    looking ??= look()
      .catch(lost)
      .finally(() => {
        looking = null
      })
    return looking
  }
  await lookOnce()
  const timer = setInterval(lookOnce, every)
  timer.unref()
  const behindMs = () => performance.now() - shows

  return {
    async read(tenantId, work) {
      const here = () => first.of(tenantId).read(work)
      if (behindMs() > oldest) return here()
      try {
        return await copy.of(tenantId).read(work)
      } catch (error) {
        if (!isOutage(error) && sqlState(error) !== readOnly) throw error
        lost()
        return here()
      }
    },
    behind: () => (behindMs() > oldest ? Number.POSITIVE_INFINITY : behindMs() / 1000),
    async close() {
      clearInterval(timer)
      await looking
      await copy.close()
    },
  }
}

/** A place in the log, in bytes. */
async function place(db: Db, name: string, lsn: string): Promise<number | null> {
  const rows = await db.statement<{ bytes: string | null }>(
    `standby ${name}`,
    `select pg_wal_lsn_diff(${lsn}, '0/0') as bytes`,
    [],
  )
  const bytes = rows[0]?.bytes ?? null
  return bytes === null ? null : Number(bytes)
}
