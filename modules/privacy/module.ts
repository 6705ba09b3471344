import { registerHeld } from '../../kernel/held.ts'
import type { Module } from '../../kernel/module.ts'
import { inProject } from '../../kernel/root.ts'
import { privacyHeld } from './held.ts'
import { remindTick } from './request-service.ts'
import { routes } from './routes.ts'
import { verifyPrivacy } from './verify.ts'

registerHeld(...privacyHeld)

export const privacy: Module = {
  name: 'privacy',
  migrations: inProject('modules/privacy/migrations'),
  routes,
  subscribers: [],
  jobs: [],
  ticks: [remindTick],
  verify: verifyPrivacy,
  things: [{ stream: 'privacy_requests', table: 'privacy.requests' }],
}
