import type { Actor } from '../../../kernel/actor.ts'
import type { MatterId, PlaceId } from '../../../kernel/contract/ids.ts'
import type { Words } from '../../../kernel/contract/words.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { type Day, dayFromNumber, dayNumberFrom } from '../../../kernel/time/day.ts'
import { topicStates } from '../contract.ts'
import { type Filter, whereSql } from '../matter-filter.ts'
import { apart, candidateWords } from './hot-words.ts'
import { baselineWeeks, beganAt, expectedOf, fewestWeeks, risingOf, type Weekly } from './rising.ts'

export interface TopicPlace {
  readonly id: PlaceId
  /** The path of that place, `/1/7/`. */
  readonly path: string
}

/** Something of which there is unusually much this week. */
export interface Topic {
  readonly kind: 'category' | 'word'
  /** The code of the category, or the word itself. */
  readonly code: string
  readonly name: Words
  readonly week: number
  /** What the weeks before let one expect. */
  readonly expected: number
  readonly since: Day
  /** Right below the place, the most first, at most three. */
  readonly places: readonly { readonly id: PlaceId; readonly name: Words; readonly count: number }[]
  /** The latest. */
  readonly examples: readonly { readonly id: MatterId; readonly number: string; readonly title: string }[]
}

export interface Topics {
  /** The seven days that are looked at, both included. */
  readonly from: Day
  readonly to: Day
  /** The weeks that they are compared with; fewer than four say nothing yet. */
  readonly weeks: number
  readonly enough: boolean
  /** Words are not counted where there are too many matters to read. */
  readonly wordsCounted: boolean
  readonly topics: readonly Topic[]
}

/** More matters of nine weeks than these are not read for words: half a second of the database. */
const mostRead = 20_000
const mostTexts = 2000
const mostTopics = 12
const days = (baselineWeeks + 1) * 7

interface Asked {
  readonly tx: Tx
  readonly actor: Actor
  readonly place: TopicPlace
  readonly now: Date
  /** The last of the seven days. */
  readonly to: number
}

/** Counts by day, the last seven of them this week's. */
type Daily = readonly number[]

interface Found {
  readonly kind: Topic['kind']
  readonly code: string
  readonly name: Words
  readonly daily: Daily
}

/** What rises at a place in the seven days up to one, of the matters that the actor may list: `rising.ts` says by what rule. */
export async function topicsAt(tx: Tx, actor: Actor, place: TopicPlace, to: Day, now: Date): Promise<Topics> {
  const asked: Asked = { tx, actor, place, now, to: dayNumberFrom(to) }
  const categories = await categoriesByDay(asked)
  const all = added([...categories.values()].map(({ daily }) => daily))
  const weeks = weeksKnown(all)
  const said = { from: dayFromNumber(asked.to - 6), to, weeks, enough: weeks >= fewestWeeks }
  if (!said.enough) return { ...said, wordsCounted: false, topics: [] }
  const hot = risingOf(withPrefixes(categories).map((found) => ({ ...found, ...weekly(found.daily, weeks) })))
  const wordsCounted = all.reduce((sum, n) => sum + n, 0) <= mostRead
  const words = wordsCounted ? await risingWords(asked, all, weeks) : []
  const news = words.filter(({ code }) => !hot.some(({ name }) => name.zh.includes(code) || code.includes(name.zh)))
  const topics: Topic[] = []
  for (const { kind, code, name, daily, ...week } of [...hot, ...news].slice(0, mostTopics)) {
    const expected = expectedOf(week)
    const since = dayFromNumber(asked.to - days + 1 + beganAt(daily, expected / 7))
    topics.push({ kind, code, name, week: week.week, expected, since, ...(await whereAndWhich(asked, { kind, code })) })
  }
  return { ...said, wordsCounted, topics }
}

const topicFilter = ({ kind, code }: Pick<Topic, 'kind' | 'code'>): Filter =>
  kind === 'category' ? { category: code } : { q: code }

const filterOf = ({ place, to }: Asked, from: number): Filter => ({
  placeId: place.id,
  state: [...topicStates],
  reportedFrom: dayFromNumber(from),
  reportedTo: dayFromNumber(to),
})

const daySql = sql<number>`floor((extract(epoch from m.reported_at) + 28800) / 86400)::integer`
const first = ({ to }: Asked): number => to - days + 1

interface DayRow {
  readonly key: string
  readonly day: number
  readonly n: number
}

function dailyOf<T extends DayRow>(asked: Asked, rows: readonly T[]): Map<string, number[]> {
  const found = new Map<string, number[]>()
  for (const { key, day, n } of rows) {
    const daily = found.get(key) ?? new Array<number>(days).fill(0)
    daily[day - first(asked)] = (daily[day - first(asked)] ?? 0) + n
    found.set(key, daily)
  }
  return found
}

