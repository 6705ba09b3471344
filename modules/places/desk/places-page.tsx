import './register/register.css'
import { useState } from 'react'
import type { PlaceId } from '../../../kernel/contract/ids.ts'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { today } from '../../../kernel/web/today.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Page, PageHeader } from '../../../ui/desk/page.tsx'
import { useTable } from '../../../ui/desk/use-table.ts'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Go, useNavigation, useUrlState } from '../../../ui/navigation.tsx'
import { me } from '../../people/contract.ts'
import { getPlace, placeTree } from '../contract.ts'
import { keepers } from '../roles.ts'
import { nameOf } from './names.ts'
import { BelowTable } from './register/below-table.tsx'
import { ChainSheet, instantOf } from './register/chain-sheet.tsx'
import { LevelsDialog } from './register/levels-dialog.tsx'
import { PlaceCard } from './register/place-card.tsx'
import { PlaceMap } from './register/place-map.tsx'
import { words } from './register/words.ts'

/** `/places`: the register: where we are, what lies below, on the map, and who answers on a day. */
export default function PlacesPage() {
  const w = useWords(words)
  const navigation = useNavigation()
  const [{ place: asked, day = today() }, setUrl] = useUrlState(['place', 'day'])
  const [table, setTable] = useTable({ limit: 20 })
  const [naming, setNaming] = useState(false)
  const roles = useEndpoint(me, {}, { staleTime: 5 * 60_000 }).data?.roles ?? []
  const top = useEndpoint(placeTree, {}, { enabled: !asked })
  // One place on top needs no choosing: the register opens there.
  const here = (asked ?? (top.data?.rows.length === 1 ? top.data.rows[0]?.id : undefined)) as PlaceId | undefined
  const { offset, limit } = table
  const below = useEndpoint(
    placeTree,
    { query: { offset, limit, ...(here ? { parentId: here } : {}) } },
    { enabled: here !== undefined },
  )
  const tree = here ? below : top
  const card = useEndpoint(
    getPlace,
    { params: { placeId: here as PlaceId }, query: instantOf(day) },
    { enabled: here !== undefined },
  )
  const above = tree.data?.above ?? []
  const place = card.data?.place
  const isBuilding = card.data?.kind === 'building' || card.data?.kind === 'inside'
  const around = isBuilding ? (card.data?.above.at(-1)?.id ?? here) : here
  const imports = roles.some((role) => keepers.some((one) => one === role))
  const counted = tree.data?.rows.reduce((sum, row) => sum + row.households, 0) ?? 0
  return (
    <Page title={w.title}>
      <PageHeader
        title={w.title}
        lead={w.lead}
        actions={
          <>
            {imports && <Go to="/places/imports">{w.imports}</Go>}
            {tree.data?.mayName && <Button onClick={() => setNaming(true)}>{w.levels}</Button>}
          </>
        }
      />
      <ErrorNote error={tree.error ?? card.error} onRetry={() => void tree.refetch()} />
      <nav className="places-way" aria-label={w.top}>
        {above.map(({ place: one, open }, i) => (
          <span key={one.id}>
            {i > 0 && '/ '}
            {open && one.id !== here ? <Go to={`/places?place=${one.id}`}>{nameOf(one)}</Go> : nameOf(one)}
          </span>
        ))}
      </nav>
      <div className="places-halves">
        <div className="places-half">
          {card.data && tree.data && (
            <PlaceCard
              key={card.data.place.id}
              card={card.data}
              levels={tree.data.levels}
              households={isBuilding || card.data.buildings === 0 ? card.data.place.households : counted}
            />
          )}
          {card.data?.kind !== 'inside' && (
            <BelowTable
              key={`below ${here}`}
              tree={tree.data}
              here={place ? { id: place.id, name: nameOf(place) } : null}
              table={table}
              onTable={setTable}
              busy={tree.isPlaceholderData}
              error={tree.error}
            />
          )}
        </div>
        {place && around && (
          <div className="places-half">
            <PlaceMap
              placeId={place.id}
              name={nameOf(place)}
              around={around}
              onPlace={(id) => navigation.go(`/places?place=${id}`)}
            />
            <ChainSheet
              key={place.id}
              placeId={place.id}
              name={nameOf(place)}
              day={day}
              onDay={(next) => setUrl({ day: next })}
            />
          </div>
        )}
      </div>
      {naming && tree.data && <LevelsDialog levels={tree.data.levels} onClose={() => setNaming(false)} />}
    </Page>
  )
}
