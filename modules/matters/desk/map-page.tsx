import './map/map.css'
import { useMemo, useState } from 'react'
import type { MatterId, PlaceId } from '../../../kernel/contract/ids.ts'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { FilterBar } from '../../../ui/desk/filter-bar.tsx'
import { Page } from '../../../ui/desk/page.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { type Bounds, MapCanvas, type MapPoint, type Shapes } from '../../../ui/map/map-canvas.tsx'
import { boundsOf, idOf, noShapes } from '../../../ui/map/map-data.ts'
import { useUrlState } from '../../../ui/navigation.tsx'
import { placeMap } from '../../places/contract.ts'
import { matterPoints } from '../contract.ts'
import { queryOf } from './list/query.ts'
import { useFilters } from './list/use-filters.ts'
import type { LoadedGrid } from './map/load.ts'
import { type Chooses, GridPanel, MatterPanel, PlacePanel } from './map/panels.tsx'
import { homeOf, useScopedLoad } from './map/use-home.ts'
import { words } from './map/words.ts'
import { useCompounds } from './parts/compounds.ts'
import { FilterFold } from './parts/filter-fold.tsx'
import { useMe } from './parts/me.ts'

const slow = { staleTime: 10 * 60_000 }
const onMap: ReadonlySet<string> = new Set(['q', 'state', 'lamp', 'category', 'selfFound'])
const narrowing = ['q', 'state', 'lamp', 'category', 'selfFound'] as const

/** `/map`: the area with its grids by load and its matters by lamp; whatever is chosen is told at the side. */
export default function MapPage() {
  const w = useWords(words)
  const format = useFormat()
  const [values, setValues] = useUrlState(narrowing)
  const [chosen, setChosen] = useUrlState(['place', 'grid', 'matter'])
  const filters = useFilters().filter((filter) => onMap.has(filter.id))
  const shapes = useEndpoint(placeMap, {}, slow)
  const me = useMe()
  const home = homeOf(me)
  const loaded = useScopedLoad(me)
  const grids = useMemo(() => only(shapes.data?.grids, loaded), [shapes.data, loaded])
  const compounds = useCompounds(shapes.data?.areas)
  const points = usePoints(values)
  const notes = useMemo(
    () =>
      Object.fromEntries(
        loaded.map(({ grid, share, open, overdue }) => [grid.id, { share, note: w.note(String(open), overdue) }]),
      ),
    [loaded, w],
  )
  const bounds = useBounds(shapes.data, grids, chosen, points.list)
  const choose = {
    onPlace: (place: string | undefined) => setChosen({ place, grid: undefined, matter: undefined }),
    onGrid: (id: string | undefined) => setChosen({ grid: id, matter: undefined }),
    onMatter: (matter: string | undefined) => setChosen({ matter }),
  }
  const spot = points.list.find((point) => point.id === chosen.matter)
  return (
    <Page title={w.title} width="full">
      <div className="map-frame">
        <div className="map-bar">
          <h1>{w.title}</h1>
          <FilterFold>
            <FilterBar filters={filters as never} values={values} onChange={setValues} />
          </FilterFold>
          <div className="map-bar-note" aria-live="polite">
            {points.truncated ? w.truncated : w.shown(format.number(points.list.length))}
          </div>
          <ErrorNote error={shapes.error ?? points.error} onRetry={() => void shapes.refetch()} />
        </div>
        <MapCanvas
          label={w.label}
          base={shapes.data?.base}
          areas={compounds}
          buildings={shapes.data?.buildings}
          grids={grids}
          gridNotes={notes}
          points={points.list}
          chosen={spot ? { lng: spot.lng, lat: spot.lat } : null}
          focusGrid={chosen.grid ?? null}
          focusBuilding={chosen.place ?? null}
          bounds={bounds}
          height="fill"
          onPoint={choose.onMatter}
          onGrid={choose.onGrid}
          onBuilding={choose.onPlace}
        />
        <Side chosen={chosen} home={home} loaded={loaded} choose={choose} />
      </div>
    </Page>
  )
}

interface SideProps {
  readonly chosen: Choice & { readonly grid?: string | undefined }
  readonly home: PlaceId | undefined
  readonly loaded: readonly LoadedGrid[]
  readonly choose: Chooses
}

/** Tells of what was chosen last: a matter, else a grid, else a place. */
function Side({ chosen, home, loaded, choose }: SideProps) {
  const w = useWords(words)
  const grid = loaded.find((row) => row.grid.id === chosen.grid)
  return (
    <aside className="map-panel" aria-label={w.panel}>
      {chosen.matter ? (
        <MatterPanel key={chosen.matter} matterId={chosen.matter as MatterId} {...choose} />
      ) : grid ? (
        <GridPanel key={grid.grid.id} loaded={grid} {...choose} />
      ) : (
        <PlacePanel placeId={chosen.place as PlaceId | undefined} home={home} grids={loaded} {...choose} />
      )}
    </aside>
  )
}

/** The outlines of these grids alone. */
function only(shapes: Shapes | undefined, loaded: readonly LoadedGrid[]): Shapes | undefined {
  const ids = new Set<string>(loaded.map(({ grid }) => grid.id))
  return shapes && { ...shapes, features: shapes.features.filter((shape) => ids.has(idOf(shape))) }
}

type Narrowing = ReturnType<typeof useUrlState<(typeof narrowing)[number]>>[0]

/** Open matters unless a state is asked for. */
function usePoints(values: Narrowing): { list: readonly MapPoint[]; truncated: boolean; error: Error | null } {
  const query = queryOf(values.state ? values : { ...values, open: 'true' })
  const { data, error } = useEndpoint(matterPoints, { query })
  const list = useMemo(
    (): readonly MapPoint[] =>
      (data?.points ?? []).map(({ id, lng, lat, lamp, title }) => ({
        id,
        lng,
        lat,
        tone: lamp ?? 'off',
        label: title,
      })),
    [data],
  )
  return { list, truncated: data?.truncated ?? false, error }
}

type Choice = { readonly place?: string | undefined; readonly matter?: string | undefined }
type MapShapes = { readonly areas: Shapes; readonly buildings: Shapes }

/** What to see: the chosen place, else all grids; a matter only if the address led to it, not when its point was pressed. */
function useBounds(
  shapes: MapShapes | undefined,
  grids: Shapes | undefined,
  chosen: Choice,
  points: readonly MapPoint[],
): Bounds | null {
  const [arrivedAt] = useState(chosen.matter)
  const point = chosen.matter === arrivedAt ? points.find((one) => one.id === arrivedAt) : undefined
  return useMemo(() => {
    if (point) return [point.lng - 0.002, point.lat - 0.0015, point.lng + 0.002, point.lat + 0.0015]
    if (!shapes) return null
    const feature = [...shapes.areas.features, ...shapes.buildings.features].find((one) => idOf(one) === chosen.place)
    return boundsOf(feature ? [{ type: 'FeatureCollection', features: [feature] }] : [grids ?? noShapes])
  }, [shapes, grids, chosen.place, point])
}
