import { fail } from '../../kernel/contract/errors.ts'
import { sql } from '../../kernel/db.ts'
import { type Route, route } from '../../kernel/http/route.ts'
import { agreeWishAnew } from './consent/wish-consent.ts'
import * as contract from './contract.ts'
import { mostExported, pairingsSheet, volunteersSheet, wishesSheet } from './export.ts'
import { figuresOf } from './figures.ts'
import { heardRoutes } from './heard/routes.ts'
import { mineOf } from './own-queries.ts'
import { ask, suggestAll } from './pairings/asking-service.ts'
import { answerWall, explainSilence, noteContact, sayThanks } from './pairings/contact-service.ts'
import { ownPairing, pairingPage, pairingView, wallOf } from './pairings/pairing-queries.ts'
import { answer, endPairing } from './pairings/pairing-service.ts'
import { wishPage, wishView } from './pairings/wish-queries.ts'
import { agreeWish, makeWish, noteWish, revealWish, withdrawWish } from './pairings/wish-service.ts'
import { inPlaceSql } from './place-filter.ts'
import { notFound } from './refusals.ts'
import { neighbourReaders, pairers, teamKeepers } from './roles.ts'
import { doingOf, seenSql } from './scope.ts'
import { countSkills, nearSkills, volunteerPage, volunteerView } from './skills/volunteer-queries.ts'
import { offerSelf, registerVolunteer, revealVolunteer, stopFor, stopSelf } from './skills/volunteer-service.ts'
import { joinTeam, leaveTeam, revealMember, settleMember } from './teams/member-service.ts'
import { publicTeams, teamRows, teamView } from './teams/team-queries.ts'
import { changeTeam, endTeam, formTeam, hostActivity } from './teams/team-service.ts'

const done = { done: true } as const
const readers = { roles: neighbourReaders }
const bring = { roles: pairers }
const keepers = { roles: teamKeepers }
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

function refuseTooMany(total: number): void {
  if (total > mostExported)
    fail('refused', 'neighbours.export_too_large', {
      zh: `共 ${total} 行，一次最多导出 ${mostExported} 行，请缩小范围`,
      en: `${total} rows; at most ${mostExported} at once. Please narrow the filter`,
    })
}

const ownRoutes: readonly Route[] = [
  route(contract.mine, {
    access: 'signed-in',
    handle: (context) => context.read((tx) => mineOf(tx, doingOf(context))),
  }),
  route(contract.offer, {
    access: 'signed-in',
    perMinute: 30,
    handle: (context) =>
      context.command(async (tx) => {
        const { consent: _, ...said } = context.body
        return { id: await offerSelf(tx, doingOf(context), said) }
      }),
  }),
  route(contract.stopHelping, {
    access: 'signed-in',
    handle: (context) =>
      context.command(async (tx) => {
        await stopSelf(tx, doingOf(context))
        return done
      }),
  }),
  route(contract.skillsNear, {
    access: 'signed-in',
    handle: (context) => context.read((tx) => nearSkills(tx, doingOf(context), context.query)),
  }),
  route(contract.makeWish, {
    access: 'signed-in',
    perMinute: 20,
    handle: (context) =>
      context.command(async (tx) => {
        const { consent: _, ...wish } = context.body
        return { id: await makeWish(tx, doingOf(context), wish) }
      }),
  }),
  route(contract.myPairing, {
    access: 'signed-in',
    handle: (context) => context.read((tx) => ownPairing(tx, doingOf(context), context.params.pairingId)),
  }),
  route(contract.thanksWall, {
    access: 'public',
    perMinute: 60,
    handle: ({ read, tenantId, query }) => read((tx) => wallOf(tx, { tenantId }, query)),
  }),
]

