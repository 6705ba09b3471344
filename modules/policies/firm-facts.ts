import type { TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { normalise } from '../../kernel/text/normalise.ts'
import { dayOf } from '../../kernel/time/day.ts'
import type { FirmId } from '../enterprises/contract.ts'
import { factsOf, type KnownFacts } from '../enterprises/public.ts'
import type { Dictionary, FactSpec, Facts, FactValue } from './fact.ts'
import type { Row } from './row.ts'
import { isCode, rowOf } from './row.ts'

// The one place in which what module enterprises knows of firms becomes facts that rules read.

/** Facts that follow from where a firm is and from its suites, not from what was recorded. */
export const placedFacts = ['operatingPlace', 'suiteArea', 'monthlyRent', 'registeredPlace'] as const

/** Names of areas as people write them, to their codes; a name that two areas have names none. */
export type PlaceCodes = ReadonlyMap<string, string>

/** What is known of firms on a day, laid into rows of a dictionary. Firms that are not here (left, closed, merged) are left out. */
export async function rowsOfFirms(
  tx: Tx,
  { tenantId, now, dictionary }: { tenantId: TenantId; now: Date; dictionary: Dictionary },
  firmIds: readonly FirmId[],
): Promise<Map<FirmId, Row>> {
  if (firmIds.length === 0) return new Map()
  const known = await factsOf(tx, tenantId, firmIds, now)
  const rentless = await firmsWithoutRent(tx, tenantId, firmIds, now)
  const codes = await placeCodes(tx, tenantId)
  const here = await stillHere(tx, tenantId, firmIds)
  return new Map(
    [...known]
      .filter(([id]) => here.has(id))
      .map(([id, facts]) => [
        id,
        rowOf(dictionary, factsForRules(dictionary, facts, { paysNoRent: rentless.has(id), codes })).row,
      ]),
  )
}

/**
 * One firm's facts in the form that rules read. What is not recorded is left out and so stays unknown; a firm that owns
 * its rooms, or has them for nothing, is known to pay no rent.
 */
export function factsForRules(
  dictionary: Dictionary,
  known: KnownFacts,
  { paysNoRent, codes }: { paysNoRent: boolean; codes: PlaceCodes },
): Facts {
  const facts: Record<string, FactValue | null> = {}
  for (const spec of dictionary.facts) {
    if (!Object.hasOwn(known, spec.key)) continue
    const value = known[spec.key]
    if (value === undefined) continue
    facts[spec.key] = value === null ? null : formFor(spec, value, codes)
  }
  if (paysNoRent && facts.monthlyRent === undefined) facts.monthlyRent = null
  return facts
}

/** A value as its fact takes it. What cannot be read stays as it is: `rowOf` then counts it as not known. */
function formFor({ type }: FactSpec, value: FactValue, codes: PlaceCodes): FactValue {
  switch (type.kind) {
    case 'code':
      return type.scheme === 'place' ? placeCode(String(value), codes) : String(value)
    case 'codes':
      return (Array.isArray(value) ? value : [value]).map(String)
    case 'choice':
      return String(value)
    default:
      return value
  }
}

/** Codes stay; a name of one of the tenant's areas becomes its code. */
function placeCode(text: string, codes: PlaceCodes): string {
  const typed = text.trim()
  return codes.get(normalise(typed)) ?? (isCode(typed) ? typed : text)
}

async function placeCodes(tx: Tx, tenantId: TenantId): Promise<PlaceCodes> {
  const { rows } = await sql<{ code: string; name: string; names: string[] }>`
    select code, name, array[name, name_en] || aliases as names from places.places_view
    where tenant_id = ${tenantId} and level_kind = 'area' and ended_at is null`.execute(tx)
  const found = new Map<string, string>()
  const twice = new Set<string>()
  for (const { code, names } of rows)
    for (const name of new Set(names.map(normalise))) {
      if (name === '') continue
      if (found.has(name)) twice.add(name)
      found.set(name, code)
    }
  for (const name of twice) found.delete(name)
  return found
}

/** Firms whose every suite is their own or free. */
async function firmsWithoutRent(
  tx: Tx,
  tenantId: TenantId,
  firmIds: readonly FirmId[],
  now: Date,
): Promise<ReadonlySet<FirmId>> {
  const today = dayOf(now)
  const { rows } = await sql<{ id: FirmId }>`select t.firm_id as id from enterprises.tenancies_view t
    where t.tenant_id = ${tenantId} and t.firm_id = any(${[...firmIds]}::uuid[]) and t.from_on <= ${today}::date
      and (t.to_on is null or t.to_on > ${today}::date)
    group by t.firm_id having bool_and(t.basis in ('own', 'free') and t.rent_fen_month is null)`.execute(tx)
  return new Set(rows.map(({ id }) => id))
}

async function stillHere(tx: Tx, tenantId: TenantId, firmIds: readonly FirmId[]): Promise<ReadonlySet<FirmId>> {
  const { rows } = await sql<{ id: FirmId }>`select f.id from enterprises.firms_view f
    where f.tenant_id = ${tenantId} and f.id = any(${[...firmIds]}::uuid[]) and f.state = 'active'`.execute(tx)
  return new Set(rows.map(({ id }) => id))
}
