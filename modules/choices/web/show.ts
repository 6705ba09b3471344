import { useLang, useSay, useWords } from '../../../kernel/web/words.ts'
import type { LineShape, MeasureShape, OutcomeShape } from '../contract.ts'
import type { QuestionState } from '../question.ts'
import { type MatterNumber, matterNames } from '../threshold.ts'
import { choiceBook } from './words.ts'

export const toneOf: Readonly<Record<QuestionState, 'plain' | 'active' | 'done' | 'stopped'>> = {
  draft: 'plain',
  announced: 'active',
  open: 'active',
  closed: 'plain',
  published: 'done',
  cancelled: 'stopped',
}

/** How areas, heads and lines of a count are said. */
export function useCounted() {
  const w = useWords(choiceBook)
  const lang = useLang()
  const say = useSay()
  const number = (n: number, digits = 0) =>
    n.toLocaleString(lang === 'zh' ? 'zh-CN' : 'en-GB', { maximumFractionDigits: digits })
  /** Square metres; a shortfall to the square centimetre. */
  const area = (cm2: number, digits = 2) => w.area(number(cm2 / 10_000, digits))
  const heads = (n: number) => w.heads(number(n))
  const measured = (side: LineShape['side'], n: number, digits = 2) => (side === 'heads' ? heads(n) : area(n, digits))
  const both = (of: MeasureShape) => `${area(of.areaCm2)} · ${heads(of.heads)}`
  const rooms = (of: { readonly rooms: readonly string[]; readonly roomsEn: readonly string[] }) =>
    (lang === 'zh' ? of.rooms : of.roomsEn).join(w.comma)
  const matter = (n: number) => w.matter(n, say(matterNames[n as MatterNumber]))
  /** In words: which lines are missed by how much, or that all are reached. */
  const verdict = ({ lines, passed }: OutcomeShape) =>
    passed
      ? w.passed
      : w.failed(
          lines
            .filter(({ missing }) => missing > 0)
            .map(({ of, side, missing }) => w.fails(w.line[of], w.side[side], measured(side, missing, 4)))
            .join(w.comma),
        )
  return { w, number, area, heads, measured, both, rooms, matter, verdict }
}
