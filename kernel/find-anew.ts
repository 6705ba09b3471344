import type { RawBuilder } from 'kysely'
import type { TenantId } from './contract/ids.ts'
import { type Db, sql, type Tx } from './db.ts'
import type { Verify } from './events/verify.ts'
import type { LiveSecrets } from './key-ring.ts'
import { plugInto } from './plug.ts'
import { type Rotation, type SealedTable, sealedTables } from './reseal.ts'
import { leftIn, type Rewriting, type Row, rewriteSome, type Turn } from './rewrite.ts'
import type { Found, Secrets } from './secrets.ts'

/** What a hash is of, as `Secrets.finds` takes it. */
export type Term = readonly [purpose: string, text: string]

/** The hashes of a term: what is written down, and what may still stand in rows. */
export const foundBy = (secrets: Secrets, [purpose, text]: Term): Found => secrets.finds(purpose, text)

/** A table in which what is sealed is found by a keyed hash beside it. */
export interface FoundTable {
  /** `<schema>.<table>` */
  readonly name: string
  /** The columns with the hashes. Null or empty: nothing is found by it. */
  readonly columns: readonly string[]
  /** The sealed columns from which they follow. */
  readonly from: readonly string[]
  /** What each column is the hash of, as the row says in clear. */
  readonly terms: (opened: Readonly<Record<string, string | null>>) => Readonly<Record<string, Term | null>>
}

const tables: FoundTable[] = []

/** Hands in what a module finds by keyed hash. @returns takes it back: for tests. */
export function registerFound(...mine: readonly FoundTable[]): () => void {
  const back = mine.map((one) => plugInto(tables, one))
  return () => {
    for (const take of back) take()
  }
}

/** All that modules handed in. */
export const foundTables = (): readonly FoundTable[] => tables

const isHash = (column: string): RawBuilder<boolean> =>
  sql<boolean>`(${sql.ref(column)} is not null and ${sql.ref(column)} <> ''::bytea)`

/** Hashes that were not made under the key that is written under now. */
function outdated({ columns }: FoundTable, { findMark }: Secrets): RawBuilder<boolean> {
  if (!findMark) return sql<boolean>`false`
  return sql<boolean>`(${sql.join(
    columns.map(
      (column) =>
        sql`(${isHash(column)} and substring(${sql.ref(column)} from 1 for ${findMark.length}) <> ${findMark})`,
    ),
    sql` or `,
  )})`
}

function termsOf({ from, terms }: FoundTable, secrets: Secrets, row: Row) {
  const opened = from.map((column) => {
    const sealed = row[column]
    return [column, Buffer.isBuffer(sealed) ? secrets.open(sealed) : null] as const
  })
  return terms(Object.fromEntries(opened))
}

const hashing = (found: FoundTable, table: SealedTable, secrets: Secrets): Rewriting => ({
  ...{ table, reads: [...found.columns, ...found.from], writes: found.columns, outdated: outdated(found, secrets) },
  make: (row) => {
    const terms = termsOf(found, secrets, row)
    return Object.fromEntries(
      found.columns.flatMap((column) => {
        const hash = row[column]
        const term = terms[column]
        return Buffer.isBuffer(hash) && hash.length > 0 && term ? [[column, foundBy(secrets, term)[0]]] : []
      }),
    )
  },
})

async function withKeys(tx: Tx): Promise<readonly (readonly [FoundTable, SealedTable])[]> {
  const sealed = new Map((await sealedTables(tx)).map((table) => [table.name, table]))
  return tables.map((found) => {
    const table = sealed.get(found.name)
    if (!table) throw new Error(`${found.name} has no sealed column`)
    return [found, table] as const
  })
}

export interface Rehashing {
  readonly batch: number
  /** Waits until every process knows that hashes are written under the new key. */
  readonly settle: () => Promise<void>
  readonly onTable: (done: Rotation) => void
}

/**
 * Hashes anew what is found by a keyed hash, some rows a transaction, while others work and look under both keys. What
 * carries the mark of the newest key is passed over, so that it may be stopped and begun again.
 */
