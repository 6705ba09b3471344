import { useWords } from '../../../../kernel/web/words.ts'
import { useFormat } from '../../../../ui/format.ts'
import { Go } from '../../../../ui/navigation.tsx'
import { useNameOf } from '../../../matters/desk/public.ts'
import type { GatheringRow } from '../../contract.ts'
import { traits } from '../../gathering.ts'
import { GatheringState, KindMark } from '../marks.tsx'
import { useMonthWords, yuanOf } from '../time.ts'
import { words } from '../words.ts'

/** Gatherings month by month, in the order given. */
export function GatheringList({ rows }: { rows: readonly GatheringRow[] }) {
  const { monthOf } = useMonthWords()
  const months = rows.reduce<{ month: string; rows: GatheringRow[] }[]>((all, row) => {
    const month = monthOf(row.startsAt)
    const last = all.at(-1)
    if (last?.month === month) last.rows.push(row)
    else all.push({ month, rows: [row] })
    return all
  }, [])
  return (
    <>
      {months.map(({ month, rows: ofMonth }) => (
        <section key={month} aria-label={month}>
          <h3 className="gathering-month">{month}</h3>
          {ofMonth.map((row) => (
            <Row key={row.id} row={row} />
          ))}
        </section>
      ))}
    </>
  )
}

function Row({ row }: { row: GatheringRow }) {
  const { weekdayOf, dayOfMonth } = useMonthWords()
  const format = useFormat()
  const nameOf = useNameOf()
  return (
    <Go
      to={`/gatherings/${row.id}`}
      className={`gathering-row${row.state === 'cancelled' ? ' gathering-cancelled' : ''}`}
    >
      <span className="gathering-day">
        <strong>{dayOfMonth(row.startsAt)}</strong>
        {weekdayOf(row.startsAt)}
      </span>
      <span>
        <span className="gathering-title">{row.title}</span> <KindMark kind={row.kind} />
        <span className="gathering-counts">
          <span>
            {format.time(row.startsAt)} · {nameOf(row.place)}
            {row.venue && ` · ${row.venue}`}
          </span>
          <Counts row={row} />
        </span>
      </span>
      <GatheringState state={row.state} />
    </Go>
  )
}

/** Only what says something of this kind at this time. */
function Counts({ row }: { row: GatheringRow }) {
  const w = useWords(words).row
  const { counts, state, kind } = row
  const over = state === 'held' || state === 'running'
  const said = [
    over ? w.attended(counts.attended) : counts.invited > 0 && w.invited(counts.invited),
    !over && counts.coming > 0 && w.coming(counts.coming),
    traits[kind].agenda && !over && counts.items > 0 && w.items(counts.items),
    counts.decisions > 0 && w.decisions(counts.decisionsClosed, counts.decisions),
    traits[kind].stalls && !over && counts.stalls > 0 && w.stalls(counts.stallsAllotted, counts.stalls),
    traits[kind].stalls && over && w.exhibitors(counts.exhibitors),
    counts.turnoverFen > 0 && w.turnover(yuanOf(counts.turnoverFen)),
  ].filter((one) => typeof one === 'string')
  return (
    <>
      {said.map((one) => (
        <span key={one}>{one}</span>
      ))}
    </>
  )
}
