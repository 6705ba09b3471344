import type { Actor } from '../../../kernel/actor.ts'
import type { BodyOf, ResponseOf } from '../../../kernel/contract/endpoint.ts'
import { fail, notFound } from '../../../kernel/contract/errors.ts'
import type { TenantId } from '../../../kernel/contract/ids.ts'
import type { Words } from '../../../kernel/contract/words.ts'
import { type Db, sql, type Tx } from '../../../kernel/db.ts'
import { openSql } from '../matter-filter.ts'
import { categoriesOf, saveCategories, specsInForce, treesOf } from '../rules-store.ts'
import type {
  CategoryRules,
  getCategoryVersion,
  saveCategoryRules,
  TreeTrial,
  TreeTrialCounts,
} from './category-contract.ts'
import { type CategoryTree, treeChanges, treeFaults } from './category-draft.ts'
import { bodyOf, glanceOf, headsOf, lockRule, saveDocument, versionsFrom } from './documents.ts'
import type { Saving } from './saving.ts'
import { countedSql, trialDays } from './trial-queries.ts'

const prefix = 'categories:'
const ruleOf = (tree: string) => `${prefix}${tree}`

/** A tree as it lies in the tables now, retired categories with it. 404 where there is none. */
async function treeNow(tx: Tx, tenantId: TenantId, tree: string) {
  const { rows } = await sql<{ name: Words; validFrom: Date }>`select name, valid_from as "validFrom"
    from matters.category_trees where tenant_id = ${tenantId} and tree = ${tree} order by version desc limit 1`.execute(
    tx,
  )
  const found = rows[0] ?? notFound()
  const body: CategoryTree = (await categoriesOf(tx, tenantId, tree, { retired: true })).map((node) => ({
    code: node.code,
    parent: node.parent,
    name: node.name,
    keywords: node.keywords,
    retired: node.retired ?? false,
  }))
  return { name: found.name, before: { body, validFrom: found.validFrom } }
}

/** How many categories a tree has now, without reading them. */
async function treeCounts(tx: Tx, tenantId: TenantId, tree: string) {
  const { rows } = await sql<{ name: Words; validFrom: Date; categories: number; retired: number }>`
    select t.name, t.valid_from as "validFrom", (count(*) filter (where not c.retired))::integer as categories,
      (count(*) filter (where c.retired))::integer as retired
    from matters.category_trees t
    left join matters.categories c on c.tenant_id = t.tenant_id and c.tree = t.tree and c.version = t.version
    where t.tenant_id = ${tenantId} and t.tree = ${tree} group by t.version, t.name, t.valid_from
    order by t.version desc limit 1`.execute(tx)
  return rows[0] ?? notFound()
}

/** The trees at a glance. */
export async function treeGlance(tx: Tx, tenantId: TenantId, at: Date) {
  const glances = []
  for (const tree of await treesOf(tx, tenantId)) {
    const { name, validFrom, ...counts } = await treeCounts(tx, tenantId, tree)
    const heads = await headsOf(tx, tenantId, ruleOf(tree), at, { validFrom })
    glances.push({ tree, name, ...counts, ...glanceOf(heads) })
  }
  return glances
}

async function countsOf(tx: Tx, actor: Actor, tree: string, at: Date): Promise<CategoryRules['counts']> {
  const { rows } = await sql<CategoryRules['counts'][number]>`
    select m.category_code as code, (count(*) filter (where ${openSql}))::integer as open,
      (count(*) filter (where m.reported_at > ${at}::timestamptz - make_interval(days => ${trialDays})))::integer as "lastMonth"
    from matters.matters m where m.tenant_id = ${actor.tenantId} and m.category_tree = ${tree} and ${countedSql(actor)}
      and (${openSql} or m.reported_at > ${at}::timestamptz - make_interval(days => ${trialDays}))
    group by 1`.execute(tx)
  return rows
}

const plainTree = (tree: CategoryTree) => tree.map((node) => ({ ...node, keywords: [...node.keywords] }))

export async function categoryRules(
  tx: Tx,
  actor: Actor,
  { tree, offset }: { tree: string; offset: number },
  at: Date,
): Promise<CategoryRules> {
  const { name, before } = await treeNow(tx, actor.tenantId, tree)
  const heads = await headsOf(tx, actor.tenantId, ruleOf(tree), at, before)
  return {
    tree,
    name,
    ...versionsFrom<TreeTrialCounts>(heads, offset),
    // What lies in the tables is what holds, whoever put it there.
    body: plainTree(before.body),
    counts: await countsOf(tx, actor, tree, at),
  }
}

export async function categoryVersion(
  tx: Tx,
  actor: Actor,
  { tree, version }: { tree: string; version: number },
): Promise<ResponseOf<typeof getCategoryVersion>> {
  const { before: now } = await treeNow(tx, actor.tenantId, tree)
  const { body, before } = await bodyOf<CategoryTree>(tx, actor.tenantId, ruleOf(tree), version, now)
  return { body: plainTree(body), before: before && plainTree(before) }
}