const volunteerRoutes: readonly Route[] = [
  route(contract.listVolunteers, {
    access: readers,
    handle: (context) => context.read((tx) => volunteerPage(tx, doingOf(context), context.query)),
  }),
  route(contract.exportVolunteers, {
    access: readers,
    perMinute: 20,
    handle: async (context) => {
      const query = { ...context.query, limit: mostExported }
      const { rows, total } = await context.read((tx) => volunteerPage(tx, doingOf(context), query))
      refuseTooMany(total)
      const filename = context.lang === 'zh' ? '志愿者.xlsx' : 'volunteers.xlsx'
      return { bytes: volunteersSheet(rows, context.lang), type: xlsx, filename }
    },
  }),
  route(contract.registerVolunteer, {
    access: bring,
    perMinute: 60,
    handle: (context) =>
      context.command(async (tx) => ({ id: await registerVolunteer(tx, doingOf(context), context.body) })),
  }),
  route(contract.getVolunteer, {
    access: readers,
    handle: (context) => context.read((tx) => volunteerView(tx, doingOf(context), context.params.volunteerId)),
  }),
  route(contract.withdrawVolunteer, {
    access: bring,
    handle: (context) =>
      context.command(async (tx) => {
        await stopFor(tx, doingOf(context), context.params.volunteerId)
        return done
      }),
  }),
  // Not a command: its kept answer would hold a phone number.
  route(contract.revealVolunteer, {
    access: bring,
    perMinute: 30,
    handle: (context) =>
      context.db.tx((tx) => revealVolunteer(tx, doingOf(context), context.params.volunteerId, context.body.reason)),
  }),
  route(contract.skillCounts, {
    access: readers,
    handle: (context) => context.read((tx) => countSkills(tx, doingOf(context), context.query)),
  }),
  route(contract.neighbourFigures, {
    access: readers,
    handle: (context) => context.read((tx) => figuresOf(tx, doingOf(context), context.query.placeId)),
  }),
]

const wishRoutes: readonly Route[] = [
  route(contract.listWishes, {
    access: readers,
    handle: (context) => context.read((tx) => wishPage(tx, doingOf(context), context.query)),
  }),
  route(contract.exportWishes, {
    access: readers,
    perMinute: 20,
    handle: async (context) => {
      const query = { ...context.query, limit: mostExported }
      const { rows, total } = await context.read((tx) => wishPage(tx, doingOf(context), query))
      refuseTooMany(total)
      const filename = context.lang === 'zh' ? '心愿.xlsx' : 'wishes.xlsx'
      return { bytes: wishesSheet(rows, context.lang), type: xlsx, filename }
    },
  }),
  route(contract.noteWish, {
    access: bring,
    perMinute: 60,
    handle: (context) => context.command(async (tx) => ({ id: await noteWish(tx, doingOf(context), context.body) })),
  }),
  route(contract.getWish, {
    access: readers,
    handle: (context) => context.read((tx) => wishView(tx, doingOf(context), context.params.wishId)),
  }),
  route(contract.agreeWish, {
    access: bring,
    handle: (context) =>
      context.command(async (tx) => {
        await agreeWish(tx, doingOf(context), context.params.wishId, context.body)
        return done
      }),
  }),
  route(contract.agreeWishAnew, {
    access: bring,
    handle: (context) =>
      context.command(async (tx) => {
        await agreeWishAnew(tx, doingOf(context), context.params.wishId, context.body)
        return done
      }),
  }),
  // Whose it is, or who looks after the place: told by how they stand to it.
  route(contract.withdrawWish, {
    access: 'signed-in',
    handle: (context) =>
      context.command(async (tx) => {
        await withdrawWish(tx, doingOf(context), context.params.wishId)
        return done
      }),
  }),
  route(contract.revealWish, {
    access: bring,
    perMinute: 30,
    handle: (context) =>
      context.db.tx((tx) => revealWish(tx, doingOf(context), context.params.wishId, context.body.reason)),
  }),
  route(contract.askVolunteer, {
    access: bring,
    handle: (context) =>
      context.command(async (tx) => {
        const { params, body } = context
        return { id: (await ask(tx, doingOf(context), params.wishId, body.volunteerId)) ?? notFound() }
      }),
  }),
  route(contract.suggestAll, {
    access: bring,
    perMinute: 20,
    handle: (context) =>
      context.command(async (tx) => {
        const { actor, tenantId, body } = context
        const seen = seenSql(actor, sql`w.place_path`, sql`w.grid_id`)
        const there = await inPlaceSql(tx, tenantId, body.placeId, sql`w.place_path`)
        return suggestAll(tx, doingOf(context), sql<boolean>`${seen} and ${there}`)
      }),
  }),
]

