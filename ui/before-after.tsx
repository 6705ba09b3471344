import './before-after.css'
import { useState } from 'react'
import { useUiWords } from './words.ts'

/** One of two pictures of the same spot. */
export interface Picture {
  readonly src: string
  /** What it shows, for those who cannot see it. */
  readonly alt: string
  /** Stands on it: “改造前 · 3月1日”. */
  readonly label: string
}

export interface BeforeAfterProps {
  /** The spot: “3 栋门口”. */
  readonly label: string
  readonly before: Picture
  readonly after: Picture
}

/** How far an arrow key moves the line, in per cent. */
const step = 5

/**
 * Two pictures of the same spot, one over the other: a line is drawn over them by finger, mouse or arrow keys.
 * On paper they stand side by side.
 */
export function BeforeAfter({ label, before, after }: BeforeAfterProps) {
  const words = useUiWords()
  const [at, setAt] = useState(50)
  return (
    <figure className="ui-compare" aria-label={label} style={{ ['--at' as string]: `${at}%` }}>
      <div className="ui-compare-frame">
        <div className="ui-compare-one">
          <img src={before.src} alt={before.alt} draggable={false} />
          <span className="ui-compare-label">{before.label}</span>
        </div>
        <div className="ui-compare-one ui-compare-after">
          <img src={after.src} alt={after.alt} draggable={false} />
          <span className="ui-compare-label">{after.label}</span>
        </div>
        <span className="ui-compare-line" aria-hidden="true" />
        <input
          type="range"
          className="ui-compare-range"
          min={0}
          max={100}
          step={step}
          value={at}
          aria-label={words.compare(label)}
          aria-valuetext={words.compareAt(at, before.label, after.label)}
          onChange={(event) => setAt(Number(event.target.value))}
        />
      </div>
    </figure>
  )
}
