import '../visits-desk.css'
import { useWords } from '../../../../kernel/web/words.ts'
import { useFormat } from '../../../../ui/format.ts'
import { Go } from '../../../../ui/navigation.tsx'
import { duesAddress } from './dues-address.ts'
import { words } from './words.ts'

export interface TableRow {
  readonly key: string
  readonly words: string
  readonly to?: string
  readonly numerator: number
  readonly denominator: number
  readonly excluded: number
  readonly filter: Readonly<Record<string, string>>
}

/** A plain table in the order of names; never sorted by rate. */
export function CoverageTable({ caption, rows }: { caption: string; rows: readonly TableRow[] }) {
  const w = useWords(words)
  const format = useFormat()
  return (
    <table className="vi-table">
      <caption className="ui-unseen">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{w.name}</th>
          {[w.done, w.due, w.excluded, w.rate].map((head) => (
            <th key={head} scope="col" className="vi-number">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key}>
            <th scope="row">{row.to ? <Go to={row.to}>{row.words}</Go> : row.words}</th>
            {(['numerator', 'denominator', 'excluded'] as const).map((part) => (
              <td key={part} className="vi-number">
                {row[part] > 0 ? (
                  <Go to={duesAddress({ ...row.filter, part })}>{format.number(row[part])}</Go>
                ) : (
                  format.number(0)
                )}
              </td>
            ))}
            <td className="vi-number">{row.denominator > 0 ? format.percent(row.numerator / row.denominator) : '—'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
