import { type Static, Type } from 'typebox'
import { endpoint, nullable } from '../../kernel/contract/endpoint.ts'
import { Day, Instant, idSchema, Month, WordsSchema } from '../../kernel/contract/ids.ts'

const query = Type.Object({ placeId: Type.Optional(idSchema<'place'>()) })
const Share = nullable(Type.Number({ minimum: 0, maximum: 1 }))

/** Numbers and names of places: nothing that somebody said, nobody's name. */
export const WallView = Type.Object({
  place: WordsSchema,
  at: Instant,
  /** Now, whenever it was reported. */
  now: Type.Object({ open: Type.Integer(), overdue: Type.Integer() }),
  today: Type.Object({ reported: Type.Integer(), closed: Type.Integer() }),
  /** Rates of this month. */
  rates: Type.Array(
    Type.Object({ code: Type.String(), name: WordsSchema, share: Share, of: Type.Integer(), small: Type.Boolean() }),
  ),
  /** The places below with the most reports this month, at most ten. */
  places: Type.Array(
    Type.Object({
      name: WordsSchema,
      reported: Type.Integer(),
      open: Type.Integer(),
      overdue: Type.Integer(),
      onTime: Share,
      small: Type.Boolean(),
    }),
  ),
  months: Type.Array(Type.Object({ month: Month, reported: Type.Integer(), resolved: Type.Integer() })),
})
export type WallView = Static<typeof WallView>

/** What a big screen shows of a place. */
export const readWall = endpoint({
  id: 'briefings.wall',
  method: 'GET',
  path: '/api/wall',
  summary: { zh: '大屏', en: 'The wall' },
  scope: 'wall',
  query,
  response: WallView,
})

export const WallTopics = Type.Object({
  from: Day,
  to: Day,
  enough: Type.Boolean(),
  /** Categories alone: words that people said stay on the desk. At most six. */
  topics: Type.Array(
    Type.Object({
      name: WordsSchema,
      week: Type.Integer(),
      expected: Type.Number(),
      since: Day,
      places: Type.Array(WordsSchema),
    }),
  ),
})
export type WallTopics = Static<typeof WallTopics>

/** The categories that rise there, for the same screen. */
export const readWallTopics = endpoint({
  id: 'briefings.wall_topics',
  method: 'GET',
  path: '/api/wall/topics',
  summary: { zh: '大屏热点', en: 'Hot topics on the wall' },
  scope: 'wall',
  query,
  response: WallTopics,
})