const pairingRoutes: readonly Route[] = [
  route(contract.listPairings, {
    access: readers,
    handle: (context) => context.read((tx) => pairingPage(tx, doingOf(context), context.query)),
  }),
  route(contract.exportPairings, {
    access: readers,
    perMinute: 20,
    handle: async (context) => {
      const query = { ...context.query, limit: mostExported }
      const { rows, total } = await context.read((tx) => pairingPage(tx, doingOf(context), query))
      refuseTooMany(total)
      const filename = context.lang === 'zh' ? '结对.xlsx' : 'pairings.xlsx'
      return { bytes: pairingsSheet(rows, context.lang), type: xlsx, filename }
    },
  }),
  route(contract.getPairing, {
    access: readers,
    handle: (context) => context.read((tx) => pairingView(tx, doingOf(context), context.params.pairingId)),
  }),
  route(contract.answerPairing, {
    access: 'signed-in',
    handle: (context) =>
      context.command(async (tx) => ({
        state: await answer(tx, doingOf(context), context.params.pairingId, context.body),
      })),
  }),
  route(contract.noteContact, {
    access: 'signed-in',
    perMinute: 60,
    handle: (context) =>
      context.command(async (tx) => {
        await noteContact(tx, doingOf(context), context.params.pairingId, context.body)
        return done
      }),
  }),
  route(contract.explainSilence, {
    access: bring,
    handle: (context) =>
      context.command(async (tx) => {
        await explainSilence(tx, doingOf(context), context.params.pairingId, context.body.why.trim())
        return done
      }),
  }),
  route(contract.sayThanks, {
    access: 'signed-in',
    handle: (context) =>
      context.command(async (tx) => {
        await sayThanks(tx, doingOf(context), context.params.pairingId, context.body)
        return done
      }),
  }),
  route(contract.answerWall, {
    access: 'signed-in',
    handle: (context) =>
      context.command(async (tx) => {
        await answerWall(tx, doingOf(context), context.params.pairingId, context.body.agree)
        return done
      }),
  }),
  route(contract.endPairing, {
    access: 'signed-in',
    handle: (context) =>
      context.command(async (tx) => {
        await endPairing(tx, doingOf(context), context.params.pairingId, context.body.reason)
        return done
      }),
  }),
]

const teamRoutes: readonly Route[] = [
  route(contract.listTeams, {
    access: readers,
    handle: (context) => context.read((tx) => teamRows(tx, doingOf(context), context.query)),
  }),
  route(contract.teamsOf, {
    access: 'public',
    perMinute: 60,
    handle: ({ read, tenantId, query }) => read((tx) => publicTeams(tx, { tenantId }, query)),
  }),
  route(contract.formTeam, {
    access: keepers,
    handle: (context) => context.command((tx) => formTeam(tx, doingOf(context), context.body)),
  }),
  route(contract.getTeam, {
    access: 'signed-in',
    handle: (context) => context.read((tx) => teamView(tx, doingOf(context), context.params.teamId)),
  }),
  route(contract.changeTeam, {
    access: keepers,
    handle: (context) =>
      context.command(async (tx) => {
        await changeTeam(tx, doingOf(context), context.params.teamId, context.body)
        return done
      }),
  }),
  route(contract.endTeam, {
    access: keepers,
    handle: (context) =>
      context.command(async (tx) => {
        await endTeam(tx, doingOf(context), context.params.teamId, context.body.why.trim())
        return done
      }),
  }),
  route(contract.joinTeam, {
    access: 'signed-in',
    perMinute: 20,
    handle: (context) =>
      context.command(async (tx) => {
        await joinTeam(tx, doingOf(context), context.params.teamId, context.body.nameShown)
        return done
      }),
  }),
  route(contract.leaveTeam, {
    access: 'signed-in',
    handle: (context) =>
      context.command(async (tx) => {
        await leaveTeam(tx, doingOf(context), context.params.teamId)
        return done
      }),
  }),
  // Its leader is a resident: who may is told by the team.
  route(contract.settleMember, {
    access: 'signed-in',
    handle: (context) =>
      context.command(async (tx) => {
        const { teamId, memberId } = context.params
        await settleMember(tx, doingOf(context), teamId, memberId, context.body.step)
        return done
      }),
  }),
  route(contract.revealMember, {
    access: 'signed-in',
    perMinute: 30,
    handle: (context) =>
      context.db.tx((tx) => {
        const { teamId, memberId } = context.params
        return revealMember(tx, doingOf(context), teamId, memberId, context.body.reason)
      }),
  }),
  route(contract.hostActivity, {
    access: keepers,
    handle: (context) =>
      context.command((tx) => hostActivity(tx, doingOf(context), context.params.teamId, context.body)),
  }),
]

export const routes: readonly Route[] = [
  ...ownRoutes,
  ...volunteerRoutes,
  ...wishRoutes,
  ...pairingRoutes,
  ...teamRoutes,
  ...heardRoutes,
]
