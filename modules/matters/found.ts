import type { FoundTable } from '../../kernel/find-anew.ts'
import { phoneTerm } from '../people/public.ts'

/** Matters are found by the phone that a reporter left. */
export const mattersFound: FoundTable = {
  name: 'matters.matters',
  columns: ['reporter_phone_lookup'],
  from: ['reporter_phone_sealed'],
  terms: (opened) => ({
    reporter_phone_lookup: opened.reporter_phone_sealed ? phoneTerm(opened.reporter_phone_sealed) : null,
  }),
}
