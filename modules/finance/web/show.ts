import { listed } from '../../../kernel/contract/punctuation.ts'
import { useLang, useSay, useWords } from '../../../kernel/web/words.ts'
import { useFormat } from '../../../ui/format.ts'
import { quantityWords } from '../../policies/pocket/public.ts'
import type { AnswerView } from '../contract.ts'
import { financeBook } from '../finance-words.ts'

interface Named {
  readonly name: string
  readonly nameEn: string | null
}

/** Money, rates, terms and names in the language of the page. */
export function useShow() {
  const say = useSay()
  const lang = useLang()
  const format = useFormat()
  const book = useWords(financeBook)
  const money = (fen: number) => say(quantityWords(fen, 'fen'))
  const rate = (bp: number) => say(quantityWords(bp, 'bp'))
  const months = (n: number) => say(quantityWords(n, 'month'))
  // Chinese keeps spaces around numbers only.
  const span = (from: string, to: string) => {
    if (from === to) return from
    return lang === 'en' ? `${from} – ${to}` : `${from}${/\p{Script=Han}$/u.test(from) ? '' : ' '}至 ${to}`
  }
  const list = (of: readonly string[]) => listed(lang, of)
  return {
    book,
    money,
    rate,
    months,
    list,
    name: ({ name, nameEn }: Named) => (lang === 'en' && nameEn ? nameEn : name),
    rates: (from: number, to: number) => span(rate(from), rate(to)),
    moneys: (from: number, to: number) => span(money(from), money(to)),
    terms: (from: number, to: number) => span(months(from), months(to)),
    uses: (of: readonly (keyof typeof book.use)[]) => list(of.map((one) => book.use[one])),
    securities: (of: readonly (keyof typeof book.security)[]) => list(of.map((one) => book.security[one])),
    /** What a bank said, on one line. */
    answer: ({ visitOn, fen, months: term, rateBp, words }: AnswerView) =>
      [
        visitOn && format.date(visitOn),
        fen !== null && money(fen),
        term !== null && months(term),
        rateBp !== null && rate(rateBp),
        words,
      ]
        .filter(Boolean)
        .join(' · '),
  }
}
