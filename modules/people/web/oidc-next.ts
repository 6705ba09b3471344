const key = 'liren.oidc.next'

/** The face of the app that a page belongs to: the way back leads to the same one. */
const base = () => (/^\/desk(\/|$)/.test(location.pathname) ? '/desk' : '')

/** Remembers, over the way to the provider, which page asked. @param next as the app's navigation has it. */
export function keepNext(next: string): void {
  sessionStorage.setItem(key, `${base()}${next}`)
}

/** Where to go after coming back: a page of ours, whatever was left there. */
export function takeNext(): string {
  const kept = sessionStorage.getItem(key) ?? '/desk/'
  sessionStorage.removeItem(key)
  const url = URL.canParse(kept, location.origin) ? new URL(kept, location.origin) : null
  return kept.startsWith('/') && url?.origin === location.origin ? `${url.pathname}${url.search}` : '/desk/'
}
