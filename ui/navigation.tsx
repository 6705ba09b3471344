import { createContext, type MouseEvent, type ReactNode, useContext, useMemo, useSyncExternalStore } from 'react'

/** What the design system and the pages need of a router; each app supplies it, so neither knows which router it is. */
export interface Navigation {
  /** Path inside the app, without its base: `/matters/0198…`. */
  readonly path: string
  /** Parts of the path that the route names: `{ matterId: '0198…' }`. */
  readonly params: Readonly<Record<string, string>>
  /** The query of the address, as text. The page may still be drawn for an earlier one: see `latestSearch`. */
  readonly search: Readonly<Record<string, string>>
  /** The query as it stands by now, for whoever changes a part of it. */
  latestSearch(): Readonly<Record<string, string>>
  /** Goes to a path with its query inside the app; `replace` does not add to the history. */
  go(to: string, options?: { replace?: boolean }): void
  /** Whether a path leads to a page that is for whoever is here; without it every one does. */
  opens?(to: string): boolean
  /** Somebody is about to go there: what is needed for it may be fetched. */
  expect?(to: string): void
  back(): void
  /** The full address of a path inside the app, for `href`. */
  href(to: string): string
}

const NavigationContext = createContext<Navigation | null>(null)
export const NavigationProvider = NavigationContext.Provider

/** Where we are and how to go elsewhere. Without a provider (catalogue, tests) it uses the browser's own history. */
export function useNavigation(): Navigation {
  const given = useContext(NavigationContext)
  // Links are many: only where nobody supplies it does each watch the address itself.
  const read = given ? noAddress : readAddress
  const address = useSyncExternalStore(given ? watchNothing : watchAddress, read, read)
  return useMemo(() => given ?? plainNavigation(address), [given, address])
}

/** A part of the path that the route names; throws when the route has none of that name. */
export function useParam(name: string): string {
  const value = useNavigation().params[name]
  if (value === undefined) throw new Error(`the route has no parameter ${name}`)
  return value
}

const moved = 'ui-moved'
const readAddress = () => location.pathname + location.search
const noAddress = () => ''
const watchNothing = () => () => {}

function watchAddress(changed: () => void): () => void {
  window.addEventListener('popstate', changed)
  window.addEventListener(moved, changed)
  return () => {
    window.removeEventListener('popstate', changed)
    window.removeEventListener(moved, changed)
  }
}

function plainNavigation(address: string): Navigation {
  const url = new URL(address, 'http://here')
  return {
    path: url.pathname,
    params: {},
    search: Object.fromEntries(url.searchParams),
    latestSearch: () => Object.fromEntries(new URLSearchParams(location.search)),
    go(to, options) {
      if (options?.replace) history.replaceState(null, '', to)
      else history.pushState(null, '', to)
      window.dispatchEvent(new Event(moved))
    },
    back: () => history.back(),
    href: (to) => to,
  }
}

export interface GoProps {
  readonly to: string
  readonly children: ReactNode
  readonly className?: string
  readonly label?: string
  /** The page that is open; said aloud as such. */
  readonly current?: boolean
  readonly onGo?: () => void
}

/** A pointer that only passes over a link expects nothing. */
const passingMs = 60
let pointedAt: ReturnType<typeof setTimeout> | undefined

const elsewhere = /^([a-z]+:|#|\/\/)/

/** A link inside the app; other addresses (`tel:`, `https:`, `#part`) work too. */
export function Go({ to, children, className, label, current, onGo }: GoProps) {
  const navigation = useNavigation()
  const outside = elsewhere.test(to)
  const follow = (event: MouseEvent) => {
    onGo?.()
    if (outside || event.defaultPrevented || event.button !== 0) return
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    navigation.go(to)
  }
  const expect = () => {
    clearTimeout(pointedAt)
    if (!outside) pointedAt = setTimeout(() => navigation.expect?.(to), passingMs)
  }
  return (
    <a
      href={outside ? to : navigation.href(to)}
      className={className}
      aria-label={label}
      aria-current={current ? 'page' : undefined}
      onPointerEnter={expect}
      onPointerLeave={() => clearTimeout(pointedAt)}
      onFocus={expect}
      onClick={follow}
    >
      {children}
    </a>
  )
}

export type UrlPatch<Name extends string> = Partial<Record<Name, string | undefined>>

/**
 * Keeps named values in the address, so that a view can be shared and the back button works:
 * `const [filters, setFilters] = useUrlState(['q', 'state'])`. An empty value leaves the address.
 * `resets` names values that fall back when others change (a new filter starts at the first page).
 */
export function useUrlState<const Name extends string>(
  names: readonly Name[],
  resets: readonly string[] = ['offset'],
): [Readonly<UrlPatch<Name>>, (patch: UrlPatch<Name>) => void] {
  const navigation = useNavigation()
  const values: UrlPatch<Name> = {}
  for (const name of names) {
    const value = navigation.search[name]
    if (value !== undefined && value !== '') values[name] = value
  }
  const set = (patch: UrlPatch<Name>) => {
    const next = new URLSearchParams(navigation.latestSearch())
    for (const name of resets) if (!(name in patch)) next.delete(name)
    for (const [name, value] of Object.entries(patch) as [string, string | undefined][]) {
      if (value === undefined || value === '') next.delete(name)
      else next.set(name, value)
    }
    const query = next.toString()
    navigation.go(query ? `${navigation.path}?${query}` : navigation.path, { replace: true })
  }
  return [values, set]
}
