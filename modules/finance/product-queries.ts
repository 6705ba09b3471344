import type { RawBuilder } from 'kysely'
import type { Actor } from '../../kernel/actor.ts'
import { notFound } from '../../kernel/contract/errors.ts'
import type { Role } from '../../kernel/contract/roles.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { FirmId } from '../enterprises/contract.ts'
import { firmOf, firmScopeSql } from '../enterprises/public.ts'
import type { Explanation } from '../policies/contract.ts'
import { checkExpression, type Dictionary, explain, punctuated } from '../policies/public.ts'
import type { ProductId, ProductRow, ProductView, versionStates } from './contract.ts'
import { openProduct } from './matching.ts'
import { groundOf, namesOf } from './offers.ts'
import type { ProductSpec, VersionState } from './product.ts'
import { isPartner, standingTo } from './rights.ts'
import { financeReaders, productKeepers } from './roles.ts'
import type { VersionRecord } from './tables.ts'
import type { WantUse } from './want.ts'

interface ProductQuery {
  q?: string
  use?: WantUse
  state?: (typeof versionStates)[number][]
  partnerFirmId?: FirmId
  offset?: number
  limit?: number
}

interface Source {
  id: ProductId
  partner: ProductRow['partner']
  version: number
  state: VersionState
  draft: number | null
  spec: ProductSpec
}

/** Each product `p` of firm `f` with the version that is shown `v` (the published one, else the newest) and its newest `n`. */
const products = sql`finance.products_now p
  join enterprises.firms_view f on f.tenant_id = p.tenant_id and f.id = p.firm_id
  join lateral (select * from finance.product_versions x where x.tenant_id = p.tenant_id and x.product_id = p.id
    order by x.state = 'published' desc, x.version desc limit 1) v on true
  join lateral (select version, state from finance.product_versions x where x.tenant_id = p.tenant_id
    and x.product_id = p.id order by x.version desc limit 1) n on true`

/** `mayWrite` those who may enter the product: nobody else is told of a version that waits. */
const columns = (mayWrite: RawBuilder<boolean>) => sql`p.id, v.version, v.state, v.spec,
  jsonb_build_object('id', f.id, 'name', f.name, 'nameEn', f.name_en) as partner,
  case when n.state = 'draft' and n.version > v.version and ${mayWrite} then n.version end as draft`

const rowOf = ({ spec, ...row }: Source): ProductRow => ({
  ...row,
  name: spec.name,
  uses: [...spec.uses],
  amountFromFen: spec.amountFromFen,
  amountToFen: spec.amountToFen,
  monthsFrom: spec.monthsFrom,
  monthsTo: spec.monthsTo,
  rateFromBp: spec.rateFromBp,
  rateToBp: spec.rateToBp,
  securities: [...spec.securities],
  validFrom: spec.validFrom,
  validUntil: spec.validUntil,
})

/** Products by name. What was never published is for those who may enter it alone. */
export async function productPage(tx: Tx, actor: Actor, query: ProductQuery) {
  const { offset = 0, limit = 50 } = query
  const mayWrite = firmScopeSql(actor, productKeepers)
  const seen = sql<boolean>`(v.state <> 'draft' or ${mayWrite})`
  const where = sql.join([sql`p.tenant_id = ${actor.tenantId}`, seen, ...conditions(query)], sql` and `)
  const { rows } = await sql<Source>`select ${columns(mayWrite)} from ${products} where ${where}
    order by v.state <> 'published', (v.spec ->> 'rateFromBp')::int, v.spec -> 'name' ->> 'zh', p.id
    offset ${offset} limit ${limit}`.execute(tx)
  const counted = await sql<{ total: number }>`select count(*)::int as total from ${products} where ${where}`.execute(
    tx,
  )
  return { rows: rows.map(rowOf), total: counted.rows[0]?.total ?? 0, offset, limit }
}

function conditions({ q, use, state, partnerFirmId }: ProductQuery): RawBuilder<unknown>[] {
  const like = `%${(q ?? '')
    .trim()
    .toLowerCase()
    .replace(/[\\%_]/g, '\\$&')}%`
  return [
    ...(q
      ? [sql`lower(concat_ws(' ', v.spec -> 'name' ->> 'zh', v.spec -> 'name' ->> 'en', f.name)) like ${like}`]
      : []),
    ...(use ? [sql`v.spec -> 'uses' ? ${use}`] : []),
    ...(state?.length ? [sql`v.state = any(${state}::text[])`] : []),
    ...(partnerFirmId ? [sql`p.firm_id = ${partnerFirmId}`] : []),
  ]
}

