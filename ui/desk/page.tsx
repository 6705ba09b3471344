import './page.css'
import { type ReactNode, useEffect } from 'react'
import { Go, useNavigation } from '../navigation.tsx'
import { useUiWords } from '../words.ts'

export interface PageProps {
  /** Also the title of the browser's tab. */
  readonly title: string
  readonly children: ReactNode
  /** `narrow` for forms and reading; `full` for a map that fills the window. */
  readonly width?: 'wide' | 'narrow' | 'full'
}

/** One page of the desk: names the tab and spaces what it holds. */
export function Page({ title, children, width = 'wide' }: PageProps) {
  useEffect(() => {
    document.title = `${title} · 里仁`
  }, [title])
  return <div className={`desk-page${width === 'wide' ? '' : ` desk-page-${width}`}`}>{children}</div>
}

export interface PageHeaderProps {
  readonly title: ReactNode
  /** The way here, outermost first. */
  readonly above?: readonly { readonly words: string; readonly to: string }[]
  /** Beside the title: a lamp, a state. */
  readonly marks?: ReactNode
  /** One sentence: what this page answers. */
  readonly lead?: ReactNode
  /** What to do next; the first is the main one. */
  readonly actions?: ReactNode
}

/** The head of a page: where we are, what it is, what to do next. */
export function PageHeader({ title, above, marks, lead, actions }: PageHeaderProps) {
  const words = useUiWords()
  const { opens } = useNavigation()
  // Some come to a page by a way of their own, and may not open the one above it.
  const ways = above?.filter(({ to }) => opens?.(to) ?? true) ?? []
  return (
    <header className="desk-header">
      <div className="desk-header-words">
        {ways.length > 0 && (
          <nav className="desk-header-above" aria-label={words.path}>
            {ways.map((one, n) => (
              <span key={one.to}>
                {n > 0 && ' / '}
                <Go to={one.to}>{one.words}</Go>
              </span>
            ))}
          </nav>
        )}
        <div className="desk-header-title">
          <h1>{title}</h1>
          {marks}
        </div>
        {lead && <p className="desk-header-lead">{lead}</p>}
      </div>
      {actions && <div className="ui-row">{actions}</div>}
    </header>
  )
}

export interface SheetProps {
  readonly title?: ReactNode
  readonly tools?: ReactNode
  readonly children: ReactNode
  /** For a table or map that reaches the edges. */
  readonly flush?: boolean
}

/** A sheet of paper pinned to the board. */
export function Sheet({ title, tools, children, flush = false }: SheetProps) {
  return (
    <section className={`desk-sheet${flush ? ' desk-sheet-flush' : ''}`}>
      {(title || tools) && (
        <header>
          {title && <h2>{title}</h2>}
          {tools && <div className="ui-row">{tools}</div>}
        </header>
      )}
      {children}
    </section>
  )
}

/** A wide column and a narrow one beside it; one below the other on small screens. */
export function Columns({ main, side }: { main: ReactNode; side: ReactNode }) {
  return (
    <div className="desk-columns">
      <div>{main}</div>
      <div>{side}</div>
    </div>
  )
}

/** A list of facts: name and value, in two columns. */
export function Facts({ rows }: { rows: readonly { readonly label: string; readonly value: ReactNode }[] }) {
  return (
    <dl className="desk-facts">
      {rows.map((row) => (
        <div key={row.label} style={{ display: 'contents' }}>
          <dt>{row.label}</dt>
          <dd>{row.value}</dd>
        </div>
      ))}
    </dl>
  )
}
