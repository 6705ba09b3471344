import { type Route, route } from '../../kernel/http/route.ts'
import * as contract from './contract.ts'
import { moveToGrid } from './grid-service.ts'
import { mapOf } from './map-queries.ts'
import { findPlaces, gridsBelow, placesBelow, placeWithCode } from './place-queries.ts'
import { enterPopulation, populationsAt } from './populations.ts'

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
    access: { roles: ['administrator'] },
    handle: ({ command, actor, eventActor, params, body, clock }) =>
      command(async (tx) => {
        const postId = actor.posts.find((post) => post.role === 'administrator')?.postId ?? null
        const move = { gridId: params.gridId, placeIds: body.placeIds, why: body.why }
        return { moved: await moveToGrid(tx, actor, { ...eventActor, postId }, move, clock.now()) }
      }),
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
