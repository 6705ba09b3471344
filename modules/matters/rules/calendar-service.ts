import type { Actor } from '../../../kernel/actor.ts'
import type { BodyOf, ResponseOf } from '../../../kernel/contract/endpoint.ts'
import { fail } from '../../../kernel/contract/errors.ts'
import type { TenantId } from '../../../kernel/contract/ids.ts'
import { type Db, sql, type Tx } from '../../../kernel/db.ts'
import { record } from '../../../kernel/events/record.ts'
import { dayFromNumber, dayNumberFrom, dayOf } from '../../../kernel/time/day.ts'
import { isNationalWorkday } from '../../../kernel/time/holidays.ts'
import {
  type CalendarFault,
  calendarFault,
  defaultCalendar,
  knowsHolidaysOf,
  minutesOfWorkday,
  worksOn,
} from '../../../kernel/time/work-calendar.ts'
import { stages } from '../matter.ts'
import {
  type CalendarRules,
  type LocalCalendar,
  leastMinutesADay,
  type listRuleSets,
  type saveCalendarRules,
  type TrialCounts,
  type TrialView,
} from './contract.ts'
import { versionsAPage } from './documents.ts'
import { type CalendarSaved, calendarSaved, ruleStreamOf } from './events.ts'
import { checkDraft, type Saving } from './saving.ts'
import type { PastClock } from './trial.ts'
import { runTrial, type Shown } from './trial-queries.ts'
import { versionStates } from './versions.ts'

interface HeadRow {
  readonly version: number
  readonly validFrom: Date
  readonly savedAt: Date | null
  readonly authorName: string | null
  readonly backTo: number | null
  readonly tried: TrialCounts | null
  readonly source: string | null
}

const ours: LocalCalendar = { ...defaultCalendar, hours: [...defaultCalendar.hours] }

/**
 * The versions without the calendars, the newest first: however often one was saved, this stays small. A tenant without any
 * has the national calendar as version 0.
 */
async function calendarHeads(tx: Tx, tenantId: TenantId, at: Date) {
  const { rows } = await sql<HeadRow>`
    select c.version, c.valid_from as "validFrom", c.saved_at as "savedAt", n.name as "authorName", c.back_to as "backTo", c.tried,
      c.source
    from matters.calendar_versions c
    left join people.persons_view n on n.tenant_id = c.tenant_id and n.id = c.author_id
    where c.tenant_id = ${tenantId} order by c.version desc`.execute(tx)
  const none = { version: 0, savedAt: null, authorName: null, backTo: null, tried: null, source: null }
  const found: readonly HeadRow[] = rows.length > 0 ? rows : [{ ...none, validFrom: at }]
  const states = versionStates(found, at)
  const heads = found.map((row) => ({
    ...row,
    state: states.get(row.version) ?? ('earlier' as const),
    validFrom: row.validFrom.toISOString(),
    savedAt: row.savedAt?.toISOString() ?? null,
  }))
  const inForce = heads.find(({ state }) => state === 'in_force')
  if (!inForce) throw new Error('no calendar is in force')
  const planned = heads.filter(({ state }) => state === 'planned')
  return { heads, inForce, planned, newest: found[0]?.version ?? 0 }
}

/** The calendars of some versions, by version. */
async function calendarsOf(tx: Tx, tenantId: TenantId, versions: readonly number[]) {
  const { rows } = await sql<{ version: number; calendar: LocalCalendar }>`select version, calendar
    from matters.calendar_versions where tenant_id = ${tenantId} and version = any(${[...versions]}::integer[])`.execute(
    tx,
  )
  const found = new Map(rows.map(({ version, calendar }) => [version, calendar]))
  return (version: number): LocalCalendar => found.get(version) ?? ours
}

/** The calendar at a glance. */
export async function calendarGlance(
  tx: Tx,
  tenantId: TenantId,
  at: Date,
): Promise<ResponseOf<typeof listRuleSets>['calendar']> {
  const { inForce, planned } = await calendarHeads(tx, tenantId, at)
  const { version, validFrom, authorName } = inForce
  const calendar = (await calendarsOf(tx, tenantId, [version]))(version)
  const next = planned.at(-1)
  return {
    version,
    validFrom,
    authorName,
    local: Object.keys(calendar.overrides).length,
    planned: next ? { version: next.version, validFrom: next.validFrom } : null,
  }
}

export async function calendarRules(
  tx: Tx,
  { tenantId }: Actor,
  asked: { readonly year?: number | undefined; readonly offset?: number | undefined },
  at: Date,
): Promise<CalendarRules> {
  const { heads, inForce, planned, newest } = await calendarHeads(tx, tenantId, at)
  const { offset = 0 } = asked
  // With the one behind the page, so that its last one says what it changed.
  const page = heads.slice(offset, offset + versionsAPage)
  const behind = heads[offset + versionsAPage]
  const shown = [...page, ...(behind ? [behind] : []), inForce].map(({ version }) => version)
  const calendarOf = await calendarsOf(tx, tenantId, shown)
  const year = asked.year ?? Number(dayOf(at).slice(0, 4))
  const rest: string[] = []
  for (let day = dayNumberFrom(`${year}-01-01`); day < dayNumberFrom(`${year + 1}-01-01`); day++)
    if (!isNationalWorkday(day)) rest.push(dayFromNumber(day))
  return {
    inForce: inForce.version,
    calendar: calendarOf(inForce.version),
    newest,
    versions: page.map((head) => ({ ...head, calendar: calendarOf(head.version) })),
    behind: behind ? calendarOf(behind.version) : null,
    total: heads.length,
    planned: planned.map(({ version, validFrom }) => ({ version, validFrom })),
    ...{ year, announced: knowsHolidaysOf(calendarOf(inForce.version), year), rest },
  }
}

