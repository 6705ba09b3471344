import './ladder/ladder.css'
import './list/list.css'
import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { type Column, DataTable } from '../../../ui/desk/data-table.tsx'
import { Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { useTable } from '../../../ui/desk/use-table.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useUrlState } from '../../../ui/navigation.tsx'
import { type BulletinRow, listBulletins } from '../ladder/contract.ts'
import { matterWords } from '../matter-words.ts'
import { ladderWords } from './ladder/words.ts'
import { StateWord, useNameOf } from './parts/matter-marks.tsx'

/** `/bulletins`: units that were named for what is late, newest first. */
export default function BulletinsPage() {
  const l = useWords(ladderWords)
  const say = useSay()
  const format = useFormat()
  const [{ month }, setValues] = useUrlState(['month'] as const)
  const [table, setTable] = useTable({ limit: 20 })
  const { offset, limit } = table
  const query = { offset, limit, ...(month ? { month } : {}) }
  const { data, error, isPlaceholderData, refetch } = useEndpoint(listBulletins, { query })
  return (
    <Page title={l.bulletins}>
      <PageHeader title={l.bulletins} lead={l.bulletinsLead} />
      <div>
        <DatePicker
          picker="month"
          aria-label={l.month}
          placeholder={l.month}
          maxDate={dayjs()}
          value={month ? dayjs(`${month}-01`) : null}
          onChange={(chosen) => setValues({ month: chosen?.format('YYYY-MM') })}
        />
      </div>
      {data && data.units.length > 0 && (
        <Sheet title={l.units}>
          <ul className="bulletin-units">
            {data.units.map(({ unit, times }) => (
              <li key={unit.zh}>
                {say(unit)} <strong>{l.times(format.number(times))}</strong>
              </li>
            ))}
          </ul>
        </Sheet>
      )}
      <DataTable
        caption={l.caption}
        columns={useColumns()}
        rows={data?.rows}
        rowId={(row) => row.id}
        total={data?.total}
        state={table}
        onState={setTable}
        to={(row) => `/matters/${row.matter.id}`}
        busy={isPlaceholderData}
        error={error}
        onRetry={() => void refetch()}
        onClearFilters={month ? () => setValues({ month: undefined }) : undefined}
        empty={<EmptyState title={l.noBulletins}>{l.noBulletinsText}</EmptyState>}
      />
    </Page>
  )
}

function useColumns(): readonly Column<BulletinRow>[] {
  const l = useWords(ladderWords)
  const m = useWords(matterWords)
  const say = useSay()
  const format = useFormat()
  const nameOf = useNameOf()
  const c = l.column
  return [
    { id: 'unit', title: c.unit, cell: (row) => say(row.unit), main: true },
    { id: 'at', title: c.at, cell: (row) => format.moment(row.at), keep: true },
    {
      id: 'matter',
      title: c.matter,
      cell: ({ matter }) => (
        <>
          <span className="ui-code">{matter.number}</span> <StateWord state={matter.state} />
        </>
      ),
    },
    { id: 'category', title: c.category, cell: ({ matter }) => say(matter.category) },
    {
      id: 'place',
      title: c.place,
      cell: ({ matter: { place } }) => (
        <>
          {nameOf(place)}
          <span className="matter-second">{nameOf(place.above)}</span>
        </>
      ),
    },
    {
      id: 'stage',
      title: c.stage,
      cell: ({ stage, missedAt }) =>
        [stage && m.stage[stage], missedAt && format.moment(missedAt)].filter(Boolean).join(' · '),
    },
    { id: 'by', title: c.by, cell: (row) => (row.by ? say(row.by) : l.origin.ladder) },
  ]
}
