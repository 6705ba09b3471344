import type { Secrets } from '../../../kernel/secrets.ts'
import { foldWidth } from '../../../kernel/text/normalise.ts'
import { normalPhone } from '../../people/public.ts'
import type { BudgetId } from './tables.ts'

/*
 * Who a voter is, in one vote: a keyed hash, so that the list of those who have voted names nobody and differs from vote to
 * vote. Whoever has a phone of their own is that phone, be it that they sign in with it or that staff put it down.
 */
const purpose = 'choices.voter'

export const phoneKey = (secrets: Secrets, budgetId: BudgetId, phone: string): Buffer =>
  secrets.lookup(purpose, `${budgetId}\nphone\n${normalPhone(phone)}`)

/** For who has none, or shares one. Blanks and full-width signs do not make another person. */
export const householdKey = (secrets: Secrets, budgetId: BudgetId, name: string, household: string): Buffer =>
  secrets.lookup(purpose, `${budgetId}\nname\n${plain(name)}\n${plain(household)}`)

const plain = (text: string) => foldWidth(text).replace(/\s/g, '').toLowerCase()
