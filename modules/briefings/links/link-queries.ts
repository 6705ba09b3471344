import type { Actor } from '../../../kernel/actor.ts'
import type { QueryOf, ResponseOf } from '../../../kernel/contract/endpoint.ts'
import { fail, notFound } from '../../../kernel/contract/errors.ts'
import type { Tx } from '../../../kernel/db.ts'
import { dayNumberFrom, startOfDayMs } from '../../../kernel/time/day.ts'
import { nameOf, placeAndAbove } from '../board-places.ts'
import { type LinkNumber, linkCodes, type linkTrends, type readLinks, trendPeriods } from '../links-contract.ts'
import type { LinkAsked, LinkFigure, LinkSource } from './link-source.ts'
import { linkSources } from './links.ts'
import { periodsBack } from './periods.ts'

const instant = (day: string, after = 0): Date => new Date(startOfDayMs(dayNumberFrom(day) + after))

/** A number whose address names days is of those days; another is of now. */
const isOfDays = (to: string): boolean => /[?&](days|from|\w+From)=/.test(to)

const present = (figure: LinkFigure): LinkNumber => ({ ...figure, ofDays: isOfDays(figure.to) })

/** The sources whose lists the actor may open. */
const sourcesOf = (actor: Actor): LinkSource[] =>
  linkSources.filter(({ roles }) => actor.posts.some(({ role }) => roles.includes(role)))

/** The five links of a place; 404 beside one's posts. */
export async function linksFor(
  tx: Tx,
  actor: Actor,
  { placeId, from, to }: QueryOf<typeof readLinks>,
  at: Date,
): Promise<ResponseOf<typeof readLinks>> {
  if (to < from) refuseDays()
  const [place, ...above] = await placeAndAbove(tx, actor, placeId)
  if (!place) return notFound()
  const asked: LinkAsked = { placePath: place.path, from: instant(from), to: instant(to, 1), at }
  const links = linkCodes.map((code) => ({ code, figures: [] as LinkNumber[] }))
  const next: LinkNumber[] = []
  for (const source of sourcesOf(actor)) {
    const figures = (await source.figures(tx, actor, asked)).map(present)
    links.find(({ code }) => code === source.link)?.figures.push(...figures)
    for (const code of source.pressing ?? []) next.push(...figures.filter((one) => one.code === code && one.value > 0))
  }
  return {
    place: { id: place.id, name: nameOf(place) },
    above: above.toReversed().map((one) => ({ id: one.id, name: nameOf(one) })),
    ...{ from, to, links, next: next.toSorted((a, b) => rank(a) - rank(b)) },
  }
}

/** Major hazards stand before all else, what is late before what is only open. */
const rank = ({ code }: LinkNumber): number => (code === 'safety.major' ? 0 : /overdue|red|late/.test(code) ? 1 : 2)

const refuseDays = (): never =>
  fail('invalid', 'briefings.bad_days', { zh: '结束日不能早于开始日', en: 'It ends before it begins' }, [
    { path: 'to', words: { zh: '不能早于开始日', en: 'not before the first day' } },
  ])

/** The numbers of days over the last months or quarters. */
export async function trendsFor(
  tx: Tx,
  actor: Actor,
  { placeId, period, on }: QueryOf<typeof linkTrends>,
  at: Date,
): Promise<ResponseOf<typeof linkTrends>> {
  const [place] = await placeAndAbove(tx, actor, placeId)
  if (!place) return notFound()
  const periods = periodsBack(period, on, trendPeriods)
  const trends: Record<string, number[]> = {}
  for (const [n, { from, to }] of periods.entries()) {
    const asked: LinkAsked = { placePath: place.path, from: instant(from), to: instant(to, 1), at }
    for (const source of sourcesOf(actor))
      for (const { code, value } of (await source.figures(tx, actor, asked)).filter((one) => isOfDays(one.to))) {
        const trend = trends[code] ?? periods.map(() => 0)
        trend[n] = value
        trends[code] = trend
      }
  }
  return { from: periods.map(({ from }) => from), trends }
}
