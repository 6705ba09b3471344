import { type Static, Type } from 'typebox'
import { WordsSchema } from '../../kernel/contract/ids.ts'

/** How grave a hazard is: 一般, 重大. */
export const levels = ['ordinary', 'major'] as const
export type Level = (typeof levels)[number]

/** One question: yes is fine; what a no becomes. */
export const ItemSchema = Type.Object({
  /** Names the question over all versions. */
  code: Type.String({ pattern: '^[a-z][a-z_]{1,29}$' }),
  question: WordsSchema,
  /** How to judge it. */
  judge: WordsSchema,
  /** Category of the matter. */
  category: Type.String({ pattern: '^\\d{6}$' }),
  level: Type.Enum(levels),
  /** Days within which it is to be put right; 0: the same day. */
  days: Type.Integer({ minimum: 0, maximum: 90 }),
})
export type Item = Static<typeof ItemSchema>

/** So many questions at most: more nobody asks on the spot. */
export const mostItems = 20

/** A code for a question that is new in a list: `own_a`, `own_b` … `own_z`, `own_za`. */
export function freshCode(items: readonly Pick<Item, 'code'>[]): string {
  const taken = new Set(items.map(({ code }) => code))
  let code = 'own_'
  for (;;) {
    const free = [...'abcdefghijklmnopqrstuvwxyz'].map((letter) => code + letter).find((one) => !taken.has(one))
    if (free !== undefined) return free
    code += 'z'
  }
}

export interface Checklist {
  readonly version: number
  /** The rule that it is taken from. */
  readonly source: string
  readonly items: readonly Item[]
}

export type Answers = Readonly<Record<string, boolean>>

/** The questions that were answered with no, and whether every question has an answer and none is unknown. */
export function judge(list: Checklist, answers: Answers): { readonly noes: readonly Item[]; readonly whole: boolean } {
  const codes = new Set(list.items.map(({ code }) => code))
  return {
    noes: list.items.filter(({ code }) => answers[code] === false),
    whole: list.items.every(({ code }) => code in answers) && Object.keys(answers).every((code) => codes.has(code)),
  }
}
