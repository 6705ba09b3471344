import { useSay, useWords } from '../../kernel/web/words.ts'
import type { Me } from '../../modules/people/contract.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Go, useNavigation } from '../../ui/navigation.tsx'
import { navOf } from '../session.ts'
import { pages } from './pages.ts'
import { words } from './words.ts'

export interface SideNavProps {
  readonly me: Me | null | undefined
  readonly folded: boolean
  readonly onFold: () => void
}

/** Where one can go; folded it shows the icons alone. */
export function SideNav({ me, folded, onFold }: SideNavProps) {
  const w = useWords(words)
  const say = useSay()
  const { path } = useNavigation()
  const entries = navOf(pages, me)
  const current = entries
    .filter(({ to }) => path === to || (to !== '/' && path.startsWith(`${to}/`)))
    .sort((a, b) => b.to.length - a.to.length)[0]
  return (
    <div className="desk-side">
      <Go to="/" className="desk-mark">
        <img src={`${import.meta.env.BASE_URL}mark.svg`} alt="" />
        <div>
          <strong>{w.name}</strong> <span>{me ? say(me.tenant) : w.desk}</span>
        </div>
      </Go>
      <nav className="desk-links" aria-label={w.nav}>
        {entries.map((entry) => (
          <div key={entry.to}>
            {entry.group && <hr />}
            <Go to={entry.to} current={entry === current} {...(folded ? { label: say(entry.words) } : {})}>
              <Icon name={entry.icon} />
              <span>{say(entry.words)}</span>
            </Go>
          </div>
        ))}
      </nav>
      <div className="desk-fold">
        <Button
          look="quiet"
          icon={folded ? 'forward' : 'back'}
          label={folded ? w.expand : w.collapse}
          onClick={onFold}
        />
      </div>
    </div>
  )
}
