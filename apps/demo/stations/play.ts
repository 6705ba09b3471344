import { StandingClock } from '../../../kernel/clock.ts'
import type { PersonId } from '../../../kernel/contract/ids.ts'
import { sql } from '../../../kernel/db.ts'
import {
  addResource,
  addSharer,
  addStation,
  addWant,
  answerOffer,
  askToShare,
  bookResource,
  endWant,
  giveThanks,
  joinLine,
  offerResource,
  sameHours,
  settleThanks,
  stepBooking,
} from '../../../modules/stations/public.ts'
import { dateOf, day, hour, minute } from '../district/calendar.ts'
import type { District } from '../district/district.ts'
import { tolerate } from '../enterprise/matter-steps.ts'
import { addSignIn, officer, person } from '../enterprise/offices.ts'
import type { Stage } from '../replay.ts'
import { type PlannedBooking, type PlannedShop, type PlannedWant, planStations } from './plan.ts'
import { stations } from './words.ts'

type StationId = Awaited<ReturnType<typeof addStation>>['id']
type SharerId = Awaited<ReturnType<typeof addSharer>>['id']
type ResourceId = Awaited<ReturnType<typeof addResource>>['id']

const [first, , towers] = stations
const startDays = 215
/** Bookings of one thing are played in order; things beside each other. */
const lanes = 6

/** Three stations, a hundred shops with what they share, half a year of bookings, wants and thanks. */
export async function playStations(
  stage: Stage,
  district: District,
  { seed, log }: { seed: number; log: (line: string) => void },
): Promise<void> {
  const plan = planStations(district, { seed, until: stage.until })
  log(`playing ${plan.shops.length} shops and ${plan.bookings.length} bookings …`)
  const stationIds = await standStations(stage, district)
  const open: Opened[] = []
  for (const shop of plan.shops) open.push(await openShop(stage, shop, stationIds[0]))
  await Promise.all(
    Array.from({ length: lanes }, async (_, lane) => {
      const own = plan.bookings.filter(({ shop }) => shop % lanes === lane)
      for (const booking of own.toSorted((a, b) => a.madeAt.getTime() - b.madeAt.getTime()))
        await playBooking(stage, booking, open)
    }),
  )
  await playWaits(stage, plan.bookings)
  for (const want of plan.wants) await playWant(stage, want, open)
  await shareByFirms(stage, stationIds[2])
  const [shop] = open
  if (shop?.personId) await addSignIn(stage, shop.personId, 'shop', stage.until)
}

const doingAt = async (stage: Stage, post: string, at: Date) => ({
  ...(await officer(stage, post, at)),
  ...{ tenantId: stage.keys.tenantId, secrets: stage.secrets, clock: new StandingClock(at) },
})

const doingAs = (stage: Stage, personId: PersonId, at: Date) => ({
  ...{ actor: person(stage, personId), by: { personId, postId: null, via: 'demo' as const }, at },
  ...{ tenantId: stage.keys.tenantId, secrets: stage.secrets, clock: new StandingClock(at) },
})

const uploader = { personId: null, key: null }

async function standStations(stage: Stage, district: District): Promise<(StationId | undefined)[]> {
  const at = new Date(stage.until.getTime() - startDays * day)
  const ids: (StationId | undefined)[] = []
  for (const [n, { name, community, desk, services }] of stations.entries()) {
    const inside = district.places.filter(({ kind, parent }) => kind === 'compound' && parent === community)
    const place = inside[n] ?? inside[0] ?? district.places.find(({ key }) => key === community)
    if (!place) continue
    const [lng = 0, lat = 0] = place.point
    const hours = { ...sameHours('08:30', '20:00', n === 0 ? 7 : 5), restsOnHolidays: n > 0 }
    const doing = await doingAt(stage, desk, at)
    const { id } = await stage.db.tx((tx) =>
      addStation(tx, doing, {
        ...{ name, placeId: stage.keys.place(n === 0 ? community : place.key), point: { lng, lat } },
        ...{ keeperPostId: stage.keys.post(desk), hours, services: [...services] },
        intro: '累了歇一歇，缺了借一借，有事坐下来商量。',
      }),
    )
    ids.push(id)
  }
  return ids
}

interface Opened {
  readonly id: SharerId | null
  readonly personId: PersonId | null
  readonly things: readonly ResourceId[]
}

/** As the counter says it: to the text as delivered. */
const agreed = { consentVersion: 1, consentHow: 'spoken' as const }