function checkTree(draft: CategoryTree, known: CategoryTree): void {
  const faults = treeFaults(draft, known)
  if (faults.length === 0) return
  const [first] = faults
  fail(
    'invalid',
    'matters.bad_categories',
    { zh: `类别还不对：${first?.words.zh}`, en: `The categories are not right yet: ${first?.words.en}` },
    faults.slice(0, 50),
  )
}

/** What a draft changes, and how many matters and rules it touches. */
export async function tryCategories(
  tx: Tx,
  actor: Actor,
  draft: { tree: string; nodes: CategoryTree; at: Date },
): Promise<TreeTrial> {
  const { tenantId } = actor
  const { before } = await treeNow(tx, tenantId, draft.tree)
  checkTree(draft.nodes, before.body)
  const counts = new Map((await countsOf(tx, actor, draft.tree, draft.at)).map((one) => [one.code, one]))
  const naming = await rulesNaming(tx, tenantId, draft.tree, draft.at)
  const rows = treeChanges(before.body, draft.nodes).map(({ code, what, after }) => ({
    code,
    name: after.name,
    what,
    open: counts.get(code)?.open ?? 0,
    lastMonth: counts.get(code)?.lastMonth ?? 0,
    namedBy: naming.get(code) ?? [],
  }))
  const retired = rows.filter(({ what }) => what === 'retired')
  return {
    counts: {
      retired: retired.length,
      open: retired.reduce((sum, { open }) => sum + open, 0),
      lastMonth: retired.reduce((sum, { lastMonth }) => sum + lastMonth, 0),
      added: rows.filter(({ what }) => what === 'added').length,
      renamed: rows.filter(({ what }) => what === 'renamed').length,
    },
    rows,
  }
}

/** The kinds whose limits, ways or pictures name a category, by its code. */
async function rulesNaming(tx: Tx, tenantId: TenantId, tree: string, at: Date): Promise<Map<string, Words[]>> {
  const found = new Map<string, Words[]>()
  for (const spec of await specsInForce(tx, tenantId, at)) {
    if (spec.categoryTree !== tree) continue
    const named = [
      ...[...spec.limits, ...spec.evidence].flatMap(({ category }) => category ?? []),
      ...spec.routes.flatMap(({ categories }) => categories ?? []),
    ]
    for (const code of new Set(named)) found.set(code, [...(found.get(code) ?? []), spec.name])
  }
  return found
}

/** Saves a tree as the next version. One that begins later is offered by nobody before a worker begins it. */
export async function saveCategoryVersion(
  tx: Tx,
  doing: Saving,
  tree: string,
  body: BodyOf<typeof saveCategoryRules>,
): Promise<ResponseOf<typeof saveCategoryRules>> {
  const { actor, at } = doing
  const { tenantId, personId } = actor
  const rule = ruleOf(tree)
  await lockRule(tx, tenantId, rule)
  const { name, before } = await treeNow(tx, tenantId, tree)
  const { counts: tried } = await tryCategories(tx, actor, { tree, nodes: body.tree, at })
  const validFrom = body.validFrom ? new Date(body.validFrom) : at
  const { base, backTo = null } = body
  const source = body.source.trim()
  const nodes = body.tree
  const version = await saveDocument(tx, doing, { rule, base, validFrom, backTo, source, tried, body: nodes }, before)
  if (validFrom <= at)
    await saveCategories(tx, { tenantId, validFrom, authorId: personId }, { code: tree, name }, nodes)
  return { version }
}

/** Documents whose day has come begin; of a category tree the newest that has begun goes into the tables that all read. */
export async function beginPlannedDocuments(db: Db, at: Date): Promise<void> {
  await db.tx(async (tx) => {
    const { rows } = await sql<{ tenantId: TenantId; rule: string; version: number }>`
      update matters.rule_versions set begun = true where not begun and valid_from <= ${at}
      returning tenant_id as "tenantId", rule, version`.execute(tx)
    for (const { tenantId, rule, version } of rows)
      if (rule.startsWith(prefix)) await beginTree(tx, tenantId, rule, version)
  })
}

async function beginTree(tx: Tx, tenantId: TenantId, rule: string, version: number): Promise<void> {
  await lockRule(tx, tenantId, rule)
  const { rows } = await sql<{ body: CategoryTree; validFrom: Date }>`
    select body, valid_from as "validFrom" from matters.rule_versions r
    where tenant_id = ${tenantId} and rule = ${rule} and version = ${version}
      and not exists (select from matters.rule_versions n where n.tenant_id = r.tenant_id and n.rule = r.rule
        and n.version > r.version and n.begun)`.execute(tx)
  const [begins] = rows
  if (!begins) return
  const code = rule.slice(prefix.length)
  const { name, before } = await treeNow(tx, tenantId, code)
  // What was added meanwhile by a version that came before it stays, retired: matters may carry it.
  const named = new Set(begins.body.map((node) => node.code))
  const left = before.body.filter((node) => !named.has(node.code)).map((node) => ({ ...node, retired: true }))
  const by = { tenantId, validFrom: begins.validFrom, authorId: null }
  await saveCategories(tx, by, { code, name }, [...begins.body, ...left])
}
