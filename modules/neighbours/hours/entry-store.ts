import { fail, notFound } from '../../../kernel/contract/errors.ts'
import { newId, type PersonId, type TenantId } from '../../../kernel/contract/ids.ts'
import { constraintOf, sql, type Tx } from '../../../kernel/db.ts'
import { record } from '../../../kernel/events/record.ts'
import type { Columns, VolunteerId } from '../events.ts'
import { hashOf, type Writing } from './doing.ts'
import { type HoursEvent, type HoursEventName, hoursEvents, hoursStream } from './events.ts'
import { earned, exchangeIsOpen, lockAccount } from './exchange/transfers.ts'
import type { EntryId, EntryRecord } from './tables.ts'

/** What is written of an entry; what is left out is null. */
export type NewEntry = Pick<
  EntryRecord,
  'volunteer_id' | 'place_path' | 'kind' | 'purpose' | 'minutes' | 'on_day' | 'content'
> &
  Partial<EntryRecord>

/** Writes one event about somebody's hours. */
export const tellHours = (
  tx: Tx,
  { tenantId, at, by }: Writing,
  name: HoursEventName,
  payload: HoursEvent,
): Promise<number> =>
  record<HoursEvent>(tx, {
    ...{ tenantId, at, actor: by },
    stream: hoursStream(payload.volunteerId),
    type: hoursEvents[name],
    payload,
  })

const refusals: Readonly<Record<string, { zh: string; en: string }>> = {
  hours_day_full: {
    zh: '这一天记满 24 小时了，请核对',
    en: 'That would be more than 24 hours on that day. Please check',
  },
  hours_activity_once: { zh: '这次活动已经记过了', en: 'This activity has been recorded already' },
  hours_corrected_once: { zh: '这一条已经更正过了，请刷新', en: 'It has been corrected already. Reload' },
}

/** Appends an entry and tells the ledger; where exchange is on, its minutes are put on the account, but those of a correction. */
export async function addEntry(tx: Tx, writing: Writing, entry: NewEntry): Promise<EntryId> {
  const { tenantId, at, by } = writing
  const open = await exchangeIsOpen(tx, tenantId)
  if (open) await lockAccount(tx, entry.volunteer_id)
  const id = newId<'hours_entry'>()
  const { volunteer_id, place_path, kind, purpose, minutes, on_day, content } = entry
  const { from_at = null, until_at = null, gathering_id = null, pairing_id = null, team_id = null } = entry
  const { corrects_id = null, replaces_id = null, why = null } = entry
  try {
    await sql`insert into neighbours.hours_entries (tenant_id, id, volunteer_id, place_path, kind, purpose, minutes, on_day,
        from_at, until_at, gathering_id, pairing_id, team_id, content, corrects_id, replaces_id, why, by_person, by_post, at)
      values (${tenantId}, ${id}, ${volunteer_id}, ${place_path}, ${kind}, ${purpose}, ${minutes}, ${on_day}::date,
        ${from_at}, ${until_at}, ${gathering_id}, ${pairing_id}, ${team_id}, ${content}, ${corrects_id}, ${replaces_id},
        ${why}, ${by.personId}, ${by.postId}, ${at})`.execute(tx)
  } catch (error) {
    const words = refusals[constraintOf(error) ?? '']
    if (!words) throw error
    fail('refused', `hours.${constraintOf(error)}`, words)
  }
  const set: Columns = { kind, purpose, minutes, on_day, gathering_id, pairing_id, team_id, corrects_id, replaces_id }
  await tellHours(tx, writing, kind === 'correction' ? 'corrected' : 'recorded', {
    ...{ volunteerId: volunteer_id, entryId: id, minutes, set, hash: hashOf(content) },
  })
  if (open && kind === 'service' && replaces_id === null)
    await earned(tx, writing, { volunteerId: volunteer_id, entryId: id, minutes, onDay: on_day })
  return id
}

export interface Volunteer {
  readonly id: VolunteerId
  readonly personId: PersonId
  readonly name: string
  readonly placePath: string
}

/** A volunteer with the name; 404 where there is none. */
export async function volunteerOf(tx: Tx, tenantId: TenantId, id: VolunteerId): Promise<Volunteer> {
  const { rows } = await sql<Volunteer>`select v.id, v.person_id as "personId", n.name, v.place_path as "placePath"
    from neighbours.volunteers v join people.persons_view n on n.tenant_id = v.tenant_id and n.id = v.person_id
    where v.tenant_id = ${tenantId} and v.id = ${id}`.execute(tx)
  return rows[0] ?? notFound()
}

/** The volunteer that a person is; null when none. */
export async function volunteerOfPerson(tx: Tx, tenantId: TenantId, personId: PersonId): Promise<Volunteer | null> {
  const { rows } = await sql<Volunteer>`select v.id, v.person_id as "personId", n.name, v.place_path as "placePath"
    from neighbours.volunteers v join people.persons_view n on n.tenant_id = v.tenant_id and n.id = v.person_id
    where v.tenant_id = ${tenantId} and v.person_id = ${personId}`.execute(tx)
  return rows[0] ?? null
}

/** Minutes of service that stand: counter-entries taken off. */
export async function minutesOf(tx: Tx, tenantId: TenantId, volunteerId: VolunteerId): Promise<number> {
  const { rows } = await sql<{ minutes: number }>`select coalesce(sum(minutes), 0)::int as minutes
    from neighbours.hours_entries where tenant_id = ${tenantId} and volunteer_id = ${volunteerId}
      and kind in ('service', 'correction')`.execute(tx)
  return rows[0]?.minutes ?? 0
}
