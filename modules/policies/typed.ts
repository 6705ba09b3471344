import type { Words } from '../../kernel/contract/words.ts'
import { dayNumberFrom } from '../../kernel/time/day.ts'
import type { Operator } from './expression.ts'
import type { FactSpec } from './fact.ts'
import { isCode, isDay } from './row.ts'
import { isAlike, isBare, typeWords, type ValueType } from './value-type.ts'

/** A rule whose every part is known to make sense: what evaluation and explanation work on. */
export type Typed = TypedLiteral | TypedCodes | TypedFact | TypedCall

interface Placed {
  /** JSON pointer into the rule. */
  readonly path: string
  readonly type: ValueType
}
export interface TypedLiteral extends Placed {
  readonly node: 'literal'
  /** A day stands as its number. */
  readonly value: number | boolean | string
}
export interface TypedCodes extends Placed {
  readonly node: 'codes'
  readonly codes: readonly string[]
}
export interface TypedFact extends Placed {
  readonly node: 'fact'
  readonly fact: FactSpec
  readonly slot: number
}
export interface TypedCall extends Placed {
  readonly node: 'call'
  readonly operator: Operator
  readonly args: readonly Typed[]
}

/** What is wrong with a rule, and where (a JSON pointer). */
export interface Fault {
  readonly path: string
  readonly words: Words
}

/** A part as a message calls it: a fact by its name, a literal by its value. */
function subjectOf(typed: Typed): Words {
  if (typed.node === 'fact') return { zh: `「${typed.fact.name.zh}」`, en: `“${typed.fact.name.en}”` }
  if (typed.node === 'literal') return { zh: `「${typed.value}」`, en: `“${typed.value}”` }
  return { zh: '这一部分', en: 'This part' }
}

/** "… is an amount of money; a condition is needed here". */
export function misplaced(part: Typed, wanted: Words): Fault {
  const [subject, own] = [subjectOf(part), typeWords(part.type)]
  return {
    path: part.path,
    words: {
      zh: `${subject.zh}是${own.zh},这里应是${wanted.zh}`,
      en: `${subject.en} is ${own.en}; ${wanted.en} is needed here`,
    },
  }
}

/** A part that waits for its type gets that of what it stands beside; others must have it already. */
export function adopt(typed: Typed, type: ValueType): Typed | Fault {
  const { path } = typed
  if (typed.node === 'literal' && typed.type.kind === 'quoted') return adoptText(typed, String(typed.value), type)
  if (!isAlike(typed.type, type)) {
    const [subject, own, wanted] = [subjectOf(typed), typeWords(typed.type), typeWords(type)]
    return {
      path,
      words: {
        zh: `${subject.zh}是${own.zh},不能与${wanted.zh}放在一起`,
        en: `${subject.en} is ${own.en} and cannot stand beside ${wanted.en}`,
      },
    }
  }
  return isBare(typed.type) ? withUnit(typed, type) : typed
}

/** Operators whose result has the type of what they work on: their bare parts get it too. */
const passesOn: ReadonlySet<Operator> = new Set([
  '+',
  '-',
  'min',
  'max',
  'round',
  'roundDown',
  'roundUp',
  'if',
  'ifNone',
])

function withUnit(typed: Typed, type: ValueType): Typed {
  if (typed.node !== 'call') return { ...typed, type }
  const args = passesOn.has(typed.operator)
    ? typed.args.map((part) => (isBare(part.type) ? withUnit(part, type) : part))
    : typed.args
  return { ...typed, type, args }
}

function adoptText(typed: TypedLiteral, text: string, type: ValueType): Typed | Fault {
  const { path } = typed
  const refuse = (zh: string, en: string): Fault => ({ path, words: { zh, en } })
  switch (type.kind) {
    case 'day':
      return isDay(text)
        ? { ...typed, type, value: dayNumberFrom(text) }
        : refuse(`「${text}」不是日期,应如 2026-03-01`, `“${text}” is not a day such as 2026-03-01`)
    case 'choice':
    case 'code': {
      const fault = codeFault(text, type)
      return fault === null ? { ...typed, type } : { path, words: fault }
    }
    default: {
      const wanted = typeWords(type)
      return refuse(`文本「${text}」不能与${wanted.zh}放在一起`, `The text “${text}” cannot stand beside ${wanted.en}`)
    }
  }
}

/** Why a text cannot be one of a scheme's codes, or null. */
export function codeFault(text: string, type: ValueType): Words | null {
  if (type.kind === 'choice' && !type.options.includes(text)) {
    const options = type.options.join(', ')
    return { zh: `「${text}」不是可选项(${options})`, en: `“${text}” is not one of the options (${options})` }
  }
  return isCode(text) ? null : { zh: `「${text}」不是代码`, en: `“${text}” is not a code` }
}

export const isFault = (result: Typed | Fault): result is Fault => 'words' in result
