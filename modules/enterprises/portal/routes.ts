import type { Role } from '../../../kernel/contract/roles.ts'
import { type Route, route } from '../../../kernel/http/route.ts'
import { doingOf } from '../doing.ts'
import { firmWriters } from '../firm-scope.ts'
import { issueContactLink, revokeContactLink } from './contact-link.ts'
import * as contract from './contract.ts'
import { memberProposes, memberRaises, staffTakeDown } from './difficulty.ts'
import { correctOwnFirm, listOwnFirms, ownMatters, viewOwnFirm } from './own-firm.ts'

const writers = { roles: firmWriters as readonly Role[] }

/** A firm's own pages: for everybody who is signed in; whoever is no member of the firm finds nothing. */
const ownRoutes: readonly Route[] = [
  route(contract.myFirms, {
    access: 'signed-in',
    handle: ({ read, actor, clock }) => read(async (tx) => ({ firms: await listOwnFirms(tx, actor, clock.now()) })),
  }),
  route(contract.myFirm, {
    access: 'signed-in',
    handle: ({ read, actor, params, secrets, clock }) =>
      read((tx) => viewOwnFirm({ tx, secrets, now: clock.now() }, actor, params.firmId)),
  }),
  route(contract.correctMyFirm, {
    access: 'signed-in',
    handle: (context) =>
      context.command(async (tx) => {
        await correctOwnFirm(tx, { ...doingOf(context), actor: context.actor }, context.params.firmId, context.body)
        return { done: true } as const
      }),
  }),
  route(contract.proposeChange, { access: 'signed-in', perMinute: 30, handle: memberProposes }),
  route(contract.raiseDifficulty, { access: 'signed-in', perMinute: 30, handle: memberRaises }),
  route(contract.myFirmMatters, {
    access: 'signed-in',
    handle: ({ read, actor, params, query, clock }) =>
      read((tx) => ownMatters(tx, actor, params.firmId, query, clock.now())),
  }),
]

const staffRoutes: readonly Route[] = [
  route(contract.takeDifficulty, { access: writers, handle: staffTakeDown }),
  // Not kept for retries: the answer holds what signs somebody in.
  route(contract.issueContactLink, {
    access: writers,
    perMinute: 30,
    handle: (context) => context.db.tx((tx) => issueContactLink(tx, doingOf(context), context.params.contactId)),
  }),
  route(contract.revokeContactLink, {
    access: writers,
    handle: (context) =>
      context.command(async (tx) => ({
        revoked: await revokeContactLink(tx, doingOf(context), context.params.contactId),
      })),
  }),
]

export const portalRoutes: readonly Route[] = [...ownRoutes, ...staffRoutes]
