import { StandingClock } from '../../kernel/clock.ts'
import type { MatterId } from '../../kernel/contract/ids.ts'
import { sql } from '../../kernel/db.ts'
import type { TestClient } from '../../kernel/testing/app.ts'
import { filledDatabase } from '../../kernel/testing/database.ts'
import type { PersonKey, PlaceKey, PostKey } from '../../kernel/testing/town.ts'
import {
  type ActBody,
  act,
  actByReceipt,
  exclusionReasons,
  follow,
  getMatter,
  orderReasons,
  patrolReport,
  returnReasons,
  takeDown,
} from './contract.ts'
import { type Action, type State, transitionOf } from './matter.ts'
import { fillMatters, type MatterApp, matterApp } from './matter-app.fixture.ts'
import { sweep } from './sweep.ts'

/** Random, but the same for the same seed (mulberry32). */
export function randomFrom(seed: number) {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (n: number) => Math.floor(next() * n)
  const pick = <T>(all: readonly T[]): T => {
    const one = all[below(all.length)]
    if (one === undefined) throw new Error('nothing to pick from')
    return one
  }
  return { next, below, pick, chance: (share: number) => next() < share }
}
type Random = ReturnType<typeof randomFrom>

const places: readonly PlaceKey[] = [
  'community1',
  'community2',
  'street1',
  'compound11',
  'compound12',
  'compound21',
  'compound31',
  'building111',
  'building112',
  'building121',
  'building222',
  'building311',
  'unit1111',
]
const categories = ['', '080201', '040101', '0201', '070203', '100101']
const said = ['路灯不亮', '楼道堆物', '下水道堵了', '半夜太吵', '电梯坏了两天', '墙皮掉下来']
const staff: readonly PersonKey[] = [
  ...(['gridWorker11', 'gridWorker12', 'gridWorker21', 'gridWorker31'] as const),
  ...(['community1', 'community2', 'community3', 'street1', 'street2', 'district'] as const),
  ...(['waterDepartment', 'streetDepartment1', 'propertyFirm1'] as const),
]
const departments: readonly PostKey[] = ['waterDepartment', 'streetDepartment1', 'propertyFirm1']

/** What somebody who holds the receipt of a matter knows. */
interface Living {
  readonly id: MatterId
  readonly receiptCode: string
}

export interface Life {
  readonly seed: number
  readonly matters: number
  /** Over which the reports are spread; the clock ends about that much later. */
  readonly days: number
}

/**
 * A town in which people have lived since 10 September 2026, at the end of their life. It is filled once a run, each test file
 * has a copy: whoever can, takes the life that others have.
 */
export async function livedApp(life: Life = { seed: 20261123, matters: 90, days: 75 }): Promise<MatterApp> {
  const { database, made } = await filledDatabase(
    `life_${life.seed}_${life.matters}_${life.days}`,
    async (database) => {
      await fillMatters(database)
      const clock = new StandingClock(new Date('2026-09-10T01:00:00Z'))
      const app = await matterApp({ database, clock })
      await liveOn(app, life)
      await app.close()
      return { now: clock.now().toISOString() }
    },
  )
  return matterApp({ database, clock: new StandingClock(new Date(made.now)) })
}

/**
 * Fills the town with a life: matters are reported through several doors, and people take the steps that they are offered,
 * mostly in time, sometimes late, sometimes never. Refusals are part of life and passed over.
 */
async function liveOn(app: MatterApp, life: Life): Promise<void> {
  const random = randomFrom(life.seed)
  const clients = new Map<PersonKey, TestClient>()
  const as: As = (who) => {
    const client = clients.get(who) ?? app.signInAs(who)
    clients.set(who, client)
    return client
  }
  const wait = async (days: number) => {
    app.clock.move(days * 86_400_000)
    await sweep(app.db, app.clock.now())
  }
  const living: Living[] = []
  for (let n = 0; n < life.matters; n++) {
    const one = await reportOne(app, as, random)
    living.push(one)
    let left = life.days / life.matters
    for (let steps = random.below(9); steps > 0; steps--) {
      const gap = left * random.next() * 0.5
      left -= gap
      await wait(gap)
      await stepOne(app, as, random, random.chance(0.8) ? one : random.pick(living), living)
    }
    await wait(left)
  }
}

type As = (who: PersonKey) => TestClient

