import '../../../ui/input.css'
import './safety.css'
import { useState } from 'react'
import type { PlaceId } from '../../../kernel/contract/ids.ts'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { type Column, DataTable } from '../../../ui/desk/data-table.tsx'
import { type Filter, FilterBar } from '../../../ui/desk/filter-bar.tsx'
import { Page, PageHeader } from '../../../ui/desk/page.tsx'
import { useTable } from '../../../ui/desk/use-table.ts'
import { DialogButton } from '../../../ui/dialog-buttons.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useNavigation, useUrlState } from '../../../ui/navigation.tsx'
import { hasRole, Line, PlaceFilter, PlaceSearch, useMe, useNameOf } from '../../matters/desk/public.ts'
import { addPoint, listPoints, type PointRow, pointShows, safetyFigures } from '../contract.ts'
import { type KindCode, kindCodes, kinds } from '../kinds.ts'
import { keepers } from '../roles.ts'
import { words } from './words.ts'

const names = ['q', 'kind', 'show', 'placeId'] as const

/** `/safety/points`: what is looked at on the ground. */
export default function PointsPage() {
  const w = useWords(words)
  const me = useMe()
  const [values, set] = useUrlState(names)
  const [table, setTable] = useTable()
  const kind = kindCodes.filter((one) => values.kind?.split(',').includes(one))
  const show = pointShows.find((one) => one === values.show)
  const { offset, limit } = table
  const query = {
    ...(values.q ? { q: values.q } : {}),
    ...(kind.length > 0 ? { kind } : {}),
    ...(show ? { show } : {}),
    ...(values.placeId ? { placeId: values.placeId as PlaceId } : {}),
  }
  const list = useEndpoint(listPoints, { query: { ...query, offset, limit } })
  const narrowed = new URLSearchParams(
    Object.entries(values).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  )
  return (
    <Page title={w.nav.points}>
      <PageHeader
        title={w.nav.points}
        lead={w.pointsLead}
        above={[{ words: w.title, to: '/safety' }]}
        actions={
          <>
            {hasRole(me, ...keepers) && (
              <DialogButton label={w.addPoint} icon="plus">
                {(done) => <AddForm onDone={done} />}
              </DialogButton>
            )}
            <Button icon="qr" to={`/safety/posters?${narrowed}`}>
              {w.posters}
            </Button>
          </>
        }
      />
      <div className="safe-filters">
        <FilterBar values={values} onChange={set} filters={useFilters()} />
        <PlaceFilter
          label={w.place}
          placeholder={w.everywhere}
          placeId={values.placeId}
          onChange={(placeId) => set({ placeId })}
        />
      </div>
      <DataTable
        caption={w.nav.points}
        columns={useColumns()}
        rows={list.data?.rows}
        rowId={(row) => row.id}
        total={list.data?.total}
        state={table}
        onState={setTable}
        to={(row) => `/safety/points/${row.id}`}
        busy={list.isPlaceholderData}
        error={list.error}
        onRetry={() => void list.refetch()}
        onClearFilters={
          names.some((name) => values[name])
            ? () => set(Object.fromEntries(names.map((name) => [name, undefined])))
            : undefined
        }
        empty={
          <EmptyState icon="qr" title={w.noPoints}>
            {w.noPointsText}
          </EmptyState>
        }
      />
    </Page>
  )
}

function useFilters(): readonly Filter<'q' | 'kind' | 'show'>[] {
  const w = useWords(words)
  const say = useSay()
  return [
    { id: 'q', kind: 'text', label: w.search },
    {
      ...{ id: 'kind', kind: 'many', label: w.kind },
      options: kindCodes.map((value) => ({ value, label: say(kinds[value].name) })),
    },
    {
      ...{ id: 'show', kind: 'one', label: w.show },
      options: pointShows.map((value) => ({ value, label: w.pointShows[value] })),
    },
  ]
}

function useColumns(): readonly Column<PointRow>[] {
  const w = useWords(words)
  const say = useSay()
  const nameOf = useNameOf()
  const format = useFormat()
  return [
    { id: 'name', title: w.name, main: true, cell: ({ name }) => name },
    { id: 'kind', title: w.kind, cell: ({ kind }) => say(kinds[kind].name) },
    {
      id: 'place',
      title: w.place,
      cell: ({ place, compound }) =>
        place.id === compound.id ? nameOf(compound) : `${nameOf(compound)} ${nameOf(place)}`,
    },
    {
      id: 'checked',
      title: w.checked,
      keep: true,
      cell: ({ lastCheckedAt }) => (lastCheckedAt ? format.shortDay(lastCheckedAt) : w.never),
    },
    { id: 'routes', title: w.onRoutes, cell: ({ routes }) => format.number(routes) },
    {
      id: 'hazards',
      title: w.hazards,
      keep: true,
      cell: ({ hazards }) => (hazards > 0 ? format.number(hazards) : '—'),
    },
  ]
}

function AddForm({ onDone }: { onDone: () => void }) {
  const w = useWords(words)
  const say = useSay()
  const { go } = useNavigation()
  const [kind, setKind] = useState<KindCode>('exit')
  const [name, setName] = useState('')
  const [place, setPlace] = useState<Parameters<typeof PlaceSearch>[0]['value']>(null)
  const save = useCommand(addPoint, {
    changes: [listPoints, safetyFigures],
    onDone: ({ id }) => {
      onDone()
      go(`/safety/points/${id}`)
    },
  })
  return (
    <div className="ui-stack">
      <Field label={w.kind}>
        {(control) => (
          <select
            className="ui-input"
            {...control}
            value={kind}
            onChange={(event) => setKind(kindCodes.find((one) => one === event.target.value) ?? 'exit')}
          >
            {kindCodes.map((one) => (
              <option key={one} value={one}>
                {say(kinds[one].name)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={w.name} hint={w.nameHint}>
        {(control) => <Line control={control} value={name} onChange={setName} maxLength={60} />}
      </Field>
      <Field label={w.choosePlace} error={save.error?.field('placeId')}>
        {(control) => <PlaceSearch control={control} value={place} onChange={setPlace} />}
      </Field>
      <ErrorNote error={save.error} />
      <div className="ui-row">
        <Button
          look="main"
          icon="check"
          busy={save.isPending}
          disabled={name.trim() === '' || !place}
          onClick={() => place && save.mutate({ body: { kind, name: name.trim(), placeId: place.id } })}
        >
          {w.addPoint}
        </Button>
      </div>
    </div>
  )
}
