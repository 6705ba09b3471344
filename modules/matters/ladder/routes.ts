import type { Role } from '../../../kernel/contract/roles.ts'
import { type Route, route } from '../../../kernel/http/route.ts'
import { readers } from '../matter-policy.ts'
import { bulletinPage } from './bulletins.ts'
import * as contract from './contract.ts'
import { ladderRules, ladderVersion, saveLadderVersion, tryLadders } from './ladder-service.ts'
import { orderOnPaper, orderPaper } from './order-paper.ts'

const ruleReaders: readonly Role[] = ['street', 'administrator']

export const ladderRoutes: readonly Route[] = [
  route(contract.getLadderRules, {
    access: { roles: ruleReaders },
    handle: ({ read, actor, query, clock }) => read((tx) => ladderRules(tx, actor, query.offset ?? 0, clock.now())),
  }),
  route(contract.getLadderVersion, {
    access: { roles: ruleReaders },
    handle: ({ read, actor, params }) => read((tx) => ladderVersion(tx, actor, params.version)),
  }),
  route(contract.tryLadderRules, {
    access: { roles: ruleReaders },
    perMinute: 60,
    handle: ({ read, actor, body, clock }) => read((tx) => tryLadders(tx, actor, body.ladders, clock.now())),
  }),
  route(contract.saveLadderRules, {
    access: { roles: ['administrator'] },
    handle: ({ command, actor, eventActor, body, clock }) =>
      command((tx) => saveLadderVersion(tx, { actor, eventActor, at: clock.now() }, body)),
  }),
  route(contract.listBulletins, {
    access: { roles: readers },
    handle: ({ read, actor, query }) => read((tx) => bulletinPage(tx, actor, query)),
  }),
  route(contract.orderPaper, {
    access: { roles: readers },
    perMinute: 30,
    handle: async ({ read, actor, params }) => {
      const order = await read((tx) => orderOnPaper(tx, actor, params.matterId, params.measureId))
      return { bytes: await orderPaper(order), type: 'application/pdf', filename: `${order.number}.pdf` }
    },
  }),
]
