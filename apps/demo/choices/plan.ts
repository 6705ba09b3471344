import type { Choice } from '../../../modules/choices/public.ts'
import { afterOffice, day, hour, midnightOf } from '../district/calendar.ts'
import type { District } from '../district/district.ts'
import { createRandom, type Random } from '../district/random.ts'
import { areaOf, type Compound, type PlannedOwner, planOwners } from './owners.ts'

export interface PlannedVote {
  readonly at: Date
  /** Place among the owners of the compound. */
  readonly owner: number
  readonly choice: Choice
  readonly channel: 'paper' | 'door' | 'phone'
}

export interface PlannedQuestion {
  readonly compound: Compound
  readonly title: string
  readonly words: string
  readonly matter: number
  readonly plannedAt: Date
  readonly openAt: Date
  /** Null while it is open. */
  readonly closeAt: Date | null
  readonly votes: readonly PlannedVote[]
}

export interface PlannedChoices {
  readonly registeredAt: Date
  readonly owners: ReadonlyMap<Compound, readonly PlannedOwner[]>
  readonly questions: readonly PlannedQuestion[]
}

export const [noticeDays, votingDays, objectionDays] = [15, 30, 7]

/** How a vote went: how many of a hundred take part, and what they say. */
interface Course {
  readonly takePart: number
  readonly choose: (owners: readonly PlannedOwner[], taking: readonly number[], random: Random) => Map<number, Choice>
}

const mostAgree: Course = {
  takePart: 0.86,
  choose: (_, taking, random) =>
    new Map(taking.map((owner) => [owner, random.weighted(said, (one) => weights[one])] as const)),
}
const said = ['agree', 'oppose', 'abstain'] as const
const weights = { agree: 90, oppose: 6, abstain: 4 }

/**
 * Three quarters of the heads agree, and of the area not quite: the factory, which holds more than anybody, opposes, and so
 * do neighbours, one after the other, until the area falls below the line.
 */
const missesByArea: Course = {
  takePart: 0.81,
  choose: (owners, taking) => {
    const area = (owner: number) => (owners[owner] ? areaOf(owners[owner]) : 0)
    const all = taking.reduce((sum, owner) => sum + area(owner), 0)
    const opposing = taking.toSorted((a, b) => area(b) - area(a))
    const choices = new Map<number, Choice>(taking.map((owner) => [owner, 'agree']))
    let agreed = all
    for (const owner of opposing) {
      if (4 * agreed < 3 * all) break
      choices.set(owner, 'oppose')
      agreed -= area(owner)
    }
    return choices
  },
}

interface Story extends Pick<PlannedQuestion, 'compound' | 'title' | 'words' | 'matter'> {
  /** So long ago it was planned. */
  readonly days: number
  readonly course: Course
}

const stories: readonly Story[] = [
  {
    ...{ compound: 'TX03', days: 168, course: mostAgree, matter: 5 },
    title: '动用维修资金更换单元门和楼道灯',
    words:
      '16 个单元的门锁不上、楼道灯坏了一半。拟更换单元门 16 樘、声控灯 204 盏，报价 11.8 万元，从维修资金列支，不另收费。',
  },
  {
    ...{ compound: 'TX05', days: 96, course: missesByArea, matter: 8 },
    title: '中央空地改作电动自行车停车充电区',
    words:
      '拟把中央空地的东半边（约 260 平方米）改作电动自行车停车充电区，设 90 个车位；西半边留作活动场地。建设费由更新改造资金承担。',
  },
  {
    ...{ compound: 'TX01', days: 33, course: { ...mostAgree, takePart: 0.9 }, matter: 8 },
    title: '大门加装智慧道闸，外来车辆限时停放',
    words:
      '拟在东、西两个大门加装道闸：住户车辆登记后自动抬杆，访客车辆两小时内免费，收入归全体业主、每季度公布。设备由更新改造资金承担。',
  },
]

/** Registers of seven compounds and three questions: met, missed by one threshold, open now. */
export function planChoices(district: District, { seed, until }: { seed: number; until: Date }): PlannedChoices {
  const owners = planOwners(district, seed)
  const questions = stories.map(({ days, course, ...told }): PlannedQuestion => {
    const random = createRandom(seed, `choices ${told.compound}`)
    const plannedAt = afterOffice(new Date(until.getTime() - days * day), 40)
    const openAt = afterOffice(new Date(plannedAt.getTime() + noticeDays * day), 60)
    const endAt = new Date(openAt.getTime() + (votingDays + 1) * day)
    const closeAt = endAt < until ? afterOffice(endAt, 30) : null
    const here = owners.get(told.compound) ?? []
    const votes = votesOf(here, course, { random, openAt, endAt: new Date(endAt.getTime() - 2 * day) })
    return { ...told, plannedAt, openAt, closeAt, votes: votes.filter(({ at }) => at < until) }
  })
  return { registeredAt: afterOffice(new Date(until.getTime() - 200 * day), 20), owners, questions }
}

interface Span {
  readonly random: Random
  readonly openAt: Date
  readonly endAt: Date
}

function votesOf(owners: readonly PlannedOwner[], course: Course, { random, openAt, endAt }: Span): PlannedVote[] {
  const order = random.shuffle(owners.map((_, n) => n))
  // What the factory says it always says.
  const taking = order.filter((n, at) => owners[n]?.kind !== 'person' || at < course.takePart * order.length)
  const choices = course.choose(owners, taking, random)
  return taking
    .map((owner): PlannedVote => {
      const drawn = new Date(random.between(openAt.getTime() + day, endAt.getTime()))
      const at = new Date(Math.round(midnightOf(drawn).getTime() + random.between(9, 20.5) * hour))
      const phone = owners[owner]?.person && random.chance(0.8)
      const channel = phone ? 'phone' : random.chance(0.25) ? 'paper' : 'door'
      return { at, owner, choice: choices.get(owner) ?? 'abstain', channel }
    })
    .sort((a, b) => a.at.getTime() - b.at.getTime() || a.owner - b.owner)
}
