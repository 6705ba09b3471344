import './button.css'
import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'
import { Go } from './navigation.tsx'

export interface ButtonProps {
  readonly children?: ReactNode
  /** `main`: the next thing to do, one a screen. `quiet`: beside other things. `final`: cannot be taken back. */
  readonly look?: 'plain' | 'main' | 'quiet' | 'final'
  readonly icon?: IconName
  /** An icon alone needs words for those who hear the page. */
  readonly label?: string
  /** A link that looks like a button. */
  readonly to?: string
  readonly onClick?: () => void
  readonly type?: 'button' | 'submit'
  readonly disabled?: boolean
  /** Working: cannot be pressed again; the words stay. */
  readonly busy?: boolean
  readonly tall?: boolean
  readonly wide?: boolean
}

/** A button, or with `to` a link, of both apps. */
export function Button(props: ButtonProps) {
  const { children, look = 'plain', icon, label, to, onClick, type = 'button', disabled, busy, tall, wide } = props
  const name = [
    'ui-button',
    look !== 'plain' && `ui-button-${look}`,
    tall && 'ui-button-tall',
    wide && 'ui-button-wide',
    !children && 'ui-button-icon',
  ]
    .filter(Boolean)
    .join(' ')
  const inside = (
    <>
      {icon && <Icon name={icon} size={tall ? 22 : 18} />}
      {children}
    </>
  )
  if (to !== undefined)
    return (
      <Go to={to} className={name} {...(label ? { label } : {})}>
        {inside}
      </Go>
    )
  return (
    <button
      type={type}
      className={name}
      onClick={onClick}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      aria-label={label}
      title={children ? undefined : label}
    >
      {inside}
    </button>
  )
}
