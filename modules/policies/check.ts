import type { Words } from '../../kernel/contract/words.ts'
import { isOperator, type Limits, limits, type Operator, operators, pointerStep } from './expression.ts'
import { type Dictionary, factOf } from './fact.ts'
import { signatures } from './signatures.ts'
import { adopt, codeFault, type Fault, isFault, misplaced, type Typed, type TypedCodes } from './typed.ts'
import { isUnit, type UnitCode } from './unit.ts'
import { condition, isAlike, isBare, number, typeOfFact, typeWords, type ValueType } from './value-type.ts'

export type Checked =
  | { readonly tree: Typed; readonly faults: readonly [] }
  | { readonly tree: null; readonly faults: readonly Fault[] }

export interface CheckOptions {
  /** What the whole must be: a condition unless said. */
  readonly wanted?: ValueType
  /** JSON pointer of the rule within what it is part of. */
  readonly at?: string
  readonly within?: Limits
}

/** One walk over a rule: what it may read, what it found, how much it saw. */
interface Walk {
  readonly dictionary: Dictionary
  readonly within: Limits
  readonly faults: Fault[]
  nodes: number
  codes: number
}

/**
 * Checks a rule of any origin against the facts that there are: its shape, its size, and that every part fits what it
 * stands beside. All faults are told, each with its place; nothing throws. What passed can be evaluated for every firm.
 */
export function checkExpression(input: unknown, dictionary: Dictionary, options: CheckOptions = {}): Checked {
  const { wanted = condition, at = '', within = limits } = options
  const walk: Walk = { dictionary, within, faults: [], nodes: 0, codes: 0 }
  const found = infer(walk, input, at, 0)
  if (found === null) return { tree: null, faults: walk.faults }
  const isOther = found.type.kind !== 'quoted' && !isAlike(found.type, wanted)
  const tree = isOther ? misplaced(found, typeWords(wanted)) : adopt(found, wanted)
  return isFault(tree) ? { tree: null, faults: [tree] } : { tree, faults: [] }
}

function refuse({ faults }: Walk, path: string, words: Words): null {
  faults.push({ path, words })
  return null
}

/** Finds the type of a part from the leaves up; null once a fault was told. It never goes deeper than the limit. */
function infer(walk: Walk, input: unknown, path: string, depth: number): Typed | null {
  const { within } = walk
  walk.nodes++
  if (walk.nodes > within.nodes) return walk.nodes === within.nodes + 1 ? refuse(walk, path, tooLong(within)) : null
  if (depth > within.depth) return refuse(walk, path, tooDeep(within))
  if (typeof input === 'number') return inferNumber(walk, input, path, path, null)
  if (typeof input === 'boolean') return { node: 'literal', path, type: condition, value: input }
  if (typeof input === 'string')
    return input.length <= 64
      ? { node: 'literal', path, type: { kind: 'quoted' }, value: input }
      : refuse(walk, path, words.longText)
  if (Array.isArray(input)) return refuse(walk, path, words.strayList)
  if (typeof input !== 'object' || input === null) return refuse(walk, path, words.notARule)
  return inferObject(walk, input, path, depth)
}

function inferObject(walk: Walk, input: object, path: string, depth: number): Typed | null {
  const [entry, ...more] = Object.entries(input).slice(0, 2)
  if (entry === undefined || more.length > 0) return refuse(walk, path, words.oneOperator)
  const [name, argument] = entry as [string, unknown]
  const inside = path + pointerStep(name)
  if (name === 'fact') return inferFact(walk, argument, path, inside)
  if (isUnit(name)) return inferNumber(walk, argument, path, inside, name)
  if (!isOperator(name)) return refuse(walk, inside, noOperator(name))
  return inferCall(walk, name, argument, { path, inside, depth })
}

function inferNumber(walk: Walk, value: unknown, path: string, inside: string, unit: UnitCode | null): Typed | null {
  if (!Number.isSafeInteger(value)) return refuse(walk, inside, words.notWhole)
  return { node: 'literal', path, type: number(unit), value: Number(value) + 0 }
}

function inferFact({ dictionary, faults }: Walk, key: unknown, path: string, inside: string): Typed | null {
  const fact = typeof key === 'string' ? factOf(dictionary, key) : undefined
  if (fact) return { node: 'fact', path, type: typeOfFact(fact), fact, slot: dictionary.slots.get(fact.key) ?? 0 }
  faults.push({ path: inside, words: noFact(key) })
  return null
}

