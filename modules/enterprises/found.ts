import type { FoundTable } from '../../kernel/find-anew.ts'
import { phoneTerm } from '../people/public.ts'

/** Contacts of firms are found by their phone. */
export const contactsFound: FoundTable = {
  name: 'enterprises.contacts',
  columns: ['phone_lookup'],
  from: ['phone_sealed'],
  terms: (opened) => ({ phone_lookup: opened.phone_sealed ? phoneTerm(opened.phone_sealed) : null }),
}
