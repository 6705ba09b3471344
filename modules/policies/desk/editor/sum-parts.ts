import type { Dictionary } from '../../fact.ts'
import { type Calc, type Call, calcOf, type NumberCalc, unitOf } from './form.ts'

// The parts of a sum are calculations; the common ones have a form: a fixed sum, so much for each, a rate.

export type SumPart =
  | { readonly kind: 'fixed'; readonly number: NumberCalc }
  | { readonly kind: 'each'; readonly each: NumberCalc; readonly of: Calc }
  | { readonly kind: 'rate'; readonly rate: NumberCalc; readonly of: Calc }
  | { readonly kind: 'other'; readonly calc: Calc }

/** Reads a part of a sum by its shape. */
export function sumPartOf(calc: Calc): SumPart {
  if (calc.kind === 'number') return { kind: 'fixed', number: calc }
  if (calc.kind === 'call') {
    const args = calc.args.map(calcOf)
    const [first, second, third] = args
    if (calc.operator === '*' && args.length === 2 && isMoney(first) && second)
      return { kind: 'each', each: first, of: second }
    // By the ㎡, which is 100 dm².
    const isByArea = third?.kind === 'number' && third.unit === 'dm2' && third.text === '1'
    if (calc.operator === 'prorate' && isMoney(first) && second && isByArea)
      return { kind: 'each', each: first, of: second }
    if (calc.operator === 'share' && first && second?.kind === 'number')
      return { kind: 'rate', rate: second, of: first }
  }
  return { kind: 'other', calc }
}

const isMoney = (calc: Calc | undefined): calc is NumberCalc => calc?.kind === 'number' && calc.unit === 'fen'

const money = (text: string): NumberCalc => ({ kind: 'number', text, unit: 'fen' })
const noFact: Calc = { kind: 'fact', fact: '' }

/** Writes a part of a sum. */
export function sumPartCalc(part: SumPart, dictionary: Dictionary): Calc {
  switch (part.kind) {
    case 'fixed':
      return part.number
    case 'other':
      return part.calc
    case 'rate':
      return { kind: 'call', operator: 'share', args: [part.of, part.rate] }
    case 'each': {
      const oneMetre: NumberCalc = { kind: 'number', text: '1', unit: 'dm2' }
      const byArea: Call = { kind: 'call', operator: 'prorate', args: [part.each, part.of, oneMetre] }
      const byNumber: Call = { kind: 'call', operator: '*', args: [part.each, part.of] }
      return unitOf(part.of, dictionary) === 'dm2' ? byArea : byNumber
    }
  }
}

/** Another way to pay; the number that was typed stays. */
export function sumPartAs(kind: SumPart['kind'], part: SumPart): SumPart {
  const text = part.kind === 'fixed' ? part.number.text : part.kind === 'each' ? part.each.text : ''
  switch (kind) {
    case 'fixed':
      return { kind, number: money(text) }
    case 'each':
      return { kind, each: money(text), of: noFact }
    case 'rate':
      return { kind, rate: { kind: 'number', text: '', unit: 'bp' }, of: noFact }
    case 'other':
      return { kind, calc: { kind: 'call', operator: 'min', args: [noFact, money(text)] } }
  }
}
