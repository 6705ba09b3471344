import type { Words } from '../../kernel/contract/words.ts'
import type { Day } from '../../kernel/time/day.ts'
import { formatDay } from '../../kernel/time/time-words.ts'
import { type Education, educations } from './opening.ts'

// Who fits what, and why. Pure: places come as metres between the two, days as text.
//
// The order is lexicographic, the first difference decides:
//   1 asked for this kind of work   2 more of the skills that are asked for   3 experience enough
//   4 pay meets the wish at its lower end   5 nearer, by whole quarters of an hour on foot; unknown last
//   6 waits longer   7 id
// So nothing that is learnt can outweigh what stands before it, and one more fitting skill never lowers anybody.

export interface JobSide {
  readonly title: string
  readonly skills: readonly string[]
  readonly hours: 'full' | 'part'
  readonly payUnit: 'month' | 'hour'
  readonly payFromFen: number
  readonly payToFen: number
  readonly education: Education
  readonly experienceMonths: number
  readonly untilOn: Day
}

/** Null: was not said. */
export interface SeekerSide {
  readonly kinds: readonly string[]
  readonly skills: readonly string[]
  readonly hours: 'full' | 'part' | 'either'
  readonly payUnit: 'month' | 'hour' | null
  readonly payFen: number | null
  readonly education: Education | null
  readonly experienceMonths: number | null
  readonly reach: 'walk' | 'ride' | 'any'
  readonly fromOn: Day
}

export interface Pair {
  readonly job: JobSide
  readonly seeker: SeekerSide
  /** As the crow flies; null where one of the places has no point on the map. */
  readonly metres: number | null
  /** Whether there was a referral of the two before, and what came of it. */
  readonly before: 'none' | 'referred' | 'declined'
}

export const exclusions = ['education', 'hours', 'pay', 'far', 'referred', 'declined'] as const
export type Exclusion = (typeof exclusions)[number]

/** Speaks for it, is not known, or is to be thought of. */
export type Tone = 'for' | 'unknown' | 'mind'
export interface Reason {
  readonly tone: Tone
  readonly words: Words
}

/** Streets wind: by so much longer than the straight line. 80 m a minute on foot. */
const winding = 1.3
const walkMetresAMinute = 80
export const reachMetres = { walk: 1_500, ride: 6_000 } as const
/** Working hours of a month: 21.75 days of eight hours. */
const hoursAMonth = 174

export const walkMinutes = (metres: number): number => Math.max(1, Math.round((metres * winding) / walkMetresAMinute))

const plain = (text: string) => text.normalize('NFKC').trim().toLowerCase()

/** Skills that are asked for and said, as the job words them. */
export function sharedSkills(job: JobSide, seeker: SeekerSide): string[] {
  const said = new Set(seeker.skills.map(plain))
  return [...new Map(job.skills.map((skill) => [plain(skill), skill])).entries()]
    .filter(([key]) => said.has(key))
    .map(([, skill]) => skill)
}

/** The kind of work asked for that the title or a skill of the job names. */
export function askedKind(job: JobSide, seeker: SeekerSide): string | null {
  const named = [job.title, ...job.skills].map(plain)
  return seeker.kinds.find((kind) => plain(kind) !== '' && named.some((text) => text.includes(plain(kind)))) ?? null
}

/** Pay of the job in the unit of the wish; null where the two cannot be compared. */
function payFor(job: JobSide, seeker: SeekerSide): { from: number; to: number; wish: number } | null {
  if (seeker.payFen === null || seeker.payUnit === null) return null
  const { payFromFen: from, payToFen: to } = job
  const wish = seeker.payFen
  if (job.payUnit === seeker.payUnit) return { from, to, wish }
  // Hours of part-time work differ: by the hour and by the month cannot be held against each other.
  if (job.hours === 'part') return null
  return job.payUnit === 'hour'
    ? { from: from * hoursAMonth, to: to * hoursAMonth, wish }
    : { from, to, wish: wish * hoursAMonth }
}

/** Why the two cannot come together; null where they may. What is not known leaves nobody out. */
export function excluded({ job, seeker, metres, before }: Pair): Exclusion | null {
  if (before !== 'none') return before
  if (seeker.education !== null && educations.indexOf(seeker.education) < educations.indexOf(job.education))
    return 'education'
  if (seeker.hours !== 'either' && seeker.hours !== job.hours) return 'hours'
  const pay = payFor(job, seeker)
  if (pay && pay.to < pay.wish) return 'pay'
  if (metres !== null && seeker.reach !== 'any' && metres > reachMetres[seeker.reach]) return 'far'
  return null
}

