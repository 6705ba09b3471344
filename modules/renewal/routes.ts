import type { Actor } from '../../kernel/actor.ts'
import type { Endpoint, ResponseOf } from '../../kernel/contract/endpoint.ts'
import { fail } from '../../kernel/contract/errors.ts'
import type { Role } from '../../kernel/contract/roles.ts'
import type { Tx } from '../../kernel/db.ts'
import { type RequestContext, type Route, route } from '../../kernel/http/route.ts'
import { dayOf } from '../../kernel/time/day.ts'
import * as contract from './contract.ts'
import { reportDefect } from './defect-service.ts'
import { addEvidence, undoEvidence } from './evidence-service.ts'
import { exportProjects, mostExported } from './export.ts'
import { listFacility, removeFacility } from './facility-service.ts'
import { endInspector, nameInspector } from './inspector-service.ts'
import { addItem, changeItem, dropItem } from './item-service.ts'
import { payMoney, receiveMoney, saveSource, undoPayment, undoReceipt } from './money-service.ts'
import { originsFor } from './origins-query.ts'
import { addPhoto, addSpot } from './photo-service.ts'
import { figuresOf, projectPage } from './project-rows.ts'
import { changeProject, planProject, planStages, stepProject } from './project-service.ts'
import { keepersFor, viewProject } from './project-view.ts'
import { myProjects, publicProject } from './public-view.ts'
import { answerQuestion, askQuestion, hideQuestion } from './question-service.ts'
import { photographers, projectKeepers, projectReaders } from './roles.ts'
import { type Doing, doingOf } from './scope.ts'
import { beginStage, finishStage, giveDelay } from './stage-service.ts'
import { answerSurvey, typeInAnswers } from './survey-service.ts'

const done = { done: true } as const
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const readers = { roles: projectReaders }

type Signed<E extends Endpoint> = RequestContext<E, Actor>

/** A command of who runs projects, or of other roles where they are named. */
const command = <E extends Endpoint>(
  endpoint: E,
  work: (tx: Tx, doing: Doing, context: Signed<E>) => Promise<ResponseOf<E>>,
  roles: readonly Role[] = projectKeepers,
): Route =>
  route(endpoint, {
    access: { roles },
    handle: (context) => context.command((tx) => work(tx, doingOf(context), context)),
  })

/** The same for a command that has nothing to tell. */
const act = <E extends Endpoint>(
  endpoint: E,
  work: (tx: Tx, doing: Doing, context: Signed<E>) => Promise<void>,
  roles: readonly Role[] = projectKeepers,
): Route =>
  route(endpoint, {
    access: { roles },
    handle: (context) =>
      context.command(async (tx) => {
        await work(tx, doingOf(context), context)
        return done as ResponseOf<E>
      }),
  })

const projectRoutes: readonly Route[] = [
  route(contract.listProjects, {
    access: readers,
    handle: ({ read, actor, query, clock }) => read((tx) => projectPage(tx, actor, query, dayOf(clock.now()))),
  }),
  route(contract.exportProjects, {
    access: readers,
    perMinute: 20,
    handle: async ({ db, read, actor, query, lang, clock }) => {
      const today = dayOf(clock.now())
      const { total } = await read((tx) => projectPage(tx, actor, { ...query, limit: 1 }, today))
      if (total > mostExported)
        fail('refused', 'renewal.export_too_large', {
          zh: `共 ${total} 行，一次最多导出 ${mostExported} 行，请缩小范围`,
          en: `${total} rows; at most ${mostExported} at once. Please narrow the filter`,
        })
      const filename = { zh: '改造项目.xlsx', en: 'renewals.xlsx' }[lang]
      return { bytes: exportProjects(db, { actor, today, lang }, query), type: xlsx, filename }
    },
  }),
  route(contract.renewalFigures, {
    access: readers,
    handle: ({ read, actor, query, clock }) => read((tx) => figuresOf(tx, actor, query, dayOf(clock.now()))),
  }),
  route(contract.originsAt, {
    access: { roles: projectKeepers },
    handle: (context) => context.read((tx) => originsFor(tx, doingOf(context), context.query.placeId)),
  }),
  route(contract.getProject, {
    access: { roles: [...projectReaders, ...photographers] },
    handle: (context) => context.read((tx) => viewProject(tx, doingOf(context), context.params.projectId)),
  }),
  route(contract.keepersAt, {
    access: { roles: projectKeepers },
    handle: (context) => context.read((tx) => keepersFor(tx, doingOf(context), context.params.projectId)),
  }),
  command(contract.planProject, (tx, doing, { body }) => planProject(tx, doing, body)),
  act(contract.changeProject, (tx, doing, { params, body }) => changeProject(tx, doing, params.projectId, body)),
  command(contract.stepProject, (tx, doing, { params, body }) => stepProject(tx, doing, params.projectId, body)),
  command(contract.planStages, (tx, doing, { params, body }) => planStages(tx, doing, params.projectId, body)),
]

