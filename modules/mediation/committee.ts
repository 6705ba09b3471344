import type { Words } from '../../kernel/contract/words.ts'
import type { Day } from '../../kernel/time/day.ts'
import { formatDay } from '../../kernel/time/time-words.ts'
import type { SeatKind } from './kinds.ts'

// What makes a committee (8, 9). Pure.

export const fewestMembers = 3
export const mostMembers = 9

export interface Seat {
  readonly personId: string
  readonly kind: SeatKind
  readonly fromOn: Day
  readonly toOn: Day | null
}

export const sits = ({ fromOn, toOn }: Pick<Seat, 'fromOn' | 'toOn'>, on: Day): boolean =>
  fromOn <= on && (toOn === null || on < toOn)

/** Members are all but the invited mediators. */
export const membersOf = (seats: readonly Seat[], on: Day): Seat[] =>
  seats.filter((seat) => seat.kind !== 'mediator' && sits(seat, on))

/** Whether the days of two seats meet. */
export const overlap = (a: Pick<Seat, 'fromOn' | 'toOn'>, b: Pick<Seat, 'fromOn' | 'toOn'>): boolean =>
  (a.toOn === null || b.fromOn < a.toOn) && (b.toOn === null || a.fromOn < b.toOn)

/** Why a seat cannot be added: on some day of it there were two heads, or more members than nine; null when it can. */
export function crowding(seats: readonly Seat[], seat: Seat): 'heads' | 'members' | null {
  const all = [...seats, seat]
  const days = all.map(({ fromOn }) => fromOn).filter((day) => sits(seat, day))
  if (days.some((day) => membersOf(all, day).filter(({ kind }) => kind === 'head').length > 1)) return 'heads'
  return seat.kind !== 'mediator' && days.some((day) => membersOf(all, day).length > mostMembers) ? 'members' : null
}

/** Why a committee takes no new case on a day; null when it may. `untilOn` is the first day after its term. */
export function committeeObstacle(seats: readonly Seat[], untilOn: Day, on: Day): Words | null {
  const members = membersOf(seats, on)
  if (on >= untilOn)
    return {
      zh: `本届任期到${formatDay('zh', untilOn)}已满三年，请先换届（第9条）`,
      en: `The term of three years ended on ${formatDay('en', untilOn)} (art. 9)`,
    }
  if (members.length < fewestMembers || members.length > mostMembers)
    return {
      zh: `调委会应有 ${fewestMembers} 至 ${mostMembers} 名委员，现有 ${members.length} 名（第8条）`,
      en: `A committee has ${fewestMembers} to ${mostMembers} members; there are ${members.length} (art. 8)`,
    }
  const heads = members.filter(({ kind }) => kind === 'head').length
  return heads === 1 ? null : { zh: '调委会要有一名主任', en: 'A committee has one head' }
}
