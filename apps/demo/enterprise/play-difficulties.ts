import { StandingClock } from '../../../kernel/clock.ts'
import { type MatterId, newId } from '../../../kernel/contract/ids.ts'
import { difficultySolved } from '../../../modules/enterprises/public.ts'
import { type ActBody, categoriesOf, reportMatter, saveRallyTeam } from '../../../modules/matters/public.ts'
import { afterOffice, dateOf, day } from '../district/calendar.ts'
import type { Random } from '../district/random.ts'
import type { Stage } from '../replay.ts'
import type { PlannedDifficulty } from './difficulties.ts'
import { type Taker, take } from './matter-steps.ts'
import { command, communityDesk, enterpriseOffice, officer, street } from './offices.ts'
import { callFirm, firmId, type Turn } from './play-firms.ts'

const team = [
  enterpriseOffice,
  'post:fire:530103002',
  'post:housing:530103002',
  'post:service:530103002',
  'post:power',
  'post:property_firm:LG05',
]

/** 企业帮帮团: the posts that are called when one office is not enough. */
export const teamTurn = (stage: Stage, at: Date): Turn => ({
  at,
  play: async () => {
    const doing = await officer(stage, command, at)
    await stage.db.tx((tx) =>
      saveRallyTeam(tx, doing, {
        name: '鼓楼企业帮帮团',
        nameEn: 'Gulou help team for firms',
        placeId: stage.keys.place(street),
        posts: team.map(stage.keys.post),
        leadPostId: stage.keys.post(enterpriseOffice),
      }),
    )
  },
})

/** Each difficulty is named by a firm that is there, taken on, and gone on with as its course says. */
export async function difficultyTurns(
  stage: Stage,
  planned: readonly PlannedDifficulty[],
  until: Date,
  random: Random,
): Promise<Turn[]> {
  const known = await stage.db.read((tx) => categoriesOf(tx, stage.keys.tenantId, 'firm'))
  const codes = new Map(known.map(({ name, code }) => [name.zh, code]))
  return planned.flatMap((one) => {
    const category = codes.get(one.difficulty.name)
    if (!category) throw new Error(`no category ${one.difficulty.name}`)
    return courseOf(stage, one, category, random).filter(({ at }) => at < until)
  })
}

function courseOf(stage: Stage, one: PlannedDifficulty, category: string, random: Random): Turn[] {
  const id = newId<'matter'>()
  const { at, contact, work, answer } = one
  const later = (minutes: number) => afterOffice(at, minutes)
  const step = (when: Date, body: Parameters<typeof take>[3], taker?: Taker): Turn => ({
    at: when,
    play: () => take(stage, id, when, body, taker),
  })
  const contacted = step(later(contact), { action: 'contact', words: '已与企业联系，了解情况' })
  const done = contact + work
  const solved = [
    contacted,
    ...resolved(step, later, one, done),
    ...calledAgain(stage, id, one, later(done + answer), random),
  ]
  const begun = { at, play: () => report(stage, id, one, category) }
  return [begun, ...roadOf(stage, one, { step, later, contacted, solved, done })]
}

type StepAt = (when: Date, body: Parameters<typeof take>[3], taker?: Taker) => Turn
type Later = (minutes: number) => Date

function resolved(step: StepAt, later: Later, one: PlannedDifficulty, minutes: number): Turn[] {
  const { difficulty, rating, answers, answer } = one
  const end: ActBody = { action: 'resolve', outcome: 'solved', words: difficulty.done }
  const when = later(minutes + answer)
  return [
    step(later(minutes), end),
    answers === 'firm'
      ? step(when, { action: 'confirm', rating, words: '已解决，谢谢！' }, 'firm')
      : step(when, {
          action: 'follow_up',
          followUp: { method: 'phone', reached: true, solved: true, satisfaction: rating },
          words: '企业表示已解决',
        }),
  ]
}

/** The rule asks for a call some days after a difficulty was solved. */
const calledAgain = (
  stage: Stage,
  id: MatterId,
  { story }: PlannedDifficulty,
  solvedAt: Date,
  random: Random,
): Turn[] => {
  const at = afterOffice(new Date(solvedAt.getTime() + day), 60)
  return [
    { at: new Date(solvedAt.getTime() + 1000), play: () => solvedNow(stage, id, solvedAt) },
    { at, play: () => callFirm(stage, story, at, random) },
  ]
}

