import type { Role } from '../../../kernel/contract/roles.ts'
import { type Route, route } from '../../../kernel/http/route.ts'
import { calendarRules, saveCalendarVersion, tryCalendar } from './calendar-service.ts'
import * as categories from './category-contract.ts'
import { categoryRules, categoryVersion, saveCategoryVersion, tryCategories } from './category-service.ts'
import * as contract from './contract.ts'
import * as duties from './duty-contract.ts'
import { dutyRules, dutyVersion, saveDutyVersion, tryDuties } from './duty-service.ts'
import { makeKind } from './kind-life.ts'
import { kindRules, ruleSets, saveKindVersion, tryKind } from './rule-service.ts'

/** Rules are read and tried by whoever answers for a street, and set by the administrator. */
export const ruleReaders: readonly Role[] = ['street', 'administrator']
const setters: readonly Role[] = ['administrator']

export const ruleRoutes: readonly Route[] = [
  route(contract.listRuleSets, {
    access: { roles: ruleReaders },
    handle: ({ read, actor, clock }) => read((tx) => ruleSets(tx, actor, clock.now())),
  }),
  route(contract.getKindRules, {
    access: { roles: ruleReaders },
    handle: ({ read, actor, params, query, clock }) =>
      read((tx) => kindRules(tx, actor, { code: params.code, offset: query.offset ?? 0 }, clock.now())),
  }),
  route(contract.tryKindRules, {
    access: { roles: ruleReaders },
    perMinute: 60,
    handle: ({ read, actor, params, body, clock }) =>
      read((tx) => tryKind(tx, actor, { code: params.code, spec: body.spec, at: clock.now() }, body)),
  }),
  route(contract.saveKindRules, {
    access: { roles: setters },
    handle: ({ command, actor, eventActor, params, body, clock }) =>
      command((tx) => saveKindVersion(tx, { actor, eventActor, at: clock.now() }, params.code, body)),
  }),
  route(contract.addKind, {
    access: { roles: setters },
    handle: ({ command, actor, eventActor, body, clock }) =>
      command((tx) => makeKind(tx, { actor, eventActor, at: clock.now() }, body)),
  }),
  route(contract.getCalendarRules, {
    access: { roles: ruleReaders },
    handle: ({ read, actor, query, clock }) => read((tx) => calendarRules(tx, actor, query, clock.now())),
  }),
  route(contract.tryCalendarRules, {
    access: { roles: ruleReaders },
    perMinute: 60,
    handle: ({ read, actor, body, clock }) =>
      read((tx) => tryCalendar(tx, actor, { calendar: body.calendar, at: clock.now() }, body)),
  }),
  route(contract.saveCalendarRules, {
    access: { roles: setters },
    handle: ({ command, actor, eventActor, body, clock }) =>
      command((tx) => saveCalendarVersion(tx, { actor, eventActor, at: clock.now() }, body)),
  }),
  route(categories.getCategoryRules, {
    access: { roles: ruleReaders },
    handle: ({ read, actor, params, query, clock }) =>
      read((tx) => categoryRules(tx, actor, { tree: params.tree, offset: query.offset ?? 0 }, clock.now())),
  }),
  route(categories.getCategoryVersion, {
    access: { roles: ruleReaders },
    handle: ({ read, actor, params }) => read((tx) => categoryVersion(tx, actor, params)),
  }),
  route(categories.tryCategoryRules, {
    access: { roles: ruleReaders },
    perMinute: 60,
    handle: ({ read, actor, params, body, clock }) =>
      read((tx) => tryCategories(tx, actor, { tree: params.tree, nodes: body.tree, at: clock.now() })),
  }),
  route(categories.saveCategoryRules, {
    access: { roles: setters },
    handle: ({ command, actor, eventActor, params, body, clock }) =>
      command((tx) => saveCategoryVersion(tx, { actor, eventActor, at: clock.now() }, params.tree, body)),
  }),
  route(duties.getDutyRules, {
    access: { roles: ruleReaders },
    handle: ({ read, actor, query, clock }) => read((tx) => dutyRules(tx, actor, query.offset ?? 0, clock.now())),
  }),
  route(duties.getDutyVersion, {
    access: { roles: ruleReaders },
    handle: ({ read, actor, params }) => read((tx) => dutyVersion(tx, actor, params.version)),
  }),
  route(duties.tryDutyRules, {
    access: { roles: ruleReaders },
    perMinute: 60,
    handle: ({ read, actor, body, clock }) => read((tx) => tryDuties(tx, actor, body.list, clock.now())),
  }),
  route(duties.saveDutyRules, {
    access: { roles: setters },
    handle: ({ command, actor, eventActor, body, clock }) =>
      command((tx) => saveDutyVersion(tx, { actor, eventActor, at: clock.now() }, body)),
  }),
]
