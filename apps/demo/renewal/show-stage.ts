import type { Id } from '../../../kernel/contract/ids.ts'
import { chainOfPlace } from '../../../modules/people/public.ts'
import type { EvidenceBody, Phase, StageCode } from '../../../modules/renewal/contract.ts'
import {
  addEvidence,
  addPhoto,
  answerQuestion,
  answerSurvey,
  askQuestion,
  changeItem,
  type Doing,
  listFacility,
  payMoney,
  receiveMoney,
  reportDefect,
  saveSource,
  typeInAnswers,
} from '../../../modules/renewal/public.ts'
import { dateOf, day, hour } from '../district/calendar.ts'
import { take, tolerate } from '../enterprise/matter-steps.ts'
import type { Turn } from '../enterprise/play-firms.ts'
import { neighbour, type Playing, picture, staff } from './playing.ts'
import type { PlannedStage } from './roads.ts'
import { facilityOf, surveyWords } from './words.ts'

type Work = (doing: Doing, id: Id<'renewal'>) => Promise<void>

/** What happens in a stage besides its beginning and end: evidence, photos, money, defects, answers. */
export function showStage(playing: Playing, { stage: code, beganAt, finishedAt }: PlannedStage): Turn[] {
  const { stage } = playing
  if (!beganAt) return []
  const at = finishedAt ?? new Date(beganAt.getTime() + 2 * day)
  const turn = (what: string, when: Date, work: Work): Turn => ({
    at: when,
    play: () =>
      tolerate(stage, `renewal ${what}`, async () => {
        if (playing.id) await work(await staff(stage, when), playing.id)
      }),
  })
  const soon = new Date(beganAt.getTime() + hour)
  const evidence = turn(`evidence ${code}`, at, (doing, id) => enter(playing, doing, id, code, beganAt))
  const more: Partial<Record<StageCode, readonly Turn[]>> = {
    survey: [turn('answers', at, (doing, id) => answers(playing, doing, id, 'before'))],
    notice: [turn('question', soon, (doing, id) => question(playing, doing, id))],
    start: [
      turn('photos', soon, (doing, id) => photos(playing, doing, id, 'before')),
      turn('money', soon, (doing, id) => fund(playing, doing, id)),
      turn('payment', at, (doing, id) => pay(playing, doing, id, 'first')),
    ],
    oversight: [
      turn('photos', new Date(beganAt.getTime() + 12 * day), (doing, id) => photos(playing, doing, id, 'during')),
      ...defects(playing),
    ],
    acceptance: [
      turn('photos', soon, (doing, id) => photos(playing, doing, id, 'after')),
      turn('costs', soon, (doing, id) => finalCosts(playing, doing, id)),
      turn('payment', new Date(at.getTime() + 5 * day), (doing, id) => pay(playing, doing, id, 'rest')),
    ],
    handover: [turn('facilities', soon, (doing, id) => facilities(playing, doing, id))],
    satisfaction: [turn('answers', soon, (doing, id) => answers(playing, doing, id, 'after'))],
  }
  return [evidence, ...(more[code] ?? [])]
}

type Piece = Omit<EvidenceBody, 'onDay'>

