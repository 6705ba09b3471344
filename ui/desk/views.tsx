import './filter-bar.css'
import { useState } from 'react'
import { Button } from '../button.tsx'
import { ConfirmDialog } from '../dialog.tsx'
import { useFormat } from '../format.ts'
import { Go, useNavigation } from '../navigation.tsx'
import { TextInput } from '../pocket/inputs.tsx'
import { useUiWords } from '../words.ts'

export interface View {
  readonly name: string
  /** The query that makes it: `state=open&lamp=red`; empty for everything. */
  readonly query: string
  readonly count?: number
}

export interface ViewTabsProps {
  readonly label: string
  /** The views that everybody has. */
  readonly views: readonly View[]
  /** Lets people keep views of their own under this name on this machine; the address itself can be shared. */
  readonly remember?: string
}

const keyOf = (name: string) => `ui.views.${name}`
const passing = new Set(['offset', 'limit', 'lang', 'size'])

/** Ready-made views of a list, each an address; and those that one saved. */
export function ViewTabs({ label, views, remember }: ViewTabsProps) {
  const words = useUiWords()
  const navigation = useNavigation()
  const [own, setOwn] = useState(() => readViews(remember))
  const [naming, setNaming] = useState(false)
  const now = tidy(new URLSearchParams(navigation.search))
  const known = [...views, ...own].some((view) => tidy(new URLSearchParams(view.query)) === now)
  const keep = (next: readonly View[]) => {
    if (remember) localStorage.setItem(keyOf(remember), JSON.stringify(next))
    setOwn(next)
  }
  return (
    <nav className="desk-views" aria-label={label}>
      {[...views, ...own].map((view) => (
        <span key={view.query} className="desk-view">
          <Go
            to={view.query ? `${navigation.path}?${view.query}` : navigation.path}
            current={tidy(new URLSearchParams(view.query)) === now}
          >
            {view.name}
            {view.count !== undefined && <Count n={view.count} />}
          </Go>
          {own.includes(view) && (
            <Button
              look="quiet"
              icon="cross"
              label={words.filter.removeView(view.name)}
              onClick={() => keep(own.filter((one) => one !== view))}
            />
          )}
        </span>
      ))}
      {remember && !known && (
        <Button look="quiet" icon="plus" onClick={() => setNaming(true)}>
          {words.filter.saveView}
        </Button>
      )}
      <NameDialog
        open={naming}
        onClose={() => setNaming(false)}
        onName={(name) => {
          keep([...own, { name, query: now }])
          setNaming(false)
        }}
      />
    </nav>
  )
}

function Count({ n }: { n: number }) {
  return <small>{useFormat().number(n)}</small>
}

function NameDialog({ open, onClose, onName }: { open: boolean; onClose: () => void; onName: (name: string) => void }) {
  const words = useUiWords()
  const [name, setName] = useState('')
  return (
    <ConfirmDialog
      open={open}
      title={words.filter.saveView}
      confirm={words.filter.save}
      notYet={name.trim() === ''}
      onClose={onClose}
      onConfirm={() => onName(name.trim())}
    >
      <TextInput value={name} onChange={setName} placeholder={words.filter.viewName} maxLength={20} />
    </ConfirmDialog>
  )
}

/** The same view written the same way: sorted, without the page. */
function tidy(search: URLSearchParams): string {
  const kept = [...search].filter(([name, value]) => value !== '' && !passing.has(name))
  return new URLSearchParams(kept.sort(([a], [b]) => a.localeCompare(b))).toString()
}

function readViews(name: string | undefined): readonly View[] {
  try {
    return JSON.parse((name && localStorage.getItem(keyOf(name))) || '[]') as View[]
  } catch {
    return []
  }
}
