import {
  type AnyRoute,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  type ParsedLocation,
  type RouterState,
  useParams,
  useRouter,
  useRouterState,
} from '@tanstack/react-router'
import { type ComponentType, type ReactNode, useDeferredValue, useMemo } from 'react'
import { type Navigation, NavigationProvider } from '../ui/navigation.tsx'
import { Opening } from '../ui/opening.tsx'
import { type AppPage, pageAt } from './page.ts'
import { mayOpen, useSession } from './session.ts'

export interface AppFrame {
  readonly pages: readonly AppPage[]
  /** Where the app is mounted, without a slash at the end. */
  readonly base: string
  /** Stands around every page. */
  readonly Frame: ComponentType<{ children: ReactNode }>
  readonly NotFound: () => ReactNode
  readonly Broken: (props: { error: Error }) => ReactNode
}

/** The router of an app, made from its list of pages. Queries are plain text, so that addresses stay readable. */
export function makeRouter({ pages, base, Frame, NotFound, Broken }: AppFrame) {
  const root = createRootRoute({
    component: () => (
      <Navigator base={base} pages={pages}>
        <Frame>
          <Outlet />
        </Frame>
      </Navigator>
    ),
  })
  const routes: AnyRoute[] = pages.map((page) =>
    createRoute({ getParentRoute: () => root, path: page.path, component: lazyRouteComponent(page.load) }),
  )
  return createRouter({
    routeTree: root.addChildren(routes),
    basepath: base || '/',
    parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
    stringifySearch: (search) => {
      const text = new URLSearchParams(search as Record<string, string>).toString()
      return text ? `?${text}` : ''
    },
    defaultNotFoundComponent: NotFound,
    defaultErrorComponent: ({ error }) => <Broken error={error instanceof Error ? error : new Error(String(error))} />,
    scrollRestoration: true,
  })
}

interface NavigatorProps extends Pick<AppFrame, 'base' | 'pages'> {
  readonly children: ReactNode
}

/** Gives pages and the design system their `Navigation` out of the router. */
function Navigator({ base, pages, children }: NavigatorProps) {
  const router = useRouter()
  const { me } = useSession()
  const now = useRouterState({ select: addressOfShown })
  const opening = useRouterState({ select: (state) => addressOfShown(state) !== state.location })
  // What is pressed answers at once: a list for another filter or order is drawn after that, in parts. A page that is opened
  // never sees the address of the one before.
  const drawn = useDeferredValue(now)
  const location = drawn.pathname === now.pathname ? drawn : now
  const params = useParams({ strict: false }) as Record<string, string>
  const navigation = useMemo<Navigation>(
    () => ({
      path: location.pathname,
      params,
      search: location.search as Record<string, string>,
      latestSearch: () => router.latestLocation.search as Record<string, string>,
      go(to, options) {
        const url = new URL(to, 'http://app')
        void router.navigate({
          to: url.pathname,
          search: Object.fromEntries(url.searchParams) as never,
          ...(url.hash ? { hash: url.hash.slice(1) } : {}),
          ...(options?.replace ? { replace: true, resetScroll: false } : {}),
        })
      },
      opens(to) {
        const page = pageAt(pages, new URL(to, 'http://app').pathname)
        return page === undefined || mayOpen(page, me)
      },
      // A page whose file cannot be had says so when it is opened.
      expect: (to) => void router.preloadRoute({ to: new URL(to, 'http://app').pathname }).catch(() => {}),
      back: () => router.history.back(),
      href: (to) => base + to,
    }),
    [router, location, params, base, pages, me],
  )
  return (
    <NavigationProvider value={navigation}>
      {opening && <Opening />}
      {children}
    </NavigationProvider>
  )
}

/**
 * The address of the page on the screen. Until the files of the next one are here, the old one stays, and what it says and
 * who may see it stay its own: it is not drawn anew for an address that is not its.
 */
function addressOfShown({ matches, location, resolvedLocation }: RouterState): ParsedLocation {
  const shown = matches.at(-1)?.pathname
  return resolvedLocation && shown === resolvedLocation.pathname && shown !== location.pathname
    ? resolvedLocation
    : location
}
