import { useMemo } from 'react'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { dictionaryOf } from '../../policies/pocket/public.ts'
import { getLanguage } from '../contract.ts'

/** What conditions of products may read, as editors want it; undefined while it loads. */
export function useLanguage() {
  const { data, error } = useEndpoint(getLanguage, {}, { staleTime: 10 * 60_000 })
  const dictionary = useMemo(() => (data ? dictionaryOf(data.facts, data.codes) : undefined), [data])
  return { dictionary, error }
}
