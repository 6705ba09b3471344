import type { FoundTable } from '../../kernel/find-anew.ts'
import { phoneTerm } from '../people/public.ts'
import { type Content, codeTerm, nameTerm } from './items.ts'
import type { MemberValue } from './shapes.ts'

/** By what an entry is found, as its sealed value says. */
export const entriesFound: FoundTable = {
  name: 'households.entries',
  columns: ['code_lookup', 'name_lookup', 'phone_lookup'],
  from: ['value_sealed'],
  terms: ({ value_sealed }) => {
    const { item, value } = JSON.parse(value_sealed ?? '{}') as Content
    const isPerson = item.kind === 'contact' || item.kind === 'member'
    const { name, phone } = (isPerson ? (value ?? {}) : {}) as Partial<MemberValue>
    return {
      code_lookup: item.kind === 'circumstance' ? codeTerm(item.code) : null,
      name_lookup: name ? nameTerm(name) : null,
      phone_lookup: phone ? phoneTerm(phone) : null,
    }
  },
}
