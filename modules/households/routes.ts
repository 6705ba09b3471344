import { fail } from '../../kernel/contract/errors.ts'
import { type Route, route } from '../../kernel/http/route.ts'
import { uploaderOf } from '../files/public.ts'
import { conflictPage } from './conflict-queries.ts'
import { settleConflict } from './conflict-service.ts'
import * as contract from './contract.ts'
import { dayOfWalk } from './day-queries.ts'
import { recordDoor } from './door-service.ts'
import { enterChanges } from './entry-service.ts'
import { exportSheet, mostExported } from './export.ts'
import { figuresOf } from './figure-queries.ts'
import { askToCorrect, readHome } from './home-service.ts'
import { householdPage, unreachedPage } from './household-queries.ts'
import { addAtDesk, endAtDesk } from './household-service.ts'
import { householdView } from './household-view.ts'
import { notePage } from './note-queries.ts'
import { matterFor, noteAtDesk, raiseMatter, turnNote, withdrawWish } from './note-service.ts'
import { revealPerson } from './reveal-service.ts'
import { figureReaders, inChargeRoles, noteReaders } from './roles.ts'
import { doingOf } from './scope.ts'
import { stairsOf } from './stairs-queries.ts'

const done = { done: true } as const
const inCharge = { roles: inChargeRoles }
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const readRoutes: readonly Route[] = [
  route(contract.listHouseholds, {
    access: inCharge,
    handle: (context) => context.read((tx) => householdPage(tx, doingOf(context), context.query)),
  }),
  route(contract.exportHouseholds, {
    access: inCharge,
    perMinute: 20,
    handle: async (context) => {
      const { db, lang, query, read } = context
      const { total } = await read((tx) => householdPage(tx, doingOf(context), { ...query, limit: 0 }))
      if (total > mostExported)
        fail('refused', 'households.export_too_large', {
          zh: `共 ${total} 户，一次最多导出 ${mostExported} 户，请缩小范围`,
          en: `${total} households; at most ${mostExported} at once. Please narrow the filter`,
        })
      const filename = lang === 'zh' ? '住户.xlsx' : 'households.xlsx'
      return { bytes: exportSheet(db, doingOf(context), query, lang), type: xlsx, filename }
    },
  }),
  route(contract.householdFigures, {
    access: { roles: figureReaders },
    handle: (context) => context.read((tx) => figuresOf(tx, doingOf(context), context.query)),
  }),
  route(contract.readStairs, {
    access: inCharge,
    handle: (context) => context.read((tx) => stairsOf(tx, doingOf(context), context.params.placeId)),
  }),
  route(contract.readDay, {
    access: inCharge,
    handle: (context) => context.read((tx) => dayOfWalk(tx, doingOf(context))),
  }),
  route(contract.listConflicts, {
    access: inCharge,
    handle: (context) => context.read((tx) => conflictPage(tx, doingOf(context), context.query)),
  }),
  route(contract.listUnreached, {
    access: inCharge,
    handle: (context) => context.read((tx) => unreachedPage(tx, doingOf(context), context.query)),
  }),
  route(contract.listNotes, {
    access: { roles: noteReaders },
    handle: (context) => context.read((tx) => notePage(tx, doingOf(context), context.query)),
  }),
  route(contract.getHousehold, {
    access: inCharge,
    handle: (context) => context.read((tx) => householdView(tx, doingOf(context), context.params.householdId)),
  }),
]

const writeRoutes: readonly Route[] = [
  route(contract.addHousehold, {
    access: inCharge,
    handle: (context) => context.command((tx) => addAtDesk(tx, doingOf(context), context.body)),
  }),
  route(contract.enterChanges, {
    access: inCharge,
    handle: (context) =>
      context.command((tx) => enterChanges(tx, doingOf(context), context.params.householdId, context.body.changes)),
  }),
  route(contract.endHousehold, {
    access: inCharge,
    handle: (context) =>
      context.command(async (tx) => {
        await endAtDesk(tx, doingOf(context), context.params.householdId, context.body)
        return done
      }),
  }),
  route(contract.revealPerson, {
    access: inCharge,
    perMinute: 30,
    // Not a command: its answer would be kept for retries, and a name is to be nowhere in clear.
    handle: (context) =>
      context.db.tx((tx) => revealPerson(tx, doingOf(context), context.params.householdId, context.body)),
  }),
  route(contract.settleConflict, {
    access: inCharge,
    handle: (context) =>
      context.command(async (tx) => {
        await settleConflict(tx, doingOf(context), { ...context.params, ...context.body })
        return done
      }),
  }),
  route(contract.recordDoor, {
    access: inCharge,
    handle: async (context) => {
      const { body, params } = context
      const doing = doingOf(context)
      const told = await context.command((tx) => recordDoor(tx, doing, uploaderOf(context), params.householdId, body))
      // After the visit is safe: a matter is made in a transaction of its own, and a retry finds the same one.
      if (!body.note?.matter) return told
      return { ...told, ...(await raiseMatter(context, doing, body.note.id, body.note.matter)) }
    },
  }),
  route(contract.addNote, {
    access: inCharge,
    handle: (context) =>
      context.command((tx) => noteAtDesk(tx, doingOf(context), context.params.householdId, context.body)),
  }),
  route(contract.turnNote, {
    access: inCharge,
    handle: async (context) => {
      const { body, params } = context
      const doing = doingOf(context)
      // All that was asked for, or nothing: the note itself is kept already.
      return context.command(async (tx) => {
        const turned = await turnNote(tx, doing, params.noteId, body)
        if (!body.matter) return turned
        return { ...turned, matter: await matterFor(tx, context, doing, params.noteId, body.matter) }
      })
    },
  }),
  route(contract.withdrawWish, {
    access: inCharge,
    handle: (context) =>
      context.command(async (tx) => {
        await withdrawWish(tx, doingOf(context), context.params.wishId)
        return done
      }),
  }),
]

const homeRoutes: readonly Route[] = [
  route(contract.myHome, {
    access: 'signed-in',
    handle: (context) => context.read((tx) => readHome(tx, doingOf(context))),
  }),
  route(contract.askCorrection, {
    access: 'signed-in',
    perMinute: 20,
    handle: (context) =>
      context.command(async (tx) => {
        await askToCorrect(tx, doingOf(context), context.body)
        return done
      }),
  }),
]

export const routes: readonly Route[] = [...readRoutes, ...writeRoutes, ...homeRoutes]
