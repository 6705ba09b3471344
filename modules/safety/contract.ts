import { type Static, Type } from 'typebox'
import { endpoint } from '../../kernel/contract/endpoint.ts'
import { idSchema } from '../../kernel/contract/ids.ts'
import { count } from './contract-parts.ts'

export * from './checklists-contract.ts'
export { count, Named, PlaceShape, words } from './contract-parts.ts'
export type { FindingId, PointId, RoundId, RouteId } from './events.ts'
export * from './findings-contract.ts'
export * from './points-contract.ts'
export * from './rounds-contract.ts'
export * from './routes-contract.ts'

/** What presses; each is the total of the list that it leads to. */
export const safetyFigures = endpoint({
  id: 'safety.figures',
  method: 'GET',
  path: '/api/safety/figures',
  summary: { zh: '平安概况', en: 'Figures of safety' },
  query: Type.Object({ placeId: Type.Optional(idSchema<'place'>()) }),
  response: Type.Object({
    ...{ overdue: count, due: count, open: count, recheck: count, late: count, major: count },
    ...{ points: count, routes: count, campaigns: count },
    mayKeep: Type.Boolean(),
  }),
})
export type Figures = Static<typeof safetyFigures.response>
