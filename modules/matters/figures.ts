import type { RawBuilder } from 'kysely'
import type { Words } from '../../kernel/contract/words.ts'
import { sql } from '../../kernel/db.ts'

/** What an imported matter's file said of its answer. */
const answeredSql = (how: RawBuilder<unknown>): RawBuilder<boolean> =>
  sql<boolean>`exists (select from matters.import_rows r where r.tenant_id = m.tenant_id and r.matter_id = m.id and ${how})`

/** Named conditions from which figures are put together; each is SQL on `matters.matters m`. */
const conditions = {
  all: () => sql<boolean>`true`,
  open: () =>
    sql<boolean>`m.state in ('reported', 'accepted', 'assigned', 'handling', 'returned', 'suspended', 'resolved')`,
  overdue: (now: Date) =>
    sql<boolean>`(m.state in ('reported', 'accepted', 'assigned', 'handling', 'returned', 'resolved') and m.clock_due_at < ${now})`,
  counted: () => sql<boolean>`m.exclusion <> 'approved'`,
  excluded: () => sql<boolean>`m.exclusion = 'approved'`,
  not_void: () => sql<boolean>`m.state not in ('void', 'merged')`,
  /** Somebody could be contacted at all: patrol finds have no reporter to call. */
  to_contact: () => sql<boolean>`(not m.self_found and m.contact_due_at is not null)`,
  /** The first contact is made, or its time is over. */
  contact_judged: (now: Date) => sql<boolean>`(m.contacted_at is not null or m.contact_due_at < ${now})`,
  contacted_in_time: () => sql<boolean>`(m.contacted_at is not null and m.contacted_at <= m.contact_due_at)`,
  /** A valid follow-up: the reporter (or a look on the spot) said yes or no. */
  followed_up: () => sql<boolean>`m.solved is not null`,
  solved: () => sql<boolean>`m.solved`,
  rated: () => sql<boolean>`m.satisfaction is not null`,
  satisfied: () => sql<boolean>`m.satisfaction >= 3`,
  /** Finished, or its time is over. */
  handling_judged: (now: Date) =>
    sql<boolean>`(m.handle_due_at is not null and (m.resolved_at is not null or m.handle_due_at < ${now}))`,
  resolved: () => sql<boolean>`m.resolved_at is not null`,
  handled_in_time: () => sql<boolean>`(m.resolved_at is not null and m.resolved_at <= m.handle_due_at)`,
  resolved_once: () => sql<boolean>`(m.resolved_at is not null or m.rounds > 1)`,
  reopened: () => sql<boolean>`m.rounds > 1`,
  imported: () => sql<boolean>`m.import_id is not null`,
  answered_5: () => answeredSql(sql`r.workdays <= 5`),
  answered_15: () => answeredSql(sql`r.workdays <= 15`),
  answered_6_15: () => answeredSql(sql`r.workdays between 6 and 15`),
  answered_later: () => answeredSql(sql`r.workdays > 15`),
  answered: () => answeredSql(sql`r.answered_at is not null`),
  unanswered: () => answeredSql(sql`r.answered_at is null`),
} satisfies Record<string, (now: Date) => RawBuilder<boolean>>

export type Condition = keyof typeof conditions

/** The conditions in words: a figure's formula can be read aloud. */
export const conditionWords: Readonly<Record<Condition, Words>> = {
  all: { zh: '全部事项', en: 'all matters' },
  open: { zh: '还没有归档', en: 'not closed yet' },
  overdue: { zh: '当前时限已过', en: 'the running clock has passed its deadline' },
  counted: { zh: '没有剔除', en: 'not left out' },
  excluded: { zh: '经第二人复核剔除的', en: 'left out, with the consent of a second person' },
  not_void: { zh: '不是作废或并案', en: 'neither void nor merged' },
  to_contact: { zh: '有诉求人可以联系', en: 'has somebody to contact' },
  contact_judged: { zh: '已联系或联系时限已到', en: 'contacted, or due to be' },
  contacted_in_time: { zh: '时限内首次联系', en: 'first contacted in time' },
  followed_up: { zh: '有效回访（答复了是否解决）', en: 'validly followed up (solved or not was answered)' },
  solved: { zh: '答复已解决', en: 'said to be solved' },
  rated: { zh: '已评分', en: 'rated' },
  satisfied: { zh: '评分 3 分及以上', en: 'rated 3 or better' },
  handling_judged: { zh: '已办结或办理时限已到', en: 'resolved, or due to be' },
  resolved: { zh: '已办结', en: 'resolved' },
  handled_in_time: { zh: '时限内办结', en: 'resolved in time' },
  resolved_once: { zh: '办结过', en: 'was resolved at least once' },
  reopened: { zh: '退回重办过', en: 'was sent back at least once' },
  imported: { zh: '从文件导入', en: 'imported from a file' },
  answered_5: { zh: '5 个工作日内答复', en: 'answered within 5 working days' },
  answered_15: { zh: '15 个工作日内答复', en: 'answered within 15 working days' },
  answered_6_15: { zh: '6 至 15 个工作日答复', en: 'answered in 6 to 15 working days' },
  answered_later: { zh: '15 个工作日后答复', en: 'answered after 15 working days' },
  answered: { zh: '导入时已答复', en: 'answered when imported' },
  unanswered: { zh: '导入时未答复', en: 'not answered when imported' },
}

/** A figure of the board as data: what is counted, of what, and what is left out, with its source. */
export interface Figure {
  readonly code: string
  readonly name: Words
  /** In words, with where it comes from. */
  readonly meaning: Words
  /** Without a denominator it is a plain count. */
  readonly numerator: readonly Condition[]
  readonly denominator: readonly Condition[] | null
  readonly exclusions: readonly Condition[]
}