const faultWords: Readonly<Record<CalendarFault | 'no_work' | 'short_day', { zh: string; en: string }>> = {
  no_hours: { zh: '至少要有一段办公时间', en: 'At least one stretch of office hours is needed' },
  not_a_time: { zh: '时间写成 09:00 这样', en: 'Write times as 09:00' },
  hours_out_of_order: {
    zh: '办公时间要从早到晚，不能重叠，每段的结束晚于开始',
    en: 'Office hours go from morning to evening, do not overlap, and end after they begin',
  },
  not_a_day: { zh: '没有这一天', en: 'There is no such day' },
  short_day: {
    zh: '每天的办公时间合起来至少 1 小时',
    en: 'The office hours of a day come to one hour at least',
  },
  no_work: {
    zh: '这一年几乎没有工作日，请检查本地休息日',
    en: 'Hardly a day of that year is worked; please check the days off',
  },
}

/** What is wrong with a calendar that somebody drew. */
export function faultOf(calendar: LocalCalendar): { zh: string; en: string } | null {
  const fault = calendarFault(calendar)
  if (fault) return faultWords[fault]
  if (minutesOfWorkday(calendar) < leastMinutesADay) return faultWords.short_day
  const years = new Set(Object.keys(calendar.overrides).map((day) => day.slice(0, 4)))
  for (const year of years) {
    const first = dayNumberFrom(`${year}-01-01`)
    const worked = Array.from({ length: 365 }, (_, n) => worksOn(calendar, first + n)).filter(Boolean).length
    if (worked < 120) return faultWords.no_work
  }
  return null
}

function checkCalendar(calendar: LocalCalendar): void {
  const words = faultOf(calendar)
  if (words) fail('invalid', 'matters.bad_calendar', words, [{ path: 'calendar', words }])
}

/** Tries a calendar on the clocks of the month before: the limit of each stays, its end is reckoned anew. */
export async function tryCalendar(
  tx: Tx,
  actor: Actor,
  draft: { calendar: LocalCalendar; at: Date },
  shown: Shown = {},
): Promise<TrialView> {
  checkCalendar(draft.calendar)
  const { inForce } = await calendarHeads(tx, actor.tenantId, draft.at)
  const calendar = (await calendarsOf(tx, actor.tenantId, [inForce.version]))(inForce.version)
  const limitOf = ({ span }: PastClock) => span
  const trial = { actor, at: draft.at, kind: null, stages }
  return runTrial(tx, { ...trial, before: { limitOf, calendar }, after: { limitOf, calendar: draft.calendar } }, shown)
}

/** Saves a calendar as the next version. One that begins later is planned until a worker begins it. */
export async function saveCalendarVersion(
  tx: Tx,
  { actor, eventActor, at }: Saving,
  body: BodyOf<typeof saveCalendarRules>,
): Promise<{ version: number }> {
  const { tenantId, personId } = actor
  const { calendar, backTo = null } = body
  const source = body.source.trim()
  await sql`select pg_advisory_xact_lock(hashtextextended(${`matter-rules:${tenantId}:calendar`}, 0))`.execute(tx)
  const { newest } = await calendarHeads(tx, tenantId, at)
  const validFrom = body.validFrom ? new Date(body.validFrom) : at
  checkDraft({ base: body.base, newest, validFrom, at })
  const { counts: tried } = await tryCalendar(tx, actor, { calendar, at }, { limit: 0 })
  const version = newest + 1
  await sql`insert into matters.calendar_versions
      (tenant_id, version, valid_from, author_id, calendar, saved_at, back_to, tried, source, begun)
    values (${tenantId}, ${version}, ${validFrom}, ${personId}, ${JSON.stringify(calendar)}::jsonb, ${at}, ${backTo},
      ${JSON.stringify(tried)}::jsonb, ${source}, ${validFrom <= at})`.execute(tx)
  const payload: CalendarSaved = { version, validFrom: validFrom.toISOString(), backTo, source, tried, calendar }
  await record(tx, { tenantId, stream: ruleStreamOf('calendar'), type: calendarSaved, at, actor: eventActor, payload })
  return { version }
}

/** Calendars whose day has come begin: from then on every new clock goes by them. */
export async function beginPlanned(db: Db, at: Date): Promise<void> {
  await db.tx((tx) =>
    sql`update matters.calendar_versions set begun = true where not begun and valid_from <= ${at}`.execute(tx),
  )
}
