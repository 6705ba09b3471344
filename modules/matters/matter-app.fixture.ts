import type { MatterId } from '../../kernel/contract/ids.ts'
import { openDb } from '../../kernel/db.ts'
import { fillTown, type TestApp, type TestAppOptions, type TestClient, testApp } from '../../kernel/testing/app.ts'
import { filledDatabase, type TestDatabase } from '../../kernel/testing/database.ts'
import { type PlaceKey, townPlan } from '../../kernel/testing/town.ts'
import { type ActBody, act, getMatter, type MatterView, report } from './contract.ts'
import { saveDefaults } from './rules-store.ts'
import { sweep } from './sweep.ts'

/** A test app whose town has kinds, categories and a calendar. */
export interface MatterApp extends TestApp {
  /** A neighbour without an account reports at a place. */
  reportAt(
    place: PlaceKey,
    body: string,
    more?: Record<string, unknown>,
  ): Promise<{ id: MatterId; receiptCode: string }>
  /** Lets time pass and does what is due. */
  passDays(days: number): Promise<void>
}

/** @param options with a database: one that `fillMatters` has filled. */
export async function matterApp(options: TestAppOptions = {}): Promise<MatterApp> {
  const database = options.database ?? (await filledDatabase('matters', fillMatters)).database
  const app = await testApp({ ...options, database })
  const { db, clock, town } = app
  return {
    ...app,
    reportAt: (place, body, more = {}) =>
      app.anyone.call(report, { body: { kind: 'demand', placeId: town.places[place], body, ...more } }),
    passDays: async (days) => {
      clock.move(days * 86_400_000)
      await sweep(db, clock.now())
      await app.deliver()
    },
  }
}

/** The small town and its rules in an empty database. */
export async function fillMatters(database: TestDatabase): Promise<void> {
  await fillTown(database)
  const { tenantId, since } = townPlan()
  const db = openDb({ url: database.url, connections: 1 })
  await db.tx((tx) => saveDefaults(tx, { tenantId, validFrom: since, authorId: null }))
  await db.close()
}

/** Takes a step that must succeed. */
export const take = (who: TestClient, matterId: MatterId, body: ActBody) =>
  who.call(act, { params: { matterId }, body })

/** One matter as somebody sees it. */
export const look = (who: TestClient, matterId: MatterId): Promise<MatterView> =>
  who.call(getMatter, { params: { matterId } })
