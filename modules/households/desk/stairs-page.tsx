import './households-desk.css'
import type { PlaceId } from '../../../kernel/contract/ids.ts'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useUrlState } from '../../../ui/navigation.tsx'
import { PlaceFilter } from '../../matters/desk/public.ts'
import { type Door, readStairs } from '../contract.ts'
import { useShow } from '../web/show.ts'
import { DoorMark, StairPicture } from '../web/stairs.tsx'
import { words } from './words.ts'

/** `/households/stairs`: a building as it stands, staircase beside staircase: lived in, due, reached. */
export default function StairsPage() {
  const w = useWords(words)
  const show = useShow()
  const [{ placeId }, set] = useUrlState(['placeId'])
  const { data, error, refetch } = useEndpoint(
    readStairs,
    { params: { placeId: (placeId ?? '') as PlaceId } },
    { enabled: placeId !== undefined, live: ['household', 'visit'] },
  )
  const shown = placeId === undefined ? undefined : data
  const title = shown ? show.name(shown.building) : w.building.title
  const lived = shown?.doors.filter(({ householdId }) => householdId !== null).length ?? 0
  return (
    <Page title={title}>
      <PageHeader
        title={title}
        above={[{ words: w.title, to: '/households' }]}
        lead={shown && w.building.lead(lived, shown.doors.length)}
      />
      <div className="hd-filters">
        <PlaceFilter
          label={w.fresh.building}
          placeholder={w.building.pick}
          placeId={placeId}
          onChange={(next) => set({ placeId: next })}
        />
      </div>
      <ErrorNote error={placeId === undefined ? null : error} onRetry={() => void refetch()} />
      {placeId === undefined && (
        <EmptyState icon="building" title={w.building.pick}>
          {w.building.pickText}
        </EmptyState>
      )}
      {shown?.doors.length === 0 && <EmptyState icon="building" title={w.building.none} />}
      {shown && shown.doors.length > 0 && placeId && <Staircases doors={shown.doors} placeId={placeId} />}
    </Page>
  )
}

const states = ['overdue', 'due', 'tried', 'done', 'fine', 'vacant'] as const

function Staircases({ doors, placeId }: { doors: readonly Door[]; placeId: string }) {
  const show = useShow()
  const units = [...new Set(doors.map(({ unit }) => unit))].sort((a, b) =>
    a.localeCompare(b, undefined, { numeric: true }),
  )
  return (
    <>
      <p className="hd-key">
        {states.map((state) => (
          <DoorMark key={state} state={state} />
        ))}
      </p>
      <div className="hd-staircases">
        {units.map((unit) => {
          const name = show.door({ unit, number: '' })
          return (
            <Sheet key={unit} {...(name ? { title: name } : {})}>
              <StairPicture
                name={name}
                cells={doors
                  .filter((door) => door.unit === unit)
                  .map((door) => ({
                    ...{ key: door.roomId, floor: door.floor, number: door.number, state: door.state },
                    to: door.householdId
                      ? `/households/${door.householdId}`
                      : `/households/new?placeId=${placeId}&roomId=${door.roomId}`,
                  }))}
              />
            </Sheet>
          )
        })}
      </div>
    </>
  )
}
