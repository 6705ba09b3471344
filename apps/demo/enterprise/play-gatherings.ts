import type { Actor } from '../../../kernel/actor.ts'
import { Failure } from '../../../kernel/contract/errors.ts'
import { newId } from '../../../kernel/contract/ids.ts'
import { sql } from '../../../kernel/db.ts'
import {
  actFor,
  allotAll,
  type Doing,
  invite,
  layOut,
  planGathering,
  signUpFor,
  takeStep,
  thank,
} from '../../../modules/gatherings/public.ts'
import { day, hour, midnightOf } from '../district/calendar.ts'
import type { Random } from '../district/random.ts'
import { actorOf, type Stage } from '../replay.ts'
import type { FirmStory } from './firms.ts'
import { firmId } from './play-firms.ts'
import { seminars } from './words.ts'

const street = 'street:530103002'
const office = 'post:street_command:530103002'
const exhibitors = 44
const guestsOfSeminar = 14

interface Meeting {
  readonly kind: 'seminar' | 'fair'
  readonly title: string
  readonly startsAt: Date
  readonly firms: readonly FirmStory[]
}

/** The seminars and the two fairs of the last twelve months. @returns the turns, in no order */
export function gatheringTurns(stage: Stage, stories: readonly FirmStory[], until: Date, random: Random) {
  const year = until.getTime() - 360 * day
  const at = (share: number) => new Date(midnightOf(new Date(year + share * 350 * day)).getTime() + 10 * hour)
  const present = (when: Date, many: number) =>
    random.shuffle(stories.filter(({ inAt, outAt }) => inAt < when && (!outAt || outAt > when))).slice(0, many)
  const meetings: Meeting[] = [
    ...seminars.map((title, i): Meeting => {
      const startsAt = at((i + 0.5) / seminars.length)
      return { kind: 'seminar', title, startsAt, firms: present(startsAt, guestsOfSeminar) }
    }),
    ...['鼓楼春季消费节', '“彩云购物”秋季展销会'].map((title, i): Meeting => {
      const startsAt = at(0.3 + i * 0.45)
      return { kind: 'fair', title, startsAt, firms: present(startsAt, exhibitors) }
    }),
  ]
  return meetings.map((meeting) => ({ at: meeting.startsAt, play: () => playMeeting(stage, meeting, random) }))
}

/** Planned three weeks before, announced, held, and closed: each at its own time. */
async function playMeeting(stage: Stage, { kind, title, startsAt, firms }: Meeting, random: Random): Promise<void> {
  const organiser = await officeOf(stage, startsAt)
  if (!organiser) return
  const doing = (days: number): Doing => ({
    actor: organiser,
    by: { personId: organiser.personId, postId: organiser.posts[0]?.postId ?? null, via: 'demo' },
    at: new Date(startsAt.getTime() + days * day),
  })
  const id = newId<'gathering'>()
  const tx = stage.db.tx
  try {
    await tx((t) =>
      planGathering(t, doing(-21), {
        id,
        kind,
        title,
        placeId: stage.keys.place(street),
        venue: kind === 'fair' ? '融通中心广场' : '融通中心 3 楼企业服务站',
        startsAt: startsAt.toISOString(),
        endsAt: new Date(startsAt.getTime() + (kind === 'fair' ? 8 : 2) * hour).toISOString(),
        isPublic: kind === 'fair',
        ...(kind === 'fair' ? { signUpUntil: new Date(startsAt.getTime() - 5 * day).toISOString() } : {}),
      }),
    )
    if (kind === 'fair') await tx((t) => layOut(t, doing(-20), id, stallForm))
    await tx((t) => takeStep(t, doing(-18), id, 'announce', null))
    const parties = firms.map((firm) => ({ kind: 'firm' as const, id: firmId(stage, firm), name: firm.name }))
    if (kind === 'seminar') await tx((t) => invite(t, doing(-14), id, parties))
    else
      for (const [i, party] of parties.entries())
        await tx((t) => signUpFor(t, doing(-12), id, party, wishOf(firms[i]?.trade.zh ?? '', random)))
    if (kind === 'fair') await tx((t) => allotAll(t, doing(-3), id))
    await tx((t) => takeStep(t, doing(0), id, 'start', null))
    for (const entry of await entriesOf(stage, id)) {
      if (!random.chance(0.9)) continue
      await tx((t) => actFor(t, doing(0.05), id, entry, { action: 'check_in' }))
      if (kind === 'fair')
        await tx((t) =>
          actFor(t, doing(0.4), id, entry, { action: 'report_turnover', turnoverFen: random.int(20, 400) * 10_000 }),
        )
    }
    await tx((t) => takeStep(t, doing(kind === 'fair' ? 0.5 : 0.1), id, 'hold', null))
    if (kind === 'fair') await tx((t) => thank(t, doing(1), id, '感谢参展！本次消费节圆满结束，期待下次再见。'))
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    const name = `${kind}: ${error.reason}`
    stage.refused.set(name, (stage.refused.get(name) ?? 0) + 1)
  }
}

const stallForm = { rows: 5, columns: 10, width: 300, depth: 300, gapEvery: 5, powerRows: [1, 2, 3], waterRows: [1] }

const wishOf = (category: string, random: Random) => ({
  areaCm2: 90_000,
  power: random.chance(0.6),
  water: false,
  category,
})

const officeOf = async (stage: Stage, at: Date): Promise<Actor | null> => actorOf(stage, stage.keys.post(office), at)

async function entriesOf(stage: Stage, gatheringId: string) {
  const { rows } = await stage.db.read((tx) =>
    sql<{ id: never }>`select id from gatherings.entries
      where tenant_id = ${stage.keys.tenantId} and gathering_id = ${gatheringId} order by id`.execute(tx),
  )
  return rows.map((row) => row.id)
}
