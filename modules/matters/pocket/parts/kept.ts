import type { UseQueryResult } from '@tanstack/react-query'
import { clear, createStore, get, set } from 'idb-keyval'
import { useEffect, useState } from 'react'
import type { Endpoint, ResponseOf } from '../../../../kernel/contract/endpoint.ts'
import { type ApiError, onSessionLost } from '../../../../kernel/web/client.ts'

interface Kept<Data> {
  readonly at: string
  readonly data: Data
}

const store = createStore('liren-kept', 'readings')
/** What one person read is not for the next one at this phone. */
if (typeof window !== 'undefined') onSessionLost(() => void clear(store).catch(() => {}))

export interface KeptReading<Data> {
  readonly data: Data | undefined
  /** When it was read, if it comes from this phone because there is no network. */
  readonly keptAt: string | null
}

/**
 * Keeps the last answer of a reading on this phone and shows it while the server is out of reach:
 * a list that was open this morning can be read in a lift shaft.
 */
export function useKept<E extends Endpoint>(
  name: string,
  reading: UseQueryResult<ResponseOf<E>, ApiError>,
): KeptReading<ResponseOf<E>> {
  const { data, error, isPlaceholderData, fetchStatus } = reading
  const offline = fetchStatus === 'paused' || error?.code === 'offline'
  const [kept, setKept] = useState<Kept<ResponseOf<E>> | null>(null)
  useEffect(() => {
    if (data === undefined || isPlaceholderData) return
    const fresh: Kept<ResponseOf<E>> = { at: new Date().toISOString(), data }
    set(name, fresh, store).catch(() => {}) // storage may be off: then there is nothing to read offline
  }, [name, data, isPlaceholderData])
  const away = data === undefined && (offline || error?.mayRetry === true)
  useEffect(() => {
    if (!away) return
    let stale = false
    get<Kept<ResponseOf<E>>>(name, store)
      .then((found) => !stale && setKept(found ?? null))
      .catch(() => {})
    return () => {
      stale = true
    }
  }, [name, away])
  if (away && kept) return { data: kept.data, keptAt: kept.at }
  return { data, keptAt: offline && data !== undefined ? new Date(reading.dataUpdatedAt).toISOString() : null }
}
