import { registerErasable } from '../../kernel/erasure.ts'
import { registerHeld } from '../../kernel/held.ts'
import type { Module } from '../../kernel/module.ts'
import { inProject } from '../../kernel/root.ts'
import { registerPostLoad } from '../people/public.ts'
import { privacyErasures } from './erasures.ts'
import { privacyHeld } from './held.ts'
import { requestsOfPosts } from './post-load.ts'
import { remindTick } from './request-service.ts'
import { retentionJob } from './retention.ts'
import { routes } from './routes.ts'
import { verifyPrivacy } from './verify.ts'

registerHeld(...privacyHeld)
registerErasable(...privacyErasures)
registerPostLoad(requestsOfPosts)

export const privacy: Module = {
  name: 'privacy',
  migrations: inProject('modules/privacy/migrations'),
  routes,
  subscribers: [],
  jobs: [retentionJob],
  ticks: [remindTick],
  verify: verifyPrivacy,
  things: [{ stream: 'privacy_requests', table: 'privacy.requests' }],
}
