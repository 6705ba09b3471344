import '../../../ui/input.css'
import './facilities.css'
import { lazy, Suspense, useMemo } from 'react'
import type { PlaceId } from '../../../kernel/contract/ids.ts'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { type Column, DataTable } from '../../../ui/desk/data-table.tsx'
import { type Filter, FilterBar } from '../../../ui/desk/filter-bar.tsx'
import { Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { useTable } from '../../../ui/desk/use-table.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { Remark } from '../../../ui/error-note.tsx'
import { Figure, Figures } from '../../../ui/figure.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useNavigation, useUrlState } from '../../../ui/navigation.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { ExportButton, hasRole, PlaceFilter, useMe, useNameOf } from '../../matters/desk/public.ts'
import {
  exportFacilities,
  type FacilityFilter,
  type FacilityRow,
  type Figures as FigureValues,
  facilityFigures,
  facilityPoints,
  listFacilities,
  shows,
} from '../contract.ts'
import { kindCodes, kinds } from '../kinds.ts'
import { registrars } from '../roles.ts'
import { noonOf, pointToneOf, toneOf } from '../web/show.ts'
import { facilityBook } from '../web/words.ts'
import { words } from './words.ts'

const FacilityMap = lazy(() => import('../web/facility-map.tsx'))

/** `/facilities`: what there is, what presses, where it stands. */
export default function FacilitiesPage() {
  const w = useWords(words)
  const me = useMe()
  const [values, set] = useUrlState(['q', 'kind', 'show', 'placeId'])
  const filter = filterOf(values)
  const figures = useEndpoint(facilityFigures, { query: filter.placeId ? { placeId: filter.placeId } : {} })
  const keeps = hasRole(me, ...registrars)
  return (
    <Page title={w.title}>
      <PageHeader
        title={w.title}
        lead={w.lead}
        actions={
          keeps && (
            <>
              <Button look="main" icon="plus" to="/facilities/new">
                {w.add}
              </Button>
              <Button icon="people" to="/facilities/residents">
                {w.residents}
              </Button>
            </>
          )
        }
      />
      {figures.data && figures.data.residentsAsking > 0 && (
        <Remark icon="people" title={w.residentsAsking(figures.data.residentsAsking)}>
          <Button to="/facilities/residents">{w.settle}</Button>
        </Remark>
      )}
      {figures.data && <FigureRow of={figures.data} placeId={values.placeId} />}
      <div className="fac-filters">
        <FilterBar values={values} onChange={set} filters={useFilters()} />
        <PlaceFilter
          label={w.place}
          placeholder={w.everywhere}
          placeId={values.placeId}
          onChange={(placeId) => set({ placeId })}
        />
      </div>
      <OnMap filter={filter} placeId={values.placeId ?? me?.posts[0]?.placeId} />
      <Table
        filter={filter}
        onClear={() => set({ q: undefined, kind: undefined, show: undefined, placeId: undefined })}
      />
      {figures.data && figures.data.coverage.byPlace.length > 1 && <Coverage of={figures.data.coverage} />}
    </Page>
  )
}

type Values = Readonly<Partial<Record<'q' | 'kind' | 'show' | 'placeId', string | undefined>>>

function filterOf(values: Values): FacilityFilter {
  const kind = kindCodes.filter((one) => values.kind?.split(',').includes(one))
  const show = shows.find((one) => one === values.show)
  return {
    ...(values.q ? { q: values.q } : {}),
    ...(kind.length > 0 ? { kind } : {}),
    ...(show ? { show } : {}),
    ...(values.placeId ? { placeId: values.placeId as PlaceId } : {}),
  }
}

function useFilters(): readonly Filter<'q' | 'kind' | 'show'>[] {
  const w = useWords(words)
  const b = useWords(facilityBook)
  const say = useSay()
  return [
    { id: 'q', kind: 'text', label: w.search },
    {
      id: 'kind',
      kind: 'many',
      label: b.column.kind,
      options: kindCodes.map((value) => ({ value, label: say(kinds[value].name) })),
    },
    { id: 'show', kind: 'one', label: w.show, options: shows.map((value) => ({ value, label: w.shows[value] })) },
  ]
}

/** Each leads to the list of what it counts. */
function FigureRow({ of, placeId }: { of: FigureValues; placeId: string | undefined }) {
  const w = useWords(words)
  const here = placeId ? `&placeId=${placeId}` : ''
  return (
    <Figures>
      {(['live', 'due', 'overdue', 'fault', 'silent'] as const).map((show) => (
        <Figure
          key={show}
          label={w.shows[show]}
          value={of[show]}
          unit={w.unit}
          to={`/facilities?show=${show}${here}`}
        />
      ))}
      <Figure label={w.coverage} of={{ part: of.coverage.done, whole: of.coverage.due }} />
    </Figures>
  )
}

function OnMap({ filter, placeId }: { filter: FacilityFilter; placeId: string | undefined }) {
  const w = useWords(words)
  const b = useWords(facilityBook)
  const say = useSay()
  const { go } = useNavigation()
  const { data } = useEndpoint(facilityPoints, { query: filter })
  const points = useMemo(
    () =>
      (data?.points ?? []).map(({ id, lng, lat, name, kind, mark, gate }) => ({
        ...{ id, lng, lat, tone: pointToneOf[mark] },
        label: [name, say(kinds[kind].name), b.mark[mark], gate && b.gate[gate]].filter(Boolean).join(' · '),
      })),
    [data, b, say],
  )
  if (!placeId) return null
  return (
    <Suspense fallback={null}>
      <FacilityMap
        placeId={placeId as PlaceId}
        label={w.map}
        points={points}
        onPoint={(id) => go(`/facilities/${id}`)}
      />
    </Suspense>
  )
}

function Table({ filter, onClear }: { filter: FacilityFilter; onClear: () => void }) {
  const w = useWords(words)
  const [table, setTable] = useTable()
  const { offset, limit } = table
  const list = useEndpoint(listFacilities, { query: { ...filter, offset, limit } })
  return (
    <DataTable
      caption={w.title}
      columns={useColumns()}
      rows={list.data?.rows}
      rowId={(row) => row.id}
      total={list.data?.total}
      state={table}
      onState={setTable}
      to={(row) => `/facilities/${row.id}`}
      busy={list.isPlaceholderData}
      error={list.error}
      onRetry={() => void list.refetch()}
      onClearFilters={Object.keys(filter).length > 0 ? onClear : undefined}
      tools={<ExportButton endpoint={exportFacilities} query={filter} name={w.exportName} words={w.export} />}
      empty={
        <EmptyState icon="tools" title={w.none}>
          {w.noneText}
        </EmptyState>
      }
    />
  )
}

function useColumns(): readonly Column<FacilityRow>[] {
  const w = useWords(words)
  const b = useWords(facilityBook)
  const say = useSay()
  const nameOf = useNameOf()
  const format = useFormat()
  const c = b.column
  return [
    { id: 'name', title: c.name, main: true, cell: (row) => row.name },
    { id: 'kind', title: c.kind, cell: (row) => say(kinds[row.kind].name) },
    {
      id: 'mark',
      title: c.mark,
      cell: ({ mark, gate }) => (
        <StatusWord
          words={mark === 'fine' && gate ? b.gate[gate] : b.mark[mark]}
          tone={mark === 'fine' && (gate === 'none' || gate === 'waiting') ? 'plain' : toneOf[mark]}
        />
      ),
    },
    {
      id: 'place',
      title: c.compound,
      cell: ({ place, compound }) =>
        place.id === compound.id ? nameOf(compound) : `${nameOf(compound)} ${nameOf(place)}`,
    },
    {
      id: 'keeper',
      title: c.keeper,
      cell: ({ keeper }) =>
        keeper.holder || !keeper.acting ? (
          nameOf(keeper)
        ) : (
          <>
            {nameOf(keeper)}
            <br />
            <span className="ui-muted ui-small">{w.standIn(keeper.acting)}</span>
          </>
        ),
    },
    {
      id: 'next',
      title: c.next,
      keep: true,
      cell: ({ nextDueOn }) => (nextDueOn ? format.shortDay(noonOf(nextDueOn)) : '—'),
    },
  ]
}

function Coverage({ of }: { of: FigureValues['coverage'] }) {
  const w = useWords(words)
  const b = useWords(facilityBook)
  const nameOf = useNameOf()
  return (
    <Sheet title={w.coverageBy}>
      <table className="fac-cover">
        <thead>
          <tr>
            <th scope="col">{b.column.compound}</th>
            <th scope="col">{w.wasDue}</th>
            <th scope="col">{w.covered}</th>
          </tr>
        </thead>
        <tbody>
          {of.byPlace.map(({ place, due, done }) => (
            <tr key={place.id}>
              <th scope="row">{nameOf(place)}</th>
              <td>{due}</td>
              <td>{done}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Sheet>
  )
}
