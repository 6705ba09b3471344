import type { Words } from '../../kernel/contract/words.ts'
import { dayFromNumber } from '../../kernel/time/day.ts'
import { formatDay } from '../../kernel/time/time-words.ts'
import type { Operator } from './expression.ts'
import { type Dictionary, type FactSpec, factOf } from './fact.ts'
import type { Cell } from './row.ts'
import type { Typed, TypedCall, TypedLiteral } from './typed.ts'
import { quantityWords, units } from './unit.ts'
import type { ValueType } from './value-type.ts'

/** Puts words together in both languages at once. Chinese keeps spaces around numbers only. */
const say = (zh: string, en: string): Words => ({ zh: zh.replace(/(\p{Script=Han}) (?=\p{Script=Han})/gu, '$1'), en })

const empty: Words = { zh: '', en: '' }

const joined = (parts: readonly Words[], zh: string, en: string): Words =>
  say(parts.map((part) => part.zh).join(zh), parts.map((part) => part.en).join(en))

/** "A, B or C". */
function listed(parts: readonly Words[], last: 'or' | 'and'): Words {
  const [final] = parts.slice(-1)
  if (final === undefined || parts.length === 1) return final ?? empty
  const en = `${parts
    .slice(0, -1)
    .map((part) => part.en)
    .join(', ')} ${last} ${final.en}`
  return say(parts.map((part) => part.zh).join('、'), en)
}

export const dayWords = (dayNumber: number): Words => {
  const day = dayFromNumber(dayNumber)
  return say(formatDay('zh', day), formatDay('en', day))
}

/** A code with its name where one is known: "软件和信息技术服务业(I65)". */
export function codeWords(code: string, type: ValueType, dictionary: Dictionary): Words {
  if (type.kind === 'choice') {
    const fact = factOf(dictionary, type.scheme)
    const options = fact?.type.kind === 'choice' ? fact.type.options : []
    return options.find((option) => option.code === code)?.name ?? say(code, code)
  }
  const scheme = 'scheme' in type ? dictionary.codes[type.scheme] : undefined
  const name = scheme && Object.hasOwn(scheme, code) ? scheme[code] : undefined
  return name ? say(`${name.zh}(${code})`, `${name.en} (${code})`) : say(code, code)
}

/** What a firm's fact is, in words: "8 人", "是高新技术企业", "没有", "未知". */
export function cellWords({ key, type }: FactSpec, cell: Cell, dictionary: Dictionary): Words {
  if (cell === undefined) return say('未知', 'not known')
  if (cell === null) return say('没有', 'none')
  if (type.kind === 'boolean') return cell === true ? type.yes : type.no
  if (typeof cell === 'number') return type.kind === 'number' ? quantityWords(cell, type.unit) : dayWords(cell)
  const scheme: ValueType =
    type.kind === 'choice'
      ? { kind: 'choice', scheme: key, options: [] }
      : { kind: 'code', scheme: 'scheme' in type ? type.scheme : '' }
  if (typeof cell === 'string') return codeWords(cell, scheme, dictionary)
  if (typeof cell === 'boolean') return say(String(cell), String(cell))
  return cell.length === 0
    ? say('没有', 'none')
    : listed(
        cell.map((code) => codeWords(code, scheme, dictionary)),
        'and',
      )
}

/** A part of a rule within a sentence: "在职人数", "营业收入的 5%". Conditions too, so that `if` can speak of them. */
export function phrase(typed: Typed, dictionary: Dictionary): Words {
  switch (typed.node) {
    case 'literal':
      return literalWords(typed, dictionary)
    case 'codes':
      return listed(
        typed.codes.map((code) => codeWords(code, typed.type, dictionary)),
        'or',
      )
    case 'fact':
      return typed.fact.type.kind === 'boolean' ? typed.fact.type.yes : typed.fact.name
    case 'call':
      return phrases[typed.operator](typed, (part) => phrase(part, dictionary))
  }
}

function literalWords({ value, type }: TypedLiteral, dictionary: Dictionary): Words {
  if (typeof value === 'boolean') return value ? say('无条件符合', 'always') : say('任何情况都不符合', 'never')
  if (typeof value === 'string') return codeWords(value, type, dictionary)
  return type.kind === 'number' ? quantityWords(value, type.unit) : dayWords(value)
}

type Say = (call: TypedCall, part: (typed: Typed) => Words) => Words

const composed: ReadonlySet<Operator> = new Set(['+', '-', '*', '/', 'min', 'max', 'share', 'ratio', 'prorate'])

