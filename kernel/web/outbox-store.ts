import { delMany, entries, type UseStore } from 'idb-keyval'
import { useMemo, useSyncExternalStore } from 'react'
import { forgotten, inOrder, type Ordered, unsentOf } from './outbox-order.ts'

/** One request of a queued item; photos go before the command that names them. */
export interface Step {
  readonly url: string
  readonly method: string
  readonly key: string
  readonly json?: string
  readonly form?: { readonly fields: Record<string, string>; readonly file: Blob; readonly name: string }
  /** When it arrived; the photo stays here until the command has arrived as well. */
  readonly sentAt?: string
}

/** Something that was said on this phone and is kept here until it is sent. */
export interface OutboxItem extends Ordered {
  /** What it is, in the reader's words: shown in the list of what is queued. */
  readonly label: string
  /** The page that opens it again, to look at or to change. */
  readonly to?: string
  readonly queuedAt: string
  /** Counts up when it is changed, so that an older version on its way is not taken for this one. */
  readonly version: number
  /** Why the server refused it. */
  readonly message?: string
  readonly reason?: string
  readonly triedAt?: string
  readonly sentAt?: string
  /** Bytes on this phone. */
  readonly bytes: number
  readonly steps: readonly Step[]
}

let opened: Promise<IDBDatabase> | undefined

function database(): Promise<IDBDatabase> {
  opened ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('liren-outbox')
    request.onupgradeneeded = () => request.result.createObjectStore('items')
    request.onerror = () => reject(request.error)
    request.onsuccess = () => {
      request.result.onclose = () => {
        opened = undefined
      }
      resolve(request.result)
    }
  }).catch((error: unknown) => {
    opened = undefined
    throw error
  })
  return opened
}

/** `strict`: on the disk before we say “kept”; browsers else answer before it is, and a battery may die between. */
const store: UseStore = async (mode, use) => {
  const begin = async () => (await database()).transaction('items', mode, { durability: 'strict' }).objectStore('items')
  const items = await begin().catch(() => {
    // A browser that slept may have dropped the connection.
    opened = undefined
    return begin()
  })
  return use(items)
}

/** Writes in one transaction what `work` asks for; done when it is on the disk. */
const write = (work: (items: IDBObjectStore) => void): Promise<void> =>
  store('readwrite', (items) => {
    return new Promise<void>((resolve, reject) => {
      const { transaction } = items
      transaction.oncomplete = () => resolve()
      transaction.onabort = () => reject(transaction.error)
      work(items)
    })
  })

/** Puts a new item behind all others. Rejects where the phone has no room. */
export async function addItem(item: Omit<OutboxItem, 'place'>): Promise<void> {
  await write((items) => {
    const all = items.getAll()
    all.onsuccess = () => {
      const last = Math.max(0, ...(all.result as OutboxItem[]).map(({ place }) => place ?? 0))
      items.put({ ...item, place: last + 1 }, item.id)
    }
  })
  await refresh()
}

/** Changes an item if it is still there; null takes it off. @returns whether it was there. */
export async function changeItem(id: string, change: (now: OutboxItem) => OutboxItem | null): Promise<boolean> {
  let found = false
  await write((items) => {
    const read = items.get(id)
    read.onsuccess = () => {
      const now = read.result as OutboxItem | undefined
      if (!now) return
      found = true
      const next = change(now)
      if (next) items.put(next, id)
      else items.delete(id)
    }
  })
  await refresh()
  return found
}

/** All that is kept here, whoever said it. */
export async function readItems(): Promise<readonly OutboxItem[]> {
  const rows = await entries<string, OutboxItem>(store)
  // What an older version of the app has kept lacks some of it: it is of whoever is here.
  return inOrder(
    rows.map(([id, item]) => ({ ...{ owner: outboxOwner(), lane: id, place: 0, version: 1, bytes: 0 }, ...item })),
  )
}

/** Strikes out old ones that were sent. */
export async function tidy(): Promise<void> {
  const old = forgotten(await readItems())
  if (old.length > 0)
    await delMany(
      old.map(({ id }) => id),
      store,
    ).catch(() => {})
}

const remembered = 'liren.outbox.owner'

function recall(): string | null {
  try {
    return localStorage.getItem(remembered)
  } catch {
    return null // storage may be off: then the session says it when it is known
  }
}

let owner: string | null | undefined

/** Who is at this phone as far as is known: the last one who was, until the session says otherwise. */
export function outboxOwner(): string | null {
  if (owner === undefined) owner = recall()
  return owner
}

/** The session has said who is here. @returns whether that is somebody else than before. */
export function setOutboxOwner(next: string | null): boolean {
  if (outboxOwner() === next) return false
  owner = next
  try {
    if (next === null) localStorage.removeItem(remembered)
    else localStorage.setItem(remembered, next)
  } catch {
    // see recall
  }
  for (const tell of listeners) tell()
  return true
}

let items: readonly OutboxItem[] = []
const listeners = new Set<() => void>()
const otherTabs = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('liren-outbox')
if (otherTabs) otherTabs.onmessage = () => void read()

async function read(): Promise<void> {
  items = await readItems().catch(() => items)
  for (const tell of listeners) tell()
}

/** Reads again what is kept, here and in other tabs. */
export async function refresh(): Promise<void> {
  await read()
  otherTabs?.postMessage('changed')
}

const subscribe = (tell: () => void) => {
  listeners.add(tell)
  return () => {
    listeners.delete(tell)
  }
}

function useItems(): { all: readonly OutboxItem[]; mine: string | null } {
  const all = useSyncExternalStore(
    subscribe,
    () => items,
    () => items,
  )
  const mine = useSyncExternalStore(subscribe, outboxOwner, () => null)
  return { all, mine }
}

/** What I have said on this phone and what was not sent yet, oldest first. */
export function useOutbox(): readonly OutboxItem[] {
  const { all, mine } = useItems()
  return useMemo(() => unsentOf(all, mine), [all, mine])
}

/** What was sent lately from this phone after it had been kept, newest first. */
export function useSentLately(): readonly OutboxItem[] {
  const { all, mine } = useItems()
  return useMemo(
    () => inOrder(all.filter((item) => item.owner === mine && item.state === 'sent')).toReversed(),
    [all, mine],
  )
}
