import { type Static, Type } from 'typebox'
import { endpoint } from '../../kernel/contract/endpoint.ts'
import { ItemSchema, mostItems } from './checklist.ts'
import { ChecklistCodeSchema, words } from './contract-parts.ts'

export const ChecklistView = Type.Object({
  code: ChecklistCodeSchema,
  version: Type.Integer(),
  source: Type.String(),
  items: Type.Array(ItemSchema),
})
export type ChecklistView = Static<typeof ChecklistView>

/** The versions in force. */
export const listChecklists = endpoint({
  id: 'safety.checklists',
  method: 'GET',
  path: '/api/safety/checklists',
  summary: { zh: '检查表', en: 'Checklists' },
  response: Type.Object({ checklists: Type.Array(ChecklistView), maySave: Type.Boolean() }),
})

export const saveChecklist = endpoint({
  id: 'safety.save_checklist',
  method: 'POST',
  path: '/api/safety/checklists/:code',
  summary: { zh: '修订检查表', en: 'Write the next version of a checklist' },
  params: Type.Object({ code: ChecklistCodeSchema }),
  body: Type.Object({
    /** The version that it follows: whoever comes second is told. */
    after: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
    source: words(200),
    items: Type.Array(ItemSchema, { minItems: 1, maxItems: mostItems }),
  }),
  response: Type.Object({ version: Type.Integer() }),
})
