import type { Id, MatterId } from '../../../kernel/contract/ids.ts'
import { newId } from '../../../kernel/contract/ids.ts'
import { sql } from '../../../kernel/db.ts'
import {
  actFor,
  addItem,
  changeItem,
  decide,
  hear,
  invite,
  type Party,
  planGathering,
  takeStep,
} from '../../../modules/gatherings/public.ts'
import { afterOffice, dateOf, day, hour } from '../district/calendar.ts'
import type { District } from '../district/district.ts'
import { take, tolerate } from '../enterprise/matter-steps.ts'
import { officer } from '../enterprise/offices.ts'
import type { Turn } from '../enterprise/play-firms.ts'
import type { Stage } from '../replay.ts'
import { type PlannedCouncil, type PlannedDecision, planCouncils } from './plan.ts'

const desk = 'post:community_desk:530103005006'
const community = 'community:530103005006'
const posts = ['TX01', 'TX03', 'TX05'].map((compound) => `post:compound_secretary:${compound}`)
const neighbours = 9
const title = (number: number) => `天祥社区第 ${number} 次议事会`

/** What stands so far. */
interface Book {
  readonly made: Map<PlannedDecision, { readonly id: Id<'decision'>; readonly matterId: MatterId }>
  readonly parties: readonly Party[]
}

/** Councils of 天祥社区: what they settled, and each decision heard at the next one. */
export async function playCouncils(
  stage: Stage,
  district: District,
  { log }: { log: (line: string) => void },
): Promise<void> {
  const { held, next } = planCouncils(stage.until)
  log(`playing ${held.length} councils …`)
  const book: Book = { made: new Map(), parties: partiesOf(stage, district) }
  const turns = held.flatMap((council, n) => [
    { at: council.startsAt, play: () => sit(stage, book, { council, number: n + 1, before: held.slice(0, n) }) },
    ...council.topics.flatMap(({ decisions }) => decisions.flatMap((one) => followed(stage, book, council, one))),
  ])
  const asked = {
    at: new Date(stage.until.getTime() - 2 * day),
    play: () => announce(stage, book, held.length + 1, next),
  }
  for (const turn of [...turns, asked].sort((a, b) => a.at.getTime() - b.at.getTime()))
    if (turn.at < stage.until) await turn.play()
}

/** Secretaries, and neighbours who use the pocket; the one of the demo's sign-ins among them. */
function partiesOf({ keys }: Stage, { persons, accounts }: District): Party[] {
  const shown = accounts.find(({ login }) => login === 'resident')?.person
  const others = persons.filter(({ key, app, home }) => app && key !== shown && home?.startsWith('room:TX'))
  const people = [...(shown ? [shown] : []), ...others.slice(-neighbours).map(({ key }) => key)]
  return [
    ...posts.map((post) => ({ kind: 'post' as const, id: keys.post(post), name: '' })),
    ...people.map((key) => ({ kind: 'person' as const, id: keys.person(key), name: '' })),
  ]
}

interface Sitting {
  readonly council: PlannedCouncil
  readonly number: number
  readonly before: readonly PlannedCouncil[]
}

async function plan(stage: Stage, { parties }: Book, number: number, startsAt: Date, daysAhead: number) {
  const planning = await officer(stage, desk, new Date(startsAt.getTime() - daysAhead * day))
  return stage.db.tx(async (tx) => {
    const { id } = await planGathering(tx, planning, {
      ...{ id: newId<'gathering'>(), kind: 'council', title: title(number), venue: '社区三楼议事厅' },
      ...{ placeId: stage.keys.place(community), startsAt: startsAt.toISOString() },
      endsAt: new Date(startsAt.getTime() + 2 * hour).toISOString(),
    })
    await invite(tx, planning, id, parties)
    await takeStep(tx, planning, id, 'announce', null)
    return id
  })
}

async function sit(stage: Stage, book: Book, { council, number, before }: Sitting): Promise<void> {
  const { startsAt, topics } = council
  await tolerate(stage, 'council', async () => {
    const id = await plan(stage, book, number, startsAt, 6)
    const begun = await officer(stage, desk, startsAt)
    const end = await officer(stage, desk, new Date(startsAt.getTime() + 1.8 * hour))
    const entries = await entriesOf(stage, id)
    await stage.db.tx(async (tx) => {
      await takeStep(tx, begun, id, 'start', null)
      for (const [n, entry] of entries.entries())
        if (n % 5 !== 4) await actFor(tx, begun, id, entry, { action: 'check_in' })
      for (const { decisionId, words } of heardAt(book, before))
        await hear(tx, begun, id, { decisionId, heard: true, words })
      for (const { title: asked, said, decisions } of topics) {
        const { id: itemId } = await addItem(tx, begun, id, { title: asked })
        await changeItem(tx, end, id, itemId, { discussion: said })
        for (const one of decisions) {
          const dueOn = dateOf(new Date(startsAt.getTime() + one.days * day))
          const settled = { itemId, words: one.words, holderPostId: stage.keys.post(one.holder), dueOn }
          const made = await decide(tx, stage.secrets, end, id, settled)
          book.made.set(one, { id: made.id, matterId: made.matter.id })
        }
      }
      await takeStep(tx, end, id, 'hold', null)
    })
  })
}

/** What earlier councils settled and this one still hears, with what was said of each. */
const heardAt = ({ made }: Book, before: readonly PlannedCouncil[]) =>
  before.flatMap(({ topics }, n) =>
    topics
      .flatMap(({ decisions }) => decisions)
      .flatMap((one) => {
        const [words, decision] = [one.heard[before.length - 1 - n], made.get(one)]
        return words && decision ? [{ decisionId: decision.id, words }] : []
      }),
  )

function followed(stage: Stage, { made }: Book, { startsAt }: PlannedCouncil, one: PlannedDecision): Turn[] {
  const step = (days: number, body: Parameters<typeof take>[3]): Turn => {
    const at = afterOffice(new Date(startsAt.getTime() + days * day), 40)
    return {
      at,
      play: async () => {
        const matterId = made.get(one)?.matterId
        if (matterId) await take(stage, matterId, at, body)
      },
    }
  }
  const begun = step(2, { action: 'handle', words: '已和有关住户、单位说好，开始办。' })
  if (!one.done) return [begun]
  const [days, words] = one.done
  const found = { method: 'verify', reached: false, solved: true } as const
  return [
    begun,
    step(days, { action: 'resolve', outcome: 'solved', words }),
    step(days + 2, { action: 'follow_up', followUp: found, words: '现场看过，已经办好。' }),
  ]
}

/** The one to come: announced, its agenda begun; the rest is proposed on its page. */
async function announce(stage: Stage, book: Book, number: number, next: Date): Promise<void> {
  await tolerate(stage, 'council', async () => {
    const at = new Date(stage.until.getTime() - 2 * day)
    const id = await plan(stage, book, number, next, (next.getTime() - at.getTime()) / day)
    const planning = await officer(stage, desk, at)
    await stage.db.tx((tx) => addItem(tx, planning, id, { title: '大门道闸的意愿征集，怎么把话带到每一户' }))
  })
}

async function entriesOf({ db, keys }: Stage, id: Id<'gathering'>) {
  const { rows } = await db.read((tx) =>
    sql<{ id: Id<'entry'> }>`select id from gatherings.entries
      where tenant_id = ${keys.tenantId} and gathering_id = ${id} order by id`.execute(tx),
  )
  return rows.map((row) => row.id)
}
