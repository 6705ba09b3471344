import { type Static, Type } from 'typebox'
import { endpoint, nullable } from '../../kernel/contract/endpoint.ts'
import { Day, Instant, idSchema } from '../../kernel/contract/ids.ts'
import { ChecklistView } from './checklists-contract.ts'
import {
  ChecklistCodeSchema,
  count,
  FileIds,
  findingId,
  KindSchema,
  LevelSchema,
  Named,
  PlaceShape,
  pointId,
  roundId,
  words,
} from './contract-parts.ts'
import { findingStates } from './finding.ts'
import { FindingRow } from './findings-contract.ts'
import { rhythms } from './rhythm.ts'
import { RoundRow } from './routes-contract.ts'

const Stop = Type.Object({
  id: pointId,
  code: Type.String(),
  name: Type.String(),
  kind: KindSchema,
  checklist: ChecklistCodeSchema,
  place: PlaceShape,
  /** Null: not yet. */
  outcome: nullable(Type.Enum(['fine', 'found', 'skipped'])),
  /** Questions whose “no” is known already, and how it stands. */
  known: Type.Array(
    Type.Object({ id: findingId, item: nullable(Type.String()), level: LevelSchema, state: Type.Enum(findingStates) }),
  ),
})
export type Stop = Static<typeof Stop>

const MyRound = Type.Object({ ...RoundRow.properties, stops: Type.Array(Stop) })
export type MyRound = Static<typeof MyRound>

/** The rounds that are on for my posts, with all that is asked, so that it can be done without a network. */
export const myRounds = endpoint({
  id: 'safety.my_rounds',
  method: 'GET',
  path: '/api/safety/rounds/mine',
  summary: { zh: '我的巡查', en: 'My rounds' },
  response: Type.Object({
    rounds: Type.Array(MyRound),
    checklists: Type.Array(ChecklistView),
    /** Hazards that wait to be looked at again. */
    rechecks: Type.Array(FindingRow),
    /** Campaigns under way where I may knock at doors. */
    campaigns: Type.Array(Type.Object({ id: idSchema<'campaign'>(), title: Type.String(), toOn: Day })),
  }),
})

const Found = Type.Object({
  item: Type.String({ maxLength: 30 }),
  words: Type.Optional(Type.String({ maxLength: 1000 })),
  fileIds: FileIds,
})

export const CheckBody = Type.Object({
  pointId,
  /** What was scanned or typed on the spot; left out for a point that is skipped. */
  code: Type.Optional(Type.String({ maxLength: 40 })),
  how: Type.Optional(Type.Enum(['scan', 'typed'])),
  /** The version of the checklist that was asked. */
  version: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
  /** By the code of the question: true is fine. */
  answers: Type.Optional(Type.Record(Type.String({ maxLength: 30 }), Type.Boolean())),
  found: Type.Optional(Type.Array(Found, { maxItems: 20 })),
  skippedWhy: Type.Optional(Type.String({ maxLength: 300 })),
})
export type CheckBody = Static<typeof CheckBody>

export const checkPoint = endpoint({
  id: 'safety.check',
  method: 'POST',
  path: '/api/safety/rounds/:roundId/checks',
  summary: { zh: '检查一处', en: 'Check a point of a round' },
  params: Type.Object({ roundId }),
  body: CheckBody,
  response: Type.Object({
    /** New hazards, hazards that were known and are not yet put right, hazards that are crossed off. */
    made: count,
    noted: count,
    cleared: count,
    left: count,
    done: Type.Boolean(),
  }),
})
export type CheckAnswer = Static<typeof checkPoint.response>

const atCode = { params: Type.Object({ code: Type.String({ minLength: 6, maxLength: 40 }) }) }

/** The page of the code at the point: for anybody. */
export const atPoint = endpoint({
  id: 'safety.at',
  method: 'GET',
  path: '/api/safety/at/:code',
  summary: { zh: '扫码看点位', en: 'A point by its code' },
  ...atCode,
  response: Type.Object({
    id: pointId,
    code: Type.String(),
    kind: KindSchema,
    name: Type.String(),
    place: PlaceShape,
    compound: PlaceShape,
    lastCheckedOn: nullable(Day),
    toOn: nullable(Day),
    /** How often somebody comes by: the shortest rhythm of its routes. */
    rhythm: nullable(Type.Enum(rhythms)),
    /** Hazards that are being put right, since when; no words of anybody. */
    hazards: Type.Array(Type.Object({ level: LevelSchema, state: Type.Enum(findingStates), foundOn: Day })),
    /** Staff who may look again. */
    rechecks: Type.Array(FindingRow),
  }),
})
export type PointDoor = Static<typeof atPoint.response>

export const reportHazard = endpoint({
  id: 'safety.report_hazard',
  method: 'POST',
  path: '/api/safety/at/:code/hazards',
  summary: { zh: '报告隐患', en: 'Report a hazard' },
  ...atCode,
  body: Type.Object({ words: words(1000), fileIds: FileIds, phone: Type.Optional(Type.String({ maxLength: 30 })) }),
  response: Type.Object({ receiptCode: Type.String(), number: Type.String(), holder: Named, dueAt: Instant }),
})
export type HazardAnswer = Static<typeof reportHazard.response>
