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
  well_satisfied: () => sql<boolean>`m.satisfaction >= 4`,
  basically_satisfied: () => sql<boolean>`m.satisfaction = 3`,
  self_found: () => sql<boolean>`m.self_found`,
  /** 立案: somebody took it as a case. */
  filed: () => sql<boolean>`(m.accepted_at is not null or m.state not in ('reported', 'void', 'merged'))`,
  closed: () => sql<boolean>`m.state = 'closed'`,
  /** Closed, or the time to handle it is over: 应结案. */
  closing_judged: (now: Date) =>
    sql<boolean>`(m.state = 'closed' or (m.handle_due_at < ${now} and m.state not in ('void', 'merged')))`,
  /** 缓办, 挂账. */
  on_hold: () => sql<boolean>`m.state = 'suspended'`,
  assigned: () => sql<boolean>`m.assigned_at is not null`,
  returned: () => sql<boolean>`m.returns > 0`,
  extended: () => sql<boolean>`m.extensions > 0`,
  repeated: () => sql<boolean>`m.state = 'merged'`,
  not_dropped: () => sql<boolean>`m.state <> 'void'`,
  urgent: () => sql<boolean>`m.priority = 'urgent'`,
  not_imported: () => sql<boolean>`m.channel <> 'import'`,
  by_phone: () => sql<boolean>`m.channel = 'phone'`,
  by_pocket: () => sql<boolean>`m.channel = 'pocket'`,
  by_patrol: () => sql<boolean>`m.channel = 'patrol'`,
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
  well_satisfied: { zh: '评分 4 分及以上', en: 'rated 4 or better' },
  basically_satisfied: { zh: '评分 3 分', en: 'rated 3' },
  self_found: { zh: '巡查自己发现', en: 'found by one’s own patrol' },
  filed: { zh: '已立案（受理）', en: 'accepted as a case' },
  closed: { zh: '已结案（归档）', en: 'closed' },
  closing_judged: { zh: '已结案或办理时限已到', en: 'closed, or due to be' },
  on_hold: { zh: '缓办（挂起）', en: 'on hold' },
  assigned: { zh: '已派遣', en: 'assigned to somebody' },
  returned: { zh: '承办方退回过', en: 'returned by who was to handle it' },
  extended: { zh: '延期过', en: 'extended' },
  repeated: { zh: '并入另一件的（重复）', en: 'merged into another one (a repetition)' },
  not_dropped: { zh: '没有作废', en: 'not void' },
  urgent: { zh: '紧急', en: 'urgent' },
  not_imported: { zh: '不是从文件导入', en: 'not imported from a file' },
  by_phone: { zh: '从电话来', en: 'came by phone' },
  by_pocket: { zh: '从手机上报', en: 'came by the phone pages' },
  by_patrol: { zh: '从巡查来', en: 'came from a patrol' },
  imported: { zh: '从文件导入', en: 'imported from a file' },
  answered_5: { zh: '5 个工作日内答复', en: 'answered within 5 working days' },
  answered_15: { zh: '15 个工作日内答复', en: 'answered within 15 working days' },
  answered_6_15: { zh: '6 至 15 个工作日答复', en: 'answered in 6 to 15 working days' },
  answered_later: { zh: '15 个工作日后答复', en: 'answered after 15 working days' },
  answered: { zh: '导入时已答复', en: 'answered when imported' },
  unanswered: { zh: '导入时未答复', en: 'not answered when imported' },
}

/** Conditions that no figure of the board may use: they are not counted beforehand. */
const ofImports: ReadonlySet<string> = new Set([
  ...['imported', 'answered_5', 'answered_15', 'answered_6_15', 'answered_later', 'answered', 'unanswered'],
])

/** The conditions that a formula may be put together from. */
export const formulaConditions = (Object.keys(conditions) as Condition[]).filter((name) => !ofImports.has(name))

