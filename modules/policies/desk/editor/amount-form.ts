import { Check } from 'typebox/value'
import { type Amount, AmountSchema } from '../../amount.ts'
import type { Dictionary } from '../../fact.ts'
import type { UnitCode } from '../../unit.ts'
import { typed, written } from '../../web/numbers.ts'
import { type Calc, type Call, calcOf, unitOf } from './form.ts'
import { calcFaults, type FormFault, isAt, numberFaults } from './form-faults.ts'
import { calcFrom, sameRule } from './read-rule.ts'
import { type TierRow, tierFaults, tierRows, tiersOf } from './tiers.ts'
import { calcExpression } from './write-rule.ts'

export const amountKinds = ['none', 'fixed', 'per_head', 'rate', 'tiers', 'sum', 'formula', 'raw'] as const
export type AmountKind = (typeof amountKinds)[number]

/** What pays, as typed. Each kind uses some of these; what the others hold is kept while one looks around. */
export interface AmountForm {
  readonly kind: AmountKind
  /** By what it pays: the number of `per_head`, the sum of which `rate` takes a part, the number of `tiers`. */
  readonly of: Calc
  readonly number: string
  readonly cap: string
  readonly floor: string
  readonly how: 'bracket' | 'progressive'
  readonly tiers: readonly TierRow[]
  /** Of `sum`: what is added up. */
  readonly parts: readonly Calc[]
  readonly formula: Calc
  readonly json: string
}

const noFact: Calc = { kind: 'fact', fact: '' }
const noSum: Calc = { kind: 'number', text: '', unit: 'fen' }

export const emptyAmount: AmountForm = {
  ...{ kind: 'none', of: noFact, number: '', cap: '', floor: '', how: 'bracket' },
  tiers: [{ id: 0, from: '0', below: '', way: 'fen', number: '' }],
  parts: [noSum, noSum],
  formula: noSum,
  json: '',
}

/** Opens an amount in the form. What would be written back as something else stays JSON. */
export function amountFormOf(amount: Amount, dictionary: Dictionary): AmountForm {
  const form = read(amount, dictionary)
  const json = JSON.stringify(amount, null, 2)
  return form && sameRule(amountOf(form, dictionary), amount)
    ? { ...form, json }
    : { ...emptyAmount, kind: 'raw', json }
}

function read(amount: Amount, dictionary: Dictionary): AmountForm | null {
  const cap = 'cap' in amount && amount.cap !== undefined ? written(amount.cap, 'fen') : ''
  const plain = { ...emptyAmount, cap }
  switch (amount.kind) {
    case 'none':
      return plain
    case 'fixed':
      return { ...plain, kind: 'fixed', number: written(amount.fen, 'fen') }
    case 'per_head': {
      const of = calcFrom(amount.heads, dictionary, null)
      return { ...plain, kind: 'per_head', of, number: written(amount.each, 'fen') }
    }
    case 'rate': {
      const of = calcFrom(amount.of, dictionary, 'fen')
      return { ...plain, kind: 'rate', of, number: written(amount.rate, 'bp') }
    }
    case 'tiers': {
      const of = calcFrom(amount.of, dictionary, null)
      const tiers = tierRows(amount.tiers, unitOf(of, dictionary))
      return { ...plain, kind: 'tiers', of, how: amount.how, tiers }
    }
    case 'formula': {
      const formula = calcFrom(amount.fen, dictionary, 'fen')
      return withFloor(plain, formula) ?? summed(plain, formula) ?? { ...plain, kind: 'formula', formula }
    }
  }
}

/** max(rate of something, so much): a rate with a floor. */
function withFloor(plain: AmountForm, formula: Calc): AmountForm | null {
  if (formula.kind !== 'call' || formula.operator !== 'max' || formula.args.length !== 2) return null
  const [rated, floor] = formula.args.map(calcOf)
  if (rated?.kind !== 'call' || rated.operator !== 'share' || floor?.kind !== 'number' || floor.unit !== 'fen')
    return null
  const [of, rate] = rated.args.map(calcOf)
  if (of === undefined || rate?.kind !== 'number' || rate.unit !== 'bp') return null
  return { ...plain, kind: 'rate', of, number: rate.text, floor: floor.text }
}

function summed(plain: AmountForm, formula: Calc): AmountForm | null {
  if (formula.kind !== 'call' || formula.operator !== '+') return null
  const parts = formula.args.map(calcOf).filter((part) => part !== undefined)
  return { ...plain, kind: 'sum', parts }
}