/** What staff enter for each stage. */
function pieces(code: StageCode, households: number, from: string, until: string): readonly Piece[] {
  const asked = Math.round(households * 0.94)
  const of: Partial<Record<StageCode, readonly Piece[]>> = {
    survey: [
      { code: 'survey_form', words: '逐栋逐户摸底，重点看屋面、管网、消防、照明和停车' },
      { code: 'households_asked', asked },
    ],
    willingness: [{ code: 'willingness', asked, agreed: Math.round(households * 0.86), words: '上门和线上合并计数' }],
    notice: [{ code: 'notice', fromOn: from, untilOn: until, words: '各小区公示栏和本页同时公示' }],
    review: [
      { code: 'opinion', department: '区住建局', verdict: 'agreed', words: '同意，注意老旧管网交底' },
      {
        code: 'opinion',
        department: '区消防救援大队',
        verdict: 'agreed_with_changes',
        words: '坡道处转弯半径不小于 9 米',
      },
      { code: 'opinion', department: '街道城管办', verdict: 'agreed' },
    ],
    start: [
      { code: 'contract', words: '公开比选，三家报价取中' },
      { code: 'permit', words: '限额以下工程，已在街道备案' },
    ],
    oversight: [{ code: 'inspection_report', words: '监理和居民监督员共同检查，隐蔽工程有影像' }],
    acceptance: (['client', 'builder', 'overseer', 'street', 'community', 'residents'] as const).map((party) => ({
      ...{ code: 'signature', party },
    })),
    care: [{ code: 'care_rules', words: '设施按期巡查，小修由物业三日内完成', keeper: '社区和物业' }],
  }
  return of[code] ?? []
}

async function enter(playing: Playing, doing: Doing, id: Id<'renewal'>, code: StageCode, beganAt: Date): Promise<void> {
  const { stage, planned, yards } = playing
  const onDay = dateOf(doing.at)
  for (const piece of pieces(code, planned.households, dateOf(beganAt), onDay))
    await stage.db.tx((tx) => addEvidence(tx, doing, id, code, { ...piece, onDay }))
  if (code !== 'design') return
  const fileIds = [await picture(playing, doing, yards(0, 'after'))]
  const words = '总平面和节点做法'
  await stage.db.tx((tx) => addEvidence(tx, doing, id, code, { code: 'drawings', onDay, fileIds, words }))
}

async function photos(playing: Playing, doing: Doing, id: Id<'renewal'>, phase: Phase): Promise<void> {
  for (const [n, spotId] of playing.spots.entries()) {
    const fileId = await picture(playing, doing, playing.yards(n, phase))
    const photo = { phase, fileId, onDay: dateOf(doing.at) }
    await playing.stage.db.tx((tx) => addPhoto(tx, doing, id, spotId, photo))
  }
}

const shares = [
  ['city', 40],
  ['district', 35],
  ['street', 12],
  ['maintenance_fund', 9],
  ['residents', 4],
] as const

/** Ten thousand yuan, in fen. */
const tenThousand = 1_000_000

/** Plans a little more than the items cost; what the works under way still wait for has not come. */
async function fund({ stage, planned }: Playing, doing: Doing, id: Id<'renewal'>): Promise<void> {
  const cost = planned.items.reduce((sum, { plannedFen }) => sum + plannedFen, 0)
  for (const [kind, percent] of shares) {
    const plannedFen = Math.ceil((cost * percent * 1.08) / 100 / tenThousand) * tenThousand
    const { id: sourceId } = await stage.db.tx((tx) => saveSource(tx, doing, id, { kind, plannedFen }))
    const here = planned.key === 'seven' || kind === 'city' || kind === 'district'
    if (here)
      await stage.db.tx((tx) =>
        receiveMoney(tx, doing, id, { sourceId, fen: plannedFen, onDay: dateOf(doing.at), words: '国库集中支付' }),
      )
  }
}

/** A third when the works begin, the rest of the final cost after acceptance. */
async function pay({ stage, planned, items }: Playing, doing: Doing, id: Id<'renewal'>, part: 'first' | 'rest') {
  for (const [n, { plannedFen, finalFen }] of planned.items.entries()) {
    const itemId = items[n]
    const first = Math.floor(plannedFen / 3)
    const body = {
      payee: '春城市政工程有限公司',
      fen: part === 'first' ? first : finalFen - first,
      onDay: dateOf(doing.at),
    }
    if (itemId) await stage.db.tx((tx) => payMoney(tx, doing, id, { ...body, itemId }))
  }
}

