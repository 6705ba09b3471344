import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Role } from '../kernel/contract/roles.ts'
import { type ApiError, onSessionLost } from '../kernel/web/client.ts'
import { useEndpoint } from '../kernel/web/hooks.ts'
import { useKept } from '../kernel/web/kept.ts'
import { openLive } from '../kernel/web/live.ts'
import { type Me, me } from '../modules/people/contract.ts'
import type { AppPage } from './page.ts'

export interface Session {
  /** `null`: nobody is signed in; `undefined`: not known yet. */
  readonly me: Me | null | undefined
  /** The server could not say. */
  readonly error: ApiError | null
  retry(): void
}

/** Who is signed in; asked once and kept until something says otherwise, also without a network. */
export function useSession(): Session {
  const reading = useEndpoint(me, {}, { staleTime: 5 * 60_000 })
  const { error, refetch } = reading
  const { data } = useKept<typeof me>('me', reading)
  const nobody = error?.code === 'unauthenticated'
  return {
    me: nobody ? null : data,
    error: nobody || data ? null : error,
    retry: () => void refetch(),
  }
}

/** Keeps what is on the screen up to date while somebody is signed in. */
export function useLiveUpdates(person: Me | null | undefined): void {
  const queries = useQueryClient()
  const personId = person?.personId
  useEffect(() => (personId ? openLive(queries) : undefined), [personId, queries])
  useEffect(() => {
    if (!personId) return
    // A call was refused because the session is over: ask who is signed in, so that the shell leads to the sign-in page.
    return onSessionLost(() => {
      if (queries.isFetching({ queryKey: [me.id] }) === 0) void queries.invalidateQueries({ queryKey: [me.id] })
    })
  }, [personId, queries])
}

const has = (person: Me | null | undefined, role: Role) =>
  (person?.roles as readonly Role[] | undefined)?.includes(role) ?? false

/** Whether a page is for this person: a courtesy of the screen, the server decides by itself. */
export function mayOpen(page: AppPage, person: Me | null | undefined): boolean {
  const access = page.access ?? 'signed-in'
  if (access === 'public') return true
  if (!person) return false
  return access === 'signed-in' || access.roles.some((role) => has(person, role))
}

/** The entries of the navigation for this person, in order. `ofFirm`: whether they speak for a firm. */
export function navOf(pages: readonly AppPage[], person: Me | null | undefined, ofFirm = false) {
  return pages
    .flatMap((page) => (page.nav && mayOpen(page, person) ? [{ ...page.nav, to: page.path }] : []))
    .filter((entry) => !entry.roles || entry.roles.some((role) => has(person, role)))
    .filter((entry) => !entry.unless?.some((role) => has(person, role)))
    .filter((entry) => !entry.firm || (entry.firm === 'only') === ofFirm)
    .sort((a, b) => a.order - b.order)
}
