import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useLang, useWords } from '../../../../kernel/web/words.ts'
import { type Column, DataTable } from '../../../../ui/desk/data-table.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { useTable } from '../../../../ui/desk/use-table.ts'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { Go } from '../../../../ui/navigation.tsx'
import { uiWords } from '../../../../ui/words.ts'
import { type FinanceFigures, getFigures } from '../../contract.ts'
import { useShow } from '../../web/show.ts'
import { words } from '../words.ts'

interface Line extends FinanceFigures {
  readonly key: string
  readonly name: string
  /** The filter that selects what it counts; null where the list has none. */
  readonly filter: string | null
}

/** What was wanted and what was approved, month by month and by community; each number leads to its rows. */
export function FiguresView() {
  const w = useWords(words)
  const lang = useLang()
  const { data, error, refetch } = useEndpoint(getFigures)
  if (!data) return error ? <ErrorNote error={error} onRetry={() => void refetch()} /> : <p>{uiWords[lang].loading}</p>
  const months = [...data.months].reverse().map((row) => ({
    ...row,
    ...{ key: row.month, name: row.month, filter: `month=${row.month}` },
  }))
  const places = data.places.map(({ place, ...row }) => ({
    ...row,
    key: place?.id ?? 'none',
    name: place ? (lang === 'zh' ? place.name : place.nameEn) : w.noPlace,
    filter: place ? `placeId=${place.id}&fromMonth=${data.from}&toMonth=${data.to}` : null,
  }))
  return (
    <>
      <p className="ui-muted">{w.figuresLead(data.from, data.to)}</p>
      <Sheet title={w.byMonth} flush>
        <Lines caption={w.byMonth} head={w.column.month} lines={months} />
      </Sheet>
      <Sheet title={w.byPlace} flush>
        <Lines caption={w.byPlace} head={w.column.place} lines={places} />
      </Sheet>
    </>
  )
}

function Lines({ caption, head, lines }: { caption: string; head: string; lines: readonly Line[] }) {
  const w = useWords(words)
  const { money } = useShow()
  const format = useFormat()
  const [table, setTable] = useTable()
  const column = (id: keyof FinanceFigures, figure: string, shown: (n: number) => string): Column<Line> => ({
    id,
    title: w.figure[id],
    align: 'end',
    keep: true,
    cell: (line) => {
      const said = shown(line[id])
      if (line[id] === 0 || line.filter === null) return said
      return <Go to={`/finance?${line.filter}&figure=${figure}`}>{said}</Go>
    },
  })
  return (
    <DataTable
      caption={caption}
      columns={[
        { id: 'name', title: head, main: true, keep: true, cell: (line) => line.name },
        column('wants', 'wants', format.number),
        column('wantedFen', 'wants', money),
        column('passed', 'passed', format.number),
        column('approved', 'approved', format.number),
        column('approvedFen', 'approved', money),
      ]}
      rows={lines}
      rowId={(line) => line.key}
      state={table}
      onState={setTable}
    />
  )
}
