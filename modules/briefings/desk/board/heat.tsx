import { Select } from 'antd'
import { useMemo } from 'react'
import { metresADegree } from '../../../../kernel/contract/metres.ts'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { type Bounds, MapCanvas } from '../../../../ui/map/map-canvas.tsx'
import { Go, useUrlState } from '../../../../ui/navigation.tsx'
import { useUiWords } from '../../../../ui/words.ts'
import { useCategories } from '../../../matters/desk/public.ts'
import { placeMap } from '../../../places/contract.ts'
import { type HeatView, readHeat } from '../../heat-contract.ts'
import { type HeatAsked, heatAddress } from '../../heat-filter.ts'
import { firstDayOf, lastDayOf } from '../../months.ts'
import { heatWords } from './heat-words.ts'
import type { Looking } from './use-board.ts'

/** Where the matters of the period lie, as a map and as a table; opened by a press, so that the board itself stays light. */
export function Heat({ looking }: { looking: Looking }) {
  const w = useWords(heatWords)
  const [{ heat, heatKind, heatCategory }, set] = useUrlState(['heat', 'heatKind', 'heatCategory'])
  const { from, to, month } = looking
  const asked: HeatAsked = {
    from: firstDayOf(month ?? from),
    to: lastDayOf(month ?? to),
    ...(heatKind ? { kind: heatKind } : {}),
    ...(heatCategory ? { category: heatCategory } : {}),
  }
  return (
    <Sheet
      title={w.title}
      tools={
        <span className="ui-noprint">
          <Button icon="map" onClick={() => set({ heat: heat ? undefined : '1' })}>
            {heat ? w.hide : w.show}
          </Button>
        </span>
      }
    >
      {heat && (
        <div className="ui-stack">
          <Narrowing kind={heatKind} category={heatCategory} onChange={set} />
          <Shown looking={looking} asked={asked} />
        </div>
      )}
    </Sheet>
  )
}

interface NarrowingProps {
  readonly kind: string | undefined
  readonly category: string | undefined
  readonly onChange: (patch: { heatKind?: string | undefined; heatCategory?: string | undefined }) => void
}

function Narrowing({ kind, category, onChange }: NarrowingProps) {
  const w = useWords(heatWords)
  const say = useSay()
  const { kinds } = useCategories()
  const { categories } = useCategories(kinds.find(({ code }) => code === kind)?.categoryTree)
  const all = { value: '', label: w.all }
  return (
    <div className="board-controls ui-noprint">
      <span aria-hidden="true">{w.kind}</span>
      <Select
        aria-label={w.kind}
        value={kind ?? ''}
        options={[all, ...kinds.map(({ code, name }) => ({ value: code, label: say(name) }))]}
        onChange={(value) => onChange({ heatKind: value || undefined, heatCategory: undefined })}
      />
      <span aria-hidden="true">{w.category}</span>
      <Select
        aria-label={w.category}
        value={category ?? ''}
        showSearch={{ optionFilterProp: 'label' }}
        popupMatchSelectWidth={false}
        options={[all, ...categories.map(({ code, path }) => ({ value: code, label: path }))]}
        onChange={(value) => onChange({ heatCategory: value || undefined })}
      />
    </div>
  )
}

function Shown({ looking, asked }: { looking: Looking; asked: HeatAsked }) {
  const w = useWords(heatWords)
  const ui = useUiWords()
  const format = useFormat()
  const { placeId } = looking
  const { data, error, refetch } = useEndpoint(
    readHeat,
    { query: { ...asked, ...(placeId ? { placeId } : {}) } },
    { staleTime: 60_000 },
  )
  if (error) return <ErrorNote error={error} onRetry={() => void refetch()} />
  if (!data) return <p className="ui-muted">{ui.loading}</p>
  if (data.located === 0) return <p>{w.none}</p>
  return (
    <>
      <p className="ui-muted">{w.lead(format.number(data.located), format.number(data.total))}</p>
      <div className="board-heat">
        <HeatMap heat={data} />
        <HeatTable heat={data} asked={asked} />
      </div>
      <p className="board-note">
        {w.square(format.number(Math.round((data.side * metresADegree) / 10) * 10))}
        {w.few(format.number(data.scattered))}
      </p>
    </>
  )
}

function HeatMap({ heat }: { heat: HeatView }) {
  const w = useWords(heatWords)
  const say = useSay()
  const shapes = useEndpoint(placeMap, {}, { staleTime: 10 * 60_000 })
  const points = useMemo(() => {
    const most = Math.max(1, ...heat.squares.map(({ count }) => count))
    return [...heat.squares, ...heat.blurred].map(({ lng, lat, count }) => ({
      lng,
      lat,
      weight: Math.min(1, count / most),
    }))
  }, [heat])
  const bounds = useMemo((): Bounds => {
    const [lngs, lats] = [points.map(({ lng }) => lng), points.map(({ lat }) => lat)]
    const edge = heat.side * 2
    return [Math.min(...lngs) - edge, Math.min(...lats) - edge, Math.max(...lngs) + edge, Math.max(...lats) + edge]
  }, [points, heat.side])
  return (
    <MapCanvas
      label={w.map(say(heat.place.name))}
      base={shapes.data?.base}
      grids={shapes.data?.grids}
      heat={points}
      bounds={bounds}
      height={420}
      still
    />
  )
}

const shown = 10

function HeatTable({ heat, asked }: { heat: HeatView; asked: HeatAsked }) {
  const w = useWords(heatWords)
  const say = useSay()
  const format = useFormat()
  return (
    <table className="board-topics">
      <caption>{w.table}</caption>
      <thead>
        <tr>
          <th scope="col">{w.where}</th>
          <th scope="col">{w.count}</th>
        </tr>
      </thead>
      <tbody>
        {heat.squares.slice(0, shown).map(({ area, name, count }) => {
          const where = name ? say(name) : w.unnamed
          return (
            <tr key={area}>
              <th scope="row">{where}</th>
              <td className="board-topic-number">
                <Go to={heatAddress(heat, asked, area)} label={w.open(where, format.number(count))}>
                  {format.number(count)}
                </Go>
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