/** A figure of the board as data: what is counted, of what, what is left out, what counts in part, and its source. */
export interface Figure {
  readonly code: string
  readonly name: Words
  /** In words. */
  readonly meaning: Words
  readonly numerator: readonly Condition[]
  /** Without a denominator it is a plain count. */
  readonly denominator: readonly Condition[] | null
  readonly exclusions: readonly Condition[]
  /** What counts with a part of its weight only, unless it counts whole: 基本满意 at 60 %. */
  readonly partly?: Partly | null
  /** Where the formula comes from. */
  readonly source: string
}

export interface Partly {
  readonly conditions: readonly Condition[]
  /** 1 to 99. */
  readonly percent: number
}

const bulletins = '热线通报惯例（没有找到官方公式）'
const city = 'GB/T 30428.4 一类城市的考核办法（金华、天门通报的写法）'

const count = (
  code: string,
  name: Words,
  meaning: Words,
  numerator: Condition[],
  exclusions: Condition[] = [],
): Figure => ({
  ...{ code, name, meaning, numerator, exclusions },
  denominator: null,
  source: '里仁',
})

type Parts = Pick<Figure, 'numerator' | 'exclusions'> & { readonly denominator: readonly Condition[] }

const rate = (code: string, name: Words, meaning: Words, parts: Parts, source: string): Figure => ({
  ...{ code, name, meaning, source },
  ...parts,
})

/**
 * The figures as delivered. No official formulas of the three rates were found; these follow the usage of hotline bulletins
 * (响应率 解决率 满意率) and, for cases, of city management (立案率 结案率 按期结案率 返工率 延期率). A tenant changes them
 * (modules/matters/formulas).
 */
