import { useCallback, useState } from 'react'

/** Where somebody reported last. */
export const lastPlaceName = 'liren.place'

/** Reads what this phone remembers under a name; null when it is nothing, or storage is off. */
export function recall<T>(name: string): T | null {
  try {
    const text = localStorage.getItem(name)
    return text === null ? null : (JSON.parse(text) as T)
  } catch {
    return null
  }
}

/** Lets this phone remember something; null forgets it. */
export function remember(name: string, value: unknown): void {
  try {
    if (value === null) localStorage.removeItem(name)
    else localStorage.setItem(name, JSON.stringify(value))
  } catch {
    // storage may be off or full: it lasts as long as the page
  }
}

/** State that survives closing the page: `const [draft, setDraft] = useRemembered('liren.draft', empty)`. */
export function useRemembered<T>(name: string, first: T): [T, (change: (now: T) => T) => void] {
  const [value, setValue] = useState<T>(() => recall<T>(name) ?? first)
  const change = useCallback(
    (make: (now: T) => T) =>
      setValue((now) => {
        const next = make(now)
        remember(name, next)
        return next
      }),
    [name],
  )
  return [value, change]
}
