import type { LevelKind } from '../tables.ts'
import type { RawRow } from './raw-rows.ts'

/** Province, city, county, street, community: how deep a division lies. */
export type Depth = 1 | 2 | 3 | 4 | 5

/** An administrative division by its code (GB/T 2260 for the first six digits, GB/T 10114 and the statistical codes below). */
export interface Division {
  /** All twelve digits. */
  readonly whole: string
  /** Without the zeros that stand for “all of it”: what the register keeps. */
  readonly code: string
  readonly depth: Depth
}

const lengths: readonly number[] = [0, 2, 4, 6, 9, 12]

/** Reads 2, 4, 6, 9 or 12 digits; null where it is no code of a division. Province codes go from 11 to 82. */
export function readDivision(text: string): Division | null {
  const digits = text.replace(/\s/g, '')
  if (!/^\d+$/.test(digits) || !lengths.includes(digits.length)) return null
  const whole = digits.padEnd(12, '0')
  const province = Number(whole.slice(0, 2))
  if (province < 11 || province > 82) return null
  const depth: Depth = !/^0+$/.test(whole.slice(9))
    ? 5
    : !/^0+$/.test(whole.slice(6))
      ? 4
      : !/^0+$/.test(whole.slice(4))
        ? 3
        : !/^0+$/.test(whole.slice(2))
          ? 2
          : 1
  return { whole, code: whole.slice(0, lengths[depth]), depth }
}

/** The codes above a division, the nearest first: some counties and cities are left out of the chain by law. */
export function codesAbove({ whole, depth }: Division): readonly string[] {
  const above: string[] = []
  for (let d = depth - 1; d >= 1; d--) {
    const code = whole.slice(0, lengths[d]).padEnd(12, '0')
    if (code !== whole && !above.includes(code)) above.push(code)
  }
  return above
}

/** Which levels of a tenant the five depths are: `community` (else its lowest area) is the fifth, and upwards from there. */
export function levelsByDepth(
  levels: readonly { readonly code: string; readonly rank: number; readonly kind: LevelKind }[],
): ReadonlyMap<Depth, string> {
  const areas = levels.filter(({ kind }) => kind === 'area').toSorted((a, b) => a.rank - b.rank)
  const named = areas.findIndex(({ code }) => code === 'community')
  const lowest = named >= 0 ? named : areas.length - 1
  const found = new Map<Depth, string>()
  for (let depth = 5, at = lowest; depth >= 1 && at >= 0; depth--, at--) {
    const level = areas[at]
    if (level) found.set(depth as Depth, level.code)
  }
  return found
}

const offices: readonly (readonly [RegExp, string])[] = [
  [/(街道)办事处$/, '$1'],
  [/(?:居民委员会|居委会)$/, ''],
  [/村?(?:村民委员会|村委会)$/, '村'],
]

/** A division as people call it: official lists name its office (`金辰街道办事处`, `天祥社区居委会`). */
export function usualName(name: string): string {
  const trimmed = name.trim()
  for (const [office, instead] of offices) {
    const short = trimmed.replace(office, instead)
    if (short !== trimmed && [...short].length >= 2) return short
  }
  return trimmed
}

/** What was typed or pasted, a line a division: `530103005 金辰街道`, in whichever order, with spaces, tabs or commas between. */
export function readLines(text: string): readonly RawRow[] {
  return text.split(/\r?\n/).flatMap((line, i): RawRow[] => {
    const parts = line
      .normalize('NFKC')
      .split(/[\s,;、|]+/)
      .filter((part) => part !== '')
    if (parts.length === 0) return []
    const code = parts.find((part) => /^\d{2,12}$/.test(part)) ?? ''
    // Between code and name, statistical lists have the class of town and country: 111, 220.
    const names = parts.filter((part) => !/^\d+$/.test(part))
    return [{ number: i + 1, cells: [code, names.join('') || null], geometry: null }]
  })
}