export const figures: readonly Figure[] = [
  count(
    'reported',
    { zh: '上报', en: 'Reported' },
    { zh: '本期上报的事项，不含作废和并案', en: 'Matters reported in the period, without void and merged ones' },
    ['not_void'],
  ),
  count('open', { zh: '在办', en: 'Open' }, { zh: '现在还没有归档的事项', en: 'Matters that are not closed yet' }, [
    'open',
  ]),
  count(
    'overdue',
    { zh: '超时', en: 'Overdue' },
    { zh: '在办且当前时限已过', en: 'Open, and the running clock has passed its deadline' },
    ['overdue'],
  ),
  count(
    'resolved',
    { zh: '办结', en: 'Resolved' },
    {
      zh: '已办结的事项，办理天数由此计算（上报到办结，自然日）；剔除件除外',
      en: 'Resolved matters, from which the days to resolve are counted (report to resolve, natural days); exclusions left out',
    },
    ['not_void', 'resolved'],
    ['excluded'],
  ),
  rate(
    'response',
    { zh: '响应率', en: 'Response rate' },
    {
      zh: '时限内首次联系 ÷ 应联系（已联系或已到期）；巡查自办和剔除件除外',
      en: 'Contacted in time ÷ to be contacted (done or due); own finds and exclusions left out',
    },
    {
      numerator: ['contacted_in_time'],
      denominator: ['not_void', 'to_contact', 'contact_judged'],
      exclusions: ['excluded'],
    },
    bulletins,
  ),
  rate(
    'resolution',
    { zh: '解决率', en: 'Resolution rate' },
    { zh: '回访「已解决」÷ 有效回访；剔除件除外', en: 'Said to be solved ÷ valid follow-ups; exclusions left out' },
    { numerator: ['solved'], denominator: ['not_void', 'followed_up'], exclusions: ['excluded'] },
    bulletins,
  ),
  rate(
    'satisfaction',
    { zh: '满意率', en: 'Satisfaction rate' },
    { zh: '评分 3 分及以上 ÷ 已评分；剔除件除外', en: 'Rated 3 or better ÷ rated; exclusions left out' },
    { numerator: ['satisfied'], denominator: ['not_void', 'rated'], exclusions: ['excluded'] },
    bulletins,
  ),
  rate(
    'on_time',
    { zh: '按时办结率', en: 'On-time rate' },
    {
      zh: '时限内办结 ÷ 应办结（已办结或已到期）；剔除件除外',
      en: 'Resolved in time ÷ to be resolved (done or due); exclusions left out',
    },
    { numerator: ['handled_in_time'], denominator: ['not_void', 'handling_judged'], exclusions: ['excluded'] },
    city,
  ),
  rate(
    'reopen',
    { zh: '重办率（返工率）', en: 'Reopen (rework) rate' },
    {
      zh: '退回重办过的 ÷ 办结过的；剔除件除外',
      en: 'Sent back at least once ÷ resolved at least once; exclusions left out',
    },
    { numerator: ['reopened'], denominator: ['not_void', 'resolved_once'], exclusions: ['excluded'] },
    city,
  ),
  rate(
    'filing',
    { zh: '立案率', en: 'Filing rate' },
    { zh: '已立案 ÷ 有效上报（不含作废和并案）', en: 'Accepted as a case ÷ valid reports (neither void nor merged)' },
    { numerator: ['filed'], denominator: ['not_void'], exclusions: [] },
    city,
  ),
  rate(
    'closing',
    { zh: '结案率', en: 'Closing rate' },
    {
      zh: '已结案 ÷ 应结案（已结案或办理时限已到）；缓办和剔除件除外',
      en: 'Closed ÷ to be closed (closed, or the time to handle is over); those on hold and exclusions left out',
    },
    {
      numerator: ['closed'],
      denominator: ['not_void', 'filed', 'closing_judged'],
      exclusions: ['on_hold', 'excluded'],
    },
    city,
  ),
  rate(
    'closing_on_time',
    { zh: '按期结案率', en: 'On-time closing rate' },
    {
      zh: '时限内办结并已结案 ÷ 应结案；缓办和剔除件除外',
      en: 'Closed and resolved in time ÷ to be closed; those on hold and exclusions left out',
    },
    {
      numerator: ['closed', 'handled_in_time'],
      denominator: ['not_void', 'filed', 'closing_judged'],
      exclusions: ['on_hold', 'excluded'],
    },
    city,
  ),
  rate(
    'extension',
    { zh: '延期率', en: 'Extension rate' },
    { zh: '延期过的 ÷ 应办结；剔除件除外', en: 'Extended ÷ to be resolved; exclusions left out' },
    { numerator: ['extended'], denominator: ['not_void', 'handling_judged'], exclusions: ['excluded'] },
    city,
  ),
  rate(
    'return',
    { zh: '退单率', en: 'Return rate' },
    { zh: '承办方退回过的 ÷ 已派遣', en: 'Returned by who was to handle it ÷ assigned' },
    { numerator: ['returned'], denominator: ['not_void', 'assigned'], exclusions: [] },
    city,
  ),
  rate(
    'self_found',
    { zh: '自查率', en: 'Self-found rate' },
    { zh: '巡查自己发现的 ÷ 上报', en: 'Found by one’s own patrols ÷ reported' },
    { numerator: ['self_found'], denominator: ['not_void'], exclusions: [] },
    '里仁（未诉先办）',
  ),
  rate(
    'repeated',
    { zh: '重复诉求率', en: 'Repeated demands' },
    {
      zh: '并入另一件的 ÷ 全部上报（不含作废）',
      en: 'Merged into another one ÷ all that was reported, void ones left out',
    },
    { numerator: ['repeated'], denominator: ['not_dropped'], exclusions: [] },
    '里仁',
  ),
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
  source: '民法典 201',
}))

const byCode = new Map([...figures, ...answerFigures].map((figure) => [figure.code, figure]))

export const figureOf = (code: string): Figure | undefined => byCode.get(code)

export type Part = 'numerator' | 'denominator' | 'excluded' | 'partly'

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
  if (part === 'partly') {
    if (!figure.partly) return sql<boolean>`false`
    const whole = sql<boolean>`not (${sql.join(all(figure.numerator), sql` and `)})`
    return sql<boolean>`(${sql.join([...all(base), ...all(figure.partly.conditions), whole, ...left], sql` and `)})`
  }
  const parts =
    part === 'denominator' || base === figure.numerator ? all(base) : [...all(base), ...all(figure.numerator)]
  return sql<boolean>`(${sql.join([...parts, ...left], sql` and `)})`
}
