import './status-word.css'
import { Icon } from './icon.tsx'

export interface StatusWordProps {
  readonly words: string
  /** `active`: somebody works on it; `done`: ended well; `stopped`: paused, withdrawn. Never a lamp's colour. */
  readonly tone?: 'plain' | 'active' | 'done' | 'stopped'
}

/** A state in one word. */
export function StatusWord({ words, tone = 'plain' }: StatusWordProps) {
  return (
    <span className={`ui-status ui-status-${tone}`}>
      {tone === 'done' && <Icon name="check" size={13} />}
      {words}
    </span>
  )
}
