import './buildings/buildings.css'
import { useState } from 'react'
import type { PlaceId } from '../../../kernel/contract/ids.ts'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Figure } from '../../../ui/figure.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Go, useUrlState } from '../../../ui/navigation.tsx'
import { type BuildingRow, listBuildings } from '../buildings-contract.ts'
import { BuildingDialog } from './buildings/building-dialog.tsx'
import { Moves } from './buildings/moves.tsx'
import { Narrowing } from './buildings/narrowing.tsx'
import { Trend } from './buildings/trend.tsx'
import { words as page } from './buildings/words.ts'
import { useBuildingName } from './parts/building-name.ts'
import { OccupancyBar } from './parts/occupancy-bar.tsx'
import { useNames, useShow } from './parts/show.ts'
import { Spark } from './parts/spark.tsx'
import { words } from './words.ts'

/** `/buildings`: how full the office buildings are, where it changed, and what runs out. */
export default function BuildingsPage() {
  const w = useWords(words)
  const p = useWords(page)
  const [recording, setRecording] = useState(false)
  const [values, set] = useUrlState(['sort', 'placeId', 'month'])
  const where = {
    ...(values.placeId ? { placeId: values.placeId as PlaceId } : {}),
    ...(values.month ? { month: values.month } : {}),
  }
  const { data, error, refetch } = useEndpoint(listBuildings, { query: where })
  const buildings = data ? inOrder(data.buildings, values.sort) : undefined
  return (
    <Page title={w.buildings}>
      <PageHeader
        title={w.buildings}
        lead={p.lead}
        actions={
          data?.mayRecord && (
            <Button look="main" icon="plus" onClick={() => setRecording(true)}>
              {p.record}
            </Button>
          )
        }
      />
      <Narrowing placeId={values.placeId} month={values.month} on={data?.on} onChange={set} />
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {data && data.buildings.length === 0 && (
        <EmptyState icon="building" title={values.placeId ? p.nothingHere : p.nothing}>
          {values.placeId ? p.nothingHereText : p.nothingText}
        </EmptyState>
      )}
      {data && data.buildings.length > 0 && (
        <>
          <Summary of={data} where={suitesAt(where, data.on)} />
          <div className="buildings-sort">
            <Button look={values.sort ? 'quiet' : 'plain'} onClick={() => set({ sort: undefined })}>
              {p.byVacancy}
            </Button>
            <Button look={values.sort ? 'plain' : 'quiet'} onClick={() => set({ sort: 'place' })}>
              {p.byPlace}
            </Button>
          </div>
          <ul className="buildings-cards">
            {buildings?.map((building) => (
              <Card key={building.placeId} building={building} on={values.month ? data.on : undefined} />
            ))}
          </ul>
          <div className="buildings-below">
            <Trend months={data.trend} placeId={values.placeId} />
            <Moves key={values.month} placeId={where.placeId} month={values.month} />
          </div>
        </>
      )}
      <BuildingDialog open={recording} onClose={() => setRecording(false)} />
    </Page>
  )
}

/** The suites behind a figure: of a place, on the day that is shown. */
const suitesAt = ({ placeId, month }: { readonly placeId?: PlaceId; readonly month?: string }, on: string) =>
  `${placeId ? `&placeId=${placeId}` : ''}${month ? `&on=${on}` : ''}`

/** The emptiest first: that is where something is to be done. */
const inOrder = (buildings: readonly BuildingRow[], sort: string | undefined) =>
  sort === 'place' ? buildings : buildings.toSorted((a, b) => b.today.vacantCm2 - a.today.vacantCm2)

interface SummaryProps {
  readonly of: { readonly today: BuildingRow['today']; readonly buildings: readonly BuildingRow[] }
  /** What narrows the lists that figures lead to. */
  readonly where: string
}

function Summary({ of: { today, buildings }, where }: SummaryProps) {
  const w = useWords(words)
  const p = useWords(page)
  const show = useShow()
  const format = useFormat()
  const rate = (part: number) => `${show.area(part)} / ${show.area(today.lettableCm2)}`
  return (
    <Sheet>
      <div className="buildings-summary">
        <Figure label={p.count} value={buildings.length} note={w.firmsCount(format.number(sum(buildings)))} />
        <Figure
          label={w.vacancy}
          value={show.rate(today)}
          note={rate(today.vacantCm2)}
          to={`/suites?state=vacant${where}`}
        />
        <Figure
          label={p.vacantSuites}
          value={today.vacantSuites}
          note={show.area(today.vacantCm2)}
          to={`/suites?state=vacant${where}`}
        />
        <Figure
          label={w.expiring}
          value={today.expiringSuites}
          note={show.area(today.expiringCm2)}
          to={`/suites?state=expiring${where}`}
        />
      </div>
    </Sheet>
  )
}

const sum = (buildings: readonly BuildingRow[]) => buildings.reduce((total, building) => total + building.firms, 0)

/** @param on a day that is not today */
function Card({ building, on }: { building: BuildingRow; on: string | undefined }) {
  const w = useWords(words)
  const p = useWords(page)
  const names = useNames()
  const show = useShow()
  const format = useFormat()
  const { placeId, today } = building
  const at = (mark?: string) => {
    const query = new URLSearchParams({ ...(mark ? { mark } : {}), ...(on ? { on } : {}) }).toString()
    return `/buildings/${placeId}${query ? `?${query}` : ''}`
  }
  const buildingOf = useBuildingName()
  const floors = p.floors(building.floorsAbove, building.floorsBelow)
  return (
    <li className="building-card">
      <div className="building-card-head">
        <h2>
          <Go to={at()}>{buildingOf(building)}</Go>
        </h2>
        <span className="ui-small ui-muted">{[names.buildingPurpose[building.purpose], floors].join(' · ')}</span>
      </div>
      <div className="building-card-rate">
        <strong>{show.rate(today)}</strong>
        <span className="ui-small ui-muted">{w.vacancy}</span>
      </div>
      <div className="building-card-bar">
        <OccupancyBar of={today} />
        <span className="ui-small ui-muted">
          {w.vacant} {show.area(today.vacantCm2)} / {show.area(today.lettableCm2)}
        </span>
      </div>
      <div className="building-card-trend">
        <Spark months={building.trend} />
        <span className="ui-small ui-muted">{p.year}</span>
      </div>
      <ul className="building-card-facts">
        <li>{w.firmsCount(format.number(building.firms))}</li>
        <li>
          <Go to={at('vacant')}>{p.vacantCount(today.vacantSuites)}</Go>
        </li>
        <li>
          {today.expiringSuites > 0 ? (
            <Go to={at('expiring')}>{p.expiringCount(today.expiringSuites)}</Go>
          ) : (
            p.expiringCount(0)
          )}
        </li>
      </ul>
    </li>
  )
}
