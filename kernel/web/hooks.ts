import {
  QueryClient,
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { useRef } from 'react'
import { uuidv7 } from 'uuidv7'
import type { Endpoint, ResponseOf } from '../contract/endpoint.ts'
import { ApiError, type ArgsOf, callLoose, type LooseArgs } from './client.ts'
import { currentLang } from './words.ts'

/** The query client of an app: one retry for what may pass, none for what was refused. */
export const makeQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        refetchOnWindowFocus: true,
        retry: (count, error) => error instanceof ApiError && error.mayRetry && count < 2,
      },
      mutations: { retry: false },
    },
  })

export interface EndpointOptions {
  /** Do not ask yet, e.g. until a choice is made. */
  readonly enabled?: boolean
  /** Ask again when a live signal of one of these topics comes; see live.ts for what is matched without it. */
  readonly live?: readonly string[]
  readonly staleTime?: number
  readonly refetchInterval?: number
  /** A token to read by, in place of the session. */
  readonly bearer?: string | undefined
}

type QueryParameters<E extends Endpoint> =
  Record<never, never> extends Omit<ArgsOf<E>, 'body'>
    ? [args?: Omit<ArgsOf<E>, 'body'>, options?: EndpointOptions]
    : [args: Omit<ArgsOf<E>, 'body'>, options?: EndpointOptions]

/** The cache key of a reading endpoint; the first part is its id, so `['matters.list']` covers every page of it. */
export const keyOf = (endpoint: Endpoint, args: LooseArgs = {}): readonly unknown[] => [
  endpoint.id,
  args.params ?? null,
  args.query ?? null,
  currentLang(),
]

/** Reads an endpoint: `const { data, error, isPending } = useEndpoint(matters.list, { query })`. */
export function useEndpoint<E extends Endpoint>(
  endpoint: E,
  ...rest: QueryParameters<E>
): UseQueryResult<ResponseOf<E>, ApiError> {
  const [args = {}, options = {}] = rest as [LooseArgs?, EndpointOptions?]
  return useQuery<ResponseOf<E>, ApiError>({
    queryKey: keyOf(endpoint, args),
    queryFn: async ({ signal }) =>
      (await callLoose(endpoint, args, { signal, bearer: options.bearer })) as ResponseOf<E>,
    meta: { live: options.live ?? [] },
    ...(options.enabled === undefined ? {} : { enabled: options.enabled }),
    ...(options.staleTime === undefined ? {} : { staleTime: options.staleTime }),
    ...(options.refetchInterval === undefined ? {} : { refetchInterval: options.refetchInterval }),
    // The last page of a list stays while the next one loads; one thing's data never stands in for another's.
    placeholderData: (last, query) => (sameParams(query?.queryKey, args) ? (last as never) : undefined),
  })
}

const sameParams = (key: readonly unknown[] | undefined, args: LooseArgs) =>
  key !== undefined && JSON.stringify(key[1]) === JSON.stringify(args.params ?? null)

export interface CommandOptions<E extends Endpoint> {
  /** Readings that are out of date once this is done. */
  readonly changes?: readonly Endpoint[]
  readonly onDone?: (answer: ResponseOf<E>, args: ArgsOf<E>) => void
}

/**
 * Sends a command: `const close = useCommand(matters.close, { changes: [matters.get] })`, then `close.mutate({ … })`.
 * The same arguments after an unknown outcome go out with the same key, so pressing twice never does it twice.
 */
export function useCommand<E extends Endpoint>(
  endpoint: E,
  options: CommandOptions<E> = {},
): UseMutationResult<ResponseOf<E>, ApiError, ArgsOf<E>> {
  const queries = useQueryClient()
  const keyFor = useKeyPerIntent()
  return useMutation<ResponseOf<E>, ApiError, ArgsOf<E>>({
    mutationFn: async (args) => {
      const intent = keyFor(args)
      try {
        const answer = (await callLoose(endpoint, args as LooseArgs, { idempotencyKey: intent.key })) as ResponseOf<E>
        intent.settle()
        return answer
      } catch (error) {
        if (!(error instanceof ApiError && error.mayRetry)) intent.settle()
        throw error
      }
    },
    onSuccess: async (answer, args) => {
      options.onDone?.(answer, args)
      await Promise.all((options.changes ?? []).map((one) => queries.invalidateQueries({ queryKey: [one.id] })))
    },
  })
}

function useKeyPerIntent(): (args: unknown) => { key: string; settle(): void } {
  const open = useRef(new Map<string, string>())
  return (args) => {
    const intent = JSON.stringify(args)
    const key = open.current.get(intent) ?? uuidv7()
    open.current.set(intent, key)
    return { key, settle: () => open.current.delete(intent) }
  }
}
