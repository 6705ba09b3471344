import type { ReactNode } from 'react'
import type { MatterId, PlaceId } from '../../../../kernel/contract/ids.ts'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Facts } from '../../../../ui/desk/page.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Figure, Figures } from '../../../../ui/figure.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { Go } from '../../../../ui/navigation.tsx'
import { useUiWords } from '../../../../ui/words.ts'
import { listPosts } from '../../../people/contract.ts'
import { type GridView, type PlaceView, placeChildren } from '../../../places/contract.ts'
import { getMatter } from '../../contract.ts'
import { type FilterText, listAddress } from '../list/query.ts'
import { ClockLamp, MatterMarks, StateWord, useNameOf } from '../parts/matter-marks.tsx'
import type { LoadedGrid } from './load.ts'
import { ShortList } from './short-list.tsx'
import { words } from './words.ts'

const slow = { staleTime: 10 * 60_000 }

export interface Chooses {
  readonly onPlace: (id: string | undefined) => void
  readonly onGrid: (id: string | undefined) => void
  readonly onMatter: (id: string | undefined) => void
}

/** The place that a grid is a part of, as something that has a name. */
const gridPlace = (grid: GridView) => ({ name: grid.placeName, nameEn: grid.placeNameEn })

function Back({ onBack }: { onBack: () => void }) {
  const w = useWords(words)
  return (
    <Button look="quiet" icon="back" onClick={onBack}>
      {w.back}
    </Button>
  )
}

/** A grid: who works there, how much is open, and what. */
export function GridPanel({ loaded, onGrid, onMatter }: Chooses & { loaded: LoadedGrid }) {
  const w = useWords(words)
  const format = useFormat()
  const nameOf = useNameOf()
  const { grid, open, overdue, monthReported, per100 } = loaded
  const filter: FilterText = { gridId: grid.id, open: 'true' }
  return (
    <section className="map-panel-part">
      <Back onBack={() => onGrid(undefined)} />
      <h2>{nameOf(grid)}</h2>
      <p className="ui-muted">
        {nameOf(gridPlace(grid))} · {w.buildings(format.number(grid.buildings))} ·{' '}
        {w.households(format.number(grid.households))}
      </p>
      <Worker loaded={loaded} />
      <Figures>
        <Figure label={w.open} value={open} to={listAddress(filter)} />
        <Figure label={w.overdue} value={overdue} to={listAddress({ gridId: grid.id, lamp: 'red' })} />
        <Figure label={w.per100} value={per100 === null ? null : format.number(per100, 1)} />
        <Figure label={w.month} value={monthReported} />
      </Figures>
      <h3>{w.list}</h3>
      <ShortList filter={filter} onMatter={onMatter} />
    </section>
  )
}

function Worker({ loaded: { grid } }: { loaded: LoadedGrid }) {
  const w = useWords(words)
  const query = { placeId: grid.placeId, role: 'grid_worker', limit: 200 } as const
  const post = useEndpoint(listPosts, { query }, slow).data?.rows.find((row) => row.gridId === grid.id)
  if (!post) return null
  return (
    <Facts
      rows={[
        { label: w.worker, value: post.acting?.how === 'upward' || !post.acting ? w.vacant : post.acting.name },
        ...(post.officePhone
          ? [{ label: w.officePhone, value: <Go to={`tel:${post.officePhone}`}>{post.officePhone}</Go> }]
          : []),
      ]}
    />
  )
}

/** One matter, short; the rest is on its page. */
export function MatterPanel({ matterId, onMatter }: Chooses & { matterId: MatterId }) {
  const w = useWords(words)
  const ui = useUiWords()
  const say = useSay()
  const format = useFormat()
  const nameOf = useNameOf()
  const { data, error } = useEndpoint(getMatter, { params: { matterId } })
  return (
    <section className="map-panel-part">
      <Back onBack={() => onMatter(undefined)} />
      <ErrorNote error={error} />
      {!data && !error && <p className="ui-muted">{ui.loading}</p>}
      {data && (
        <>
          <h2>{data.title}</h2>
          <div className="ui-row">
            <StateWord state={data.state} />
            <ClockLamp matter={data} />
            <MatterMarks matter={data} />
          </div>
          <p className="map-said">{data.body}</p>
          <Facts
            rows={[
              { label: say(data.kindName), value: say(data.category.name) },
              ...(data.holder
                ? [
                    {
                      label: w.holder,
                      value: [nameOf(data.holder), data.holder.personName].filter(Boolean).join(' · '),
                    },
                  ]
                : []),
              { label: w.reported, value: format.moment(data.reportedAt) },
            ]}
          />
          <Button look="main" icon="forward" to={`/matters/${data.id}`}>
            {w.openIt}
          </Button>
        </>
      )}
    </section>
  )
}

