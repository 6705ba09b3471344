import {
  Component,
  type ComponentType,
  type LazyExoticComponent,
  lazy,
  type ReactNode,
  Suspense,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { uuidv7 } from 'uuidv7'
import { type Navigation, NavigationProvider } from '../../ui/navigation.tsx'
import { Opening } from '../../ui/opening.tsx'
import { type AppPage, pageAt, paramsAt } from '../page.ts'
import { BrokenPage, NotFoundPage } from './notices.tsx'
import { pages } from './pages.ts'
import { Shell } from './shell.tsx'

/** Where we are; `key` names the entry of the history, so that its scroll position is found again. */
interface Here {
  readonly path: string
  readonly query: string
  readonly key: string
  /** How we came: a new page begins at its top, one gone back to where it was left, a changed view stays. */
  readonly by: 'go' | 'back' | 'replace'
}

const keyOf = (): string => (history.state as { key?: string } | null)?.key ?? 'first'
const here = (by: Here['by']): Here => ({ path: location.pathname, query: location.search, key: keyOf(), by })

/**
 * The pocket's own router: the pages of a list, loaded when they are opened. The desk's library would be a fifth of
 * what a phone loads at first (docs/decisions/0003), and the pocket needs no more than this.
 */
export function Router() {
  const { at, opening, open } = useOpened()
  useEffect(() => {
    history.scrollRestoration = 'manual'
    const back = () => open(here('back'))
    window.addEventListener('popstate', back)
    return () => window.removeEventListener('popstate', back)
  }, [open])
  useScrollMemory(at)
  const navigation = useMemo<Navigation>(
    () => ({
      path: at.path,
      params: paramsAt(pages, at.path),
      search: Object.fromEntries(new URLSearchParams(at.query)),
      latestSearch: () => Object.fromEntries(new URLSearchParams(location.search)),
      go(to, options) {
        const replace = options?.replace === true
        const key = replace ? keyOf() : uuidv7()
        history[replace ? 'replaceState' : 'pushState']({ key }, '', to)
        open(here(replace ? 'replace' : 'go'))
      },
      expect: (to) => void fetched(to.split(/[?#]/)[0] ?? ''),
      back: () => history.back(),
      href: (to) => to,
    }),
    [at, open],
  )
  return (
    <NavigationProvider value={navigation}>
      {opening && <Opening />}
      <Shell>
        {/* For the first page; those after it are opened when they are here. */}
        <Suspense fallback={null}>
          <Boundary key={at.path}>
            <PageAt path={at.path} />
          </Boundary>
        </Suspense>
      </Shell>
    </NavigationProvider>
  )
}

/**
 * The page that is open. The next one is opened once its files are here, and until then the old one stays: what React does by
 * itself for a transition and Preact, which draws the phone's pages, does not.
 */
function useOpened() {
  const [at, setAt] = useState(() => here('back'))
  const [opening, setOpening] = useState(false)
  const latest = useRef(at)
  const open = useCallback((next: Here) => {
    latest.current = next
    const show = () => {
      // Somebody may have gone elsewhere meanwhile.
      if (latest.current !== next) return
      setAt(next)
      setOpening(false)
    }
    if (isFetched(next.path)) return show()
    setOpening(true)
    void fetched(next.path).then(show)
  }, [])
  return { at, opening, open }
}

const loaded = new Map<AppPage, ComponentType | LazyExoticComponent<ComponentType>>()

/** Whether the page of a path can be drawn at once, be it that there is none. */
function isFetched(path: string): boolean {
  const page = pageAt(pages, path)
  return !page || loaded.has(page)
}

/** Fetches the page of a path. One whose files cannot be had says so when it is drawn. */
async function fetched(path: string): Promise<void> {
  const page = pageAt(pages, path)
  if (!page || loaded.has(page)) return
  await page.load().then(
    (module) => loaded.set(page, module.default),
    () => {},
  )
}

function PageAt({ path }: { path: string }) {
  const page = pageAt(pages, path)
  if (!page) return <NotFoundPage />
  const Page = loaded.get(page) ?? lazy(page.load)
  loaded.set(page, Page)
  return <Page key={path} />
}

/** A page that throws, or whose file is gone, leaves the rest of the app standing. */
class Boundary extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null }

  static getDerivedStateFromError(error: unknown): { error: Error } {
    return { error: error instanceof Error ? error : new Error(String(error)) }
  }

  override render(): ReactNode {
    return this.state.error ? <BrokenPage error={this.state.error} /> : this.props.children
  }
}

/** How long a page that was gone back to may take to be as long again as it was. */
const settleMs = 1500

/** Keeps how far each entry of the history was scrolled. */
function useScrollMemory(at: Here): void {
  const positions = useRef(new Map<string, number>())
  // Before the next page is laid out: its own scrolling must not be taken for this one's.
  useLayoutEffect(() => {
    const keep = () => positions.current.set(at.key, window.scrollY)
    window.addEventListener('scroll', keep, { passive: true })
    return () => window.removeEventListener('scroll', keep)
  }, [at.key])
  useLayoutEffect(() => {
    if (at.by === 'replace') return
    const wanted = at.by === 'back' ? (positions.current.get(at.key) ?? 0) : 0
    window.scrollTo(0, wanted)
    if (wanted === 0) return
    const until = performance.now() + settleMs
    let frame = requestAnimationFrame(function reach() {
      if (window.scrollY >= wanted || performance.now() > until) return
      window.scrollTo(0, wanted)
      frame = requestAnimationFrame(reach)
    })
    return () => cancelAnimationFrame(frame)
  }, [at])
}
