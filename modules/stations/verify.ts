import { sql } from '../../kernel/db.ts'
import { differs } from '../../kernel/events/differs.ts'
import { type LedgerEvent, readStream } from '../../kernel/events/record.ts'
import type { Verify, Verifying } from '../../kernel/events/verify.ts'
import {
  type ColumnSet,
  calendarStream,
  resourceStream,
  type StationEvent,
  sharerStream,
  stationStream,
  wantStream,
} from './events.ts'
import type {
  BookingRecord,
  CalendarRecord,
  OfferRecord,
  ResourceRecord,
  SharerRecord,
  StationRecord,
  ThanksRecord,
  WaitRecord,
  WantRecord,
} from './tables.ts'

type Story = readonly LedgerEvent<StationEvent>[]

const storyOf = async ({ tx, tenantId }: Verifying, stream: string) =>
  (await readStream(tx, tenantId, stream)) as unknown as Story
const fold = (story: Story, which: (event: StationEvent) => boolean = () => true): ColumnSet =>
  Object.assign({}, ...story.map(({ payload }) => (which(payload) ? (payload.set ?? {}) : {})))

/** Holds stations, sharers, resources with their bookings, wants with their offers, and thanks against the ledger. */
export const verifyStations: Verify = async (verifying) => {
  const { tx, tenantId } = verifying
  const all = async <T>(table: string) =>
    (
      await sql<T>`select * from ${sql.table(`stations.${table}`)} where tenant_id = ${tenantId} order by id`.execute(
        tx,
      )
    ).rows
  const stations = await all<StationRecord>('stations')
  for (const row of stations) {
    const story = await storyOf(verifying, stationStream(row.id))
    say(
      verifying,
      stationStream(row.id),
      'station',
      row.name,
      differs<Record<string, unknown>>({ ...row }, fold(story)),
    )
  }
  const sharers = await all<SharerRecord>('sharers')
  const thanks = await all<ThanksRecord>('thanks')
  for (const row of sharers)
    await verifySharer(
      verifying,
      row,
      thanks.filter(({ sharer_id }) => sharer_id === row.id),
    )
  const resources = await all<ResourceRecord>('resources')
  for (const row of resources) await verifyResource(verifying, row)
  const wants = await all<WantRecord>('wants')
  const offers = await all<OfferRecord>('offers')
  for (const row of wants)
    await verifyWant(
      verifying,
      row,
      offers.filter(({ want_id }) => want_id === row.id),
    )
  await verifyCalendars(verifying)
  return { stations: stations.length, sharers: sharers.length, resources: resources.length, wants: wants.length }
}

async function verifyCalendars(verifying: Verifying): Promise<void> {
  const { tx, tenantId } = verifying
  const { rows } = await sql<CalendarRecord>`select * from stations.calendars where tenant_id = ${tenantId}`.execute(tx)
  for (const { id, revoked_at } of rows) {
    const told = fold(await storyOf(verifying, calendarStream(id)))
    const stands = { revoked: revoked_at !== null }
    say(verifying, calendarStream(id), 'calendar', id, differs<Record<string, unknown>>(stands, told))
  }
}

function say({ report }: Verifying, stream: string, check: string, name: string, what: string | null): void {
  if (what) report({ check: `stations.${check}`, stream, what: `${name}: ${what}` })
}

/** Columns that are named for a thing of a stream, `offer:<id>`, beside those of the stream's own row. */
const parts = (set: ColumnSet, named: boolean): ColumnSet =>
  Object.fromEntries(Object.entries(set).filter(([column]) => column.includes(':') === named))

async function verifySharer(verifying: Verifying, row: SharerRecord, thanks: readonly ThanksRecord[]): Promise<void> {
  const stream = sharerStream(row.id)
  const told = fold(await storyOf(verifying, stream))
  say(verifying, stream, 'sharer', row.name, differs<Record<string, unknown>>({ ...row }, parts(told, false)))
  const stands = Object.fromEntries(
    thanks.flatMap(({ id, state, sharer_agrees }) => [
      [`thanks:${id}`, state],
      [`agrees:${id}`, sharer_agrees],
    ]),
  )
  say(verifying, stream, 'thanks', row.name, differs<Record<string, unknown>>(stands, parts(told, true)))
}

