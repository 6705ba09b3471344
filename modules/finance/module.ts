import type { Module } from '../../kernel/module.ts'
import { inProject } from '../../kernel/root.ts'
import { registerFirmListener, registerFirmTimeline } from '../enterprises/public.ts'
import { registerConsentPurpose } from '../people/public.ts'
import { referring } from './consent-purpose.ts'
import { firmListener } from './firm-listener.ts'
import { routes } from './routes.ts'
import { silentTick } from './silent-tick.ts'
import { firmTimeline } from './timeline.ts'
import { verifyFinance } from './verify.ts'

registerFirmListener(firmListener)
registerFirmTimeline(firmTimeline)
registerConsentPurpose(referring)

export const finance: Module = {
  name: 'finance',
  migrations: inProject('modules/finance/migrations'),
  routes,
  subscribers: [],
  jobs: [],
  ticks: [silentTick],
  verify: verifyFinance,
  things: [
    { stream: 'finance-partners', table: 'finance.partners', column: 'firm_id' },
    { stream: 'finance-products', table: 'finance.products' },
    { stream: 'finance-wants', table: 'finance.wants' },
  ],
}
