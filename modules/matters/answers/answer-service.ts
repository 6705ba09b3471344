import type { Actor } from '../../../kernel/actor.ts'
import type { BodyOf } from '../../../kernel/contract/endpoint.ts'
import { fail } from '../../../kernel/contract/errors.ts'
import type { MatterId, TenantId } from '../../../kernel/contract/ids.ts'
import type { Words } from '../../../kernel/contract/words.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { dayOf } from '../../../kernel/time/day.ts'
import type { CategoryView } from '../contract.ts'
import { matterAsStaff } from '../matter-view.ts'
import { type DocumentVersion, documentOf, lockRule, saveDocument } from '../rules/documents.ts'
import type { Saving } from '../rules/saving.ts'
import { countedSql, trialDays } from '../rules/trial-queries.ts'
import { categoriesOf, kindsInForce, treesOf } from '../rules-store.ts'
import { uncategorised } from '../surroundings.ts'
import type {
  ScriptRules,
  ScriptTrialCounts,
  saveScriptRules,
  saveTemplateRules,
  TemplateRules,
  TemplateTrialCounts,
} from './contract.ts'
import { plainScript, type Script, type Scripts, scriptFaults, scriptFor } from './script.ts'
import {
  fillTemplate,
  fittingTemplates,
  type TemplateAction,
  type TemplateFacts,
  type Templates,
  templateFaults,
} from './template.ts'

/** Before anybody saved one there is none. */
const noTemplates = { body: [] as Templates, validFrom: new Date(0) }
const noScripts = { body: [] as Scripts, validFrom: new Date(0) }

const templatesAt = (tx: Tx, tenantId: TenantId, at: Date) => documentOf(tx, tenantId, 'templates', at, noTemplates)
const scriptsAt = (tx: Tx, tenantId: TenantId, at: Date) => documentOf(tx, tenantId, 'scripts', at, noScripts)

const glance = ({ inForce, planned }: Awaited<ReturnType<typeof documentOf<readonly unknown[]>>>) => ({
  entries: inForce.body.length,
  version: inForce.version,
  validFrom: inForce.validFrom,
  authorName: inForce.authorName,
  planned: planned && { version: planned.version, validFrom: planned.validFrom },
})

/** Both documents at a glance. */
export const answersGlance = async (tx: Tx, tenantId: TenantId, at: Date) => ({
  templates: glance(await templatesAt(tx, tenantId, at)),
  scripts: glance(await scriptsAt(tx, tenantId, at)),
})

const namedKinds = async (tx: Tx, tenantId: TenantId, at: Date) =>
  (await kindsInForce(tx, tenantId, at)).map(({ code, name }) => ({ code, name }))

async function allCategories(tx: Tx, tenantId: TenantId): Promise<CategoryView[]> {
  const found = []
  for (const tree of await treesOf(tx, tenantId)) found.push(...(await categoriesOf(tx, tenantId, tree)))
  return found
}

function refuse(faults: readonly { path: string; words: Words }[], code: string): void {
  const [first] = faults
  if (first)
    fail('invalid', code, { zh: `还不对：${first.words.zh}`, en: `Not right yet: ${first.words.en}` }, [...faults])
}

// ---- templates ------------------------------------------------------------------------------------------------

const plainTemplates = (body: Templates) => body.map((one) => ({ ...one, actions: [...one.actions] }))

export async function templateRules(tx: Tx, { tenantId }: Actor, at: Date): Promise<TemplateRules> {
  const { inForce, newest, versions } = await templatesAt(tx, tenantId, at)
  return {
    inForce: inForce.version,
    newest,
    versions: versions.map((one) => ({
      ...one,
      tried: one.tried as TemplateTrialCounts | null,
      body: plainTemplates(one.body),
    })),
    kinds: await namedKinds(tx, tenantId, at),
    categories: await allCategories(tx, tenantId),
  }
}

/** For how many matters of the last 30 days each template would have been offered. Refuses what could not be saved. */
export async function tryTemplates(tx: Tx, actor: Actor, draft: Templates, at: Date): Promise<TemplateTrialCounts> {
  const { tenantId } = actor
  const before = (await templatesAt(tx, tenantId, at)).inForce.body
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
  const sum = (some: readonly { n: number }[]) => some.reduce((total, { n }) => total + n, 0)
  return {
    matters: sum(rows),
    covered: sum(rows.filter((row) => fittingTemplates(draft, row).length > 0)),
    each: draft.map((one) => sum(rows.filter((row) => fittingTemplates([one], row).length > 0))),
  }
}

