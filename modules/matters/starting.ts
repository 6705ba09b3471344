import { payloadOf, type Subscriber } from '../../kernel/events/subscriber.ts'
import { type TenantSetUp, tenantSetUp } from '../people/events.ts'
import { kindsInForce, saveDefaults } from './rules-store.ts'

/** A tenant that was just set up gets our kinds, categories and calendar, so that the first matter can be reported. */
export const startTenant: Subscriber = {
  name: 'matters.start_tenant',
  types: [tenantSetUp],
  async handle(tx, event) {
    const { personId } = payloadOf<TenantSetUp>(event)
    const known = await kindsInForce(tx, event.tenantId, event.at)
    if (known.length === 0)
      await saveDefaults(tx, { tenantId: event.tenantId, validFrom: event.at, authorId: personId })
  },
}
