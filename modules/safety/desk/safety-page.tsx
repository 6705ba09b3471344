import '../../../ui/input.css'
import './safety.css'
import type { PlaceId } from '../../../kernel/contract/ids.ts'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { type Filter, FilterBar } from '../../../ui/desk/filter-bar.tsx'
import { Page, PageHeader } from '../../../ui/desk/page.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { Figure, Figures } from '../../../ui/figure.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useUrlState } from '../../../ui/navigation.tsx'
import { PlaceFilter } from '../../matters/desk/public.ts'
import { type FindingFilter, findingShows, safetyFigures, type Figures as Values } from '../contract.ts'
import { kindCodes, kinds } from '../kinds.ts'
import { FindingsTable } from './findings-table.tsx'
import { words } from './words.ts'

const names = ['q', 'kind', 'show', 'placeId', 'foundFrom', 'foundTo', 'clearedFrom', 'clearedTo'] as const
type Name = (typeof names)[number]

/** `/safety`: what presses, and the ledger of hazards. */
export default function SafetyPage() {
  const w = useWords(words)
  const [values, set] = useUrlState(names)
  const filter = filterOf(values)
  const figures = useEndpoint(safetyFigures, { query: filter.placeId ? { placeId: filter.placeId } : {} })
  const format = useFormat()
  const [from, to] = [values.foundFrom ?? values.clearedFrom, values.foundTo ?? values.clearedTo]
  const clear = () => set(Object.fromEntries(names.map((name) => [name, undefined])))
  return (
    <Page title={w.title}>
      <PageHeader title={w.title} lead={w.lead} actions={<Ways />} />
      <ErrorNote error={figures.error} />
      {figures.data && <Next of={figures.data} placeId={values.placeId} />}
      {figures.data && <FigureRow of={figures.data} placeId={values.placeId} />}
      <h2>{w.ledger}</h2>
      <div className="safe-filters">
        <FilterBar values={values} onChange={set} filters={useFilters()} />
        <PlaceFilter
          label={w.place}
          placeholder={w.everywhere}
          placeId={values.placeId}
          onChange={(placeId) => set({ placeId })}
        />
      </div>
      {from && to && (
        <p className="ui-row">
          {w.period(format.date(from), format.date(to))}
          <Button
            look="quiet"
            icon="cross"
            label={w.shows.all}
            onClick={() =>
              set({ foundFrom: undefined, foundTo: undefined, clearedFrom: undefined, clearedTo: undefined })
            }
          />
        </p>
      )}
      <FindingsTable filter={filter} {...(names.some((name) => values[name]) ? { onClear: clear } : {})} />
    </Page>
  )
}

function Ways() {
  const w = useWords(words)
  return (
    <>
      <Button to="/safety/rounds">{w.nav.rounds}</Button>
      <Button to="/safety/routes">{w.nav.routes}</Button>
      <Button to="/safety/points">{w.nav.points}</Button>
      <Button to="/safety/campaigns">{w.nav.campaigns}</Button>
      <Button to="/safety/checklists">{w.nav.checklists}</Button>
    </>
  )
}

function filterOf(values: Readonly<Partial<Record<Name, string | undefined>>>): FindingFilter {
  const kind = kindCodes.filter((one) => values.kind?.split(',').includes(one))
  const show = findingShows.find((one) => one === values.show)
  const days = (['foundFrom', 'foundTo', 'clearedFrom', 'clearedTo'] as const).flatMap((name) => {
    const day = values[name]
    return day ? [[name, day] as const] : []
  })
  return {
    ...(values.q ? { q: values.q } : {}),
    ...(kind.length > 0 ? { kind } : {}),
    ...(show ? { show } : {}),
    ...(values.placeId ? { placeId: values.placeId as PlaceId } : {}),
    ...Object.fromEntries(days),
  }
}

function useFilters(): readonly Filter<'q' | 'kind' | 'show'>[] {
  const w = useWords(words)
  const say = useSay()
  return [
    { id: 'q', kind: 'text', label: w.search },
    {
      id: 'kind',
      kind: 'many',
      label: w.kind,
      options: kindCodes.map((value) => ({ value, label: say(kinds[value].name) })),
    },
    {
      ...{ id: 'show', kind: 'one', label: w.show },
      options: findingShows.map((value) => ({ value, label: w.shows[value] })),
    },
  ]
}

/** The one line that says what to do. */
function Next({ of, placeId }: { of: Values; placeId: string | undefined }) {
  const w = useWords(words)
  const here = placeId ? `&placeId=${placeId}` : ''
  const lines = [
    { key: 'major', n: of.major, words: w.next.major(of.major), to: `/safety?show=major${here}` },
    { key: 'overdue', n: of.overdue, words: w.next.overdue(of.overdue), to: `/safety/rounds?show=overdue${here}` },
    { key: 'recheck', n: of.recheck, words: w.next.recheck(of.recheck), to: `/safety?show=recheck${here}` },
    {
      ...{ key: 'campaigns', n: of.campaigns, words: w.next.campaigns(of.campaigns) },
      to: `/safety/campaigns?show=running${here}`,
    },
  ].filter(({ n }) => n > 0)
  if (lines.length === 0) return <Remark icon="check" title={w.next.nothing} />
  return (
    <Remark icon="flag" title={w.next.title}>
      <span className="safe-next">
        {lines.map((line) => (
          <Button key={line.key} look="quiet" to={line.to}>
            {line.words}
          </Button>
        ))}
      </span>
    </Remark>
  )
}

function FigureRow({ of, placeId }: { of: Values; placeId: string | undefined }) {
  const w = useWords(words)
  const here = placeId ? `&placeId=${placeId}` : ''
  return (
    <Figures>
      {(['overdue', 'due'] as const).map((show) => (
        <Figure
          key={show}
          label={w.figures[show]}
          value={of[show]}
          unit={w.units.round}
          to={`/safety/rounds?show=${show}${here}`}
        />
      ))}
      {(['major', 'late', 'open', 'recheck'] as const).map((show) => (
        <Figure
          key={show}
          label={w.figures[show]}
          value={of[show]}
          unit={w.units.hazard}
          to={`/safety?show=${show}${here}`}
        />
      ))}
      <Figure
        label={w.figures.campaigns}
        value={of.campaigns}
        unit={w.units.campaign}
        to={`/safety/campaigns?show=running${here}`}
      />
    </Figures>
  )
}
