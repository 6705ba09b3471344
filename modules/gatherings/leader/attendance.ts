import type { Words } from '../../../kernel/contract/words.ts'
import { doorObstacle, doorOpensBeforeMs, obstacle, type Standing } from '../gathering.ts'

/**
 * When somebody was there: the tap, which may arrive hours later from a phone without a network. Never before the door
 * opened, after the end, or (a phone's clock may be wrong) in the future.
 */
export function thereAt(
  { startsAt, endsAt }: Pick<Standing, 'startsAt' | 'endsAt'>,
  tappedAt: Date | null,
  now: Date,
): Date {
  const latest = Math.min(now.getTime(), tappedAt ? endsAt.getTime() : now.getTime())
  const opened = startsAt.getTime() - doorOpensBeforeMs
  return new Date(Math.min(latest, Math.max(opened, tappedAt?.getTime() ?? latest)))
}

/** Why the leader checks nobody in now; null when they can. After the end who was forgotten is still added. */
export const attendanceObstacle = (at: Standing, now: Date): Words | null =>
  at.state === 'held' ? null : doorObstacle({ ...at, endsAt: later(at, now) }, now)

// A leader who closes late has not lost the list.
const later = ({ endsAt }: Standing, now: Date): Date => (now < endsAt ? endsAt : new Date(now.getTime() + 1))

/** Why the leader cannot close it now; null when they can. */
export function closeObstacle(at: Standing, now: Date): Words | null {
  if (at.state === 'held') return { zh: '已经结束了', en: 'It is closed already' }
  if (at.state === 'draft' || at.state === 'cancelled') return doorObstacle(at, now)
  if (now < at.startsAt) return { zh: '到了开始时间才能结束', en: 'It can be closed once its time has come' }
  return obstacle('hold', at, now)
}
