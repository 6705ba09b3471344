import { type Static, Type } from 'typebox'
import { endpoint } from '../../kernel/contract/endpoint.ts'
import { Day, idSchema, WordsSchema } from '../../kernel/contract/ids.ts'

/** A year, or one that begins within a quarter. */
export const mostPeriods = 5

const Count = Type.Integer({ minimum: 0 })
/** Exact areas; the rate is their quotient. */
const Vacancy = Type.Object({ vacantCm2: Count, lettableCm2: Count })
const PlaceName = Type.Object({ id: idSchema<'place'>(), name: WordsSchema })

/** What an office came to in a quarter at a place; every number is counted by the module whose page it leads to. */
export const ResultRow = Type.Object({
  quarter: Type.String(),
  /** The days of it that were asked for, both included. */
  from: Day,
  to: Day,
  place: PlaceName,
  /** The place that was asked for; else one below it. */
  whole: Type.Boolean(),
  firmsIn: Count,
  firmsOut: Count,
  /** On the day before the first, and on the last (today, if that is to come). */
  vacancyBefore: Vacancy,
  vacancyAfter: Vacancy,
  due: Count,
  done: Count,
  /** Of the difficulties that were raised in these days. */
  raised: Count,
  resolved: Count,
  solved: Count,
  satisfied: Count,
  granted: Count,
  grantedFen: Count,
  seminars: Count,
  fairs: Count,
  exhibitors: Count,
})
export type ResultRow = Static<typeof ResultRow>

const ResultQuery = Type.Object({ placeId: Type.Optional(idSchema<'place'>()), from: Day, to: Day })

/** The ledger of results. Without `placeId`: of the nearest place that holds all the posts of the reader. */
export const readResults = endpoint({
  id: 'briefings.results',
  method: 'GET',
  scope: 'figures',
  path: '/api/ledgers/results',
  summary: { zh: '成效台账', en: 'The ledger of results' },
  query: ResultQuery,
  response: Type.Object({
    place: PlaceName,
    /** The places above it, the root first. */
    above: Type.Array(PlaceName),
    /** The places below it. */
    below: Type.Array(PlaceName),
    rows: Type.Array(ResultRow),
  }),
})

/** Exactly the rows of the ledger with the same place and days. */
export const exportResults = endpoint({
  id: 'briefings.export_results',
  method: 'GET',
  path: '/api/ledgers/results.xlsx',
  summary: { zh: '导出成效台账', en: 'Export the ledger of results' },
  query: ResultQuery,
  produces: 'bytes',
  hands: 'export',
})
