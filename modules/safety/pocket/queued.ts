import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Endpoint } from '../../../kernel/contract/endpoint.ts'
import { type OutboxItem, onOutboxSent, useOutbox } from '../../../kernel/web/outbox.ts'
import { campaignDoors, type Doors } from '../campaigns/contract.ts'
import type { Way } from '../campaigns/reach.ts'
import type { CheckBody } from '../contract.ts'

const checkAddress = /\/api\/safety\/rounds\/([0-9a-f-]{36})\/checks/
const doorAddress = /\/api\/safety\/campaigns\/([0-9a-f-]{36})\/doors/

interface Queued<Body> {
  readonly item: OutboxItem
  /** The round or the campaign. */
  readonly of: string
  readonly body: Body
}

function read<Body>(item: OutboxItem, address: RegExp): Queued<Body> | null {
  const last = item.steps.at(-1)
  const of = last && address.exec(last.url)?.[1]
  return of && last.json ? { item, of, body: JSON.parse(last.json) as Body } : null
}

const useQueued = <Body>(address: RegExp): Queued<Body>[] =>
  useOutbox().flatMap((item) => read<Body>(item, address) ?? [])

/** Checks that wait on this phone. */
export const useQueuedChecks = () => useQueued<CheckBody>(checkAddress)

interface DoorTick {
  readonly roomId: string
  readonly how: Way
  readonly takeBack?: boolean
}

/** Doors that were ticked on this phone and have not arrived. */
export const useQueuedDoors = () => useQueued<DoorTick>(doorAddress)

/** Doors with ticks laid over them, in the order in which they were made; a tick that is there already changes nothing. */
export const withTicks = (doors: Doors, ticks: readonly DoorTick[]): Doors => ({
  ...doors,
  buildings: doors.buildings.map((building) => ({
    ...building,
    rooms: building.rooms.map((room) => ({
      ...room,
      ways: ticks
        .filter(({ roomId }) => roomId === room.id)
        .reduce((met, { how, takeBack }) => {
          const others = met.filter((way) => way !== how)
          return takeBack ? others : [...others, how]
        }, room.ways),
    })),
  })),
})

/** A tick that arrived stays on the door, though the network may go before the doors are read again. */
export function useKeptTicks(campaignId: string): void {
  const queries = useQueryClient()
  useEffect(() => {
    const stop = onOutboxSent((item) => {
      const tick = read<DoorTick>(item, doorAddress)
      if (tick?.of !== campaignId) return
      queries.setQueriesData<Doors>(
        { queryKey: [campaignDoors.id, { campaignId }] },
        (doors) => doors && withTicks(doors, [tick.body]),
      )
    })
    return () => void stop()
  }, [queries, campaignId])
}

/** Reads again when what waited on this phone has arrived: what was read as the network came back may be older. */
export function useReadAgain({ id }: Endpoint): void {
  const queries = useQueryClient()
  useEffect(() => {
    const stop = onOutboxSent(() => void queries.invalidateQueries({ queryKey: [id] }))
    return () => void stop()
  }, [queries, id])
}