/** What the form says as an amount; unchecked. Throws a SyntaxError where JSON is broken. */
export function amountOf(form: AmountForm, dictionary: Dictionary): unknown {
  const { kind } = form
  const most = form.cap.trim() === '' ? {} : { cap: typed(form.cap, 'fen') ?? form.cap }
  const money = typed(form.number, 'fen') ?? form.number
  switch (kind) {
    case 'none':
      return { kind }
    case 'fixed':
      return { kind, fen: money }
    case 'per_head':
      return { kind, heads: calcExpression(form.of, dictionary, null), each: money, ...most }
    case 'rate':
      return form.floor.trim() === ''
        ? {
            kind,
            of: calcExpression(form.of, dictionary, 'fen'),
            rate: typed(form.number, 'bp') ?? form.number,
            ...most,
          }
        : { kind: 'formula', fen: calcExpression(flooredRate(form), dictionary, 'fen'), ...most }
    case 'tiers': {
      const of = calcExpression(form.of, dictionary, null)
      return { kind, of, how: form.how, tiers: tiersOf(form.tiers, unitOf(form.of, dictionary)), ...most }
    }
    case 'sum':
      return { kind: 'formula', fen: calcExpression(sumCalc(form), dictionary, 'fen'), ...most }
    case 'formula':
      return { kind, fen: calcExpression(form.formula, dictionary, 'fen'), ...most }
    case 'raw':
      return JSON.parse(form.json)
  }
}

const flooredRate = ({ of, number, floor }: AmountForm): Call => ({
  kind: 'call',
  operator: 'max',
  args: [
    { kind: 'call', operator: 'share', args: [of, { kind: 'number', text: number, unit: 'bp' }] },
    { kind: 'number', text: floor, unit: 'fen' },
  ],
})

/** A sum of one part is that part. */
function sumCalc({ parts }: AmountForm): Calc {
  const [only] = parts
  return parts.length === 1 && only !== undefined ? only : { kind: 'call', operator: '+', args: parts }
}

/** Where the parts of a sum stand. */
export const pointerInSum = ({ parts }: AmountForm, index: number): string =>
  parts.length === 1 ? '/amount/fen' : `/amount/fen/+/${index}`

/** By what it pays, as a place. */
export function pointerOfBasis({ kind, floor }: AmountForm): string {
  if (kind === 'per_head') return '/amount/heads'
  return kind === 'rate' && floor.trim() !== '' ? '/amount/fen/max/0/share/0' : '/amount/of'
}

export function amountFaults(form: AmountForm, dictionary: Dictionary): FormFault[] {
  const basis = (unit: UnitCode | null) => calcFaults(form.of, pointerOfBasis(form), unit, dictionary)
  const cap = form.cap.trim() === '' ? [] : numberFaults(form.cap, 'fen', '/amount/cap')
  switch (form.kind) {
    case 'none':
      return []
    case 'fixed':
      return numberFaults(form.number, 'fen', '/amount/number')
    case 'per_head':
      return [...basis(null), ...numberFaults(form.number, 'fen', '/amount/number'), ...cap]
    case 'rate':
      return [...basis('fen'), ...numberFaults(form.number, 'bp', '/amount/number'), ...cap, ...floorFaults(form)]
    case 'tiers': {
      const unit = unitOf(form.of, dictionary)
      return [...basis(null), ...tierFaults(form.tiers, unit, '/amount/tiers'), ...cap]
    }
    case 'sum':
      return [
        ...form.parts.flatMap((part, index) => calcFaults(part, pointerInSum(form, index), 'fen', dictionary)),
        ...cap,
      ]
    case 'formula':
      return [...calcFaults(form.formula, '/amount/fen', 'fen', dictionary), ...cap]
    case 'raw':
      return isAmount(form.json) ? [] : [{ path: '/amount', words: notAnAmount }]
  }
}

function floorFaults({ floor, cap }: AmountForm): FormFault[] {
  if (floor.trim() === '') return []
  const [least, most] = [typed(floor, 'fen'), typed(cap, 'fen')]
  if (least !== null && most !== null && least > most)
    return [{ path: '/amount/floor', words: { zh: '保底高于封顶', en: 'The floor is above the cap' } }]
  return numberFaults(floor, 'fen', '/amount/floor')
}

const notAnAmount = {
  zh: '不是规则语言里的金额，见 docs/policy-language.md',
  en: 'This is no amount of the language of rules; see docs/policy-language.md',
}

function isAmount(json: string): boolean {
  try {
    return Check(AmountSchema, JSON.parse(json))
  } catch {
    return false
  }
}

/** Where the check's faults are shown in the form: the number of an amount has one field for what the language calls by three names. */
export const amountPlace = (path: string): string =>
  /^\/amount\/(fen|each|rate)$/.test(path) || isAt(path, '/amount/fen/max/0/share/1') ? '/amount/number' : path
