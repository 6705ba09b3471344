import { type Static, Type } from 'typebox'
import { endpoint } from '../../kernel/contract/endpoint.ts'
import { Day, idSchema, WordsSchema } from '../../kernel/contract/ids.ts'

/** The five links, in the order of the board. */
export const linkCodes = ['resources', 'information', 'mediation', 'service', 'safety'] as const
export type LinkCode = (typeof linkCodes)[number]

/** Periods that a trend looks back on, the one that is asked for as the last. */
export const trendPeriods = 6

export const linkPeriods = ['month', 'quarter', 'days'] as const
export type LinkPeriod = (typeof linkPeriods)[number]

const PlaceName = Type.Object({ id: idSchema<'place'>(), name: WordsSchema })
const Figure = Type.Object({
  code: Type.String(),
  words: WordsSchema,
  value: Type.Integer(),
  /** The desk address whose list holds exactly what is counted. */
  to: Type.String(),
  /** Of the days that were asked for; else as it stands now. */
  ofDays: Type.Boolean(),
})
export type LinkNumber = Static<typeof Figure>

export const LinksView = Type.Object({
  place: PlaceName,
  /** The places above it, the root first. */
  above: Type.Array(PlaceName),
  from: Day,
  to: Day,
  links: Type.Array(Type.Object({ code: Type.Enum(linkCodes), figures: Type.Array(Figure) })),
  /** What presses, the most pressing first. */
  next: Type.Array(Figure),
})
export type LinksView = Static<typeof LinksView>

const Query = Type.Object({
  placeId: Type.Optional(idSchema<'place'>()),
  /** Days, both included. */
  from: Day,
  to: Day,
})

/** Five links of a place in some days, of what the reader sees. Without `placeId`: the nearest place that holds all their posts. */
export const readLinks = endpoint({
  id: 'briefings.links',
  method: 'GET',
  scope: 'figures',
  path: '/api/links',
  summary: { zh: '五联看板', en: 'The board of five links' },
  query: Query,
  response: LinksView,
})

/** The same numbers in the months or quarters before, the oldest first; of those that are of days. */
export const linkTrends = endpoint({
  id: 'briefings.link_trends',
  method: 'GET',
  scope: 'figures',
  path: '/api/links/trends',
  summary: { zh: '五联走势', en: 'Trends of the five links' },
  query: Type.Object({
    placeId: Type.Optional(idSchema<'place'>()),
    period: Type.Union([Type.Literal('month'), Type.Literal('quarter')]),
    /** A day of the last period. */
    on: Day,
  }),
  response: Type.Object({
    /** First days of the periods. */
    from: Type.Array(Day),
    /** By the code of the number, one for each period. */
    trends: Type.Record(Type.String(), Type.Array(Type.Integer())),
  }),
})

/** The board as it is shown, a row a number. */
export const exportLinks = endpoint({
  id: 'briefings.export_links',
  method: 'GET',
  path: '/api/links.xlsx',
  summary: { zh: '导出五联看板', en: 'Export the board of five links' },
  query: Query,
  produces: 'bytes',
  hands: 'export',
})
