import { foldWidth } from '../../../../kernel/text/normalise.ts'
import { areaTyped } from '../parts/typed.ts'

export interface ReadSuite {
  readonly floor: number
  readonly number: string
  readonly areaCm2: number
}

/** Suites from lines such as `12 1201 120.5` or cells pasted from a sheet; `badLine` is the first that cannot be read, from 1. */
export function readSuites(text: string): { suites: ReadSuite[]; badLine: number | null } {
  const suites: ReadSuite[] = []
  for (const [at, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const [floorText = '', number = '', area = ''] = foldWidth(line)
      .trim()
      .split(/[\s,;、，；]+/)
    const match = /^(-|B)?(\d{1,3})(?:F|层|楼)?$/i.exec(floorText)
    const floor = Number(match?.[2] ?? 0) * (match?.[1] ? -1 : 1)
    const areaCm2 = areaTyped(area)
    if (floor === 0 || number === '' || !areaCm2) return { suites, badLine: at + 1 }
    suites.push({ floor, number, areaCm2 })
  }
  return { suites, badLine: null }
}