const stageRoutes: readonly Route[] = [
  act(contract.beginStage, (tx, doing, { params, body }) =>
    beginStage(tx, doing, params.projectId, params.stage, body.onDay),
  ),
  command(contract.finishStage, (tx, doing, { params, body }) =>
    finishStage(tx, doing, params.projectId, params.stage, body.onDay),
  ),
  command(contract.addEvidence, (tx, doing, { params, body }) =>
    addEvidence(tx, doing, params.projectId, params.stage, body),
  ),
  act(contract.undoEvidence, (tx, doing, { params, body }) =>
    undoEvidence(tx, doing, params.projectId, params.evidenceId, body.why),
  ),
  command(contract.giveDelay, (tx, doing, { params, body }) =>
    giveDelay(tx, doing, params.projectId, params.stage, body),
  ),
]

const moneyRoutes: readonly Route[] = [
  command(contract.saveSource, (tx, doing, { params, body }) => saveSource(tx, doing, params.projectId, body)),
  command(contract.receiveMoney, (tx, doing, { params, body }) => receiveMoney(tx, doing, params.projectId, body)),
  command(contract.payMoney, (tx, doing, { params, body }) => payMoney(tx, doing, params.projectId, body)),
  act(contract.undoReceipt, (tx, doing, { params, body }) =>
    undoReceipt(tx, doing, params.projectId, params.receiptId, body.why),
  ),
  act(contract.undoPayment, (tx, doing, { params, body }) =>
    undoPayment(tx, doing, params.projectId, params.paymentId, body.why),
  ),
]

const workRoutes: readonly Route[] = [
  command(contract.addItem, (tx, doing, { params, body }) => addItem(tx, doing, params.projectId, body)),
  act(contract.changeItem, (tx, doing, { params, body }) =>
    changeItem(tx, doing, params.projectId, params.itemId, body),
  ),
  act(contract.dropItem, (tx, doing, { params, body }) =>
    dropItem(tx, doing, params.projectId, params.itemId, body.why),
  ),
  command(contract.addSpot, (tx, doing, { params, body }) => addSpot(tx, doing, params.projectId, body)),
  command(
    contract.addPhoto,
    (tx, doing, { params, body }) => addPhoto(tx, doing, params.projectId, params.spotId, body),
    [...projectKeepers, ...photographers],
  ),
  command(contract.addFacility, (tx, doing, { params, body }) => listFacility(tx, doing, params.projectId, body)),
  act(contract.removeFacility, (tx, doing, { params }) =>
    removeFacility(tx, doing, params.projectId, params.facilityId),
  ),
]

const staffRoutes: readonly Route[] = [
  act(contract.answerQuestion, (tx, doing, { params, body }) =>
    answerQuestion(tx, doing, params.projectId, params.questionId, body.words),
  ),
  act(contract.hideQuestion, (tx, doing, { params, body }) =>
    hideQuestion(tx, doing, params.projectId, params.questionId, body),
  ),
  act(contract.typeInAnswers, (tx, doing, { params, body }) => typeInAnswers(tx, doing, params.projectId, body)),
  command(contract.nameInspector, (tx, doing, { params, body }) => nameInspector(tx, doing, params.projectId, body)),
  act(contract.endInspector, (tx, doing, { params }) => endInspector(tx, doing, params.projectId, params.inspectorId)),
]

const neighbourRoutes: readonly Route[] = [
  route(contract.atProject, {
    access: 'public',
    perMinute: 120,
    handle: ({ read, tenantId, actor, secrets, clock, params }) =>
      read((tx) => publicProject(tx, { tenantId, actor, secrets, now: clock.now() }, params.code)),
  }),
  route(contract.myProjects, {
    access: 'signed-in',
    handle: ({ read, tenantId, actor, secrets, clock }) =>
      read((tx) => myProjects(tx, { tenantId, actor, secrets, now: clock.now() })),
  }),
  route(contract.askQuestion, {
    access: 'signed-in',
    perMinute: 10,
    handle: (context) => context.command((tx) => askQuestion(tx, doingOf(context), context.params.code, context.body)),
  }),
  route(contract.answerSurvey, {
    access: 'signed-in',
    perMinute: 20,
    handle: (context) => context.command((tx) => answerSurvey(tx, doingOf(context), context.params.code, context.body)),
  }),
  route(contract.reportDefect, {
    access: 'signed-in',
    perMinute: 20,
    handle: (context) =>
      context.command((tx) => reportDefect(tx, doingOf(context), context.params.projectId, context.body)),
  }),
]

export const routes: readonly Route[] = [
  ...projectRoutes,
  ...stageRoutes,
  ...moneyRoutes,
  ...workRoutes,
  ...staffRoutes,
  ...neighbourRoutes,
]
