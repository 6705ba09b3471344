import './households-desk.css'
import { useWords } from '../../../kernel/web/words.ts'
import { Sheet } from '../../../ui/desk/page.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Go } from '../../../ui/navigation.tsx'
import type { HouseholdFigures } from '../contract.ts'
import { useShow } from '../web/show.ts'
import { words } from './words.ts'

/** 已访 ÷ 应访 by grid, in the order of the register; each number opens exactly what it counts. */
export function CoverageByGrid({ figures }: { figures: HouseholdFigures }) {
  const w = useWords(words)
  const show = useShow()
  const format = useFormat()
  const { quarter, grids, mayOpen } = figures
  const dues = (gridId: string, part: string) =>
    `/visits/dues?${new URLSearchParams({ quarter, subjectKind: 'household', gridId, part })}`
  return (
    <Sheet title={w.coverage(quarter)}>
      <p className="ui-muted ui-small">{w.coverageLead}</p>
      <div className="hd-scroll">
        <table className="hd-table">
          <caption className="ui-unseen">{w.coverage(quarter)}</caption>
          <thead>
            <tr>
              <th scope="col">{w.grid}</th>
              {[w.households, w.done, w.due, w.excluded, w.rate, w.notReached].map((head) => (
                <th key={head} scope="col" className="hd-number">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {grids.map(({ grid, households, due, done, excluded, notReached }) => (
              <tr key={grid.id}>
                <th scope="row">{show.name(grid)}</th>
                <Count of={households} to={mayOpen ? `/households?gridId=${grid.id}` : undefined} />
                <Count of={done} to={dues(grid.id, 'numerator')} />
                <Count of={due} to={dues(grid.id, 'denominator')} />
                <Count of={excluded} to={dues(grid.id, 'excluded')} />
                <td className="hd-number">{due > 0 ? format.percent(done / due) : '—'}</td>
                <Count of={notReached} to={mayOpen ? `/households/unreached?gridId=${grid.id}` : undefined} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Sheet>
  )
}

function Count({ of, to }: { of: number; to: string | undefined }) {
  const format = useFormat()
  const said = format.number(of)
  return <td className="hd-number">{of > 0 && to ? <Go to={to}>{said}</Go> : said}</td>
}
