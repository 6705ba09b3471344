import { type Route, route } from '../../kernel/http/route.ts'
import { areasOf, auditPage } from './audit-queries.ts'
import * as contract from './contract.ts'
import { alarmSetters, watchers } from './roles.ts'
import { saveSettingsOf, settingsOf } from './settings.ts'

export const routes: readonly Route[] = [
  route(contract.listAudit, {
    access: { roles: watchers },
    perMinute: 120,
    handle: ({ read, actor, query, clock }) => read((tx) => auditPage(tx, actor, query, clock.now())),
  }),
  route(contract.listAreas, {
    access: { roles: watchers },
    handle: ({ read, actor }) => read((tx) => areasOf(tx, actor)),
  }),
  route(contract.getSettings, {
    access: { roles: alarmSetters },
    handle: ({ read, tenantId }) => read((tx) => settingsOf(tx, tenantId)),
  }),
  route(contract.saveSettings, {
    access: { roles: alarmSetters },
    handle: (context) =>
      context.command(async (tx) => {
        const { actor, eventActor, clock, body } = context
        const post = actor.posts.find(({ role }) => role === 'administrator')
        await saveSettingsOf(tx, { actor, by: { ...eventActor, postId: post?.postId ?? null }, at: clock.now() }, body)
        return { done: true } as const
      }),
  }),
]
