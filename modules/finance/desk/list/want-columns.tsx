import { useLang, useWords } from '../../../../kernel/web/words.ts'
import type { Column } from '../../../../ui/desk/data-table.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { StatusWord } from '../../../../ui/status-word.tsx'
import type { WantRow } from '../../contract.ts'
import { useShow } from '../../web/show.ts'
import { wantTones } from '../../web/tones.ts'
import { words } from '../words.ts'

export function useWantColumns(): readonly Column<WantRow>[] {
  const w = useWords(words)
  const { book, money, months, name } = useShow()
  const format = useFormat()
  const lang = useLang()
  return [
    { id: 'firm', title: w.column.firm, main: true, cell: (row) => name(row.firm) },
    { id: 'amount', title: w.column.amount, align: 'end', keep: true, cell: (row) => money(row.amountFen) },
    { id: 'months', title: w.column.months, keep: true, cell: (row) => months(row.months) },
    { id: 'use', title: w.column.use, cell: (row) => book.use[row.use] },
    {
      id: 'state',
      title: w.column.state,
      cell: (row) => <StatusWord tone={wantTones[row.state]} words={book.wantState[row.state]} />,
    },
    {
      id: 'place',
      title: w.column.place,
      cell: (row) => (row.place ? (lang === 'zh' ? row.place.name : row.place.nameEn) : '—'),
    },
    { id: 'raised', title: w.column.raised, keep: true, cell: (row) => format.shortDay(row.raisedAt) },
    { id: 'passed', title: w.column.passed, align: 'end', cell: (row) => format.number(row.passed) },
    {
      id: 'approved',
      title: w.column.approved,
      align: 'end',
      keep: true,
      cell: (row) => (row.approved > 0 ? money(row.approvedFen) : '—'),
    },
  ]
}
