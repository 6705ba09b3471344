import type { BodyOf } from '../../kernel/contract/endpoint.ts'
import type { PlaceId } from '../../kernel/contract/ids.ts'
import type { TestClient } from '../../kernel/testing/app.ts'
import { type MatterApp, matterApp } from '../matters/matter-app.fixture.ts'
import {
  addItem,
  allotStalls,
  atDoor,
  getGathering,
  layOutStalls,
  planGathering,
  signUpFor,
  stepGathering,
} from './contract.ts'
import { eventTypes, streamOf } from './events.ts'
import type { GatheringId } from './tables.ts'

export const hourMs = 3_600_000
export const dayMs = 24 * hourMs

export const wish = { areaCm2: 90_000, power: false, water: false, category: '小吃' }
export const form = { rows: 1, columns: 3, width: 300, depth: 300, gapEvery: 0, powerRows: [1], waterRows: [] }

type Plan = BodyOf<typeof planGathering>

/** A test app with gatherings: plans and moves them on in a line each. */
export interface GatheringApp extends MatterApp {
  /** At community1, in two days, for two hours, unless said otherwise. */
  plan(who: TestClient, more?: Partial<Plan>): Promise<{ id: GatheringId; code: string }>
  announce(who: TestClient, id: GatheringId): Promise<void>
  /** Moves the clock to the beginning and begins. */
  begin(who: TestClient, id: GatheringId): Promise<void>
  /** The names of the events of a gathering, without the module's. */
  story(id: GatheringId): Promise<string[]>
  at(ms: number): string
}

export async function gatheringApp(): Promise<GatheringApp> {
  const app = await matterApp()
  const at = (ms: number) => new Date(app.clock.now().getTime() + ms).toISOString()
  return {
    ...app,
    at,
    plan: (who, more = {}) =>
      who.call(planGathering, {
        body: {
          ...{ kind: 'joint_meeting', placeId: app.town.places.community1, title: '政企银社联席会议' },
          ...{ startsAt: at(2 * dayMs), endsAt: at(2 * dayMs + 2 * hourMs) },
          ...more,
        },
      }),
    announce: async (who, gatheringId) => {
      await who.call(stepGathering, { params: { gatheringId }, body: { step: 'announce' } })
    },
    begin: async (who, gatheringId) => {
      const { startsAt } = await who.call(getGathering, { params: { gatheringId } })
      app.clock.set(new Date(startsAt))
      await who.call(stepGathering, { params: { gatheringId }, body: { step: 'start' } })
    },
    story: async (id) =>
      (await app.events(streamOf(id))).map(
        ({ type }) => Object.entries(eventTypes).find(([, of]) => of === type)?.[0] ?? type,
      ),
  }
}

/** A fair with an item, an exhibitor on a stall and a code: what the access matrix asks about. */
export async function gatheringSubject(who: TestClient, placeId: PlaceId) {
  const { id: gatheringId, code } = await who.call(planGathering, {
    body: {
      ...{ kind: 'fair', placeId, title: 'Shops of the community', isPublic: false },
      ...{ startsAt: '2026-12-05T02:00:00Z', endsAt: '2026-12-05T09:00:00Z' },
    },
  })
  const params = { gatheringId }
  const { id: itemId } = await who.call(addItem, { params, body: { title: 'Opening' } })
  await who.call(layOutStalls, { params, body: form })
  await who.call(stepGathering, { params, body: { step: 'announce' } })
  const party = { kind: 'guest', id: null, name: 'Noodle shop' } as const
  const { id: entryId } = await who.call(signUpFor, { params, body: { party, wish } })
  await who.call(allotStalls, { params })
  const { stalls } = await who.call(getGathering, { params })
  const stallId = stalls.find((stall) => stall.entryId === entryId)?.id ?? ''
  await who.call(atDoor, { params: { code } })
  return { gatheringId, code, itemId, entryId, stallId }
}
