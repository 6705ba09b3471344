import type { PlaceId } from '../../../kernel/contract/ids.ts'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { type Column, DataTable } from '../../../ui/desk/data-table.tsx'
import { Page, PageHeader } from '../../../ui/desk/page.tsx'
import { useTable } from '../../../ui/desk/use-table.ts'
import { useFormat } from '../../../ui/format.ts'
import { useUrlState } from '../../../ui/navigation.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { useNameOf } from '../../matters/desk/public.ts'
import { listSuites, type SuiteRow } from '../buildings-contract.ts'
import type { SuiteState } from '../shapes.ts'
import { floorName } from '../stacking.ts'
import { words as page } from './buildings/suites-words.ts'
import { useFirmName } from './parts/firm-name.ts'
import { useNames, useShow } from './parts/show.ts'
import { words } from './words.ts'

/** `/suites`: exactly the suites that a figure counts, on the day that it counts them. */
export default function SuitesPage() {
  const w = useWords(words)
  const p = useWords(page)
  const names = useNames()
  const show = useShow()
  const format = useFormat()
  const [values] = useUrlState(['placeId', 'on', 'state'])
  const [table, setTable] = useTable()
  const states = (values.state?.split(',') ?? []) as SuiteState[]
  const { data, error, isPlaceholderData, refetch } = useEndpoint(listSuites, {
    query: {
      offset: table.offset,
      limit: table.limit,
      lettable: true,
      ...(states.length > 0 ? { state: states } : {}),
      ...(values.on ? { on: values.on } : {}),
      ...(values.placeId ? { placeId: values.placeId as PlaceId } : {}),
    },
  })
  const what = states.map((state) => names.suiteState[state]).join(' / ')
  return (
    <Page title={p.title}>
      <PageHeader
        title={p.title}
        above={[{ words: w.buildings, to: '/buildings' }]}
        lead={
          data &&
          [what, p.on(format.date(data.on)), w.suites(String(data.total)), show.area(data.areaCm2)]
            .filter(Boolean)
            .join(' · ')
        }
      />
      <DataTable
        caption={p.title}
        columns={useColumns()}
        rows={data?.rows}
        rowId={(row) => row.id}
        total={data?.total}
        state={table}
        onState={setTable}
        to={(row) => addressOf(row, values.on)}
        busy={isPlaceholderData}
        error={error}
        onRetry={() => void refetch()}
      />
    </Page>
  )
}

const addressOf = (row: SuiteRow, on: string | undefined) =>
  `/buildings/${row.building.placeId}?suite=${row.id}${on ? `&on=${on}` : ''}`

function useColumns(): readonly Column<SuiteRow>[] {
  const w = useWords(words)
  const p = useWords(page)
  const names = useNames()
  const nameOf = useNameOf()
  const firmName = useFirmName()
  const show = useShow()
  return [
    { id: 'number', title: w.suite, main: true, cell: (row) => `${nameOf(row.building)} ${row.number}` },
    { id: 'floor', title: w.floor, cell: (row) => floorName(row.floor), keep: true },
    { id: 'area', title: w.area, align: 'end', keep: true, cell: (row) => show.area(row.areaCm2) },
    { id: 'purpose', title: w.purpose, cell: (row) => names.suitePurpose[row.purpose] },
    { id: 'state', title: p.state, cell: (row) => <StatusWord words={names.suiteState[row.state]} /> },
    {
      id: 'firm',
      title: w.firm,
      cell: (row) => (row.stay ? firmName({ name: row.stay.firmName, nameEn: row.stay.firmNameEn }) : ''),
    },
    { id: 'lease', title: w.leaseUntil, keep: true, cell: (row) => row.stay?.leaseUntil ?? '' },
  ]
}
