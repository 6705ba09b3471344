import { fail, forbidden, notFound } from '../../kernel/contract/errors.ts'
import { newId, type TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import type { FirmId } from '../enterprises/contract.ts'
import { type Doing, firmOf, isMember } from '../enterprises/public.ts'
import { dictionaryFor } from '../policies/public.ts'
import type { ProductId } from './contract.ts'
import { type ProductEvent, productEvents, productStream } from './events.ts'
import { openProduct } from './matching.ts'
import type { ProductSpec } from './product.ts'
import { isPartner, postFor } from './rights.ts'
import { productKeepers } from './roles.ts'
import { mine, type VersionRecord } from './tables.ts'
import { withWantFacts } from './want-facts.ts'

/** Keeps a new product of a partner as a draft. */
export async function enterProduct(
  tx: Tx,
  asked: Doing,
  partnerFirmId: FirmId,
  input: unknown,
): Promise<{ productId: ProductId; version: number }> {
  const doing = await byKeeper(tx, asked, partnerFirmId)
  const { tenantId, at } = doing
  if (!(await isPartner(tx, tenantId, partnerFirmId, at)))
    fail('refused', 'finance.not_a_partner', {
      zh: '这家企业现在不是金融合作机构，请先由街道确认',
      en: 'This firm is not a finance partner today; the street confirms it first',
    })
  const spec = await checkedSpec(tx, tenantId, input)
  const productId: ProductId = newId<'financeProduct'>()
  await mine(tx)
    .insertInto('finance.products')
    .values({ tenant_id: tenantId, id: productId, firm_id: partnerFirmId, entered_at: at })
    .execute()
  await insertVersion(tx, doing, productId, 1, spec)
  await recordProduct(tx, doing, 'saved', { productId, partnerFirmId, version: 1 })
  return { productId, version: 1 }
}

/** Keeps a new version; what is published stays so until the new one is. */
export async function saveProduct(
  tx: Tx,
  asked: Doing,
  productId: ProductId,
  input: unknown,
): Promise<{ productId: ProductId; version: number }> {
  const { doing, partnerFirmId, versions } = await lockToWrite(tx, asked, productId)
  const spec = await checkedSpec(tx, doing.tenantId, input)
  const version = (versions[0]?.version ?? 0) + 1
  await insertVersion(tx, doing, productId, version, spec)
  await recordProduct(tx, doing, 'saved', { productId, partnerFirmId, version })
  return { productId, version }
}

export async function publishProduct(tx: Tx, asked: Doing, productId: ProductId, number: number): Promise<void> {
  const { doing, partnerFirmId, versions } = await lockToWrite(tx, asked, productId)
  const version = versions.find((one) => one.version === number) ?? notFound()
  if (version.state === 'published')
    fail('conflict', 'finance.published_already', { zh: '这一版已经发布', en: 'This version is published already' })
  if (version.state === 'withdrawn')
    fail('refused', 'finance.version_is_withdrawn', {
      zh: '这一版已经撤下，请另存一版再发布',
      en: 'This version was withdrawn; please save it as a new one first',
    })
  await checkedSpec(tx, doing.tenantId, version.spec)
  const live = versions.find(({ state }) => state === 'published')
  const { at, by } = doing
  if (live) await changeVersion(tx, live, { ...withdrawn(doing, null), replaced_by: number })
  await changeVersion(tx, version, { state: 'published', published_at: at, published_by: by.personId })
  await recordProduct(tx, doing, 'published', {
    productId,
    partnerFirmId,
    version: number,
    ...(live ? { replaces: live.version } : {}),
  })
}

/** The product is offered no more; what was passed on for it goes on. */
export async function withdrawProduct(tx: Tx, asked: Doing, productId: ProductId, why: string): Promise<void> {
  const { doing, partnerFirmId, versions } = await lockToWrite(tx, asked, productId)
  const live = versions.find(({ state }) => state === 'published')
  if (!live)
    return fail('conflict', 'finance.not_published', { zh: '没有已发布的版本', en: 'No version of it is published' })
  await changeVersion(tx, live, withdrawn(doing, why.trim()))
  await recordProduct(tx, doing, 'withdrawn', { productId, partnerFirmId, version: live.version, why: why.trim() })
}

const withdrawn = ({ at, by }: Doing, why: string | null) => ({
  state: 'withdrawn' as const,
  withdrawn_at: at,
  withdrawn_by: by.personId,
  withdrawn_why: why,
})

/** Checks a product as somebody wrote it; every fault is told with its place. */
async function checkedSpec(tx: Tx, tenantId: TenantId, input: unknown): Promise<ProductSpec> {
  const dictionary = withWantFacts(await dictionaryFor(tx, tenantId))
  const { product, faults } = openProduct('checked', input, dictionary)
  if (product !== null) return product.spec
  const fields = faults.map(({ path, words }) => ({ path: `spec${path}`, words }))
  const words = {
    zh: `有 ${faults.length} 处需要修改，没有保存`,
    en: `${faults.length === 1 ? '1 place needs' : `${faults.length} places need`} correction; nothing was saved`,
  }
  return fail('invalid', 'finance.bad_product', words, fields)
}

/** Who enters products of a bank: its own contacts while it is a partner, and staff who keep its area. */
async function byKeeper(tx: Tx, doing: Doing, partnerFirmId: FirmId): Promise<Doing> {
  const { actor, tenantId, at } = doing
  if (!actor) return doing
  if ((await isMember(tx, actor, partnerFirmId)) && (await isPartner(tx, tenantId, partnerFirmId, at))) return doing
  const firm = (await firmOf(tx, actor, partnerFirmId)) ?? notFound()
  const post = postFor(actor, firm, productKeepers) ?? forbidden()
  return { ...doing, by: { ...doing.by, postId: post.postId } }
}

/** A product with its versions, the newest first, locked for who may write it. */
async function lockToWrite(tx: Tx, asked: Doing, productId: ProductId) {
  const { tenantId } = asked
  const { rows } = await sql<{ firm_id: FirmId }>`
    select finance.kept_firm(tenant_id, firm_id) as firm_id from finance.products
    where tenant_id = ${tenantId} and id = ${productId} for update`.execute(tx)
  const partnerFirmId = rows[0]?.firm_id ?? notFound()
  const doing = await byKeeper(tx, asked, partnerFirmId)
  const versions = await sql<VersionRecord>`select * from finance.product_versions
    where tenant_id = ${tenantId} and product_id = ${productId} order by version desc`.execute(tx)
  return { doing, partnerFirmId, versions: versions.rows }
}

async function insertVersion(
  tx: Tx,
  { tenantId, at, by }: Doing,
  productId: ProductId,
  version: number,
  spec: ProductSpec,
): Promise<void> {
  await mine(tx)
    .insertInto('finance.product_versions')
    .values({
      ...{ tenant_id: tenantId, product_id: productId, version, spec: JSON.stringify(spec), state: 'draft' },
      ...{ saved_at: at, author_id: by.personId, published_at: null, published_by: null },
      ...{ withdrawn_at: null, withdrawn_by: null, withdrawn_why: null, replaced_by: null },
    })
    .execute()
}

async function changeVersion(
  tx: Tx,
  { tenant_id, product_id, version }: VersionRecord,
  set: Partial<Omit<VersionRecord, 'spec' | 'tenant_id' | 'product_id' | 'version'>>,
): Promise<void> {
  await mine(tx)
    .updateTable('finance.product_versions')
    .set(set)
    .where('tenant_id', '=', tenant_id)
    .where('product_id', '=', product_id)
    .where('version', '=', version)
    .execute()
}

async function recordProduct(
  tx: Tx,
  { tenantId, at, by }: Doing,
  name: keyof typeof productEvents,
  payload: ProductEvent,
): Promise<void> {
  const stream = productStream(payload.productId)
  await record<ProductEvent>(tx, { tenantId, stream, type: productEvents[name], at, actor: by, payload })
}