/** A calculation within another stands in brackets. */
const nested = (typed: Typed, part: (typed: Typed) => Words): Words => {
  const inside = part(typed)
  const isComposed = typed.node === 'call' && composed.has(typed.operator) && !isLimited(typed)
  return isComposed ? say(`(${inside.zh})`, `(${inside.en})`) : inside
}

/** The smaller or larger of something and a fixed number: said as a limit, with brackets of its own. */
const isLimited = ({ operator, args }: TypedCall): boolean =>
  (operator === 'min' || operator === 'max') && args.length === 2 && args[1]?.node === 'literal'

/** A calculation as part of a sentence, in brackets where it needs them. */
export const bracketed = (typed: Typed, dictionary: Dictionary): Words =>
  nested(typed, (part) => phrase(part, dictionary))

const withSign =
  (sign: string): Say =>
  ({ args }, part) => {
    const parts = args.map((arg) => nested(arg, part))
    return joined(parts, ` ${sign} `, ` ${sign} `)
  }

const ofParts =
  (compose: (...parts: Words[]) => Words): Say =>
  ({ args }, part) =>
    compose(...args.map(part))

/** The same words for a comparison depend on what is compared: people are fewer, money is less, days are earlier. */
type Comparing = '<' | '<=' | '>' | '>=' | '==' | '!='
const comparing: Readonly<Record<'counted' | 'measured' | 'day', Readonly<Record<Comparing, Words>>>> = {
  counted: {
    '<': say('少于', 'is less than'),
    '<=': say('不超过', 'is at most'),
    '>': say('多于', 'is more than'),
    '>=': say('不少于', 'is at least'),
    '==': say('为', 'is'),
    '!=': say('不是', 'is not'),
  },
  measured: {
    '<': say('低于', 'is below'),
    '<=': say('不高于', 'is at most'),
    '>': say('高于', 'is above'),
    '>=': say('不低于', 'is at least'),
    '==': say('为', 'is'),
    '!=': say('不是', 'is not'),
  },
  day: {
    '<': say('早于', 'is before'),
    '<=': say('不晚于', 'is not after'),
    '>': say('晚于', 'is after'),
    '>=': say('不早于', 'is not before'),
    '==': say('为', 'is'),
    '!=': say('不是', 'is not'),
  },
}

const mannerOf = (type: ValueType | undefined): keyof typeof comparing => {
  if (type?.kind === 'day') return 'day'
  return type?.kind === 'number' && units[type.unit ?? 'count'].measured ? 'measured' : 'counted'
}

const compared =
  (operator: Comparing): Say =>
  ({ args }, part) => {
    const [left, right] = args
    if (left === undefined || right === undefined) return empty
    const [a, b] = [part(left), part(right)]
    if (left.node === 'fact' && right.node === 'fact' && left.type.kind === 'code')
      return operator === '=='
        ? say(`${a.zh}与${b.zh}一致`, `${a.en} is the same as ${b.en}`)
        : say(`${a.zh}与${b.zh}不一致`, `${a.en} is not the same as ${b.en}`)
    const words = comparing[mannerOf(left.type)][operator]
    return say(`${a.zh}${words.zh} ${b.zh}`, `${a.en} ${words.en} ${b.en}`)
  }

const negated: Say = ({ args }, part) => {
  const [inner] = args
  if (inner === undefined) return empty
  const direct = oppositeOf(inner, part)
  if (direct) return direct
  const words = part(inner)
  return say(`并非「${words.zh}」`, `it is not so that ${words.en}`)
}

/** Whether the opposite of a condition can be said in a sentence of its own. */
export const hasOpposite = (typed: Typed): boolean => oppositeOf(typed, () => empty) !== null

function oppositeOf(typed: Typed, part: (typed: Typed) => Words): Words | null {
  if (typed.node === 'fact') return typed.fact.type.kind === 'boolean' ? typed.fact.type.no : null
  if (typed.node !== 'call') return null
  const [x = empty, list = empty] = typed.args.map(part)
  switch (typed.operator) {
    case 'in':
      return say(`${x.zh}不属于:${list.zh}`, `${x.en} is not ${list.en}`)
    case 'startsWith':
      return say(`${x.zh}不属于:${list.zh}`, `${x.en} does not belong to ${list.en}`)
    case 'isNone':
      return say(`有${x.zh}`, `there is a ${x.en}`)
    default:
      return null
  }
}

