import type { Words } from '../../kernel/contract/words.ts'

/** How often somebody should look in. */
export type LookIn = 'week' | 'month' | 'quarter'

export interface Circumstance {
  readonly name: Words
  readonly lookIn: LookIn
  /** Seen by those in charge alone, and told to nobody else, also not by the name of a rule of visits. */
  readonly sensitive: boolean
  /** Months after which it is over by itself; null: until somebody ends it. */
  readonly lasts: number | null
  /** It follows from what is known and is never given by hand. */
  readonly derived: boolean
  /** Of one member rather than of the whole household. */
  readonly ofMember: boolean
}

// A first proposal of Liren; rhythms are confirmed or changed by every office (the rules of visits are data).

const one = (zh: string, en: string, lookIn: LookIn, more: Partial<Circumstance> = {}): Circumstance => ({
  ...{ name: { zh, en }, lookIn, sensitive: false, lasts: null, derived: false, ofMember: true },
  ...more,
})

const sensitive = { sensitive: true } as const
const ofHousehold = { ofMember: false } as const

/** By code. The order is that of lists. */
export const circumstances = {
  living_alone: one('独居', 'Living alone', 'week', ofHousehold),
  aged_80: one('80 岁及以上', '80 or older', 'month', { derived: true }),
  elderly_only: one('纯老年户', 'Only elderly people', 'month', ofHousehold),
  disabled: one('残疾', 'Disabled', 'month', sensitive),
  seriously_ill: one('重病', 'Seriously ill', 'month', sensitive),
  bereaved: one('近期丧亲', 'Recently bereaved', 'week', { ...sensitive, ...ofHousehold, lasts: 6 }),
  lost_only_child: one('失独', 'Lost an only child', 'month', { ...sensitive, ...ofHousehold }),
  low_income: one('低保低收入', 'Low income', 'month', { ...sensitive, ...ofHousehold }),
  pregnant: one('孕期', 'Pregnant', 'month', { ...sensitive, lasts: 10 }),
  newborn: one('新生儿家庭', 'Newborn', 'month', { ...sensitive, ...ofHousehold, lasts: 12 }),
  left_behind_child: one('留守儿童', 'Child left behind', 'month', sensitive),
  out_of_work: one('失业', 'Out of work', 'quarter', { ...sensitive, lasts: 12 }),
  veteran: one('退役军人', 'Veteran', 'quarter'),
} as const satisfies Readonly<Record<string, Circumstance>>

export type CircumstanceCode = keyof typeof circumstances
export const circumstanceCodes = Object.keys(circumstances) as CircumstanceCode[]

export const isCircumstance = (code: string): code is CircumstanceCode => Object.hasOwn(circumstances, code)

/**
 * The tag by which rules of visits know a circumstance: its code, or, where it is sensitive, only its rhythm.
 * None where the usual rhythm of every household is enough.
 */
export function tagOf(code: CircumstanceCode): string | null {
  const { sensitive: hidden, lookIn }: Circumstance = circumstances[code]
  if (lookIn === 'quarter') return null
  return hidden ? `care_${lookIn}` : code
}
