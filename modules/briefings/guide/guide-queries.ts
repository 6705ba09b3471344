import type { Actor } from '../../../kernel/actor.ts'
import type { Tx } from '../../../kernel/db.ts'
import { rulesSoFar } from '../../matters/public.ts'
import { guideIsAway, staffSoFar } from '../../people/public.ts'
import { placesSoFar } from '../../places/public.ts'
import type { GuideView } from './contract.ts'
import { guideOf } from './guide.ts'

/** How far an office has come, counted when it is asked for. */
export async function guideFor(tx: Tx, { tenantId }: Actor, at: Date): Promise<GuideView> {
  const places = await placesSoFar(tx, tenantId)
  const staff = await staffSoFar(tx, tenantId, at)
  const rules = await rulesSoFar(tx, tenantId, at)
  const steps = guideOf({ ...places, ...staff, ...rules })
  return {
    steps,
    complete: steps.every(({ state }) => state === 'done'),
    putAway: await guideIsAway(tx, tenantId),
  }
}
