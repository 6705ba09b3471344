import { sql, type Tx } from '../../kernel/db.ts'
import { payloadOf, type Subscriber } from '../../kernel/events/subscriber.ts'
import { dayOf } from '../../kernel/time/day.ts'
import type { FirmId } from '../enterprises/contract.ts'
import { type BuildingEvent, buildingEvents, type FirmEvent, firmEvents } from '../enterprises/events.ts'
import { policySet, readersOf } from './batch.ts'
import { dictionaryFor } from './dictionary.ts'
import { placedFacts } from './firm-facts.ts'
import { livePolicies } from './live-policies.ts'
import { evaluateFirms } from './verdict-store.ts'

/** After these anything may have changed: the firm is new, gone, or holds the facts of another. */
const anything: ReadonlySet<string> = new Set([
  firmEvents.registered,
  firmEvents.merged,
  firmEvents.mergeReceived,
  firmEvents.mergeUndone,
  firmEvents.mergeLost,
  firmEvents.closed,
  firmEvents.importUndone,
  firmEvents.withdrawn,
])

/** After these where it is and which suites it has. */
const moves = [
  firmEvents.movedIn,
  firmEvents.movedOut,
  firmEvents.movedWithin,
  firmEvents.moveCalledOff,
  firmEvents.leaseChanged,
  firmEvents.settled,
  firmEvents.corrected,
]

/** Which facts an event may have changed; null: any of them. */
export function changedFacts(type: string, { fact, set }: FirmEvent): readonly string[] | null {
  if (anything.has(type) || set?.state !== undefined) return null
  return type === firmEvents.factRecorded && fact ? [fact.key] : placedFacts
}

/** What happens to a firm evaluates it again, on exactly the policies that read what changed. */
export const followFirms: Subscriber = {
  name: 'policies.follow_firms',
  types: [...anything, ...moves, firmEvents.factRecorded],
  async handle(tx, event, { clock }) {
    const payload = payloadOf<FirmEvent>(event)
    const facts = changedFacts(event.type, payload)
    await evaluateAgain(tx, event.tenantId, clock.now(), [payload.firmId], facts)
  },
}

/** A suite whose area was corrected changes what is known of the firm in it. */
export const followSuites: Subscriber = {
  name: 'policies.follow_suites',
  types: [buildingEvents.suiteChanged, buildingEvents.importUndone],
  async handle(tx, event, { clock }) {
    const { placeId } = payloadOf<BuildingEvent>(event)
    const now = clock.now()
    const today = dayOf(now)
    const { rows } = await sql<{ id: FirmId }>`select distinct t.firm_id as id from enterprises.tenancies_view t
      where t.tenant_id = ${event.tenantId} and t.building_id = ${placeId} and t.from_on <= ${today}::date
        and (t.to_on is null or t.to_on > ${today}::date) order by id`.execute(tx)
    const firms = rows.map(({ id }) => id)
    await evaluateAgain(tx, event.tenantId, now, firms, placedFacts)
  },
}

async function evaluateAgain(
  tx: Tx,
  tenantId: Parameters<typeof dictionaryFor>[1],
  now: Date,
  firmIds: readonly FirmId[],
  facts: readonly string[] | null,
): Promise<void> {
  const dictionary = await dictionaryFor(tx, tenantId)
  const evaluating = { tenantId, now, dictionary }
  if (facts === null) return evaluateFirms(tx, evaluating, firmIds)
  const set = policySet((await livePolicies(tx, tenantId, dictionary)).map(({ policy }) => policy))
  const codes = readersOf(set, facts).flatMap((index) => set.policies[index]?.code ?? [])
  if (codes.length > 0) await evaluateFirms(tx, evaluating, firmIds, codes)
}
