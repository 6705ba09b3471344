import { type Static, Type } from 'typebox'
import { endpoint } from '../../kernel/contract/endpoint.ts'
import { Day, idSchema, WordsSchema } from '../../kernel/contract/ids.ts'

const PlaceName = Type.Object({ id: idSchema<'place'>(), name: WordsSchema })

export const TopicView = Type.Object({
  kind: Type.Enum(['category', 'word']),
  /** The code of the category, or the word itself. */
  code: Type.String(),
  name: WordsSchema,
  week: Type.Integer(),
  /** What the weeks before let one expect, to a tenth. */
  expected: Type.Number(),
  since: Day,
  /** Right below the place, the most first, at most three. */
  places: Type.Array(Type.Object({ ...PlaceName.properties, count: Type.Integer() })),
  /** The latest. */
  examples: Type.Array(Type.Object({ id: idSchema<'matter'>(), number: Type.String(), title: Type.String() })),
})
export type TopicView = Static<typeof TopicView>

export const TopicsView = Type.Object({
  place: PlaceName,
  /** The seven days, both included. */
  from: Day,
  to: Day,
  /** How many weeks before they are compared with. */
  weeks: Type.Integer(),
  /** Fewer than four weeks say nothing yet. */
  enough: Type.Boolean(),
  /** Words are not counted where there are too many matters to read. */
  wordsCounted: Type.Boolean(),
  topics: Type.Array(TopicView),
})
export type TopicsView = Static<typeof TopicsView>

/** Categories and words of which there is unusually much in the last seven days, of what the reader may list. */
export const readTopics = endpoint({
  id: 'briefings.topics',
  method: 'GET',
  path: '/api/board/topics',
  summary: { zh: '本周热点', en: 'Hot topics of the week' },
  query: Type.Object({ placeId: Type.Optional(idSchema<'place'>()) }),
  response: TopicsView,
})
