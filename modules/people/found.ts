import type { FoundTable } from '../../kernel/find-anew.ts'
import { phoneTerm } from './phones.ts'

/** Persons are found by their phone. */
export const personsFound: FoundTable = {
  name: 'people.persons',
  columns: ['phone_lookup'],
  from: ['phone_sealed'],
  terms: (opened) => ({ phone_lookup: opened.phone_sealed ? phoneTerm(opened.phone_sealed) : null }),
}
