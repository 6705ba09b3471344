import { fail, notFound } from '../../../kernel/contract/errors.ts'
import type { Tx } from '../../../kernel/db.ts'
import { decisionsBefore } from '../decision-queries.ts'
import { traits } from '../gathering.ts'
import { type Doing, hashOf, lockManaged, tell } from '../gathering-store.ts'
import { type DecisionId, type GatheringId, mine } from '../tables.ts'

export interface Hearing {
  readonly decisionId: DecisionId
  readonly heard: boolean
  readonly words?: string | undefined
}

/** Ticks a decision of an earlier meeting as heard at this one, with how far it is now; or takes the tick back. */
export async function hear(tx: Tx, doing: Doing, id: GatheringId, hearing: Hearing): Promise<void> {
  const held = await lockManaged(tx, doing, id, 'hear')
  const { gathering, at } = held
  const { decisionId } = hearing
  if (!traits[gathering.kind].ofPlace)
    fail('refused', 'gatherings.no_hearing', {
      zh: '只有议事会逐件听取上次议定的事',
      en: 'Only a council hears earlier decisions one by one',
    })
  const before = await decisionsBefore({ tx, tenantId: gathering.tenant_id, now: at, staff: true }, gathering)
  const decision = before.flatMap(({ decisions }) => decisions).find((one) => one.id === decisionId) ?? notFound()
  const facts = { state: decision.matter.state }
  const key = { tenant_id: gathering.tenant_id, gathering_id: id, decision_id: decisionId }
  if (!hearing.heard) {
    if (!decision.heard) return
    await mine(tx)
      .deleteFrom('gatherings.hearings')
      .where('tenant_id', '=', key.tenant_id)
      .where('gathering_id', '=', id)
      .where('decision_id', '=', decisionId)
      .execute()
    await tell(tx, held, 'hearing_undone', { decisionId, matterId: decision.matter.id, facts })
    return
  }
  const words = hearing.words?.trim() || null
  const said = { matter_state: decision.matter.state, words, heard_at: at }
  await mine(tx)
    .insertInto('gatherings.hearings')
    .values({ ...key, ...said })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'gathering_id', 'decision_id']).doUpdateSet(said))
    .execute()
  const hash = words === null ? {} : { hash: hashOf(words) }
  await tell(tx, held, 'decision_heard', { decisionId, matterId: decision.matter.id, facts, ...hash })
}
