import { fail } from '../../kernel/contract/errors.ts'
import type { PersonId, TenantId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import { requestHash } from '../../kernel/http/command.ts'
import { normalPhone } from '../people/public.ts'
import { type StationEvent, type StationEventName, stationEvents } from './events.ts'
import { type Week, weekFault } from './opening.ts'
import type { Writing } from './scope.ts'
import type { SharerRecord } from './tables.ts'

/** Writes one event of this module. */
export const tell = (
  tx: Tx,
  { tenantId, at, by }: Writing,
  stream: string,
  name: StationEventName,
  payload: StationEvent,
): Promise<number> => record<StationEvent>(tx, { tenantId, at, actor: by, stream, type: stationEvents[name], payload })

export const hashOf = (text: unknown): string => requestHash(text).toString('hex')

/** Refuses one field in words. */
export const wrong = (field: string, words: Words): never =>
  fail('invalid', `stations.bad_${field}`, words, [{ path: field, words }])

const faultWords: Readonly<Record<'time' | 'order' | 'exception', Words>> = {
  time: { zh: '时间请写成 09:00 这样', en: 'Write times like 09:00' },
  order: { zh: '开始要早于结束，时段不要重叠', en: 'Hours begin before they end and do not overlap' },
  exception: { zh: '例外的开始日期要早于结束日期', en: 'An exception begins before it ends' },
}

/** Refuses hours that make no sense. */
export function checkWeek(hours: Week): void {
  const fault = weekFault(hours)
  if (fault) wrong('hours', faultWords[fault])
}

/** Who is told what happens to a sharer's things: whose pocket it is. */
export async function peopleOf(
  tx: Tx,
  tenantId: TenantId,
  sharer: Pick<SharerRecord, 'person_id' | 'post_id' | 'firm_id'>,
  at: Date,
): Promise<PersonId[]> {
  const { rows } = await sql<{ id: PersonId }>`
    select ${sharer.person_id}::uuid as id where ${sharer.person_id}::uuid is not null
    union select m.person_id from enterprises.members_view m where m.tenant_id = ${tenantId} and m.firm_id = ${sharer.firm_id}
    union select a.person_id from people.acting(${tenantId}, ${sharer.post_id}, ${at}) a
      where ${sharer.post_id}::uuid is not null and a.person_id is not null`.execute(tx)
  return rows.map(({ id }) => id)
}

/** Eleven digits as of a mobile; refused else. */
export function phoneFrom(typed: string): string {
  const phone = normalPhone(typed)
  return /^1\d{10}$/.test(phone)
    ? phone
    : wrong('phone', { zh: '请填 11 位手机号', en: 'Please give a mobile number of 11 digits' })
}
