import type { ComponentType } from 'react'
import type { Role } from '../kernel/contract/roles.ts'
import type { Words } from '../kernel/contract/words.ts'
import type { IconName } from '../ui/icon.tsx'

export type NavSection = 'matters' | 'visits' | 'firms' | 'results' | 'office'

/** One page of an app, as its `pages.ts` lists it. */
export interface AppPage {
  /** `/matters/$matterId`; the page reads the part with `useParam('matterId')`. */
  readonly path: string
  /** `() => import('../../modules/matters/desk/matter-page.tsx')`: a page is the default export of its file. */
  readonly load: () => Promise<{ default: ComponentType }>
  /** Signed-in by default. Whoever may not see a page is not shown it; the server decides again on every call. */
  readonly access?: 'public' | 'signed-in' | { readonly roles: readonly Role[] }
  /** The entry of the navigation that it belongs to, where its address does not say so. */
  readonly under?: string
  /** Without the frame: signing in, printing. */
  readonly bare?: boolean
  readonly nav?: {
    readonly words: Words
    readonly icon: IconName
    readonly order: number
    /** Only for these; else for everyone who may open the page. */
    readonly roles?: readonly Role[]
    /** Not for these: they have something nearer. */
    readonly unless?: readonly Role[]
    /** Pocket: only for whoever speaks for a firm, or never for them (the way is on another page of theirs). */
    readonly firm?: 'only' | 'never'
    /** Desk: under which heading of the navigation; sections stand in the order of their first entries. */
    readonly section?: NavSection
  }
}

/** The page that a path belongs to; `$name` stands for one part. */
export function pageAt(pages: readonly AppPage[], path: string): AppPage | undefined {
  const parts = path.split('/').filter(Boolean)
  const score = (page: AppPage) => page.path.split('/').filter((part) => part && !part.startsWith('$')).length
  return pages
    .filter((page) => matches(page.path, parts))
    .sort((a, b) => score(b) - score(a))
    .at(0)
}

/** The parts of a path that its page names: `/t/$code` at `/t/7K3MQ-9PX2D` gives `{ code: '7K3MQ-9PX2D' }`. */
export function paramsAt(pages: readonly AppPage[], path: string): Record<string, string> {
  const parts = path.split('/').filter(Boolean)
  const wanted = pageAt(pages, path)?.path.split('/').filter(Boolean) ?? []
  return Object.fromEntries(
    wanted.flatMap((part, i) => (part.startsWith('$') ? [[part.slice(1), decodeURIComponent(parts[i] ?? '')]] : [])),
  )
}

function matches(pattern: string, parts: readonly string[]): boolean {
  const wanted = pattern.split('/').filter(Boolean)
  return wanted.length === parts.length && wanted.every((part, i) => part.startsWith('$') || part === parts[i])
}
