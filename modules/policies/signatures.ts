import type { Words } from '../../kernel/contract/words.ts'
import type { Operator } from './expression.ts'
import { adopt, type Fault, isFault, misplaced, type Typed } from './typed.ts'
import { units } from './unit.ts'
import { condition, isBare, number, typeWords, type ValueType } from './value-type.ts'

/** The parts of a call with their types found, and the type of the whole. */
export interface Resolved {
  readonly type: ValueType
  readonly args: readonly Typed[]
}
type Rule = (args: readonly Typed[], path: string) => Resolved | Fault

export interface Signature {
  /** How many parts it takes. */
  readonly least: number
  readonly most: number
  /** The last part is a list of codes. */
  readonly codes?: true
  readonly resolve: Rule
}

const fault = (path: string, zh: string, en: string): Fault => ({ path, words: { zh, en } })

const numberOrDay: Words = { zh: '数或日期', en: 'a number or a day' }
const aNumber: Words = { zh: '数', en: 'a number' }

const isOrdered = ({ type }: Typed): boolean => type.kind === 'number' || type.kind === 'day' || type.kind === 'quoted'

/** All parts get one type: that of the first which has one. */
function alike(args: readonly Typed[], path: string): readonly Typed[] | Fault {
  const leading = args.find(({ type }) => !isBare(type)) ?? args.find(({ type }) => type.kind === 'quoted') ?? args[0]
  if (leading === undefined) return fault(path, '这里缺少内容', 'Something is missing here')
  if (leading.type.kind === 'quoted')
    return fault(path, '两边都是固定的文本', 'These are fixed texts: there is nothing to decide')
  const adopted: Typed[] = []
  for (const part of args) {
    const result = adopt(part, leading.type)
    if (isFault(result)) return result
    adopted.push(result)
  }
  return adopted
}

const isList = (result: readonly Typed[] | Fault): result is readonly Typed[] => Array.isArray(result)

const conditions: Rule = (args) => {
  const wrong = args.find(({ type }) => type.kind !== 'boolean')
  return wrong ? misplaced(wrong, typeWords(condition)) : { type: condition, args }
}

/** Comparing two fixed values decides nothing, and yes or no is a condition by itself. */
function comparing(allowed: (part: Typed) => boolean, wanted: Words): Rule {
  return (args, path) => {
    const yesNo = args.find(({ type }) => type.kind === 'boolean')
    if (yesNo)
      return fault(
        yesNo.path,
        '是非项直接作条件,反面用 not,不用比较',
        'A yes or no is a condition by itself, its opposite is “not”: there is nothing to compare',
      )
    const wrong = args.find((part) => !allowed(part))
    if (wrong) return misplaced(wrong, wanted)
    if (args.every(({ type }) => isBare(type)))
      return fault(path, '两边都是固定的值', 'These are fixed values: there is nothing to decide')
    const same = alike(args, path)
    return isList(same) ? { type: condition, args: same } : same
  }
}

const ordered = comparing(isOrdered, numberOrDay)
const equality = comparing(({ type }) => type.kind !== 'codes', {
  zh: '数、日期或代码',
  en: 'a number, a day or a code',
})

const ofCodes =
  (kinds: readonly ValueType['kind'][], wanted: Words): Rule =>
  (args) => {
    const [part] = args
    return part && !kinds.includes(part.type.kind) ? misplaced(part, wanted) : { type: condition, args }
  }

const sameNumbers: Rule = (args, path) => {
  const wrong = args.find(({ type }) => type.kind !== 'number')
  if (wrong) return misplaced(wrong, aNumber)
  const same = alike(args, path)
  return isList(same) ? { type: same[0]?.type ?? number(null), args: same } : same
}

/** People times money is money; money times money is nothing. */
const product: Rule = (args, path) => {
  const wrong = args.find(({ type }) => type.kind !== 'number')
  if (wrong) return misplaced(wrong, aNumber)
  const given = args.flatMap(({ type }) => (type.kind === 'number' && type.unit !== null ? [type.unit] : []))
  const measured = given.filter((unit) => units[unit].measured)
  if (measured.length > 1)
    return fault(
      path,
      '金额、比率、面积之间不能相乘;取金额的某个比率用 share',
      'Money, rates and areas cannot be multiplied with each other; “share” takes a rate of an amount',
    )
  const [one, ...more] = measured.length > 0 ? measured : given
  return { type: number(more.length > 0 ? 'count' : (one ?? null)), args }
}

const quotient: Rule = (args, path) => {
  const wrong = args.find(({ type }) => type.kind !== 'number')
  if (wrong) return misplaced(wrong, aNumber)
  const [above, below] = args.map(({ type }) => (type.kind === 'number' ? type.unit : null))
  if (below === undefined || below === null) return { type: number(above ?? null), args }
  if (above === below) return { type: number('count'), args }
  if (!units[below].measured) return { type: number(above ?? 'count'), args }
  return fault(path, '单位不同,不能相除', 'These have different units and cannot be divided')
}

