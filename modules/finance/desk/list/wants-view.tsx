import { useState } from 'react'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useLang, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { DataTable } from '../../../../ui/desk/data-table.tsx'
import { FilterBar } from '../../../../ui/desk/filter-bar.tsx'
import { useTable } from '../../../../ui/desk/use-table.ts'
import { EmptyState } from '../../../../ui/empty-state.tsx'
import { Remark } from '../../../../ui/error-note.tsx'
import { Figure, Figures } from '../../../../ui/figure.tsx'
import { useUrlState } from '../../../../ui/navigation.tsx'
import { type FirmId, getFirm } from '../../../enterprises/contract.ts'
import { ExportButton } from '../../../matters/desk/public.ts'
import {
  exportWants,
  type FinanceFigures,
  getFigures,
  listWants,
  type WantFilter,
  wantFigures,
  wantStates,
  wantUses,
} from '../../contract.ts'
import { useShow } from '../../web/show.ts'
import { words } from '../words.ts'
import { RaiseDialog } from './raise-dialog.tsx'
import { useWantColumns } from './want-columns.tsx'

const names = ['q', 'state', 'use', 'month', 'fromMonth', 'toMonth', 'placeId', 'figure', 'firmId'] as const

const filterOf = (values: Readonly<Partial<Record<(typeof names)[number], string | undefined>>>): WantFilter => {
  const { state, ...rest } = values
  return { ...rest, ...(state ? { state: state.split(',') } : {}) } as WantFilter
}

/** Wants of the reader's area, narrowed and paged by the server, with the figures of what is shown. */
export function WantsView() {
  const w = useWords(words)
  const [values, setValues] = useUrlState(names)
  const [table, setTable] = useTable()
  const [raising, setRaising] = useState(false)
  const firmId = values.firmId as FirmId | undefined
  const firm = useEndpoint(getFirm, { params: { firmId: firmId ?? ('' as FirmId) } }, { enabled: Boolean(firmId) }).data
  const filter = filterOf(values)
  const { offset, limit } = table
  const { data, error, isPlaceholderData, refetch } = useEndpoint(listWants, { query: { ...filter, offset, limit } })
  const clear = () => setValues(Object.fromEntries(names.map((name) => [name, undefined])))
  return (
    <>
      {data && <Board figures={data.figures} />}
      {firm && <OnlyFirm name={firm} onLeave={() => setValues({ firmId: undefined })} />}
      <FilterBar filters={useFilters()} values={values} onChange={setValues} />
      <DataTable
        caption={w.view.wants}
        columns={useWantColumns()}
        rows={data?.rows}
        rowId={(row) => row.id}
        total={data?.total}
        state={table}
        onState={setTable}
        to={(row) => `/finance/wants/${row.id}`}
        busy={isPlaceholderData}
        error={error}
        onRetry={() => void refetch()}
        tools={
          <>
            <ExportButton endpoint={exportWants} query={filter} name={w.view.wants} words={w.export} />
            {data?.mayRaise && (
              <Button look="main" icon="plus" onClick={() => setRaising(true)}>
                {w.raise}
              </Button>
            )}
          </>
        }
        onClearFilters={Object.keys(values).length > 0 ? clear : undefined}
        empty={
          <EmptyState icon="link" title={w.emptyWants}>
            {w.emptyWantsText}
          </EmptyState>
        }
      />
      {raising && <RaiseDialog firm={firm ?? null} onClose={() => setRaising(false)} />}
    </>
  )
}

type FigureName = (typeof wantFigures)[number]

/** Each figure leads to exactly the wants that it counts. */
function Board({ figures }: { figures: FinanceFigures }) {
  const w = useWords(words)
  const { money } = useShow()
  const to = useFigureAddress()
  return (
    <Figures>
      <Figure label={w.figure.wants} value={figures.wants} to={to(undefined)} />
      <Figure label={w.figure.wantedFen} value={money(figures.wantedFen)} to={to(undefined)} />
      <Figure label={w.figure.passed} value={figures.passed} to={to('passed')} />
      <Figure label={w.figure.approved} value={figures.approved} to={to('approved')} />
      <Figure label={w.figure.approvedFen} value={money(figures.approvedFen)} to={to('approved')} />
    </Figures>
  )
}

/** The same filter with another figure. */
function useFigureAddress(): (figure: FigureName | undefined) => string {
  const [values] = useUrlState(names)
  return (figure) => {
    const kept = Object.entries({ ...values, figure }).filter((entry): entry is [string, string] => Boolean(entry[1]))
    const query = new URLSearchParams(kept).toString()
    return query ? `/finance?${query}` : '/finance'
  }
}

function OnlyFirm({ name, onLeave }: { name: { name: string; nameEn: string | null }; onLeave: () => void }) {
  const w = useWords(words)
  const show = useShow()
  return (
    <Remark icon="building" title={w.onlyFirm(show.name(name))}>
      <Button look="quiet" onClick={onLeave}>
        {w.cancelFilter}
      </Button>
    </Remark>
  )
}

function useFilters() {
  const w = useWords(words)
  const { book } = useShow()
  const lang = useLang()
  const figures = useEndpoint(getFigures, {}, { staleTime: 60_000 }).data
  const months = [...(figures?.months ?? [])].reverse().map(({ month }) => ({ value: month, label: month }))
  const places = (figures?.places ?? []).flatMap(({ place }) => place ?? [])
  return [
    { id: 'q', kind: 'text', label: w.filter.q },
    {
      id: 'state',
      kind: 'many',
      label: w.filter.state,
      options: wantStates.map((value) => ({ value, label: book.wantState[value] })),
    },
    {
      id: 'use',
      kind: 'one',
      label: w.filter.use,
      options: wantUses.map((value) => ({ value, label: book.use[value] })),
    },
    {
      id: 'placeId',
      kind: 'one',
      label: w.filter.place,
      options: places.map(({ id, name, nameEn }) => ({ value: id, label: lang === 'zh' ? name : nameEn })),
    },
    { id: 'month', kind: 'one', label: w.filter.month, options: months, more: true },
    { id: 'fromMonth', kind: 'one', label: w.filter.fromMonth, options: months, more: true },
    { id: 'toMonth', kind: 'one', label: w.filter.toMonth, options: months, more: true },
    {
      id: 'figure',
      kind: 'one',
      label: w.filter.figure,
      options: wantFigures.map((value) => ({ value, label: w.figure[value] })),
      more: true,
    },
  ] as const
}
