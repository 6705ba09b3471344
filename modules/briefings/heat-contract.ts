import { type Static, Type } from 'typebox'
import { endpoint, nullable } from '../../kernel/contract/endpoint.ts'
import { Day, idSchema, WordsSchema } from '../../kernel/contract/ids.ts'

export const HeatView = Type.Object({
  place: Type.Object({ id: idSchema<'place'>(), name: WordsSchema }),
  /** Of a square, in degrees. */
  side: Type.Number(),
  /** The fullest first, at most 1,500; never fewer than three matters in one. */
  squares: Type.Array(
    Type.Object({
      /** West, south, east, north: the filter of the list behind it. */
      area: Type.String(),
      lng: Type.Number(),
      lat: Type.Number(),
      count: Type.Integer(),
      /** Where most of them lie; of the fullest thirty. */
      name: nullable(WordsSchema),
    }),
  ),
  /** Where there are only a few: middles of larger squares. */
  blurred: Type.Array(Type.Object({ lng: Type.Number(), lat: Type.Number(), count: Type.Integer() })),
  scattered: Type.Integer(),
  /** Those with a point on the map, and all. */
  located: Type.Integer(),
  total: Type.Integer(),
})
export type HeatView = Static<typeof HeatView>

/** Where the reported matters of some days lie, counted by squares of the map, of what the reader may list. */
export const readHeat = endpoint({
  id: 'briefings.heat',
  method: 'GET',
  path: '/api/board/heat',
  summary: { zh: '热力图', en: 'Heat map' },
  query: Type.Object({
    /** Days, both included; at most two years. */
    from: Day,
    to: Day,
    placeId: Type.Optional(idSchema<'place'>()),
    kind: Type.Optional(Type.String({ maxLength: 40 })),
    category: Type.Optional(Type.String({ maxLength: 40 })),
  }),
  response: HeatView,
})
