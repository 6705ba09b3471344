import type { Actor } from '../kernel/actor.ts'
import type { SessionId } from '../kernel/contract/ids.ts'
import { type Db, openDb, sql, type Tx } from '../kernel/db.ts'
import type { Installation } from './installation.ts'

type Held = Actor['posts'][number] & { personId: Actor['personId'] }

/** Each post of the district with who holds it. */
const heldPosts = ({ district }: Installation) => sql<Held>`
  select p.id as "postId", k.role, p.place_id as "placeId", pl.path as "placePath", p.grid_id as "gridId", 'own' as how,
    t.person_id as "personId"
  from people.posts p join people.post_kinds k on k.tenant_id = p.tenant_id and k.code = p.kind_code
  join places.places_view pl on pl.tenant_id = p.tenant_id and pl.id = p.place_id
  join people.tenures t on t.tenant_id = p.tenant_id and t.post_id = p.id
  where p.tenant_id = ${district.tenantId}`

const actorOf = ({ district }: Installation, { personId, ...post }: Held): Actor => ({
  ...{ tenantId: district.tenantId, personId, sessionId: '' as SessionId, name: '', posts: [post] },
})

/** The holder of the n-th post of a kind, as one who asks. */
export async function readerOf(tx: Tx, of: Installation, kind: string, n = 0): Promise<Actor> {
  const { rows } =
    await sql<Held>`${heldPosts(of)} and p.kind_code = ${kind} order by p.id offset ${n} limit 1`.execute(tx)
  const [row] = rows
  if (!row) throw new Error(`the district has no ${kind}`)
  return actorOf(of, row)
}

/** All who hold a post, the highest first: the district, its streets, their communities … */
export async function holders(of: Installation): Promise<Actor[]> {
  const db = openDb({ url: of.url, connections: 1 })
  try {
    const { rows } = await db.read((tx) => sql<Held>`${heldPosts(of)} order by length(pl.path), p.id`.execute(tx))
    return rows.map((row) => actorOf(of, row))
  } finally {
    await db.close()
  }
}

/** Milliseconds on the clock, and what came of it. */
export async function timed<T>(what: () => Promise<T>): Promise<{ ms: number; result: T }> {
  const started = performance.now()
  const result = await what()
  return { ms: performance.now() - started, result }
}

/** What one straight statement finds, with every index that would help it set aside. */
export function withoutIndexes<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.tx(async (tx) => {
    await sql`set local enable_indexscan = off`.execute(tx)
    await sql`set local enable_bitmapscan = off`.execute(tx)
    return work(tx)
  })
}

export interface Compared {
  readonly rounds: number
  readonly say: (line: string) => void
}

/** Measures the program's own way against a plain one. @returns the figures for the last line. */
export type Comparison = (installation: Installation, asked: Compared) => Promise<object>
