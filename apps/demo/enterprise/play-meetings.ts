import { type Id, type MatterId, newId } from '../../../kernel/contract/ids.ts'
import { sql } from '../../../kernel/db.ts'
import {
  actFor,
  addItem,
  changeItem,
  type Doing,
  decide,
  invite,
  type Party,
  planGathering,
  takeStep,
} from '../../../modules/gatherings/public.ts'
import { afterOffice, dateOf, day, hour } from '../district/calendar.ts'
import type { Random } from '../district/random.ts'
import type { Stage } from '../replay.ts'
import type { FirmStory } from './firms.ts'
import { take, tolerate } from './matter-steps.ts'
import { banks, offices, openDecisions, type PlannedDecision, type PlannedMeeting } from './meetings.ts'
import { command, officer, street } from './offices.ts'
import { firmId, type Turn } from './play-firms.ts'

interface Series {
  readonly ids: readonly Id<'gathering'>[]
  readonly nextId: Id<'gathering'>
}

const mostDifficulties = 3
const invited = 12

/** The joint meetings with all that comes of them, and the one that is planned. */
export function meetingTurns(
  stage: Stage,
  planned: { held: readonly PlannedMeeting[]; next: Date },
  stories: readonly FirmStory[],
  until: Date,
  random: Random,
): Turn[] {
  const series: Series = { ids: planned.held.map(() => newId<'gathering'>()), nextId: newId<'gathering'>() }
  const turns = planned.held.flatMap((meeting) => {
    const firms = firmsAt(stories, meeting.startsAt, random)
    const made = new Map<PlannedDecision, MatterId>()
    return [
      { at: ahead(meeting.startsAt, 14), play: () => prepare(stage, series, meeting, firms) },
      { at: meeting.startsAt, play: () => hold(stage, series, meeting, made, random) },
      ...meeting.decisions.flatMap((one) => followed(stage, meeting, one, made, random)),
    ]
  })
  const coming: Turn = {
    at: new Date(until.getTime() - 3 * day),
    play: () => announceNext(stage, series, planned, firmsAt(stories, until, random), until),
  }
  return [...turns, coming].filter(({ at }) => at < until)
}

const ahead = (at: Date, days: number) => new Date(at.getTime() - days * day)

const firmsAt = (stories: readonly FirmStory[], at: Date, random: Random): FirmStory[] =>
  random.shuffle(stories.filter(({ inAt, outAt }) => ahead(at, 15) > inAt && (!outAt || outAt > at))).slice(0, invited)

const titleOf = (number: number) => `第 ${number} 次政企银社联席会议`

const partiesOf = (stage: Stage, firms: readonly FirmStory[]): Party[] => [
  ...firms.map((firm) => ({ kind: 'firm' as const, id: firmId(stage, firm), name: firm.name })),
  ...offices.map((post) => ({ kind: 'post' as const, id: stage.keys.post(post), name: '' })),
  ...banks.map((name) => ({ kind: 'guest' as const, id: null, name })),
]

/** Planned and announced two weeks before, with the parties. */
async function prepare(stage: Stage, series: Series, meeting: PlannedMeeting, firms: readonly FirmStory[]) {
  const { startsAt, number, theme } = meeting
  const id = series.ids[number - 1]
  const last = series.ids[number - 2]
  if (!id) return
  const doing = await officer(stage, command, ahead(startsAt, 14))
  await tolerate(stage, 'joint meeting', () =>
    stage.db.tx(async (tx) => {
      await planGathering(tx, doing, {
        ...{ id, kind: 'joint_meeting', title: titleOf(number), topics: theme },
        ...(last ? { followsId: last } : {}),
        placeId: stage.keys.place(street),
        venue: '融通中心 3 楼企业服务站',
        startsAt: startsAt.toISOString(),
        endsAt: new Date(startsAt.getTime() + 2.5 * hour).toISOString(),
      })
      await takeStep(tx, doing, id, 'announce', null)
      await invite(tx, doing, id, partiesOf(stage, firms))
    }),
  )
}

/** The day itself: the agenda from what is open, who came, what was said and settled. */
async function hold(
  stage: Stage,
  series: Series,
  meeting: PlannedMeeting,
  made: Map<PlannedDecision, MatterId>,
  random: Random,
): Promise<void> {
  const { startsAt, number, theme, said, decisions } = meeting
  const id = series.ids[number - 1]
  if (!id) return
  const at = (hours: number) => officer(stage, command, new Date(startsAt.getTime() + hours * hour))
  const [morning, begun, end] = [await at(-4), await at(0), await at(2.4)]
  const open = await openDifficulties(stage, startsAt)
  const entries = (await entriesOf(stage, id)).filter((_, i) => i < 3 || random.chance(0.88))
  const replied = await at(-72)
  await tolerate(stage, 'joint meeting', () =>
    stage.db.tx(async (tx) => {
      for (const entry of entries) await actFor(tx, replied, id, entry, { action: 'accept' })
      if (number > 1) await addItem(tx, morning, id, { title: '上次会议议定事项办理情况通报' })
      for (const { matterId, title } of open) await addItem(tx, morning, id, { title, matterId })
      const { id: topic } = await addItem(tx, morning, id, { title: theme })
      await takeStep(tx, begun, id, 'start', null)
      for (const entry of entries) await actFor(tx, begun, id, entry, { action: 'check_in' })
      for (const item of await itemsOf(stage, tx, id))
        await changeItem(tx, end, id, item.id, { discussion: wordsOn(item, topic, said) })
      for (const one of decisions) {
        const dueOn = dateOf(new Date(startsAt.getTime() + one.days * day))
        const holderPostId = stage.keys.post(one.holder)
        const { matter } = await decide(tx, stage.secrets, end, id, {
          itemId: topic,
          words: one.words,
          holderPostId,
          dueOn,
        })
        made.set(one, matter.id)
      }
      await takeStep(tx, end, id, 'hold', null)
    }),
  )
}

