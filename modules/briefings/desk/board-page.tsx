import './board/board.css'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Figure } from '../../../ui/figure.tsx'
import { ExportButton } from '../../matters/desk/public.ts'
import { cellAddress } from '../cell-filter.ts'
import { type BoardView, exportBoard, type FigureView } from '../contract.ts'
import { monthlySheet } from '../monthly-contract.ts'
import { BoardTable } from './board/board-table.tsx'
import { useDaysWords } from './board/cells.tsx'
import { Controls } from './board/controls.tsx'
import { Heat } from './board/heat.tsx'
import { Sources } from './board/sources.tsx'
import { Topics } from './board/topics.tsx'
import { Trend } from './board/trend.tsx'
import { boardAddress, countedIn, type Looking, useBoard } from './board/use-board.ts'
import { words } from './words.ts'

/** `/board`: how the places do, month by month. */
export default function BoardPage() {
  const w = useWords(words)
  const say = useSay()
  const { looking, set, data, error, isPlaceholderData, refetch } = useBoard()
  const title = data ? w.at(say(data.place.name)) : w.title
  const above = (data?.above ?? []).map(({ id, name }) => ({ words: say(name), to: boardAddress(looking, id) }))
  const nothing = data?.rows.length === 0 && data.total.figures.reported?.numerator === 0
  return (
    <Page title={title}>
      <PageHeader
        title={title}
        above={above}
        lead={w.lead}
        actions={
          <span className="ui-noprint ui-row">
            <ExportButton
              endpoint={exportBoard}
              query={{ from: looking.from, to: looking.to, ...(looking.placeId ? { placeId: looking.placeId } : {}) }}
              name={w.whole}
              words={w.export}
            />
            <ExportButton
              endpoint={monthlySheet}
              query={{ month: looking.month ?? looking.to, ...(looking.placeId ? { placeId: looking.placeId } : {}) }}
              name={w.monthly(looking.month ?? looking.to)}
              words={w.monthly(looking.month ?? looking.to)}
              ending="pdf"
            />
            <Button look="quiet" icon="board" to={`/wall${looking.placeId ? `?placeId=${looking.placeId}` : ''}`}>
              {w.wall}
            </Button>
            <Button icon="file" onClick={() => window.print()}>
              {w.print}
            </Button>
          </span>
        }
      />
      <Controls looking={looking} onChange={set} />
      <p className="board-printed">
        {looking.from} – {looking.to}
      </p>
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {nothing && (
        <EmptyState icon="board" title={w.nothing}>
          {w.nothingText}
        </EmptyState>
      )}
      {data && !nothing && (
        <>
          <Summary board={data} looking={looking} />
          {data.months.length > 1 && <Trend board={data} />}
          <Sheet flush>
            <BoardTable board={data} looking={looking} busy={isPlaceholderData} />
          </Sheet>
          <p className="board-note">{w.small}</p>
          <Sources board={data} />
          <Topics placeId={looking.placeId} />
          <Heat looking={looking} />
        </>
      )}
    </Page>
  )
}

/** The whole place at a glance: what there is and how long it took, then the rates. */
function Summary({ board, looking }: { board: BoardView; looking: Looking }) {
  const counts = board.figures.filter((figure) => figure.denominator === null)
  const rates = board.figures.filter((figure) => figure.denominator !== null)
  return (
    <Sheet>
      <div className="board-summary">
        {counts.map((figure) => (
          <OneFigure key={figure.code} board={board} looking={looking} figure={figure} />
        ))}
        <Days board={board} looking={looking} />
        {rates.map((figure) => (
          <OneFigure key={figure.code} board={board} looking={looking} figure={figure} />
        ))}
      </div>
    </Sheet>
  )
}

interface GlanceProps {
  readonly board: BoardView
  readonly looking: Looking
}

const wholeAddress = ({ board, looking }: GlanceProps, figure: string) =>
  cellAddress(board, { row: null, month: looking.month ?? null, figure, part: 'numerator' })

function OneFigure({ board, looking, figure: { code, name } }: GlanceProps & { figure: FigureView }) {
  const say = useSay()
  const cell = countedIn(board, null, looking.month).figures[code]
  if (!cell) return null
  const { numerator, denominator, excluded } = cell
  const value = denominator === null ? { value: numerator } : { of: { part: numerator, whole: denominator, excluded } }
  return <Figure label={say(name)} to={wholeAddress({ board, looking }, code)} {...value} />
}

function Days({ board, looking }: GlanceProps) {
  const w = useWords(words)
  const said = useDaysWords()(countedIn(board, null, looking.month).days)
  return (
    <Figure
      label={`${w.days} ${w.daysHint}`}
      value={said}
      {...(said === null ? {} : { unit: w.daysUnit, to: wholeAddress({ board, looking }, 'resolved') })}
    />
  )
}
