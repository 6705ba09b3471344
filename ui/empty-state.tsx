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
  /** It is all that the page says. */
  readonly alone?: boolean
}

/** Nothing is here: says so, why, and what to do next. */
export function EmptyState({ icon = 'inbox', title, children, action, alone = false }: EmptyStateProps) {
  const Title = alone ? 'h1' : 'div'
  return (
    <div className="ui-empty">
      <Icon name={icon} size={32} />
      <Title className="ui-empty-title">{title}</Title>
      {children && <div className="ui-empty-text">{children}</div>}
      {action}
    </div>
  )
}
