import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { BarChart, LineChart } from '../../../../ui/charts/charts.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { useNavigation } from '../../../../ui/navigation.tsx'
import { cellAddress } from '../../cell-filter.ts'
import type { BoardView } from '../../contract.ts'
import { words } from '../words.ts'

const rates = ['response', 'resolution', 'satisfaction', 'on_time']
const amounts = ['reported', 'resolved']

/** How the whole place went, month by month; a point leads to the matters of its month. */
export function Trend({ board }: { board: BoardView }) {
  const w = useWords(words)
  return (
    <div className="board-trend">
      <Sheet title={w.rates}>
        <LineChart label={w.ratesLabel} percent {...useSeries(board, rates)} height={230} />
      </Sheet>
      <Sheet title={w.amounts}>
        <BarChart label={w.amountsLabel} {...useSeries(board, amounts)} height={230} />
      </Sheet>
    </div>
  )
}

/** The figures of these codes as lines or bars; pressing one leads to what it is counted from. */
function useSeries(board: BoardView, codes: readonly string[]) {
  const say = useSay()
  const navigation = useNavigation()
  const shown = board.figures.filter((figure) => codes.includes(figure.code))
  return {
    categories: board.months,
    series: shown.map((figure) => ({
      name: say(figure.name),
      values: board.totalMonths.map((counted) => counted.figures[figure.code]?.value ?? null),
    })),
    onPick: (category: number, series: number) => {
      const figure = shown[series]
      const part = figure?.denominator ? 'denominator' : 'numerator'
      if (figure)
        navigation.go(
          cellAddress(board, { row: null, month: board.months[category] ?? null, figure: figure.code, part }),
        )
    },
  }
}
