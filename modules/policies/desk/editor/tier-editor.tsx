import { useEffect, useRef, useState } from 'react'
import { useLang, useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { type UnitCode, units } from '../../unit.ts'
import { useFaultNote, useFaults } from './rule-form.tsx'
import { ruleWords } from './rule-words.ts'
import {
  blankRow,
  changedRow,
  joinedRow,
  movedRow,
  type TierFault,
  type TierRow,
  type TierWay,
  tierFaults,
  waysFor,
} from './tiers.ts'

interface TierEditorProps {
  readonly rows: readonly TierRow[]
  readonly unit: UnitCode | null
  readonly how: 'bracket' | 'progressive'
  readonly onChange: (rows: readonly TierRow[]) => void
}

const at = '/amount/tiers'

/** Tiers as rows "from … to below … : so much". Everything is a button or a field, so that a keyboard does it all. */
export function TierEditor({ rows, unit, how, onChange }: TierEditorProps) {
  const w = useWords(ruleWords)
  const list = useRef<HTMLOListElement>(null)
  // A row that was moved or added keeps the focus: who uses the keyboard goes on from there.
  const [focus, setFocus] = useState<{ id: number; on: string } | null>(null)
  useEffect(() => {
    if (focus === null) return
    const row = list.current?.querySelector(`[data-tier="${focus.id}"]`)
    const control = row?.querySelector<HTMLElement>(`[data-on="${focus.on}"] :is(button:not(:disabled), input)`)
    ;(control ?? row?.querySelector<HTMLElement>('input'))?.focus()
  }, [focus])
  const joins = new Set(tierFaults(rows, unit, at).flatMap((fault: TierFault) => (fault.joins ? [fault.path] : [])))
  const move = (index: number, by: 1 | -1) => {
    onChange(movedRow(rows, index, by))
    setFocus({ id: rows[index]?.id ?? 0, on: by < 0 ? 'up' : 'down' })
  }
  const remove = (index: number) => {
    onChange(rows.filter((_, other) => other !== index))
    const neighbour = rows[index + 1] ?? rows[index - 1]
    if (neighbour) setFocus({ id: neighbour.id, on: 'from' })
  }
  const add = () => {
    const next = blankRow(rows, unit, how)
    onChange([...rows, next])
    setFocus({ id: next.id, on: 'from' })
  }
  return (
    <div data-at={at}>
      <ol className="policy-tiers" ref={list} aria-label={w.tiers}>
        {rows.map((row, index) => (
          <TierLine
            key={row.id}
            row={row}
            index={index}
            count={rows.length}
            unit={unit}
            ways={[...new Set([...waysFor(unit, how), row.way])]}
            onChange={(patch) => onChange(changedRow(rows, index, patch))}
            onRemove={() => remove(index)}
            onMove={(by) => move(index, by)}
            onJoin={joins.has(`${at}/${index}/from`) ? () => onChange(joinedRow(rows, index)) : undefined}
          />
        ))}
      </ol>
      <Button look="quiet" icon="plus" onClick={add}>
        {w.addTier}
      </Button>
    </div>
  )
}

interface TierLineProps {
  readonly row: TierRow
  readonly index: number
  readonly count: number
  readonly unit: UnitCode | null
  readonly ways: readonly TierWay[]
  readonly onChange: (patch: Partial<TierRow>) => void
  readonly onRemove: () => void
  readonly onMove: (by: 1 | -1) => void
  readonly onJoin: (() => void) | undefined
}

function TierLine({ row, index, count, unit, ways, onChange, onRemove, onMove, onJoin }: TierLineProps) {
  const w = useWords(ruleWords)
  const lang = useLang()
  const place = `${at}/${index}`
  const counted = units[unit ?? 'count'].mark[lang]
  const isLast = index === count - 1
  return (
    <li className="policy-tier" data-tier={row.id} data-at={place} aria-label={w.tier(index + 1)}>
      <div className="policy-tier-row">
        <span className="policy-tier-span">
          <TierNumber on="from" label={w.from} row={row} place={`${place}/from`} onChange={onChange} />
          <TierNumber
            on="below"
            label={w.below}
            row={row}
            place={`${place}/below`}
            onChange={onChange}
            {...(isLast ? { placeholder: w.andMore } : {})}
          />
          <span>{counted}</span>
        </span>
        <span className="policy-tier-pays">
          <select
            className="pocket-input policy-way"
            aria-label={w.pays}
            value={row.way}
            onChange={(event) => onChange({ way: event.target.value as TierWay })}
          >
            {ways.map((way) => (
              <option key={way} value={way}>
                {w.ways[way]}
              </option>
            ))}
          </select>
          <TierNumber
            on="number"
            label={w.ways[row.way]}
            row={row}
            place={`${place}/${row.way}`}
            onChange={onChange}
            bare
          />
          <span>{units[row.way === 'rate' ? 'bp' : 'fen'].mark[lang]}</span>
        </span>
        <span className="policy-tier-tools">
          <span data-on="up">
            <Button
              look="quiet"
              icon="up"
              label={w.tierUp(index + 1)}
              disabled={index === 0}
              onClick={() => onMove(-1)}
            />
          </span>
          <span data-on="down">
            <Button
              look="quiet"
              icon="down"
              label={w.tierDown(index + 1)}
              disabled={isLast}
              onClick={() => onMove(1)}
            />
          </span>
          <Button look="quiet" icon="cross" label={w.removeTier(index + 1)} disabled={count === 1} onClick={onRemove} />
        </span>
      </div>
      <TierFaults place={place} />
      {onJoin && (
        <Button look="quiet" icon="merge" onClick={onJoin}>
          {w.join}
        </Button>
      )}
    </li>
  )
}

interface TierNumberProps {
  readonly on: 'from' | 'below' | 'number'
  readonly label: string
  readonly row: TierRow
  readonly place: string
  readonly placeholder?: string
  /** The name is not shown: what stands before says it. */
  readonly bare?: boolean
  readonly onChange: (patch: Partial<TierRow>) => void
}

function TierNumber({ on, label, row, place, placeholder, bare = false, onChange }: TierNumberProps) {
  const { described } = useFaultNote(place)
  return (
    <label data-on={on} data-at={place}>
      <span className={bare ? 'ui-unseen' : undefined}>{label}</span>
      <input
        className="pocket-input"
        inputMode="decimal"
        {...('aria-invalid' in described ? { 'aria-invalid': true } : {})}
        placeholder={placeholder}
        value={row[on]}
        onChange={(event) => onChange({ [on]: event.target.value })}
      />
    </label>
  )
}

/** Beside the row, all that is wrong with it. */
function TierFaults({ place }: { place: string }) {
  const say = useSay()
  const faults = useFaults(place)
  const said = [...new Set(faults.map(({ words }) => say(words)))]
  return (
    <>
      {said.map((words) => (
        <span key={words} className="ui-field-error policy-fault" role="alert">
          {words}
        </span>
      ))}
    </>
  )
}
