import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { useUiWords } from '../../../../ui/words.ts'
import { listMatters } from '../../contract.ts'
import { type FilterText, listAddress, queryOf } from '../list/query.ts'
import { ClockLamp, useNameOf } from '../parts/matter-marks.tsx'
import { words } from './words.ts'

export interface ShortListProps {
  /** Which matters, as the list of all has it. */
  readonly filter: FilterText
  readonly onMatter: (id: string) => void
}

/** The first of the open matters of a grid or place, the nearest deadline first, and the way to all of them. */
export function ShortList({ filter, onMatter }: ShortListProps) {
  const w = useWords(words)
  const ui = useUiWords()
  const format = useFormat()
  const nameOf = useNameOf()
  const { data, error } = useEndpoint(listMatters, {
    query: { ...queryOf(filter), sort: 'due', order: 'asc', limit: 12 },
  })
  if (error) return <ErrorNote error={error} />
  if (!data) return <p className="ui-muted">{ui.loading}</p>
  if (data.total === 0) return <p className="ui-muted">{w.none}</p>
  return (
    <div>
      <ul className="map-rows">
        {data.rows.map((row) => (
          <li key={row.id}>
            <button type="button" onClick={() => onMatter(row.id)}>
              <span>{row.title}</span>
              <span className="map-row-note">
                <ClockLamp matter={row} />
                {nameOf(row.place)}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <Button look="quiet" icon="list" to={listAddress({ ...filter, sort: 'due' })}>
        {w.all(format.number(data.total))}
      </Button>
    </div>
  )
}
