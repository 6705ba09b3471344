import './chain.css'
import type { ReactNode } from 'react'
import { useUiWords } from './words.ts'

/** One level of a chain. */
export interface ChainLevel {
  readonly id: string
  /** The post: “小区党支部书记”. */
  readonly level: string
  /** Where: “金江小区”. */
  readonly place?: string
  /** Who holds the post; null when nobody does. */
  readonly name: string | null
  readonly absent?: boolean
  /** Who stands in for an absent or missing holder. */
  readonly standIn?: string
  /** This level has the thing in hand. */
  readonly holds?: boolean
  /** It was this one's turn but it passed on upward. */
  readonly passed?: boolean
  /** A line under the name: since when, a telephone, why it passed on. */
  readonly note?: ReactNode
}

export interface ChainProps {
  readonly label: string
  /** Nearest first, climbing. Standing, the drawing shows the highest on top. */
  readonly levels: readonly ChainLevel[]
  readonly across?: boolean
}

/** The chain of those who answer for a place, one above the other; who holds it now stands out. */
export function ChainOfResponsibility({ label, levels, across = false }: ChainProps) {
  const shown = across ? levels : [...levels].reverse()
  return (
    <ol
      className={`ui-chain${across ? ' ui-chain-across' : ''}`}
      aria-label={label}
      // It may be wider than the screen: arrow keys then scroll it.
      {...(across ? { tabIndex: 0 } : {})}
    >
      {shown.map((level, i) => (
        <Link key={level.id} level={level} below={across ? undefined : shown[i + 1]} />
      ))}
    </ol>
  )
}

function Link({ level, below }: { level: ChainLevel; below: ChainLevel | undefined }) {
  const words = useUiWords()
  const empty = level.name === null && !level.standIn
  const look = [
    'ui-chain-link',
    empty && 'ui-chain-vacant',
    level.holds && 'ui-chain-holds',
    level.passed && 'ui-chain-passed',
    below?.passed && 'ui-chain-passed-below',
  ]
  return (
    <li className={look.filter(Boolean).join(' ')} aria-current={level.holds ? 'true' : undefined}>
      <Dot level={level} />
      <div className="ui-chain-body">
        <div className="ui-chain-level">
          {level.level}
          {level.place ? ` · ${level.place}` : ''}
        </div>
        <div>
          <span className="ui-chain-name">{nameOf(level, words)}</span>
          {level.standIn && level.name !== null && <span className="ui-chain-mark">{words.absent(level.name)}</span>}
          {level.holds && <span className="ui-chain-mark ui-chain-hand">{words.holds}</span>}
        </div>
        {level.note && <div className="ui-chain-note">{level.note}</div>}
      </div>
    </li>
  )
}

function nameOf(
  level: ChainLevel,
  words: { vacant: string; standIn(name: string): string; absent(n: string): string },
) {
  if (level.standIn) return words.standIn(level.standIn)
  if (level.name === null) return words.vacant
  return level.absent ? words.absent(level.name) : level.name
}

/** Full: holds it. Ring: in office. Half: a stand-in. Dashed: nobody. */
function Dot({ level }: { level: ChainLevel }) {
  return (
    <svg className="ui-chain-dot" viewBox="0 0 18 18" aria-hidden="true">
      <circle cx="9" cy="9" r="7" />
      {level.holds ? <path d="m5.7 9.3 2.3 2.3 4.4-4.9" /> : level.standIn && <path d="M9 2.5a6.5 6.5 0 0 1 0 13z" />}
    </svg>
  )
}
