import { useMemo } from 'react'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { getDictionary } from '../../contract.ts'
import { type Dictionary, dictionaryOf } from '../../fact.ts'
import { punctuated } from '../../punctuation.ts'

/** What rules may speak of, as the pure code wants it; undefined while it loads. */
export function useDictionary() {
  const { data, error } = useEndpoint(getDictionary, {}, { staleTime: 10 * 60_000 })
  const dictionary = useMemo(() => (data ? shown(dictionaryOf(data.facts, data.codes)) : undefined), [data])
  return { dictionary, offices: data?.offices ?? [], myOffices: data?.myOffices ?? null, error }
}

/** Questions with full-width punctuation; names stand within sentences and have none. */
const shown = (dictionary: Dictionary): Dictionary => ({
  ...dictionary,
  facts: dictionary.facts.map((fact) => ({ ...fact, question: punctuated(fact.question) })),
})
