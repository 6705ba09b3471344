import type { FoundTable } from '../../kernel/find-anew.ts'
import { phoneTerm } from '../people/public.ts'

/** Ideas are found by the phone that was left with them. */
export const ideasFound: FoundTable = {
  name: 'ideas.ideas',
  columns: ['author_phone_lookup'],
  from: ['author_phone_sealed'],
  terms: (opened) => ({
    author_phone_lookup: opened.author_phone_sealed ? phoneTerm(opened.author_phone_sealed) : null,
  }),
}