/** The order of fitting pairs as numbers, better ones greater; never shown, only compared. */
function keysOf(pair: Pair): number[] {
  const { job, seeker, metres } = pair
  const pay = payFor(job, seeker)
  return [
    askedKind(job, seeker) ? 1 : 0,
    sharedSkills(job, seeker).length,
    seeker.experienceMonths !== null && seeker.experienceMonths >= job.experienceMonths ? 1 : 0,
    pay && pay.from >= pay.wish ? 1 : 0,
    metres === null ? Number.NEGATIVE_INFINITY : -Math.floor(walkMinutes(metres) / 15),
  ]
}

export interface Candidate extends Pair {
  readonly id: string
  /** Since when it waits: an instant or a day, as text that sorts. */
  readonly since: string
}

export interface Suggestion<C extends Candidate = Candidate> {
  readonly of: C
  readonly reasons: readonly Reason[]
}

/** Those who may come together, the best first, each with its reasons. */
export function suggest<C extends Candidate>(candidates: readonly C[]): Suggestion<C>[] {
  return candidates
    .filter((candidate) => excluded(candidate) === null)
    .map((of) => ({ of, keys: keysOf(of) }))
    .sort((a, b) => {
      for (const [at, key] of a.keys.entries()) {
        const other = b.keys[at] ?? 0
        if (key !== other) return other > key ? 1 : -1
      }
      return compare(a.of.since, b.of.since) || compare(a.of.id, b.of.id)
    })
    .map(({ of }) => ({ of, reasons: reasonsOf(of) }))
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

const say = (tone: Tone, zh: string, en: string): Reason => ({ tone, words: { zh, en } })

/** What speaks for it, what is not known, and what to think of: in words that hold for both sides. */
export function reasonsOf(pair: Pair): Reason[] {
  return [
    ...skillReasons(pair),
    ...experienceReasons(pair),
    ...payReasons(pair),
    ...wayReasons(pair),
    ...dayReasons(pair),
  ]
}

function skillReasons({ job, seeker }: Pair): Reason[] {
  const kind = askedKind(job, seeker)
  const shared = sharedSkills(job, seeker)
  const reasons: Reason[] = []
  if (kind) reasons.push(say('for', `想找“${kind}”这类工作`, `looks for this kind of work (${kind})`))
  if (shared.length > 0) reasons.push(say('for', `会${shared.join('、会')}`, `knows ${shared.join(', ')}`))
  if (job.skills.length > 0 && seeker.skills.length === 0)
    reasons.push(say('unknown', '没有说会什么', 'skills were not said'))
  if (seeker.education === null && job.education !== 'any')
    reasons.push(say('unknown', '学历没有说', 'education was not said'))
  return reasons
}

const span = (months: number): Words =>
  months % 12 === 0 && months > 0
    ? { zh: `${months / 12} 年`, en: months === 12 ? '1 year' : `${months / 12} years` }
    : { zh: `${months} 个月`, en: `${months} months` }

function experienceReasons({ job, seeker }: Pair): Reason[] {
  if (job.experienceMonths === 0) return [say('for', '不要求经验', 'no experience asked for')]
  if (seeker.experienceMonths === null) return [say('unknown', '经验没有说', 'experience was not said')]
  const [has, asks] = [span(seeker.experienceMonths), span(job.experienceMonths)]
  return seeker.experienceMonths >= job.experienceMonths
    ? [say('for', `有 ${has.zh}经验`, `${has.en} of experience`)]
    : [say('mind', `要求 ${asks.zh}经验，有 ${has.zh}`, `${asks.en} of experience asked for, has ${has.en}`)]
}

function payReasons({ job, seeker }: Pair): Reason[] {
  const pay = payFor(job, seeker)
  if (!pay)
    return seeker.payFen === null
      ? []
      : [say('unknown', '工资能否合意说不准', 'whether pay meets the wish is not known')]
  return pay.from >= pay.wish
    ? [say('for', '工资合意', 'pay meets the wish')]
    : [say('mind', '工资上限合意，要谈', 'pay meets the wish at its upper end')]
}

function wayReasons({ metres }: Pair): Reason[] {
  if (metres === null) return [say('unknown', '路程不清楚', 'the way is not known')]
  const minutes = walkMinutes(metres)
  if (minutes <= 30) return [say('for', `步行约 ${minutes} 分钟`, `about ${minutes} min on foot`)]
  const km = ((metres * winding) / 1000).toFixed(1)
  return [say('mind', `路程约 ${km} 公里`, `about ${km} km away`)]
}

function dayReasons({ job, seeker }: Pair): Reason[] {
  return seeker.fromOn > job.untilOn
    ? [say('mind', `${formatDay('zh', seeker.fromOn)}起才能上班`, `free from ${formatDay('en', seeker.fromOn)} only`)]
    : []
}
