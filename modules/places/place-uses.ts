import { fail } from '../../kernel/contract/errors.ts'
import type { TenantId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { plugInto } from '../../kernel/plug.ts'

/** What lives at a place and everything below it, counted. */
export interface PlaceUse {
  readonly count: number
  /** For a count that is not 0: “12 户住户”. */
  readonly words: Words
}

type Source = (tx: Tx, tenantId: TenantId, path: string) => Promise<PlaceUse>
const sources: Source[] = []

/** For a module whose things live at places: a place in which any of them are is not retired. @param source counts at and below a path */
export const registerPlaceUse = (source: Source): (() => void) => plugInto(sources, source)

/** What still lives at and below a path; empty where the place may go. */
export async function usesOf(tx: Tx, tenantId: TenantId, path: string): Promise<readonly PlaceUse[]> {
  const uses: PlaceUse[] = []
  for (const source of sources) {
    const use = await source(tx, tenantId, path)
    if (use.count > 0) uses.push(use)
  }
  return uses
}

/** Refuses, and says what lives there. */
export async function refuseInUse(tx: Tx, tenantId: TenantId, path: string): Promise<void> {
  const uses = await usesOf(tx, tenantId, path)
  if (uses.length === 0) return
  const [zh, en] = [uses.map(({ words }) => words.zh).join('、'), uses.map(({ words }) => words.en).join(', ')]
  fail('refused', 'places.in_use', {
    zh: `这里还有${zh}，请先迁走或办结，再停用`,
    en: `There are still ${en} here. Move or finish them first, then retire the place`,
  })
}

/** How many rows of a table or view lie at and below a path. @param where e.g. `to_on is null` */
export async function countWithin(
  tx: Tx,
  tenantId: TenantId,
  path: string,
  table: string,
  where: ReturnType<typeof sql<boolean>>,
): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}
    where tenant_id = ${tenantId} and place_path >= ${path} and place_path < ${`${path}:`} and ${where}`.execute(tx)
  return rows[0]?.n ?? 0
}