async function verifyResource(verifying: Verifying, row: ResourceRecord): Promise<void> {
  const { tx, tenantId } = verifying
  const stream = resourceStream(row.id)
  const story = await storyOf(verifying, stream)
  const own = fold(story, ({ bookingId, waitId }) => bookingId === undefined && waitId === undefined)
  say(verifying, stream, 'resource', row.name, differs<Record<string, unknown>>({ ...row }, own))
  const { rows } = await sql<BookingRecord & { units: number }>`select b.*, (select count(*)::int from stations.taken t
      where t.tenant_id = b.tenant_id and t.booking_id = b.id) as units
    from stations.bookings b where b.tenant_id = ${tenantId} and b.resource_id = ${row.id}`.execute(tx)
  const told = foldedBy(story, ({ bookingId, waitId }) => (waitId ? undefined : bookingId))
  for (const b of rows) {
    const stands = { ...b, from_at: b.from_at.toISOString(), until_at: b.until_at.toISOString() }
    say(verifying, stream, 'booking', row.name, differs<Record<string, unknown>>(stands, told.get(b.id)))
    if (b.ended_at === null && b.units === 0)
      say(verifying, stream, 'taken', row.name, 'a booking that is open takes no time')
  }
  if (told.size !== rows.length)
    say(verifying, stream, 'booking', row.name, `${rows.length} bookings stand, the ledger says ${told.size}`)
  await verifyLine(verifying, row, story)
}

/** What each thing of a stream was set to, one after the other. */
function foldedBy(story: Story, idOf: (event: StationEvent) => string | undefined): Map<string, ColumnSet> {
  const told = new Map<string, ColumnSet>()
  for (const { payload } of story) {
    const id = idOf(payload)
    if (id) told.set(id, { ...told.get(id), ...payload.set })
  }
  return told
}

async function verifyLine(verifying: Verifying, { id, name }: ResourceRecord, story: Story): Promise<void> {
  const { tx, tenantId } = verifying
  const stream = resourceStream(id)
  const { rows } = await sql<WaitRecord & { held: number }>`select w.*, (select count(*)::int from stations.taken t
      where t.tenant_id = w.tenant_id and t.wait_id = w.id) as held
    from stations.waits w where w.tenant_id = ${tenantId} and w.resource_id = ${id}`.execute(tx)
  const told = foldedBy(story, ({ waitId }) => waitId)
  for (const w of rows) {
    const stands = {
      ...{ ...w, from_at: w.from_at.toISOString(), until_at: w.until_at.toISOString() },
      answer_until: w.answer_until?.toISOString() ?? null,
    }
    say(verifying, stream, 'wait', name, differs<Record<string, unknown>>(stands, told.get(w.id)))
    if (w.held > 0 !== (w.state === 'offered'))
      say(verifying, stream, 'wait', name, `a place in line that is ${w.state} holds ${w.held} units of time`)
  }
  if (told.size !== rows.length)
    say(verifying, stream, 'wait', name, `${rows.length} places in line stand, the ledger says ${told.size}`)
}

async function verifyWant(verifying: Verifying, row: WantRecord, offers: readonly OfferRecord[]): Promise<void> {
  const stream = wantStream(row.id)
  const told = fold(await storyOf(verifying, stream))
  say(verifying, stream, 'want', row.id, differs<Record<string, unknown>>({ ...row }, parts(told, false)))
  const stands = Object.fromEntries(offers.map(({ id, state }) => [`offer:${id}`, state]))
  say(verifying, stream, 'offers', row.id, differs<Record<string, unknown>>(stands, parts(told, true)))
}
