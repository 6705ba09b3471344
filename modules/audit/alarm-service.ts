import { systemActor } from '../../kernel/actor.ts'
import type { PersonId, TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { type LedgerEvent, record } from '../../kernel/events/record.ts'
import type { Subscriber } from '../../kernel/events/subscriber.ts'
import { exportTaken } from '../../kernel/exports/events.ts'
import { hourMs } from '../../kernel/time/day.ts'
import { notify } from '../notices/public.ts'
import { actingFor } from '../people/public.ts'
import { takeoutAsked } from '../takeouts/events.ts'
import { beginningBurst, type Done } from './bursts.ts'
import { type AlarmRaised, type AlarmRule, alarmRaised, alarmStream } from './events.ts'
import { alarmWords } from './present.ts'
import { settingsOf } from './settings.ts'
import { typesOf } from './watched.ts'

const failed = 'people.sign_in_failed'
const signedIn = 'people.signed_in'
const seen = typesOf('seen')

/** What an event may be one too many of. */
interface Counted {
  readonly rule: 'reveals' | 'exports' | 'accounts'
  /** A person, or the keyed hash of an address: what is counted together. */
  readonly about: string
  readonly types: readonly string[]
}

function countedOf({ type, actor, payload }: LedgerEvent): Counted | null {
  if (type === failed) {
    return typeof payload.from === 'string' ? { rule: 'accounts', about: payload.from, types: [failed] } : null
  }
  if (actor.personId === null) return null
  if (type === exportTaken) return { rule: 'exports', about: actor.personId, types: [exportTaken] }
  return seen.includes(type) ? { rule: 'reveals', about: actor.personId, types: seen } : null
}

/** What was done by the same one in the two hours up to an event, oldest first, the event last. */
async function doneBefore(tx: Tx, event: LedgerEvent, { rule, about, types }: Counted): Promise<Done[]> {
  const { tenantId, at, id } = event
  const what = rule === 'accounts' ? sql`payload ->> 'tried'` : sql`id::text`
  const whose = rule === 'accounts' ? sql`payload ->> 'from'` : sql`actor ->> 'personId'`
  const { rows } = await sql<{ at: Date; what: string | null }>`select at, ${what} as what from kernel.events_view
    where tenant_id = ${tenantId} and type in (${sql.join(types.map((type) => sql.lit(type)))})
      and at > ${new Date(at.getTime() - 2 * hourMs)} and (at, id) <= (${at}, ${id}::uuid) and ${whose} = ${about}
    order by at, id`.execute(tx)
  return rows.map((row) => ({ at: row.at.getTime(), what: row.what ?? '' }))
}

/** Raises what an event gives cause for. Once: the same event raises nothing again. */
async function watch(tx: Tx, event: LedgerEvent): Promise<void> {
  const { tenantId, payload } = event
  const limits = await settingsOf(tx, tenantId)
  if (event.type === signedIn) {
    if (limits.newDevice && payload.newDevice === true && payload.administrator === true)
      await raise(tx, event, 'new_device', String(payload.personId), 1, 0)
    return
  }
  if (event.type === takeoutAsked) {
    if (event.actor.personId) await raise(tx, event, 'everything', event.actor.personId, 1, 0)
    return
  }
  const counted = countedOf(event)
  if (!counted) return
  const limit = limits[counted.rule]
  const count = beginningBurst(await doneBefore(tx, event, counted), limit, hourMs)
  if (count !== null) await raise(tx, event, counted.rule, counted.about, count, limit)
}

async function raise(
  tx: Tx,
  { tenantId, id, at, payload, actor }: LedgerEvent,
  rule: AlarmRule,
  about: string,
  count: number,
  limit: number,
): Promise<void> {
  const stream = alarmStream(rule, about)
  const told = await sql`select from kernel.events_view where tenant_id = ${tenantId} and stream = ${stream}
    and payload ->> 'eventId' = ${id} limit 1`.execute(tx)
  if (told.rows.length > 0) return
  const alarm: AlarmRaised = {
    ...{ rule, count, limit, eventId: id },
    personId: rule === 'accounts' ? null : (about as PersonId),
    net: typeof payload.net === 'string' ? payload.net : null,
  }
  const by = { ...systemActor, postId: rule === 'accounts' ? null : actor.postId }
  await record(tx, { tenantId, stream, type: alarmRaised, at, actor: by, payload: alarm })
  await notify(tx, {
    ...{ tenantId, at, topic: 'security_alarm', urgent: true, words: noticeOf(alarm) },
    personIds: await toldOf(tx, tenantId, at),
    subject: { kind: 'audit/alarm', id },
  })
}

function noticeOf(alarm: AlarmRaised) {
  const { zh, en } = alarmWords(alarm)
  return { zh: `安全警报：${zh}`, en: `Alarm: ${en}` }
}

/**
 * Administrators, and beside them supervisors of the whole tenant: whoever set an alarm off is never the only one who is told,
 * as long as there is anybody else.
 */
async function toldOf(tx: Tx, tenantId: TenantId, at: Date): Promise<PersonId[]> {
  const { rows } = await sql<{ id: Parameters<typeof actingFor>[2] }>`select p.id from people.posts_view p
    join places.places_view l on l.tenant_id = p.tenant_id and l.id = p.place_id
    where p.tenant_id = ${tenantId} and p.abolished_at is null and (p.role = 'administrator'
      or l.parent_id is null and (p.role = 'supervisor' or p.kind_code = 'discipline_office'))`.execute(tx)
  const persons = new Set<PersonId>()
  for (const { id } of rows) {
    const acting = await actingFor(tx, tenantId, id, at)
    if (acting) persons.add(acting.personId)
  }
  return [...persons]
}

export const watcher: Subscriber = {
  name: 'audit.watch',
  types: [...seen, exportTaken, failed, signedIn, takeoutAsked],
  handle: watch,
}
