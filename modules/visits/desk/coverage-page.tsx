import './visits-desk.css'
import type { PlaceId } from '../../../kernel/contract/ids.ts'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Figure, Figures } from '../../../ui/figure.tsx'
import { useUrlState } from '../../../ui/navigation.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { type CoverageView, readCoverage } from '../contract.ts'
import { useNames } from '../web/names.ts'
import { CoverageTable, type TableRow } from './coverage/coverage-table.tsx'
import { duesAddress } from './coverage/dues-address.ts'
import { words } from './coverage/words.ts'

/** `/visits/coverage`: of whom was to be visited, how many were; each number leads to exactly what it counts. */
export default function CoveragePage() {
  const w = useWords(words)
  const ui = useUiWords()
  const nameOf = useNames()
  const [{ quarter, placeId }, setUrl] = useUrlState(['quarter', 'placeId'])
  const { data, error, refetch } = useEndpoint(readCoverage, {
    query: { ...(quarter ? { quarter } : {}), ...(placeId ? { placeId: placeId as PlaceId } : {}) },
  })
  const title = data ? w.at(nameOf(data.place)) : w.title
  const linkOf = (id: string) => `/visits/coverage?placeId=${id}${quarter ? `&quarter=${quarter}` : ''}`
  return (
    <Page title={title}>
      <PageHeader
        title={title}
        above={(data?.above ?? []).map((place) => ({ words: nameOf(place), to: linkOf(place.id) }))}
        lead={w.lead}
        actions={data && <Quarters current={data.quarter} onChoose={(next) => setUrl({ quarter: next })} />}
      />
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {!data && !error && <p className="ui-muted">{ui.loading}</p>}
      {data && data.total.denominator + data.total.excluded === 0 && (
        <EmptyState icon="chart" title={w.nothing}>
          {w.nothingText}
        </EmptyState>
      )}
      {data && data.total.denominator + data.total.excluded > 0 && <Board data={data} linkOf={linkOf} />}
    </Page>
  )
}

function Quarters({ current, onChoose }: { current: string; onChoose: (quarter: string) => void }) {
  const w = useWords(words)
  return (
    <>
      <Button look="quiet" icon="back" label={w.earlier} onClick={() => onChoose(step(current, -1))} />
      <strong>{current}</strong>
      <Button look="quiet" icon="forward" label={w.later} onClick={() => onChoose(step(current, 1))} />
    </>
  )
}

/** The quarter before or after one by name. */
function step(quarter: string, by: number): string {
  const [year = 2000, n = 1] = quarter.split('-Q').map(Number)
  const at = year * 4 + n - 1 + by
  return `${Math.floor(at / 4)}-Q${(at % 4) + 1}`
}

function Board({ data, linkOf }: { data: CoverageView; linkOf: (id: string) => string }) {
  const w = useWords(words)
  const say = useSay()
  const nameOf = useNames()
  const { quarter, place, total, mine } = data
  const at = { quarter, placeId: place.id }
  const places: TableRow[] = data.places.map((row) => ({
    ...row,
    key: `${row.id} ${row.direct}`,
    words: row.direct ? w.direct(nameOf(row)) : nameOf(row),
    ...(row.direct ? {} : { to: linkOf(row.id) }),
    filter: { quarter, placeId: row.id, ...(row.direct ? { directly: 'true' } : {}) },
  }))
  const grids: TableRow[] = data.grids.map((row) => ({
    ...row,
    key: row.id,
    words: nameOf(row),
    filter: { ...at, gridId: row.id },
  }))
  const posts: TableRow[] = data.posts.map((row) => ({
    ...row,
    key: row.id,
    words: nameOf(row),
    filter: { ...at, postId: row.id },
  }))
  const rules: TableRow[] = data.rules.map((row) => ({
    ...row,
    key: row.code,
    words: say(row.name),
    filter: { ...at, rule: row.code },
  }))
  return (
    <>
      <Sheet>
        <Figures>
          <Figure
            label={w.total(quarter)}
            of={{ part: total.numerator, whole: total.denominator, excluded: total.excluded }}
            to={duesAddress({ ...at, part: 'denominator' })}
          />
          {mine.denominator > 0 && (
            <Figure
              label={w.mine}
              of={{ part: mine.numerator, whole: mine.denominator, excluded: mine.excluded }}
              to={duesAddress({ ...at, part: 'denominator', mine: 'true' })}
            />
          )}
          {data.quarters
            .slice(0, -1)
            .filter((one) => one.denominator + one.excluded > 0)
            .map((one) => (
              <Figure
                key={one.quarter}
                label={one.quarter}
                of={{ part: one.numerator, whole: one.denominator, excluded: one.excluded }}
                to={duesAddress({ quarter: one.quarter, placeId: place.id, part: 'denominator' })}
              />
            ))}
        </Figures>
        <p className="vi-formula">{w.formula}</p>
      </Sheet>
      {[
        { title: w.places, rows: places },
        ...(grids.length > 0 ? [{ title: w.grids, rows: grids }] : []),
        { title: w.posts, rows: posts },
        { title: w.rules, rows: rules },
      ].map(({ title, rows }) => (
        <Sheet key={title} title={title}>
          <CoverageTable caption={title} rows={rows} />
        </Sheet>
      ))}
    </>
  )
}
