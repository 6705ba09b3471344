import type { PersonId } from '../../kernel/contract/ids.ts'
import { type MatterApp, matterApp } from '../matters/matter-app.fixture.ts'
import { addAccounts, addPersons, startSession } from '../people/public.ts'
import * as contract from './contract.ts'
import { aShop, aStation } from './stations.fixture.ts'
import type { BookingId } from './tables.ts'

/** A town with a station and a shop, whose pocket is that of resident1; one for the tests of a file. */
export async function stationTown() {
  const app = await matterApp()
  const { places, posts, tenantId } = app.town
  const desk = () => app.signInAs('community1')
  const station = await aStation(desk(), { placeId: places.compound11, keeperPostId: posts.compoundSecretary11 })
  const shop = await aShop(app, { stationId: station.id })
  const merchant = () => app.signInAs('resident1')
  const { neighbours, somebody } = newcomers(app)
  return {
    ...{ app, stationId: station.id, code: station.code, shopId: shop.id, desk, merchant, neighbours, somebody },
    keeper: () => app.signInAs('compoundSecretary11'),
    neighbour: () => app.signInAs('resident2'),
    story: async (stream: string) => (await app.events(stream)).map(({ type }) => type.replace('stations.', '')),
    step: (
      bookingId: BookingId,
      body: { step: 'hand_over' | 'take_back' | 'cancel' | 'no_show'; why?: string },
      who = merchant(),
    ) => who.ask(contract.stepBooking, { params: { bookingId }, body }),
    sessionOf: async (personId: PersonId) => {
      const session = { tenantId, personId, ip: '127.0.0.1', userAgent: 'test' }
      return (await app.db.tx((tx) => startSession(tx, session, app.clock.now()))).token
    },
  }
}
export type StationTown = Awaited<ReturnType<typeof stationTown>>

/** Neighbours who can sign in and have booked nothing yet. */
function newcomers(app: MatterApp) {
  let known = 0
  const neighbours = (many: number, name = '新邻居') => {
    const { tenantId } = app.town
    const first = known
    known += many
    const persons = Array.from({ length: many }, (_, n) => ({ name, phone: String(12_005_550_000 + first + n) }))
    const at = app.clock.now()
    return app.db.tx(async (tx) => {
      const ids = await addPersons(tx, app.services.secrets, tenantId, persons, at)
      const accounts = ids.map((personId, n) => ({ personId, login: `neighbour${first + n}` }))
      await addAccounts(tx, tenantId, accounts, at)
      return ids
    })
  }
  const somebody = async (name?: string) => {
    const [personId] = await neighbours(1, name)
    if (!personId) throw new Error('nobody was added')
    return { personId, who: app.signInAs({ tenantId: app.town.tenantId, personId }) }
  }
  return { neighbours, somebody }
}
