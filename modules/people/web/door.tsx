import './people.css'
import type { ReactNode } from 'react'
import { currentLang, setLang, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { words } from './words.ts'

export interface DoorProps {
  /** Which house this is the door of: 工作台, 掌上. */
  readonly face: string
  readonly title: string
  readonly children: ReactNode
  readonly foot?: ReactNode
}

/** The sheet before the house: who we are, one form, the other language. */
export function Door({ face, title, children, foot }: DoorProps) {
  const w = useWords(words)
  return (
    <div className="people-door">
      <header>
        <div className="people-door-mark">
          <strong>{currentLang() === 'zh' ? '里仁' : 'Liren'}</strong>
          <span className="ui-muted">{face}</span>
        </div>
        <Button look="quiet" icon="language" onClick={() => setLang(currentLang() === 'zh' ? 'en' : 'zh')}>
          {w.language}
        </Button>
      </header>
      <h1>{title}</h1>
      {children}
      {foot && <footer className="people-door-foot">{foot}</footer>}
    </div>
  )
}
