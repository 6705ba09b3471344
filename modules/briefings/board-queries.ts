import type { Actor } from '../../kernel/actor.ts'
import { fail, notFound } from '../../kernel/contract/errors.ts'
import type { PlaceId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import {
  type Condition,
  type CountedGroup,
  Counting,
  channels,
  channelWords,
  conditionWords,
  type FigureCounts,
  type Formula,
  figuresFor,
  formulasInForce,
  kindsInForce,
  scopeOf,
} from '../matters/public.ts'
import { type Place, pathRange, residentsOf } from '../places/public.ts'
import { type ChildName, nameOf, placeAndAbove, placesIn } from './board-places.ts'
import type { BoardRow, BoardView, By, FigureView } from './contract.ts'
import { mostMonths } from './contract.ts'
import { present } from './counted.ts'
import { firstDayOf, lastDayOf, type Month, monthsFrom } from './months.ts'

export interface BoardQuery {
  readonly from: Month
  readonly to: Month
  readonly placeId?: PlaceId
  readonly by?: By
}

/** The board of a place, as far as the actor may see: counted by one aggregate of module matters, named and put in order here. */
export async function boardFor(tx: Tx, actor: Actor, query: BoardQuery, now: Date): Promise<BoardView> {
  const { from, to, by = 'place' } = query
  const months = checkMonths(from, to)
  const [place, ...above] = await placeAndAbove(tx, actor, query.placeId)
  if (!place) return notFound()
  const days = { reportedFrom: firstDayOf(from), reportedTo: lastDayOf(to) }
  const formulas = (await formulasInForce(tx, actor.tenantId, now)).filter(({ shown }) => shown)
  const counting = new Counting(formulas)
  const asked = { placeId: place.id, placePath: place.path, by, ...days }
  const grouped = groupsOf(await figuresFor(tx, actor, asked, { counting, now }))
  const children = await childrenOf[by](tx, actor, place, now)
  const none = counting.countsOf({ counts: [], tenths: null })
  const monthly = (counted: Monthly | undefined): Pick<BoardRow, 'total' | 'months'> => ({
    total: present(counted?.get('all') ?? none, formulas),
    months: months.map((month) => present(counted?.get(month) ?? none, formulas)),
  })
  const people = await residentsOf(tx, actor.tenantId, Number(to.slice(0, 4)))
  const total = monthly(grouped.get('all'))
  return {
    place: { id: place.id, name: nameOf(place) },
    above: above.toReversed().map((one) => ({ id: one.id, name: nameOf(one) })),
    by,
    months,
    figures: formulas.map(figureView),
    rows: rowsOf(children, { grouped, monthly, by, people }),
    residents: people.get(place.id) ?? null,
    total: total.total,
    totalMonths: total.months,
  }
}

/** The months asked for, both included. Refuses none and too many. */
export function checkMonths(from: Month, to: Month): Month[] {
  const months = monthsFrom(from, to, mostMonths + 1)
  return months.length === 0 || months.length > mostMonths ? refuseMonths() : months
}

const refuseMonths = (): never =>
  fail(
    'invalid',
    'briefings.bad_months',
    { zh: `请选择 1 至 ${mostMonths} 个月`, en: `Choose 1 to ${mostMonths} months` },
    [
      {
        path: 'to',
        words: { zh: `应不早于起始月，且不超过 ${mostMonths} 个月`, en: `not before the first, ${mostMonths} at most` },
      },
    ],
  )

async function gridsIn(tx: Tx, actor: Actor, place: Place): Promise<ChildName[]> {
  const { from, to } = pathRange(place.path)
  const { rows } = await sql<{ id: string; at: string; name: Words; path: string; live: boolean }>`
    select g.id, g.id::text as at, json_build_object('zh', g.name, 'en', g.name_en) as name, g.place_path as path,
      g.ended_at is null and g.place_path >= ${from} and g.place_path < ${to} as live
    from places.grids_view g where g.tenant_id = ${actor.tenantId} order by g.code`.execute(tx)
  const { paths, grids } = scopeOf(actor)
  const mine = (row: { id: string; path: string }) =>
    grids.includes(row.id) || paths.some((path) => row.path.startsWith(path))
  return rows.map((row) => ({ ...row, always: row.live && mine(row) }))
}

async function kindsOf(tx: Tx, actor: Actor, _place: Place, now: Date): Promise<ChildName[]> {
  const kinds = await kindsInForce(tx, actor.tenantId, now)
  return kinds.map(({ code, name }) => ({ id: code, at: code, name, always: false }))
}

const channelsOf = async (): Promise<ChildName[]> =>
  channels.map((code) => ({ id: code, at: code, name: channelWords(code), always: false }))

const childrenOf: Readonly<Record<By, (tx: Tx, actor: Actor, place: Place, now: Date) => Promise<ChildName[]>>> = {
  place: placesIn,
  grid: gridsIn,
  kind: kindsOf,
  channel: channelsOf,
}

/** Counts by month (`all`: of all months) of one child. */
type Monthly = ReadonlyMap<Month | 'all', FigureCounts>

/** Groups by child: its path or id, `rest` for the place itself, `all` for the whole. */
function groupsOf(groups: readonly CountedGroup[]): ReadonlyMap<string, Monthly> {
  const found = new Map<string, Map<Month | 'all', FigureCounts>>()
  for (const group of groups) {
    const child = group.child === null ? 'all' : (group.child.at ?? 'rest')
    const months = found.get(child) ?? new Map<Month | 'all', FigureCounts>()
    found.set(child, months.set(group.month ?? 'all', group))
  }
  return found
}

interface Rows {
  readonly grouped: ReadonlyMap<string, Monthly>
  readonly monthly: (counted: Monthly | undefined) => Pick<BoardRow, 'total' | 'months'>
  readonly by: By
  readonly people: Awaited<ReturnType<typeof residentsOf>>
}

function rowsOf(children: readonly ChildName[], { grouped, monthly, by, people }: Rows): BoardRow[] {
  const rows = children
    .filter(({ at, always }) => always || grouped.has(at))
    .map(({ id, at, name }): BoardRow => {
      const residents = by === 'place' ? (people.get(id) ?? null) : null
      return { kind: by, id, name, residents, ...monthly(grouped.get(at)) }
    })
  const rest = grouped.get('rest')
  return rest ? [...rows, { kind: 'rest', id: null, name: null, residents: null, ...monthly(rest) }] : rows
}

const inWords = (conditions: readonly Condition[]): Words[] => conditions.map((condition) => conditionWords[condition])

const figureView = (formula: Formula): FigureView => ({
  ...{ code: formula.code, name: formula.name, meaning: formula.meaning },
  ...{ source: formula.source, version: formula.version },
  numerator: inWords(formula.numerator),
  denominator: formula.denominator && inWords(formula.denominator),
  exclusions: inWords(formula.exclusions),
  partly: formula.partly ? { conditions: inWords(formula.partly.conditions), percent: formula.partly.percent } : null,
})
