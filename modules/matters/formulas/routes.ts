import { type Route, route } from '../../../kernel/http/route.ts'
import { conditionWords, formulaConditions } from '../figures.ts'
import { readers } from '../matter-policy.ts'
import * as contract from './contract.ts'
import { returnTo, saveVersion, trial } from './formula-service.ts'
import { allFormulas } from './formula-store.ts'

/** Whoever reads numbers may read how they are counted; administrators change it, and see no matter by it. */
export const formulaRoutes: readonly Route[] = [
  route(contract.listFormulas, {
    access: { roles: [...readers, 'administrator'] },
    handle: ({ read, tenantId, clock }) =>
      read(async (tx) => ({
        formulas: await allFormulas(tx, tenantId, clock.now()),
        conditions: formulaConditions.map((code) => ({ code, words: conditionWords[code] })),
      })),
  }),
  route(contract.tryFormula, {
    access: { roles: ['administrator'] },
    perMinute: 60,
    handle: ({ read, actor, body, clock }) => read((tx) => trial(tx, actor, body, clock.now())),
  }),
  route(contract.saveFormula, {
    access: { roles: ['administrator'] },
    handle: ({ command, actor, eventActor, params, body, clock }) =>
      command((tx) => saveVersion(tx, { actor, by: eventActor, at: clock.now() }, params.code, body)),
  }),
  route(contract.returnToFormula, {
    access: { roles: ['administrator'] },
    handle: ({ command, actor, eventActor, params, body, clock }) =>
      command((tx) => returnTo(tx, { actor, by: eventActor, at: clock.now() }, params.code, body)),
  }),
]
