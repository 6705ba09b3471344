import type { Role } from '../../../kernel/contract/roles.ts'
import { type Route, route } from '../../../kernel/http/route.ts'
import { readers } from '../matter-policy.ts'
import * as contract from './contract.ts'
import { saveScriptVersion, scriptOf, scriptRules, scriptVersion, tryScripts } from './script-service.ts'
import { saveTemplateVersion, templateRules, templatesFor, templateVersion, tryTemplates } from './template-service.ts'

const ruleReaders: readonly Role[] = ['street', 'administrator']
const setters: readonly Role[] = ['administrator']
const staff: readonly Role[] = readers.filter((role) => role !== 'supervisor')

export const answerRoutes: readonly Route[] = [
  route(contract.getTemplateRules, {
    access: { roles: ruleReaders },
    handle: ({ read, actor, query, clock }) => read((tx) => templateRules(tx, actor, query.offset ?? 0, clock.now())),
  }),
  route(contract.getTemplateVersion, {
    access: { roles: ruleReaders },
    handle: ({ read, actor, params }) => read((tx) => templateVersion(tx, actor, params.version)),
  }),
  route(contract.tryTemplateRules, {
    access: { roles: ruleReaders },
    perMinute: 60,
    handle: ({ read, actor, body, clock }) => read((tx) => tryTemplates(tx, actor, body.templates, clock.now())),
  }),
  route(contract.saveTemplateRules, {
    access: { roles: setters },
    handle: ({ command, actor, eventActor, body, clock }) =>
      command((tx) => saveTemplateVersion(tx, { actor, eventActor, at: clock.now() }, body)),
  }),
  route(contract.matterTemplates, {
    access: { roles: staff },
    handle: ({ read, actor, params, query, clock }) =>
      read((tx) => templatesFor(tx, actor, params.matterId, query.action, clock.now())),
  }),
  route(contract.getScriptRules, {
    access: { roles: ruleReaders },
    handle: ({ read, actor, query, clock }) => read((tx) => scriptRules(tx, actor, query.offset ?? 0, clock.now())),
  }),
  route(contract.getScriptVersion, {
    access: { roles: ruleReaders },
    handle: ({ read, actor, params }) => read((tx) => scriptVersion(tx, actor, params.version)),
  }),
  route(contract.tryScriptRules, {
    access: { roles: ruleReaders },
    perMinute: 60,
    handle: ({ read, actor, body, clock }) => read((tx) => tryScripts(tx, actor, body.scripts, clock.now())),
  }),
  route(contract.saveScriptRules, {
    access: { roles: setters },
    handle: ({ command, actor, eventActor, body, clock }) =>
      command((tx) => saveScriptVersion(tx, { actor, eventActor, at: clock.now() }, body)),
  }),
  route(contract.callScript, {
    access: { roles: staff },
    handle: ({ read, actor, query, clock }) => read((tx) => scriptOf(tx, actor.tenantId, query.kind, clock.now())),
  }),
]