/** A limit that is a fixed number is said after what it limits: "办公面积(最多计 200 ㎡)". */
const limited =
  (zhLimit: string, enLimit: string, zhOf: string, enOf: string): Say =>
  (call, part) => {
    const { args } = call
    const [x, limit] = args
    if (x && limit && isLimited(call)) {
      const [of, number] = [nested(x, part), part(limit)]
      return say(`${of.zh}(${zhLimit} ${number.zh})`, `${of.en} (${enLimit} ${number.en})`)
    }
    const list = listed(args.map(part), 'and')
    return say(`${list.zh}${zhOf}`, `${enOf} ${list.en}`)
  }

/** Each operator in words. */
const phrases: Readonly<Record<Operator, Say>> = {
  and: ({ args }, part) => joined(args.map(part), ',且', ' and '),
  or: ({ args }, part) => joined(args.map(part), ',或', ' or '),
  not: negated,
  '==': compared('=='),
  '!=': compared('!='),
  '<': compared('<'),
  '<=': compared('<='),
  '>': compared('>'),
  '>=': compared('>='),
  between: ofParts((x = empty, lo = empty, hi = empty) =>
    say(`${x.zh}在 ${lo.zh} 到 ${hi.zh} 之间(含)`, `${x.en} is from ${lo.en} to ${hi.en}, both included`),
  ),
  in: ofParts((x = empty, list = empty) => say(`${x.zh}属于:${list.zh}`, `${x.en} is ${list.en}`)),
  startsWith: ofParts((x = empty, list = empty) => say(`${x.zh}属于:${list.zh}`, `${x.en} belongs to ${list.en}`)),
  hasAny: ofParts((x = empty, list = empty) => say(`${x.zh}包括任意一项:${list.zh}`, `${x.en} include ${list.en}`)),
  hasAll: ({ args }, part) => {
    const [list, codes] = args
    if (list === undefined || codes?.node !== 'codes') return empty
    const each = codes.codes.map((code) => part({ ...codes, codes: [code] }))
    return say(
      `${part(list).zh}包括全部:${listed(each, 'and').zh}`,
      `${part(list).en} include ${listed(each, 'and').en}`,
    )
  },
  isNone: ofParts((x = empty) => say(`没有${x.zh}`, `there is no ${x.en}`)),
  '+': withSign('+'),
  '-': withSign('−'),
  '*': withSign('×'),
  '/': withSign('÷'),
  min: limited('最多计', 'at most', '中的较小值', 'the smaller of'),
  max: limited('最少计', 'at least', '中的较大值', 'the larger of'),
  share: ({ args }, part) => {
    const [amount, rate] = args
    if (amount === undefined || rate === undefined) return empty
    const [a, b] = [nested(amount, part), part(rate)]
    return rate.node === 'literal'
      ? say(`${a.zh}的 ${b.zh}`, `${b.en} of ${a.en}`)
      : say(`${a.zh} × ${b.zh}`, `${a.en} × ${b.en}`)
  },
  ratio: ({ args }, part) => {
    const [a = empty, b = empty] = args.map((arg) => nested(arg, part))
    return say(`${a.zh}占${b.zh}的比例`, `${a.en} as a share of ${b.en}`)
  },
  prorate: ({ args }, part) => {
    const [x = empty, a = empty, b = empty] = args.map((arg) => nested(arg, part))
    return say(`${x.zh} × ${a.zh} ÷ ${b.zh}`, `${x.en} × ${a.en} ÷ ${b.en}`)
  },
  round: ofParts((x = empty, step = empty) => say(`${x.zh}(四舍五入到 ${step.zh})`, `${x.en} (rounded to ${step.en})`)),
  roundDown: ofParts((x = empty, step = empty) =>
    say(`${x.zh}(舍去不足 ${step.zh} 的部分)`, `${x.en} (rounded down to ${step.en})`),
  ),
  roundUp: ofParts((x = empty, step = empty) =>
    say(`${x.zh}(不足 ${step.zh} 按 ${step.zh} 计)`, `${x.en} (rounded up to ${step.en})`),
  ),
  if: ofParts((condition = empty, yes = empty, no = empty) =>
    say(`(如果${condition.zh},为 ${yes.zh};否则为 ${no.zh})`, `(${yes.en} if ${condition.en}, otherwise ${no.en})`),
  ),
  ifNone: ofParts((x = empty, instead = empty) =>
    say(`${x.zh}(没有时按 ${instead.zh} 计)`, `${x.en} (${instead.en} if there is none)`),
  ),
  monthsSince: ofParts((day = empty) => say(`${day.zh}至今的整月数`, `time in full months since the ${day.en}`)),
  daysSince: ofParts((day = empty) => say(`${day.zh}至今的天数`, `time in days since the ${day.en}`)),
}
