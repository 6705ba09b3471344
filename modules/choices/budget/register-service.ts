import type { BodyOf } from '../../../kernel/contract/endpoint.ts'
import { fail, notFound } from '../../../kernel/contract/errors.ts'
import { newId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { receiptCode, receiptHash } from '../../../kernel/receipt-code.ts'
import { normalPhone, phoneLookup } from '../../people/public.ts'
import type { Doing } from '../scope.ts'
import { lockKept, tellBudget } from './budget-store.ts'
import type { addVoter as addEndpoint, printCodes as printEndpoint } from './contract.ts'
import type { BudgetId, BudgetRecord, RegisterRecord, VoterId } from './tables.ts'
import { householdKey, phoneKey } from './voter-key.ts'

/** Keeps the codes of voters apart from receipts of other modules. */
export const codePurpose = 'choices.voter'

const over: readonly BudgetRecord['state'][] = ['closed', 'counted', 'published', 'cancelled']

/** Puts somebody on the register of voters, once. */
export async function addVoter(
  tx: Tx,
  asked: Doing,
  id: BudgetId,
  { name, household, phone }: BodyOf<typeof addEndpoint>,
): Promise<{ id: VoterId }> {
  const { budget, doing } = await lockKept(tx, asked, id)
  const { tenantId, secrets, at } = doing
  if (over.includes(budget.state))
    fail('conflict', 'choices.wrong_state', { zh: '投票已经截止，不能再登记', en: 'Voting is over' })
  const number = phone ? normalPhone(phone) : ''
  if (phone && !/^\d{5,15}$/.test(number)) {
    const words = { zh: '电话号码不对', en: 'This is not a phone number' }
    fail('invalid', 'choices.bad_phone', words, [{ path: 'phone', words }])
  }
  const voterId = newId<'voter'>()
  const key = number ? phoneKey(secrets, id, number) : householdKey(secrets, id, name, household)
  const { rows } = await sql`insert into choices.budget_register (tenant_id, id, budget_id, name_sealed, household,
      phone_sealed, phone_lookup, voter_key, code_lookup, registered_by, registered_at)
    values (${tenantId}, ${voterId}, ${id}, ${secrets.seal(name.trim())}, ${household.trim()},
      ${number ? secrets.seal(number) : null}, ${number ? phoneLookup(secrets, number) : null}, ${key},
      ${receiptHash(secrets, codePurpose, receiptCode(secrets, codePurpose, voterId))}, ${doing.actor.personId}, ${at})
    on conflict (tenant_id, budget_id, voter_key) do nothing returning id`.execute(tx)
  if (rows.length === 0)
    fail('conflict', 'choices.registered_already', {
      zh: number ? '这个号码已经登记过' : '这户的这个人已经登记过',
      en: 'This voter stands on the register already',
    })
  await tellBudget(tx, doing, id, 'voter_registered', { facts: { voterId, ownPhone: number !== '' } })
  return { id: voterId }
}

/** The codes of one voter, or of all who have not voted. They are made from the secret each time, and kept nowhere. */
export async function printCodes(tx: Tx, asked: Doing, id: BudgetId, { voterId }: BodyOf<typeof printEndpoint>) {
  const { doing } = await lockKept(tx, asked, id)
  const { tenantId, secrets } = doing
  const { rows } = await sql<RegisterRecord>`select r.* from choices.budget_register r
    where r.tenant_id = ${tenantId} and r.budget_id = ${id} and (${voterId ?? null}::uuid is null or r.id = ${voterId ?? null})
      and not exists (select from choices.budget_voters v where v.tenant_id = r.tenant_id
        and v.budget_id = r.budget_id and v.voter_key = r.voter_key)
    order by length(r.household), r.household, r.id`.execute(tx)
  if (voterId && rows.length === 0) notFound()
  if (rows.length > 0)
    await tellBudget(tx, doing, id, 'codes_printed', { facts: { codes: rows.length, ...(voterId ? { voterId } : {}) } })
  return {
    rows: rows.map((row) => ({
      name: secrets.open(row.name_sealed),
      household: row.household,
      code: receiptCode(secrets, codePurpose, row.id),
    })),
  }
}
