import type { Actor } from '../../kernel/actor.ts'
import type { QueryOf, ResponseOf } from '../../kernel/contract/endpoint.ts'
import { fail, notFound } from '../../kernel/contract/errors.ts'
import type { PlaceId } from '../../kernel/contract/ids.ts'
import type { Tx } from '../../kernel/db.ts'
import { type Day, dayFromNumber, dayNumberFrom, dayOf } from '../../kernel/time/day.ts'
import { movesBetween, occupancyOn } from '../enterprises/public.ts'
import { gatheringFiguresOf } from '../gatherings/public.ts'
import { countMatters } from '../matters/public.ts'
import { pushPage } from '../policies/public.ts'
import { coverageOfList } from '../visits/public.ts'
import { nameOf, placeAndAbove, placesIn } from './board-places.ts'
import { mostPeriods, type ResultRow, type readResults } from './ledgers-contract.ts'
import { type Period, periodsOf } from './quarters.ts'

type PlaceName = ResultRow['place']

/** The ledger of results of a place: quarter by quarter the place itself, then those below it that have something to show. */
export async function resultsFor(
  tx: Tx,
  actor: Actor,
  query: QueryOf<typeof readResults>,
  now: Date,
): Promise<ResponseOf<typeof readResults>> {
  const periods = periodsOf(query.from, query.to, mostPeriods)
  if (periods.length === 0 || periods.length > mostPeriods) refuseDays()
  const [place, ...above] = await placeAndAbove(tx, actor, query.placeId)
  if (!place) return notFound()
  const here: PlaceName = { id: place.id, name: nameOf(place) }
  const below = (await placesIn(tx, actor, place)).map(({ id, name }): PlaceName => ({ id: id as PlaceId, name }))
  const rows: ResultRow[] = []
  for (const period of periods) {
    rows.push(await resultOf(tx, actor, period, { place: here, whole: true }, now))
    for (const child of below) {
      const row = await resultOf(tx, actor, period, { place: child, whole: false }, now)
      if (!isNothing(row)) rows.push(row)
    }
  }
  return { place: here, above: above.toReversed().map((one) => ({ id: one.id, name: nameOf(one) })), below, rows }
}

const refuseDays = (): never =>
  fail('invalid', 'briefings.bad_days', { zh: '请选择一年以内的日期', en: 'Choose days within a year' }, [
    { path: 'to', words: { zh: '应不早于开始日，且不超过一年', en: 'not before the first day, a year at most' } },
  ])

/** Each figure comes from the query of the page that shows it, so that both are the same number. */
async function resultOf(
  tx: Tx,
  actor: Actor,
  period: Period,
  { place, whole }: { readonly place: PlaceName; readonly whole: boolean },
  now: Date,
): Promise<ResultRow> {
  const { from, to } = period
  const at = { placeId: place.id, from, to }
  const moves = await movesBetween(tx, actor, { ...at, to: dayAfter(to, 1) }, now)
  const moved = (kind: 'in' | 'out') => moves.filter((move) => move.kind === kind && !move.planned).length
  const days = [dayAfter(from, -1), [to, dayOf(now)].toSorted()[0] ?? to]
  const [before, after] = await occupancyOn(tx, actor, { placeId: place.id, days }, now)
  const dues = { subjectKind: 'firm' as const, placeId: place.id, dueFrom: from, dueTo: to }
  const { denominator: due, numerator: done } = await coverageOfList(tx, actor, dues, now)
  const count = (figure: string) =>
    countMatters(
      tx,
      actor,
      { subjectKind: 'firm', placeId: place.id, reportedFrom: from, reportedTo: to, figure, part: 'numerator' },
      now,
    )
  const { figures: pushes } = await pushPage(tx, actor, { ...at, figure: 'granted', limit: 1 })
  const seminars = await gatheringFiguresOf(tx, actor, { ...at, kind: ['seminar'] }, now)
  const fairs = await gatheringFiguresOf(tx, actor, { ...at, kind: ['fair'] }, now)
  return {
    ...{ ...period, place, whole, due, done },
    firmsIn: moved('in'),
    firmsOut: moved('out'),
    vacancyBefore: vacancy(before),
    vacancyAfter: vacancy(after),
    raised: await count('reported'),
    resolved: await count('resolved'),
    solved: await count('resolution'),
    satisfied: await count('satisfaction'),
    granted: pushes.granted,
    grantedFen: pushes.grantedFen,
    seminars: seminars.values.held,
    fairs: fairs.values.held,
    exhibitors: fairs.values.exhibitors,
  }
}

const dayAfter = (day: Day, by: number): Day => dayFromNumber(dayNumberFrom(day) + by)

const vacancy = (of: ResultRow['vacancyBefore'] | undefined): ResultRow['vacancyBefore'] => ({
  vacantCm2: of?.vacantCm2 ?? 0,
  lettableCm2: of?.lettableCm2 ?? 0,
})

const isNothing = ({ quarter: _, from: __, to: ___, place: ____, whole: _____, ...row }: ResultRow): boolean =>
  Object.values(row).every((value) =>
    typeof value === 'number' ? value === 0 : value.vacantCm2 === 0 && value.lettableCm2 === 0,
  )
