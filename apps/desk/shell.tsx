import './shell.css'
import { type ReactNode, useEffect, useState } from 'react'
import { useWords } from '../../kernel/web/words.ts'
import { EnrolFirst } from '../../modules/people/web/enrol-first.tsx'
import { ProofDialog } from '../../modules/people/web/proof-dialog.tsx'
import { ErrorNote } from '../../ui/error-note.tsx'
import { useNavigation } from '../../ui/navigation.tsx'
import { useUiWords } from '../../ui/words.ts'
import { pageAt } from '../page.ts'
import { mayOpen, useLiveUpdates, useSession } from '../session.ts'
import { NotForYouPage } from './notices.tsx'
import { pages } from './pages.ts'
import { SideNav } from './side-nav.tsx'
import { TopBar } from './top-bar.tsx'
import { words } from './words.ts'

const foldedKey = 'liren.desk.folded'

/** The frame of the desk: navigation at the left, search and inbox above, the page. */
export function Shell({ children }: { children: ReactNode }) {
  const navigation = useNavigation()
  const session = useSession()
  const page = pageAt(pages, navigation.path)
  const isPublic = page?.access === 'public'
  useLiveUpdates(session.me)
  useSignInFirst(session.me === null && page !== undefined && !isPublic)

  if (page?.bare && (isPublic || session.me)) return <main className="desk-bare">{children}</main>
  if (session.me?.mustEnrol && !isPublic)
    return (
      <main className="desk-bare">
        <EnrolFirst person={session.me} />
      </main>
    )
  if (session.me === undefined && !isPublic) return <Wait error={session.error} onRetry={session.retry} />
  if (session.me === null && !isPublic && page) return null
  return <Framed>{page && !mayOpen(page, session.me) ? <NotForYouPage /> : children}</Framed>
}

/** Leads to the sign-in page, which leads back here. */
function useSignInFirst(needed: boolean): void {
  const navigation = useNavigation()
  useEffect(() => {
    if (!needed) return
    const here = navigation.path + queryOf(navigation.search)
    navigation.go(`/sign-in?next=${encodeURIComponent(here)}`, { replace: true })
  }, [needed, navigation])
}

function queryOf(search: Readonly<Record<string, string>>): string {
  const text = new URLSearchParams(search).toString()
  return text ? `?${text}` : ''
}

function Wait({ error, onRetry }: { error: Error | null; onRetry: () => void }) {
  const ui = useUiWords()
  return (
    <main className="desk-wait">
      {error ? <ErrorNote error={error} onRetry={onRetry} /> : <p className="ui-muted">{ui.loading}</p>}
    </main>
  )
}

function Framed({ children }: { children: ReactNode }) {
  const w = useWords(words)
  const { path } = useNavigation()
  const { me } = useSession()
  const [folded, setFolded] = useState(() => localStorage.getItem(foldedKey) === '1')
  const [open, setOpen] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page closes the drawer
  useEffect(() => setOpen(false), [path])
  useEffect(() => {
    const close = (event: KeyboardEvent) => event.key === 'Escape' && setOpen(false)
    window.addEventListener('keydown', close)
    return () => window.removeEventListener('keydown', close)
  }, [])
  const fold = () => {
    localStorage.setItem(foldedKey, folded ? '0' : '1')
    setFolded(!folded)
  }
  return (
    <div className={`desk${folded && !open ? ' desk-folded' : ''}${open ? ' desk-open' : ''}`}>
      <a className="desk-skip" href="#page">
        {w.skip}
      </a>
      <SideNav me={me} folded={folded && !open} onFold={fold} />
      <button type="button" className="desk-shade" aria-label={w.collapse} onClick={() => setOpen(false)} />
      <TopBar me={me} onMenu={() => setOpen(true)} />
      <main className="desk-main" id="page" tabIndex={-1}>
        {children}
      </main>
      {me && <ProofDialog person={me} />}
    </div>
  )
}
