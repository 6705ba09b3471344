import './note.css'
import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'

export interface EmptyStateProps {
  readonly icon?: IconName
  readonly title: string
  /** Why it is empty, or what would fill it. */
  readonly children?: ReactNode
  /** What to do next, usually a Button. */
  readonly action?: ReactNode
}

/** Nothing is here: says so, why, and what to do next. */
export function EmptyState({ icon = 'inbox', title, children, action }: EmptyStateProps) {
  return (
    <div className="ui-empty">
      <Icon name={icon} size={32} />
      <div className="ui-empty-title">{title}</div>
      {children && <div className="ui-empty-text">{children}</div>}
      {action}
    </div>
  )
}
