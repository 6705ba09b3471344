import type { Actor } from '../../../kernel/actor.ts'
import type { TenantId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import type { Secrets } from '../../../kernel/secrets.ts'
import { openCells, sealCells } from '../../../kernel/sheets/kept-file.ts'
import type { LevelView } from '../contract.ts'
import { keepers } from '../roles.ts'
import type { Facts } from './facts.ts'
import type { ImportRecord, PlaceImportId, SheetName } from './import-tables.ts'
import { type Node, PlaceTree } from './place-tree.ts'
import type { RawRow } from './raw-rows.ts'
import type { Verdict } from './verdict.ts'

/** Where somebody keeps the register: the whole of it for an administrator. */
export function keptPaths({ posts }: Pick<Actor, 'posts'>): string[] {
  if (posts.some(({ role }) => role === 'administrator')) return ['/']
  return posts.filter(({ role }) => keepers.some((one) => one === role)).map(({ placePath }) => placePath)
}

const within = (actor: Actor) => sql<boolean>`exists (select from unnest(${keptPaths(actor)}::text[]) w
  where starts_with(i.place_path, w))`

/** An import of the actor's part, locked until the transaction ends; null where there is none. */
export async function lockImport(tx: Tx, actor: Actor, id: PlaceImportId): Promise<ImportRecord | null> {
  const { rows } = await sql<ImportRecord>`select i.* from places.imports i
    where i.tenant_id = ${actor.tenantId} and i.id = ${id} and ${within(actor)} for no key update`.execute(tx)
  return rows[0] ?? null
}

/** The same without a lock. */
export async function loadImport(tx: Tx, actor: Actor, id: PlaceImportId): Promise<ImportRecord | null> {
  const { rows } = await sql<ImportRecord>`select i.* from places.imports i
    where i.tenant_id = ${actor.tenantId} and i.id = ${id} and ${within(actor)}`.execute(tx)
  return rows[0] ?? null
}

export async function listImports(tx: Tx, actor: Actor, offset: number, limit: number) {
  const { rows } = await sql<
    ImportRecord & { of: number }
  >`select i.*, count(*) over ()::int as of from places.imports i
    where i.tenant_id = ${actor.tenantId} and ${within(actor)}
    order by i.created_at desc, i.id desc offset ${offset} limit ${limit}`.execute(tx)
  return { records: rows, total: rows[0]?.of ?? 0 }
}

export const sheetNameOf = (secrets: Secrets, { sheet_sealed }: Pick<ImportRecord, 'sheet_sealed'>): SheetName =>
  sheet_sealed ? (JSON.parse(secrets.open(sheet_sealed)) as SheetName) : { fileName: '', headers: [] }

type NewImport = Pick<ImportRecord, 'tenant_id' | 'id' | 'source' | 'crs' | 'place_path' | 'created_by' | 'created_at'>

export async function insertImport(
  tx: Tx,
  secrets: Secrets,
  it: NewImport,
  name: SheetName,
  raw: readonly RawRow[],
): Promise<void> {
  await sql`insert into places.imports (tenant_id, id, state, source, sheet_sealed, crs, place_path, total, created_by, created_at)
    values (${it.tenant_id}, ${it.id}, 'uploaded', ${it.source}, ${secrets.seal(JSON.stringify(name))}, ${it.crs},
      ${it.place_path}, ${raw.length}, ${it.created_by}, ${it.created_at})`.execute(tx)
  for (let from = 0; from < raw.length; from += rowsAtOnce) {
    const some = raw.slice(from, from + rowsAtOnce)
    await sql`insert into places.import_rows (tenant_id, import_id, row_number, cells_sealed, geometry)
      select ${it.tenant_id}, ${it.id}, r.n, r.cells, r.geometry from unnest(${some.map(({ number }) => number)}::integer[],
        ${some.map(({ cells }) => sealCells(secrets, cells))}::bytea[],
        ${some.map(({ geometry }) => geometry && JSON.stringify(geometry))}::jsonb[]) as r(n, cells, geometry)`.execute(
      tx,
    )
  }
}

const rowsAtOnce = 1000

type Which = Pick<ImportRecord, 'tenant_id' | 'id'>

/** The rows as they came; @param most the first so many. */
export async function rawRows(tx: Tx, secrets: Secrets, it: Which, most: number | null = null): Promise<RawRow[]> {
  const { rows } = await sql<{ n: number; cells: Buffer; geometry: object | null }>`select row_number as n,
      cells_sealed as cells, geometry from places.import_rows
    where tenant_id = ${it.tenant_id} and import_id = ${it.id} and cells_sealed is not null
    order by row_number limit ${most}`.execute(tx)
  return rows.map(({ n, cells, geometry }) => ({ number: n, cells: openCells(secrets, cells), geometry }))
}

export async function saveVerdicts(tx: Tx, it: Which, verdicts: readonly Verdict[]): Promise<void> {
  for (let from = 0; from < verdicts.length; from += rowsAtOnce) {
    const some = verdicts.slice(from, from + rowsAtOnce)
    const column = <Value>(of: (one: Verdict) => Value): Value[] => some.map(of)
    await sql`update places.import_rows r set result = v.result, label = v.label, faults = v.faults, place_id = v.place
      from unnest(${column(({ row }) => row)}::integer[], ${column(({ result }) => result)}::text[],
        ${column(({ label }) => label)}::text[], ${column(({ faults }) => JSON.stringify(faults))}::jsonb[],
        ${column(({ placeId }) => placeId)}::uuid[]) as v(n, result, label, faults, place)
      where r.tenant_id = ${it.tenant_id} and r.import_id = ${it.id} and r.row_number = v.n`.execute(tx)
  }
}

/** Rows whose words nobody needs any more: those that went in, or all of them. */
export async function forgetCells(tx: Tx, it: Which, all: boolean): Promise<void> {
  await sql`update places.import_rows set cells_sealed = null, geometry = null
    where tenant_id = ${it.tenant_id} and import_id = ${it.id} and (${all} or result <> 'wrong')`.execute(tx)
}

export async function changeImport(
  tx: Tx,
  it: Which,
  set: Partial<Omit<ImportRecord, 'tenant_id' | 'id'>>,
): Promise<void> {
  const columns = Object.entries(set).map(([column, value]) =>
    column === 'chosen' ? sql`chosen = ${JSON.stringify(value)}::jsonb` : sql`${sql.ref(column)} = ${value}`,
  )
  await sql`update places.imports set ${sql.join(columns)} where tenant_id = ${it.tenant_id} and id = ${it.id}`.execute(
    tx,
  )
}

type Stored = Omit<Node, 'facts' | 'within' | 'passable' | 'made'> & Facts & { readonly path: string }

/** The register as an import is judged against it. @param shapes with outlines, which are much to load */
export async function loadTree(
  tx: Tx,
  tenantId: TenantId,
  levels: readonly LevelView[],
  paths: readonly string[],
  shapes: boolean,
): Promise<PlaceTree> {
  const { rows } = await sql<Stored>`select id, parent_id as "parentId", level_code as level, code, path, name,
      name_en as "nameEn", households, floors, lng, lat, crs, ended_at is not null as ended,
      ${shapes ? sql`geometry` : sql`null::jsonb`} as geometry
    from places.places where tenant_id = ${tenantId} order by path`.execute(tx)
  const nodes = rows.map(({ id, parentId, level, code, ended, path, ...facts }): Node => {
    const inside = paths.some((one) => path.startsWith(one))
    return {
      ...{ id, parentId, level, code, ended, facts },
      ...{ within: inside, passable: inside || paths.some((one) => one.startsWith(path)), made: false },
    }
  })
  return new PlaceTree(levels, nodes)
}
