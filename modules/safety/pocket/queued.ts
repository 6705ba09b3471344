import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Endpoint } from '../../../kernel/contract/endpoint.ts'
import { type OutboxItem, onOutboxSent, useOutbox } from '../../../kernel/web/outbox.ts'
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

function useQueued<Body>(address: RegExp): Queued<Body>[] {
  return useOutbox().flatMap((item) => {
    const last = item.steps.at(-1)
    const of = last && address.exec(last.url)?.[1]
    return of && last.json ? [{ item, of, body: JSON.parse(last.json) as Body }] : []
  })
}

/** Checks that wait on this phone. */
export const useQueuedChecks = () => useQueued<CheckBody>(checkAddress)

interface DoorTick {
  readonly roomId: string
  readonly how: Way
  readonly takeBack?: boolean
}

/** Doors that were ticked on this phone and have not arrived. */
export const useQueuedDoors = () => useQueued<DoorTick>(doorAddress)

/** Reads again when what waited on this phone has arrived: what was read as the network came back may be older. */
export function useReadAgain({ id }: Endpoint): void {
  const queries = useQueryClient()
  useEffect(() => {
    const stop = onOutboxSent(() => void queries.invalidateQueries({ queryKey: [id] }))
    return () => void stop()
  }, [queries, id])
}