async function reportOne(app: MatterApp, as: As, random: Random): Promise<Living> {
  const body = { body: `${random.pick(said)},请来看看 ${random.below(10_000)}`, category: random.pick(categories) }
  const urgent = random.chance(0.15) ? { priority: 'urgent' as const } : {}
  const place = random.pick(places)
  if (random.chance(0.2)) {
    const placeId = app.town.places[random.chance(0.5) ? 'building111' : 'compound11']
    return as('gridWorker11').call(patrolReport, { body: { kind: 'patrol', placeId, ...body, ...urgent } })
  }
  if (random.chance(0.2)) {
    const by = { channel: 'phone' as const, kind: 'hotline', reporter: { name: '王建国', phone: '10000009999' } }
    return as('community1').call(takeDown, { body: { placeId: app.town.places[place], ...by, ...body, ...urgent } })
  }
  return app.reportAt(place, body.body, { category: body.category, ...urgent })
}

async function stepOne(app: MatterApp, as: As, random: Random, one: Living, living: readonly Living[]): Promise<void> {
  const params = { matterId: one.id }
  if (random.chance(0.05)) await as('resident1').ask(follow, { params })
  const { holder, state } = await standing(app, one.id)
  if (random.chance(state === 'resolved' ? 0.6 : state === 'closed' ? 0.2 : 0)) {
    const body = inputFor(app, random, random.pick(['confirm', 'confirm', 'confirm', 'reject', 'reopen']), living)
    await app.anyone.ask(actByReceipt, { params: { receiptCode: one.receiptCode }, body })
    return
  }
  const holding = staff.find((key) => key in app.town.posts && app.town.posts[key as PostKey] === holder)
  const who = as(holding && random.chance(0.75) ? holding : random.pick(staff))
  const seen = await who.ask(getMatter, { params })
  if (seen.status !== 200 || seen.body.next.length === 0) return
  // Steps along the road are taken more often than the others.
  const road = seen.body.next.filter(({ action }) => onTheRoad.has(action))
  const { action } = random.pick(road.length > 0 && random.chance(0.75) ? road : seen.body.next)
  await who.ask(act, { params, body: inputFor(app, random, action, living) })
}

async function standing(app: MatterApp, id: MatterId): Promise<{ holder: string | null; state: State | null }> {
  const { rows } = await app.db.read((tx) =>
    sql<{ holder: string | null; state: State }>`select holder_post_id as holder, state from matters.matters
      where tenant_id = ${app.town.tenantId} and id = ${id}`.execute(tx),
  )
  return rows[0] ?? { holder: null, state: null }
}

const onTheRoad: ReadonlySet<Action> = new Set([
  'accept',
  'assign',
  'contact',
  'resolve',
  'follow_up',
  'exclude',
  'approve_exclusion',
])

function inputFor(
  { town, clock }: MatterApp,
  random: Random,
  action: Action,
  living: readonly { id: MatterId }[],
): ActBody {
  const needs = new Set<string>(transitionOf(action).needs)
  const later = (days: number) => new Date(clock.now().getTime() + days * 86_400_000)
  const solved = random.chance(0.6)
  const post = () => town.posts[random.pick<PostKey>([...departments, 'gridWorker11', 'gridWorker21', 'community1'])]
  return {
    action,
    ...(needs.has('words') || (needs.has('words?') && random.chance(0.5)) ? { words: `${random.pick(said)}。` } : {}),
    ...(needs.has('post') || action === 'review_return' ? { postId: post() } : {}),
    ...(needs.has('due') ? { dueAt: later(random.below(20)).toISOString() } : {}),
    ...(needs.has('review_on')
      ? {
          reviewOn: later(1 + random.below(20))
            .toISOString()
            .slice(0, 10),
        }
      : {}),
    ...(needs.has('outcome') ? { outcome: random.pick(['explained', 'planned', 'solved'] as const) } : {}),
    ...(needs.has('rating') ? { rating: 1 + random.below(5) } : {}),
    ...(needs.has('decision') ? { approve: random.chance(0.7) } : {}),
    ...(needs.has('departments') ? { departments: [town.posts[random.pick(departments)]] } : {}),
    ...(needs.has('into') ? { intoId: random.pick(living).id } : {}),
    ...(needs.has('reason')
      ? {
          reason: random.pick<string>(
            action === 'order'
              ? orderReasons
              : action === 'exclude'
                ? exclusionReasons
                : action === 'void'
                  ? ['test']
                  : returnReasons,
          ),
        }
      : {}),
    ...(needs.has('follow_up')
      ? {
          followUp: random.chance(0.3)
            ? { method: 'phone' as const, reached: false }
            : {
                method: 'phone' as const,
                reached: true,
                solved,
                ...(random.chance(0.8) ? { satisfaction: 1 + random.below(5) } : {}),
              },
        }
      : {}),
  }
}
