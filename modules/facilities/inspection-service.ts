import { fail, forbidden } from '../../kernel/contract/errors.ts'
import { newId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { requestHash } from '../../kernel/http/command.ts'
import { beginningOf } from '../../kernel/text/beginning.ts'
import { dayOf } from '../../kernel/time/day.ts'
import type { Uploader } from '../files/public.ts'
import type { InspectAnswer, InspectBody } from './contract.ts'
import { lockSeen, tell } from './facility-store.ts'
import { type FaultKept, keepFault } from './fault-service.ts'
import { inspected } from './inspection.ts'
import { type Doing, inspectingPost } from './scope.ts'
import type { FacilityId, FacilityRecord } from './tables.ts'

/** The keeper (or the community) looked at it. A fault becomes a matter, or is noted in the one that is open. */
export async function inspect(
  tx: Tx,
  asked: Doing,
  id: FacilityId,
  body: InspectBody,
  uploader: Uploader,
): Promise<InspectAnswer> {
  const facility = await lockSeen(tx, asked, id)
  const postId = inspectingPost(asked.actor, facility) ?? forbidden()
  if (facility.to_on) fail('conflict', 'facilities.retired', { zh: '已停用，不用巡检', en: 'It is out of service' })
  const doing: Doing = { ...asked, by: { ...asked.by, postId } }
  const said = body.words?.trim() || null
  if (body.outcome === 'fault' && !said) {
    const words = { zh: '请写明哪里有问题', en: 'Please say what is wrong' }
    fail('invalid', 'facilities.words_missing', words, [{ path: 'words', words }])
  }
  const kept = body.outcome === 'fault' && said ? await faultOf(tx, doing, facility, said, body, uploader) : null
  const nextDueOn = await writeInspection(tx, doing, facility, { body, said, kept })
  return { nextDueOn, matterId: kept?.matterId ?? null, noted: kept !== null && kept.reported === null }
}

const faultOf = (tx: Tx, doing: Doing, facility: FacilityRecord, said: string, body: InspectBody, uploader: Uploader) =>
  keepFault(tx, doing, doing, facility, {
    ...{
      source: 'inspection',
      code: null,
      joins: body.another ? 'none' : 'any',
      title: beginningOf(`${facility.name}：${said}`, 60),
      words: said,
    },
    ...{ urgent: body.urgent ?? false, fileIds: body.fileIds ?? [], uploadKey: uploader.key },
  })

interface Written {
  readonly body: InspectBody
  readonly said: string | null
  readonly kept: FaultKept | null
}

async function writeInspection(
  tx: Tx,
  doing: Doing,
  facility: FacilityRecord,
  { body, said, kept }: Written,
): Promise<string | null> {
  const { tenantId, actor, at, by } = doing
  const today = dayOf(at)
  const { rhythm_days: rhythmDays, next_due_on: due } = facility
  const rhythm = rhythmDays !== null && due ? inspected({ rhythmDays, nextDueOn: due }, today) : null
  const nextDueOn = rhythm?.nextDueOn ?? null
  const inspectionId = newId<'inspection'>()
  await sql`insert into facilities.inspections (tenant_id, id, facility_id, outcome, words, due_on, done_on, at, by_person,
      by_post, matter_id)
    values (${tenantId}, ${inspectionId}, ${facility.id}, ${body.outcome}, ${said}, ${rhythm?.dueOn ?? null}::date,
      ${today}::date, ${at}, ${actor.personId}, ${by.postId}, ${kept?.matterId ?? null})`.execute(tx)
  await sql`update facilities.facilities set last_inspected_at = ${at}, next_due_on = ${nextDueOn}::date, changed_at = ${at}
    where tenant_id = ${tenantId} and id = ${facility.id}`.execute(tx)
  await tell(tx, doing, facility.id, 'inspected', {
    ...{ inspectionId, outcome: body.outcome, dueOn: rhythm?.dueOn ?? null },
    set: { last_inspected_at: at.toISOString(), next_due_on: nextDueOn },
    ...(kept ? { matterId: kept.matterId } : {}),
    ...(said ? { hash: requestHash(said).toString('hex') } : {}),
  })
  return nextDueOn
}
