import { notFound } from '../../kernel/contract/errors.ts'
import { newId } from '../../kernel/contract/ids.ts'
import type { Tx } from '../../kernel/db.ts'
import { dayOf } from '../../kernel/time/day.ts'
import { findOrAddPersonByPhone } from '../people/public.ts'
import type { InspectorBody } from './contract.ts'
import { mayAdd } from './project.ts'
import { idTaken, lockKept, refuseUnless, tell } from './project-store.ts'
import type { Doing } from './scope.ts'
import { type InspectorRecord, mine, type ProjectId } from './tables.ts'

/** Names a neighbour, found by phone, as inspector of a project; whoever is one already stays the same. */
export async function nameInspector(
  tx: Tx,
  doing: Doing,
  id: ProjectId,
  body: InspectorBody,
): Promise<{ id: InspectorRecord['id'] }> {
  const held = await lockKept(tx, doing, id)
  const { tenant_id: tenantId } = held.project
  refuseUnless(mayAdd(held.project.state))
  const person = { phone: body.phone, name: body.name.trim() }
  const { personId } = await findOrAddPersonByPhone(tx, doing.secrets, tenantId, person, held.at)
  const there = await mine(tx)
    .selectFrom('renewal.inspectors')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('project_id', '=', id)
    .where('person_id', '=', personId)
    .where('to_on', 'is', null)
    .executeTakeFirst()
  if (there) return there
  const inspector: InspectorRecord = {
    ...{ tenant_id: tenantId, project_id: id, id: body.id ?? newId<'renewal_inspector'>(), person_id: personId },
    ...{ from_on: body.fromOn ?? dayOf(held.at), to_on: null },
  }
  const added = await mine(tx)
    .insertInto('renewal.inspectors')
    .values(inspector)
    .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) idTaken()
  await tell(tx, held, 'inspectorNamed', { ofId: inspector.id, facts: { fromOn: inspector.from_on } })
  return { id: inspector.id }
}

export async function endInspector(tx: Tx, doing: Doing, id: ProjectId, inspectorId: InspectorRecord['id']) {
  const held = await lockKept(tx, doing, id)
  const ended = await mine(tx)
    .updateTable('renewal.inspectors')
    .set({ to_on: dayOf(held.at) })
    .where('tenant_id', '=', held.project.tenant_id)
    .where('project_id', '=', id)
    .where('id', '=', inspectorId)
    .where('to_on', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!ended) notFound()
  await tell(tx, held, 'inspectorEnded', { ofId: inspectorId })
}
