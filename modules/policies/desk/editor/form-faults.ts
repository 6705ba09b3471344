import type { Words } from '../../../../kernel/contract/words.ts'
import type { Dictionary } from '../../fact.ts'
import type { Fault } from '../../typed.ts'
import type { UnitCode } from '../../unit.ts'
import { typed } from '../../web/numbers.ts'
import { type Calc, calcOf, kindOf, type Line, type Shape, shapeIn, unitInLine, unitWithin, valuesOf } from './form.ts'
import { pointerInCall, pointerInGroup, pointersOf } from './write-rule.ts'

/** What a form knows to be wrong before the rule is checked. `isBlank`: nothing was typed yet, which is said only once saving was tried. */
export interface FormFault extends Fault {
  readonly isBlank?: true
}

const blank: Words = { zh: '请填写', en: 'Please fill this in' }
const blankCodes: Words = { zh: '请至少选一项', en: 'Please choose one at least' }
const notANumber: Words = {
  zh: '这不是数；可写 2000、1.5万，金额和比例最多两位小数，人数等写整数',
  en: 'This is no number; money and rates take two decimals, people and pieces are whole',
}
const notJson: Words = { zh: 'JSON 格式不对', en: 'This is no JSON' }

/** A text that should be a number. */
export function numberFaults(text: string, unit: UnitCode | null, path: string): FormFault[] {
  if (text.trim() === '') return [{ path, words: blank, isBlank: true }]
  return typed(text, unit ?? 'count') === null ? [{ path, words: notANumber }] : []
}

export const blankFault = (path: string): FormFault => ({ path, words: blank, isBlank: true })

function jsonFaults(json: string, path: string): FormFault[] {
  try {
    JSON.parse(json)
    return []
  } catch {
    return [{ path, words: notJson }]
  }
}

export function conditionFaults(shape: Shape, at: string, dictionary: Dictionary): FormFault[] {
  switch (shape.kind) {
    case 'always':
      return []
    case 'raw':
      return jsonFaults(shape.json, at)
    case 'group':
      return shape.parts.flatMap((part, index) => conditionFaults(part, pointerInGroup(shape, at, index), dictionary))
    case 'line':
      return lineFaults(shape, at, dictionary)
  }
}

function lineFaults(line: Line, at: string, dictionary: Dictionary): FormFault[] {
  const unit = unitInLine(line, dictionary)
  const pointers = pointersOf(line, at)
  const many = valuesOf(line.comparison)
  const right = Array.from({ length: many === 'list' ? 0 : many }, (_, index) => {
    const part = line.right[index]
    const path = pointers.right(index)
    return part ? calcFaults(part, path, unit, dictionary) : [blankFault(path)]
  })
  const codes: FormFault[] =
    many === 'list' && line.codes.length === 0 ? [{ path: pointers.right(0), words: blankCodes, isBlank: true }] : []
  const left = kindOf(line.left, dictionary) === undefined && line.left.kind === 'text' ? [blankFault(at)] : []
  return [...left, ...calcFaults(line.left, pointers.left, unit, dictionary), ...right.flat(), ...codes]
}

export function calcFaults(calc: Calc, at: string, around: UnitCode | null, dictionary: Dictionary): FormFault[] {
  switch (calc.kind) {
    case 'raw':
      return jsonFaults(calc.json, at)
    case 'fact':
      return calc.fact === '' ? [blankFault(at)] : []
    case 'text':
      return calc.text.trim() === '' ? [blankFault(at)] : []
    case 'number':
      return numberFaults(calc.text, calc.unit ?? around, at)
    case 'call':
      return calc.args.flatMap((part, index) => {
        const path = pointerInCall(calc, at, index)
        const condition = calc.operator === 'if' && index === 0 ? shapeIn(part) : undefined
        if (condition) return conditionFaults(condition, path, dictionary)
        const inner = calcOf(part)
        return inner ? calcFaults(inner, path, unitWithin(calc, index, around, dictionary), dictionary) : []
      })
  }
}

/** The form's own faults first; of the check, those that it does not speak of already. */
export function joinedFaults(own: readonly FormFault[], checked: readonly Fault[]): FormFault[] {
  const isSaid = ({ path }: Fault) => own.some((fault) => isAt(path, fault.path) || isAt(fault.path, path))
  return [...own, ...checked.filter((fault) => !isSaid(fault))]
}

/** Whether a pointer is a place or lies within it. */
export const isAt = (path: string, place: string): boolean => path === place || path.startsWith(`${place}/`)
