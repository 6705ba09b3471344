import type { BodyOf } from '../../../kernel/contract/endpoint.ts'
import { fail } from '../../../kernel/contract/errors.ts'
import type { Tx } from '../../../kernel/db.ts'
import { type Route, route } from '../../../kernel/http/route.ts'
import { activityView, confirmActivity } from './activity-service.ts'
import { certificatePaper } from './certificates/certificate-paper.ts'
import * as issuing from './certificates/certificate-service.ts'
import {
  certificatePage,
  certificateView,
  ownCertificates,
  paperOf,
  verified,
} from './certificates/certificate-view.ts'
import * as papers from './certificates/contract.ts'
import * as contract from './contract.ts'
import { type Doing, doingOf } from './doing.ts'
import { type Volunteer, volunteerOfPerson } from './entry-store.ts'
import { spend } from './exchange/transfers.ts'
import { exportSheet } from './export.ts'
import { hoursPage, nextOf, volunteersFound } from './hours-queries.ts'
import { myHours } from './mine.ts'
import { answerObjection, correctHours, object, recordHours } from './record-service.ts'
import { hoursKeepers, hoursSetters } from './roles.ts'
import { settingsOf } from './settings.ts'
import { changeSettings } from './settings-service.ts'

const done = { done: true } as const
const keepers = { roles: hoursKeepers }
const setters = { roles: hoursSetters }
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const mostExported = 10_000

const readRoutes: readonly Route[] = [
  route(contract.hoursNext, {
    access: keepers,
    handle: (context) => context.read((tx) => nextOf(tx, doingOf(context))),
  }),
  route(contract.listHours, {
    access: keepers,
    handle: (context) => context.read((tx) => hoursPage(tx, doingOf(context), context.query)),
  }),
  route(contract.exportHours, {
    access: keepers,
    handle: async (context) => {
      const { lang, query } = context
      const { rows, total } = await context.read((tx) =>
        hoursPage(tx, doingOf(context), { ...query, limit: mostExported }),
      )
      if (total > mostExported)
        fail('refused', 'hours.export_too_large', {
          zh: `共 ${total} 条，一次最多导出 ${mostExported} 条，请缩小范围`,
          en: `${total} entries; at most ${mostExported} at once. Please narrow the filter`,
        })
      const filename = lang === 'zh' ? '志愿服务时长.xlsx' : 'hours.xlsx'
      return { bytes: exportSheet(rows, lang), type: xlsx, filename }
    },
  }),
  route(contract.hoursVolunteers, {
    access: keepers,
    handle: (context) => context.read((tx) => volunteersFound(tx, doingOf(context), context.query)),
  }),
  route(contract.getHoursSettings, {
    access: setters,
    handle: (context) =>
      context.read(async (tx) => {
        const { levels, ...rest } = await settingsOf(tx, context.tenantId)
        return { ...rest, levels: [...levels] }
      }),
  }),
  route(contract.getActivityHours, {
    access: 'signed-in',
    handle: (context) => context.read((tx) => activityView(tx, doingOf(context), context.params.gatheringId)),
  }),
]

const writeRoutes: readonly Route[] = [
  route(contract.recordHours, {
    access: keepers,
    handle: (context) => context.command((tx) => recordHours(tx, doingOf(context), context.body)),
  }),
  route(contract.correctHours, {
    access: keepers,
    handle: (context) =>
      context.command(async (tx) => {
        await correctHours(tx, doingOf(context), context.params.entryId, context.body)
        return done
      }),
  }),
  route(contract.confirmActivityHours, {
    access: 'signed-in',
    handle: (context) =>
      context.command((tx) => confirmActivity(tx, doingOf(context), context.params.gatheringId, context.body)),
  }),
  route(contract.answerObjection, {
    access: keepers,
    handle: (context) =>
      context.command(async (tx) => {
        await answerObjection(tx, doingOf(context), context.params.objectionId, context.body)
        return done
      }),
  }),
  route(contract.setHoursSettings, {
    access: setters,
    handle: (context) =>
      context.command(async (tx) => {
        await changeSettings(tx, doingOf(context), context.body)
        return done
      }),
  }),
]

