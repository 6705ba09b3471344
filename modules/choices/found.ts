import type { FoundTable } from '../../kernel/find-anew.ts'
import { phoneTerm } from '../people/public.ts'
import { nameTerm } from './owners/owner-store.ts'

/** By what owners and voters are found. */
export const choicesFound: readonly FoundTable[] = [
  {
    name: 'choices.owners',
    columns: ['name_lookup', 'phone_lookup'],
    from: ['name_sealed', 'phone_sealed'],
    terms: ({ name_sealed, phone_sealed }) => ({
      name_lookup: name_sealed ? nameTerm(name_sealed) : null,
      phone_lookup: phone_sealed ? phoneTerm(phone_sealed) : null,
    }),
  },
  {
    name: 'choices.budget_register',
    columns: ['phone_lookup'],
    from: ['phone_sealed'],
    terms: ({ phone_sealed }) => ({ phone_lookup: phone_sealed ? phoneTerm(phone_sealed) : null }),
  },
]
