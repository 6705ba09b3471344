import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Endpoint } from '../../../kernel/contract/endpoint.ts'
import type { Id } from '../../../kernel/contract/ids.ts'
import type { ApiError } from '../../../kernel/web/client.ts'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useKept } from '../../../kernel/web/kept.ts'
import { onOutboxSent, type Queueable, sendOrQueue, useOutbox } from '../../../kernel/web/outbox.ts'
import { useNames } from '../../matters/pocket/public.ts'
import { atDoor } from '../contract.ts'
import { type AttendanceView, type CheckBody, checkAttendance, getAttendance } from '../leader/contract.ts'
import { type Lines, linesOf } from './attendance-lines.ts'

const checkAddress = /\/api\/gatherings\/([0-9a-f-]{36})\/attendance$/

/** Taps of this phone that have not arrived. */
const useTaps = (gatheringId: Id<'gathering'>): CheckBody[] =>
  useOutbox().flatMap(({ state, steps }) => {
    const last = steps.at(-1)
    if (state !== 'waiting' || !last?.json || last.method !== checkAttendance.method) return []
    return checkAddress.exec(last.url)?.[1] === gatheringId ? [JSON.parse(last.json) as CheckBody] : []
  })

/** The leader's list: from the server, else as it was last read, with what waits on this phone laid over it. */
export function useAttendance(gatheringId: Id<'gathering'>) {
  const reading = useEndpoint(getAttendance, { params: { gatheringId } })
  const { data, keptAt } = useKept<typeof getAttendance>(`attendance:${gatheringId}`, reading)
  const nameOf = useNames()
  const taps = useTaps(gatheringId)
  const queries = useQueryClient()
  useEffect(() => {
    const stop = onOutboxSent(() => void queries.invalidateQueries({ queryKey: [getAttendance.id] }))
    return () => void stop()
  }, [queries])
  const lines: Lines | null = data ? linesOf(data, taps, nameOf) : null
  return { reading, data: data as AttendanceView | undefined, keptAt, lines }
}

/** Sends now or keeps on the phone, one after the other for one gathering: a list is not closed before its last tap. */
export function useSending(gatheringId: Id<'gathering'>) {
  const queries = useQueryClient()
  const [error, setError] = useState<ApiError | null>(null)
  const [busy, setBusy] = useState(false)
  const send = async <E extends Endpoint>(request: Omit<Queueable<E>, 'lane'>): Promise<'sent' | 'queued' | null> => {
    setError(null)
    setBusy(true)
    try {
      const { sent } = await sendOrQueue({ ...request, lane: `attendance:${gatheringId}` } as Queueable<E>)
      void queries.invalidateQueries({ queryKey: [getAttendance.id] })
      void queries.invalidateQueries({ queryKey: [atDoor.id] })
      return sent ? 'sent' : 'queued'
    } catch (refusal) {
      setError(refusal as ApiError)
      return null
    } finally {
      setBusy(false)
    }
  }
  return { send, busy, error }
}
