import type { TestApp } from '../../kernel/testing/app.ts'
import { getCase } from './contract.ts'
import { mediationSubject } from './mediation.fixture.ts'

/** A case with a resident on the first side: what the pages are opened with, in English. */
export async function disputePages(app: TestApp) {
  const head = app.signInAs('community1')
  const { caseId, committeeId } = await mediationSubject(head, app.town, '1', {
    words: 'The music goes on after midnight',
    applicants: [{ name: 'Li Lei', phone: app.town.phones.resident1, details: 'Building 1' }],
    others: [{ name: 'Han Mei', phone: '12000008881' }],
  })
  const { parties } = await head.call(getCase, { params: { caseId } })
  return { caseId, committeeId, partyId: parties[0]?.id ?? '', '/disputes/at/$code': parties[1]?.receiptCode ?? '' }
}