async function openShop(stage: Stage, planned: PlannedShop, stationId: StationId | undefined): Promise<Opened> {
  const { db, keys } = stage
  const body = { kind: 'shop' as const, name: planned.name, placeId: keys.place(planned.place) }
  const contact = { name: planned.owner, phone: planned.phone }
  const doing = await doingAt(stage, first.desk, planned.at)
  if (planned.waits) {
    const { rows } = await db.read((tx) =>
      sql<{
        id: PersonId
      }>`select id from people.persons where tenant_id = ${keys.tenantId} order by id limit 1 offset ${Number(planned.phone) % 50}`.execute(
        tx,
      ),
    )
    if (rows[0])
      await db.tx((tx) =>
        askToShare(tx, doingAs(stage, rows[0]?.id as PersonId, planned.at), { ...body, consentVersion: 1 }),
      )
    return { id: null, personId: null, things: [] }
  }
  const { id } = await db.tx((tx) =>
    addSharer(tx, doing, { ...body, contact, ...agreed, ...(stationId ? { stationId } : {}) }),
  )
  const things: ResourceId[] = []
  for (const { kind, name, more } of planned.things)
    things.push(
      (await db.tx((tx) => addResource(tx, doing, { sharerId: id, kind, name, aheadDays: 30, ...more }, uploader))).id,
    )
  const { rows } = await db.read((tx) =>
    sql<{
      id: PersonId
    }>`select person_id as id from stations.sharers where tenant_id = ${keys.tenantId} and id = ${id}`.execute(tx),
  )
  return { id, personId: rows[0]?.id ?? null, things }
}

async function playBooking(stage: Stage, planned: PlannedBooking, shops: readonly Opened[]): Promise<void> {
  const shop = shops[planned.shop]
  const thing = shop?.things[planned.thing]
  const owner = shop?.personId
  if (!thing || !owner) return
  const personId = stage.keys.person(planned.person)
  const { db } = stage
  await tolerate(stage, 'booking', async () => {
    const body = { fromAt: planned.from.toISOString() }
    const { booked } = await db.tx((tx) => bookResource(tx, doingAs(stage, personId, planned.madeAt), thing, body))
    if (!booked || planned.ends === 'open') return
    const from = planned.from.getTime()
    // Somebody who comes for a day's loan comes in the morning.
    const began = new Date(from + (from % day === 16 * hour ? 10 * hour : 5 * minute))
    const late = began > stage.until ? stage.until : began
    if (planned.ends === 'cancelled') {
      const at = new Date(planned.madeAt.getTime() + minute)
      return db.tx((tx) => stepBooking(tx, doingAs(stage, personId, at), booked.id, 'cancel', null))
    }
    if (planned.ends === 'no_show')
      return db.tx((tx) => stepBooking(tx, doingAs(stage, owner, late), booked.id, 'no_show', null))
    await db.tx((tx) => stepBooking(tx, doingAs(stage, owner, late), booked.id, 'hand_over', null))
    const back = new Date(Math.min(late.getTime() + 8 * hour, stage.until.getTime()))
    const { rows } = await db.read((tx) =>
      sql<{
        state: string
      }>`select state from stations.bookings where tenant_id = ${stage.keys.tenantId} and id = ${booked.id}`.execute(
        tx,
      ),
    )
    if (rows[0]?.state === 'out')
      await db.tx((tx) => stepBooking(tx, doingAs(stage, owner, back), booked.id, 'take_back', null))
    if (planned.thanks !== null)
      await playThanks(stage, planned, { personId, owner, bookingId: booked.id, at: new Date(back.getTime() + hour) })
  })
}

/** In line for three things that others have booked for the days to come. */
async function playWaits(stage: Stage, bookings: readonly PlannedBooking[]): Promise<void> {
  const { db, keys, until } = stage
  const { rows } = await db.read((tx) =>
    sql<{ id: ResourceId; fromAt: Date; personId: PersonId | null }>`select distinct on (r.id) r.id,
        b.from_at as "fromAt", b.person_id as "personId"
      from stations.bookings b join stations.resources r on r.tenant_id = b.tenant_id and r.id = b.resource_id
      where b.tenant_id = ${keys.tenantId} and b.state = 'booked' and b.from_at > ${new Date(until.getTime() + hour)}
        and r.capacity = 1 and r.wait_how <> 'none' and r.state = 'live' order by r.id, b.from_at`.execute(tx),
  )
  const persons = [...new Set(bookings.map(({ person: key }) => keys.person(key)))]
  for (const [n, { id, fromAt, personId }] of rows.slice(0, 3).entries())
    await tolerate(stage, 'wait', async () => {
      const other = persons.slice(n).find((one) => one !== personId)
      const at = new Date(until.getTime() - (10 + n) * minute)
      if (other) await db.tx((tx) => joinLine(tx, doingAs(stage, other, at), id, { fromAt: fromAt.toISOString() }))
    })
}

