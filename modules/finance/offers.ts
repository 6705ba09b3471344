import type { TenantId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { type Day, dayOf } from '../../kernel/time/day.ts'
import type { FirmId } from '../enterprises/contract.ts'
import {
  type CalendarDay,
  calendarDay,
  cellWords,
  type Dictionary,
  dictionaryFor,
  factOf,
  punctuated,
  type Row,
  rowsOfFirms,
} from '../policies/public.ts'
import type { ProductId } from './contract.ts'
import { openProduct, type Product } from './matching.ts'
import type { ProductSpec } from './product.ts'
import { isPartnerSql } from './rights.ts'
import { withWantFacts } from './want-facts.ts'

/** A published product of a partner of today. */
export interface Offer {
  readonly productId: ProductId
  readonly version: number
  readonly partner: { readonly id: FirmId; readonly name: string; readonly nameEn: string | null }
  readonly product: Product
}

/** What matching needs to know of a day. */
export interface Ground {
  readonly tenantId: TenantId
  readonly now: Date
  readonly today: CalendarDay
  readonly dictionary: Dictionary
}

export async function groundOf(tx: Tx, tenantId: TenantId, now: Date): Promise<Ground> {
  const dictionary = withWantFacts(await dictionaryFor(tx, tenantId))
  return { tenantId, now, today: calendarDay(dayOf(now)), dictionary }
}

/** All products on offer, or some of them; one whose conditions the language no longer understands is left out. */
export async function offersOf(
  tx: Tx,
  { tenantId, now, dictionary }: Ground,
  ids: readonly ProductId[] | null = null,
): Promise<Offer[]> {
  const today: Day = dayOf(now)
  const some = ids === null ? sql<boolean>`true` : sql<boolean>`p.id = any(${[...ids]}::uuid[])`
  const { rows } = await sql<{ productId: ProductId; version: number; spec: ProductSpec; partner: Offer['partner'] }>`
    select p.id as "productId", v.version, v.spec,
      jsonb_build_object('id', f.id, 'name', f.name, 'nameEn', f.name_en) as partner
    from finance.products_now p
    join finance.product_versions v on v.tenant_id = p.tenant_id and v.product_id = p.id and v.state = 'published'
    join enterprises.firms_view f on f.tenant_id = p.tenant_id and f.id = p.firm_id
    where p.tenant_id = ${tenantId} and ${some} and ${isPartnerSql(tenantId, sql`p.firm_id`, today)}
    order by p.id`.execute(tx)
  return rows.flatMap(({ productId, version, spec, partner }): Offer[] => {
    const { product } = openProduct(productId, spec, dictionary)
    return product ? [{ productId, version, partner, product }] : []
  })
}

/** What is known of firms, in slots of a dictionary that has the want's facts too. */
export const firmRows = (tx: Tx, ground: Ground, firmIds: readonly FirmId[]): Promise<Map<FirmId, Row>> =>
  rowsOfFirms(tx, ground, firmIds)

export interface ToldFact {
  readonly name: Words
  readonly words: Words
}

/** The facts of a firm that a product's conditions read, in words: what its bank is told, and nothing else. */
export function toldFacts({ dictionary, reads }: Product, row: Row): ToldFact[] {
  return reads.flatMap((key): ToldFact[] => {
    const fact = factOf(dictionary, key)
    const slot = dictionary.slots.get(key)
    if (!fact || slot === undefined) return []
    return [{ name: punctuated(fact.name), words: punctuated(cellWords(fact, row[slot], dictionary)) }]
  })
}

/** Names of facts, in the order of the dictionary. */
export const namesOf = (keys: readonly string[], dictionary: Dictionary): Words[] =>
  keys.map((key) => punctuated(factOf(dictionary, key)?.name ?? { zh: key, en: key }))
