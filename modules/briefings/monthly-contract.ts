import { Type } from 'typebox'
import { endpoint } from '../../kernel/contract/endpoint.ts'
import { idSchema, Month } from '../../kernel/contract/ids.ts'

/** One month of a place on paper: figures beside those of the month before, places below, hot topics, what is overdue. */
export const monthlySheet = endpoint({
  id: 'briefings.monthly_sheet',
  method: 'GET',
  path: '/api/board/monthly.pdf',
  summary: { zh: '月报', en: 'Monthly sheet' },
  query: Type.Object({ month: Month, placeId: Type.Optional(idSchema<'place'>()) }),
  produces: 'bytes',
  hands: 'export',
})
