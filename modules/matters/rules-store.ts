import { Check, Errors } from 'typebox/value'
import type { PersonId, TenantId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { defaultCalendar, type WorkCalendar } from '../../kernel/time/work-calendar.ts'
import type { CategoryView, KindView } from './contract.ts'
import { type DefaultCategory, defaultCategories } from './defaults/categories.ts'
import { conductCategories } from './defaults/conduct-categories.ts'
import { firmCategories } from './defaults/firm-categories.ts'
import { defaultKinds } from './defaults/kinds.ts'
import { type Kind, KindSpec } from './kind.ts'
import { stages } from './matter.ts'
import { own } from './tables.ts'

const treeOf = (code: string, name: Words, categories: readonly DefaultCategory[]) => ({
  code,
  name,
  categories: categories.map((c) => ({
    code: c.code,
    parent: c.parent,
    name: { zh: c.zh, en: c.en },
    keywords: c.keywords,
  })),
})

const defaultTrees = [
  treeOf('liren', { zh: '里仁类别', en: 'Liren categories' }, defaultCategories),
  treeOf('firm', { zh: '企业诉求类别', en: 'Categories of firms’ difficulties' }, firmCategories),
  treeOf('conduct', { zh: '营商环境线索类别', en: 'Categories of leads about conduct' }, conductCategories),
]

interface Author {
  readonly tenantId: TenantId
  readonly validFrom: Date
  readonly authorId: PersonId | null
}

/** Why a kind cannot be saved, or null: its shape, and a time limit without conditions for every stage. */
export function kindFault(spec: unknown): string | null {
  if (!Check(KindSpec, spec))
    return Errors(KindSpec, spec)
      .map((e) => `${e.instancePath} ${e.message}`)
      .join('; ')
  const uncovered = stages.filter((stage) => !spec.limits.some((l) => l.stage === stage && !l.category && !l.priority))
  return uncovered.length > 0 ? `no general time limit for ${uncovered.join(', ')}` : null
}

/** Saves a kind as its next version. Throws where it is not complete. */
export async function saveKind(tx: Tx, by: Author, code: string, spec: KindSpec): Promise<void> {
  const fault = kindFault(spec)
  if (fault) throw new Error(`kind ${code}: ${fault}`)
  await sql`insert into matters.kind_versions (tenant_id, code, version, valid_from, author_id, spec)
    select ${by.tenantId}, ${code}, coalesce(max(version), 0) + 1, ${by.validFrom}, ${by.authorId}::uuid, ${JSON.stringify(spec)}::jsonb
    from matters.kind_versions where tenant_id = ${by.tenantId} and code = ${code}`.execute(tx)
}

export interface NewCategory {
  readonly code: string
  readonly parent: string | null
  readonly name: { readonly zh: string; readonly en: string }
  readonly keywords: readonly string[]
  /** Offered no more, kept for the matters that carry it. */
  readonly retired?: boolean
}

/** Saves a whole category tree as its next version. */
export async function saveCategories(
  tx: Tx,
  by: Author,
  tree: { code: string; name: { zh: string; en: string } },
  categories: readonly NewCategory[],
): Promise<void> {
  const { rows } = await sql<{
    version: number
  }>`insert into matters.category_trees (tenant_id, tree, version, valid_from, name)
    select ${by.tenantId}, ${tree.code}, coalesce(max(version), 0) + 1, ${by.validFrom}, ${JSON.stringify(tree.name)}::jsonb
    from matters.category_trees where tenant_id = ${by.tenantId} and tree = ${tree.code} returning version`.execute(tx)
  const version = rows[0]?.version ?? 1
  await sql`insert into matters.categories (tenant_id, tree, version, code, parent_code, name, keywords, position, retired)
    select ${by.tenantId}, ${tree.code}, ${version}, c ->> 'code', c ->> 'parent', c -> 'name',
      array(select jsonb_array_elements_text(c -> 'keywords')), ordinality, coalesce((c ->> 'retired')::boolean, false)
    from jsonb_array_elements(${JSON.stringify(categories)}::jsonb) with ordinality as t(c, ordinality)`.execute(tx)
}

export async function saveCalendar(tx: Tx, by: Author, calendar: WorkCalendar): Promise<void> {
  await sql`insert into matters.calendar_versions (tenant_id, version, valid_from, author_id, calendar)
    select ${by.tenantId}, coalesce(max(version), 0) + 1, ${by.validFrom}, ${by.authorId}::uuid, ${JSON.stringify(calendar)}::jsonb
    from matters.calendar_versions where tenant_id = ${by.tenantId}`.execute(tx)
}

/** The tenant's working time as it is now. */
export async function calendarOf(tx: Tx, tenantId: TenantId): Promise<WorkCalendar> {
  const { rows } = await sql<{ calendar: WorkCalendar }>`select calendar from matters.calendar_versions
    where tenant_id = ${tenantId} and begun order by version desc limit 1`.execute(tx)
  return rows[0]?.calendar ?? defaultCalendar
}

/** What a new tenant starts with: our kinds, our category trees, the national calendar. `evidence: false` asks for no pictures yet. */
export async function saveDefaults(tx: Tx, by: Author, { evidence = true } = {}): Promise<void> {
  for (const { code, name, categories } of defaultTrees) await saveCategories(tx, by, { code, name }, categories)
  for (const { code, spec } of defaultKinds)
    await saveKind(tx, by, code, evidence ? spec : { ...spec, evidence: [{ pictures: 0 }] })
  await saveCalendar(tx, by, defaultCalendar)
}

/** Of what a new tenant starts with, the trees and kinds that this one does not have. */
export async function saveMissing(tx: Tx, by: Author): Promise<void> {
  const { rows } = await sql<{ known: string }>`
    select 'tree:' || tree as known from matters.category_trees where tenant_id = ${by.tenantId}
    union select 'kind:' || code from matters.kind_versions where tenant_id = ${by.tenantId}`.execute(tx)
  const known = new Set(rows.map((row) => row.known))
  for (const { code, name, categories } of defaultTrees)
    if (!known.has(`tree:${code}`)) await saveCategories(tx, by, { code, name }, categories)
  for (const { code, spec } of defaultKinds) if (!known.has(`kind:${code}`)) await saveKind(tx, by, code, spec)
}

/** The kinds in force. */
export async function kindsInForce(tx: Tx, tenantId: TenantId, at: Date): Promise<KindView[]> {
  const { rows } = await sql<{ code: string; version: number; spec: KindSpec }>`
    select distinct on (code) code, version, spec from matters.kind_versions
    where tenant_id = ${tenantId} and valid_from <= ${at} order by code, version desc`.execute(tx)
  return rows.map(viewOf)
}

function viewOf({ code, version, spec }: Kind): KindView {
  const form = spec.form?.filter(({ asked }) => asked === 'report') ?? []
  return {
    code,
    version,
    name: spec.name,
    description: spec.description,
    doors: spec.ended ? [] : [...spec.doors],
    categoryTree: spec.categoryTree,
    subject: spec.subject ?? null,
    filingConditions: spec.filingConditions ?? null,
    closingConditions: spec.closingConditions,
    ...(form.length > 0 ? { form } : {}),
    ...(spec.filing?.length ? { filing: spec.filing } : {}),
    ...(spec.reportPictures ? { reportPictures: spec.reportPictures } : {}),
    ...(spec.reportRoles ? { reportRoles: [...spec.reportRoles] } : {}),
    ...(spec.systems === false ? { systems: false } : {}),
    ...(spec.ended ? { ended: true } : {}),
  }
}

/** The category trees that there are. */
export async function treesOf(tx: Tx, tenantId: TenantId): Promise<string[]> {
  const { rows } = await sql<{ tree: string }>`select distinct tree from matters.category_trees
    where tenant_id = ${tenantId} order by tree`.execute(tx)
  return rows.map(({ tree }) => tree)
}

/** The specs of the kinds in force. */
export async function specsInForce(tx: Tx, tenantId: TenantId, at: Date): Promise<KindSpec[]> {
  const { rows } = await sql<{ spec: KindSpec }>`
    select distinct on (code) spec from matters.kind_versions
    where tenant_id = ${tenantId} and valid_from <= ${at} order by code, version desc`.execute(tx)
  return rows.map(({ spec }) => spec)
}

/** The newest version of a category tree, parents before children. Retired categories only where they are asked for. */
export async function categoriesOf(
  tx: Tx,
  tenantId: TenantId,
  tree = 'liren',
  { retired = false } = {},
): Promise<CategoryView[]> {
  const rows = await own(tx)
    .selectFrom('matters.categories')
    .select(['code', 'parent_code', 'name', 'keywords', 'retired'])
    .where('tenant_id', '=', tenantId)
    .where('tree', '=', tree)
    .where('version', '=', (eb) =>
      eb
        .selectFrom('matters.category_trees')
        .select((e) => e.fn.max('version').as('version'))
        .where('tenant_id', '=', tenantId)
        .where('tree', '=', tree),
    )
    .orderBy('position')
    .execute()
  return rows
    .filter((row) => retired || !row.retired)
    .map((row) => ({
      code: row.code,
      parent: row.parent_code,
      name: row.name,
      keywords: row.keywords,
      ...(row.retired ? { retired: true } : {}),
    }))
}
