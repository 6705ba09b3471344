import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import type { PlaceId } from '../../../../kernel/contract/ids.ts'
import { listed } from '../../../../kernel/contract/punctuation.ts'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useLang, useWords } from '../../../../kernel/web/words.ts'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { Go } from '../../../../ui/navigation.tsx'
import { useNameOf } from '../../../matters/desk/public.ts'
import { type MoveRow, moves } from '../../buildings-contract.ts'
import { useFirmName } from '../parts/firm-name.ts'
import { useShow } from '../parts/show.ts'
import { words } from './words.ts'

interface MovesProps {
  readonly placeId: PlaceId | undefined
  /** Shown first; another one can be chosen. */
  readonly month: string | undefined
}

/** Who came, went and moved in a month. */
export function Moves({ placeId, month: first }: MovesProps) {
  const w = useWords(words)
  const show = useShow()
  const [month, setMonth] = useState(first)
  const { data, error, refetch } = useEndpoint(moves, {
    query: { ...(month ? { month } : {}), ...(placeId ? { placeId } : {}) },
  })
  return (
    <Sheet
      title={w.moves}
      tools={
        <DatePicker
          picker="month"
          aria-label={w.month}
          allowClear={false}
          value={data ? dayjs(`${month ?? data.month}-01`) : null}
          onChange={(chosen) => setMonth(chosen?.format('YYYY-MM'))}
        />
      }
    >
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {data?.moves.length === 0 && <p className="ui-muted">{w.movesNone}</p>}
      {data && data.moves.length > 0 && (
        <>
          <p className="ui-small ui-muted">{w.total(show.area(data.inCm2), show.area(data.outCm2))}</p>
          <ul className="moves">
            {data.moves.map((move) => (
              <Move key={`${move.on} ${move.firmId}`} move={move} />
            ))}
          </ul>
        </>
      )}
    </Sheet>
  )
}

function Move({ move }: { move: MoveRow }) {
  const w = useWords(words)
  const lang = useLang()
  const show = useShow()
  const format = useFormat()
  const nameOf = useNameOf()
  const firmName = useFirmName()
  const where = [move.from, move.to]
    .filter((end) => end !== null)
    .map((end) => `${nameOf(end)} ${listed(lang, end.suites)}`)
    .join(' → ')
  return (
    <li>
      <time dateTime={move.on} className="ui-small ui-muted">
        {format.shortDay(`${move.on}T00:00:00+08:00`)}
      </time>
      <span className={`moves-kind moves-${move.kind}`}>{w.kind[move.kind]}</span>
      <span>
        <Go to={`/firms/${move.firmId}`}>{firmName({ name: move.firmName, nameEn: move.firmNameEn })}</Go>
        <small>
          {where}
          {move.planned ? ` · ${w.planned}` : ''}
        </small>
      </span>
      <span className="ui-small ui-muted">{show.area(move.areaCm2)}</span>
    </li>
  )
}
