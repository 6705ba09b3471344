import type { Words } from '../../kernel/contract/words.ts'
import { sectionLines } from './industry-data.ts'

/** A section (A … T) or a division (two digits) of GB/T 4754-2017. */
export interface Industry {
  /** `I`, `I65`: the section's letter leads. */
  readonly code: string
  readonly name: Words
  /** The section that a division belongs to; null of a section. */
  readonly section: string | null
}

/** All sections, each followed by its divisions. */
export const industries: readonly Industry[] = readLines()
export const sections: readonly Industry[] = industries.filter((industry) => industry.section === null)

const byCode = new Map(industries.map((industry) => [industry.code, industry]))

function readLines(): Industry[] {
  let section = ''
  return sectionLines
    .trim()
    .split('\n')
    .map((line) => {
      const code = line.slice(0, line.indexOf(' '))
      const [zh = '', en = ''] = line.slice(code.length + 1).split('|')
      if (/^[A-T]$/.test(code)) {
        section = code
        return { code, name: { zh, en }, section: null }
      }
      return { code: `${section}${code}`, name: { zh, en }, section }
    })
}

/**
 * A code as it is kept (`I`, `I65`, `I6513`) from what was typed (`65`, `i6513`, `6513`), or null when there is no such
 * division. Groups and classes (third and fourth digit) are taken as they are.
 */
export function industryCode(typed: string): string | null {
  const match = /^([A-T]?)(\d{0,4})$/.exec(typed.trim().toUpperCase())
  if (!match) return null
  const [, letter = '', digits = ''] = match
  if (digits === '') return byCode.has(letter) ? letter : null
  if (digits.length < 2) return null
  const division = industries.find(({ code, section }) => section !== null && code.slice(1) === digits.slice(0, 2))
  if (!division || (letter !== '' && letter !== division.section)) return null
  return `${division.section}${digits}`
}

/** The name of the division of a code, or of its section; null when it is unknown. */
export function industryName(code: string): Words | null {
  return (byCode.get(code.slice(0, 3)) ?? byCode.get(code.slice(0, 1)))?.name ?? null
}

/** The code of a section or division by its whole name in either language. */
export function industryByName(name: string): string | null {
  const wanted = name.trim().toLowerCase()
  // A division of the same name tells more than its section.
  const found = industries.filter(({ name: { zh, en } }) => zh === wanted || en.toLowerCase() === wanted)
  return found.at(-1)?.code ?? null
}