/**
 * The first figures. No official formulas of the three rates were found; these follow the usage of hotline bulletins
 * (响应率 解决率 满意率) and the on-time rate of GB/T 30428.4 (按期结案率). Editing them is for a later release.
 */
export const figures: readonly Figure[] = [
  {
    code: 'reported',
    name: { zh: '上报', en: 'Reported' },
    meaning: {
      zh: '本期上报的事项，不含作废和并案',
      en: 'Matters reported in the period, without void and merged ones',
    },
    numerator: ['not_void'],
    denominator: null,
    exclusions: [],
  },
  {
    code: 'open',
    name: { zh: '在办', en: 'Open' },
    meaning: { zh: '现在还没有归档的事项', en: 'Matters that are not closed yet' },
    numerator: ['open'],
    denominator: null,
    exclusions: [],
  },
  {
    code: 'overdue',
    name: { zh: '超时', en: 'Overdue' },
    meaning: { zh: '在办且当前时限已过', en: 'Open, and the running clock has passed its deadline' },
    numerator: ['overdue'],
    denominator: null,
    exclusions: [],
  },
  {
    code: 'resolved',
    name: { zh: '办结', en: 'Resolved' },
    meaning: {
      zh: '已办结的事项，办理天数由此计算（上报到办结，自然日）；剔除件除外',
      en: 'Resolved matters, from which the days to resolve are counted (report to resolve, natural days); exclusions left out',
    },
    numerator: ['not_void', 'resolved'],
    denominator: null,
    exclusions: ['excluded'],
  },
  {
    code: 'response',
    name: { zh: '响应率', en: 'Response rate' },
    meaning: {
      zh: '时限内首次联系 ÷ 应联系（已联系或已到期）；巡查自办和剔除件除外',
      en: 'Contacted in time ÷ to be contacted (done or due); own finds and exclusions left out',
    },
    numerator: ['contacted_in_time'],
    denominator: ['not_void', 'to_contact', 'contact_judged'],
    exclusions: ['excluded'],
  },
  {
    code: 'resolution',
    name: { zh: '解决率', en: 'Resolution rate' },
    meaning: {
      zh: '回访「已解决」÷ 有效回访；剔除件除外',
      en: 'Said to be solved ÷ valid follow-ups; exclusions left out',
    },
    numerator: ['solved'],
    denominator: ['not_void', 'followed_up'],
    exclusions: ['excluded'],
  },
  {
    code: 'satisfaction',
    name: { zh: '满意率', en: 'Satisfaction rate' },
    meaning: { zh: '评分 3 分及以上 ÷ 已评分；剔除件除外', en: 'Rated 3 or better ÷ rated; exclusions left out' },
    numerator: ['satisfied'],
    denominator: ['not_void', 'rated'],
    exclusions: ['excluded'],
  },
  {
    code: 'on_time',
    name: { zh: '按时办结率', en: 'On-time rate' },
    meaning: {
      zh: '时限内办结 ÷ 应办结（已办结或已到期）；剔除件除外',
      en: 'Resolved in time ÷ to be resolved (done or due); exclusions left out',
    },
    numerator: ['handled_in_time'],
    denominator: ['not_void', 'handling_judged'],
    exclusions: ['excluded'],
  },
  {
    code: 'reopen',
    name: { zh: '重办率', en: 'Reopen rate' },
    meaning: {
      zh: '退回重办过的 ÷ 办结过的；剔除件除外',
      en: 'Sent back at least once ÷ resolved at least once; exclusions left out',
    },
    numerator: ['reopened'],
    denominator: ['not_void', 'resolved_once'],
    exclusions: ['excluded'],
  },
]

/**
 * How imported matters were answered before they came to us; shown with their import, not on the board. Working days as
 * every clock counts them: the day of the report is not counted (民法典 art. 201).
 */
export const answerFigures: readonly Figure[] = (
  ['answered_5', 'answered_15', 'answered_6_15', 'answered_later', 'answered', 'unanswered'] as const
).map((code) => ({
  code,
  name: conditionWords[code],
  meaning: { zh: `${conditionWords[code].zh} ÷ 导入的事项`, en: `${conditionWords[code].en} ÷ imported matters` },
  numerator: [code],
  denominator: ['not_void', 'imported'],
  exclusions: [],
}))

const byCode = new Map([...figures, ...answerFigures].map((figure) => [figure.code, figure]))

export const figureOf = (code: string): Figure | undefined => byCode.get(code)

export type Part = 'numerator' | 'denominator' | 'excluded'

/**
 * The condition that selects exactly the matters a part of a figure counts. The board aggregates by it and the list
 * behind a click filters by it, so that both are the same truth.
 */
export function partSql(figure: Figure, part: Part, now: Date): RawBuilder<boolean> {
  const all = (names: readonly Condition[]) =>
    names.map((name) => sql<boolean>`coalesce(${conditions[name](now)}, false)`)
  const left = figure.exclusions.map((name) => sql<boolean>`not coalesce(${conditions[name](now)}, false)`)
  const base = figure.denominator ?? figure.numerator
  if (part === 'excluded') {
    const out = all(figure.exclusions)
    const some = out.length > 0 ? sql<boolean>`(${sql.join(out, sql` or `)})` : sql<boolean>`false`
    return sql<boolean>`(${sql.join([...all(base), some], sql` and `)})`
  }
  const parts =
    part === 'denominator' || base === figure.numerator ? all(base) : [...all(base), ...all(figure.numerator)]
  return sql<boolean>`(${sql.join([...parts, ...left], sql` and `)})`
}
