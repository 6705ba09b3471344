import type { ResponseOf } from '../../../../kernel/contract/endpoint.ts'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import type { Column } from '../../../../ui/desk/data-table.tsx'
import { StatusWord } from '../../../../ui/status-word.tsx'
import {
  type PlaceImportView,
  placeImportRows,
  type RowResult,
  returnedPlaceRows,
  rowResults,
} from '../../import/contract.ts'
import { JudgedRows, useRowFilter } from '../sheets/judged-rows.tsx'
import { RowErrors } from '../sheets/row-errors.tsx'
import { words } from './words.ts'

type Row = ResponseOf<typeof placeImportRows>['rows'][number]

const tones = { new: 'active', changed: 'active', same: 'plain', skipped: 'plain', wrong: 'stopped' } as const

/** What each row does; the wrong ones can be fetched as a sheet to correct. */
export function RowsSheet({ it }: { it: PlaceImportView }) {
  const w = useWords(words)
  const filter = useRowFilter<RowResult>()
  const params = { importId: it.id }
  return (
    <JudgedRows
      w={w}
      filter={filter}
      answer={useEndpoint(placeImportRows, { params, query: filter.query })}
      results={rowResults.filter((one) => it[one] > 0).map((value) => ({ value, label: w.count[value] }))}
      columns={useColumns()}
      returned={it.hasReturnedRows ? { endpoint: returnedPlaceRows, args: { params } } : null}
    />
  )
}

function useColumns(): readonly Column<Row>[] {
  const w = useWords(words)
  return [
    { id: 'row', title: w.row, cell: (row) => row.row, width: '5em' },
    { id: 'place', title: w.place, cell: (row) => row.label || '—', main: true },
    {
      id: 'result',
      title: w.result,
      cell: (row) => <StatusWord words={w.count[row.result]} tone={tones[row.result]} />,
      keep: true,
    },
    { id: 'faults', title: w.faults, cell: (row) => <RowErrors errors={row.faults} />, keep: true },
  ]
}