/** Adopts the type for one part of several. */
function withPart(args: readonly Typed[], index: number, type: ValueType): readonly Typed[] | Fault {
  const part = args[index]
  if (part === undefined) return args
  const adopted = adopt(part, type)
  return isFault(adopted) ? adopted : args.map((other, at) => (at === index ? adopted : other))
}

const share: Rule = (args) => {
  const [amount] = args
  if (amount && amount.type.kind !== 'number') return misplaced(amount, aNumber)
  const rated = withPart(args, 1, number('bp'))
  return isList(rated) ? { type: amount?.type ?? number(null), args: rated } : rated
}

const ratio: Rule = (args, path) => {
  const same = sameNumbers(args, path)
  return 'words' in same ? same : { type: number('bp'), args: same.args }
}

const prorate: Rule = (args, path) => {
  const [amount, ...parts] = args
  if (amount === undefined || amount.type.kind !== 'number') return amount ? misplaced(amount, aNumber) : missing(path)
  const same = sameNumbers(parts, path)
  return 'words' in same ? same : { type: amount.type, args: [amount, ...same.args] }
}

const missing = (path: string): Fault => fault(path, '这里缺少内容', 'Something is missing here')

const rounding: Rule = (args, path) => {
  const same = sameNumbers(args, path)
  if ('words' in same) return same
  const step = same.args[1]
  if (step?.node === 'literal' && typeof step.value === 'number' && step.value > 0) return same
  return fault(
    step?.path ?? path,
    '取整的单位应是大于 0 的固定整数',
    'The step of rounding must be a fixed number above 0',
  )
}

/** Two numbers or two days, one of which is taken. */
const eitherOf: Rule = (args, path) => {
  const wrong = args.find((part) => !isOrdered(part))
  if (wrong) return misplaced(wrong, numberOrDay)
  const same = alike(args, path)
  return isList(same) ? { type: same[0]?.type ?? number(null), args: same } : same
}

const choosing: Rule = (args, path) => {
  const [decides, ...either] = args
  if (decides === undefined || decides.type.kind !== 'boolean')
    return decides ? misplaced(decides, typeWords(condition)) : missing(path)
  const same = eitherOf(either, path)
  return 'words' in same ? same : { type: same.type, args: [decides, ...same.args] }
}

const since =
  (unit: 'month' | 'day'): Rule =>
  (args) => {
    const day = withPart(args, 0, { kind: 'day' })
    return isList(day) ? { type: number(unit), args: day } : day
  }

const noneness: Rule = (args) => {
  const [part] = args
  const isAsked = part && part.type.kind !== 'boolean' && !isBare(part.type)
  return part && !isAsked
    ? misplaced(part, { zh: '可以为「没有」的信息', en: 'something that may be none' })
    : { type: condition, args }
}

const aCode: Words = { zh: '代码或选项', en: 'a code or a choice' }
const aList: Words = { zh: '一组代码', en: 'a list of codes' }

/** What each operator takes and gives. The third reading of this table is docs/policy-language.md. */
export const signatures: Readonly<Record<Operator, Signature>> = {
  and: { least: 1, most: 100, resolve: conditions },
  or: { least: 1, most: 100, resolve: conditions },
  not: { least: 1, most: 1, resolve: conditions },
  '==': { least: 2, most: 2, resolve: equality },
  '!=': { least: 2, most: 2, resolve: equality },
  '<': { least: 2, most: 2, resolve: ordered },
  '<=': { least: 2, most: 2, resolve: ordered },
  '>': { least: 2, most: 2, resolve: ordered },
  '>=': { least: 2, most: 2, resolve: ordered },
  between: { least: 3, most: 3, resolve: ordered },
  in: { least: 2, most: 2, codes: true, resolve: ofCodes(['code', 'choice'], aCode) },
  startsWith: { least: 2, most: 2, codes: true, resolve: ofCodes(['code'], { zh: '代码', en: 'a code' }) },
  hasAny: { least: 2, most: 2, codes: true, resolve: ofCodes(['codes'], aList) },
  hasAll: { least: 2, most: 2, codes: true, resolve: ofCodes(['codes'], aList) },
  isNone: { least: 1, most: 1, resolve: noneness },
  '+': { least: 2, most: 100, resolve: sameNumbers },
  '-': { least: 2, most: 2, resolve: sameNumbers },
  '*': { least: 2, most: 10, resolve: product },
  '/': { least: 2, most: 2, resolve: quotient },
  min: { least: 2, most: 100, resolve: sameNumbers },
  max: { least: 2, most: 100, resolve: sameNumbers },
  share: { least: 2, most: 2, resolve: share },
  ratio: { least: 2, most: 2, resolve: ratio },
  prorate: { least: 3, most: 3, resolve: prorate },
  round: { least: 2, most: 2, resolve: rounding },
  roundDown: { least: 2, most: 2, resolve: rounding },
  roundUp: { least: 2, most: 2, resolve: rounding },
  if: { least: 3, most: 3, resolve: choosing },
  ifNone: { least: 2, most: 2, resolve: eitherOf },
  monthsSince: { least: 1, most: 1, resolve: since('month') },
  daysSince: { least: 1, most: 1, resolve: since('day') },
}
