import { fail, notFound } from '../../kernel/contract/errors.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { endStates, openStates } from './case.ts'
import { addPartyRow, inStates } from './case-service.ts'
import type { AddPartyBody } from './contract.ts'
import type { Doing } from './scope.ts'
import { lockCase, setRow, tell } from './store.ts'
import type { CaseId, PartyId } from './tables.ts'

const mostParties = 20

/** Somebody more is a party: before the case is accepted, for each of them has to agree (17). */
export async function addParty(tx: Tx, doing: Doing, caseId: CaseId, body: AddPartyBody): Promise<{ id: PartyId }> {
  const held = await lockCase(tx, doing, caseId)
  inStates(held, ['received', 'asking'], {
    zh: '受理以后不能再加当事人，请另登记一起',
    en: 'Once it is accepted nobody joins: take down another case',
  })
  const { rows } = await sql<{ next: number }>`select coalesce(max(position), -1) + 1 as next from mediation.parties
    where tenant_id = ${doing.tenantId} and case_id = ${caseId}`.execute(tx)
  const next = rows[0]?.next ?? 0
  if (next >= mostParties)
    fail('refused', 'mediation.many_parties', {
      zh: `一起纠纷最多 ${mostParties} 名当事人`,
      en: `A case has at most ${mostParties} parties`,
    })
  const { id, told } = await addPartyRow(tx, doing, caseId, next, body)
  await tell(tx, doing, held.row, 'party_added', [told], { partyId: id })
  return { id }
}

/** Who a party is: sex, age, where they live, how they are reached; part of a written agreement (29), so not once it is bound. */
export async function describeParty(
  tx: Tx,
  doing: Doing,
  caseId: CaseId,
  partyId: PartyId,
  details: string,
): Promise<void> {
  const held = await lockCase(tx, doing, caseId)
  const { row } = held
  inStates(held, [...openStates, ...endStates], {
    zh: '卷宗已装订归档，不能再改',
    en: 'The file is bound and does not change any more',
  })
  const { rows } = await sql`select from mediation.parties where tenant_id = ${doing.tenantId} and id = ${partyId}
    and case_id = ${caseId}`.execute(tx)
  if (rows.length === 0) notFound()
  const told = await setRow(tx, 'parties', doing.tenantId, partyId, {
    details_sealed: doing.secrets.seal(details.trim()),
  })
  await tell(tx, doing, row, 'party_described', [told], { partyId })
}
