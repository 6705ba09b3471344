import { notFound } from '../../kernel/contract/errors.ts'
import type { Tx } from '../../kernel/db.ts'
import { liveEntries } from './entry-store.ts'
import type { PersonRevealed } from './events.ts'
import { lockInCharge, tell } from './household-store.ts'
import { standing } from './refresh.ts'
import type { Doing } from './scope.ts'
import type { HouseholdId, MemberId, MemberValue } from './shapes.ts'

/** A contact or a member in full, for who is in charge; leaves an event that the household itself can see. */
export async function revealPerson(
  tx: Tx,
  asked: Doing,
  householdId: HouseholdId,
  { memberId, reason }: { readonly memberId: MemberId | null; readonly reason: string },
): Promise<{ name: string; phone: string | null; birth: string | null }> {
  const { household, doing } = await lockInCharge(tx, asked, householdId)
  const item = memberId === null ? 'contact' : `member:${memberId}`
  const entries = standing(await liveEntries(tx, doing.secrets, doing.tenantId, [household.id]))
  const entry = entries.find((one) => one.item === item) ?? notFound()
  await tell<PersonRevealed>(tx, doing, 'revealed', { householdId: household.id, memberId, reason: reason.trim() })
  const { name, phone, birth = null } = entry.content.value as MemberValue
  return { name, phone, birth }
}
