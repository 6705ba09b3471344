import './list.css'
import { useMemo } from 'react'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import type { Column } from '../../../../ui/desk/data-table.tsx'
import { useFormat } from '../../../../ui/format.ts'
import type { MatterRow } from '../../contract.ts'
import { matterWords } from '../../matter-words.ts'
import { useDayWords } from '../parts/day-words.ts'
import { ClockLamp, MatterMarks, StateWord, useNameOf } from '../parts/matter-marks.tsx'
import { words } from './words.ts'

interface Speech {
  readonly w: ReturnType<typeof useWords<typeof words.zh>>
  readonly m: ReturnType<typeof useWords<typeof matterWords.zh>>
  readonly say: ReturnType<typeof useSay>
  readonly day: ReturnType<typeof useDayWords>
  readonly moment: (at: string) => string
  readonly nameOf: ReturnType<typeof useNameOf>
}

type Columns = readonly Column<MatterRow>[]

/** The columns of a list of matters; ids of those that sort are the names the endpoint sorts by. */
export function useMatterColumns(): Columns {
  const w = useWords(words)
  const m = useWords(matterWords)
  const say = useSay()
  const { moment } = useFormat()
  const day = useDayWords()
  const nameOf = useNameOf()
  return useMemo(() => {
    const speech = { w, m, say, moment, day, nameOf }
    return [...usualColumns(speech), ...extraColumns(speech)]
  }, [w, m, say, moment, day, nameOf])
}

function usualColumns({ w, say, moment, day, nameOf }: Speech): Columns {
  const c = w.column
  return [
    {
      id: 'number',
      title: c.number,
      cell: (row) => <span className="ui-code matter-number">{row.number}</span>,
      sort: 'desc',
      width: '9.5em',
    },
    {
      id: 'title',
      title: c.title,
      main: true,
      cell: (row) => (
        <>
          {row.title} <MatterMarks matter={row} />
        </>
      ),
    },
    {
      id: 'place',
      title: c.place,
      width: '9em',
      cell: (row) => (
        <>
          {nameOf(row.place)}
          <span className="matter-second">{nameOf(row.place.above)}</span>
        </>
      ),
    },
    { id: 'state', title: c.state, cell: (row) => <StateWord state={row.state} />, width: '7.5em' },
    { id: 'due', title: c.due, cell: (row) => <ClockLamp matter={row} />, sort: 'asc', width: '10em' },
    {
      id: 'holder',
      title: c.holder,
      cell: (row) =>
        row.holder && (
          <>
            {row.holder.personName}
            <span className="matter-second">{nameOf(row.holder)}</span>
          </>
        ),
    },
    { id: 'category', title: c.category, cell: (row) => say(row.category.name) },
    {
      id: 'reported',
      title: c.reported,
      cell: (row) => (
        <time className="matter-day" dateTime={row.reportedAt} title={moment(row.reportedAt)}>
          {day(row.reportedAt)}
        </time>
      ),
      sort: 'desc',
      width: '6.5em',
    },
  ]
}

/** Not shown until the reader asks for them. */
function extraColumns({ w, m, day, nameOf }: Speech): Columns {
  const c = w.column
  return [
    {
      id: 'closed',
      title: c.closed,
      extra: true,
      sort: 'desc',
      cell: (row) => row.closedAt && day(row.closedAt),
    },
    { id: 'grid', title: c.grid, extra: true, cell: (row) => row.grid && nameOf(row.grid) },
    { id: 'channel', title: c.channel, extra: true, cell: (row) => m.channel[row.channel] },
    { id: 'priority', title: c.priority, extra: true, sort: 'desc', cell: (row) => m.priority[row.priority] },
    { id: 'outcome', title: c.outcome, extra: true, cell: (row) => row.outcome && m.outcome[row.outcome] },
    {
      id: 'satisfaction',
      title: c.satisfaction,
      extra: true,
      sort: 'desc',
      align: 'end',
      cell: (row) => row.satisfaction !== null && w.stars(row.satisfaction),
    },
  ]
}