const wordsOn = (item: { id: string; matterId: string | null }, topic: string, said: string): string =>
  item.id === topic
    ? said
    : item.matterId
      ? '企业说明情况，相关单位当场答复，由承办岗位继续办理，下次会议通报结果。'
      : '街道逐项通报，与会企业无异议。未办结的继续跟踪。'

/** Some days before the deadline the post that answers for it brings it to an end; a few are still on their way. */
function followed(
  stage: Stage,
  { startsAt }: PlannedMeeting,
  one: PlannedDecision,
  made: ReadonlyMap<PlannedDecision, MatterId>,
  random: Random,
): Turn[] {
  const step = (days: number, body: Parameters<typeof take>[3]): Turn => {
    const at = afterOffice(new Date(startsAt.getTime() + days * day), 30)
    return {
      at,
      play: async () => {
        const id = made.get(one)
        if (id) await take(stage, id, at, body)
      },
    }
  }
  const contacted = step(1, { action: 'handle', words: '已与有关企业和单位对接，开始落实。' })
  if (openDecisions.has(one.words)) return [contacted, step(25, { action: 'handle', words: '已完成一半，按期推进。' })]
  const days = Math.round(one.days * random.between(0.5, 0.9))
  return [
    contacted,
    step(days, { action: 'resolve', outcome: 'solved', words: one.done }),
    step(days + 3, {
      action: 'follow_up',
      followUp: { method: 'verify', reached: false, solved: true },
      words: '已核实，按议定内容落实。',
    }),
  ]
}

/** The next one: announced, with the firms invited and what is open on its agenda. */
async function announceNext(
  stage: Stage,
  series: Series,
  { held, next }: { held: readonly PlannedMeeting[]; next: Date },
  firms: readonly FirmStory[],
  until: Date,
): Promise<void> {
  const doing: Doing = await officer(stage, command, new Date(until.getTime() - 3 * day))
  const open = await openDifficulties(stage, until)
  const id = series.nextId
  const last = series.ids.at(-1)
  await tolerate(stage, 'joint meeting', () =>
    stage.db.tx(async (tx) => {
      await planGathering(tx, doing, {
        ...{ id, kind: 'joint_meeting', title: titleOf(held.length + 1), topics: '助企服务：用工、融资、政策兑现' },
        ...(last ? { followsId: last } : {}),
        placeId: stage.keys.place(street),
        venue: '融通中心 3 楼企业服务站',
        startsAt: next.toISOString(),
        endsAt: new Date(next.getTime() + 2.5 * hour).toISOString(),
      })
      await addItem(tx, doing, id, { title: '上次会议议定事项办理情况通报' })
      for (const { matterId, title } of open) await addItem(tx, doing, id, { title, matterId })
      await addItem(tx, doing, id, { title: '免申即享名单公示和兑现安排' })
      await takeStep(tx, doing, id, 'announce', null)
      await invite(tx, doing, id, partiesOf(stage, firms))
    }),
  )
  const replied = await officer(stage, command, new Date(until.getTime() - 3 * hour))
  for (const [i, entry] of (await entriesOf(stage, id)).entries())
    if (i % 3 !== 2)
      await stage.db.tx((tx) => actFor(tx, replied, id, entry, { action: i === 4 ? 'decline' : 'accept' }))
}

async function openDifficulties(stage: Stage, at: Date): Promise<{ matterId: MatterId; title: string }[]> {
  const { rows } = await stage.db.read((tx) =>
    sql<{ matterId: MatterId; title: string }>`select id as "matterId", title from matters.matters
      where tenant_id = ${stage.keys.tenantId} and kind_code = 'firm_demand' and reported_at < ${at}
        and state in ('assigned', 'handling', 'returned')
      order by clock_due_at limit ${mostDifficulties}`.execute(tx),
  )
  return rows.map(({ matterId, title }) => ({ matterId, title: `企业诉求：${title}` }))
}

async function entriesOf(stage: Stage, id: Id<'gathering'>) {
  const { rows } = await stage.db.read((tx) =>
    sql<{ id: Id<'entry'> }>`select id from gatherings.entries
      where tenant_id = ${stage.keys.tenantId} and gathering_id = ${id} order by party_kind desc, id`.execute(tx),
  )
  return rows.map((row) => row.id)
}

async function itemsOf(stage: Stage, tx: Parameters<typeof addItem>[0], id: Id<'gathering'>) {
  const { rows } = await sql<{ id: Id<'item'>; matterId: MatterId | null }>`select id, matter_id as "matterId"
    from gatherings.items where tenant_id = ${stage.keys.tenantId} and gathering_id = ${id} order by position`.execute(
    tx,
  )
  return rows
}
