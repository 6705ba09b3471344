import type { PersonId, TenantId } from '../../kernel/contract/ids.ts'
import { type Db, sql, type Tx } from '../../kernel/db.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import type { Found } from './archive.ts'
import type { TakeoutId, TakeoutState, TakeoutView } from './contract.ts'

export interface TakeoutKey {
  readonly tenantId: TenantId
  readonly takeoutId: TakeoutId
}

export interface NewTakeout extends TakeoutKey {
  readonly askedBy: PersonId
  readonly at: Date
  readonly withFiles: boolean
  readonly reason: string | null
}

/** Hours for which a file can be taken. */
export const takeoutHours = 24

/** @returns false: another is being made. */
export async function insertTakeout(tx: Tx, it: NewTakeout): Promise<boolean> {
  const { rows } =
    await sql`insert into takeouts.takeouts (tenant_id, id, asked_by, asked_at, with_files, reason, state,
      changed_at)
    values (${it.tenantId}, ${it.takeoutId}, ${it.askedBy}, ${it.at}, ${it.withFiles}, ${it.reason}, 'waiting', ${it.at})
    on conflict (tenant_id) where state in ('waiting', 'running') do nothing returning id`.execute(tx)
  return rows.length > 0
}

export interface Standing {
  readonly state: TakeoutState
  readonly askedBy: PersonId
  readonly withFiles: boolean
  readonly reason: string | null
  readonly askedAt: Date
  readonly rows: number | null
  /** Of its file, once that is made. */
  readonly bytes: number | null
  readonly expiresAt: Date | null
}

/** One as it stands; `lock` for who changes it. */
export async function takeoutOf(
  tx: Tx,
  { tenantId, takeoutId }: TakeoutKey,
  { lock = false }: { lock?: boolean } = {},
): Promise<Standing | null> {
  const { rows } = await sql<Standing>`select state, asked_by as "askedBy", with_files as "withFiles", reason,
      asked_at as "askedAt", rows_total as rows, bytes, expires_at as "expiresAt"
    from takeouts.takeouts where tenant_id = ${tenantId} and id = ${takeoutId} ${lock ? sql`for update` : sql``}`.execute(
    tx,
  )
  return rows[0] ?? null
}

/** A worker takes it up; what one before it wrote is deleted. @returns null: it is not to be made any more. */
export async function beginTurn(
  tx: Tx,
  { tenantId, takeoutId }: TakeoutKey,
  turn: string,
  at: Date,
): Promise<(Pick<Standing, 'withFiles' | 'reason'> & { readonly who: string }) | null> {
  const { rows } = await sql<{ withFiles: boolean; reason: string | null; who: string }>`
    update takeouts.takeouts t set state = 'running', turn = ${turn}, rows_done = 0, rows_total = null, changed_at = ${at}
    from people.persons_view p
    where t.tenant_id = ${tenantId} and t.id = ${takeoutId} and t.state in ('waiting', 'running')
      and p.tenant_id = t.tenant_id and p.id = t.asked_by
    returning t.with_files as "withFiles", t.reason, p.name as who`.execute(tx)
  const [begun] = rows
  if (!begun) return null
  await dropPieces(tx, { tenantId, takeoutId })
  return begun
}

export async function dropPieces(tx: Tx, { tenantId, takeoutId }: TakeoutKey): Promise<void> {
  await sql`delete from takeouts.pieces where tenant_id = ${tenantId} and takeout_id = ${takeoutId}`.execute(tx)
}

/** Bytes and how far it is, by one worker's turn. */
export interface Piece extends TakeoutKey {
  readonly turn: string
  readonly n: number
  readonly bytes: Buffer
  readonly rowsDone: number
  readonly rowsTotal: number | null
  readonly at: Date
}

/** @returns false: it was dropped meanwhile, or another worker makes it. */
export async function addPiece(tx: Tx, secrets: Secrets, piece: Piece): Promise<boolean> {
  const { tenantId, takeoutId, turn, n, bytes, rowsDone, rowsTotal, at } = piece
  const { rows } = await sql`update takeouts.takeouts set rows_done = ${rowsDone}, rows_total = ${rowsTotal},
      changed_at = ${at}
    where tenant_id = ${tenantId} and id = ${takeoutId} and turn = ${turn} and state = 'running' returning id`.execute(
    tx,
  )
  if (rows.length === 0) return false
  await sql`insert into takeouts.pieces (tenant_id, takeout_id, n, sealed)
    values (${tenantId}, ${takeoutId}, ${n}, ${secrets.seal(bytes.toString('base64'))})`.execute(tx)
  return true
}

