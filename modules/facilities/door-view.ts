import type { Actor } from '../../kernel/actor.ts'
import type { Clock } from '../../kernel/clock.ts'
import type { BodyOf } from '../../kernel/contract/endpoint.ts'
import { fail, notFound } from '../../kernel/contract/errors.ts'
import type { TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { beginningOf } from '../../kernel/text/beginning.ts'
import { dayOf } from '../../kernel/time/day.ts'
import type { Uploader } from '../files/public.ts'
import type { DoorView, FaultAnswer, reportFault } from './contract.ts'
import { faultName } from './door/fault-names.ts'
import { type RowSource, rowOf, rowSql } from './facility-queries.ts'
import { facilityByCode, lockFacility } from './facility-store.ts'
import { keepFault } from './fault-service.ts'
import { inspectingPost, type Writing } from './scope.ts'
import type { FaultRecord } from './tables.ts'

interface Looking {
  readonly tenantId: TenantId
  readonly actor: Actor | null
  readonly at: Date
}

/** What anybody sees of a facility: no names of people, no words of other neighbours. */
export async function doorView(tx: Tx, { tenantId, actor, at }: Looking, code: string): Promise<DoorView> {
  const { rows } = await sql<RowSource>`${rowSql(at)} where f.tenant_id = ${tenantId}
    and f.code = ${code.toUpperCase()}`.execute(tx)
  const facility = rows[0] ?? notFound()
  const { rows: faults } = await sql<Pick<FaultRecord, 'source' | 'code' | 'since'>>`select source, code, since
    from facilities.faults where tenant_id = ${tenantId} and facility_id = ${facility.id} and ended_at is null
    order by since desc`.execute(tx)
  const { keeper, lastInspectedAt, ...row } = rowOf(facility)
  return {
    ...{ id: row.id, code: row.code, kind: row.kind, name: row.name, place: row.place, compound: row.compound },
    ...{ nextDueOn: row.nextDueOn, toOn: row.toOn, gate: row.gate, photoId: facility.photo_id },
    keeper: { name: keeper.name, nameEn: keeper.nameEn },
    lastInspectedOn: lastInspectedAt ? dayOf(new Date(lastInspectedAt)) : null,
    faults: faults.map(({ source, code: fault, since }) => ({
      title:
        source === 'device' || source === 'silence'
          ? faultName(fault)
          : { zh: '已有人报修', en: 'Reported for repair' },
      since: since.toISOString(),
    })),
    mayInspect: actor !== null && facility.to_on === null && inspectingPost(actor, facility) !== null,
  }
}

/** A neighbour reports a fault; it is a matter of their own, with a receipt code. */
export async function tellFault(
  tx: Tx,
  services: { readonly clock: Clock; readonly secrets: Secrets },
  writing: Writing & { readonly actor: Actor | null; readonly uploader: Uploader },
  code: string,
  body: BodyOf<typeof reportFault>,
): Promise<FaultAnswer> {
  const { id } = await facilityByCode(tx, writing.tenantId, code)
  const facility = (await lockFacility(tx, writing.tenantId, id)) ?? notFound()
  if (facility.to_on)
    fail('conflict', 'facilities.retired', { zh: '这处设施已停用', en: 'This facility is out of service' })
  const words = body.words.trim()
  const { reported } = await keepFault(tx, services, writing, facility, {
    ...{ source: 'neighbour', code: null, joins: 'none', title: beginningOf(`${facility.name}：${words}`, 60), words },
    ...{ urgent: false, fileIds: body.fileIds ?? [], uploadKey: writing.uploader.key },
    reporter: { personId: writing.actor?.personId ?? null, name: null, phone: body.phone?.trim() || null },
  })
  if (!reported) throw new Error('a neighbour’s report made no matter')
  const { receiptCode, number, holder, dueAt } = reported
  return { receiptCode, number, holder: { name: holder.name, nameEn: holder.nameEn }, dueAt }
}