async function finalCosts({ stage, planned, items }: Playing, doing: Doing, id: Id<'renewal'>): Promise<void> {
  for (const [n, { finalFen }] of planned.items.entries()) {
    const itemId = items[n]
    if (itemId) await stage.db.tx((tx) => changeItem(tx, doing, id, itemId, { finalFen }))
  }
}

/** Found by inspectors, put right by the community with the builder, confirmed by who found them. */
function defects(playing: Playing): Turn[] {
  const { stage, planned } = playing
  return planned.defects.map(({ item, words, at, solvedAt }, n) => ({
    at,
    play: () =>
      tolerate(stage, 'renewal defect', async () => {
        const itemId = playing.items[item]
        const inspector = planned.inspectors[n % planned.inspectors.length]
        if (!playing.id || !itemId || !inspector) return
        const { id } = playing
        const doing = neighbour(stage, inspector, at)
        const { matterId } = await stage.db.tx((tx) => reportDefect(tx, doing, id, { itemId, words }))
        if (!solvedAt || solvedAt > stage.until) return
        await take(stage, matterId, solvedAt, {
          action: 'resolve',
          outcome: 'solved',
          words: '施工单位已返工，现场复查合格',
        })
        await take(stage, matterId, new Date(solvedAt.getTime() + 3 * hour), { action: 'confirm', rating: 5 }, 'firm')
      }),
  }))
}

/** One facility for each item that leaves one behind, kept by the grid worker of its compound. */
async function facilities({ stage, planned, items }: Playing, doing: Doing, id: Id<'renewal'>): Promise<void> {
  const points = new Map(planned.spots.map(({ place }) => [place.key, place]))
  for (const [n, { code, place }] of planned.items.entries()) {
    const [facility, at, itemId] = [facilityOf[code], points.get(place), items[n]]
    if (!facility || !at || !itemId) continue
    const placeId = stage.keys.place(place)
    await stage.db.tx(async (tx) => {
      const chain = await chainOfPlace(tx, stage.keys.tenantId, placeId, doing.at)
      const keeper = chain.find(({ role }) => role === 'grid_worker') ?? chain.find(({ role }) => role === 'community')
      if (!keeper) return
      const [lng = 0, lat = 0] = at.point
      const point = { lng: lng + 0.00003 * (n % 5), lat: lat + 0.00003 * (n % 4) }
      const { kind, name, days } = facility
      const body = { itemId, kind, name: `${at.zh}${name}`, placeId, point, keeperPostId: keeper.id, rhythmDays: days }
      await listFacility(tx, doing, id, body)
    })
  }
}

async function answers(playing: Playing, doing: Doing, id: Id<'renewal'>, survey: 'before' | 'after'): Promise<void> {
  const { stage, planned, code } = playing
  const mine = planned.answers.filter((one) => one.survey === survey)
  for (const [n, { person, score }] of mine.entries())
    if (person) {
      const words = n % 7 === 0 ? { words: surveyWords[survey] } : {}
      await stage.db.tx((tx) => answerSurvey(tx, neighbour(stage, person, doing.at), code, { score, ...words }))
    }
  const paper = mine.filter(({ person }) => person === null).map(({ score }) => ({ score }))
  if (paper.length > 0) await stage.db.tx((tx) => typeInAnswers(tx, doing, id, { survey, answers: paper }))
}

async function question({ stage, planned, code }: Playing, doing: Doing, id: Id<'renewal'>): Promise<void> {
  if (!planned.asker) return
  const asking = neighbour(stage, planned.asker, doing.at)
  const words = '施工的时候车停哪里？晚上会不会断水断电？'
  const { id: questionId } = await stage.db.tx((tx) => askQuestion(tx, asking, code, { words }))
  const answer = '分段施工，车先停学校操场（晚六点到早七点）；停水停电提前两天贴通知，每次不超过四小时。'
  const later = await staff(stage, new Date(doing.at.getTime() + 20 * hour))
  await stage.db.tx((tx) => answerQuestion(tx, later, id, questionId, answer))
}
