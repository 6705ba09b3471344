import { metresBetween } from '../../../kernel/contract/metres.ts'
import { afterOffice, day, midnightOf } from '../district/calendar.ts'
import type { Random } from '../district/random.ts'
import type { JobPlan, PlannedOpening, PlannedSeeker } from './jobs.ts'
import { command, communityDesk } from './offices.ts'

/** What somebody says of a referral, and when. */
export interface PlannedWord {
  readonly at: Date
  readonly step: 'agree' | 'decline' | 'interview' | 'hire' | 'reject' | 'no_show'
  readonly as: 'seeker' | 'firm' | 'staff'
  readonly why?: string
}

export interface PlannedReferral {
  readonly opening: PlannedOpening
  readonly seeker: PlannedSeeker
  /** The post that proposes: the community that sees both sides, else the street. */
  readonly by: string
  readonly at: Date
  readonly words: readonly PlannedWord[]
  /** A month after the first day at work staff say whether the person is still there. */
  readonly still: { readonly at: Date; readonly there: boolean } | null
}

type Sides = Pick<JobPlan, 'openings' | 'seekers'>

/** Days from the proposal to the answer, from there to the interview, and to what came of it; festivals lie between. */
const gaps = [1, 3, 3] as const
/** A consent holds for six months; the last days are left alone. */
const consentDays = 175
/** Days after which “still there?” was asked and is answered. */
const stillDays = 42
/** Well within what the rules call a walk and a ride. */
const reachMetres = { walk: 1_300, ride: 5_500, any: Number.POSITIVE_INFINITY } as const

/**
 * A year of referrals, as a desk that knows its people makes them: the same occupation on both sides, near enough, nobody
 * twice to one job, nobody who was hired or waits for an answer, no opening that is filled. Nothing of it lies after `until`.
 */
export function planReferrals(sides: Sides, until: Date, random: Random): PlannedReferral[] {
  const own = ownReferral(sides, until)
  const planned: PlannedReferral[] = own ? [own] : []
  for (let days = 338; days > 2; days -= 3) {
    const at = afterOffice(new Date(until.getTime() - days * day), random.int(0, 400))
    if (at >= until) continue
    const over = overAt(at)
    const pairs = sides.openings.flatMap((opening) =>
      sides.seekers
        .filter((seeker) => mayMeet(opening, seeker, { at, over }, planned))
        .map((seeker) => ({ opening, seeker })),
    )
    if (pairs.length === 0) continue
    const { opening, seeker } = random.pick(pairs)
    const words = courseOf(at, random).filter((word) => word.at < until)
    const by = seeker.desk === communityDesk ? communityDesk : command
    planned.push({ opening, seeker, by, at, words, still: stillOf(seeker, words, until, random) })
  }
  return planned
}

/** The first opening is that of the firm that a visitor signs in to: somebody agreed, and the firm has to say what came of it. */
function ownReferral({ openings: [opening], seekers: [seeker] }: Sides, until: Date): PlannedReferral | null {
  if (!opening || !seeker) return null
  const at = afterOffice(new Date(until.getTime() - 6 * day), 0)
  const agreed = { at: afterOffice(new Date(until.getTime() - 5 * day), 30), step: 'agree', as: 'seeker' } as const
  return { opening, seeker, by: communityDesk, at, words: [agreed], still: null }
}

function mayMeet(
  opening: PlannedOpening,
  seeker: PlannedSeeker,
  { at, over }: { readonly at: Date; readonly over: Date },
  planned: readonly PlannedReferral[],
): boolean {
  const offered = opening.at < at && over < endOf(opening)
  const there = seeker.at < at && over < consentEnd(seeker)
  if (!offered || !there || opening.job !== seeker.job) return false
  if (metres(opening.firm.tower.place.point, seeker.home.point) > reachMetres[seeker.reach]) return false
  const before = planned.filter((one) => one.seeker === seeker)
  const isFree = before.every((one) => one.opening !== opening && !isHire(one) && overAt(one.at) < at)
  const hires = planned.filter((one) => one.opening === opening && isHire(one)).length
  return isFree && hires < opening.headcount
}

export const isHire = ({ words }: Pick<PlannedReferral, 'words'>): boolean => words.some(({ step }) => step === 'hire')

/** When all has been said at the latest: until then both sides must be there. */
const overAt = (at: Date) => new Date(gaps.reduce((from, days) => later(from, days, 90), at).getTime() + day)
const later = (at: Date, days: number, minutes: number) => afterOffice(new Date(at.getTime() + days * day), minutes)

/** It ends with its last day, or when the firm closes it. */
const endOf = ({ until, closed }: PlannedOpening) => (closed && closed.at < until ? closed.at : midnightOf(until))
const consentEnd = ({ at, withdrawnAt }: PlannedSeeker) => withdrawnAt ?? new Date(at.getTime() + consentDays * day)

const metres = ([lng1 = 0, lat1 = 0]: readonly number[], [lng2 = 0, lat2 = 0]: readonly number[]): number =>
  metresBetween({ lng: lng1, lat: lat1 }, { lng: lng2, lat: lat2 })

const refused = ['路程太远，担心不能按时到岗', '期望薪资超出预算', '需要有同岗位经验']

/** What both sides say in the days after: some never answer, some decline, a third of all is hired. */
function courseOf(at: Date, random: Random): readonly PlannedWord[] {
  if (random.chance(0.1)) return []
  const [answered, met, settled] = gaps.map((days) => ({ days, minutes: random.int(0, 90) }))
  if (!answered || !met || !settled) return []
  const answer = later(at, answered.days, answered.minutes)
  if (random.chance(0.14)) return [{ at: answer, step: 'decline', as: 'seeker' }]
  const agree = { at: answer, step: 'agree', as: random.pick(['seeker', 'staff'] as const) } as const
  if (random.chance(0.08)) return [agree]
  const interview = { at: later(answer, met.days, met.minutes), step: 'interview', as: 'firm' } as const
  const step = random.pick(['hire', 'hire', 'hire', 'reject', 'no_show', 'wait'] as const)
  if (step === 'wait') return [agree, interview]
  const why = step === 'reject' ? { why: random.pick(refused) } : {}
  return [agree, interview, { at: later(interview.at, settled.days, settled.minutes), step, as: 'firm', ...why }]
}

/** Asked of those whose consent still runs then; one in six has left. */
function stillOf(
  seeker: PlannedSeeker,
  words: readonly PlannedWord[],
  until: Date,
  random: Random,
): PlannedReferral['still'] {
  const hired = words.find(({ step }) => step === 'hire')
  if (!hired) return null
  const at = afterOffice(new Date(hired.at.getTime() + stillDays * day), 60)
  return at < until && at < consentEnd(seeker) ? { at, there: random.chance(0.83) } : null
}
