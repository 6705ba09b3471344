import { useState } from 'react'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { Field } from '../../../../ui/field.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { Icon } from '../../../../ui/icon.tsx'
import { Pills, TickPill } from '../../../../ui/pills.tsx'
import { type Stage, stages } from '../../matter.ts'
import { matterWords } from '../../matter-words.ts'
import type { KindRules } from '../../rules/contract.ts'
import { columns, type Limits, limitIn, ownLimit, withLimit } from '../../rules/limit-grid.ts'
import { Line } from '../parts/inputs.tsx'
import { type CategoryRow, categoryRows } from './category-rows.ts'
import { LimitCell } from './limit-cell.tsx'
import { words } from './words.ts'

interface LimitSheetProps {
  readonly data: KindRules
  readonly before: Limits
  readonly draft: Limits
  readonly onChange: (limits: Limits) => void
}

/** The grid: a stage at a time, categories down, usual and urgent across. */
export function LimitSheet({ data, before, draft, onChange }: LimitSheetProps) {
  const w = useWords(words)
  const m = useWords(matterWords)
  const say = useSay()
  const [stage, setStage] = useState<Stage>('handle')
  const [find, setFind] = useState('')
  const [onlyOwn, setOnlyOwn] = useState(false)
  const [folds, setFolds] = useState<ReadonlyMap<string, boolean>>(new Map())
  const ofStage = draft.filter((limit) => limit.stage === stage)
  const rows = categoryRows(data.categories, {
    own: new Set(ofStage.flatMap(({ category }) => category ?? [])),
    counts: data.lastMonth,
    find: find.trim(),
    onlyOwn,
    folds,
    say,
  })
  const row = (of: CategoryRow | null) => (
    <LimitRow
      key={of?.code ?? ''}
      row={of}
      {...{ stage, before, draft, onChange }}
      onFold={(code, open) => setFolds(new Map([...folds, [code, open]]))}
    />
  )
  return (
    <Sheet>
      <div className="ui-stack">
        <Field label={w.stageLabel} group>
          <Pills
            value={stage}
            onChange={setStage}
            options={stages.map((one) => ({ value: one, label: m.stage[one] }))}
          />
        </Field>
        <div className="ru-tools">
          <Field label={w.find}>
            {(control) => <Line control={control} value={find} onChange={setFind} maxLength={20} />}
          </Field>
          <TickPill checked={onlyOwn} onChange={setOnlyOwn}>
            {w.onlyOwn}
          </TickPill>
        </div>
        <table className="ru-table">
          <thead>
            <tr>
              <th scope="col">{w.category}</th>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {w.column[column]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {row(null)}
            {rows.map(row)}
          </tbody>
        </table>
        {rows.length === 0 && <p className="ui-muted">{find.trim() ? w.nothingFound : w.noneOwn}</p>}
      </div>
    </Sheet>
  )
}

interface LimitRowProps {
  /** Null: all categories. */
  readonly row: CategoryRow | null
  readonly stage: Stage
  readonly before: Limits
  readonly draft: Limits
  readonly onChange: (limits: Limits) => void
  readonly onFold: (code: string, open: boolean) => void
}

function LimitRow({ row, stage, before, draft, onChange, onFold }: LimitRowProps) {
  const w = useWords(words)
  const name = row?.name ?? w.general
  return (
    <tr>
      <th scope="row">{row ? <RowName row={row} onFold={onFold} /> : <strong>{name}</strong>}</th>
      {columns.map((column) => {
        const cell = { stage, category: row?.code ?? null, column }
        return (
          <LimitCell
            key={`${stage} ${column}`}
            name={name}
            column={column}
            span={limitIn(draft, cell)}
            own={ownLimit(draft, cell) ?? null}
            before={ownLimit(before, cell) ?? null}
            needed={row === null && column === 'normal'}
            onChange={(span) => onChange(withLimit(draft, cell, span))}
          />
        )
      })}
    </tr>
  )
}

function RowName({ row, onFold }: { row: CategoryRow; onFold: LimitRowProps['onFold'] }) {
  const w = useWords(words)
  const format = useFormat()
  return (
    <div className={`ru-name ru-depth-${Math.min(row.depth, 2)}`}>
      {row.below > 0 && row.open !== null ? (
        <button
          type="button"
          className="ru-fold"
          aria-expanded={row.open}
          aria-label={row.open ? w.hide(row.name) : w.show(row.name, row.below)}
          onClick={() => onFold(row.code, !row.open)}
        >
          <Icon name={row.open ? 'minus' : 'plus'} size={16} />
        </button>
      ) : (
        <span className="ru-nofold" />
      )}
      <span>
        {row.path ? `${row.path} / ${row.name}` : row.name}
        {row.matters > 0 && <span className="ui-muted ui-small"> {w.lastMonth(format.number(row.matters))}</span>}
      </span>
    </div>
  )
}
