import { fail } from '../../../kernel/contract/errors.ts'
import { newId } from '../../../kernel/contract/ids.ts'
import { exclusionReasons } from '../contract.ts'
import type { Effect, Step } from '../effect.ts'
import { own } from '../tables.ts'
import { missing } from './needs.ts'

/** 申请剔除: out of the rates, with a reason; counts only once a second person has agreed. */
export async function exclude(step: Step): Promise<Effect> {
  const { matter, input, tx, at, actor } = step
  const known: readonly string[] = exclusionReasons
  if (!input.reason || !known.includes(input.reason) || !actor.personId) return missing('reason')
  await own(tx)
    .insertInto('matters.exclusions')
    .values({
      tenant_id: matter.tenant_id,
      id: newId(),
      matter_id: matter.id,
      reason: input.reason,
      proposed_by: actor.personId,
      at,
      reviewed_by: null,
      reviewed_at: null,
      approved: null,
    })
    .execute()
  return { to: matter.state, clock: 'keep', set: { exclusion: 'proposed' }, facts: { reason: input.reason } }
}

/** 剔除复核: by somebody else than the one who proposed it. */
export async function approveExclusion(step: Step): Promise<Effect> {
  const { matter, input, tx, at, actor } = step
  const open = await own(tx)
    .selectFrom('matters.exclusions')
    .selectAll()
    .where('tenant_id', '=', matter.tenant_id)
    .where('matter_id', '=', matter.id)
    .where('approved', 'is', null)
    .executeTakeFirst()
  if (!open) return missing('decision')
  if (open.proposed_by === actor.personId)
    fail('refused', 'matters.second_person', {
      zh: '申请人不能自己复核，请另一位同事办理',
      en: 'The one who proposed it cannot approve it. Ask a colleague',
    })
  const approved = input.approve === true
  await own(tx)
    .updateTable('matters.exclusions')
    .set({ reviewed_by: actor.personId, reviewed_at: at, approved })
    .where('tenant_id', '=', matter.tenant_id)
    .where('id', '=', open.id)
    .execute()
  return {
    to: matter.state,
    clock: 'keep',
    set: { exclusion: approved ? 'approved' : 'none' },
    facts: { approved, reason: open.reason },
  }
}
