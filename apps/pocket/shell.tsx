import './shell.css'
import { type ReactNode, useEffect } from 'react'
import { useEndpoint } from '../../kernel/web/hooks.ts'
import { useKept } from '../../kernel/web/kept.ts'
import { outboxIsOf, useOutbox } from '../../kernel/web/outbox.ts'
import { currentLang, setLang, useSay, useWords } from '../../kernel/web/words.ts'
import { myFirms } from '../../modules/enterprises/portal/contract.ts'
import { useUnread } from '../../modules/notices/web/unread.ts'
import { EnrolFirst } from '../../modules/people/web/enrol-first.tsx'
import { ProofDialog } from '../../modules/people/web/proof-dialog.tsx'
import { Button } from '../../ui/button.tsx'
import { ErrorNote } from '../../ui/error-note.tsx'
import { useNavigation } from '../../ui/navigation.tsx'
import { BottomNav, LangToggle, LargeTypeToggle, OfflineBanner, Screen } from '../../ui/pocket/frame.tsx'
import { useUiWords } from '../../ui/words.ts'
import { pageAt } from '../page.ts'
import { mayOpen, navOf, useLiveUpdates, useSession } from '../session.ts'
import { NotForYouPage } from './notices.tsx'
import { useOnline } from './online.ts'
import { pages } from './pages.ts'
import { takeNewVersion, useNewVersion } from './service-worker.ts'
import { words } from './words.ts'

/** The frame of the pocket: what is queued, the page, and the places at the thumb. */
export function Shell({ children }: { children: ReactNode }) {
  const { path } = useNavigation()
  const { me, error, retry } = useSession()
  const page = pageAt(pages, path)
  const open = page?.access === 'public'
  useLiveUpdates(me)
  useEffect(() => {
    if (me !== undefined) outboxIsOf(me?.personId ?? null)
  }, [me])
  useSignInFirst(me === null && page !== undefined && !open)

  if (page?.bare && (open || me)) return <div className="pocket">{children}</div>
  const body =
    page && !open && me?.mustEnrol ? (
      <EnrolFirst person={me} />
    ) : page && !open && me === undefined ? (
      <Wait error={error} onRetry={retry} />
    ) : page && !open && me === null ? null : page && !mayOpen(page, me) ? (
      <NotForYouPage />
    ) : (
      children
    )
  return (
    <div className="pocket">
      <NewVersion />
      <Connection />
      <div className="pocket-body">{body}</div>
      <Manners />
      <Places />
      {me && <ProofDialog person={me} />}
    </div>
  )
}

/** Leads to the sign-in page, which leads back here. */
function useSignInFirst(needed: boolean): void {
  const navigation = useNavigation()
  useEffect(() => {
    if (!needed) return
    const query = new URLSearchParams(navigation.search).toString()
    const here = navigation.path + (query ? `?${query}` : '')
    navigation.go(`/sign-in?next=${encodeURIComponent(here)}`, { replace: true })
  }, [needed, navigation])
}

function Wait({ error, onRetry }: { error: Error | null; onRetry: () => void }) {
  const ui = useUiWords()
  return (
    <Screen>{error ? <ErrorNote error={error} onRetry={onRetry} /> : <p className="ui-muted">{ui.loading}</p>}</Screen>
  )
}

/** On every page: the large-type face and the other language. */
function Manners() {
  return (
    <div className="pocket-manners">
      <LargeTypeToggle />
      <LangToggle onSwitch={() => setLang(currentLang() === 'zh' ? 'en' : 'zh')} />
    </div>
  )
}

function Places() {
  const w = useWords(words)
  const say = useSay()
  const { path } = useNavigation()
  const { me } = useSession()
  const unread = useUnread(Boolean(me))
  const entries = navOf(pages, me, useSpeaksForFirm(Boolean(me)))
  if (entries.length === 0) return null
  const items = entries.slice(0, 6).map((entry) => ({
    to: entry.to,
    words: say(entry.words),
    icon: entry.icon,
    current: path === entry.to || (entry.to !== '/' && path.startsWith(`${entry.to}/`)),
    ...(entry.to === '/inbox' && { count: unread }),
  }))
  return <BottomNav label={w.nav} items={items} />
}

/** Asked only of whoever is signed in; kept, so that the way stays without a network. */
function useSpeaksForFirm(signedIn: boolean): boolean {
  const reading = useEndpoint(myFirms, {}, { enabled: signedIn, staleTime: 5 * 60_000 })
  const { data } = useKept<typeof myFirms>('firms', reading)
  return signedIn && (data?.firms.length ?? 0) > 0
}

function Connection() {
  const queued = useOutbox().length
  return <OfflineBanner online={useOnline()} queued={queued} to="/queued" />
}

function NewVersion() {
  const w = useWords(words)
  if (!useNewVersion()) return null
  return (
    <div className="pocket-new" role="status">
      {w.newVersion}
      <Button look="quiet" onClick={takeNewVersion}>
        {w.openNew}
      </Button>
    </div>
  )
}
