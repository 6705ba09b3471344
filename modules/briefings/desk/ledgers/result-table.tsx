import { Fragment } from 'react'
import { today } from '../../../../kernel/web/today.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { useFormat } from '../../../../ui/format.ts'
import { Go } from '../../../../ui/navigation.tsx'
import type { ResultRow } from '../../ledgers-contract.ts'
import { address, duesAddress, gatheringsAddress, mattersAddress, pushesAddress, vacantAddress } from './addresses.ts'
import { words } from './words.ts'

/** The ledger of results as it is exported; each number leads to what it counts. */
export function ResultTable({ rows }: { rows: readonly ResultRow[] }) {
  const w = useWords(words)
  const columns = Object.values(w.column)
  const quarters = [...new Set(rows.map(({ quarter }) => quarter))]
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="ledger-scroll" tabIndex={0} aria-label={w.results}>
      <table className="ledger-table">
        <caption className="ui-unseen">{w.results}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        {quarters.map((quarter) => (
          <Quarter key={quarter} rows={rows.filter((row) => row.quarter === quarter)} columns={columns.length} />
        ))}
      </table>
    </section>
  )
}

function Quarter({ rows, columns }: { rows: readonly ResultRow[]; columns: number }) {
  const w = useWords(words)
  const format = useFormat()
  const [first] = rows
  if (!first) return null
  return (
    <tbody>
      <tr className="ledger-quarter">
        <th colSpan={columns} scope="rowgroup">
          {first.quarter} <span className="ui-muted">{w.days(format.date(first.from), format.date(first.to))}</span>
        </th>
      </tr>
      {rows.map((row) => (
        <Fragment key={row.place.id}>
          <Result row={row} />
        </Fragment>
      ))}
    </tbody>
  )
}

function Result({ row }: { row: ResultRow }) {
  const w = useWords(words)
  const say = useSay()
  const format = useFormat()
  const at = { placeId: row.place.id, from: row.from, to: row.to }
  const name = say(row.place.name)
  const rate = ({ vacantCm2, lettableCm2 }: ResultRow['vacancyAfter']) =>
    lettableCm2 === 0 ? w.none : format.percent(vacantCm2 / lettableCm2)
  const now = today()
  const [lastDay = now] = [row.to, now].toSorted()
  const noSuites = row.vacancyBefore.lettableCm2 + row.vacancyAfter.lettableCm2 === 0
  const number = (count: number, to: string | null) => <Count words={format.number(count)} to={count > 0 ? to : null} />
  const meetings = { ...at, quarter: row.quarter }
  return (
    <tr className={row.whole ? 'ledger-whole' : undefined}>
      <th scope="row">{row.whole ? w.whole(name) : name}</th>
      <td>
        {row.firmsIn + row.firmsOut === 0 ? (
          w.none
        ) : (
          <Go to={address('/buildings', { placeId: row.place.id })}>
            {format.number(row.firmsIn)} / {format.number(row.firmsOut)}
          </Go>
        )}
      </td>
      <td>
        {noSuites ? (
          w.none
        ) : (
          <Go to={vacantAddress(at, lastDay)}>{w.became(rate(row.vacancyBefore), rate(row.vacancyAfter))}</Go>
        )}
      </td>
      <td>
        {row.due === 0 ? (
          w.none
        ) : (
          <Go to={duesAddress(at, 'denominator')}>
            {format.number(row.done)} / {format.number(row.due)}
          </Go>
        )}
      </td>
      <td>{number(row.raised, mattersAddress(at, 'reported'))}</td>
      <td>{number(row.resolved, mattersAddress(at, 'resolved'))}</td>
      <td>{number(row.solved, mattersAddress(at, 'resolution'))}</td>
      <td>{number(row.satisfied, mattersAddress(at, 'satisfaction'))}</td>
      <td>{number(row.granted, pushesAddress(at, 'granted'))}</td>
      <td>
        <Count
          words={row.grantedFen === 0 ? w.none : format.number(row.grantedFen / 100)}
          to={row.grantedFen > 0 ? pushesAddress(at, 'granted') : null}
        />
      </td>
      <td>{number(row.seminars, gatheringsAddress(meetings, 'seminar'))}</td>
      <td>{number(row.fairs, gatheringsAddress(meetings, 'fair'))}</td>
      <td>{number(row.exhibitors, gatheringsAddress(meetings, 'fair'))}</td>
    </tr>
  )
}

const Count = ({ words: said, to }: { words: string; to: string | null }) => (to ? <Go to={to}>{said}</Go> : said)
