import { useMemo } from 'react'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { type Format, useFormat } from '../../../../ui/format.ts'
import type { Occupancy } from '../../buildings-contract.ts'
import { firmBook } from '../../firm-words.ts'
import { industryName } from '../../industry.ts'
import { vacancyRate } from '../../occupancy.ts'
import { words } from '../words.ts'

export interface Show {
  /** 1,250.5 ㎡ from square centimetres. */
  area(cm2: number): string
  /** 12.3% of the lettable area, or a dash. */
  rate(of: Pick<Occupancy, 'vacantCm2' | 'lettableCm2'>): string
  /** 12,000.00 from fen. */
  yuan(fen: number): string
  industry(code: string): string
}

/** Areas, rates, money and industries in the language of the page. */
export function useShow(): Show {
  const w = useWords(words)
  const format = useFormat()
  const say = useSay()
  return useMemo(() => makeShow(w.m2, format, say), [w.m2, format, say])
}

function makeShow(m2: string, format: Format, say: ReturnType<typeof useSay>): Show {
  return {
    area: (cm2) => `${format.number(cm2 / 10_000, cm2 % 10_000 === 0 ? 0 : cm2 % 1_000 === 0 ? 1 : 2)} ${m2}`,
    rate: (of) => {
      const rate = vacancyRate(of)
      return rate === null ? '—' : format.percent(rate)
    },
    yuan: (fen) => format.number(fen / 100, fen % 100 === 0 ? 0 : 2),
    industry: (code) => {
      const name = industryName(code)
      return name ? say(name) : code
    },
  }
}

/** Names of states and choices. */
export const useNames = () => useWords(firmBook)
