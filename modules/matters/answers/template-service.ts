import type { Actor } from '../../../kernel/actor.ts'
import type { BodyOf, ResponseOf } from '../../../kernel/contract/endpoint.ts'
import type { MatterId, TenantId } from '../../../kernel/contract/ids.ts'
import type { Words } from '../../../kernel/contract/words.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { dayOf } from '../../../kernel/time/day.ts'
import type { CategoryView } from '../contract.ts'
import { matterAsStaff } from '../matter-view.ts'
import { bodyOf, glanceOf, headsOf, inForceOf, lockRule, saveDocument, versionsFrom } from '../rules/documents.ts'
import type { Saving } from '../rules/saving.ts'
import { countedSql, trialDays } from '../rules/trial-queries.ts'
import { categoriesOf, treesOf } from '../rules-store.ts'
import { uncategorised } from '../surroundings.ts'
import type { getTemplateVersion, saveTemplateRules, TemplateRules, TemplateTrialCounts } from './contract.ts'
import { draftOf, namedKinds, refuse, total } from './drafts.ts'
import {
  fillTemplate,
  fittingTemplates,
  type TemplateAction,
  type TemplateFacts,
  type Templates,
  templateFaults,
} from './template.ts'

const rule = 'templates'
/** Before anybody saved one there is none. */
const empty = { body: [] as Templates, validFrom: new Date(0) }

const templatesInForce = async (tx: Tx, tenantId: TenantId, at: Date): Promise<Templates> =>
  (await inForceOf(tx, tenantId, rule, at, empty)).body

/** The templates at a glance. */
export const templateGlance = async (tx: Tx, tenantId: TenantId, at: Date) => ({
  entries: (await templatesInForce(tx, tenantId, at)).length,
  ...glanceOf(await headsOf(tx, tenantId, rule, at, empty)),
})

async function allCategories(tx: Tx, tenantId: TenantId): Promise<CategoryView[]> {
  const found = []
  for (const tree of await treesOf(tx, tenantId)) found.push(...(await categoriesOf(tx, tenantId, tree)))
  return found
}

const plainTemplates = (body: Templates) => body.map((one) => ({ ...one, actions: [...one.actions] }))

export async function templateVersion(
  tx: Tx,
  { tenantId }: Actor,
  version: number,
): Promise<ResponseOf<typeof getTemplateVersion>> {
  const { body, before } = await bodyOf<Templates>(tx, tenantId, rule, version, empty)
  return { body: plainTemplates(body), before: before && plainTemplates(before) }
}

export async function templateRules(tx: Tx, { tenantId }: Actor, offset: number, at: Date): Promise<TemplateRules> {
  return {
    ...versionsFrom<TemplateTrialCounts>(await headsOf(tx, tenantId, rule, at, empty), offset),
    body: plainTemplates(await templatesInForce(tx, tenantId, at)),
    kinds: await namedKinds(tx, tenantId, at),
    categories: await allCategories(tx, tenantId),
  }
}

/** For how many matters of the last 30 days each template would have been offered. Refuses what could not be saved. */
export async function tryTemplates(tx: Tx, actor: Actor, draft: Templates, at: Date): Promise<TemplateTrialCounts> {
  const { tenantId } = actor
  const before = await templatesInForce(tx, tenantId, at)
  const kinds = new Set([...(await namedKinds(tx, tenantId, at)).map(({ code }) => code), ...before.map((b) => b.kind)])
  const codes = new Set([
    ...(await allCategories(tx, tenantId)).map(({ code }) => code),
    ...before.map((b) => b.category),
  ])
  const known = { kind: (code: string) => kinds.has(code), category: (code: string) => codes.has(code) }
  refuse(templateFaults(draft, known), 'matters.bad_templates')
  const { rows } = await sql<{ kind: string; category: string; n: number }>`
    select m.kind_code as kind, m.category_code as category, count(*)::integer as n from matters.matters m
    where m.tenant_id = ${tenantId} and m.reported_at > ${at}::timestamptz - make_interval(days => ${trialDays})
      and ${countedSql(actor)} group by 1, 2`.execute(tx)
  return {
    matters: total(rows),
    covered: total(rows.filter((row) => fittingTemplates(draft, row).length > 0)),
    each: draft.map((one) => total(rows.filter((row) => fittingTemplates([one], row).length > 0))),
  }
}

export async function saveTemplateVersion(
  tx: Tx,
  doing: Saving,
  body: BodyOf<typeof saveTemplateRules>,
): Promise<{ version: number }> {
  const { actor, at } = doing
  await lockRule(tx, actor.tenantId, rule)
  const tried = await tryTemplates(tx, actor, body.templates, at)
  return { version: await saveDocument(tx, doing, draftOf(rule, body, body.templates, tried, at), empty) }
}

/** The templates for a step of a matter that the actor reads as staff, filled in; 404 for everybody else. */
export async function templatesFor(tx: Tx, actor: Actor, matterId: MatterId, action: TemplateAction, at: Date) {
  const matter = await matterAsStaff(tx, actor, matterId)
  const templates = await templatesInForce(tx, actor.tenantId, at)
  const found = fittingTemplates(templates, { kind: matter.kind_code, category: matter.category_code }, action)
  if (found.length === 0) return { templates: [] }
  const { rows } = await sql<{ place: string; holder: string | null; category: Words | null }>`
    select p.name as place, h.name as holder, (select c.name from matters.categories c where c.tenant_id = ${actor.tenantId}
      and c.tree = ${matter.category_tree} and c.code = ${matter.category_code} order by c.version desc limit 1) as category
    from places.places_view p left join people.posts_view h on h.tenant_id = p.tenant_id and h.id = ${matter.holder_post_id}::uuid
    where p.tenant_id = ${actor.tenantId} and p.id = ${matter.place_id}`.execute(tx)
  const [row] = rows
  const facts: TemplateFacts = {
    编号: matter.number,
    类别: (row?.category ?? uncategorised.name).zh,
    地点: row?.place ?? '',
    承办: row?.holder ?? '',
    时限: matter.clock_due_at ? dayWords(matter.clock_due_at) : '',
    上报日期: dayWords(matter.reported_at),
    今天: dayWords(at),
  }
  return { templates: found.map(({ name, text }) => ({ name, text: fillTemplate(text, facts) })) }
}

const dayWords = (at: Date): string => {
  const [year, month, day] = dayOf(at).split('-').map(Number)
  return `${year}年${month}月${day}日`
}
