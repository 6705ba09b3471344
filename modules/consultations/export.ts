import { bracketed, listed } from '../../kernel/contract/punctuation.ts'
import { type Lang, wordsIn } from '../../kernel/contract/words.ts'
import { type Column, sheetStream } from '../../kernel/sheets/sheet-writer.ts'
import type { ConsultationView, StatementView } from './contract.ts'
import { consultationWords } from './web/words.ts'

const headers = {
  zh: {
    ...{
      number: '序号',
      words: '观点',
      state: '状态',
      by: '来源',
      seen: '看过的人',
      held: '代表哪一组',
      unites: '各组一致',
    },
    ...{ answer: '答复', shown: '显示', waiting: '待看', hidden: '隐藏', staff: '社区', resident: '居民', yes: '是' },
  },
  en: {
    ...{
      number: 'No',
      words: 'Statement',
      state: 'State',
      by: 'By',
      seen: 'Seen by',
      held: 'Stands for',
      unites: 'All groups',
    },
    ...{
      answer: 'Answer',
      shown: 'shown',
      waiting: 'waiting',
      hidden: 'hidden',
      staff: 'community',
      resident: 'resident',
      yes: 'yes',
    },
  },
} as const

/**
 * Statements with the shares that the screen shows, of everybody and of each group, as .xlsx. Sums alone: nothing in
 * it says who voted what.
 */
export function exportSheet(of: ConsultationView, lang: Lang) {
  const h = headers[lang]
  const w = wordsIn(consultationWords, lang)
  const { groups, unites } = of.result
  const percent = (name: string, side: 'agree' | 'disagree') => `${name} ${w.choice[side]} %`
  const columns: Column<StatementView>[] = [
    { header: h.number, value: (one) => one.number + 1 },
    { header: h.words, value: (one) => one.words, width: 50 },
    { header: h.state, value: (one) => h[one.state] },
    { header: h.by, value: (one) => (one.byStaff ? h.staff : h.resident) },
    { header: h.seen, value: (one) => one.seen },
    ...(['agree', 'disagree'] as const).map((side) => ({
      header: percent(w.all, side),
      value: (one: StatementView) => one[side],
    })),
    ...groups.flatMap(({ letter, size }, n) =>
      (['agree', 'disagree'] as const).map((side) => ({
        header: percent(w.group(letter) + bracketed(lang, w.people(size)), side),
        value: (one: StatementView) => one.byGroup[n]?.[side] ?? null,
      })),
    ),
    {
      header: h.held,
      value: ({ number }) =>
        listed(
          lang,
          groups.filter(({ holds }) => holds.some((one) => one.number === number)).map(({ letter }) => letter),
        ),
    },
    { header: h.unites, value: ({ number }) => (unites.some((one) => one.number === number) ? h.yes : null) },
    { header: h.answer, value: (one) => one.answer, width: 40 },
  ]
  return sheetStream<StatementView>({ name: lang === 'zh' ? '观点' : 'Statements', columns, rows: of.statements })
}
