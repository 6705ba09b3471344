import { setImmediate as breathe } from 'node:timers/promises'
import type { Actor } from '../../../kernel/actor.ts'
import type { BodyOf, ResponseOf } from '../../../kernel/contract/endpoint.ts'
import { fail } from '../../../kernel/contract/errors.ts'
import type { TenantId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { dayNumberOf, startOfDayMs } from '../../../kernel/time/day.ts'
import type { Span } from '../../../kernel/time/span.ts'
import type { WorkCalendar } from '../../../kernel/time/work-calendar.ts'
import { bodyOf, glanceOf, headsOf, inForceOf, lockRule, saveDocument, versionsFrom } from '../rules/documents.ts'
import type { Saving } from '../rules/saving.ts'
import { countedSql, trialDays } from '../rules/trial-queries.ts'
import { calendarOf, categoriesOf, kindsInForce } from '../rules-store.ts'
import type { getLadderVersion, LadderRules, LadderTrialCounts, saveLadderRules } from './contract.ts'
import {
  areSame,
  type LadderKind,
  type Ladders,
  ladderFaults,
  ladderFor,
  ladderKinds,
  stepAfter,
  stepsUntil,
} from './ladder.ts'

const rule = 'ladder'
/** Before anybody saved one there is none: nothing is urged by itself. */
const empty = { body: [] as Ladders, validFrom: new Date(0) }
/** Clocks are read in pieces, so that other requests are answered between them. */
const piece = 4000

const plain = (body: Ladders): LadderRules['body'] =>
  body.map(({ kind, category, priority, steps }) => ({
    kind,
    ...(category === undefined ? {} : { category }),
    priority,
    steps: steps.map(({ when, what, by, term }) => ({
      ...{ when: { ...when }, what, by },
      ...(term ? { term: { ...term } } : {}),
    })),
  }))

/** The ladders in force at an instant. */
const laddersInForce = async (tx: Tx, tenantId: TenantId, at: Date): Promise<Ladders> =>
  (await inForceOf(tx, tenantId, rule, at, empty)).body

/** The ladder at a glance. */
export async function ladderGlance(tx: Tx, tenantId: TenantId, at: Date) {
  const body = await laddersInForce(tx, tenantId, at)
  return {
    ladders: body.length,
    steps: body.reduce((sum, { steps }) => sum + steps.length, 0),
    ...glanceOf(await headsOf(tx, tenantId, rule, at, empty)),
  }
}

export async function ladderVersion(
  tx: Tx,
  { tenantId }: Actor,
  version: number,
): Promise<ResponseOf<typeof getLadderVersion>> {
  const { body, before } = await bodyOf<Ladders>(tx, tenantId, rule, version, empty)
  return { body: plain(body), before: before && plain(before) }
}

export async function ladderRules(tx: Tx, { tenantId }: Actor, offset: number, at: Date): Promise<LadderRules> {
  return {
    ...versionsFrom<LadderTrialCounts>(await headsOf(tx, tenantId, rule, at, empty), offset),
    body: plain(await laddersInForce(tx, tenantId, at)),
    ...(await kindsAndTrees(tx, tenantId, at)),
  }
}

/** The kinds in force, each with its tree, and the categories of each tree once. */
async function kindsAndTrees(tx: Tx, tenantId: TenantId, at: Date) {
  const kinds = (await kindsInForce(tx, tenantId, at)).map(({ code, name, categoryTree: tree }) => ({
    code,
    name,
    tree,
  }))
  const trees: LadderRules['trees'] = []
  for (const tree of new Set(kinds.map((kind) => kind.tree)))
    trees.push({
      tree,
      categories: (await categoriesOf(tx, tenantId, tree)).map(({ code, parent, name }) => ({ code, parent, name })),
    })
  return { kinds, trees }
}

interface PastRow {
  readonly id: string
  readonly clockId: string
  readonly kind: string
  readonly category: string
  readonly priority: 'normal' | 'urgent'
  readonly span: Span
  readonly startedAt: Date
  readonly dueAt: Date
  readonly stoppedAt: Date | null
}

/** Tries ladders on the clocks of what was reported in the last 30 days. Refuses what could not be saved. */
export async function tryLadders(tx: Tx, actor: Actor, draft: Ladders, at: Date): Promise<LadderTrialCounts> {
  const { tenantId } = actor
  const inForce = await laddersInForce(tx, tenantId, at)
  await check(tx, tenantId, draft, inForce, at)
  const from = new Date(startOfDayMs(dayNumberOf(at) - trialDays))
  const calendar = await calendarOf(tx, tenantId)
  const where = sql<boolean>`m.tenant_id = ${tenantId} and m.reported_at >= ${from} and m.reported_at <= ${at}
    and ${countedSql(actor)}`
  const { rows: all } = await sql<{
    n: number
  }>`select count(*)::integer as n from matters.matters m where ${where}`.execute(tx)
  const [drafted, now] = [new Taken(), new Taken()]
  let last: PastRow | undefined
  do {
    const { rows } =
      await sql<PastRow>`select m.id, c.id as "clockId", m.kind_code as kind, m.category_code as category, m.priority, c.span,
        c.started_at as "startedAt", c.due_at as "dueAt", c.stopped_at as "stoppedAt"
      from matters.matters m join matters.clocks c on c.tenant_id = m.tenant_id and c.matter_id = m.id
      where ${where} and ${last ? sql<boolean>`(m.id, c.id) > (${last.id}::uuid, ${last.clockId}::uuid)` : sql<boolean>`true`}
      order by m.id, c.id limit ${piece}`.execute(tx)
    for (const row of rows) {
      const until = row.stoppedAt ?? at
      drafted.add(row.id, stepsUntil(calendar, row, ladderFor(draft, row), until))
      now.add(row.id, stepsUntil(calendar, row, ladderFor(inForce, row), until))
    }
    last = rows.length < piece ? undefined : rows.at(-1)
    await breathe()
  } while (last)
  const running = await tryRunning(tx, actor, { draft, inForce, calendar }, at)
  return { matters: all[0]?.n ?? 0, draft: drafted.counts(), inForce: now.counts(), running }
}

type RunningRow = Omit<PastRow, 'stoppedAt'> & { readonly ladderAt: Date | null }

interface Drawn {
  readonly draft: Ladders
  readonly inForce: Ladders
  readonly calendar: WorkCalendar
}

/** How many matters in hand would go on by other steps, were the draft in force from now on. */
async function tryRunning(
  tx: Tx,
  actor: Actor,
  { draft, inForce, calendar }: Drawn,
  at: Date,
): Promise<NonNullable<LadderTrialCounts['running']>> {
  const running = { touched: 0, passed: 0 }
  let last: RunningRow | undefined
  do {
    const { rows } =
      await sql<RunningRow>`select m.id, c.id as "clockId", m.kind_code as kind, m.category_code as category,
        m.priority, c.span, c.started_at as "startedAt", c.due_at as "dueAt", c.ladder_at as "ladderAt"
      from matters.clocks c join matters.matters m on m.tenant_id = c.tenant_id and m.id = c.matter_id
      where c.tenant_id = ${actor.tenantId} and c.stopped_at is null and ${countedSql(actor)}
        and ${last ? sql<boolean>`(c.matter_id, c.id) > (${last.id}::uuid, ${last.clockId}::uuid)` : sql<boolean>`true`}
      order by c.matter_id, c.id limit ${piece}`.execute(tx)
    for (const row of rows) {
      const steps = ladderFor(draft, row)
      const next = stepAfter(calendar, row, steps, at)
      // A clock that nobody has looked at yet is about to get what is in force.
      const planned = row.ladderAt?.getTime() === 0 ? undefined : (row.ladderAt?.getTime() ?? null)
      const moves = planned !== undefined && planned !== (next?.at.getTime() ?? null)
      if (!moves && areSame(steps, ladderFor(inForce, row))) continue
      running.touched++
      if (steps.length > 0 && next?.n !== 0) running.passed++
    }
    last = rows.length < piece ? undefined : rows.at(-1)
    await breathe()
  } while (last)
  return running
}

/** Which matters were urged, ordered …, each counted once. */
class Taken {
  readonly #by = new Map<LadderKind, Set<string>>(ladderKinds.map((kind) => [kind, new Set()]))

  add(matter: string, kinds: readonly LadderKind[]): void {
    for (const kind of kinds) this.#by.get(kind)?.add(matter)
  }

  counts(): LadderTrialCounts['draft'] {
    const of = (kind: LadderKind) => this.#by.get(kind)?.size ?? 0
    return { urge: of('urge'), order: of('order'), bulletin: of('bulletin'), talk: of('talk') }
  }
}

/** What an earlier version said of a kind that is gone may stay. */
async function check(tx: Tx, tenantId: TenantId, draft: Ladders, before: Ladders, at: Date): Promise<void> {
  const { kinds, trees } = await kindsAndTrees(tx, tenantId, at)
  const known = new Set<string | null>([...kinds.map(({ code }) => code), ...before.map(({ kind }) => kind)])
  const said = new Set(before.map(({ kind, category }) => `${kind} ${category}`))
  const inTree = new Map(trees.map(({ tree, categories }) => [tree, new Set(categories.map(({ code }) => code))]))
  const treeOf = new Map(kinds.map(({ code, tree }) => [code, tree]))
  const faults = ladderFaults(
    draft,
    (code) => known.has(code),
    (kind, category) => inTree.get(treeOf.get(kind) ?? '')?.has(category) === true || said.has(`${kind} ${category}`),
  )
  const [first] = faults
  if (first)
    fail(
      'invalid',
      'matters.bad_ladder',
      { zh: `阶梯还不对：${first.words.zh}`, en: `The ladder is not right yet: ${first.words.en}` },
      faults,
    )
}

export async function saveLadderVersion(
  tx: Tx,
  doing: Saving,
  body: BodyOf<typeof saveLadderRules>,
): Promise<{ version: number }> {
  const { actor, at } = doing
  await lockRule(tx, actor.tenantId, rule)
  const tried = await tryLadders(tx, actor, body.ladders, at)
  const { base, backTo = null, ladders } = body
  const validFrom = body.validFrom ? new Date(body.validFrom) : at
  const source = body.source.trim()
  const version = await saveDocument(tx, doing, { rule, base, validFrom, backTo, source, tried, body: ladders }, empty)
  return { version }
}
