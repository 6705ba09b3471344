import { useEffect, useMemo, useRef, useState } from 'react'
import { Button } from '../button.tsx'
import { useUiWords } from '../words.ts'
import type { Column } from './data-table.tsx'

interface Chooser {
  readonly all: readonly { readonly id: string; readonly title: string; readonly main?: boolean }[]
  readonly shown: ReadonlySet<string>
  readonly onChange: (shown: ReadonlySet<string>) => void
}

const keyOf = (name: string) => `ui.columns.${name}`

/** The columns to show, as chosen on this machine; a new column of a later version appears by itself. */
export function useColumns<Row>(
  all: readonly Column<Row>[],
  name: string | undefined,
): [readonly Column<Row>[], Chooser | undefined] {
  const [changes, setChanges] = useState<Record<string, boolean>>(() => readChanges(name))
  const shown = useMemo(
    () => all.filter((column) => column.main || (changes[column.id] ?? !column.extra)),
    [all, changes],
  )
  if (!name) return [shown, undefined]
  const onChange = (next: ReadonlySet<string>) => {
    const kept = Object.fromEntries(
      all
        .filter((column) => next.has(column.id) === Boolean(column.extra))
        .map((column) => [column.id, next.has(column.id)]),
    )
    localStorage.setItem(keyOf(name), JSON.stringify(kept))
    setChanges(kept)
  }
  return [shown, { all, shown: new Set(shown.map((column) => column.id)), onChange }]
}

function readChanges(name: string | undefined): Record<string, boolean> {
  const kept = name ? localStorage.getItem(keyOf(name)) : null
  try {
    return kept ? (JSON.parse(kept) as Record<string, boolean>) : {}
  } catch {
    return {}
  }
}

/** A small list of ticks, one a column. */
export function ColumnChooser({ all, shown, onChange }: Chooser) {
  const words = useUiWords()
  const [open, setOpen] = useState(false)
  const frame = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!open) return
    const close = (event: Event) => {
      const away =
        event instanceof KeyboardEvent ? event.key === 'Escape' : !frame.current?.contains(event.target as Node)
      if (away) setOpen(false)
    }
    document.addEventListener('pointerdown', close)
    document.addEventListener('keydown', close)
    return () => {
      document.removeEventListener('pointerdown', close)
      document.removeEventListener('keydown', close)
    }
  }, [open])
  const toggle = (id: string) => {
    const next = new Set(shown)
    if (!next.delete(id)) next.add(id)
    onChange(next)
  }
  return (
    <div className="desk-table-chooser" ref={frame}>
      <Button look="quiet" icon="columns" label={words.table.columns} onClick={() => setOpen(!open)} />
      {open && (
        <div className="desk-table-columns">
          {all
            .filter((column) => !column.main)
            .map((column) => (
              <label key={column.id}>
                <input type="checkbox" checked={shown.has(column.id)} onChange={() => toggle(column.id)} />
                {column.title}
              </label>
            ))}
        </div>
      )}
    </div>
  )
}
