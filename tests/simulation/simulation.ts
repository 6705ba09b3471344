import { setTimeout as pause } from 'node:timers/promises'
import sharp from 'sharp'
import type { Db } from '../../kernel/db.ts'
import { defaultCalendar } from '../../kernel/time/work-calendar.ts'
import { chanceOf } from '../fuzz/chance.ts'
import { firedTwice, lost, orphans, peeked, probe, unasked, undelivered } from './broken.ts'
import { Caller } from './caller.ts'
import type { CityProgram } from './city-program.ts'
import { type Asked, courseOf, type Slot } from './course.ts'
import { answer, report } from './neighbours.ts'
import { looks, work } from './officials.ts'
import type { Scene } from './scene.ts'
import { Visitors, type Ward } from './ward.ts'

/** The city's programs and its database. */
export interface City {
  readonly db: Db
  readonly servers: readonly CityProgram[]
  readonly worker: CityProgram
  readonly wards: readonly Ward[]
}

export interface Course {
  readonly asked: Asked
  /** Requests under way at once. */
  readonly connections: number
  /** Slots between two looks at what must hold of every matter. */
  readonly checkEvery: number
  readonly told: (line: string) => void
}

export interface Seen {
  readonly reports: number
  readonly requests: number
  readonly signIns: number
  readonly refused: Readonly<Record<string, number>>
  readonly took: ReadonlyMap<string, readonly number[]>
  /** Seconds of real time in which requests were under way, and in all. */
  readonly busySeconds: number
  readonly seconds: number
  readonly virtualSeconds: number
  readonly delivered: number
  /** Seconds that the oldest delivery had waited, looked at while requests came in. */
  readonly lags: readonly number[]
  readonly checks: number
  /** What somebody was shown and that was held against the rules of scope. */
  readonly shown: number
  readonly broken: readonly string[]
}

interface Tally {
  busyMs: number
  delivered: number
  checks: number
  shown: number
  readonly lags: number[]
  readonly broken: string[]
}

/** Lets the virtual time pass, and everybody do what they do in it. */
export async function simulate(city: City, course: Course): Promise<Seen> {
  const { asked, told } = course
  const started = performance.now()
  const tally: Tally = { busyMs: 0, delivered: 0, checks: 0, shown: 0, lags: [], broken: [] }
  const caller = new Caller(
    city.servers.map(({ address }) => address),
    course.connections,
  )
  const scene: Scene = {
    caller,
    wards: city.wards,
    chance: chanceOf(asked.seed),
    visitors: new Visitors(city.db, asked.from),
    picture: await pictureAsSent(),
    shown: [],
    breaks: (what) => tally.broken.push(what),
  }
  const slots = courseOf(asked, defaultCalendar)
  for (const [n, slot] of slots.entries()) {
    await passSlot(city, scene, { slot, course, tally })
    if (n % course.checkEvery === course.checkEvery - 1 || n === slots.length - 1) {
      await check(city, scene, slot.at, tally)
      const reports = city.wards.reduce((sum, { reported }) => sum + reported.length, 0)
      told(
        `${slot.at.toISOString().slice(0, 16)}Z ${slot.stormy ? 'storm' : slot.working ? 'working' : 'resting'}: ${reports} reports, ` +
          `${caller.requests} requests, ${tally.delivered} deliveries, ${Math.round((performance.now() - started) / 1000)} s`,
      )
    }
  }
  for (const ward of city.wards) tally.broken.push(...(await lost(city.db, ward)))
  tally.broken.push(...(await unasked(city.db, city.wards)), ...(await undelivered(city.db)))
  caller.close()
  return {
    reports: city.wards.reduce((sum, { reported }) => sum + reported.length, 0),
    requests: caller.requests,
    signIns: scene.visitors.signIns,
    refused: Object.fromEntries([...caller.refused].sort()),
    took: caller.took,
    busySeconds: tally.busyMs / 1000,
    seconds: (performance.now() - started) / 1000,
    virtualSeconds: asked.days * 86_400,
    ...tally,
  }
}

