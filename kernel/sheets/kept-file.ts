import type { TenantId } from '../contract/ids.ts'
import { sql, type Tx } from '../db.ts'
import type { Secrets } from '../secrets.ts'
import type { CellValue } from './cells.ts'

/** A multiple of 3, so that base64 has no padding inside. */
const pieceBytes = 384 * 1024

interface Owner {
  readonly tenant_id: TenantId
  readonly id: string
}

/** Where an uploaded file waits until its import is over: sealed, in pieces, for it may name anybody. */
export interface KeptFiles {
  keep(tx: Tx, secrets: Secrets, owner: Owner, bytes: Buffer): Promise<void>
  /** The file as it was sent; null when it is no longer kept. */
  read(tx: Tx, secrets: Secrets, owner: Owner): Promise<Buffer | null>
  has(tx: Tx, owner: Owner): Promise<boolean>
  drop(tx: Tx, owner: Owner): Promise<void>
}

/**
 * Files kept in a module's table of pieces `(tenant_id, import_id, n integer, sealed bytea)`.
 * @param table with its schema, e.g. `matters.import_pieces`
 */
export function keptFilesIn(table: string): KeptFiles {
  const pieces = sql.table(table)
  const of = ({ tenant_id, id }: Owner) => sql`tenant_id = ${tenant_id} and import_id = ${id}`
  return {
    async keep(tx, secrets, owner, bytes) {
      for (let from = 0, n = 0; from < bytes.length; from += pieceBytes, n++) {
        const sealed = secrets.seal(bytes.subarray(from, from + pieceBytes).toString('base64'))
        await sql`insert into ${pieces} (tenant_id, import_id, n, sealed)
          values (${owner.tenant_id}, ${owner.id}, ${n}, ${sealed})`.execute(tx)
      }
    },
    async read(tx, secrets, owner) {
      const parts: Buffer[] = []
      for (let n = 0; ; n++) {
        const { rows } = await sql<{ sealed: Buffer }>`select sealed from ${pieces}
          where ${of(owner)} and n = ${n}`.execute(tx)
        const [piece] = rows
        if (!piece) break
        parts.push(Buffer.from(secrets.open(piece.sealed), 'base64'))
      }
      return parts.length === 0 ? null : Buffer.concat(parts)
    },
    async has(tx, owner) {
      const { rows } = await sql`select from ${pieces} where ${of(owner)} limit 1`.execute(tx)
      return rows.length > 0
    },
    async drop(tx, owner) {
      await sql`delete from ${pieces} where ${of(owner)}`.execute(tx)
    },
  }
}

/** A row's cells, sealed: they may hold anything about anybody. */
export const sealCells = (secrets: Secrets, cells: readonly CellValue[]): Buffer =>
  // Dates are the only cells that JSON would not give back as they were.
  secrets.seal(JSON.stringify(cells.map((cell) => (cell instanceof Date ? { date: cell.getTime() } : cell))))

/** The cells of a sealed row. */
export const openCells = (secrets: Secrets, sealed: Buffer): CellValue[] =>
  (JSON.parse(secrets.open(sealed)) as (CellValue | { date: number })[]).map((cell) =>
    cell !== null && typeof cell === 'object' && 'date' in cell ? new Date(cell.date) : cell,
  )
