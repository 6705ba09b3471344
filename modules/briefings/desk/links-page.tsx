import '../../../ui/input.css'
import './ledgers/ledgers.css'
import './links/links.css'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Page, PageHeader } from '../../../ui/desk/page.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import type { UrlPatch } from '../../../ui/navigation.tsx'
import { ExportButton, PlaceFilter } from '../../matters/desk/public.ts'
import { exportLinks, type LinkNumber, type LinksView, linkPeriods, linkTrends, readLinks } from '../links-contract.ts'
import { LinkColumn } from './links/column.tsx'
import { type LookingAt, useDays } from './links/use-days.ts'
import { words } from './links/words.ts'

/** `/links`: the five links on one screen, what presses first; prints as a sheet for the wall. */
export default function LinksPage() {
  const w = useWords(words)
  const say = useSay()
  const format = useFormat()
  const { looking, set } = useDays()
  const { placeId, period, from, to } = looking
  const query = { ...(placeId ? { placeId } : {}), from, to }
  const { data, error, refetch } = useEndpoint(readLinks, { query })
  const trends = useEndpoint(
    linkTrends,
    { query: { ...(placeId ? { placeId } : {}), period: period === 'quarter' ? 'quarter' : 'month', on: to } },
    { enabled: period !== 'days' },
  )
  const place = data ? say(data.place.name) : ''
  return (
    <Page title={w.title}>
      <PageHeader
        title={w.title}
        lead={w.lead}
        actions={
          <span className="ui-row ui-noprint">
            <Button icon="file" onClick={() => window.print()}>
              {w.print}
            </Button>
            <ExportButton endpoint={exportLinks} query={query} name={w.exportName(place, from, to)} words={w.export} />
          </span>
        }
      />
      <div className="ui-noprint">
        <Controls looking={looking} onChange={set} />
      </div>
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {data && (
        <div className="links-wall ui-stack">
          <p className="links-printed">{w.printed(place, format.date(data.from), format.date(data.to))}</p>
          <Next of={data.next} />
          <Board of={data} trends={period === 'days' ? undefined : trends.data?.trends} />
          <p className="ui-muted ui-small">{w.small}</p>
        </div>
      )}
    </Page>
  )
}

function Board({ of, trends }: { of: LinksView; trends: Readonly<Record<string, readonly number[]>> | undefined }) {
  return (
    <div className="links-board">
      {of.links.map((link) => (
        <LinkColumn key={link.code} of={link} trends={trends} />
      ))}
    </div>
  )
}

function Next({ of }: { of: readonly LinkNumber[] }) {
  const w = useWords(words)
  const say = useSay()
  const format = useFormat()
  if (of.length === 0) return <Remark icon="check" title={w.nothing} />
  return (
    <Remark icon="flag" title={w.next}>
      <span className="links-next">
        {of.map(({ code, words: name, value, to }) => (
          <Button key={code} look="quiet" to={to}>
            {w.pressing(say(name), format.number(value))}
          </Button>
        ))}
      </span>
    </Remark>
  )
}

interface ControlsProps {
  readonly looking: LookingAt
  readonly onChange: (patch: UrlPatch<'placeId' | 'period' | 'from' | 'to'>) => void
}

function Controls({ looking, onChange }: ControlsProps) {
  const w = useWords(words)
  const { placeId, period, from, to } = looking
  const choose = (next: string) =>
    onChange(next === 'days' ? { period: next, from, to } : { period: next, from: undefined, to: undefined })
  return (
    <search className="ledger-controls">
      <PlaceFilter
        label={w.place}
        placeholder={w.everywhere}
        placeId={placeId}
        onChange={(next) => onChange({ placeId: next })}
      />
      <select
        className="ui-input"
        aria-label={w.period}
        value={period}
        onChange={(event) => choose(event.target.value)}
      >
        {linkPeriods.map((one) => (
          <option key={one} value={one}>
            {w.periods[one]}
          </option>
        ))}
      </select>
      {period === 'days' && (
        <>
          <DayField label={w.from} value={from} onChange={(day) => onChange({ from: day })} />
          <DayField label={w.to} value={to} onChange={(day) => onChange({ to: day })} />
        </>
      )}
    </search>
  )
}

function DayField({ label, value, onChange }: { label: string; value: string; onChange: (day: string) => void }) {
  return (
    <label className="ledger-day">
      <span>{label}</span>
      <input
        type="date"
        className="ui-input"
        value={value}
        onChange={(event) => event.target.value && onChange(event.target.value)}
      />
    </label>
  )
}
