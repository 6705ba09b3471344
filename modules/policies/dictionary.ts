import type { TenantId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { industries } from '../enterprises/public.ts'
import { defaultCodeNames, defaultFacts } from './defaults/facts.ts'
import { type CodeNames, type Dictionary, dictionaryOf } from './fact.ts'
import { isCode } from './row.ts'

const industryNames: Readonly<Record<string, Words>> = {
  ...Object.fromEntries(industries.map(({ code, name }) => [code, name])),
  ...defaultCodeNames.gbt4754,
}

/** The facts that a tenant's rules may read, with the names of its areas and of industries. */
export async function dictionaryFor(tx: Tx, tenantId: TenantId): Promise<Dictionary> {
  return dictionaryOf(defaultFacts, await codeNames(tx, tenantId))
}

async function codeNames(tx: Tx, tenantId: TenantId): Promise<CodeNames> {
  const { rows } = await sql<{ code: string; zh: string; en: string }>`select code, name as zh, name_en as en
    from places.places_view where tenant_id = ${tenantId} and level_kind = 'area' and ended_at is null
    order by level_rank, code`.execute(tx)
  const places = rows.filter(({ code }) => isCode(code)).map(({ code, zh, en }) => [code, { zh, en }] as const)
  // A tenant's own areas lead; those of the examples are named only where it has none.
  return {
    ...defaultCodeNames,
    gbt4754: industryNames,
    place: places.length > 0 ? Object.fromEntries(places) : (defaultCodeNames.place ?? {}),
  }
}