/** All products of one bank, drafts too: for itself. */
export async function productsOfFirm(tx: Tx, { tenantId }: Actor, firmId: FirmId): Promise<ProductRow[]> {
  const { rows } = await sql<Source>`select ${columns(sql<boolean>`true`)} from ${products}
    where p.tenant_id = ${tenantId} and p.firm_id = ${firmId} order by v.state <> 'published', p.entered_at desc`.execute(
    tx,
  )
  return rows.map(rowOf)
}

/** One product: for staff, and for who speaks for its bank. */
export async function viewProduct(tx: Tx, actor: Actor, productId: ProductId, now: Date): Promise<ProductView> {
  const { tenantId } = actor
  const { rows } = await sql<Source>`select ${columns(sql<boolean>`true`)} from ${products}
    where p.tenant_id = ${tenantId} and p.id = ${productId}`.execute(tx)
  const source = rows[0] ?? notFound()
  const mayWrite = await mayWriteFor(tx, actor, source.partner.id, now)
  const isReader = actor.posts.some(({ role }) => (financeReaders as readonly Role[]).includes(role))
  if (!mayWrite && (!isReader || source.state === 'draft')) notFound()
  const { dictionary } = await groundOf(tx, tenantId, now)
  // Who may not write it is not told of what waits.
  const shown = (await versionsOf(tx, actor, productId)).filter(({ state }) => mayWrite || state !== 'draft')
  const newest = shown[0] ?? notFound()
  const { product } = openProduct(productId, source.spec, dictionary)
  return {
    ...rowOf(mayWrite ? source : { ...source, draft: null }),
    spec: source.spec,
    conditions: inWords(source.spec, dictionary),
    reads: namesOf(product?.reads ?? [], dictionary),
    newest: { version: newest.version, state: newest.state, spec: newest.spec },
    newestConditions: inWords(newest.spec, dictionary),
    versions: shown.map(versionView),
    mayWrite,
  }
}

/** Whether somebody enters products of a bank: one who speaks for it while it is a partner, or staff of its area. */
async function mayWriteFor(tx: Tx, actor: Actor, firmId: FirmId, now: Date): Promise<boolean> {
  if (!(await firmOf(tx, actor, firmId))) return false
  const { isMember, post } = await standingTo(tx, { tenantId: actor.tenantId, actor }, firmId, productKeepers)
  return post !== null || (isMember && (await isPartner(tx, actor.tenantId, firmId, now)))
}

/** Conditions in plain words; a list "all of these" is told part by part. */
function inWords({ conditions }: ProductSpec, dictionary: Dictionary): Explanation {
  const { tree } = checkExpression(conditions, dictionary)
  if (tree === null || conditions === true) return { path: '', words: noCondition, parts: [] }
  return punctuatedParts(explain(tree, dictionary))
}

const noCondition = { zh: '没有其他条件', en: 'No other conditions' }

const punctuatedParts = ({ path, words, parts }: Explanation): Explanation => ({
  path,
  words: punctuated(words),
  parts: parts.map(punctuatedParts),
})

type Version = VersionRecord & { author: string | null }

async function versionsOf(tx: Tx, { tenantId }: Actor, productId: ProductId): Promise<Version[]> {
  const { rows } = await sql<Version>`select v.*, n.name as author from finance.product_versions v
    left join people.persons_view n on n.tenant_id = v.tenant_id and n.id = v.author_id
    where v.tenant_id = ${tenantId} and v.product_id = ${productId} order by v.version desc`.execute(tx)
  return rows
}

const versionView = (one: Version): ProductView['versions'][number] => ({
  version: one.version,
  state: one.state,
  savedAt: one.saved_at.toISOString(),
  author: one.author,
  publishedAt: one.published_at?.toISOString() ?? null,
  withdrawnAt: one.withdrawn_at?.toISOString() ?? null,
  withdrawnWhy: one.withdrawn_why,
  replacedBy: one.replaced_by,
})
