import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { TSchema } from 'typebox'
import type { Endpoint, ResponseOf } from '../../../kernel/contract/endpoint.ts'
import { type ApiError, callLoose } from '../../../kernel/web/client.ts'
import type { FirmId } from '../../enterprises/contract.ts'
import type { TriedAnswer, tryAnswer } from '../contract.ts'
import type { FactValue } from '../fact.ts'

type Trial<Told extends TSchema> = Endpoint<typeof tryAnswer.params, TSchema, typeof TriedAnswer, Told>

const pauseMs = 200

export interface Tried<Told> {
  /** What policies would say; null while nothing that can be judged is typed. */
  readonly told: Told | null
  /** What is typed cannot be an answer: why. */
  readonly error: ApiError | null
}

/** Asks what policies would say if a fact had the value that is being typed, a moment after the last key. */
export function useTrial<Told extends TSchema>(
  endpoint: Trial<Told>,
  firmId: FirmId,
  key: string | undefined,
  value: FactValue | null | undefined,
): Tried<ResponseOf<Trial<Told>>> {
  const now = key === undefined || value === undefined ? null : JSON.stringify({ key, value })
  const asked = usePaused(now)
  const { data, error } = useQuery<ResponseOf<Trial<Told>>, ApiError>({
    queryKey: [endpoint.id, firmId, asked],
    queryFn: async ({ signal }) => {
      const body: unknown = JSON.parse(asked ?? '{}')
      return (await callLoose(endpoint, { params: { firmId }, body }, { signal })) as ResponseOf<Trial<Told>>
    },
    enabled: asked !== null,
    // What the last value came to stays until the next is known, so that nothing flickers.
    placeholderData: (last) => (asked === null ? undefined : (last as never)),
  })
  return now === null ? { told: null, error: null } : { told: data ?? null, error }
}

/** A text as it was when the typing paused. */
function usePaused(text: string | null): string | null {
  const [paused, setPaused] = useState(text)
  useEffect(() => {
    const waiting = setTimeout(() => setPaused(text), pauseMs)
    return () => clearTimeout(waiting)
  }, [text])
  return paused
}