interface Thanking {
  readonly personId: PersonId
  readonly owner: PersonId
  readonly bookingId: Parameters<typeof stepBooking>[2]
  readonly at: Date
}

/** Thanks; what is older than ten days has been agreed to and read, the others wait for the keeper. */
async function playThanks(
  stage: Stage,
  { thanks, agrees }: PlannedBooking,
  { personId, owner, bookingId, at }: Thanking,
) {
  const { db, keys, until } = stage
  if (thanks === null || at >= until) return
  await db.tx((tx) => giveThanks(tx, doingAs(stage, personId, at), { bookingId, words: thanks, agrees }))
  const { rows } = await db.read((tx) =>
    sql<{ id: Parameters<typeof settleThanks>[2] }>`select id from stations.thanks where tenant_id = ${keys.tenantId}
      and booking_id = ${bookingId}`.execute(tx),
  )
  const id = rows[0]?.id
  const later = (hours: number) => new Date(at.getTime() + hours * hour)
  if (!id || later(240) >= until) return
  if (agrees) await db.tx((tx) => settleThanks(tx, doingAs(stage, owner, later(5)), id, 'agree', null))
  const doing = await doingAt(stage, first.desk, later(30))
  await db.tx((tx) => settleThanks(tx, doing, id, 'show', null))
}

async function playWant(stage: Stage, want: PlannedWant, shops: readonly Opened[]): Promise<void> {
  const { db, keys } = stage
  const personId = keys.person(want.person)
  const later = (hours: number) => new Date(Math.min(want.at.getTime() + hours * hour, stage.until.getTime() - minute))
  await tolerate(stage, 'want', async () => {
    const body = { kind: want.kind, name: want.name, placeId: keys.place(want.place), untilOn: dateOf(want.until) }
    const { id } = await db.tx((tx) => addWant(tx, doingAs(stage, personId, want.at), body))
    if (want.ends === 'open') return
    if (want.ends === 'withdrawn')
      return db.tx((tx) => endWant(tx, doingAs(stage, personId, later(60)), id, 'withdraw', null))
    const { rows } = await db.read((tx) =>
      sql<{
        id: ResourceId
      }>`select id from stations.resources where tenant_id = ${keys.tenantId} and kind = ${want.kind}
        and state = 'live' order by name = right(${want.name}, length(name)) desc, md5(name || ${want.place}) limit 1`.execute(
        tx,
      ),
    )
    const thing = rows[0]?.id
    if (!thing || shops.length === 0) return
    const doing = await doingAt(stage, first.desk, later(20))
    const { id: offerId } = await db.tx((tx) => offerResource(tx, doing, id, thing))
    if (want.ends === 'offered') return
    await db.tx((tx) => answerOffer(tx, doingAs(stage, personId, later(26)), offerId, true, null))
    await db.tx((tx) => endWant(tx, doingAs(stage, personId, later(90)), id, 'met', null))
  })
}

/** Some firms of 鼓楼 share their rooms at the station among the office buildings. */
async function shareByFirms(stage: Stage, stationId: StationId | undefined): Promise<void> {
  if (!stationId) return
  const { db, keys } = stage
  const at = new Date(stage.until.getTime() - 90 * day)
  const doing = await doingAt(stage, towers.desk, at)
  const { rows } = await db.read((tx) =>
    sql<{
      id: NonNullable<Parameters<typeof addSharer>[2]['firmId']>
      name: string
      place: (typeof doing.actor.posts)[number]['placeId']
    }>`
      select f.id, f.name, f.place_id as place from enterprises.firms_view f
      join places.places_view p on p.tenant_id = f.tenant_id and p.id = ${keys.place(towers.community)}
      where f.tenant_id = ${keys.tenantId} and f.state = 'active' and starts_with(f.place_path, p.path)
      order by f.registered_at, f.name limit 4`.execute(tx),
  )
  for (const { id: firmId, name, place } of rows)
    await tolerate(stage, 'firm shares', async () => {
      const { id } = await db.tx((tx) =>
        addSharer(tx, doing, { kind: 'firm', name, placeId: place, stationId, firmId }),
      )
      const body = {
        sharerId: id,
        kind: 'room' as const,
        name: '午间会议室',
        audience: 'shops' as const,
        stationId: null,
      }
      await db.tx((tx) => addResource(tx, doing, body, uploader))
    })
}
