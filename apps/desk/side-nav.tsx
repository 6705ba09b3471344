import { useEndpoint } from '../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../kernel/web/words.ts'
import { readGuide } from '../../modules/briefings/guide/contract.ts'
import type { Me } from '../../modules/people/contract.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Go, useNavigation } from '../../ui/navigation.tsx'
import { type NavSection, pageAt } from '../page.ts'
import { navOf } from '../session.ts'
import { pages } from './pages.ts'
import { words } from './words.ts'

export interface SideNavProps {
  readonly me: Me | null | undefined
  readonly folded: boolean
  readonly onFold: () => void
}

type Entry = ReturnType<typeof navOf>[number]

/** Entries under their headings, in order. */
function sectionsOf(entries: readonly Entry[]): [NavSection, Entry[]][] {
  const sections = new Map<NavSection, Entry[]>()
  for (const entry of entries) {
    const section = entry.section ?? 'matters'
    sections.set(section, [...(sections.get(section) ?? []), entry])
  }
  return [...sections]
}

/** Whether the setup guide is still of use: there is something left to do, and nobody put it away. */
function useGuideShown(me: SideNavProps['me']): boolean {
  const administrates = (me?.roles as readonly string[] | undefined)?.includes('administrator') ?? false
  const { data } = useEndpoint(readGuide, {}, { enabled: administrates, staleTime: 60_000 })
  return data !== undefined && !data.complete && !data.putAway
}

/** Where one can go; folded it shows the icons alone. */
export function SideNav({ me, folded, onFold }: SideNavProps) {
  const w = useWords(words)
  const say = useSay()
  const { path } = useNavigation()
  const guide = useGuideShown(me)
  const entries = navOf(pages, me).filter(({ to }) => to !== '/start' || guide)
  const at = pageAt(pages, path)?.under ?? path
  const current = entries
    .filter(({ to }) => at === to || (to !== '/' && at.startsWith(`${to}/`)))
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
        {sectionsOf(entries).map(([section, links], _, all) => (
          <div key={section} className="desk-section">
            {all.length > 1 && <span className="desk-section-name">{w.section[section]}</span>}
            {links.map((entry) => (
              <Go
                key={entry.to}
                to={entry.to}
                current={entry === current}
                {...(folded ? { label: say(entry.words) } : {})}
              >
                <Icon name={entry.icon} />
                <span>{say(entry.words)}</span>
              </Go>
            ))}
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
