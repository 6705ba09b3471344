import type { DelayReason, StageCode } from '../../../modules/renewal/contract.ts'
import { afterOffice, day } from '../district/calendar.ts'

// How the two renewals went, in days before the day of the demo.

export interface PlannedStage {
  readonly stage: StageCode
  readonly fromAt: Date
  readonly untilAt: Date
  readonly beganAt: Date | null
  readonly finishedAt: Date | null
}

export interface Delay {
  readonly stage: StageCode
  /** When the reason was given. */
  readonly at: Date
  readonly reason: DelayReason
  readonly words: string
  readonly newAt: Date
}

type Row = readonly [stage: StageCode, from: number, until: number, began: number | null, finished: number | null]
type Slip = readonly [stage: StageCode, at: number, reason: DelayReason, words: string, newDay: number]

const full: readonly Row[] = [
  ['survey', 256, 246, 256, 247],
  ['willingness', 245, 232, 246, 233],
  ['design', 231, 212, 232, 214],
  ['notice', 211, 203, 213, 204],
  ['review', 202, 193, 203, 195],
  ['start', 192, 188, 192, 189],
  ['oversight', 187, 95, 188, 76],
  ['acceptance', 94, 86, 75, 67],
  ['handover', 85, 80, 66, 61],
  ['care', 79, 70, 60, 51],
  ['satisfaction', 79, 60, 60, 36],
]
const underground = '开挖后发现老煤气管和电缆没有图纸，等燃气和供电单位现场交底'
const fullSlips: readonly Slip[] = [
  ['oversight', 93, 'found_underground', underground, 75],
  ['acceptance', 93, 'found_underground', '前一阶段推迟，顺延', 66],
  ['handover', 93, 'found_underground', '前一阶段推迟，顺延', 60],
  ['care', 93, 'found_underground', '前一阶段推迟，顺延', 50],
  ['satisfaction', 93, 'found_underground', '前一阶段推迟，顺延', 35],
]

const short: readonly Row[] = [
  ['survey', 97, 90, 97, 91],
  ['willingness', 89, 80, 90, 81],
  ['design', 79, 66, 80, 67],
  ['notice', 65, 57, 66, 58],
  ['review', 56, 52, 57, 48],
  ['start', 51, 44, 47, 45],
  ['oversight', 44, 3, 44, null],
  ['acceptance', 2, -6, null, null],
  ['handover', -7, -12, null, null],
  ['care', -13, -22, null, null],
  ['satisfaction', -13, -33, null, null],
]
const shortSlips: readonly Slip[] = [['review', 50, 'permits', '消防部门要求补充坡道转弯半径的图纸', 47]]

const roadOf =
  (rows: readonly Row[], slips: readonly Slip[]) =>
  (until: Date): { stages: PlannedStage[]; delays: Delay[] } => {
    // In office hours, and nothing after the day of the demo.
    const at = (before: number) => afterOffice(new Date(until.getTime() - before * day), 40)
    const happened = (before: number | null) => (before === null ? null : at(before))
    return {
      stages: rows.map(([stage, from, last, began, finished]) => ({
        ...{ stage, fromAt: new Date(until.getTime() - from * day), untilAt: new Date(until.getTime() - last * day) },
        ...{ beganAt: happened(began), finishedAt: happened(finished) },
      })),
      delays: slips.map(([stage, when, reason, words, newDay]) => ({
        ...{ stage, at: at(when), reason, words, newAt: new Date(until.getTime() - newDay * day) },
      })),
    }
  }

/** Done, with one delay that moved all that came after it. */
export const fullRoad = roadOf(full, fullSlips)
/** Under way: one delay that was explained, one that waits for its reason. */
export const shortRoad = roadOf(short, shortSlips)