/** @returns false: it was dropped meanwhile, or another worker makes it. */
export async function endTurn(
  tx: Tx,
  { tenantId, takeoutId }: TakeoutKey,
  turn: string,
  at: Date,
  made: (Found & { readonly bytes: number; readonly sha256: string }) | null,
): Promise<boolean> {
  const set = made
    ? sql`state = 'ready', rows_done = ${2 * made.rows}, rows_total = ${made.rows}, tables = ${made.tables},
        bytes = ${made.bytes}, sha256 = ${Buffer.from(made.sha256, 'hex')}, unreadable = ${made.unreadable},
        expires_at = ${new Date(at.getTime() + takeoutHours * 3_600_000)}`
    : sql`state = 'failed'`
  const { rows } = await sql`update takeouts.takeouts set ${set}, turn = null, changed_at = ${at}
    where tenant_id = ${tenantId} and id = ${takeoutId} and turn = ${turn} and state = 'running' returning id`.execute(
    tx,
  )
  if (rows.length > 0 && !made) await dropPieces(tx, { tenantId, takeoutId })
  return rows.length > 0
}

/** Ends one without its file. */
export async function endTakeout(
  tx: Tx,
  { tenantId, takeoutId }: TakeoutKey,
  state: 'cancelled' | 'expired' | 'failed',
  at: Date,
): Promise<void> {
  await sql`update takeouts.takeouts set state = ${state}, turn = null, changed_at = ${at}
    where tenant_id = ${tenantId} and id = ${takeoutId}`.execute(tx)
  await dropPieces(tx, { tenantId, takeoutId })
}

/**
 * The file as it was made, piece by piece. Throws where it is deleted meanwhile: half of it must not look like a whole one.
 * @param bytes of the whole
 */
export async function* piecesOf(
  db: Db,
  secrets: Secrets,
  { tenantId, takeoutId }: TakeoutKey,
  bytes: number,
): AsyncGenerator<Buffer> {
  let left = bytes
  for (let n = 0; left > 0; n++) {
    const { rows } = await db.read((tx) =>
      sql<{ sealed: Buffer }>`select sealed from takeouts.pieces
        where tenant_id = ${tenantId} and takeout_id = ${takeoutId} and n = ${n}`.execute(tx),
    )
    const [piece] = rows
    if (!piece) throw new Error('the file of a full export was deleted while it was taken')
    const part = Buffer.from(secrets.open(piece.sealed), 'base64')
    left -= part.length
    yield part
  }
}

/** Whether the file is there: after a restore it is not. */
export async function hasPieces(tx: Tx, { tenantId, takeoutId }: TakeoutKey): Promise<boolean> {
  const { rows } = await sql`select from takeouts.pieces where tenant_id = ${tenantId} and takeout_id = ${takeoutId}
    and n = 0`.execute(tx)
  return rows.length > 0
}

/** Files whose time is over, and exports that no worker works on any more. */
export async function overdue(
  tx: Tx,
  tenantId: TenantId,
  now: Date,
): Promise<(TakeoutKey & { readonly state: 'expired' | 'failed' })[]> {
  const stuck = new Date(now.getTime() - 13 * 3_600_000)
  const { rows } = await sql<TakeoutKey & { state: 'expired' | 'failed' }>`
    select tenant_id as "tenantId", id as "takeoutId", case when state = 'ready' then 'expired' else 'failed' end as state
    from takeouts.takeouts where tenant_id = ${tenantId} and ((state = 'ready' and expires_at <= ${now})
      or (state in ('waiting', 'running') and changed_at < ${stuck})) for update skip locked`.execute(tx)
  return rows
}

interface ViewRow extends Omit<TakeoutView, 'askedAt' | 'expiresAt' | 'share'> {
  readonly askedAt: Date
  readonly expiresAt: Date | null
  readonly rowsDone: number
}

export async function takeoutsOf(tx: Tx, tenantId: TenantId, personId: PersonId): Promise<TakeoutView[]> {
  const { rows } = await sql<ViewRow>`select t.id, p.name as "askedBy", t.asked_by = ${personId} as mine,
      t.asked_at as "askedAt", t.with_files as "withFiles", t.reason, t.state, t.rows_done as "rowsDone",
      t.rows_total as rows, t.tables, t.bytes, encode(t.sha256, 'hex') as sha256, t.unreadable, t.expires_at as "expiresAt"
    from takeouts.takeouts t join people.persons_view p on p.tenant_id = t.tenant_id and p.id = t.asked_by
    where t.tenant_id = ${tenantId} order by t.asked_at desc, t.id desc limit 50`.execute(tx)
  return rows.map(({ rowsDone, askedAt, expiresAt, ...row }) => ({
    ...row,
    askedAt: askedAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
    share: row.state !== 'running' || row.rows === null ? null : Math.min(1, rowsDone / Math.max(1, 2 * row.rows)),
  }))
}
