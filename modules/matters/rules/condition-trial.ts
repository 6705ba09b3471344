import type { RawBuilder } from 'kysely'
import type { Actor } from '../../../kernel/actor.ts'
import type { Words } from '../../../kernel/contract/words.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { dayNumberOf, startOfDayMs } from '../../../kernel/time/day.ts'
import { type KindSpec, picturesNeeded } from '../kind.ts'
import type { TrialView } from './contract.ts'
import { countedSql, trialDays } from './trial-queries.ts'

type Condition = TrialView['conditions'][number]

/** Something that a draft asks for and the version in force does not. */
interface Check {
  readonly what: Condition['what']
  readonly name: Words | null
  /** Of which matters `m` it would have been asked. */
  readonly asked: RawBuilder<boolean>
  /** Which of these go without. */
  readonly lacks: RawBuilder<boolean>
}

interface ConditionTrial {
  readonly conditions: Condition[]
  readonly lacking: number
  readonly unclosable: number
}

const ofReport: readonly Condition['what'][] = ['field', 'picture']

/** Doors at which a form is filled in. */
const atForms = sql<boolean>`m.channel in ('pocket', 'patrol', 'counter', 'phone', 'wechat')`
const onPhones = sql<boolean>`m.channel in ('pocket', 'patrol')`
const solved = sql<boolean>`(m.resolved_at is not null and m.outcome = 'solved')`

const has = (part: RawBuilder<unknown>, key: string) => sql<boolean>`coalesce(${part} ? ${key}, false)`
const given = (key: string) =>
  sql<boolean>`(${has(sql`m.answers -> 'values'`, key)} or ${has(sql`m.answers -> 'sealed'`, key)})`

const picturesOfReport = sql<number>`coalesce((select jsonb_array_length(e.payload -> 'fileIds') from kernel.events_view e
  where e.tenant_id = m.tenant_id and e.stream = 'matters:' || m.id and e.seq = 1), 0)`
const picturesOfFinish = sql<number>`coalesce((select cardinality(r.file_ids) from matters.remarks r
  where r.tenant_id = m.tenant_id and r.matter_id = m.id and r.action = 'resolve' order by r.at desc limit 1), 0)`

/** How many pictures resolving needs by the category of `m`: the most specific rule, as `picturesNeeded`. */
function picturesAsked(evidence: KindSpec['evidence']): RawBuilder<number> {
  const own = evidence
    .flatMap(({ category, pictures }) => (category === undefined ? [] : [{ category, pictures }]))
    .sort((a, b) => b.category.length - a.category.length)
  const general = evidence.find(({ category }) => category === undefined)?.pictures ?? 0
  if (own.length === 0) return sql<number>`${general}::integer`
  const cases = own.map(
    ({ category, pictures }) => sql`when starts_with(m.category_code, ${category}) then ${pictures}::integer`,
  )
  return sql<number>`(case ${sql.join(cases, sql` `)} else ${general}::integer end)`
}

function checksOf(before: KindSpec, after: KindSpec): Check[] {
  const required = (spec: KindSpec) => (spec.form ?? []).filter((field) => field.required)
  const was = new Set(required(before).map(({ key }) => key))
  const fields = required(after).filter(({ key }) => !was.has(key))
  const statements = (after.closing ?? []).filter(({ key }) => !before.closing?.some((one) => one.key === key))
  const pictures = after.reportPictures ?? 0
  const named = [...before.evidence, ...after.evidence].map(({ category = '' }) => category)
  const finish = named.some((category) => picturesNeeded(after, category) > picturesNeeded(before, category))
  return [
    ...fields.map(
      ({ key, label, asked }): Check =>
        asked === 'report'
          ? { what: 'field', name: label, asked: atForms, lacks: sql<boolean>`not ${given(key)}` }
          : {
              what: 'finding',
              name: label,
              asked: solved,
              lacks: sql<boolean>`not ${has(sql`m.answers -> 'finish' -> 'values'`, key)}`,
            },
    ),
    ...(pictures > (before.reportPictures ?? 0)
      ? [
          {
            what: 'picture' as const,
            name: null,
            asked: onPhones,
            lacks: sql<boolean>`${picturesOfReport} < ${pictures}::integer`,
          },
        ]
      : []),
    ...statements.map(({ key, words }) => ({
      what: 'statement' as const,
      name: words,
      asked: solved,
      lacks: sql<boolean>`not ${has(sql`m.answers -> 'finish' -> 'ticked'`, key)}`,
    })),
    ...(finish
      ? [
          {
            what: 'finish_picture' as const,
            name: null,
            asked: solved,
            lacks: sql<boolean>`(${picturesOfFinish} < ${picturesAsked(after.evidence)}
              and ${picturesOfFinish} >= ${picturesAsked(before.evidence)})`,
          },
        ]
      : []),
    ...(after.confirmed && !before.confirmed
      ? [
          {
            what: 'confirmed' as const,
            name: null,
            asked: sql<boolean>`(m.closed_at is not null and m.outcome = 'solved'
              and (m.reporter_id is not null or m.reporter_phone_sealed is not null))`,
            lacks: sql<boolean>`exists (select from matters.follow_ups f where f.tenant_id = m.tenant_id
              and f.matter_id = m.id and f.round = m.rounds and f.method = 'verify' and f.solved)`,
          },
        ]
      : []),
  ]
}

/** Holds what a draft newly asks for against the matters of the month before. A draft that asks for nothing new reads none. */
export async function tryConditions(
  tx: Tx,
  { actor, code, at, before, after }: { actor: Actor; code: string; at: Date; before: KindSpec; after: KindSpec },
): Promise<ConditionTrial> {
  const checks = checksOf(before, after)
  if (checks.length === 0) return { conditions: [], lacking: 0, unclosable: 0 }
  const from = new Date(startOfDayMs(dayNumberOf(at) - trialDays))
  const stops = ({ asked, lacks }: Check) => sql<boolean>`(${asked} and ${lacks})`
  const count = (where: RawBuilder<boolean>) => sql`count(*) filter (where ${where})`
  const any = (some: readonly Check[]) =>
    some.length === 0 ? sql<boolean>`false` : (sql.join(some.map(stops), sql` or `) as RawBuilder<boolean>)
  const isOfReport = ({ what }: Check) => ofReport.includes(what)
  const { rows } = await sql<{ counts: [matters: number, of: number][]; lacking: number; unclosable: number }>`
    select json_build_array(${sql.join(
      checks.map((check) => sql`json_build_array(${count(stops(check))}, ${count(check.asked)})`),
    )}) as counts,
      (${count(any(checks.filter(isOfReport)))})::integer as lacking,
      (${count(any(checks.filter((check) => !isOfReport(check))))})::integer as unclosable
    from matters.matters m where m.tenant_id = ${actor.tenantId} and m.kind_code = ${code}
      and m.reported_at >= ${from} and m.reported_at <= ${at} and ${countedSql(actor)}`.execute(tx)
  const [row] = rows
  return {
    conditions: checks.map(({ what, name }, n) => {
      const [matters = 0, of = 0] = row?.counts[n] ?? []
      return { what, name, matters, of }
    }),
    lacking: row?.lacking ?? 0,
    unclosable: row?.unclosable ?? 0,
  }
}
