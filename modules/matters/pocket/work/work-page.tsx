import '../matters.css'
import { listed } from '../../../../kernel/contract/punctuation.ts'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useKept } from '../../../../kernel/web/kept.ts'
import { useLang, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { EmptyState } from '../../../../ui/empty-state.tsx'
import { ErrorNote, Remark } from '../../../../ui/error-note.tsx'
import { Go, useUrlState } from '../../../../ui/navigation.tsx'
import { AppBar, Screen } from '../../../../ui/pocket/frame.tsx'
import { useUiWords } from '../../../../ui/words.ts'
import { listMatters, type MatterRow, myWork } from '../../contract.ts'
import { KeptNote } from '../parts/kept-note.tsx'
import { type ViewName, viewNamed, viewNames, viewOf } from './views.ts'
import { words } from './words.ts'
import { WorkRow } from './work-row.tsx'

const pageSize = 30

/** `/work`: my list by clock, with what can be done in one press. */
export default function WorkPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const lang = useLang()
  const [{ view, offset: at }, setUrl] = useUrlState(['view', 'offset'])
  const name = viewNamed(view)
  const offset = Number(at ?? 0) || 0
  const work = useEndpoint(myWork, {}, { live: ['matter'] })
  const { data: mine } = useKept<typeof myWork>('my-work', work)
  const list = useEndpoint(
    listMatters,
    { query: { ...viewOf(name).query, offset, limit: pageSize } },
    { live: ['matter'] },
  )
  const { data, keptAt } = useKept<typeof listMatters>(`work:${name}:${offset}`, list)
  const rows = name === 'today' ? (data?.rows.filter(dueToday) ?? []) : (data?.rows ?? [])
  const goTo = (next: number) => setUrl({ offset: next > 0 ? String(next) : undefined })
  const mapLink = <Button look="quiet" icon="map" label={w.map} to="/map" />
  return (
    <>
      <AppBar title={w.title} actions={mapLink} />
      <Screen>
        <Tabs current={name} counts={mine?.counts} />
        <KeptNote at={keptAt} />
        {!data && !list.error && <p className="ui-muted">{ui.loading}</p>}
        {!data && <ErrorNote error={list.error} onRetry={() => void list.refetch()} />}
        {data && rows.length === 0 && (
          <EmptyState icon="check" title={w.empty} action={<Button to="/patrol">{w.patrol}</Button>}>
            {w.emptyText}
          </EmptyState>
        )}
        {rows.length > 0 && (
          <ul className="pocket-card pocket-card-flush mp-work">
            {rows.map((row) => (
              <WorkRow key={row.id} matter={row} />
            ))}
          </ul>
        )}
        {data && data.total > pageSize && (
          <div className="mp-between">
            {offset > 0 && <Button onClick={() => goTo(Math.max(0, offset - pageSize))}>{w.later}</Button>}
            <span className="ui-muted">{w.total(data.total)}</span>
            {data.total > offset + pageSize && <Button onClick={() => goTo(offset + pageSize)}>{w.earlier}</Button>}
          </div>
        )}
        {mine && mine.unknownHolidayYears.length > 0 && (
          <Remark icon="calendar">{w.holidays(listed(lang, mine.unknownHolidayYears))}</Remark>
        )}
      </Screen>
    </>
  )
}

/** Due before midnight on a Chinese clock; overdue ones have a list of their own. */
function dueToday(row: MatterRow): boolean {
  if (!row.clock || row.clock.lamp === 'red') return false
  const day = (at: string | number) => Math.floor((new Date(at).getTime() + 8 * 3_600_000) / 86_400_000)
  return day(row.clock.dueAt) === day(Date.now())
}

function Tabs({ current, counts }: { current: ViewName; counts: Readonly<Record<string, number>> | undefined }) {
  const w = useWords(words)
  const countOf = (name: ViewName) => {
    const { count } = viewOf(name)
    return count === undefined ? undefined : counts?.[count]
  }
  const shown = viewNames.filter((name) => name === current || !viewOf(name).quiet || (countOf(name) ?? 0) > 0)
  return (
    <nav className="mp-tabs" aria-label={w.title}>
      {shown.map((name) => (
        <Go key={name} to={name === 'all' ? '/work' : `/work?view=${name}`} current={name === current}>
          {w.view[name]}
          {countOf(name) !== undefined && <span>{countOf(name)}</span>}
        </Go>
      ))}
    </nav>
  )
}