export async function findAnew(db: Db, secrets: LiveSecrets, asked: Rehashing): Promise<readonly Rotation[]> {
  let all: readonly Rotation[] = []
  // Twice where a change of before was not brought to its end.
  while (await secrets.beginFinding()) {
    await asked.settle()
    all = await hashAll(db, secrets, asked)
    if (all.some(({ left }) => left > 0)) return all
    await secrets.endFinding()
  }
  return all
}

async function hashAll(db: Db, secrets: LiveSecrets, { batch, onTable }: Rehashing): Promise<readonly Rotation[]> {
  const all: Rotation[] = []
  for (const [found, table] of await db.read(withKeys)) {
    const rewriting = hashing(found, table, secrets)
    let done = 0
    let after: readonly string[] | null = null
    do {
      const turn: Turn = await db.tx((tx) => rewriteSome(tx, rewriting, after, batch))
      after = turn.last
      done += turn.rows.length
    } while (after)
    const one = { table: found.name, done, left: await db.read((tx) => leftIn(tx, rewriting)) }
    all.push(one)
    onTable(one)
  }
  return all
}

/**
 * How many rows of each table are found under another key than the newest; of all of them while the newest is only
 * known and nothing is written under it.
 */
export async function findLeft(db: Db, secrets: LiveSecrets): Promise<readonly Rotation[]> {
  if (!secrets.findsTwice) return []
  const all: Rotation[] = []
  for (const [found, table] of await db.read(withKeys)) {
    const any = sql<boolean>`(${sql.join(found.columns.map(isHash), sql` or `)})`
    const which = secrets.findsNewest ? outdated(found, secrets) : any
    all.push({ table: found.name, done: 0, left: await db.read((tx) => leftIn(tx, { table, outdated: which })) })
  }
  return all
}

/** A part of `liren verify`: whatever is found by a keyed hash is found by that of what is sealed beside it. */
export const verifyFound =
  (secrets: Secrets): Verify =>
  async ({ tx, tenantId, report }) => {
    let hashes = 0
    for (const [found, table] of await withKeys(tx))
      hashes += await verifyTable(tx, secrets, tenantId, found, table, report)
    return { hashes }
  }

const rowsATime = 2000

async function verifyTable(
  tx: Tx,
  secrets: Secrets,
  tenantId: TenantId,
  found: FoundTable,
  table: SealedTable,
  report: Parameters<Verify>[0]['report'],
): Promise<number> {
  const own = table.key.filter(({ column }) => column !== 'tenant_id')
  const key = sql.join(own.map(({ column }) => sql.ref(column)))
  const [first] = own
  if (!first || own.length !== 1) throw new Error(`${found.name} has no key of its own`)
  let after: string | null = null
  let hashes = 0
  for (;;) {
    const beyond: RawBuilder<unknown> = after === null ? sql`` : sql`and ${key} > ${after}::${sql.raw(first.type)}`
    const { rows }: { rows: Row[] } = await sql<Row>`select ${key}::text as own_key,
        ${sql.join([...found.columns, ...found.from].map((column) => sql.ref(column)))}
      from ${sql.table(found.name)} where tenant_id = ${tenantId}
        and (${sql.join(found.columns.map(isHash), sql` or `)}) ${beyond}
      order by ${key} limit ${rowsATime}`.execute(tx)
    for (const row of rows) {
      const terms = termsOf(found, secrets, row)
      for (const column of found.columns) {
        const hash = row[column]
        if (!Buffer.isBuffer(hash) || hash.length === 0) continue
        hashes++
        const term = terms[column]
        if (!term || !foundBy(secrets, term).some((one) => one.equals(hash)))
          report({
            check: 'kernel.found',
            what: `${found.name} ${String(row.own_key)}: ${column} is not the hash of what is sealed`,
          })
      }
    }
    const last = rows.at(-1)
    if (!last || rows.length < rowsATime) return hashes
    after = String(last.own_key)
  }
}
