import type { Actor } from '../../kernel/actor.ts'
import { fail } from '../../kernel/contract/errors.ts'
import { type RequestContext, type Route, route } from '../../kernel/http/route.ts'
import { type Doing, firmReaders } from '../enterprises/public.ts'
import * as contract from './contract.ts'
import { exportOpenings, exportReferrals, mostExported } from './export.ts'
import { readFigures } from './figures.ts'
import { countOpenings, openingPage } from './opening-queries.ts'
import { changeJob, endJob, openJob, reopenJob } from './opening-service.ts'
import { viewOpening, viewSeeker, viewSuggestions } from './opening-view.ts'
import { readFirmJobs, readMine } from './own-queries.ts'
import { countReferrals, referralPage } from './referral-queries.ts'
import { proposeSeeker, say, sayStill } from './referral-service.ts'
import { seekerReaders } from './roles.ts'
import { seekerPage } from './seeker-queries.ts'
import { registerSeeker, revealSeeker, saveOwnProfile, withdraw } from './seeker-service.ts'

const readers = { roles: firmReaders } as const
const neighbours = { roles: seekerReaders } as const
const done = { done: true } as const

const doingOf = ({ actor, eventActor, clock, secrets, tenantId }: RequestContext): Doing => ({
  tenantId,
  actor,
  by: eventActor,
  at: clock.now(),
  secrets,
})
const actorDoing = (context: RequestContext & { readonly actor: Actor }) => ({
  ...doingOf(context),
  actor: context.actor,
})

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

function refuseTooMany(total: number): void {
  if (total > mostExported)
    fail('refused', 'employment.export_too_large', {
      zh: `共 ${total} 行，一次最多导出 ${mostExported} 行，请缩小范围`,
      en: `${total} rows; at most ${mostExported} at once. Please narrow the filter`,
    })
}

const openingRoutes: readonly Route[] = [
  route(contract.listOpenings, {
    access: readers,
    handle: ({ read, actor, query }) => read((tx) => openingPage(tx, actor, query)),
  }),
  route(contract.exportOpenings, {
    access: readers,
    perMinute: 20,
    handle: async ({ db, read, actor, query, lang }) => {
      refuseTooMany(await read((tx) => countOpenings(tx, actor, query)))
      const filename = lang === 'zh' ? '招聘岗位.xlsx' : 'openings.xlsx'
      return { bytes: exportOpenings(db, actor, query, lang), type: xlsx, filename }
    },
  }),
  // A firm's members and staff alike: who may is told by how they stand to the firm.
  route(contract.openOpening, {
    access: 'signed-in',
    perMinute: 30,
    handle: (context) =>
      context.command(async (tx) => ({ id: await openJob(tx, doingOf(context), context.params.firmId, context.body) })),
  }),
  route(contract.changeOpening, {
    access: 'signed-in',
    handle: (context) =>
      context.command(async (tx) => {
        await changeJob(tx, doingOf(context), context.params.openingId, context.body)
        return done
      }),
  }),
  route(contract.endOpening, {
    access: 'signed-in',
    handle: (context) =>
      context.command(async (tx) => {
        await endJob(tx, doingOf(context), context.params.openingId, context.body.step, context.body.why)
        return done
      }),
  }),
  route(contract.reopenOpening, {
    access: 'signed-in',
    handle: (context) =>
      context.command(async (tx) => {
        await reopenJob(tx, doingOf(context), context.params.openingId, context.body.untilOn)
        return done
      }),
  }),
  route(contract.getOpening, {
    access: readers,
    handle: (context) => context.read((tx) => viewOpening(tx, actorDoing(context), context.params.openingId)),
  }),
  route(contract.listSuggestions, {
    access: neighbours,
    handle: (context) =>
      context.read(async (tx) => ({
        suggestions: await viewSuggestions(tx, actorDoing(context), context.params.openingId),
      })),
  }),
  route(contract.jobFigures, {
    access: readers,
    handle: ({ read, actor, query, clock }) => read((tx) => readFigures(tx, actor, query, clock.now())),
  }),
]

const seekerRoutes: readonly Route[] = [
  route(contract.listSeekers, {
    access: neighbours,
    handle: ({ read, actor, secrets, query }) => read((tx) => seekerPage(tx, secrets, actor, query)),
  }),
  route(contract.registerSeeker, {
    access: neighbours,
    perMinute: 60,
    handle: (context) =>
      context.command(async (tx) => ({ id: await registerSeeker(tx, doingOf(context), context.body) })),
  }),
  route(contract.getSeeker, {
    access: neighbours,
    handle: (context) => context.read((tx) => viewSeeker(tx, actorDoing(context), context.params.seekerId)),
  }),
  route(contract.withdrawConsent, {
    access: 'signed-in',
    handle: (context) =>
      context.command(async (tx) => {
        await withdraw(tx, actorDoing(context), context.params.seekerId)
        return done
      }),
  }),
  // Not a command: its kept answer would hold a phone number.
  route(contract.revealSeeker, {
    access: neighbours,
    perMinute: 30,
    handle: (context) =>
      context.db.tx((tx) => revealSeeker(tx, doingOf(context), context.params.seekerId, context.body.reason)),
  }),
]

const referralRoutes: readonly Route[] = [
  route(contract.listReferrals, {
    access: neighbours,
    handle: ({ read, actor, secrets, query }) => read((tx) => referralPage(tx, secrets, actor, query)),
  }),
  route(contract.exportReferrals, {
    access: neighbours,
    perMinute: 20,
    handle: async ({ db, read, actor, secrets, query, lang }) => {
      refuseTooMany(await read((tx) => countReferrals(tx, actor, query)))
      const filename = lang === 'zh' ? '推荐.xlsx' : 'referrals.xlsx'
      return { bytes: exportReferrals(db, secrets, actor, query, lang), type: xlsx, filename }
    },
  }),
  route(contract.propose, {
    access: neighbours,
    handle: (context) =>
      context.command(async (tx) => ({
        id: await proposeSeeker(tx, doingOf(context), context.params.openingId, context.body.seekerId),
      })),
  }),
  route(contract.sayReferral, {
    access: 'signed-in',
    handle: (context) =>
      context.command(async (tx) => {
        await say(tx, doingOf(context), context.params.referralId, context.body)
        return done
      }),
  }),
  route(contract.sayStillThere, {
    access: neighbours,
    handle: (context) =>
      context.command(async (tx) => {
        await sayStill(tx, actorDoing(context), context.params.referralId, context.body.there)
        return done
      }),
  }),
]

const ownRoutes: readonly Route[] = [
  route(contract.myJobs, {
    access: 'signed-in',
    handle: ({ read, actor, secrets }) => read((tx) => readMine({ tx, secrets }, actor)),
  }),
  route(contract.saveProfile, {
    access: 'signed-in',
    perMinute: 30,
    handle: (context) =>
      context.command(async (tx) => {
        const { consent: _, ...said } = context.body
        return { id: await saveOwnProfile(tx, actorDoing(context), said) }
      }),
  }),
  route(contract.firmJobs, {
    access: 'signed-in',
    handle: ({ read, actor, secrets, params }) => read((tx) => readFirmJobs({ tx, secrets }, actor, params.firmId)),
  }),
]

export const routes: readonly Route[] = [...openingRoutes, ...seekerRoutes, ...referralRoutes, ...ownRoutes]
