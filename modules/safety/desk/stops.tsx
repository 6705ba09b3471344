import { useState } from 'react'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { TickPill } from '../../../ui/pills.tsx'
import { useNameOf } from '../../matters/desk/public.ts'
import { listPoints, orderPoints, type PointRow } from '../contract.ts'
import { words } from './words.ts'

type PointId = PointRow['id']

interface StopsProps {
  readonly stops: readonly Pick<PointRow, 'id' | 'name' | 'place'>[]
  readonly onOrder: (ids: readonly PointId[]) => void
  /** Nobody may change it: it is only shown. */
  readonly fixed?: boolean
}

/** Points in the order of the walk, moved by hand or put in the order of the shortest walk. */
export function Stops({ stops, onOrder, fixed = false }: StopsProps) {
  const w = useWords(words)
  const nameOf = useNameOf()
  const ids = stops.map(({ id }) => id)
  const order = useCommand(orderPoints, { onDone: ({ pointIds }) => onOrder(pointIds) })
  const swap = (at: number, to: number) => {
    const next = [...ids]
    const [one, other] = [ids[at], ids[to]]
    if (!one || !other) return
    next[at] = other
    next[to] = one
    onOrder(next)
  }
  return (
    <>
      <ol className="safe-stops">
        {stops.map((stop, at) => (
          <li key={stop.id}>
            <span>
              {stop.name} <span className="ui-muted ui-small">{nameOf(stop.place)}</span>
            </span>
            {!fixed && (
              <>
                <Button look="quiet" label={w.up(stop.name)} disabled={at === 0} onClick={() => swap(at, at - 1)}>
                  ↑
                </Button>
                <Button
                  look="quiet"
                  label={w.down(stop.name)}
                  disabled={at === stops.length - 1}
                  onClick={() => swap(at, at + 1)}
                >
                  ↓
                </Button>
              </>
            )}
          </li>
        ))}
      </ol>
      {!fixed && stops.length > 2 && (
        <div className="ui-row">
          <Button icon="target" busy={order.isPending} onClick={() => order.mutate({ body: { pointIds: [...ids] } })}>
            {w.order}
          </Button>
          {order.data && <span className="ui-muted">{w.ordered(order.data.metres)}</span>}
        </div>
      )}
      <ErrorNote error={order.error} />
    </>
  )
}

/** Points of a place to choose from; those that are chosen stand below in their order. */
export function StopPicker({
  placeId,
  ids,
  onChange,
}: {
  placeId: PointRow['place']['id']
  ids: readonly PointId[]
  onChange: (ids: readonly PointId[]) => void
}) {
  const { data, error } = useEndpoint(listPoints, { query: { placeId, limit: 200 } })
  const [known] = useState(() => new Map<PointId, PointRow>())
  for (const row of data?.rows ?? []) known.set(row.id, row)
  const stops = ids.flatMap((id) => known.get(id) ?? [])
  return (
    <>
      <ErrorNote error={error} />
      <div className="safe-chosen">
        {data?.rows.map((row) => (
          <TickPill
            key={row.id}
            checked={ids.includes(row.id)}
            onChange={(checked) => onChange(checked ? [...ids, row.id] : ids.filter((id) => id !== row.id))}
          >
            {row.name}
          </TickPill>
        ))}
      </div>
      {stops.length > 0 && <Stops stops={stops} onOrder={onChange} />}
    </>
  )
}
