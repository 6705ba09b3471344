import '../matters.css'
import { useState } from 'react'
import type { ResponseOf } from '../../../../kernel/contract/endpoint.ts'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { EmptyState } from '../../../../ui/empty-state.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Figure } from '../../../../ui/figure.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { useParam } from '../../../../ui/navigation.tsx'
import { AppBar, Screen } from '../../../../ui/pocket/frame.tsx'
import { BigButton, Card, ListRow } from '../../../../ui/pocket/parts.tsx'
import { StatusWord } from '../../../../ui/status-word.tsx'
import { useUiWords } from '../../../../ui/words.ts'
import { communityPage } from '../../contract.ts'
import { matterWords } from '../../matter-words.ts'
import { useNames } from '../parts/names.ts'
import { StateWord } from '../parts/standing.tsx'
import { words } from './words.ts'

type Page = ResponseOf<typeof communityPage>

/** `/c/:code`: who answers for which grid, and what was reported and solved lately; nobody's data. */
export default function CommunityPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const nameOf = useNames()
  const code = useParam('code')
  const { data, error, refetch } = useEndpoint(communityPage, { params: { code } }, { staleTime: 60_000 })
  const gone = error?.code === 'not_found'
  return (
    <>
      <AppBar title={data ? nameOf(data.place) : w.title} back="/" />
      <Screen>
        {!data && !error && <p className="ui-muted">{ui.loading}</p>}
        {gone && <EmptyState icon="people" title={w.none} action={<Button to="/c">{w.choose}</Button>} />}
        {!data && !gone && <ErrorNote error={error} onRetry={() => void refetch()} />}
        {data && !gone && (
          <>
            <p className="ui-muted">{data.above.map(nameOf).join(' · ')}</p>
            <Month month={data.month} />
            <Grids grids={data.grids} />
            <Lately rows={data.lately} />
            <Card flush>
              <ListRow icon="calendar" title={w.activities} to={`/c/${encodeURIComponent(code)}/gatherings`} />
              <ListRow icon="heart" title={w.thanks} to={`/c/${encodeURIComponent(code)}/thanks`} />
            </Card>
            <BigButton icon="message" to="/report">
              {w.report}
            </BigButton>
          </>
        )}
      </Screen>
    </>
  )
}

function Month({ month }: { month: Page['month'] }) {
  const w = useWords(words)
  const format = useFormat()
  return (
    <Card title={w.month}>
      <div className="mp-counts">
        <Figure label={w.reported} value={month.reported} />
        <Figure label={w.solved} value={month.solved} />
        <Figure label={w.satisfied} value={month.satisfied === null ? null : format.percent(month.satisfied, 0)} />
      </div>
      {month.satisfied === null && <p className="ui-muted ui-small">{w.noAnswers}</p>}
    </Card>
  )
}

/** 网格公示: name, area, worker, phones, duties (滨州市社会治理网格化服务管理条例 art. 6, 10). */
function Grids({ grids }: { grids: Page['grids'] }) {
  const w = useWords(words)
  const say = useSay()
  const nameOf = useNames()
  return (
    <Card flush title={w.grids}>
      {grids.map((grid) => (
        <section key={grid.id} className="mp-grid-card">
          <div className="mp-between">
            <strong>{nameOf(grid)}</strong>
            <span className="ui-muted ui-small">
              {w.buildings(grid.buildings)} · {w.households(grid.households)}
            </span>
          </div>
          <dl className="mp-facts">
            <dt>{w.worker}</dt>
            <dd>{grid.worker ? `${grid.worker}${grid.standIn ? ` · ${w.standIn}` : ''}` : w.vacant}</dd>
            <Phone label={w.officePhone} phone={grid.officePhone} />
            <Phone label={w.supervision} phone={grid.supervisionPhone} />
            <dt>{w.compounds}</dt>
            <dd>{grid.compounds.map(nameOf).join(w.comma)}</dd>
          </dl>
          {grid.duties.length > 0 && (
            <details className="mp-more">
              <summary>{w.duties}</summary>
              <ul className="mp-duties">
                {grid.duties.map((duty) => (
                  <li key={duty.zh}>{say(duty)}</li>
                ))}
              </ul>
            </details>
          )}
        </section>
      ))}
    </Card>
  )
}

function Phone({ label, phone }: { label: string; phone: string | null }) {
  if (!phone) return null
  return (
    <>
      <dt>{label}</dt>
      <dd>
        <Button look="quiet" icon="phone" to={`tel:${phone}`}>
          {phone}
        </Button>
      </dd>
    </>
  )
}

/** So many at first; the rest is there for whoever asks. */
const fewest = 8

/** What was solved, then what is under way; nobody's data. */
function Lately({ rows }: { rows: Page['lately'] }) {
  const w = useWords(words)
  const solved = rows.filter((row) => row.closedOn !== null || row.state === 'resolved')
  return (
    <>
      <LatelyCard title={w.latelySolved} rows={solved} />
      <LatelyCard title={w.latelyOpen} rows={rows.filter((row) => !solved.includes(row))} />
    </>
  )
}

function LatelyCard({ title, rows }: { title: string; rows: Page['lately'] }) {
  const w = useWords(words)
  const m = useWords(matterWords)
  const say = useSay()
  const nameOf = useNames()
  const format = useFormat()
  const [all, setAll] = useState(false)
  const shown = all ? rows : rows.slice(0, fewest)
  return (
    <Card flush title={title}>
      {rows.length === 0 && <p className="mp-grid-card ui-muted">{w.nothingLately}</p>}
      {shown.map((row) => (
        <ListRow
          key={row.id}
          title={say(row.category)}
          note={[
            nameOf(row.place),
            format.shortDay(row.reportedOn),
            row.closedOn ? w.closedOn(format.shortDay(row.closedOn)) : '',
          ]
            .filter(Boolean)
            .join(' · ')}
          mark={
            row.closedOn && row.outcome ? (
              <StatusWord words={m.outcome[row.outcome]} tone="done" />
            ) : (
              <StateWord state={row.state} />
            )
          }
        />
      ))}
      {shown.length < rows.length && (
        <Button look="quiet" onClick={() => setAll(true)}>
          {w.more(rows.length - shown.length)}
        </Button>
      )}
    </Card>
  )
}
