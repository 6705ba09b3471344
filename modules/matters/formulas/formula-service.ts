import type { Actor, EventActor } from '../../../kernel/actor.ts'
import type { BodyOf, ResponseOf } from '../../../kernel/contract/endpoint.ts'
import { fail, notFound } from '../../../kernel/contract/errors.ts'
import type { Words } from '../../../kernel/contract/words.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { record } from '../../../kernel/events/record.ts'
import { dayFromNumber, dayNumberFrom, dayOf } from '../../../kernel/time/day.ts'
import { Counting, type FigureCounts, figureValue } from '../counting.ts'
import { groupsIn } from '../figure-queries.ts'
import type { Figure } from '../figures.ts'
import { tallyRows } from '../tallies.ts'
import type { FormulaSpec, returnToFormula, saveFormula, Tried, tryFormula } from './contract.ts'
import { type FormulaSaved, formulaSaved, formulaStream } from './formula-events.ts'
import { allFormulas, figureFrom, formulasInForce, insertVersion, isFixed, unknownIn } from './formula-store.ts'

interface Doing {
  readonly actor: Actor
  readonly by: EventActor
  readonly at: Date
}

const wrong = (path: string, zh: string, en: string): never =>
  fail('invalid', 'matters.bad_formula', { zh, en }, [{ path, words: { zh, en } }])

/** Refuses what cannot be counted: nothing above, unknown conditions, a part that has nothing to be a part of. */
function check(code: string, spec: FormulaSpec): void {
  if (isFixed(code))
    fail('refused', 'matters.fixed_formula', {
      zh: '其他数字由它算出，不能修改',
      en: 'Other numbers are made of this one: it stays as it is',
    })
  if (spec.numerator.length === 0) wrong('spec.numerator', '请选择分子数什么', 'Choose what is counted')
  if (spec.denominator?.length === 0) wrong('spec.denominator', '请选择分母数什么', 'Choose of what it is counted')
  if (spec.partly && (spec.denominator === null || spec.partly.conditions.length === 0))
    wrong('spec.partly', '打折计入要有分母，也要选条件', 'What counts in part needs a denominator and conditions')
  if (unknownIn(spec).length > 0) wrong('spec.numerator', '有的条件不存在', 'A condition is unknown')
}

/** Saves the next version of a formula. */
export async function saveVersion(
  tx: Tx,
  doing: Doing,
  code: string,
  body: BodyOf<typeof saveFormula>,
): Promise<{ version: number }> {
  check(code, body.spec)
  return write(tx, doing, code, { ...body, returnsTo: null })
}

interface Writing {
  readonly spec: FormulaSpec
  readonly note: string
  readonly basedOn: number | null
  readonly validFrom?: string
  readonly returnsTo: number | null
}

async function write(tx: Tx, { actor, by, at }: Doing, code: string, writing: Writing): Promise<{ version: number }> {
  const { tenantId } = actor
  // One at a time, the first version of a formula too.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${tenantId} formulas ${code}`}, 0))`.execute(tx)
  const known = (await allFormulas(tx, tenantId, at)).find((one) => one.code === code)
  const newest = known?.versions[0]?.version ?? null
  if (newest !== writing.basedOn)
    fail('conflict', 'matters.formula_changed', {
      zh: '别人刚改过这个公式，请刷新后再改',
      en: 'Somebody has just changed this formula. Please look at it again first',
    })
  const from = writing.validFrom ? new Date(writing.validFrom) : at
  const version = (newest ?? 0) + 1
  const { spec, note, returnsTo } = writing
  const validFrom = from < at ? at : from
  await insertVersion(tx, tenantId, { code, version, spec, validFrom, authorId: actor.personId, note, returnsTo, at })
  const payload: FormulaSaved = { code, version, spec, returnsTo }
  await record(tx, { tenantId, stream: formulaStream(code), type: formulaSaved, at, actor: by, payload })
  return { version }
}

/** Goes back to an earlier version (0: as delivered), as a new one: what was in between stays to be read. */
export async function returnTo(
  tx: Tx,
  doing: Doing,
  code: string,
  { version, basedOn }: BodyOf<typeof returnToFormula>,
): Promise<{ version: number }> {
  const known = (await allFormulas(tx, doing.actor.tenantId, doing.at)).find((one) => one.code === code)
  const earlier = known?.versions.find((one) => one.version === version) ?? notFound()
  check(code, earlier.spec)
  const note = version === 0 ? '恢复出厂公式' : `退回第 ${version} 版`
  return write(tx, doing, code, { spec: earlier.spec, note, basedOn, returnsTo: version })
}

/** Counts last month by the formula in force and by the tried one, at the reader's place and right below it. Counts alone. */
export async function trial(
  tx: Tx,
  actor: Actor,
  { code, spec }: BodyOf<typeof tryFormula>,
  now: Date,
): Promise<ResponseOf<typeof tryFormula>> {
  check(code, spec)
  const post = actor.posts.find((one) => one.role === 'administrator') ?? notFound()
  const month = monthBefore(dayOf(now))
  const first = `${month}-01`
  const last = dayFromNumber(dayNumberFrom(`${dayOf(now).slice(0, 7)}-01`) - 1)
  const place = { placeId: post.placeId, placePath: post.placePath }
  const query = { ...place, reportedFrom: first, reportedTo: last, by: 'place' as const }
  const rows = await tallyRows(tx, actor, query, now)
  const old = (await formulasInForce(tx, actor.tenantId, now)).find((one) => one.code === code)
  const tried = figureFrom(code, spec)
  const groups = (figure: Figure) =>
    new Map(
      groupsIn(rows, query, new Counting([figure]))
        .filter((group) => group.month === null)
        .map((group) => [group.child === null ? place.placePath : (group.child.at ?? ''), group]),
    )
  const [after, before] = [groups(tried), old && groups(old)]
  const names = await sql<{ path: string; name: Words }>`
    select path, json_build_object('zh', name, 'en', name_en) as name from places.places_view
    where tenant_id = ${actor.tenantId} and (id = ${post.placeId} or parent_id = ${post.placeId})
    order by length(path), level_rank, path`.execute(tx)
  return {
    month,
    rows: names.rows
      .filter(({ path }) => after.has(path) || path === place.placePath)
      .map(({ path, name }) => ({
        name,
        before: old && before ? triedOf(old, before.get(path)) : null,
        after: triedOf(tried, after.get(path)),
      })),
  }
}

function triedOf(figure: Figure, counts: FigureCounts | undefined): Tried {
  const none = { numerator: 0, denominator: figure.denominator ? 0 : null, excluded: 0, partly: 0 }
  const count = counts?.figures[figure.code] ?? none
  return { ...count, value: figureValue(figure, count) }
}

function monthBefore(day: string): string {
  const months = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 2
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`
}