interface Passing {
  readonly slot: Slot
  readonly course: Course
  readonly tally: Tally
}

/** First what is due by itself, then what people do, while the worker goes on delivering. */
async function passSlot(city: City, scene: Scene, { slot, course, tally }: Passing): Promise<void> {
  await Promise.all([...city.servers, city.worker].map((program) => program.turn(slot.at)))
  scene.visitors.now = slot.at
  tally.delivered += await city.worker.settle()
  const busy = { now: true }
  const delivering = keepDelivering(city, tally, busy)
  const started = performance.now()
  await inTurns(course.connections, deedsOf(scene, slot))
  tally.busyMs += performance.now() - started
  busy.now = false
  await delivering
  tally.delivered += await city.worker.settle()
}

async function keepDelivering(city: City, tally: Tally, busy: { now: boolean }): Promise<void> {
  const looking = keepLooking(city.db, tally, busy)
  while (busy.now) {
    tally.delivered += await city.worker.settle()
    await pause(20)
  }
  await looking
}

/** At instants of its own: right after a worker's turn nothing ever waits. */
async function keepLooking(db: Db, tally: Tally, busy: { now: boolean }): Promise<void> {
  while (busy.now) {
    const [row] = await db.statement<{ lag: number | null }>(
      'simulation.lag',
      'select extract(epoch from clock_timestamp() - min(next_at))::float8 as lag from kernel.deliveries where parked_at is null',
      [],
    )
    tally.lags.push(Math.max(0, row?.lag ?? 0))
    await pause(100)
  }
}

type Deed = () => Promise<void>

/** All that is done in one slot, in an order drawn by lot. */
function deedsOf(scene: Scene, slot: Slot): Deed[] {
  const { chance, wards } = scene
  const deeds: Deed[] = []
  const count = Math.floor(slot.reports) + (chance.of((slot.reports % 1) * 100) ? 1 : 0)
  for (let n = 0; n < count; n++) {
    const ward = chance.pick(wards)
    deeds.push(() => report(scene, ward, slot.stormy))
  }
  for (const ward of wards) {
    const due = ward.toAnswer.filter(({ at }) => at <= slot.at.getTime())
    const later = ward.toAnswer.filter(({ at }) => at > slot.at.getTime())
    ward.toAnswer.splice(0, ward.toAnswer.length, ...later)
    for (const { id } of due) deeds.push(() => answer(scene, ward, id))
    for (const official of ward.district.officials)
      if (looks(scene, official, slot.working)) deeds.push(() => work(scene, ward, official, slot.working))
  }
  if (chance.of(25)) deeds.push(() => probe(scene))
  for (let n = deeds.length - 1; n > 0; n--) {
    const other = chance.below(n + 1)
    const [a, b] = [deeds[n], deeds[other]]
    if (a && b) [deeds[n], deeds[other]] = [b, a]
  }
  return deeds
}

/** So many at once, the next as soon as one is done. */
async function inTurns(lanes: number, deeds: readonly Deed[]): Promise<void> {
  let next = 0
  const lane = async () => {
    for (let deed = deeds[next++]; deed; deed = deeds[next++]) await deed()
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}

async function check({ db }: City, scene: Scene, at: Date, tally: Tally): Promise<void> {
  tally.checks++
  const shown = scene.shown.splice(0)
  tally.shown += shown.length
  tally.broken.push(...(await orphans(db, at)), ...(await firedTwice(db)), ...(await peeked(db, shown)))
}

/** A grey wall: what matters is that it is a picture. */
async function pictureAsSent(): Promise<Scene['picture']> {
  const grey = { r: 128, g: 120, b: 110 }
  const photo = await sharp({ create: { width: 320, height: 240, channels: 3, background: grey } })
    .jpeg()
    .toBuffer()
  const form = new FormData()
  form.append('file', new Blob([new Uint8Array(photo)], { type: 'image/jpeg' }), 'photo.jpg')
  const encoded = new Response(form)
  return { type: encoded.headers.get('content-type') ?? '', content: Buffer.from(await encoded.arrayBuffer()) }
}
