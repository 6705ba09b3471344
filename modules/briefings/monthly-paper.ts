import { listed } from '../../kernel/contract/punctuation.ts'
import type { Lang } from '../../kernel/contract/words.ts'
import { type Content, pdfOf } from '../../kernel/documents/pdf.ts'
import { dayNumberFrom, dayOf } from '../../kernel/time/day.ts'
import { formatDay } from '../../kernel/time/time-words.ts'
import type { BoardRow, Cell, Counted, FigureView } from './contract.ts'
import type { MonthlySheet } from './monthly.ts'
import { monthlyWords } from './monthly-words.ts'

type Words = (typeof monthlyWords)[Lang]

interface Writing {
  readonly sheet: MonthlySheet
  readonly w: Words
  readonly lang: Lang
}

/** Figures of the table of places: more do not fit on a page. */
const columns = ['reported', 'open', 'overdue', 'response', 'resolution', 'satisfaction', 'on_time', 'repeated']

/** The monthly sheet as PDF, A4. */
export function monthlyPaper(sheet: MonthlySheet, lang: Lang, at: Date): Promise<Buffer> {
  const w = monthlyWords[lang]
  const { board, month } = sheet
  const place = board.place.name[lang]
  const title = w.title(place, Number(month.slice(0, 4)), Number(month.slice(5)))
  const of = { sheet, w, lang }
  const content: Content = [
    { text: title, style: 'title' },
    { text: w.made(formatDay(lang, sheet.on)), style: 'small', alignment: 'right' },
    { text: w.figures, style: 'heading' },
    figuresTable(of),
    { text: w.small, style: 'small' },
    { text: w.places, style: 'heading' },
    ...(board.rows.length > 0 ? [placesTable(of)] : [w.noPlaces]),
    { text: w.topics, style: 'heading' },
    ...topicsPart(of),
    { text: w.overdue(sheet.overdue.total, formatDay(lang, sheet.on)), style: 'heading' },
    ...(sheet.overdue.total > 0 ? [overdueTable(of)] : [w.noOverdue]),
    ...(sheet.overdue.total > sheet.overdue.rows.length
      ? [{ text: w.moreOverdue(sheet.overdue.total - sheet.overdue.rows.length), style: 'small' }]
      : []),
  ]
  return pdfOf(content, { title, at, foot: title, margin: 44 })
}

const bold = (text: string): Content => ({ text, bold: true })
const right = (text: string): Content => ({ text, alignment: 'right' })

const table = (widths: (number | string)[], head: readonly Content[], rows: readonly (readonly Content[])[]): Content =>
  ({
    table: { headerRows: 1, widths, body: [[...head], ...rows.map((row) => [...row])], dontBreakRows: true },
    layout: 'lightHorizontalLines',
    fontSize: 9,
    margin: [0, 2, 0, 4],
  }) as Content

const percent = (share: number): string => `${(share * 100).toFixed(1)}%`

function said(cell: Cell | undefined): string {
  if (!cell) return '—'
  if (cell.denominator === null) return String(cell.numerator)
  return cell.value === null ? '—' : `${percent(cell.value)}${cell.small ? '*' : ''}`
}

function change(before: Cell | undefined, after: Cell | undefined, w: Words): string {
  if (!before || !after || before.value === null || after.value === null) return '—'
  const signed = (n: number, digits: number) => `${n > 0 ? '+' : ''}${n.toFixed(digits)}`
  if (after.denominator === null) return signed(after.value - before.value, 0)
  return w.points(signed((after.value - before.value) * 100, 1))
}

function figuresTable({ sheet: { board }, w, lang }: Writing): Content {
  const [before, now] = board.totalMonths
  const row = ({ code, name, denominator }: FigureView): Content[] => {
    const cell = now?.figures[code]
    const made = cell && denominator !== null ? `${cell.numerator} / ${cell.denominator}` : ''
    return [
      name[lang],
      right(said(cell)),
      right(made),
      right(said(before?.figures[code])),
      right(change(before?.figures[code], cell, w)),
    ]
  }
  const days: Content[] = [w.days, right(daysSaid(now)), right(''), right(daysSaid(before)), right('')]
  return table(
    ['*', 90, 80, 90, 80],
    [
      bold(w.figure),
      ...[w.thisMonth, w.madeOf, w.lastMonth, w.change].map(
        (text) => ({ ...(right(text) as object), bold: true }) as Content,
      ),
    ],
    [...board.figures.map(row), days],
  )
}

function daysSaid(counted: Counted | undefined): string {
  const { median, p90, mean, small } = counted?.days ?? { median: null, p90: null, mean: null, small: false }
  if (median === null || p90 === null || mean === null) return '—'
  return `${[median, p90, mean].map((n) => n.toFixed(n < 10 ? 1 : 0)).join(' / ')}${small ? '*' : ''}`
}

function placesTable({ sheet: { board }, w, lang }: Writing): Content {
  const shown = board.figures.filter(({ code }) => columns.includes(code))
  const cells = (name: Content, counted: Counted | undefined, residents: BoardRow['residents']): Content[] => {
    const reported = counted?.figures.reported?.numerator ?? 0
    const per = residents ? ((reported * 10_000) / residents.count).toFixed(1) : '—'
    return [
      name,
      ...shown.map(({ code }) => right(said(counted?.figures[code]))),
      right(residents && reported < 10 ? `${per}*` : per),
    ]
  }
  return table(
    ['*', ...shown.map(() => 'auto'), 'auto'],
    [bold(w.place), ...shown.map(({ name }) => bold(name[lang])), bold(w.perTenThousand)],
    [
      ...board.rows.map((row) => cells(row.name?.[lang] ?? w.itself, row.months[1], row.residents)),
      cells(bold(w.total), board.totalMonths[1], board.residents),
    ],
  )
}

function topicsPart({ sheet: { topics }, w, lang }: Writing): Content[] {
  const [from, to] = [formatDay(lang, topics.from), formatDay(lang, topics.to)]
  const span: Content = { text: w.topicSpan(from, to, topics.weeks), style: 'small' }
  if (!topics.enough) return [w.topicsEarly]
  if (topics.topics.length === 0) return [span, w.noTopics]
  const rows = topics.topics.map(({ name, week, expected, since, places }): Content[] => [
    name[lang],
    right(String(week)),
    right(expected.toFixed(1)),
    since,
    listed(
      lang,
      places.map((place) => `${place.name[lang]} ${place.count}`),
    ),
  ])
  return [span, table([90, 50, 60, 70, '*'], [w.topic, w.week, w.usual, w.since, w.where].map(bold), rows)]
}

function overdueTable({ sheet: { overdue, on }, w, lang }: Writing): Content {
  const place = (row: (typeof overdue.rows)[number]['place']) =>
    lang === 'zh' ? `${row.above.name}${row.name}` : `${row.nameEn}, ${row.above.nameEn}`
  const rows = overdue.rows.map((row): Content[] => [
    row.number,
    row.category.name[lang],
    place(row.place),
    row.holder ? (lang === 'zh' ? row.holder.name : row.holder.nameEn) : '—',
    right(row.clock ? String(Math.max(0, dayNumberFrom(on) - dayNumberFrom(dayOf(new Date(row.clock.dueAt))))) : '—'),
  ])
  return table([100, 95, '*', 110, 50], [w.number, w.category, w.place, w.holder, w.late].map(bold), rows)
}
