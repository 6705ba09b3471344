import type { CaseState } from './case.ts'
import type { DisputeKind } from './kinds.ts'

// What follows from a referral. Pure.

/** Days for which a matter rests at most while its dispute is mediated: the thirty of the law, and as many to come to them. */
export const restDays = 60

export type Outcome = 'settled' | 'not_settled'

/** What the origin hears: settled only where an agreement was reached and kept. */
export const outcomeOf = (
  end: CaseState,
  promises: readonly { readonly state: 'open' | 'kept' | 'broken' }[],
): Outcome => (end === 'closed' && promises.every(({ state }) => state === 'kept') ? 'settled' : 'not_settled')

/** The words that a matter gets: nothing of the content. */
export const outcomeWords: Readonly<Record<Outcome, string>> = {
  settled: '人民调解已结束：已化解。',
  not_settled: '人民调解已结束：没有化解。请看还可以怎么办。',
}
export const restWords = '已转人民调解，等调解结束。'

const signs: readonly (readonly [DisputeKind, RegExp])[] = [
  ['leak', /漏水|渗水|滴水|leak/i],
  ['noise', /噪音|噪声|扰民|太吵|吵得|音乐|nois|music|loud/i],
  ['property', /物业|property/i],
  ['family', /夫妻|离婚|赡养|抚养|婆媳|divorce/i],
  ['labour', /工资|欠薪|wage/i],
  ['damage', /赔偿|撞坏|砸坏|咬伤|damage/i],
]

/** What a dispute is about as far as its words show it; between neighbours, where they do not. The committee sees it first. */
export const kindOf = (words: string): DisputeKind => signs.find(([, sign]) => sign.test(words))?.[0] ?? 'neighbour'
