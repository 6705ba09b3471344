import './note.css'
import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import { Icon, type IconName } from './icon.tsx'
import { useUiWords } from './words.ts'

export interface ErrorNoteProps {
  /** What happened; or give the error itself, whose message is fit to be read. */
  readonly what?: string
  readonly error?: { readonly message: string } | null | undefined
  /** What was kept: “您填的内容都还在”. */
  readonly kept?: string
  /** What to do now. */
  readonly next?: ReactNode
  readonly onRetry?: (() => void) | undefined
}

/** Says what happened, what was kept, and what to do. Nothing is shown when there is no error. */
export function ErrorNote({ what, error, kept, next, onRetry }: ErrorNoteProps) {
  const words = useUiWords()
  const said = what ?? error?.message
  if (said === undefined) return null
  return (
    <div className="ui-note" role="alert">
      <Icon name="warning" />
      <div className="ui-note-body">
        <div className="ui-note-title">{said}</div>
        {kept && <div className="ui-note-text">{kept}</div>}
        {next && <div className="ui-note-text">{next}</div>}
        {onRetry && (
          <Button icon="refresh" onClick={onRetry}>
            {words.retry}
          </Button>
        )}
      </div>
    </div>
  )
}

/** A calm remark: something to know, nothing wrong. */
export function Remark({ icon = 'info', title, children }: { icon?: IconName; title?: string; children?: ReactNode }) {
  return (
    <div className="ui-note ui-note-calm">
      <Icon name={icon} />
      <div className="ui-note-body">
        {title && <div className="ui-note-title">{title}</div>}
        {children && <div className="ui-note-text">{children}</div>}
      </div>
    </div>
  )
}
