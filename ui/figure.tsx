import './figure.css'
import type { ReactNode } from 'react'
import { useFormat } from './format.ts'
import { Go } from './navigation.tsx'
import { useUiWords } from './words.ts'

export interface FigureProps {
  readonly label: string
  /** The figure as text; or leave it out and give `of`, and it is the share. `null`: nothing to divide by. */
  readonly value?: string | number | null
  readonly unit?: string
  /** A rate is never shown without what it counts. */
  readonly of?: { readonly part: number; readonly whole: number; readonly excluded?: number }
  /** Leads to exactly the things that are counted. */
  readonly to?: string
  readonly note?: ReactNode
}

/** Sums of money in full: smaller, so that a figure stays on one line with its unit. */
const longText = 7

/** One number with what it is made of; pressing it shows the things that it counts. */
export function Figure({ label, value, unit, of, to, note }: FigureProps) {
  const words = useUiWords()
  const format = useFormat()
  const share = of && of.whole > 0 ? of.part / of.whole : null
  const shown = value === undefined ? (share === null ? '—' : format.percent(share)) : (value ?? '—')
  const text = typeof shown === 'number' ? format.number(shown) : shown
  const inside = (
    <>
      <span className="ui-figure-label">{label}</span>
      <span className={text.length > longText ? 'ui-figure-value ui-figure-long' : 'ui-figure-value'}>
        {text}
        {unit && <span className="ui-figure-unit">{unit}</span>}
      </span>
      {of && (
        <>
          <span className="ui-figure-bar" aria-hidden="true">
            <span style={{ width: `${Math.min(1, share ?? 0) * 100}%` }} />
          </span>
          <span className="ui-figure-of">
            {words.of(format.number(of.part), format.number(of.whole))}
            {of.excluded ? ` · ${words.excluded(format.number(of.excluded))}` : ''}
          </span>
        </>
      )}
      {note && <span className="ui-figure-of">{note}</span>}
    </>
  )
  return to ? (
    <Go to={to} className="ui-figure">
      {inside}
    </Go>
  ) : (
    <div className="ui-figure">{inside}</div>
  )
}

/** A board of figures in even columns. */
export function Figures({ children }: { children: ReactNode }) {
  return <div className="ui-figures">{children}</div>
}
