import type { Actor } from '../../../kernel/actor.ts'
import type { PlaceId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { dayOf } from '../../../kernel/time/day.ts'
import { gatheringFiguresOf, gatheringPage } from '../../gatherings/public.ts'
import { countMatters } from '../../matters/public.ts'
import { coverageOfList } from '../../visits/public.ts'
import type { LinkAsked, LinkFigure, LinkFigures } from './link-source.ts'

// Numbers of the lower tiers, which know nothing of the board. Each asks the query of the page that it leads to.

type Filter = Parameters<typeof countMatters>[2]
type Named = readonly [code: string, zh: string, en: string]

interface At {
  readonly placeId: PlaceId
  /** Days, both included. */
  readonly from: string
  readonly to: string
}

async function atOf(tx: Tx, actor: Actor, { placePath, from, to }: LinkAsked): Promise<At | null> {
  const { rows } = await sql<{ id: PlaceId }>`select id from places.places_view where tenant_id = ${actor.tenantId}
    and path = ${placePath}`.execute(tx)
  const placeId = rows[0]?.id
  return placeId ? { placeId, from: dayOf(from), to: dayOf(new Date(to.getTime() - 1)) } : null
}

const address = (page: string, filter: Readonly<Record<string, unknown>>): string =>
  `${page}?${new URLSearchParams(Object.entries(filter).map(([name, value]) => [name, String(value)]))}`

/** Numbers of matters: a name, and the filter of the list that it counts. */
const matterFigures =
  (lines: (at: At) => readonly (readonly [Named, Filter])[]): LinkFigures =>
  async (tx, actor, asked) => {
    const at = await atOf(tx, actor, asked)
    const figures: LinkFigure[] = []
    for (const [[code, zh, en], filter] of at ? lines(at) : [])
      figures.push({
        ...{ code: `matters.${code}`, words: { zh, en } },
        value: await countMatters(tx, actor, filter, asked.at),
        to: address('/matters', filter),
      })
    return figures
  }

const reportedIn = ({ placeId, from, to }: At) => ({ placeId, reportedFrom: from, reportedTo: to })
const counted = (figure: string) => ({ figure, part: 'numerator' as const })

/** What is heard: what people ask for, and what was found before anybody asked. */
export const heardFigures = matterFigures((at) => [
  [['reported', '事项上报', 'Matters reported'], reportedIn(at)],
  [['self_found', '其中主动发现', 'Found by ourselves'], { ...reportedIn(at), selfFound: true }],
])

/** Category 0802 of the default tree: disputes between neighbours. */
const disputes = { category: '0802' }

export const disputeFigures = matterFigures((at) => [
  [['disputes', '邻里纠纷事项', 'Disputes reported'], { ...reportedIn(at), ...disputes }],
  [
    ['disputes_solved', '其中确认解决', 'Confirmed as solved'],
    { ...reportedIn(at), ...disputes, ...counted('resolution') },
  ],
  [['disputes_open', '纠纷未办结', 'Disputes open'], { placeId: at.placeId, ...disputes, open: true }],
])

export const answeredFigures = matterFigures((at) => [
  [['resolved', '事项办结', 'Matters resolved'], { ...reportedIn(at), ...counted('resolved') }],
  [['satisfied', '评价满意', 'Rated satisfied'], { ...reportedIn(at), ...counted('satisfaction') }],
  [['red', '事项超期', 'Matters overdue'], { placeId: at.placeId, open: true, lamp: 'red' }],
])

/** Visits and calls whose deadline lies in the days: done, and what is overdue now. */
export const visitFigures: LinkFigures = async (tx, actor, asked) => {
  const at = await atOf(tx, actor, asked)
  if (!at) return []
  const done = { placeId: at.placeId, dueFrom: at.from, dueTo: at.to, part: 'numerator' as const }
  const late = { placeId: at.placeId, overdue: true }
  const figure = async ([code, zh, en]: Named, filter: typeof done | typeof late): Promise<LinkFigure> => ({
    ...{ code: `visits.${code}`, words: { zh, en } },
    value: (await coverageOfList(tx, actor, filter, asked.at)).total,
    to: address('/visits/dues', filter),
  })
  return [
    await figure(['done', '走访完成', 'Visits done'], done),
    await figure(['overdue', '走访逾期', 'Visits overdue'], late),
  ]
}

/** Gatherings that were held in the days, and those of them that had decisions. */
export const gatheringFigures: LinkFigures = async (tx, actor, asked) => {
  const at = await atOf(tx, actor, asked)
  if (!at) return []
  const { values } = await gatheringFiguresOf(tx, actor, at, asked.at)
  const { total } = await gatheringPage(tx, actor, { ...at, figure: 'decisions', limit: 1 })
  return [
    {
      ...{ code: 'gatherings.held', words: { zh: '会议与活动', en: 'Gatherings held' }, value: values.held },
      to: address('/gatherings', { figure: 'held', ...at }),
    },
    {
      ...{ code: 'gatherings.decided', words: { zh: '其中有议定事项', en: 'With decisions' }, value: total },
      to: address('/gatherings', { figure: 'decisions', ...at }),
    },
  ]
}
