import { listed } from '../../../../kernel/contract/punctuation.ts'
import { useLang, useSay, useWords } from '../../../../kernel/web/words.ts'
import type { Column } from '../../../../ui/desk/data-table.tsx'
import { StatusWord } from '../../../../ui/status-word.tsx'
import type { CandidateRow } from '../../contract.ts'
import { type Dictionary, factOf } from '../../fact.ts'
import { policyBook } from '../../policy-words.ts'
import { amountOf } from '../../web/amounts.ts'
import { words } from '../words.ts'

const tones = { fits: 'done', unknown: 'active', unfit: 'stopped' } as const

/** The columns of firms that a policy fits; with the policy's name where several are listed together. */
export function useCandidateColumns(
  dictionary: Dictionary | undefined,
  policy = false,
): readonly Column<CandidateRow>[] {
  const w = useWords(words)
  const p = useWords(policyBook)
  const say = useSay()
  const lang = useLang()
  const nameOf = (key: string) => {
    const fact = dictionary && factOf(dictionary, key)
    return fact ? say(fact.name) : key
  }
  return [
    {
      id: 'firm',
      title: w.column.firm,
      main: true,
      cell: (row) => (lang === 'en' ? (row.nameEn ?? row.name) : row.name),
    },
    ...(policy ? [{ id: 'title', title: w.column.title, cell: (row: CandidateRow) => say(row.title) }] : []),
    { id: 'place', title: w.column.place, cell: (row) => (lang === 'en' ? row.place.nameEn : row.place.name) },
    {
      id: 'verdict',
      title: w.column.verdict,
      cell: (row) => <StatusWord tone={tones[row.verdict]} words={p.verdict[row.verdict]} />,
    },
    {
      id: 'amount',
      title: w.column.amount,
      align: 'end',
      cell: (row) => {
        const sum = row.verdict === 'unfit' ? null : amountOf(row)
        return sum ? say(sum) : '—'
      },
    },
    {
      id: 'missing',
      title: w.column.missing,
      cell: (row) => listed(lang, row.missing.map(nameOf)) || '—',
    },
    {
      id: 'push',
      title: w.column.push,
      cell: (row) =>
        row.push ? (
          <StatusWord tone={row.push.step === 'granted' ? 'done' : 'active'} words={p.step[row.push.step]} />
        ) : (
          <span className="ui-muted">{w.notPushed}</span>
        ),
    },
  ]
}