async function categoriesByDay(asked: Asked): Promise<Map<string, Found>> {
  const { tx, actor, now } = asked
  const { rows } = await sql<DayRow & { name: Words | null }>`
    select counted.*, (select c.name from matters.categories c where c.tenant_id = ${actor.tenantId} and c.tree = counted.tree
      and c.code = counted.key order by c.version desc limit 1) as name
    from (select m.category_code as key, min(m.category_tree) as tree, ${daySql} as day, count(*)::integer as n
      from matters.matters m where ${whereSql(actor, filterOf(asked, first(asked)), now)}
      group by m.category_code, 3) counted`.execute(tx)
  const names = new Map(rows.map(({ key, name }) => [key, name]))
  const found = [...dailyOf(asked, rows)].map(([code, daily]): [string, Found] => {
    const name = names.get(code) ?? { zh: code, en: code }
    return [code, { kind: 'category', code, name, daily }]
  })
  return new Map(found)
}

/** Each category with those below it, as the list's own filter takes them; what has no category is no topic. */
const withPrefixes = (categories: ReadonlyMap<string, Found>): Found[] =>
  [...categories.values()]
    .filter(({ code }) => code !== '')
    .map((found) => {
      const { code } = found
      const below = [...categories.values()].filter((one) => one.code >= code && one.code < `${code}~`)
      return { ...found, daily: added(below.map(({ daily }) => daily)) }
    })

const added = (all: readonly Daily[]): number[] =>
  Array.from({ length: days }, (_, day) => all.reduce((sum, daily) => sum + (daily[day] ?? 0), 0))

/** Full weeks before this one since the first matter. */
function weeksKnown(all: Daily): number {
  const begun = all.findIndex((n) => n > 0)
  return begun < 0 ? 0 : Math.max(0, Math.floor((days - 7 - begun) / 7))
}

function weekly(daily: Daily, weeks: number): Weekly {
  const weekSums = Array.from({ length: baselineWeeks + 1 }, (_, week) =>
    daily.slice(week * 7, week * 7 + 7).reduce((sum, n) => sum + n, 0),
  )
  return { week: weekSums.at(-1) ?? 0, before: weekSums.slice(-1 - weeks, -1) }
}

async function risingWords(asked: Asked, all: Daily, weeks: number): Promise<(Found & Weekly)[]> {
  const { tx, actor, place, now, to } = asked
  const week = whereSql(actor, filterOf(asked, to - 6), now)
  const texts = await sql<{ text: string }>`select m.title || ' ' || m.body as text from matters.matters m where ${week}
    order by m.reported_at desc limit ${sql.lit(mostTexts)}`.execute(tx)
  const names = await sql<{
    name: string
  }>`select distinct name from places.places_view where tenant_id = ${actor.tenantId}
    and path >= ${place.path} and path < ${`${place.path}:`} and level_kind in ('area', 'compound') limit 3000`.execute(
    tx,
  )
  const words = candidateWords(
    texts.rows.map(({ text }) => text),
    names.rows.map(({ name }) => name),
  )
  if (words.length === 0) return []
  const { rows } = await sql<DayRow>`
    select w.word as key, ${daySql} as day, count(*)::integer as n
    from (select m.search_text, m.reported_at from matters.matters m where ${whereSql(actor, filterOf(asked, first(asked)), now)}) m
    join unnest(${words}::text[]) w (word) on m.search_text like '%' || w.word || '%' group by 1, 2`.execute(tx)
  const whole = weekly(all, weeks)
  const exposure = Math.max(1, whole.week / expectedOf(whole))
  const counted = [...dailyOf(asked, rows)].map(([word, daily]) => ({
    ...{ kind: 'word' as const, word, code: word, name: { zh: word, en: word }, daily },
    ...{ ...weekly(daily, weeks), exposure },
  }))
  return apart(risingOf(counted))
}

/** Where the matters of a topic lie this week, and the latest of them. */
async function whereAndWhich(
  asked: Asked,
  topic: Pick<Topic, 'kind' | 'code'>,
): Promise<Pick<Topic, 'places' | 'examples'>> {
  const { tx, actor, place, now, to } = asked
  const where = whereSql(actor, { ...filterOf(asked, to - 6), ...topicFilter(topic) }, now)
  const below = sql`split_part(substr(m.place_path, ${place.path.length + 1}::integer), '/', 1)`
  const places = await sql<Topic['places'][number]>`
    select p.id, json_build_object('zh', p.name, 'en', p.name_en) as name, counted.n as count
    from (select ${place.path}::text || ${below} || '/' as path, count(*)::integer as n from matters.matters m
      where ${where} and ${below} <> '' group by 1) counted
    join places.places_view p on p.tenant_id = ${actor.tenantId} and p.path = counted.path
    order by counted.n desc, p.path limit 3`.execute(tx)
  const examples = await sql<
    Topic['examples'][number]
  >`select m.id, m.number, m.title from matters.matters m where ${where}
    order by m.reported_at desc, m.id limit 3`.execute(tx)
  return { places: places.rows, examples: examples.rows }
}
