import type { UnitCode } from './unit.ts'

/** How many decimals a form writes of a unit: money in yuan, rates in per cent, areas in ㎡. */
const decimals: Readonly<Record<UnitCode, 0 | 2>> = { fen: 2, bp: 2, dm2: 2, person: 0, month: 0, day: 0, count: 0 }

/** 200000 fen as "2000", 385 bp as "3.85". */
export function written(value: number, unit: UnitCode): string {
  if (decimals[unit] === 0) return String(value)
  const digits = String(Math.abs(value)).padStart(3, '0')
  const part = digits.slice(-2).replace(/0+$/, '')
  return `${value < 0 ? '-' : ''}${digits.slice(0, -2)}${part === '' ? '' : `.${part}`}`
}

/** Reads what was typed, exactly; null where it is no such number. Commas between thousands and 万 are understood. */
export function typed(text: string, unit: UnitCode): number | null {
  const match = /^(-?)(\d{1,16})(?:\.(\d{1,6}))?(万)?$/.exec(text.replace(/[,，\s]/g, ''))
  if (!match) return null
  const [, sign, whole = '', part = '', wan] = match
  const places = decimals[unit] + (wan ? 4 : 0)
  if (part.length > places) return null
  const value = Number(`${whole}${part.padEnd(places, '0')}`)
  return Number.isSafeInteger(value) ? (sign ? -value : value) + 0 : null
}
