import '../../../ui/input.css'
import './safety.css'
import { useState } from 'react'
import type { PostId } from '../../../kernel/contract/ids.ts'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { type Column, DataTable } from '../../../ui/desk/data-table.tsx'
import { Page, PageHeader } from '../../../ui/desk/page.tsx'
import { useTable } from '../../../ui/desk/use-table.ts'
import { DialogButton } from '../../../ui/dialog-buttons.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useNavigation } from '../../../ui/navigation.tsx'
import { Pills } from '../../../ui/pills.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { hasRole, Line, PlaceSearch, PostSearch, useMe, useNameOf } from '../../matters/desk/public.ts'
import { addRoute, listRoutes, type PointRow, type RouteRow, safetyFigures } from '../contract.ts'
import { type Rhythm, rhythms } from '../rhythm.ts'
import { keepers } from '../roles.ts'
import { safetyBook } from '../web/words.ts'
import { markTone } from './show.ts'
import { StopPicker } from './stops.tsx'
import { words } from './words.ts'

/** `/safety/routes`: which routes there are, who walks them, how their rounds were kept. */
export default function RoutesPage() {
  const w = useWords(words)
  const me = useMe()
  const [table, setTable] = useTable()
  const { offset, limit } = table
  const list = useEndpoint(listRoutes, { query: { offset, limit } })
  return (
    <Page title={w.nav.routes}>
      <PageHeader
        title={w.nav.routes}
        lead={w.routesLead}
        above={[{ words: w.title, to: '/safety' }]}
        actions={
          hasRole(me, ...keepers) && (
            <DialogButton label={w.addRoute} icon="plus" wide>
              {(done) => <AddForm onDone={done} />}
            </DialogButton>
          )
        }
      />
      <DataTable
        caption={w.nav.routes}
        columns={useColumns()}
        rows={list.data?.rows}
        rowId={(row) => row.id}
        total={list.data?.total}
        state={table}
        onState={setTable}
        to={(row) => `/safety/routes/${row.id}`}
        busy={list.isPlaceholderData}
        error={list.error}
        onRetry={() => void list.refetch()}
        empty={
          <EmptyState icon="map" title={w.noRoutes}>
            {w.noRoutesText}
          </EmptyState>
        }
      />
    </Page>
  )
}

function useColumns(): readonly Column<RouteRow>[] {
  const w = useWords(words)
  const b = useWords(safetyBook)
  const nameOf = useNameOf()
  const format = useFormat()
  return [
    { id: 'name', title: w.name, main: true, cell: ({ name }) => name },
    { id: 'place', title: w.place, cell: ({ place }) => nameOf(place) },
    { id: 'rhythm', title: w.rhythm, cell: ({ rhythm }) => b.rhythm[rhythm] },
    { id: 'holder', title: w.holder, cell: ({ holder }) => nameOf(holder) },
    { id: 'points', title: w.points, cell: ({ points }) => format.number(points) },
    {
      id: 'current',
      title: w.current,
      keep: true,
      cell: ({ round }) =>
        round ? (
          <>
            <StatusWord words={b.mark[round.mark]} tone={markTone[round.mark]} />{' '}
            {w.progress(round.checked + round.skipped, round.points)}
          </>
        ) : (
          '—'
        ),
    },
    { id: 'inTime', title: w.inTime, cell: ({ inTime, ended }) => (ended > 0 ? w.progress(inTime, ended) : '—') },
  ]
}

function AddForm({ onDone }: { onDone: () => void }) {
  const w = useWords(words)
  const b = useWords(safetyBook)
  const nameOf = useNameOf()
  const { go } = useNavigation()
  const [name, setName] = useState('')
  const [place, setPlace] = useState<Parameters<typeof PlaceSearch>[0]['value']>(null)
  const [rhythm, setRhythm] = useState<Rhythm>('week')
  const [holder, setHolder] = useState<{ id: PostId; name: string; nameEn: string } | null>(null)
  const [ids, setIds] = useState<readonly PointRow['id'][]>([])
  const save = useCommand(addRoute, {
    changes: [listRoutes, safetyFigures],
    onDone: ({ id }) => {
      onDone()
      go(`/safety/routes/${id}`)
    },
  })
  const ready = name.trim() !== '' && place && holder && ids.length > 0
  return (
    <div className="ui-stack">
      <Field label={w.name}>
        {(control) => <Line control={control} value={name} onChange={setName} maxLength={60} />}
      </Field>
      <Field label={w.place}>
        {(control) => (
          <PlaceSearch
            control={control}
            value={place}
            onChange={(next) => {
              setPlace(next)
              setIds([])
            }}
          />
        )}
      </Field>
      <Field label={w.rhythm} group>
        <Pills
          value={rhythm}
          onChange={setRhythm}
          options={rhythms.map((value) => ({ value, label: b.rhythm[value] }))}
        />
      </Field>
      <Field label={w.holder} group error={save.error?.field('holderPostId')}>
        {holder && <p>{nameOf(holder)}</p>}
        <PostSearch label={w.chooseHolder} onPick={setHolder} />
      </Field>
      {place && (
        <Field label={w.pickPoints} group>
          <StopPicker key={place.id} placeId={place.id} ids={ids} onChange={setIds} />
        </Field>
      )}
      <ErrorNote error={save.error} />
      <div className="ui-row">
        <Button
          look="main"
          icon="check"
          busy={save.isPending}
          disabled={!ready}
          onClick={() =>
            place &&
            holder &&
            save.mutate({
              body: { name: name.trim(), placeId: place.id, rhythm, holderPostId: holder.id, pointIds: [...ids] },
            })
          }
        >
          {w.addRoute}
        </Button>
      </div>
    </div>
  )
}
