import { useWords } from '../../../../kernel/web/words.ts'
import { LineChart } from '../../../../ui/charts/charts.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { useNavigation } from '../../../../ui/navigation.tsx'
import type { VacancyMonth } from '../../buildings-contract.ts'
import { vacancyRate } from '../../occupancy.ts'
import { words as shared } from '../words.ts'
import { words } from './words.ts'

/** Vacancy of all that one may see, month by month; a point leads to exactly the suites that were vacant then. */
export function Trend({ months, placeId }: { months: readonly VacancyMonth[]; placeId: string | undefined }) {
  const w = useWords(words)
  const s = useWords(shared)
  const navigation = useNavigation()
  return (
    <Sheet title={w.trend}>
      <LineChart
        label={w.trendLabel}
        percent
        height={240}
        categories={months.map(({ month }) => month)}
        series={[{ name: s.vacancy, values: months.map(vacancyRate) }]}
        onPick={(at) => {
          const month = months[at]
          if (month) navigation.go(`/suites?state=vacant&on=${month.on}${placeId ? `&placeId=${placeId}` : ''}`)
        }}
      />
    </Sheet>
  )
}