const solvedNow = ({ db, keys }: Stage, id: MatterId, at: Date): Promise<void> =>
  db.tx((tx) => difficultySolved(tx, keys.tenantId, id, at))

function roadOf(
  stage: Stage,
  one: PlannedDifficulty,
  road: { step: StepAt; later: Later; contacted: Turn; solved: Turn[]; done: number },
): Turn[] {
  const { step, later, contacted, solved, done } = road
  const called = team.slice(0, 4).map(stage.keys.post)
  const rally: ActBody = {
    ...{ action: 'rally', departments: called, leadPostId: stage.keys.post(enterpriseOffice) },
    words: '请企业帮帮团今天到现场会商',
  }
  const answers = (many: number) =>
    team
      .slice(0, many)
      .map((post, i) =>
        step(later(one.contact + 60 + i * 20), { action: 'answer_rally', words: teamWords[i] ?? '已到场' }, { post }),
      )
  switch (one.course) {
    case 'solved':
      return solved
    case 'solved_by_team':
      return [contacted, step(later(one.contact + 15), rally), ...answers(4), ...solved.slice(1)]
    case 'denied_once':
      return [
        ...solved.slice(0, 2),
        step(later(done + 100), { action: 'reject', words: '还没有完全解决，请再看看。' }, 'firm'),
        ...resolved(step, later, one, done + 900),
      ]
    case 'new':
      return []
    case 'contacted':
      return [contacted]
    case 'overdue':
      return [contacted, step(later(5000), { action: 'urge', words: '已超时限，请今天答复企业' }, { post: command })]
    case 'extended':
      return [
        contacted,
        step(later(2300), ({ dueAt }) => ({
          action: 'extend',
          dueAt: new Date((dueAt ?? one.at).getTime() + 6 * day).toISOString(),
          words: '房东在外地，约定下周当面协商',
        })),
      ]
    case 'returned':
      return [
        contacted,
        step(new Date(stage.until.getTime() - 90 * 60_000), {
          ...{ action: 'return', reason: 'beyond_duty' },
          words: '所述事项由区级部门审批，街道无权办理，请改派。',
        }),
      ]
    case 'suspended':
      return [
        contacted,
        step(
          later(2000),
          {
            ...{ action: 'suspend', reviewOn: dateOf(new Date(one.at.getTime() + 70 * day)) },
            words: '需等市政管线改造，已与企业说明，改造完成后恢复办理。',
          },
          { post: communityDesk },
        ),
      ]
    case 'team_called':
      return [contacted, step(later(one.contact + 15), rally), ...answers(2)]
    case 'waiting':
      return [
        contacted,
        step(later(one.contact + 500), { action: 'resolve', outcome: 'solved', words: one.difficulty.done }),
      ]
  }
}

const teamWords = [
  '已联系企业，下午到现场会商。',
  '已到场查看，提出两条意见。',
  '已核对房屋和登记情况。',
  '可由社区窗口代办，材料已发企业。',
]

async function report(stage: Stage, id: MatterId, one: PlannedDifficulty, category: string): Promise<void> {
  const { keys, db, secrets } = stage
  const { story, difficulty, at } = one
  await reportMatter(
    { db, secrets, clock: new StandingClock(at) },
    {
      tenantId: keys.tenantId,
      id,
      kind: 'firm_demand',
      category,
      placeId: keys.place(story.tower.place.key),
      placeDetail: `${story.suites[0]?.number ?? ''} 室`,
      point: null,
      title: null,
      body: difficulty.words,
      channel: 'phone',
      selfFound: false,
      visibility: 'open',
      priority: 'normal',
      reporterId: null,
      reporterName: story.contact.name,
      reporterPhone: story.contact.phone,
      recordedBy: null,
      fileIds: [],
      uploadKey: null,
      actor: { personId: null, postId: null, via: 'demo' },
      patrolPost: null,
      subject: { kind: 'firm', id: firmId(stage, story) },
    },
    null,
  )
}
