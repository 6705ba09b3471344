import type { Words } from '../../kernel/contract/words.ts'

/** What kinds of facility there are; the order of lists. */
export const kindCodes = [
  'bench',
  'charging',
  'drying',
  'camera',
  'gate',
  'lamp',
  'fitness',
  'parcel',
  'fire',
  'ramp',
  'board',
  'bins',
  'other',
] as const
export type KindCode = (typeof kindCodes)[number]

export interface KindSpec {
  readonly name: Words
  /** Days from one inspection to the next; our own first proposal, each facility may have its own. */
  readonly rhythmDays: number
  /** Of the default category tree, the category of its faults. */
  readonly category: string
}

const kind = (zh: string, en: string, rhythmDays: number, category: string): KindSpec => ({
  name: { zh, en },
  rhythmDays,
  category,
})

export const kinds: Readonly<Record<KindCode, KindSpec>> = {
  bench: kind('座椅', 'Bench', 90, '010304'),
  charging: kind('充电桩（棚）', 'Charging point', 7, '070103'),
  drying: kind('晾晒区', 'Drying area', 90, '010304'),
  camera: kind('摄像头', 'Camera', 30, '070302'),
  gate: kind('道闸', 'Gate', 30, '060201'),
  lamp: kind('路灯', 'Street lamp', 30, '010101'),
  fitness: kind('健身器材', 'Exercise kit', 30, '010304'),
  parcel: kind('快递柜', 'Parcel lockers', 90, '010304'),
  fire: kind('消防设施', 'Fire equipment', 15, '070203'),
  ramp: kind('无障碍坡道', 'Ramp', 90, '010203'),
  board: kind('宣传栏', 'Notice board', 90, '010304'),
  bins: kind('垃圾投放点', 'Waste point', 7, '040101'),
  other: kind('其他', 'Other', 90, '010304'),
}
