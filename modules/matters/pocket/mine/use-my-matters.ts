import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useKept } from '../../../../kernel/web/kept.ts'
import { followed } from '../../contract.ts'

/** What I reported or follow, the newest first; the last reading stays readable without a network. */
export function useMyMatters(offset: number, limit: number) {
  const reading = useEndpoint(followed, { query: { offset, limit } }, { live: ['matter'] })
  const { data, keptAt } = useKept<typeof followed>(`own:${offset}`, reading)
  return { data, keptAt, error: reading.error, retry: () => void reading.refetch() }
}
