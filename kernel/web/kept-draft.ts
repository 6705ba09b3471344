import { createStore, del, entries, get, set, type UseStore } from 'idb-keyval'
import { useCallback, useEffect, useRef, useState } from 'react'
import { outboxOwner } from './outbox-store.ts'

let opened: UseStore | undefined
const store = (): UseStore => {
  opened ??= createStore('liren-drafts', 'drafts')
  return opened
}

const nameOf = (name: string): string => `${outboxOwner() ?? 'nobody'}:${name}`

export interface KeptDraft<T> {
  /** Undefined until it has been looked for on this phone. */
  readonly draft: T | undefined
  change(change: (now: T) => T): void
  /** Writes at once; done when it is written. */
  keep(next: T): Promise<void>
  forget(): Promise<void>
}

/** How long one may type before it is written. */
const pauseMs = 250

/**
 * What is being filled in, kept on this phone with its photos while it is typed: a reload or a crash loses nothing. It is of
 * the person who is signed in; `name` says of what.
 */
export function useKeptDraft<T>(name: string, fresh: () => T): KeptDraft<T> {
  const [draft, setDraft] = useState<T>()
  const latest = useRef<T>(undefined)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const begin = useRef(fresh)
  const write = useCallback(async () => {
    clearTimeout(timer.current)
    timer.current = undefined
    if (latest.current !== undefined) await set(nameOf(name), latest.current, store()).catch(() => {})
  }, [name])
  useEffect(() => {
    let gone = false
    const show = (found: T | undefined) => {
      if (gone || latest.current !== undefined) return
      latest.current = found ?? begin.current()
      setDraft(latest.current)
    }
    get<T>(nameOf(name), store()).then(show, () => show(undefined))
    const leave = () => timer.current !== undefined && void write()
    window.addEventListener('pagehide', leave)
    document.addEventListener('visibilitychange', leave)
    return () => {
      gone = true
      leave()
      window.removeEventListener('pagehide', leave)
      document.removeEventListener('visibilitychange', leave)
    }
  }, [name, write])
  const put = useCallback((next: T | undefined) => {
    latest.current = next
    setDraft(next)
  }, [])
  const change = useCallback(
    (patch: (now: T) => T) => {
      if (latest.current === undefined) return
      put(patch(latest.current))
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void write(), pauseMs)
    },
    [put, write],
  )
  const keep = useCallback(
    async (next: T) => {
      put(next)
      await write()
    },
    [put, write],
  )
  const forget = useCallback(async () => {
    clearTimeout(timer.current)
    timer.current = undefined
    latest.current = undefined
    await del(nameOf(name), store()).catch(() => {})
  }, [name])
  return { draft, change, keep, forget }
}

/** Takes off drafts of mine that `isOver` names; `prefix` says of what kind. */
export async function forgetDrafts<T>(prefix: string, isOver: (draft: T) => boolean): Promise<void> {
  const mine = nameOf(prefix)
  try {
    for (const [name, draft] of await entries<string, T>(store()))
      if (name.startsWith(mine) && isOver(draft)) await del(name, store())
  } catch {
    // Storage may be off: then nothing is kept either.
  }
}
