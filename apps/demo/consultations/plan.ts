import { afterOffice, day, hour } from '../district/calendar.ts'
import { createRandom } from '../district/random.ts'

/** How likely each of the three camps agrees with a statement; the rest disagrees, but for some who pass. */
type Likely = readonly [walkers: number, drivers: number, elders: number]

/** Statements on how the yards of the old compounds are shared, as neighbours say them. */
export const statements: readonly (readonly [words: string, likely: Likely])[] = [
  ['院子先让人走得安全，再谈停多少车。', [0.95, 0.35, 0.9]],
  ['晚上十点以后，院子里可以多停一排车。', [0.3, 0.92, 0.4]],
  ['死掉的绿化带改成停车位，我赞成。', [0.12, 0.9, 0.25]],
  ['消防通道一分钟也不能占，占了就该拖走。', [0.92, 0.82, 0.93]],
  ['电动车只能在棚里充电，不能推进楼道。', [0.93, 0.88, 0.84]],
  ['车棚里多装充电口，贵一点也愿意。', [0.72, 0.85, 0.3]],
  ['院子里最缺的是能坐下来的地方。', [0.6, 0.18, 0.95]],
  ['中间那块空地应该留给孩子玩。', [0.9, 0.3, 0.55]],
  ['中间那块空地应该放健身器材。', [0.45, 0.25, 0.88]],
  ['外来车辆一律不让进院子。', [0.55, 0.78, 0.5]],
  ['访客来了，应该有半小时的临时车位。', [0.5, 0.8, 0.72]],
  ['车位按先来后到，不要固定到户。', [0.62, 0.2, 0.55]],
  ['一户只能有一个车位，第二辆车停到外面。', [0.85, 0.25, 0.8]],
  ['愿意每月多交十块钱，请人管好大门。', [0.5, 0.74, 0.28]],
  ['装道闸不如多请一个门卫。', [0.35, 0.15, 0.82]],
  ['晒被子的架子，比多两个车位要紧。', [0.55, 0.1, 0.92]],
  ['快递柜放在大门里面最方便。', [0.8, 0.84, 0.6]],
  ['路灯太暗，先把灯修好。', [0.9, 0.86, 0.95]],
  ['遛狗不牵绳，应该有人管。', [0.86, 0.8, 0.94]],
  ['施工可以分段做，别一下子全挖开。', [0.9, 0.9, 0.92]],
  ['改造以后物业费涨一点可以接受。', [0.48, 0.66, 0.15]],
  ['旧自行车半年没人认领，就该清走。', [0.9, 0.88, 0.72]],
  ['二楼以下的窗户外面不应该停车。', [0.85, 0.3, 0.86]],
  ['院子的规矩，应该每年大家再商量一次。', [0.84, 0.72, 0.8]],
]

export const answers: Readonly<Record<number, string>> = {
  3: '消防通道已划线，物业每天巡两次；占用超过十分钟的，先打电话，再请交警拖移。',
  4: '充电口全部装在棚内，楼道里不再留插座；十二月前装完。',
  17: '坏了的 34 盏灯本周换完，另外在两处死角各加一盏。',
  18: '社区民警和网格员傍晚巡查，院门口立了牌子，放了便袋箱。',
  19: '施工分三段，每段不超过十天，图和日期贴在各单元门口。',
}

const camps = 3
export const neighbours = 900

export interface PlannedVoter {
  readonly at: Date
  /** What they say, in the order in which they say it. */
  readonly votes: readonly { readonly statement: number; readonly choice: 'agree' | 'disagree' | 'pass' }[]
}

export interface PlannedConsultation {
  readonly plannedAt: Date
  readonly openAt: Date
  readonly untilAt: Date
  readonly voters: readonly PlannedVoter[]
}

/** Nine hundred neighbours of three minds, each on about a dozen statements. */
export function planConsultations({ seed, until }: { seed: number; until: Date }): PlannedConsultation {
  const random = createRandom(seed, 'consultations')
  const openAt = afterOffice(new Date(until.getTime() - 26 * day), 20)
  const untilAt = new Date(openAt.getTime() + 20 * day)
  const voters = Array.from({ length: neighbours }, (): PlannedVoter => {
    const camp = random.weighted([0, 1, 2], (which) => [0.42, 0.33, 0.25][which] ?? 0) % camps
    const order = random.shuffle(statements.map((_, n) => n)).slice(0, random.int(7, 16))
    return {
      at: new Date(random.between(openAt.getTime() + hour, untilAt.getTime() - hour)),
      votes: order.map((statement) => {
        if (random.chance(0.08)) return { statement, choice: 'pass' }
        const likely = statements[statement]?.[1][camp] ?? 0.5
        return { statement, choice: random.chance(likely) ? 'agree' : 'disagree' }
      }),
    }
  })
  return {
    ...{ plannedAt: new Date(openAt.getTime() - 2 * day), openAt, untilAt },
    voters: voters.sort((a, b) => a.at.getTime() - b.at.getTime()),
  }
}
