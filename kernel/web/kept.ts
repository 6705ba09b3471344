import type { UseQueryResult } from '@tanstack/react-query'
import { clear, createStore, get, set } from 'idb-keyval'
import { useEffect, useState } from 'react'
import type { Endpoint, ResponseOf } from '../contract/endpoint.ts'
import { type ApiError, onSessionLost } from './client.ts'

interface Kept<Data> {
  readonly name: string
  readonly at: string
  readonly data: Data
}

const personal = createStore('liren-kept', 'readings')
const everybodys = createStore('liren-kept-public', 'readings')
/** What one person read is not for the next one at this phone. */
if (typeof window !== 'undefined') onSessionLost(() => void clear(personal).catch(() => {}))

export interface KeepOptions {
  /** Public data: stays when the session ends. */
  readonly everybodys?: boolean
}

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
  options: KeepOptions = {},
): KeptReading<ResponseOf<E>> {
  const store = options.everybodys ? everybodys : personal
  const { data, error, isPlaceholderData, fetchStatus, failureReason } = reading
  // The first failure is enough: nobody waits for the retries to read what is on the phone.
  const offline = fetchStatus === 'paused' || (error ?? failureReason)?.code === 'offline'
  const [kept, setKept] = useState<Kept<ResponseOf<E>> | null>(null)
  useEffect(() => {
    if (data === undefined || isPlaceholderData) return
    const fresh: Kept<ResponseOf<E>> = { name, at: new Date().toISOString(), data }
    set(name, fresh, store).catch(() => {}) // storage may be off: then there is nothing to read offline
  }, [name, data, isPlaceholderData, store])
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
  }, [name, away, store])
  if (away && kept?.name === name) return { data: kept.data, keptAt: kept.at }
  return { data, keptAt: offline && data !== undefined ? new Date(reading.dataUpdatedAt).toISOString() : null }
}
