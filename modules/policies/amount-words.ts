import type { Words } from '../../kernel/contract/words.ts'
import type { Amount, Sum, Tier } from './amount.ts'
import { checkExpression } from './check.ts'
import type { Expression } from './expression.ts'
import type { Dictionary } from './fact.ts'
import { bracketed, phrase } from './phrases.ts'
import { quantityWords, type UnitCode } from './unit.ts'
import { number } from './value-type.ts'

const money = (fen: number): Words => quantityWords(fen, 'fen')

/** An amount in plain words, a line each: "贷款利息的 50%", "最高 50 万元". The amount has been checked before. */
export function amountWords(amount: Amount, dictionary: Dictionary): Words[] {
  const most = 'cap' in amount && amount.cap !== undefined ? [atMost(amount.cap)] : []
  return [...ownWords(amount, dictionary), ...most]
}

const atMost = (fen: number): Words => ({ zh: `最高 ${money(fen).zh}`, en: `at most ${money(fen).en}` })

function ownWords(amount: Amount, dictionary: Dictionary): Words[] {
  switch (amount.kind) {
    case 'none':
      return [{ zh: '不涉及资金', en: 'no money is paid' }]
    case 'fixed':
      return [{ zh: `一次性 ${money(amount.fen).zh}`, en: `${money(amount.fen).en} once` }]
    case 'formula':
      return [basis(amount.fen, dictionary, 'fen').words]
    case 'rate': {
      const [of, rate] = [basis(amount.of, dictionary, 'fen').within, quantityWords(amount.rate, 'bp')]
      return [{ zh: `${of.zh}的 ${rate.zh}`, en: `${rate.en} of ${of.en}` }]
    }
    case 'per_head': {
      const { words, unit } = basis(amount.heads, dictionary, null)
      const each = eachWords(amount.each, unit)
      return [{ zh: `按${words.zh},${each.zh}`, en: `by ${words.en}, ${each.en}` }]
    }
    case 'tiers':
      return tierWords(amount, dictionary)
  }
}

const nothing = { words: { zh: '…', en: '…' }, within: { zh: '…', en: '…' }, unit: null }

function basis(expression: Expression, dictionary: Dictionary, wanted: UnitCode | null) {
  const { tree } = checkExpression(expression, dictionary, { wanted: number(wanted) })
  const unit = tree?.type.kind === 'number' ? tree.type.unit : null
  return tree ? { words: phrase(tree, dictionary), within: bracketed(tree, dictionary), unit } : nothing
}

const eachNames: Readonly<Partial<Record<UnitCode, Words>>> = {
  person: { zh: '每人', en: 'a head' },
  month: { zh: '每月', en: 'a month' },
  day: { zh: '每天', en: 'a day' },
  dm2: { zh: '每平方米', en: 'a square metre' },
}

export function eachWords(fen: number, unit: UnitCode | null): Words {
  const name = eachNames[unit ?? 'count'] ?? { zh: '每个', en: 'each' }
  return { zh: `${name.zh} ${money(fen).zh}`, en: `${money(fen).en} ${name.en}` }
}

function tierWords(amount: Extract<Amount, { kind: 'tiers' }>, dictionary: Dictionary): Words[] {
  const { words, unit } = basis(amount.of, dictionary, null)
  const how: Words =
    amount.how === 'bracket'
      ? { zh: `按${words.zh}分档`, en: `by ${words.en}, as the tier says in which it lies` }
      : { zh: `按${words.zh}分段累进`, en: `by ${words.en}, each part as its tier says` }
  const lines = amount.tiers.map((tier, index) => {
    const [span, pays] = [spanWords(tier.from, amount.tiers[index + 1]?.from, unit), payWords(tier, unit)]
    return { zh: `${span.zh}:${pays.zh}`, en: `${span.en}: ${pays.en}` }
  })
  return [how, ...lines]
}

export function spanWords(from: number, below: number | undefined, unit: UnitCode | null): Words {
  const low = quantityWords(from, unit)
  if (below === undefined) return { zh: `${low.zh}及以上`, en: `${low.en} and more` }
  const high = quantityWords(below, unit)
  return { zh: `${low.zh}至不足 ${high.zh}`, en: `${low.en} to below ${high.en}` }
}

function payWords({ fen, each, rate }: Tier, unit: UnitCode | null): Words {
  if (fen !== undefined) return money(fen)
  return each !== undefined ? eachWords(each, unit) : quantityWords(rate ?? 0, 'bp')
}

/** What a firm gets: "6,000 元", "至少 2 万元", "2 万元 至 5 万元". */
export function sumWords({ from, to, exact }: Sum): Words {
  const low = money(from)
  if (exact) return low
  if (to === null) return { zh: `至少 ${low.zh}`, en: `at least ${low.en}` }
  const high = money(to)
  return { zh: `${low.zh}至 ${high.zh}`, en: `${low.en} to ${high.en}` }
}
