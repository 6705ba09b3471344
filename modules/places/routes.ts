import { type Route, route } from '../../kernel/http/route.ts'
import * as contract from './contract.ts'
import { cancelMove, regrid } from './grid-moves.ts'
import { mapOf } from './map-queries.ts'
import { previewOf } from './move-preview.ts'
import { movesOf } from './move-queries.ts'
import { gridPath, keeping } from './place-policy.ts'
import { findPlaces, gridsBelow, placesBelow, placeWithCode } from './place-queries.ts'
import { keepers, registerReaders } from './roles.ts'

export const routes: readonly Route[] = [
  route(contract.placeByCode, {
    access: 'public',
    handle: ({ read, tenantId, params }) => read((tx) => placeWithCode(tx, tenantId, params.code)),
  }),
  route(contract.placeChildren, {
    access: 'public',
    handle: ({ read, tenantId, query }) => read((tx) => placesBelow(tx, tenantId, query.parentId ?? null)),
  }),
  route(contract.searchPlaces, {
    access: 'public',
    handle: async ({ read, tenantId, query }) => ({
      places: await read((tx) => findPlaces(tx, tenantId, query.q, query.limit ?? 20)),
    }),
  }),
  route(contract.placeMap, {
    access: 'public',
    perMinute: 120,
    handle: ({ read, tenantId, query, clock }) => read((tx) => mapOf(tx, tenantId, query.placeId ?? null, clock.now())),
  }),
  route(contract.listGrids, {
    access: 'public',
    handle: async ({ read, tenantId, query, clock }) => ({
      grids: await read((tx) => gridsBelow(tx, tenantId, query.placeId ?? null, clock.now())),
    }),
  }),
  route(contract.moveToGrid, {
    access: { roles: keepers },
    handle: ({ command, actor, eventActor, params, body, clock }) =>
      command((tx) => regrid(tx, actor, eventActor, { gridId: params.gridId, ...body }, clock.now())),
  }),
  route(contract.previewMove, {
    access: { roles: keepers },
    handle: ({ read, actor, params, body, clock }) =>
      read(async (tx) => {
        keeping(actor, await gridPath(tx, actor, params.gridId))
        return previewOf(tx, actor.tenantId, params.gridId, body.placeIds, clock.now())
      }),
  }),
  route(contract.listMoves, {
    access: { roles: registerReaders },
    handle: ({ read, actor, query, clock }) => read((tx) => movesOf(tx, actor, query.gridId ?? null, clock.now())),
  }),
  route(contract.cancelMove, {
    access: { roles: keepers },
    handle: ({ command, actor, eventActor, params, clock }) =>
      command(async (tx) => {
        await cancelMove(tx, actor, eventActor, params.moveId, clock.now())
        return { done: true } as const
      }),
  }),
]
