import { fail } from '../../kernel/contract/errors.ts'
import { type Route, route } from '../../kernel/http/route.ts'
import { uploaderOf } from '../files/public.ts'
import * as contract from './contract.ts'
import { coverageOfList, coverageView } from './coverage-queries.ts'
import { settleDifficulty } from './difficulty.ts'
import { duePage, viewDue, weekOf } from './due-queries.ts'
import { letGo, revealContact } from './due-service.ts'
import { dueSheet, mostExported } from './export.ts'
import { moveDue, planMine } from './planning.ts'
import { recordVisit } from './recording.ts'
import { rulesView, saveNewSettings, saveVersion } from './rule-service.ts'
import { ruleReaders, visitors, visitReaders, weekPlanners } from './visit-policy.ts'
import { askWeekRun, cancelWeekRun, lastWeekRun } from './week-run.ts'

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const readingRoutes: readonly Route[] = [
  route(contract.listDues, {
    access: { roles: visitReaders },
    handle: ({ read, actor, query, clock }) => read((tx) => duePage(tx, actor, query, clock.now())),
  }),
  route(contract.exportDues, {
    access: { roles: visitReaders },
    perMinute: 20,
    handle: async ({ db, actor, query, clock, lang, read }) => {
      const { total } = await read((tx) => coverageOfList(tx, actor, query, clock.now()))
      if (total > mostExported)
        fail('refused', 'visits.export_too_large', {
          zh: `共 ${total} 条，一次最多导出 ${mostExported} 条，请缩小范围`,
          en: `${total} rows; at most ${mostExported} at once. Please narrow the filter`,
        })
      const filename = lang === 'zh' ? '走访台账.xlsx' : 'visits.xlsx'
      return { bytes: dueSheet(db, actor, query, clock.now(), lang), type: xlsx, filename }
    },
  }),
  route(contract.getDue, {
    access: { roles: visitReaders },
    handle: ({ read, actor, params, secrets, clock }) =>
      read((tx) => viewDue(tx, secrets, actor, params.dueId, clock.now())),
  }),
  route(contract.myWeek, {
    access: { roles: visitors },
    handle: ({ read, actor, query, clock }) => read((tx) => weekOf(tx, actor, query.on, clock.now())),
  }),
  route(contract.readCoverage, {
    access: { roles: visitReaders },
    handle: ({ read, actor, query, clock }) => read((tx) => coverageView(tx, actor, query, clock.now())),
  }),
  route(contract.listRules, {
    access: { roles: ruleReaders },
    // In a transaction: a tenant that has no rules yet is given ours.
    handle: ({ db, actor, clock }) => db.tx((tx) => rulesView(tx, actor, clock.now())),
  }),
]

const doingRoutes: readonly Route[] = [
  route(contract.recordVisit, {
    access: { roles: visitors },
    handle: async (context) => {
      const { actor, eventActor, secrets, params, body, tenantId } = context
      const uploader = uploaderOf(context)
      const recorded = await context.command((tx) =>
        recordVisit(tx, { actor, eventActor, secrets, uploader, dueId: params.dueId, body, at: context.clock.now() }),
      )
      // After the visit is safe: a matter is reported in a transaction of its own, and a retry finds the same one.
      if (!body.difficulty) return recorded
      return { ...recorded, ...(await settleDifficulty(context, tenantId, recorded.visitId)) }
    },
  }),
  route(contract.dropDue, {
    access: { roles: visitors },
    handle: ({ command, actor, eventActor, params, body, clock }) =>
      command((tx) => letGo(tx, { actor, eventActor, dueId: params.dueId, at: clock.now(), ...body })),
  }),
  route(contract.revealContact, {
    access: { roles: visitors },
    perMinute: 30,
    // Not a command: its answer would be kept for retries, in clear.
    handle: ({ db, actor, eventActor, params, body, secrets, clock }) =>
      db.tx((tx) => revealContact(tx, secrets, { actor, eventActor, at: clock.now(), ...params, ...body })),
  }),
  route(contract.planMyWeek, {
    access: { roles: visitors },
    handle: ({ command, actor, eventActor, body, clock }) =>
      command((tx) => planMine(tx, actor, eventActor, body.on, clock.now())),
  }),
  route(contract.planOfficeWeek, {
    access: { roles: weekPlanners },
    handle: ({ command, jobs, actor, eventActor, body, clock }) =>
      command((tx) => askWeekRun(tx, jobs, { actor, eventActor, at: clock.now() }, body.on)),
  }),
  route(contract.lastOfficeWeek, {
    access: { roles: weekPlanners },
    handle: ({ read, actor }) => read((tx) => lastWeekRun(tx, actor)),
  }),
  route(contract.cancelOfficeWeek, {
    access: { roles: weekPlanners },
    handle: ({ command, actor, eventActor, clock }) =>
      command((tx) => cancelWeekRun(tx, { actor, eventActor, at: clock.now() })),
  }),
  route(contract.moveDue, {
    access: { roles: visitors },
    handle: ({ command, actor, eventActor, params, body, clock }) =>
      command((tx) => moveDue(tx, { actor, eventActor, dueId: params.dueId, day: body.day, at: clock.now() })),
  }),
  route(contract.saveRuleVersion, {
    access: { roles: ['administrator'] },
    handle: ({ command, actor, eventActor, params, body, clock }) =>
      command((tx) => {
        const at = clock.now()
        const validFrom = body.validFrom ? new Date(body.validFrom) : at
        return saveVersion(tx, { actor, eventActor, at }, { code: params.code, spec: body.spec, validFrom })
      }),
  }),
  route(contract.saveVisitSettings, {
    access: { roles: ['administrator'] },
    handle: ({ command, actor, eventActor, body, clock }) =>
      command((tx) => saveNewSettings(tx, { actor, eventActor, at: clock.now() }, body)),
  }),
]

export const routes: readonly Route[] = [...readingRoutes, ...doingRoutes]
