import './data-table.css'
import {
  type KeyboardEvent,
  type MouseEvent,
  memo,
  type ReactNode,
  useCallback,
  useEffect,
  useRef,
  useState,
} from 'react'
import { Button } from '../button.tsx'
import { EmptyState } from '../empty-state.tsx'
import { ErrorNote } from '../error-note.tsx'
import { useFormat } from '../format.ts'
import { Icon } from '../icon.tsx'
import { Go, useNavigation } from '../navigation.tsx'
import { useUiWords } from '../words.ts'
import { ColumnChooser, useColumns } from './columns.tsx'
import { TableFoot } from './table-foot.tsx'
import { nextSort, type TableState } from './use-table.ts'

export interface Column<Row> {
  /** Also the name that the server sorts by. */
  readonly id: string
  readonly title: string
  readonly cell: (row: Row) => ReactNode
  /** The direction of the first press on the head; without it the column does not sort. */
  readonly sort?: 'asc' | 'desc'
  /** Numbers stand at the end. */
  readonly align?: 'end'
  /** Stays on one line: times, numbers. */
  readonly keep?: boolean
  /** CSS width, e.g. `'9em'`. */
  readonly width?: string
  /** Not shown at first; the column chooser offers it. */
  readonly extra?: boolean
  /** What the row is called: carries the link, and is the head of the card on a phone. One a table. */
  readonly main?: boolean
}

export interface DataTableProps<Row> {
  /** What is listed, for those who hear the page. */
  readonly caption: string
  readonly columns: readonly Column<Row>[]
  /** `undefined` while the first page loads. */
  readonly rows: readonly Row[] | undefined
  readonly rowId: (row: Row) => string
  /** How many there are in all, on every page. */
  readonly total?: number | undefined
  /** There are more than `total`, which is as far as they were counted. */
  readonly atLeast?: boolean
  readonly state: TableState
  readonly onState: (next: TableState) => void
  /** Where a row leads. */
  readonly to?: (row: Row) => string
  /** Another page is on its way: the rows shown are the old ones. */
  readonly busy?: boolean
  readonly error?: { readonly message: string } | null | undefined
  readonly onRetry?: () => void
  /** Rows can be ticked; ticks outlive a change of page. */
  readonly picked?: ReadonlySet<string>
  readonly onPick?: (picked: ReadonlySet<string>) => void
  /** What can be done with the ticked rows. */
  readonly pickedTools?: ReactNode
  /** At the right above the table: export. */
  readonly tools?: ReactNode
  /** Filters are set, so an empty list says so and offers to clear them. */
  readonly onClearFilters?: (() => void) | undefined
  /** Instead of “nothing here yet”. */
  readonly empty?: ReactNode
  /** Remembers the chosen columns under this name; without it there is no chooser. */
  readonly remember?: string
}

/**
 * A plain list whose filter, order and page are the server's work and stand in the address (`useTable`).
 * J and K move, Enter opens, X ticks. On a phone each row becomes a card.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { caption, rows, state, onState, to, busy = false, error, picked, onPick, total, atLeast = false } = props
  const [columns, chooser] = useColumns(props.columns, props.remember)
  const keys = useRowKeys(props)
  const tick = useTick(props)
  if (error && !rows) return <ErrorNote error={error} onRetry={props.onRetry} />
  const look = ['desk-table', to && 'desk-table-open', busy && 'ui-refreshing'].filter(Boolean).join(' ')
  return (
    <div className="desk-table-frame">
      <Bar {...props}>{chooser && <ColumnChooser {...chooser} />}</Bar>
      <div className="desk-table-scroll">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the rows are moved through by key */}
        <table className={look} aria-busy={busy || !rows} tabIndex={0} onKeyDown={keys.onKeyDown} ref={keys.table}>
          <caption className="ui-unseen">{caption}</caption>
          <thead>
            <tr>
              {onPick && <PickAll rows={rows ?? []} rowId={props.rowId} picked={picked} onPick={onPick} />}
              {columns.map((column) => (
                <Head key={column.id} column={column} state={state} onState={onState} />
              ))}
            </tr>
          </thead>
          <tbody>
            {!rows && <Bones columns={columns.length + (onPick ? 1 : 0)} />}
            {rows?.map((row, i) => {
              const id = props.rowId(row)
              return (
                <BodyRow
                  key={id}
                  id={id}
                  row={row}
                  columns={columns as readonly Column<unknown>[]}
                  href={to?.(row)}
                  at={i === keys.at}
                  tick={onPick ? (picked?.has(id) ?? false) : null}
                  onTick={tick}
                />
              )
            })}
          </tbody>
        </table>
      </div>
      {rows?.length === 0 && <Nothing {...props} />}
      {total !== undefined && total > 0 && (
        <TableFoot total={total} atLeast={atLeast} state={state} onState={onState} />
      )}
    </div>
  )
}

