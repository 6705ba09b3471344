import { type Static, Type } from 'typebox'
import { endpoint } from '../../../kernel/contract/endpoint.ts'
import { CategoryView } from '../contract.ts'
import { OneVersion, saving, VersionsPage } from './contract.ts'
import { documentAnswer, versionAnswer } from './document-contract.ts'
import { duties, dutyLevels } from './duty-list.ts'

// The duty list 履职清单: what a level may be given.

const LineSchema = Type.Object({
  level: Type.Enum(dutyLevels),
  category: Type.String({ pattern: '^[0-9A-Za-z]{0,24}$' }),
  duty: Type.Enum(duties),
})
const ListSchema = Type.Array(LineSchema, { maxItems: 500 })

export const DutyTrialCounts = Type.Object({
  /** Dispatches of the last 30 days. */
  dispatched: Type.Integer(),
  /** Of these, such that the draft would have warned of. */
  warned: Type.Integer(),
})
export type DutyTrialCounts = Static<typeof DutyTrialCounts>

export const getDutyRules = endpoint({
  id: 'matters.duty_rules',
  method: 'GET',
  path: '/api/rules/duties',
  summary: { zh: '履职清单与历史版本', en: 'The duty list with its versions' },
  query: VersionsPage,
  response: Type.Object({
    ...documentAnswer(Type.Array(LineSchema), DutyTrialCounts),
    /** Dispatches of the last 30 days, by level and category. */
    past: Type.Array(
      Type.Object({
        level: Type.String(),
        category: Type.String(),
        dispatched: Type.Integer(),
        against: Type.Integer(),
      }),
    ),
    categories: Type.Array(CategoryView),
  }),
})
export type DutyRules = Static<typeof getDutyRules.response>

export const getDutyVersion = endpoint({
  id: 'matters.duty_version',
  method: 'GET',
  path: '/api/rules/duties/versions/:version',
  summary: { zh: '履职清单的一个版本', en: 'One version of the duty list' },
  params: OneVersion,
  response: versionAnswer(Type.Array(LineSchema)),
})

export const tryDutyRules = endpoint({
  id: 'matters.try_duty_rules',
  method: 'POST',
  path: '/api/rules/duties/trial',
  summary: { zh: '试算履职清单', en: 'Try a duty list' },
  body: Type.Object({ list: ListSchema }),
  response: DutyTrialCounts,
})

export const saveDutyRules = endpoint({
  id: 'matters.save_duty_rules',
  method: 'POST',
  path: '/api/rules/duties',
  summary: { zh: '保存履职清单新版本', en: 'Save a new version of the duty list' },
  body: Type.Object({ ...saving, list: ListSchema, source: Type.String({ minLength: 2, maxLength: 200 }) }),
  response: Type.Object({ version: Type.Integer() }),
})
