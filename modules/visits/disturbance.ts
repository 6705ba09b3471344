import type { Words } from '../../kernel/contract/words.ts'
import { dayMs, dayOf } from '../../kernel/time/day.ts'
import { periodOf } from './due.ts'
import type { Method, SubjectKind } from './rule.ts'

// 「不得干扰企业」: an office may help a firm, but not keep it from its work. One visit for all who have something to ask,
// and no more than so many in a quarter.

export interface DisturbanceLimits {
  /** Dues whose deadlines lie so many days apart, or less, become one visit. */
  readonly mergeDays: number
  /** Contacts with one subject in a quarter that standing rules may fill up. */
  readonly perQuarter: number
}

export const defaultLimits: DisturbanceLimits = { mergeDays: 10, perQuarter: 4 }

/** 「不得干扰企业」 is about firms: whom we care for at home is visited as often as the rules say, though never twice for one thing. */
export const limitsFor = (kind: SubjectKind, limits: DisturbanceLimits): DisturbanceLimits =>
  kind === 'household' ? { ...limits, perQuarter: Number.POSITIVE_INFINITY } : limits

/** An open due of one subject. */
export interface OpenDue {
  readonly id: string
  readonly rule: Words
  readonly standing: boolean
  readonly priority: number
  readonly method: Method
  readonly fromAt: Date
  readonly deadlineAt: Date
}

export interface Kept extends OpenDue {
  /** Its span or method changed because it answers for others as well. */
  readonly changed: boolean
}

export interface Decided {
  readonly kept: readonly Kept[]
  readonly merged: readonly { readonly id: string; readonly into: string; readonly why: Words }[]
  readonly capped: readonly { readonly id: string; readonly why: Words }[]
}

/**
 * Decides about all open dues of one subject.
 * @param contacts when the subject was called or visited (reached) before.
 */
export function spare(dues: readonly OpenDue[], contacts: readonly Date[], limits: DisturbanceLimits): Decided {
  const { kept, merged } = mergeNear(dues, limits)
  const capped = capStanding(kept, contacts, limits)
  const dropped = new Set(capped.map(({ id }) => id))
  return { kept: kept.filter(({ id }) => !dropped.has(id)), merged, capped }
}

/** What happened comes before what is usual, then what matters more, then what is sooner. */
const byWeight = (a: OpenDue, b: OpenDue): number =>
  Number(a.standing) - Number(b.standing) ||
  a.priority - b.priority ||
  a.deadlineAt.getTime() - b.deadlineAt.getTime() ||
  a.id.localeCompare(b.id)

/** Merges until no two are left that one visit could serve: one that took another in may have come near a third. */
function mergeNear(dues: readonly OpenDue[], { mergeDays }: DisturbanceLimits): Pick<Decided, 'kept' | 'merged'> {
  let kept: Kept[] = [...dues].sort(byWeight).map((due) => ({ ...due, changed: false }))
  let merged: { id: string; into: string; why: Words }[] = []
  for (let pair = nearPair(kept, mergeDays); pair; pair = nearPair(kept, mergeDays)) {
    const [one, other] = pair
    kept = kept.filter(({ id }) => id !== other.id).map((due) => (due.id === one.id ? together(one, other) : due))
    merged = merged.map((due) => (due.into === other.id ? { ...due, into: one.id } : due))
    merged.push({ id: other.id, into: one.id, why: mergedWhy(one, mergeDays) })
  }
  return { kept, merged }
}

/** Two that one visit could serve, the weightier first. */
function nearPair(kept: readonly Kept[], mergeDays: number): readonly [Kept, Kept] | null {
  for (const [at, one] of kept.entries()) {
    const other = kept.slice(at + 1).find((due) => oneVisitServes(one, due, mergeDays))
    if (other) return [one, other]
  }
  return null
}

/** There is a moment at which one visit is in time for both, and they are not far apart. */
function oneVisitServes(a: OpenDue, b: OpenDue, mergeDays: number): boolean {
  const apart = Math.abs(a.deadlineAt.getTime() - b.deadlineAt.getTime())
  return apart <= mergeDays * dayMs && a.fromAt < b.deadlineAt && b.fromAt < a.deadlineAt
}

function together(kept: Kept, due: OpenDue): Kept {
  const fromAt = new Date(Math.max(kept.fromAt.getTime(), due.fromAt.getTime()))
  const deadlineAt = new Date(Math.min(kept.deadlineAt.getTime(), due.deadlineAt.getTime()))
  const method = due.method === 'visit' ? 'visit' : kept.method
  return { ...kept, fromAt, deadlineAt, method, changed: true }
}

const mergedWhy = ({ rule }: OpenDue, days: number): Words => ({
  zh: `因为与「${rule.zh}」相隔不到 ${days} 天，合并为一次，不重复打扰`,
  en: `Because it is within ${days} days of “${rule.en}”: one visit answers both`,
})

/** Contacts that were, and what happened, fill the quota first; standing dues take what is left of it. */
function capStanding(kept: readonly OpenDue[], contacts: readonly Date[], { perQuarter }: DisturbanceLimits) {
  const used = new Map<string, number>()
  const quarterOf = (at: Date) => periodOf('quarter', dayOf(at)).name
  const use = (at: Date) => used.set(quarterOf(at), (used.get(quarterOf(at)) ?? 0) + 1)
  for (const at of contacts) use(at)
  const capped: { id: string; why: Words }[] = []
  for (const due of [...kept].sort(byWeight)) {
    const quarter = quarterOf(due.deadlineAt)
    if (due.standing && (used.get(quarter) ?? 0) >= perQuarter) capped.push({ id: due.id, why: cappedWhy(perQuarter) })
    else use(due.deadlineAt)
  }
  return capped
}

const cappedWhy = (most: number): Words => ({
  zh: `因为本季度联系已满 ${most} 次，例行走访不再安排`,
  en: `Because the quarter already has its ${most} contacts, usual visits are left out`,
})
