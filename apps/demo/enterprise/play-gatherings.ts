import { newId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
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
import { dateOf, day, hour, midnightOf, monthOf, worksOn } from '../district/calendar.ts'
import type { Random } from '../district/random.ts'
import type { Stage } from '../replay.ts'
import type { FirmStory } from './firms.ts'
import { tolerate } from './matter-steps.ts'
import { command, officer, street } from './offices.ts'
import { firmId, type Turn } from './play-firms.ts'
import { seminars } from './words.ts'

const fairs = [
  { title: (season: string) => `鼓楼${season}季消费节`, exhibitors: 82 },
  { title: (season: string) => `“彩云购物”${season}季展销会`, exhibitors: 86 },
]
const guestsOfSeminar = 14

interface Meeting {
  readonly kind: 'seminar' | 'fair'
  readonly title: string
  readonly startsAt: Date
  readonly firms: readonly FirmStory[]
}

/** The seminars and the two fairs of the year. @returns the turns, in no order */
export function gatheringTurns(stage: Stage, stories: readonly FirmStory[], until: Date, random: Random): Turn[] {
  const [from, to] = yearOf(until)
  const at = (share: number) => tenOClock(new Date(from + share * (to - from)))
  const present = (when: Date, many: number) => {
    const since = new Date(when.getTime() - 22 * day)
    return random.shuffle(stories.filter(({ inAt, outAt }) => inAt < since && (!outAt || outAt > when))).slice(0, many)
  }
  const meetings: Meeting[] = [
    ...seminars.map((title, i): Meeting => {
      const startsAt = at((i + 0.5) / seminars.length)
      return { kind: 'seminar', title, startsAt, firms: present(startsAt, guestsOfSeminar) }
    }),
    ...fairs.map(({ title, exhibitors }, i): Meeting => {
      const startsAt = at(0.22 + i * 0.6)
      return { kind: 'fair', title: title(seasonOf(startsAt)), startsAt, firms: present(startsAt, exhibitors) }
    }),
  ]
  return meetings.map((meeting) => ({ at: meeting.startsAt, play: () => playMeeting(stage, meeting, random) }))
}

/**
 * The time of which a yearly report speaks on the day of the demo: this year so far, in its first half the year before.
 * So its screens show all thirteen seminars and both fairs.
 */
function yearOf(until: Date): [from: number, to: number] {
  const year = Number(dateOf(until).slice(0, 4)) - (monthOf(until) < 7 ? 1 : 0)
  const [from, end] = [Date.UTC(year, 0, 12), Date.UTC(year, 11, 18)]
  return [from, Math.min(end, until.getTime() - 9 * day)]
}

const seasonOf = (at: Date): string => '冬冬春春春夏夏夏秋秋秋冬'.charAt(monthOf(at) - 1)

/** Ten in the morning of the next working day. */
function tenOClock(raw: Date): Date {
  for (let at = raw; ; at = new Date(at.getTime() + day))
    if (worksOn(at)) return new Date(midnightOf(at).getTime() + 10 * hour)
}

/** Planned three weeks before, announced, held, and closed: each at its own time. */
async function playMeeting(stage: Stage, meeting: Meeting, random: Random): Promise<void> {
  const { kind, startsAt, firms } = meeting
  const organiser = await officer(stage, command, startsAt)
  const doing = (days: number): Doing => ({ ...organiser, at: new Date(startsAt.getTime() + days * day) })
  const id = newId<'gathering'>()
  const tx = stage.db.tx
  await tolerate(stage, kind, async () => {
    await tx((t) => planned(t, stage, id, meeting, doing))
    const parties = firms.map((firm) => ({ kind: 'firm' as const, id: firmId(stage, firm), name: firm.name }))
    if (kind === 'seminar') await tx((t) => invite(t, doing(-14), id, parties))
    else
      await tx(async (t) => {
        for (const [i, party] of parties.entries())
          await signUpFor(t, doing(-12), id, party, wishOf(firms[i]?.trade.zh ?? '', random))
        await allotAll(t, doing(-3), id)
      })
    await tx(async (t) => {
      await takeStep(t, doing(0), id, 'start', null)
      for (const entry of await entriesOf(t, stage, id)) {
        if (kind === 'seminar' && !random.chance(0.9)) continue
        await actFor(t, doing(0.05), id, entry, { action: 'check_in' })
        if (kind === 'fair')
          await actFor(t, doing(0.3), id, entry, { action: 'report_turnover', turnoverFen: turnover(random) })
      }
      await takeStep(t, doing(kind === 'fair' ? 0.34 : 0.1), id, 'hold', null)
      if (kind === 'fair') await thank(t, doing(1), id, '感谢参展！本次活动圆满结束，期待下次再见。')
    })
  })
}

async function planned(
  t: Tx,
  stage: Stage,
  id: ReturnType<typeof newId<'gathering'>>,
  { kind, title, startsAt }: Meeting,
  doing: (days: number) => Doing,
): Promise<void> {
  const fair = kind === 'fair'
  await planGathering(t, doing(-21), {
    ...{ id, kind, title, placeId: stage.keys.place(street), isPublic: fair },
    venue: fair ? '融通中心广场' : '融通中心 3 楼企业服务站',
    startsAt: startsAt.toISOString(),
    endsAt: new Date(startsAt.getTime() + (fair ? 8 : 2) * hour).toISOString(),
    ...(fair ? { signUpUntil: new Date(startsAt.getTime() - 5 * day).toISOString() } : {}),
  })
  if (fair) await layOut(t, doing(-20), id, stallForm)
  await takeStep(t, doing(-18), id, 'announce', null)
}

const stallForm = { rows: 9, columns: 10, width: 300, depth: 300, gapEvery: 5, powerRows: [1, 2, 3, 4], waterRows: [1] }

const turnover = (random: Random) => random.int(20, 400) * 10_000

const wishOf = (category: string, random: Random) => ({
  areaCm2: 90_000,
  power: random.chance(0.6),
  water: false,
  category,
})

async function entriesOf(t: Tx, stage: Stage, gatheringId: string) {
  const { rows } = await sql<{ id: never }>`select id from gatherings.entries
    where tenant_id = ${stage.keys.tenantId} and gathering_id = ${gatheringId} order by id`.execute(t)
  return rows.map((row) => row.id)
}