/** Where the keyboard is, and what its keys do. */
function useRowKeys<Row>({ rows = [], rowId, to, picked, onPick }: DataTableProps<Row>) {
  const navigation = useNavigation()
  const table = useRef<HTMLTableElement>(null)
  const [at, setAt] = useState(-1)
  useEffect(() => {
    table.current?.querySelector('.desk-table-at')?.scrollIntoView({ block: 'nearest' })
  })
  const onKeyDown = (event: KeyboardEvent) => {
    const inControl = event.target instanceof HTMLElement && event.target.closest('input, button, a, select')
    if (event.metaKey || event.ctrlKey || event.altKey) return
    const row = rows[at]
    const key = event.key.toLowerCase()
    if (key === 'j' || key === 'arrowdown') setAt(Math.min(at + 1, rows.length - 1))
    else if (key === 'k' || key === 'arrowup') setAt(Math.max(at - 1, 0))
    else if (key === 'enter' && row !== undefined && to && !inControl) navigation.go(to(row))
    else if (key === 'x' && row !== undefined && onPick) onPick(toggled(picked, rowId(row)))
    else return
    event.preventDefault()
  }
  return { at, table, onKeyDown }
}

function toggled(picked: ReadonlySet<string> | undefined, id: string): ReadonlySet<string> {
  const next = new Set(picked)
  if (!next.delete(id)) next.add(id)
  return next
}

function Bar<Row>({
  total,
  atLeast = false,
  picked,
  onPick,
  pickedTools,
  tools,
  children,
}: DataTableProps<Row> & { children: ReactNode }) {
  const words = useUiWords()
  const format = useFormat()
  if (picked && picked.size > 0)
    return (
      <div className="desk-table-bar desk-table-bar-picked">
        <strong aria-live="polite">{words.table.selected(format.number(picked.size))}</strong>
        <div className="ui-row">
          {pickedTools}
          <Button look="quiet" onClick={() => onPick?.(new Set())}>
            {words.table.clearSelection}
          </Button>
        </div>
      </div>
    )
  if (!tools && !children && total === undefined) return null
  return (
    <div className="desk-table-bar">
      <span aria-live="polite" title={words.table.keys}>
        {total === undefined ? '' : words.table.total(format.number(total) + (atLeast ? '+' : ''))}
      </span>
      <div className="ui-row">
        {children}
        {tools}
      </div>
    </div>
  )
}

interface HeadProps<Row> {
  readonly column: Column<Row>
  readonly state: TableState
  readonly onState: (next: TableState) => void
}

function Head<Row>({ column, state, onState }: HeadProps<Row>) {
  const words = useUiWords()
  const down = state.sort === `-${column.id}`
  const up = state.sort === column.id
  const sorted = down ? 'descending' : up ? 'ascending' : undefined
  const first = column.sort
  return (
    <th
      scope="col"
      className={column.align === 'end' ? 'desk-table-end' : ''}
      style={column.width ? { width: column.width } : {}}
      aria-sort={sorted}
    >
      {first ? (
        <button
          type="button"
          onClick={() => onState({ ...state, offset: 0, sort: nextSort(state.sort, column.id, first) })}
        >
          {column.title}
          {sorted && (
            <Icon name={down ? 'down' : 'up'} size={14} label={down ? words.table.sortDown : words.table.sortUp} />
          )}
        </button>
      ) : (
        column.title
      )}
    </th>
  )
}

