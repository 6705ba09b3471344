import { availableParallelism } from 'node:os'
import pg from 'pg'
import { type Db, openDb, sql } from './db.ts'

/**
 * Quick work in the database at a time, where PostgreSQL has the same processors as this process: more of its processes take
 * each other's caches away, and each report costs them a fifth more (docs/performance.md). Slow work is not counted. Elsewhere
 * a statement spends its time on the way, and holding others back would only add to it.
 */
const quickAtOnce = 3 * availableParallelism()

/** How the server comes in: `kernel.server_access`, which the owner of the database alone may read. */
interface Access {
  role: string
  password: string
  key: Buffer
  /** Whether rows lie on several machines (`liren migrate --distribute`). */
  spread: boolean
}

/**
 * Opens the database as the server does: through a role that owns nothing, so that PostgreSQL itself shows it one tenant's
 * rows and only where the server vouched for that tenant (row-level security, docs/security.md).
 * @param owner the same database, opened by whoever owns its tables.
 */
export async function openServerDb(owner: Db, { connections }: { connections: number }): Promise<Db> {
  const access = await accessOf(owner)
  const { pooler } = owner
  const vouching = { key: access.key, pooled: pooler !== null, spread: access.spread }
  const gate = pooler === null && isOnThisMachine(owner.url) ? { atOnce: quickAtOnce } : {}
  return openDb({ url: urlAs(owner.url, access), connections, ...gate, vouching, pooler })
}

async function accessOf(owner: Db): Promise<Access> {
  const { rows } = await owner.read((tx) =>
    sql<Access>`select role, password, key, exists (select from pg_extension where extname = 'citus') as spread
      from kernel.server_access`.execute(tx),
  )
  const [access] = rows
  if (!access) throw new Error('kernel.server_access is empty: run the migrations')
  return access
}

/**
 * A standby of the same database, which has the same role and vouches by the same key. Nothing is asked of it yet: it need not
 * be there.
 * @param url its address, as the owner's.
 */
export async function openStandbyDb(owner: Db, url: string, { connections }: { connections: number }): Promise<Db> {
  const access = await accessOf(owner)
  const vouching = { key: access.key, pooled: false, spread: access.spread }
  return openDb({ url: urlAs(url, access), connections, applicationName: 'liren standby', vouching })
}

/** Whether PostgreSQL is reached without a network: by a socket in a folder, or by the loopback. */
export function isOnThisMachine(url: string): boolean {
  const { host } = new pg.Client({ connectionString: url })
  return host.startsWith('/') || /^(localhost|127\.\d+\.\d+\.\d+|::1)$/.test(host)
}

/** The same server and database, another role. */
export function urlAs(url: string, { role, password }: Pick<Access, 'role' | 'password'>): string {
  return url.replace(/^(postgres(?:ql)?:\/\/)(?:[^@/]*@)?/, `$1${role}:${password}@`)
}
