import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useKept } from '../../../../kernel/web/kept.ts'
import { askToPersist, type OutboxItem, onOutboxSent, useOutbox, useSentLately } from '../../../../kernel/web/outbox.ts'
import { type DayView, type Door, readDay, type Stop } from '../../contract.ts'
import type { CellState } from '../../web/stairs.tsx'
import { isSentSince } from './sent-since.ts'

export const doorAt = (householdId: string): string => `/walk/${householdId}`

/** The day's walk: read once with a network, it stays for the day. */
export function useDay() {
  const queries = useQueryClient()
  const reading = useEndpoint(readDay, {}, { live: ['visit', 'household'], staleTime: 60_000 })
  const { data, keptAt } = useKept<typeof readDay>('households-day', reading)
  useEffect(() => {
    void askToPersist()
    return onOutboxSent(() => void queries.invalidateQueries({ queryKey: [readDay.id] }))
  }, [queries])
  // By this phone's clock, as what it sent is: the server's may stand elsewhere.
  const readAt = keptAt ?? new Date(reading.dataUpdatedAt).toISOString()
  return { day: data, readAt, keptAt, error: reading.error, retry: () => void reading.refetch() }
}

export interface Doorsteps {
  /** What of a household waits here, or was refused. */
  itemOf(householdId: string): OutboxItem | undefined
  /** It was sent from this phone after the day was read. */
  isSent(householdId: string): boolean
  isOpen(stop: Stop): boolean
  stateOf(door: Door): CellState
}

/** How the doors stand: as the server said when it was read (`readAt`, by this phone's clock), and what the phone knows better. */
export function useDoorsteps(day: DayView | undefined, readAt: string): Doorsteps {
  const items = useOutbox()
  const sent = useSentLately()
  const doors = day?.staircases.flatMap((staircase) => staircase.doors) ?? []
  // Nobody was in today: it is open still, and not the next one.
  const tried = new Set<string | null>(
    doors.filter(({ state }) => state === 'tried').map(({ householdId }) => householdId),
  )
  const itemOf = (householdId: string) => items.find(({ to }) => to === doorAt(householdId))
  const isSent = (householdId: string) => day !== undefined && isSentSince(sent, doorAt(householdId), readAt)
  return {
    itemOf,
    isSent,
    isOpen: ({ householdId, due }) =>
      due.state === 'open' && !tried.has(householdId) && !itemOf(householdId) && !isSent(householdId),
    stateOf: ({ householdId, state }) => {
      const item = householdId ? itemOf(householdId) : undefined
      if (item) return item.state === 'refused' ? 'refused' : 'kept'
      return householdId && isSent(householdId) ? 'done' : state
    },
  }
}
