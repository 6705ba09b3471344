import type { Actor } from '../../kernel/actor.ts'
import { fail } from '../../kernel/contract/errors.ts'
import { type RequestContext, type Route, route } from '../../kernel/http/route.ts'
import * as contract from './contract.ts'
import { drawPlace } from './drawing-service.ts'
import { addGrid, candidatesFor, homesOf, renameGrid } from './grid-keeping.ts'
import { cancelMove, regrid } from './grid-moves.ts'
import * as service from './keeping-service.ts'
import * as levels from './level-service.ts'
import { mapOf } from './map-queries.ts'
import { previewOf } from './move-preview.ts'
import { movesOf } from './move-queries.ts'
import { gridPath, keeping } from './place-policy.ts'
import { findPlaces, gridsBelow, placesBelow, placeWithCode } from './place-queries.ts'
import { enterPopulation, populationsAt } from './populations.ts'
import { posterPaper } from './poster-paper.ts'
import { placeCard, postersOf } from './register-queries.ts'
import { keepers, registerReaders } from './roles.ts'
import { treeAt } from './tree-queries.ts'

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
  route(contract.gridHomes, {
    access: { roles: keepers },
    handle: ({ read, actor }) => read((tx) => homesOf(tx, actor)),
  }),
  route(contract.addGrid, {
    access: { roles: keepers },
    handle: (context) => context.command((tx) => addGrid(tx, keeperOf(context), context.body)),
  }),
  route(contract.renameGrid, {
    access: { roles: keepers },
    handle: (context) =>
      context.command(async (tx) => {
        await renameGrid(tx, keeperOf(context), context.params.gridId, context.body)
        return done
      }),
  }),
  route(contract.gridCandidates, {
    access: { roles: keepers },
    handle: ({ read, actor, params }) => read((tx) => candidatesFor(tx, actor, params.gridId)),
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
  route(contract.getPlace, {
    access: { roles: registerReaders },
    handle: ({ read, actor, params, query, clock }) =>
      read((tx) => placeCard(tx, actor, params.placeId, query.at ? new Date(query.at) : clock.now())),
  }),
  route(contract.addPlace, {
    access: { roles: keepers },
    handle: (context) =>
      context.command((tx) => service.addPlace(tx, keeperOf(context), context.params.placeId, context.body)),
  }),
  route(contract.changePlace, {
    access: { roles: keepers },
    handle: (context) =>
      context.command(async (tx) => {
        await service.changePlace(tx, keeperOf(context), context.params.placeId, context.body)
        return done
      }),
  }),
  route(contract.retirePlace, {
    access: { roles: keepers },
    handle: (context) =>
      context.command(async (tx) => {
        await service.retirePlace(tx, keeperOf(context), context.params.placeId, context.body.why)
        return done
      }),
  }),
  route(contract.nameLevel, {
    access: { roles: ['administrator'] },
    handle: (context) =>
      context.command(async (tx) => {
        await levels.nameLevel(tx, keeperOf(context), context.params.code, context.body)
        return done
      }),
  }),
  route(contract.addLevel, {
    access: { roles: ['administrator'] },
    handle: (context) =>
      context.command(async (tx) => ({ code: await levels.addLevel(tx, keeperOf(context), context.body) })),
  }),
  route(contract.removeLevel, {
    access: { roles: ['administrator'] },
    handle: (context) =>
      context.command(async (tx) => {
        await levels.removeLevel(tx, keeperOf(context), context.params.code)
        return done
      }),
  }),
  route(contract.drawPlace, {
    access: { roles: keepers },
    handle: (context) =>
      context.command((tx) => drawPlace(tx, keeperOf(context), context.params.placeId, context.body)),
  }),
  route(contract.placeTree, {
    access: { roles: registerReaders },
    handle: ({ read, actor, query }) => read((tx) => treeAt(tx, actor, query)),
  }),
  route(contract.placePosters, {
    access: { roles: registerReaders },
    perMinute: 30,
    handle: async ({ read, actor, params, query, origin, clock }) => {
      const places = await read((tx) => postersOf(tx, actor, params.placeId, query.only?.split(',') ?? null))
      if (places.length === 0)
        fail('refused', 'places.no_buildings', { zh: '这里还没有楼栋', en: 'There are no buildings here yet' })
      const { size = 'A4' } = query
      const bytes = await posterPaper(places, origin, size, clock.now())
      return { bytes, type: 'application/pdf', filename: `posters-${size}.pdf` }
    },
  }),
  route(contract.listPopulations, {
    access: { roles: ['administrator'] },
    handle: async ({ read, actor }) => ({ places: await read((tx) => populationsAt(tx, actor)) }),
  }),
  route(contract.savePopulation, {
    access: { roles: ['administrator'] },
    handle: ({ command, actor, eventActor, body, clock }) =>
      command((tx) => enterPopulation(tx, { actor, by: eventActor, at: clock.now() }, body)),
  }),
]

const done = { done: true } as const

const keeperOf = ({ actor, eventActor, clock }: RequestContext & { readonly actor: Actor }): service.Keeping => ({
  ...{ actor, by: eventActor, at: clock.now() },
})
