import type { Words } from '../../../kernel/contract/words.ts'
import { minuteMs } from '../../../kernel/time/day.ts'

/** `service` counts; `correction` takes back one entry of service; training and honours are part of the record (条例 19). */
export const entryKinds = ['service', 'correction', 'training', 'honour'] as const
export type EntryKind = (typeof entryKinds)[number]

/** What an hour was for. */
export const purposes = ['activity', 'pairing', 'team', 'other'] as const
export type Purpose = (typeof purposes)[number]

export const dayMinutes = 24 * 60

/**
 * What is proposed for who checked in: from then to the end, in whole minutes, a day at most.
 * @returns 0 where they checked in after the end: the organiser knows.
 */
export const proposedMinutes = (checkedInAt: Date, endsAt: Date): number =>
  Math.max(0, Math.min(dayMinutes, Math.floor((endsAt.getTime() - checkedInAt.getTime()) / minuteMs)))

/** A level of stars. */
export interface Level {
  readonly hours: number
  readonly name: Words
}

export interface LevelRule {
  readonly levels: readonly Level[]
  readonly source: string
}

/**
 * The steps that most places keep, one star to five; a tenant may set its own. They stand in the draft of
 * 《志愿服务记录办法》 as reported on 2012-09-27 (gov.cn); the text that was issued as 民函〔2012〕340号 was not at hand.
 */
export const defaultLevels: LevelRule = {
  source: '《志愿服务记录办法》（民函〔2012〕340号；星级据2012年9月征求意见稿，印发文本待核对）',
  levels: [
    { hours: 100, name: { zh: '一星志愿者', en: 'One star' } },
    { hours: 300, name: { zh: '二星志愿者', en: 'Two stars' } },
    { hours: 600, name: { zh: '三星志愿者', en: 'Three stars' } },
    { hours: 1000, name: { zh: '四星志愿者', en: 'Four stars' } },
    { hours: 1500, name: { zh: '五星志愿者', en: 'Five stars' } },
  ],
}

/** The level reached, how many stars it is, and the one that comes next. */
export function levelAt(minutes: number, levels: readonly Level[]) {
  const sorted = levels.toSorted((a, b) => a.hours - b.hours)
  const reached = sorted.filter(({ hours }) => minutes >= hours * 60)
  const next = sorted[reached.length] ?? null
  return { stars: reached.length, level: reached.at(-1) ?? null, next }
}

/** Why levels cannot be set so; null when they can. */
export function levelsFault(levels: readonly Level[]): Words | null {
  if (levels.some(({ name }) => name.zh.trim() === '' || name.en.trim() === ''))
    return { zh: '每一级都要有名称', en: 'Each level needs a name' }
  return levels.every(({ hours }, i) => i === 0 || hours > (levels[i - 1]?.hours ?? 0))
    ? null
    : { zh: '时长要一级比一级多', en: 'Each level needs more hours than the one before' }
}

/** 750 minutes are 12 小时 30 分钟. */
export function spanWords(minutes: number): Words {
  const [hours, rest] = [Math.trunc(minutes / 60), Math.abs(minutes % 60)]
  const sign = minutes < 0 && hours === 0 ? '-' : ''
  return {
    zh: rest === 0 ? `${hours} 小时` : `${hours === 0 ? sign : `${hours} 小时 `}${rest} 分钟`,
    en: rest === 0 ? `${hours} h` : `${hours === 0 ? sign : `${hours} h `}${rest} min`,
  }
}

/** Numbers of certificates: `志证-<issuer>-2026-0007`. */
export const certificateNumber = (issuer: string, year: number, number: number): string =>
  `志证-${issuer}-${year}-${String(number).padStart(4, '0')}`

/** The short sign of what is frozen, as printed for comparing by eye: `1A2B-3C4D`. */
export const paperSign = (hash: string): string => `${hash.slice(0, 4)}-${hash.slice(4, 8)}`.toUpperCase()

/** Whether a sign as typed or scanned is that of the frozen content: dashes, blanks and case are nothing. */
export const signFits = (typed: string, hash: string): boolean =>
  paperSign(hash).replace('-', '') === typed.replace(/[^0-9A-Za-z]/g, '').toUpperCase()

/** Why a certificate is revoked: shown to anybody who checks the paper. */
export const revokeCategories = ['typing', 'hours', 'asked', 'untrue', 'reissued'] as const
export type RevokeCategory = (typeof revokeCategories)[number]
export const documentKinds = ['id_card', 'passport', 'own_number'] as const
export type DocumentKind = (typeof documentKinds)[number]
