import { type Static, Type } from 'typebox'
import { endpoint } from '../../../kernel/contract/endpoint.ts'
import { WordsSchema } from '../../../kernel/contract/ids.ts'

const Waiting = Type.Object({
  code: Type.String(),
  words: WordsSchema,
  /** Never 0: what does not wait is not told. */
  value: Type.Integer({ minimum: 1 }),
  /** The desk address whose list holds exactly what is counted. */
  to: Type.String(),
  /** Its time is over, or it cannot wait. */
  presses: Type.Boolean(),
})
export type Waiting = Static<typeof Waiting>

/** What waits for the reader besides the matters in their hands, the most pressing first. */
export const readWaiting = endpoint({
  id: 'briefings.waiting',
  method: 'GET',
  path: '/api/waiting',
  summary: { zh: '还有什么等着我', en: 'What else waits for me' },
  response: Type.Object({ figures: Type.Array(Waiting) }),
})