interface PickAllProps<Row> {
  readonly rows: readonly Row[]
  readonly rowId: (row: Row) => string
  readonly picked: ReadonlySet<string> | undefined
  readonly onPick: (picked: ReadonlySet<string>) => void
}

function PickAll<Row>({ rows, rowId, picked, onPick }: PickAllProps<Row>) {
  const words = useUiWords()
  const ids = rows.map(rowId)
  const all = ids.length > 0 && ids.every((id) => picked?.has(id))
  const change = () => {
    const next = new Set(picked)
    for (const id of ids) {
      if (all) next.delete(id)
      else next.add(id)
    }
    onPick(next)
  }
  return (
    <th scope="col" className="desk-table-tick">
      <input type="checkbox" aria-label={words.table.selectAll} checked={all} onChange={change} />
    </th>
  )
}

/** Always the same function, so that a tick draws one row again and not all of them. */
function useTick<Row>({ picked, onPick }: DataTableProps<Row>): (id: string) => void {
  const latest = useRef({ picked, onPick })
  useEffect(() => {
    latest.current = { picked, onPick }
  })
  return useCallback((id) => latest.current.onPick?.(toggled(latest.current.picked, id)), [])
}

interface BodyRowProps {
  readonly id: string
  readonly row: unknown
  readonly columns: readonly Column<unknown>[]
  /** Where it leads. */
  readonly href: string | undefined
  readonly at: boolean
  /** Whether it is ticked; null where rows are not. */
  readonly tick: boolean | null
  readonly onTick: (id: string) => void
}

/** Drawn again only if something of it changed. */
const BodyRow = memo(function BodyRow({ id, row, at, columns, href, tick, onTick }: BodyRowProps) {
  const words = useUiWords()
  const navigation = useNavigation()
  const open = (event: MouseEvent) => {
    const inControl = event.target instanceof HTMLElement && event.target.closest('a, button, input, label, select')
    if (href !== undefined && !inControl && !getSelection()?.toString()) navigation.go(href)
  }
  const look = [at && 'desk-table-at', tick && 'desk-table-picked'].filter(Boolean).join(' ')
  return (
    <tr className={look} onClick={open} aria-selected={tick ?? undefined}>
      {tick !== null && (
        <td className="desk-table-tick">
          <input type="checkbox" aria-label={words.table.select} checked={tick} onChange={() => onTick(id)} />
        </td>
      )}
      {columns.map((column) => (
        <td key={column.id} className={lookOf(column)} data-label={column.title}>
          <div className="desk-table-cell">
            {column.main && href !== undefined ? <Go to={href}>{column.cell(row)}</Go> : column.cell(row)}
          </div>
        </td>
      ))}
    </tr>
  )
})

const lookOf = ({ main, align, keep }: { main?: boolean; align?: 'end'; keep?: boolean }) =>
  [main && 'desk-table-title', align && 'desk-table-end', keep && 'desk-table-keep'].filter(Boolean).join(' ')

const boneRows = [72, 88, 60, 80, 66, 90, 74, 58]

function Bones({ columns }: { columns: number }) {
  return boneRows.map((width) => (
    <tr key={width}>
      {Array.from({ length: columns }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bones have no identity
        <td key={i}>
          <span className="desk-table-bone" style={{ width: `${i === 0 ? width : 50}%` }} />
        </td>
      ))}
    </tr>
  ))
}

function Nothing<Row>({ empty, onClearFilters }: DataTableProps<Row>) {
  const words = useUiWords()
  if (onClearFilters)
    return (
      <EmptyState
        icon="filter"
        title={words.table.emptyFiltered}
        action={<Button onClick={onClearFilters}>{words.table.clearFilters}</Button>}
      />
    )
  return empty ?? <EmptyState title={words.table.empty} />
}