function inferCall(
  walk: Walk,
  operator: Operator,
  argument: unknown,
  { path, inside, depth }: { path: string; inside: string; depth: number },
): Typed | null {
  const signature = signatures[operator]
  // One argument may stand without brackets.
  const given: readonly unknown[] = Array.isArray(argument) ? argument : [argument]
  const pathOf = (index: number) => (Array.isArray(argument) ? inside + pointerStep(index) : inside)
  if (given.length < signature.least || given.length > signature.most)
    return refuse(walk, inside, wrongNumber(operator, signature.least, signature.most))
  const own = signature.codes ? given.slice(0, -1) : given
  const args = own.map((part, index) => infer(walk, part, pathOf(index), depth + 1))
  if (signature.codes) {
    const last = given.length - 1
    args.push(inferCodes(walk, given[last], pathOf(last), args[0]?.type))
  }
  if (!args.every((part): part is Typed => part !== null)) return null
  const resolved = signature.resolve(args, path)
  if ('words' in resolved) return refuse(walk, resolved.path, resolved.words)
  return { node: 'call', path, operator, type: resolved.type, args: resolved.args }
}

/** A list of codes, or one code by itself. What stands before it says which codes there are. */
function inferCodes(walk: Walk, input: unknown, path: string, type: ValueType | undefined): TypedCodes | null {
  const listed: readonly unknown[] = Array.isArray(input) ? input : [input]
  if (listed.length === 0) return refuse(walk, path, words.emptyList)
  walk.codes += listed.length
  if (walk.codes > walk.within.codes) return refuse(walk, path, tooLong(walk.within))
  const codes: string[] = []
  for (const [index, code] of listed.entries()) {
    const place = Array.isArray(input) ? path + pointerStep(index) : path
    if (typeof code !== 'string') return refuse(walk, place, words.codeNeeded)
    const fault = codeFault(code, type ?? { kind: 'quoted' })
    if (fault) return refuse(walk, place, fault)
    codes.push(code)
  }
  return { node: 'codes', path, type: type && !isBare(type) ? type : { kind: 'quoted' }, codes: [...new Set(codes)] }
}

const words = {
  notARule: { zh: '这里不是规则', en: 'This is not a rule' },
  notWhole: {
    zh: '数必须是整数:金额以分计,比率以万分之一计',
    en: 'Numbers must be whole: money in fen, rates in basis points',
  },
  longText: { zh: '文本过长', en: 'The text is too long' },
  strayList: { zh: '这里不能是列表', en: 'A list cannot stand here' },
  emptyList: { zh: '列表是空的', en: 'The list is empty' },
  codeNeeded: { zh: '列表里只能是代码', en: 'The list can hold codes only' },
  oneOperator: { zh: '每一层只能有一个运算', en: 'There must be exactly one operator here' },
} satisfies Record<string, Words>

const shown = (name: unknown): string => String(typeof name === 'string' ? name : typeof name).slice(0, 40)

const noOperator = (name: string): Words => ({
  zh: `没有「${shown(name)}」这个运算,可用:${operators.join(' ')}`,
  en: `There is no operator “${shown(name)}”; there are: ${operators.join(' ')}`,
})
const noFact = (key: unknown): Words => ({
  zh: `没有「${shown(key)}」这一项信息`,
  en: `There is no fact “${shown(key)}”`,
})
const wrongNumber = (operator: Operator, least: number, most: number): Words => ({
  zh: `「${operator}」要有 ${least === most ? least : `${least} 到 ${most}`} 个部分`,
  en: `“${operator}” takes ${least === most ? least : `${least} to ${most}`} part${most === 1 ? '' : 's'}`,
})
const tooLong = ({ nodes, codes }: Limits): Words => ({
  zh: `规则过长(最多 ${nodes} 个部分、${codes} 个代码)`,
  en: `The rule is too long (at most ${nodes} parts and ${codes} codes)`,
})
const tooDeep = ({ depth }: Limits): Words => ({
  zh: `规则嵌套过深(最多 ${depth} 层)`,
  en: `The rule is nested too deeply (at most ${depth} levels)`,
})
