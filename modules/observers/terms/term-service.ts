import type { Actor, EventActor } from '../../../kernel/actor.ts'
import type { BodyOf, ResponseOf } from '../../../kernel/contract/endpoint.ts'
import { fail, notFound } from '../../../kernel/contract/errors.ts'
import { newId, type PlaceId } from '../../../kernel/contract/ids.ts'
import { sql, sqlState, type Tx, uniqueViolation } from '../../../kernel/db.ts'
import { record } from '../../../kernel/events/record.ts'
import type { Secrets } from '../../../kernel/secrets.ts'
import { type Day, dayOf } from '../../../kernel/time/day.ts'
import { formatDay } from '../../../kernel/time/time-words.ts'
import { notify } from '../../notices/public.ts'
import { findOrAddPersonByPhone, issueLink, linkObstacle, normalPhone } from '../../people/public.ts'
import type { beginTerm, getTerm, handLink } from '../contract.ts'
import {
  type TermBegun,
  type TermEnded,
  type TermExtended,
  type TermId,
  termBegun,
  termEnded,
  termExtended,
  termStream,
} from '../events.ts'
import { termKeepers } from './term.ts'
import { readTerms, scopeSql, type Term } from './term-queries.ts'

export interface Doing {
  readonly actor: Actor
  readonly by: EventActor
  readonly at: Date
}

const invalid = (path: string, zh: string, en: string): never =>
  fail('invalid', `observers.bad_${path}`, { zh, en }, [{ path, words: { zh, en } }])

const refuseLetter = (): never => {
  const words = { zh: '这个聘书编号已经用过', en: 'That letter number was used before' }
  return fail('conflict', 'observers.letter_used', words, [{ path: 'letterNumber', words }])
}

/** 聘任: for an area within the actor's own. */
export async function begin(
  tx: Tx,
  secrets: Secrets,
  { actor, by, at }: Doing,
  body: BodyOf<typeof beginTerm>,
): Promise<{ id: TermId }> {
  const { tenantId } = actor
  const path = await placeInReach(tx, actor, body.placeId)
  if (body.toOn <= body.fromOn) invalid('toOn', '聘期结束要晚于开始', 'A term ends after it begins')
  if (normalPhone(body.phone).length < 7)
    invalid('phone', '电话号码看起来不对', 'That does not look like a phone number')
  const { personId } = await findOrAddPersonByPhone(
    tx,
    secrets,
    tenantId,
    { name: body.name.trim(), phone: body.phone },
    at,
  )
  const id = newId<'term'>()
  const { rows } = await sql`select from observers.terms where tenant_id = ${tenantId} and person_id = ${personId}
    and role = ${body.role} and from_on < ${body.toOn}::date and coalesce(ended_on, to_on) > ${body.fromOn}::date`.execute(
    tx,
  )
  if (rows.length > 0)
    fail('conflict', 'observers.term_overlaps', {
      zh: '这位在这段时间已有同样的聘期，请用“续聘”',
      en: 'This person holds such a term in that time already; extend it instead',
    })
  await sql`insert into observers.terms (tenant_id, id, person_id, role, letter_number, place_id, place_path, origin, from_on, to_on, changed_at)
    values (${tenantId}, ${id}, ${personId}, ${body.role}, ${body.letterNumber.trim()}, ${body.placeId}, ${path},
      ${body.origin.trim()}, ${body.fromOn}::date, ${body.toOn}::date, ${at})`
    .execute(tx)
    .catch((error) => (sqlState(error) === uniqueViolation ? refuseLetter() : Promise.reject(error)))
  await keepChange(tx, { actor, by, at }, id, 'appointed', body.toOn, body.letterNumber.trim())
  const { role, placeId, fromOn, toOn } = body
  const payload: TermBegun = { termId: id, personId, role, placeId, fromOn, toOn }
  await record(tx, { tenantId, stream: termStream(id), type: termBegun, at, actor: by, payload })
  await notify(tx, {
    tenantId,
    personIds: [personId],
    topic: 'term_begun',
    subject: { kind: 'lead', id },
    words: {
      zh: `您已受聘，聘期从${formatDay('zh', fromOn)}起。发现企业办事难、作风问题，从这里反映`,
      en: `You were appointed, from ${formatDay('en', fromOn)} on. Tell us here where firms are made to wait or are treated badly`,
    },
    at,
  })
  return { id }
}

async function placeInReach(tx: Tx, actor: Actor, placeId: PlaceId): Promise<string> {
  const { rows } = await sql<{ path: string }>`select path from places.places_view
    where tenant_id = ${actor.tenantId} and id = ${placeId}`.execute(tx)
  const path = rows[0]?.path ?? notFound()
  if (!actor.posts.some((post) => post.role === 'street' && path.startsWith(post.placePath))) notFound()
  return path
}

