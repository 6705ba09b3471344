import { type Static, Type } from 'typebox'
import { endpoint, nullable, PageQuery, pageOf } from '../../kernel/contract/endpoint.ts'
import { Day, Instant, idSchema } from '../../kernel/contract/ids.ts'
import { count, FileIds, findingId, KindSchema, LevelSchema, Named, PlaceShape, pointId } from './contract-parts.ts'
import { findingStates } from './finding.ts'

export const FindingRow = Type.Object({
  id: findingId,
  point: Type.Object({ id: pointId, name: Type.String(), kind: KindSchema }),
  place: PlaceShape,
  compound: PlaceShape,
  item: nullable(Type.String()),
  level: LevelSchema,
  state: Type.Enum(findingStates),
  foundAt: Instant,
  foundBy: nullable(Named),
  rectifyBy: Day,
  /** Past its day and not crossed off. */
  late: Type.Boolean(),
  reopened: count,
  clearedAt: nullable(Instant),
  clearedBy: nullable(Named),
  matter: Type.Object({
    id: idSchema<'matter'>(),
    number: Type.String(),
    title: Type.String(),
    state: Type.String(),
    holder: nullable(Named),
    /** Whether the reader may open it. */
    seen: Type.Boolean(),
  }),
  /** The reader may say whether it is fine now. */
  mayRecheck: Type.Boolean(),
})
export type FindingRow = Static<typeof FindingRow>

export const findingShows = ['live', 'open', 'recheck', 'late', 'major', 'cleared', 'all'] as const
export type FindingShow = (typeof findingShows)[number]
export const FindingFilter = {
  q: Type.Optional(Type.String({ maxLength: 60 })),
  kind: Type.Optional(Type.Array(KindSchema)),
  placeId: Type.Optional(idSchema<'place'>()),
  pointId: Type.Optional(pointId),
  /** `live` if left out. */
  show: Type.Optional(Type.Enum(findingShows)),
  level: Type.Optional(LevelSchema),
  foundFrom: Type.Optional(Day),
  /** The last day that counts. */
  foundTo: Type.Optional(Day),
  clearedFrom: Type.Optional(Day),
  clearedTo: Type.Optional(Day),
}
const FindingFilterSchema = Type.Object(FindingFilter)
export type FindingFilter = Static<typeof FindingFilterSchema>

/** The ledger of hazards. */
export const listFindings = endpoint({
  id: 'safety.findings',
  method: 'GET',
  path: '/api/safety/findings',
  summary: { zh: '隐患台账', en: 'The ledger of hazards' },
  query: Type.Object({ ...PageQuery, ...FindingFilter }),
  response: pageOf(FindingRow),
})

export const exportFindings = endpoint({
  id: 'safety.export_findings',
  method: 'GET',
  path: '/api/safety/findings/export.xlsx',
  summary: { zh: '导出隐患台账', en: 'Export the ledger of hazards' },
  query: FindingFilterSchema,
  produces: 'bytes',
  hands: 'export',
})

/** Somebody looked again: fine crosses it off, not fine opens its matter again. */
export const recheckFinding = endpoint({
  id: 'safety.recheck',
  method: 'POST',
  path: '/api/safety/findings/:findingId/recheck',
  summary: { zh: '复查', en: 'Look again' },
  params: Type.Object({ findingId }),
  body: Type.Object({ fine: Type.Boolean(), words: Type.Optional(Type.String({ maxLength: 1000 })), fileIds: FileIds }),
  response: Type.Object({ state: Type.Enum(findingStates) }),
})
