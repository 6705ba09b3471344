import { type Static, Type } from 'typebox'
import { endpoint, nullable } from '../../kernel/contract/endpoint.ts'
import { Day, idSchema, Month, WordsSchema } from '../../kernel/contract/ids.ts'

/** At most so many months at once. */
export const mostMonths = 24
/** A rate of fewer than so many says little: it is marked. */
export const smallNumber = 10

const By = Type.Enum(['place', 'grid', 'kind', 'channel'])
export type By = Static<typeof By>

/** A figure's formula, in words. */
export const FigureView = Type.Object({
  code: Type.String(),
  name: WordsSchema,
  meaning: WordsSchema,
  /** All of these hold. */
  numerator: Type.Array(WordsSchema),
  /** null: a plain count. */
  denominator: nullable(Type.Array(WordsSchema)),
  /** Left out of both. */
  exclusions: Type.Array(WordsSchema),
  /** Counted with a part of its weight only. */
  partly: nullable(Type.Object({ conditions: Type.Array(WordsSchema), percent: Type.Integer() })),
  source: Type.String(),
  /** 0: as delivered. */
  version: Type.Integer(),
})
export type FigureView = Static<typeof FigureView>

export const Cell = Type.Object({
  numerator: Type.Integer(),
  denominator: nullable(Type.Integer()),
  excluded: Type.Integer(),
  partly: Type.Integer(),
  /** The count, or the share from 0 to 1; null where there is nothing to divide by. */
  value: nullable(Type.Number()),
  /** A share of fewer than `smallNumber`. */
  small: Type.Boolean(),
})
export type Cell = Static<typeof Cell>

export const Counted = Type.Object({
  /** By the code of the figure. */
  figures: Type.Record(Type.String(), Cell),
  /** Natural days from report to resolve, of the matters that the figure `resolved` counts. */
  days: Type.Object({
    median: nullable(Type.Number()),
    p90: nullable(Type.Number()),
    mean: nullable(Type.Number()),
    small: Type.Boolean(),
  }),
})
export type Counted = Static<typeof Counted>

/** Who lives somewhere, of which year, by which source, and when somebody entered it. */
export const Residents = Type.Object({
  count: Type.Integer(),
  year: Type.Integer(),
  source: Type.String(),
  enteredOn: Day,
})
export type Residents = Static<typeof Residents>

export const BoardRow = Type.Object({
  /** `rest`: reported at the place itself, or lying in no grid. */
  kind: Type.Enum(['place', 'grid', 'kind', 'channel', 'rest']),
  /** Of a place or grid; the code of a kind or channel. */
  id: nullable(Type.String()),
  name: nullable(WordsSchema),
  /** Who lives there, as somebody entered it; null: nobody has. */
  residents: nullable(Residents),
  total: Counted,
  /** One for each of the board's months. */
  months: Type.Array(Counted),
})
export type BoardRow = Static<typeof BoardRow>

const PlaceName = Type.Object({ id: idSchema<'place'>(), name: WordsSchema })

export const BoardView = Type.Object({
  place: PlaceName,
  /** The places above it, the root first. */
  above: Type.Array(PlaceName),
  by: By,
  months: Type.Array(Month),
  figures: Type.Array(FigureView),
  rows: Type.Array(BoardRow),
  residents: nullable(Residents),
  total: Counted,
  totalMonths: Type.Array(Counted),
})
export type BoardView = Static<typeof BoardView>

/**
 * Every figure of the matters that the reader may list, by the places (or grids, kinds, channels) below a place and by the month of the
 * report. Without `placeId`: the nearest place that holds all the posts of the reader.
 */
export const readBoard = endpoint({
  id: 'briefings.board',
  method: 'GET',
  scope: 'figures',
  path: '/api/board',
  summary: { zh: '指标看板', en: 'The board' },
  query: Type.Object({
    from: Month,
    to: Month,
    placeId: Type.Optional(idSchema<'place'>()),
    by: Type.Optional(By),
  }),
  response: BoardView,
})

/** The whole board at once as .xlsx: every figure at a place and at all places below it, by kind and month. */
export const exportBoard = endpoint({
  id: 'briefings.export_board',
  method: 'GET',
  path: '/api/board/whole.xlsx',
  summary: { zh: '导出全表', en: 'Export the whole board' },
  query: Type.Object({ from: Month, to: Month, placeId: Type.Optional(idSchema<'place'>()) }),
  produces: 'bytes',
  hands: 'export',
})