const certificateRoutes: readonly Route[] = [
  route(papers.listCertificates, {
    access: keepers,
    handle: (context) => context.read((tx) => certificatePage(tx, doingOf(context), context.query)),
  }),
  route(papers.getCertificate, {
    access: keepers,
    handle: (context) => context.read((tx) => certificateView(tx, doingOf(context), context.params.certificateId)),
  }),
  route(papers.issueCertificate, {
    access: keepers,
    handle: (context) =>
      context.command((tx) => issuing.issue(tx, doingOf(context), context.params.certificateId, context.body)),
  }),
  route(papers.refuseCertificate, {
    access: keepers,
    handle: (context) =>
      context.command(async (tx) => {
        await issuing.refuse(tx, doingOf(context), context.params.certificateId, context.body.why.trim())
        return done
      }),
  }),
  route(papers.revokeCertificate, {
    access: keepers,
    handle: (context) =>
      context.command(async (tx) => {
        const { category, why } = context.body
        await issuing.revoke(tx, doingOf(context), context.params.certificateId, category, why.trim())
        return done
      }),
  }),
  route(papers.reissueCertificate, {
    access: keepers,
    handle: (context) =>
      context.command((tx) => issuing.reissue(tx, doingOf(context), context.params.certificateId, context.body)),
  }),
  route(papers.certificatePaper, {
    access: 'signed-in',
    perMinute: 30,
    handle: async (context) => {
      const paper = await context.read((tx) => paperOf(tx, doingOf(context), context.params.certificateId))
      const bytes = await certificatePaper(paper, context.query.from)
      return { bytes, type: 'application/pdf', filename: `${paper.says.number}.pdf` }
    },
  }),
  route(papers.verifyCertificate, {
    access: 'public',
    perMinute: 30,
    handle: ({ read, tenantId, secrets, params, query }) =>
      read((tx) => verified(tx, { tenantId, secrets }, params.code, query.sign)),
  }),
]

/** The volunteer that the actor is; refused in words where they are none. */
async function meAs(tx: Tx, { tenantId, actor }: Doing): Promise<Volunteer> {
  const me = await volunteerOfPerson(tx, tenantId, actor.personId)
  return (
    me ??
    fail('refused', 'hours.no_volunteer', {
      zh: '您还不是志愿者，可以先报名',
      en: 'You are not a volunteer yet; you can offer to be one',
    })
  )
}

const ownRoutes: readonly Route[] = [
  route(contract.myHours, {
    access: 'signed-in',
    handle: (context) => context.read((tx) => myHours(tx, doingOf(context))),
  }),
  route(contract.objectHours, {
    access: 'signed-in',
    perMinute: 20,
    handle: (context) =>
      context.command(async (tx) => {
        const doing = doingOf(context)
        return object(tx, doing, await meAs(tx, doing), context.body)
      }),
  }),
  route(contract.spendMinutes, {
    access: 'signed-in',
    handle: (context) =>
      context.command(async (tx) => {
        const doing = doingOf(context)
        const { pairingId, minutes }: BodyOf<typeof contract.spendMinutes> = context.body
        return spend(tx, doing, await meAs(tx, doing), pairingId, minutes)
      }),
  }),
  route(papers.myCertificates, {
    access: 'signed-in',
    handle: (context) =>
      context.read(async (tx) => {
        const me = await volunteerOfPerson(tx, context.tenantId, context.actor.personId)
        return { rows: me ? await ownCertificates(tx, doingOf(context), me) : [] }
      }),
  }),
  route(papers.askCertificate, {
    access: 'signed-in',
    perMinute: 20,
    handle: (context) =>
      context.command(async (tx) => {
        const doing = doingOf(context)
        return issuing.ask(tx, doing, await meAs(tx, doing), context.body)
      }),
  }),
]

export const hoursRoutes: readonly Route[] = [...readRoutes, ...writeRoutes, ...certificateRoutes, ...ownRoutes]
