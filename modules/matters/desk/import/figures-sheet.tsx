import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { BarChart } from '../../../../ui/charts/charts.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Figure, Figures } from '../../../../ui/figure.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { useNavigation } from '../../../../ui/navigation.tsx'
import { type ImportFigures, type ImportView, importFigures } from '../../import/contract.ts'
import { listAddress } from '../list/query.ts'
import { words } from './words.ts'

/** How the imported matters were answered; each number leads to exactly the matters that it counts. */
export function FiguresSheet({ it }: { it: ImportView }) {
  const w = useWords(words)
  const { data, error, refetch } = useEndpoint(importFigures, { params: { importId: it.id } }, { live: ['import'] })
  if (error) return <ErrorNote error={error} onRetry={() => void refetch()} />
  if (!data || data.total === 0) return null
  return (
    <>
      <Sheet title={w.figures.title}>
        <Answered importId={it.id} figures={data} />
        <p className="ui-small ui-muted import-foot">{w.figures.note}</p>
      </Sheet>
      <Sheet title={w.figures.months}>
        <Months importId={it.id} months={data.months} />
      </Sheet>
    </>
  )
}

function Answered({ importId, figures }: { importId: string; figures: ImportFigures }) {
  const w = useWords(words)
  const format = useFormat()
  const to = (figure: string) => listAddress({ importId, figure })
  const share = (part: number) => ({ of: { part, whole: figures.total } })
  const days = (n: number) => format.number(n, Number.isInteger(n) ? 0 : 1)
  const { median, longest } = figures
  return (
    <Figures>
      <Figure label={w.figures.within5} to={to('answered_5')} {...share(figures.within5)} />
      <Figure label={w.figures.within15} to={to('answered_15')} {...share(figures.within15)} />
      <Figure label={w.figures.later} to={to('answered_later')} {...share(figures.later)} />
      <Figure label={w.figures.unanswered} to={to('unanswered')} {...share(figures.unanswered)} />
      <Figure
        label={w.figures.median}
        value={median && days(median.workdays)}
        {...(median ? { unit: w.figures.workdays, note: w.figures.days(format.number(median.days, 1)) } : {})}
        to={to('answered')}
      />
      <Figure
        label={w.figures.longest}
        value={longest && days(longest.workdays)}
        {...(longest
          ? {
              unit: w.figures.workdays,
              note: `${w.figures.days(format.number(longest.days, 1))} · ${longest.number}`,
              to: `/matters/${longest.matterId}`,
            }
          : {})}
      />
    </Figures>
  )
}

const parts = [
  ['within5', 'answered_5'],
  ['from6to15', 'answered_6_15'],
  ['later', 'answered_later'],
  ['unanswered', 'unanswered'],
] as const

function Months({ importId, months }: { importId: string; months: ImportFigures['months'] }) {
  const w = useWords(words)
  const navigation = useNavigation()
  const shown = parts.filter(([part]) => part !== 'unanswered' || months.some((month) => month.unanswered > 0))
  const pick = (category: number, series: number) => {
    const month = months[category]?.month
    const figure = shown[series]?.[1]
    if (month && figure)
      navigation.go(listAddress({ importId, figure, reportedFrom: `${month}-01`, reportedTo: lastDayOf(month) }))
  }
  return (
    <BarChart
      label={w.figures.monthsLabel}
      stacked
      height={300}
      categories={months.map(({ month }) => month)}
      series={shown.map(([part]) => ({ name: w.figures[part], values: months.map((month) => month[part]) }))}
      onPick={pick}
    />
  )
}

/** `2026-02` → `2026-02-28` */
export function lastDayOf(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number)
  return `${month}-${new Date(Date.UTC(year, number, 0)).getUTCDate()}`
}