async function keepChange(
  tx: Tx,
  { actor, at }: Doing,
  termId: TermId,
  change: 'appointed' | 'extended' | 'ended',
  toOn: Day,
  why: string,
): Promise<void> {
  await sql`insert into observers.term_changes (tenant_id, id, term_id, change, to_on, why, person_id, at)
    values (${actor.tenantId}, ${newId()}, ${termId}, ${change}, ${toOn}::date, ${why}, ${actor.personId}, ${at})`.execute(
    tx,
  )
}

/** A term of the actor's area; 404 elsewhere. */
async function termOf(tx: Tx, { actor, at }: Doing, termId: TermId, lock: boolean): Promise<Term> {
  if (lock)
    await sql`select from observers.terms where tenant_id = ${actor.tenantId} and id = ${termId} for update`.execute(tx)
  const [term] = await readTerms(tx, actor, sql`t.id = ${termId} and ${scopeSql(actor)}`, at)
  return term ?? notFound()
}

const over = (): never =>
  fail('conflict', 'observers.term_over', { zh: '聘期已经结束，请重新聘任', en: 'The term is over; appoint anew' })

export async function extend(tx: Tx, doing: Doing, termId: TermId, toOn: Day, why: string): Promise<{ done: true }> {
  const { actor, by, at } = doing
  const { tenantId } = actor
  const { view } = await termOf(tx, doing, termId, true)
  if (view.state === 'ended') over()
  if (toOn <= view.toOn)
    invalid('toOn', `要晚于现在的${formatDay('zh', view.toOn)}`, `later than ${formatDay('en', view.toOn)}, please`)
  await sql`update observers.terms set to_on = ${toOn}::date, warned_on = null, changed_at = ${at}
    where tenant_id = ${tenantId} and id = ${termId}`.execute(tx)
  await keepChange(tx, doing, termId, 'extended', toOn, why.trim())
  const payload: TermExtended = { termId, before: view.toOn, toOn }
  await record(tx, { tenantId, stream: termStream(termId), type: termExtended, at, actor: by, payload })
  return { done: true }
}

export async function end(tx: Tx, doing: Doing, termId: TermId, why: string): Promise<{ done: true }> {
  const { actor, by, at } = doing
  const { tenantId } = actor
  const { view } = await termOf(tx, doing, termId, true)
  if (view.state === 'ended') over()
  const today = dayOf(at)
  const begun = view.fromOn <= today
  const endedOn = begun ? today : view.fromOn
  await sql`update observers.terms set ended_on = ${endedOn}::date, changed_at = ${at}
    where tenant_id = ${tenantId} and id = ${termId}`.execute(tx)
  await keepChange(tx, doing, termId, 'ended', endedOn, why.trim())
  const payload: TermEnded = { termId, endedOn }
  await record(tx, { tenantId, stream: termStream(termId), type: termEnded, at, actor: by, payload })
  return { done: true }
}

export async function history(tx: Tx, doing: Doing, termId: TermId): Promise<ResponseOf<typeof getTerm>> {
  const { actor, at } = doing
  const { view, personId } = await termOf(tx, doing, termId, false)
  const keeps = actor.posts.some(({ role }) => termKeepers.some((keeper) => keeper === role))
  const entering = { tenantId: actor.tenantId, personId, purpose: 'observer', at } as const
  const { rows } = await sql<{
    change: 'appointed' | 'extended' | 'ended'
    toOn: Day
    why: string
    by: string | null
    at: Date
  }>`
    select c.change, c.to_on::text as "toOn", c.why, n.name as by, c.at from observers.term_changes c
    left join people.persons_view n on n.tenant_id = c.tenant_id and n.id = c.person_id
    where c.tenant_id = ${doing.actor.tenantId} and c.term_id = ${termId} order by c.at, c.id`.execute(tx)
  return {
    term: view,
    history: rows.map((row) => ({ ...row, at: row.at.toISOString() })),
    noLink: keeps && view.state !== 'ended' ? await linkObstacle(tx, entering) : null,
  }
}

/**
 * A link for who holds the term, so that they can file leads from their phone. None is handed once they came by one: the
 * office could open it itself, and a lead may be about that office.
 */
export async function link(
  tx: Tx,
  secrets: Secrets,
  doing: Doing,
  termId: TermId,
): Promise<ResponseOf<typeof handLink>> {
  const { actor, by, at } = doing
  const { personId, view } = await termOf(tx, doing, termId, false)
  if (view.state === 'ended') over()
  const { token, expiresAt } = await issueLink(tx, secrets, {
    purpose: 'observer',
    tenantId: actor.tenantId,
    personId,
    issuedBy: actor.personId,
    by,
    at,
  })
  return { token, expiresAt: expiresAt.toISOString() }
}
