import type { Words } from '../../kernel/contract/words.ts'
import type { Unit } from './slots.ts'

export const kindCodes = ['room', 'space', 'tool', 'goods', 'skill', 'discount'] as const
export type KindCode = (typeof kindCodes)[number]

/** How each kind of resource is booked, and whether it comes back. */
export const kinds: Readonly<
  Record<KindCode, { readonly name: Words; readonly unit: Unit; readonly lent: boolean; readonly slotUnits: number }>
> = {
  room: { name: { zh: '会议室、活动室', en: 'Room' }, unit: 'half_hour', lent: false, slotUnits: 4 },
  space: { name: { zh: '场地', en: 'Space' }, unit: 'half_hour', lent: false, slotUnits: 4 },
  tool: { name: { zh: '工具', en: 'Tool' }, unit: 'day', lent: true, slotUnits: 1 },
  goods: { name: { zh: '物品', en: 'Goods' }, unit: 'day', lent: true, slotUnits: 1 },
  skill: { name: { zh: '技能服务', en: 'Skill' }, unit: 'half_hour', lent: false, slotUnits: 1 },
  discount: { name: { zh: '优惠', en: 'Discount' }, unit: 'none', lent: false, slotUnits: 1 },
}

export const audiences = ['everyone', 'residents', 'shops'] as const
export type Audience = (typeof audiences)[number]

export const sharerKinds = ['firm', 'shop', 'person', 'office'] as const
export type SharerKind = (typeof sharerKinds)[number]

export const sharerStates = ['asked', 'live', 'paused', 'ended', 'refused'] as const
export type SharerState = (typeof sharerStates)[number]

/** No-shows in so many days after which the station books for somebody. */
export interface NoShowLimit {
  readonly times: number
  readonly days: number
}
/** Of what belongs to no station, and of a station that says nothing else. */
export const usualNoShows: NoShowLimit = { times: 3, days: 90 }

/** Limits of a person's bookings. */
export const limits = {
  /** Bookings that are not over yet. */
  live: 6,
  /** Lines that one stands in. */
  waits: 6,
  /** Days after its end that a booking says whose it was. */
  keptDays: 180,
  /** Days after its time that a booking ends by itself, where nobody said what became of it. */
  unmarkedDays: 7,
} as const
