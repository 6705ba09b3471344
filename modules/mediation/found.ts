import type { FoundTable } from '../../kernel/find-anew.ts'
import { phoneTerm } from '../people/public.ts'

/** Parties of a dispute are found by their phone; relatives of mediators are not (`keptPhone`). */
export const partiesFound: FoundTable = {
  name: 'mediation.parties',
  columns: ['phone_lookup'],
  from: ['phone_sealed'],
  terms: (opened) => ({ phone_lookup: opened.phone_sealed ? phoneTerm(opened.phone_sealed) : null }),
}