export async function saveTemplateVersion(
  tx: Tx,
  doing: Saving,
  body: BodyOf<typeof saveTemplateRules>,
): Promise<{ version: number }> {
  const { actor, at } = doing
  await lockRule(tx, actor.tenantId, 'templates')
  const tried = await tryTemplates(tx, actor, body.templates, at)
  return { version: await saveDocument(tx, doing, draftOf('templates', body, body.templates, tried, at), noTemplates) }
}

const draftOf = <Body>(
  rule: string,
  said: { base: number; validFrom?: string; backTo?: number; source: string },
  body: Body,
  tried: unknown,
  at: Date,
) => ({
  ...{ rule, base: said.base, backTo: said.backTo ?? null, source: said.source.trim(), tried, body },
  validFrom: said.validFrom ? new Date(said.validFrom) : at,
})

/** The templates for a step of a matter that the actor reads as staff, filled in; 404 for everybody else. */
export async function templatesFor(tx: Tx, actor: Actor, matterId: MatterId, action: TemplateAction, at: Date) {
  const matter = await matterAsStaff(tx, actor, matterId)
  const { inForce } = await templatesAt(tx, actor.tenantId, at)
  const found = fittingTemplates(inForce.body, { kind: matter.kind_code, category: matter.category_code }, action)
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

// ---- scripts --------------------------------------------------------------------------------------------------

const plainScripts = (body: Scripts) => body.flatMap((one) => plainScript(one) ?? [])
const plainVersion = (one: DocumentVersion<Scripts>) => ({
  ...one,
  tried: one.tried as ScriptTrialCounts | null,
  body: plainScripts(one.body),
})

export async function scriptRules(tx: Tx, { tenantId }: Actor, at: Date): Promise<ScriptRules> {
  const { inForce, newest, versions } = await scriptsAt(tx, tenantId, at)
  return {
    inForce: inForce.version,
    newest,
    versions: versions.map(plainVersion),
    kinds: await namedKinds(tx, tenantId, at),
  }
}

/** How many calls of the last 30 days that reached somebody would have had a script. Refuses what could not be saved. */
export async function tryScripts(tx: Tx, actor: Actor, draft: Scripts, at: Date): Promise<ScriptTrialCounts> {
  const { tenantId } = actor
  const before = (await scriptsAt(tx, tenantId, at)).inForce.body
  const kinds = new Set([...(await namedKinds(tx, tenantId, at)).map(({ code }) => code), ...before.map((b) => b.kind)])
  refuse(
    scriptFaults(draft, (code) => kinds.has(code)),
    'matters.bad_scripts',
  )
  const { rows } = await sql<{ kind: string; n: number }>`select m.kind_code as kind, count(*)::integer as n
    from matters.follow_ups f join matters.matters m on m.tenant_id = f.tenant_id and m.id = f.matter_id
    where f.tenant_id = ${tenantId} and f.reached and f.at > ${at}::timestamptz - make_interval(days => ${trialDays})
      and ${countedSql(actor)} group by 1`.execute(tx)
  const sum = (some: readonly { n: number }[]) => some.reduce((total, { n }) => total + n, 0)
  return { calls: sum(rows), scripted: sum(rows.filter(({ kind }) => scriptFor(draft, kind) !== null)) }
}

export async function saveScriptVersion(
  tx: Tx,
  doing: Saving,
  body: BodyOf<typeof saveScriptRules>,
): Promise<{ version: number }> {
  const { actor, at } = doing
  await lockRule(tx, actor.tenantId, 'scripts')
  const tried = await tryScripts(tx, actor, body.scripts, at)
  return { version: await saveDocument(tx, doing, draftOf('scripts', body, body.scripts, tried, at), noScripts) }
}

/** What a caller asks about a matter of a kind, by the version in force. */
export async function scriptOf(tx: Tx, tenantId: TenantId, kind: string, at: Date) {
  const { inForce } = await scriptsAt(tx, tenantId, at)
  return { version: inForce.version, script: plainScript(scriptFor(inForce.body, kind) ?? undefined) ?? null }
}

/** What was answered in a call, in words, for the ledger; refuses answers to another version than the one in force. */
export async function answersInWords(
  tx: Tx,
  of: { tenantId: TenantId; kind: string; at: Date },
  said: { version: number; given: readonly (number | null)[] },
): Promise<{ script: Script; answers: { ask: string; answer: string }[] }> {
  const { version, script } = await scriptOf(tx, of.tenantId, of.kind, of.at)
  if (!script || version !== said.version)
    fail('conflict', 'matters.script_changed', {
      zh: '回访话术刚换了新版，请刷新后再填',
      en: 'The script has changed meanwhile. Please reload and fill it in again',
    })
  const answers = script.questions.flatMap(({ ask, answers: all }, n) => {
    const at = said.given[n]
    const answer = at === null || at === undefined ? undefined : all[at]
    return answer ? [{ ask, answer: answer.text }] : []
  })
  return { script, answers }
}
