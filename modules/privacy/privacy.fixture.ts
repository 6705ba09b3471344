import type { TestApp, TestClient } from '../../kernel/testing/app.ts'
import { ask } from './contract.ts'
import { verifyPrivacy } from './verify.ts'

/** What `liren verify` finds wrong. */
export async function findings(app: TestApp): Promise<string[]> {
  const found: string[] = []
  const report = ({ check, what }: { check: string; what: string }) => void found.push(`${check}: ${what}`)
  const { tenantId } = app.town
  await app.db.read((tx) => verifyPrivacy({ tx, tenantId, now: app.clock.now(), report }))
  return found
}

/** A request that waits for an answer: what the access matrix and the pages ask about. */
export async function privacySubject(resident: TestClient): Promise<{ requestId: string }> {
  const { id } = await resident.call(ask, { body: { kind: 'correct', words: 'My phone number is a new one' } })
  return { requestId: id }
}
