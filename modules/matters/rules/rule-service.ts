import type { Actor } from '../../../kernel/actor.ts'
import type { BodyOf, ResponseOf } from '../../../kernel/contract/endpoint.ts'
import { fail, notFound } from '../../../kernel/contract/errors.ts'
import type { TenantId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { record } from '../../../kernel/events/record.ts'
import { scriptGlance } from '../answers/script-service.ts'
import { templateGlance } from '../answers/template-service.ts'
import { type KindSpec, limitOf } from '../kind.ts'
import { ladderGlance } from '../ladder/ladder-service.ts'
import { stages } from '../matter.ts'
import { openSql } from '../matter-filter.ts'
import { calendarOf, categoriesOf, kindFault } from '../rules-store.ts'
import { calendarGlance } from './calendar-service.ts'
import { treeGlance } from './category-service.ts'
import { tryConditions } from './condition-trial.ts'
import type { getKindRules, listRuleSets, saveKindRules, TrialView } from './contract.ts'
import { versionsAPage } from './documents.ts'
import { dutyGlance } from './duty-service.ts'
import { type KindSaved, kindSaved, ruleStreamOf } from './events.ts'
import { checkEnding, isKept, isTemplate } from './kind-life.ts'
import { formsEver, kindHeads, kindNow, kindPage, specsOf } from './kind-versions.ts'
import { limitChanges, limitFaults } from './limit-grid.ts'
import { checkDraft, type Saving } from './saving.ts'
import { conditionFaults } from './spec-changes.ts'
import type { Reckoning } from './trial.ts'
import { countedSql, runTrial, type Shown, trialDays } from './trial-queries.ts'

/** The kinds at a glance. */
export async function ruleSets(tx: Tx, actor: Actor, at: Date): Promise<ResponseOf<typeof listRuleSets>> {
  const kinds = (await kindHeads(tx, actor.tenantId, null, at)).flatMap(({ heads, planned }) => {
    const now = heads.find(({ state }) => state === 'in_force')
    return now ? [{ now, next: planned.at(-1) }] : []
  })
  const specs = await specsOf(
    tx,
    actor.tenantId,
    kinds.map(({ now }) => now),
  )
  const open = await openByKind(tx, actor)
  return {
    calendar: await calendarGlance(tx, actor.tenantId, at),
    duties: await dutyGlance(tx, actor, at),
    templates: await templateGlance(tx, actor.tenantId, at),
    scripts: await scriptGlance(tx, actor.tenantId, at),
    ladder: await ladderGlance(tx, actor.tenantId, at),
    trees: await treeGlance(tx, actor.tenantId, at),
    kinds: kinds.flatMap(({ now, next }) => {
      const spec = specs.get(`${now.code} ${now.version}`)
      if (!spec) return []
      const { code, version, validFrom, savedAt, authorName } = now
      return [
        {
          ...{ code, version, validFrom, savedAt, authorName },
          name: spec.name,
          description: spec.description,
          planned: next ? { version: next.version, validFrom: next.validFrom } : null,
          limits: spec.limits.length,
          special: spec.limits.filter(({ category }) => category !== undefined).length,
          open: open.get(code) ?? 0,
          ended: spec.ended ?? false,
          template: isTemplate(spec),
        },
      ]
    }),
  }
}

async function openByKind(tx: Tx, actor: Actor): Promise<Map<string, number>> {
  const { rows } = await sql<{ kind: string; n: number }>`select m.kind_code as kind, count(*)::integer as n
    from matters.matters m where m.tenant_id = ${actor.tenantId} and ${openSql} and ${countedSql(actor)} group by 1`.execute(
    tx,
  )
  return new Map(rows.map(({ kind, n }) => [kind, n]))
}

export async function kindRules(
  tx: Tx,
  actor: Actor,
  { code, offset }: { code: string; offset: number },
  at: Date,
): Promise<ResponseOf<typeof getKindRules>> {
  const kind = (await kindNow(tx, actor.tenantId, code, at)) ?? notFound()
  const { rows: lastMonth } = await sql<{ category: string; matters: number }>`
    select m.category_code as category, count(*)::integer as matters from matters.matters m
    where m.tenant_id = ${actor.tenantId} and m.kind_code = ${code} and m.reported_at > ${at}::timestamptz - make_interval(days => ${trialDays})
      and ${countedSql(actor)} group by 1`.execute(tx)
  return {
    code,
    inForce: kind.inForce.version,
    newest: kind.newest,
    spec: kind.inForce.spec,
    ...(await formsEver(tx, actor.tenantId, code)),
    kept: isKept(code, kind.inForce.spec),
    versions: await kindPage(tx, actor.tenantId, kind.heads.slice(offset, offset + versionsAPage)),
    total: kind.heads.length,
    planned: kind.planned.map(({ version, validFrom }) => ({ version, validFrom })),
    categories: await categoriesOf(tx, actor.tenantId, kind.inForce.spec.categoryTree),
    lastMonth,
    open: (await openByKind(tx, actor)).get(code) ?? 0,
  }
}

/** Tries a draft against the rules in force. Refuses one that could not be saved. */
export async function tryKind(
  tx: Tx,
  actor: Actor,
  draft: { code: string; spec: KindSpec; at: Date },
  shown: Shown = {},
): Promise<TrialView> {
  const { code, spec, at } = draft
  const kind = (await kindNow(tx, actor.tenantId, code, at)) ?? notFound()
  await checkSpec(tx, actor.tenantId, code, spec, kind.inForce.spec)
  const calendar = await calendarOf(tx, actor.tenantId)
  const before = kind.inForce.spec
  const changed = new Set(limitChanges(before.limits, spec.limits).map(({ stage }) => stage))
  const reckoning = (of: KindSpec): Reckoning => ({
    limitOf: ({ stage, category, priority }) => limitOf(of, stage, category, priority),
    calendar,
  })
  const tried = await runTrial(
    tx,
    {
      actor,
      at,
      kind: code,
      stages: stages.filter((stage) => changed.has(stage)),
      before: reckoning(before),
      after: reckoning(spec),
    },
    shown,
  )
  const { conditions, lacking, unclosable } = await tryConditions(tx, { actor, code, at, before, after: spec })
  return conditions.length === 0 ? tried : { ...tried, counts: { ...tried.counts, lacking, unclosable }, conditions }
}

/** What an earlier version said of a category that is gone may stay; nothing new is said of one. */
async function checkSpec(tx: Tx, tenantId: TenantId, code: string, spec: KindSpec, before: KindSpec): Promise<void> {
  checkEnding(code, spec)
  const categories = new Set((await categoriesOf(tx, tenantId, spec.categoryTree)).map(({ code }) => code))
  if (categories.size === 0) notFound()
  const said = new Set([...before.limits, ...before.evidence].map(({ category }) => category))
  const knows = (category: string) => categories.has(category) || said.has(category)
  const { forms } = await formsEver(tx, tenantId, code)
  const faults = [...limitFaults(spec.limits, knows), ...conditionFaults(spec, knows, forms)]
  const shape = kindFault(spec)
  if (faults.length > 0 || shape)
    fail(
      'invalid',
      'matters.bad_rule',
      {
        zh: `规则还不完整：${faults[0]?.words.zh ?? shape}`,
        en: `The rule is not complete: ${faults[0]?.words.en ?? shape}`,
      },
      faults.map(({ path, words }) => ({ path, words })),
    )
}

/** Saves a draft as the next version, with what it changed when it was tried. */
export async function saveKindVersion(
  tx: Tx,
  { actor, eventActor, at }: Saving,
  code: string,
  body: BodyOf<typeof saveKindRules>,
): Promise<{ version: number }> {
  const { spec, running, backTo = null } = body
  const { tenantId, personId } = actor
  await sql`select pg_advisory_xact_lock(hashtextextended(${`matter-rules:${tenantId}:${code}`}, 0))`.execute(tx)
  const kind = (await kindNow(tx, tenantId, code, at)) ?? notFound()
  const validFrom = body.validFrom ? new Date(body.validFrom) : at
  checkDraft({ base: body.base, newest: kind.newest, validFrom, at })
  const old = kind.inForce.spec
  if (spec.categoryTree !== old.categoryTree || (spec.subject ?? null) !== (old.subject ?? null))
    fail('refused', 'matters.kind_changed', {
      zh: '一种事项不能换成另一棵类别树，也不能改变针对的对象',
      en: 'A kind keeps its category tree and what it is about',
    })
  const { counts: tried } = await tryKind(tx, actor, { code, spec, at }, { limit: 0 })
  const version = kind.newest + 1
  await sql`insert into matters.kind_versions (tenant_id, code, version, valid_from, author_id, spec, saved_at, back_to, tried)
    values (${tenantId}, ${code}, ${version}, ${validFrom}, ${personId}, ${JSON.stringify(spec)}::jsonb, ${at}, ${backTo},
      ${JSON.stringify(tried)}::jsonb)`.execute(tx)
  // A version that this one passes over never begins, so nothing goes over to it either.
  await sql`update matters.rule_moves set done_at = ${at} where tenant_id = ${tenantId} and kind_code = ${code}
    and done_at is null and version < ${version} and from_at >= ${validFrom}`.execute(tx)
  if (running === 'move')
    await sql`insert into matters.rule_moves (tenant_id, kind_code, version, from_at, asked_by)
      values (${tenantId}, ${code}, ${version}, ${validFrom}, ${personId})`.execute(tx)
  const payload: KindSaved = { code, version, validFrom: validFrom.toISOString(), backTo, running, tried, spec }
  await record(tx, {
    tenantId,
    stream: ruleStreamOf(`kind:${code}`),
    type: kindSaved,
    at,
    actor: eventActor,
    payload,
  })
  return { version }
}
