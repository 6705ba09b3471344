import { type Route, route } from '../../../kernel/http/route.ts'
import { sheetStream } from '../../../kernel/sheets/sheet-writer.ts'
import { choiceReaders, keepers } from '../roles.ts'
import { doingOf } from '../scope.ts'
import * as contract from './contract.ts'
import { acceptSheet, checkSheet } from './import-service.ts'
import { compoundsOf, ownerPage, ownerView } from './owner-queries.ts'
import { addOwner, addRoom, correctOwner, correctRoom, revealOwner } from './owner-service.ts'
import { ownerColumns } from './sheet.ts'

const done = { done: true } as const
const kept = { roles: keepers }
const read = { roles: choiceReaders }

export const ownerRoutes: readonly Route[] = [
  route(contract.listCompounds, {
    access: read,
    handle: (context) => context.read(async (tx) => ({ rows: await compoundsOf(tx, doingOf(context)) })),
  }),
  route(contract.listOwners, {
    access: read,
    handle: (context) =>
      context.read((tx) => ownerPage(tx, doingOf(context), context.params.compoundId, context.query)),
  }),
  route(contract.getOwner, {
    access: read,
    handle: (context) => context.read((tx) => ownerView(tx, doingOf(context), context.params.ownerId)),
  }),
  route(contract.addOwner, {
    access: kept,
    handle: (context) =>
      context.command(async (tx) => ({
        id: await addOwner(tx, doingOf(context), context.params.compoundId, context.body),
      })),
  }),
  route(contract.correctOwner, {
    access: kept,
    handle: (context) =>
      context.command(async (tx) => {
        await correctOwner(tx, doingOf(context), context.params.ownerId, context.body)
        return done
      }),
  }),
  route(contract.addRoom, {
    access: kept,
    handle: (context) =>
      context.command(async (tx) => {
        await addRoom(tx, doingOf(context), context.params.ownerId, context.body)
        return done
      }),
  }),
  route(contract.correctRoom, {
    access: kept,
    handle: (context) =>
      context.command(async (tx) => {
        const { ownerId, holdingId } = context.params
        await correctRoom(tx, doingOf(context), ownerId, holdingId, context.body)
        return done
      }),
  }),
  route(contract.revealOwner, {
    access: kept,
    perMinute: 30,
    // Not kept for a retry: the answer holds a name and a phone.
    handle: (context) =>
      context.db.tx((tx) => revealOwner(tx, doingOf(context), context.params.ownerId, context.body.reason)),
  }),
  route(contract.ownerTemplate, {
    access: kept,
    handle: async ({ lang }) => ({
      bytes: sheetStream({
        columns: ownerColumns.map(({ header }) => ({ header: header[lang], value: () => null })),
        rows: [],
      }),
      type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      filename: lang === 'zh' ? '业主名册模板.xlsx' : 'owners.xlsx',
    }),
  }),
  route(contract.checkOwners, {
    access: kept,
    perMinute: 20,
    handle: async (context) => {
      const upload = await context.file()
      return context.command((tx) => checkSheet(tx, doingOf(context), context.params.compoundId, upload))
    },
  }),
  route(contract.acceptOwners, {
    access: kept,
    handle: (context) => context.command((tx) => acceptSheet(tx, doingOf(context), context.params.importId)),
  }),
]
