import { useWords } from '../../../kernel/web/words.ts'
import { useNameOf } from '../../matters/desk/public.ts'
import type { Doors } from '../campaigns/contract.ts'
import { reaches } from '../campaigns/reach.ts'
import { words } from './words.ts'

type Building = Doors['buildings'][number]

const [pane, gap, edge] = [10, 4, 6]

/** A house drawn as one stands before it: stairs side by side, floors above each other, a window lit where somebody was reached. */
export function HouseFront({ of }: { of: Building }) {
  const w = useWords(words)
  const nameOf = useNameOf()
  const name = `${nameOf(of.compound)} ${nameOf(of.place)}`
  const floors = [...new Set(of.rooms.map(({ floor }) => floor))].toSorted((a, b) => b - a)
  const units = [...new Set(of.rooms.map(({ unit }) => unit))].toSorted((a, b) =>
    a.localeCompare(b, 'zh', { numeric: true }),
  )
  const widest = units.map((unit) =>
    Math.max(...floors.map((floor) => of.rooms.filter((room) => room.unit === unit && room.floor === floor).length)),
  )
  const startOf = (unit: number) => edge + widest.slice(0, unit).reduce((sum, n) => sum + n * (pane + gap) + gap, 0)
  const width = startOf(units.length) + edge - gap
  const height = floors.length * (pane + gap) + edge * 2
  return (
    <figure className="safe-front">
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={w.front(name, of.reached, of.addressed)}>
        <rect className="safe-wall" x={0} y={0} width={width} height={height} rx={2} />
        {units.map((unit, at) =>
          floors.map((floor, level) =>
            of.rooms
              .filter((room) => room.unit === unit && room.floor === floor)
              .map((room, n) => (
                <rect
                  key={room.id}
                  className={room.ways.some(reaches) ? 'safe-window safe-window-met' : 'safe-window'}
                  x={startOf(at) + n * (pane + gap)}
                  y={edge + level * (pane + gap)}
                  width={pane}
                  height={pane}
                >
                  <title>{room.number}</title>
                </rect>
              )),
          ),
        )}
      </svg>
      <figcaption>
        {name} · {w.progress(of.reached, of.addressed)}
      </figcaption>
    </figure>
  )
}