interface PlacePanelProps extends Chooses {
  readonly placeId: PlaceId | undefined
  /** Where the reader's own area begins; above it there is nothing to see. */
  readonly home: PlaceId | undefined
  readonly grids: readonly LoadedGrid[]
}

/** A place (or all of them): the way here, what is below, the grids by load, what is open. */
export function PlacePanel({ placeId, home, grids, onPlace, onGrid, onMatter }: PlacePanelProps) {
  const w = useWords(words)
  const nameOf = useNameOf()
  const here = placeId ?? home
  const { data, error } = useEndpoint(placeChildren, { query: here ? { parentId: here } : {} }, slow)
  const place = here ? data?.above.at(-1) : undefined
  const above = data?.above.slice(0, -1) ?? []
  // From the reader's own area down; a place elsewhere shows its whole way.
  const way =
    placeId === undefined
      ? []
      : above.slice(
          Math.max(
            0,
            above.findIndex((one) => one.id === home),
          ),
        )
  const below = data?.places ?? []
  return (
    <section className="map-panel-part">
      {placeId && (
        <nav className="map-way">
          {!home && <Step onGo={() => onPlace(undefined)}>{w.whole}</Step>}
          {way.map((above) => (
            <Step key={above.id} onGo={() => onPlace(above.id === home ? undefined : above.id)}>
              {nameOf(above)}
            </Step>
          ))}
        </nav>
      )}
      <h2>{place ? nameOf(place) : w.whole}</h2>
      <ErrorNote error={error} />
      {below.length > 0 && <Below places={below} onPlace={onPlace} />}
      {placeId && (
        <>
          <h3>{w.list}</h3>
          <ShortList filter={{ placeId, open: 'true' }} onMatter={onMatter} />
        </>
      )}
      {!placeId && <GridRows grids={grids} onGrid={onGrid} />}
      <p className="ui-small ui-muted">{w.legend}</p>
    </section>
  )
}

function Step({ children, onGo }: { children: ReactNode; onGo: () => void }) {
  return (
    <>
      <button type="button" onClick={onGo}>
        {children}
      </button>
      {' / '}
    </>
  )
}

function Below({ places, onPlace }: { places: readonly PlaceView[]; onPlace: (id: string) => void }) {
  const w = useWords(words)
  const format = useFormat()
  const nameOf = useNameOf()
  return (
    <details className="map-below" open={places.length <= 8}>
      <summary>{w.places}</summary>
      <ul className="map-rows">
        {places.map((place) => (
          <li key={place.id}>
            <button type="button" onClick={() => onPlace(place.id)}>
              <span>{nameOf(place)}</span>
              {place.households > 0 && (
                <span className="map-row-note">{w.households(format.number(place.households))}</span>
              )}
            </button>
          </li>
        ))}
      </ul>
    </details>
  )
}

function GridRows({ grids, onGrid }: { grids: readonly LoadedGrid[]; onGrid: (id: string) => void }) {
  const w = useWords(words)
  const format = useFormat()
  const nameOf = useNameOf()
  if (grids.length === 0) return null
  return (
    <>
      <h3>{w.grids}</h3>
      <ul className="map-rows">
        {grids.map(({ grid, open, overdue, share }) => (
          <li key={grid.id}>
            <button type="button" onClick={() => onGrid(grid.id)}>
              <span>
                {nameOf(grid)} <span className="ui-small ui-muted">{nameOf(gridPlace(grid))}</span>
              </span>
              <span className="map-row-note">{w.note(format.number(open), overdue)}</span>
              <span className="map-load" aria-hidden="true">
                <span style={{ width: `${Math.max(share * 100, open > 0 ? 2 : 0)}%` }} />
              </span>
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}
