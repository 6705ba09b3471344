import type { MatterId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { payloadOf, type Subscriber } from '../../kernel/events/subscriber.ts'
import { wakeMatter } from '../matters/public.ts'
import { type CaseState, endStates } from './case.ts'
import { type MediationEvent, mediationEvents } from './events.ts'
import { outcomeOf, outcomeWords } from './referral.ts'
import { setRow, tell } from './store.ts'
import type { CaseRecord, PromiseRecord, ReferralRecord } from './tables.ts'
import { wholeOf } from './whole.ts'

const isEnd = (state: string | undefined): state is CaseState =>
  (endStates as readonly (string | undefined)[]).includes(state)

async function waiting(tx: Tx, { tenant_id, id }: CaseRecord): Promise<ReferralRecord | null> {
  const { rows } = await sql<ReferralRecord>`select * from mediation.referrals where tenant_id = ${tenant_id}
    and case_id = ${id} and told_at is null for update`.execute(tx)
  return rows[0] ?? null
}

/** A case that was referred has ended: its origin hears one of two words, once. */
export const outcomeHears: Subscriber = {
  name: 'mediation.outcome',
  types: [mediationEvents.stepped],
  handle: async (tx, event, { clock, secrets }) => {
    const { caseId, to } = payloadOf<MediationEvent>(event)
    if (!isEnd(to)) return
    const { tenantId } = event
    const { rows } = await sql<CaseRecord>`select * from mediation.cases where tenant_id = ${tenantId}
      and id = ${caseId ?? null}`.execute(tx)
    const [row] = rows
    const referral = row ? await waiting(tx, row) : null
    if (!row || !referral) return
    const promises: readonly PromiseRecord[] = (await wholeOf(tx, row)).promises
    const outcome = outcomeOf(to, promises)
    const at = clock.now()
    const told = await setRow(tx, 'referrals', tenantId, referral.id, { outcome, told_at: at })
    const by = { personId: null, postId: null, via: 'system' } as const
    await tell(tx, { tenantId, by, at, clock, secrets }, row, 'origin_told', [told], { kind: outcome })
    if (referral.origin_kind === 'matter') {
      const matterId = referral.origin_id as MatterId
      await wakeMatter(tx, { tenantId, matterId, since: referral.at, words: outcomeWords[outcome], at })
    }
  },
}
