import type { Words } from '../../kernel/contract/words.ts'

/** When a photo of a spot was taken. */
export const phases = ['before', 'during', 'after'] as const
export type Phase = (typeof phases)[number]

export const phaseNames: Readonly<Record<Phase, Words>> = {
  before: { zh: '改造前', en: 'Before' },
  during: { zh: '施工中', en: 'During' },
  after: { zh: '改造后', en: 'After' },
}

/** What is built and handed over, with the days between inspections that are proposed. */
export const facilityKinds = [
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
export type FacilityKind = (typeof facilityKinds)[number]

export const facilityKindNames: Readonly<Record<FacilityKind, Words>> = {
  bench: { zh: '座椅', en: 'Bench' },
  charging: { zh: '充电设施', en: 'Charging point' },
  drying: { zh: '晾晒区', en: 'Drying area' },
  camera: { zh: '摄像头', en: 'Camera' },
  gate: { zh: '道闸', en: 'Gate' },
  lamp: { zh: '路灯', en: 'Lamp' },
  fitness: { zh: '健身器材', en: 'Exercise kit' },
  parcel: { zh: '快递柜', en: 'Parcel locker' },
  fire: { zh: '消防设施', en: 'Fire equipment' },
  ramp: { zh: '无障碍坡道', en: 'Ramp' },
  board: { zh: '宣传栏', en: 'Notice board' },
  bins: { zh: '垃圾投放点', en: 'Bins' },
  other: { zh: '其他', en: 'Other' },
}
