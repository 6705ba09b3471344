import './thing-line.css'
import type { ReactNode } from 'react'

export interface ThingLineProps {
  readonly name: ReactNode
  /** Beside the name: its state. */
  readonly mark?: ReactNode
  /** What there is to know, in a few words each; what is empty is left out. */
  readonly facts: readonly (string | false | null | undefined)[]
  /** Buttons. */
  readonly actions?: ReactNode
  /** It is there no more. */
  readonly over?: boolean
  /** Below the facts: what does not go into a few words. */
  readonly children?: ReactNode
}

/** One of a few things that somebody keeps (a key, a channel, a mailbox), with what can be done with it. They stand one below the other. */
export function ThingLine({ name, mark, facts, actions, over = false, children }: ThingLineProps) {
  return (
    <div className={`ui-thing${over ? ' ui-thing-over' : ''}`}>
      <div className="ui-thing-facts">
        <div className="ui-thing-name">
          <strong>{name}</strong>
          {mark}
        </div>
        <div className="ui-muted">{facts.filter(Boolean).join(' · ')}</div>
        {children}
      </div>
      {actions && <div className="ui-row">{actions}</div>}
    </div>
  )
}
