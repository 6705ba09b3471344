import { fail, forbidden, notFound } from '../../../kernel/contract/errors.ts'
import { newId } from '../../../kernel/contract/ids.ts'
import { constraintOf, sql, type Tx } from '../../../kernel/db.ts'
import { dayOf } from '../../../kernel/time/day.ts'
import { notify } from '../../notices/public.ts'
import type { AnswerBody, CorrectBody, ObjectBody, RecordBody } from './contract.ts'
import { type Doing, hashOf, keeperPost, keeperScopeSql, refuseOwn, wrong } from './doing.ts'
import { addEntry, tellHours, type Volunteer, volunteerOf } from './entry-store.ts'
import { corrected } from './exchange/transfers.ts'
import type { EntryId, EntryRecord, ObjectionId } from './tables.ts'

/** In the name of the post that keeps the hours of a place; 404 where the actor keeps none there. */
function keeping(asked: Doing, path: string): Doing {
  const postId = keeperPost(asked.actor, path) ?? notFound()
  return { ...asked, by: { ...asked.by, postId } }
}

/** The community records help that was no activity, a training or an honour. */
export async function recordHours(tx: Tx, asked: Doing, body: RecordBody): Promise<{ id: EntryId }> {
  const volunteer = await volunteerOf(tx, asked.tenantId, body.volunteerId)
  const doing = keeping(asked, volunteer.placePath)
  refuseOwn(doing.actor, volunteer.personId)
  const { kind, purpose, onDay, minutes } = body
  if (onDay > dayOf(doing.at)) wrong('onDay', { zh: '不能记将来的日子', en: 'That day is still to come' })
  if ((kind === 'honour') !== (minutes === 0))
    wrong('minutes', {
      zh: '表彰不计时长；服务和培训要填分钟数',
      en: 'Honours have no minutes; service and training do',
    })
  if (body.pairingId) await checkPairing(tx, doing, volunteer, body)
  const id = await addEntry(tx, doing, {
    ...{ volunteer_id: volunteer.id, place_path: volunteer.placePath, kind, purpose, minutes, on_day: onDay },
    ...{ content: body.content.trim(), pairing_id: body.pairingId ?? null, team_id: body.teamId ?? null },
  })
  return { id }
}

async function checkPairing(tx: Tx, { tenantId }: Doing, volunteer: Volunteer, { pairingId }: RecordBody) {
  const { rows } = await sql`select from neighbours.pairings where tenant_id = ${tenantId} and id = ${pairingId}
    and volunteer_id = ${volunteer.id} and state in ('running', 'ended')`.execute(tx)
  if (rows.length === 0)
    wrong('pairingId', { zh: '请选这位志愿者的结对', en: 'Please choose a pairing of this volunteer' })
}

/** An entry within what the actor keeps; 404 beyond. */
async function keptEntry(tx: Tx, { tenantId, actor }: Doing, id: EntryId): Promise<EntryRecord> {
  const { rows } = await sql<EntryRecord>`select e.* from neighbours.hours_entries e where e.tenant_id = ${tenantId}
    and e.id = ${id} and ${keeperScopeSql(actor, sql`e.place_path`)}`.execute(tx)
  return rows[0] ?? notFound()
}

/** Takes an entry of service back by a counter-entry, and records what was right instead; 0 minutes: nothing of it was. */
export async function correctHours(tx: Tx, asked: Doing, id: EntryId, { minutes, why }: CorrectBody): Promise<void> {
  const entry = await keptEntry(tx, asked, id)
  const doing = keeping(asked, entry.place_path)
  if (entry.kind !== 'service')
    fail('refused', 'hours.no_service', { zh: '只有服务时长可以更正', en: 'Only hours of service can be corrected' })
  const volunteer = await volunteerOf(tx, doing.tenantId, entry.volunteer_id)
  refuseOwn(doing.actor, volunteer.personId)
  if (minutes === entry.minutes) wrong('minutes', { zh: '和原来一样，不用更正', en: 'It is the same as before' })
  const { volunteer_id, place_path, purpose, on_day, gathering_id, pairing_id, team_id, content } = entry
  const same = { volunteer_id, place_path, purpose, on_day, gathering_id, pairing_id, team_id, content }
  const of = { ...same, why: why.trim() }
  const correctionId = await addEntry(tx, doing, {
    ...of,
    kind: 'correction',
    minutes: -entry.minutes,
    corrects_id: id,
  })
  const replacementId =
    minutes > 0 ? await addEntry(tx, doing, { ...of, kind: 'service', minutes, replaces_id: id }) : null
  await corrected(tx, doing, {
    ...{ volunteerId: volunteer_id, corrects: id, correctionId, replacementId, was: entry.minutes, minutes },
    onDay: on_day,
  })
}

/** A volunteer says that an entry is wrong, or (without one) that something is missing. */
export async function object(tx: Tx, doing: Doing, me: Volunteer, body: ObjectBody): Promise<{ id: ObjectionId }> {
  const { tenantId, at, secrets } = doing
  const words = body.words.trim()
  const entryId = body.entryId ?? null
  const place = entryId ? await ownEntryPlace(tx, doing, me, entryId) : me.placePath
  const id = newId<'hours_objection'>()
  try {
    await sql`insert into neighbours.hours_objections (tenant_id, id, volunteer_id, entry_id, place_path, words_sealed, state, at)
      values (${tenantId}, ${id}, ${me.id}, ${entryId}, ${place}, ${secrets.seal(words)}, 'open', ${at})`.execute(tx)
  } catch (error) {
    if (constraintOf(error) !== 'objections_one_open') throw error
    fail('conflict', 'hours.objected', {
      zh: '已经提过了，正等答复',
      en: 'You have said so already; an answer is on its way',
    })
  }
  const set = { state: 'open', entry_id: entryId }
  await tellHours(tx, doing, 'objected', { volunteerId: me.id, objectionId: id, set, hash: hashOf(words) })
  return { id }
}

async function ownEntryPlace(tx: Tx, { tenantId }: Doing, me: Volunteer, id: EntryId): Promise<string> {
  const { rows } = await sql<{ path: string }>`select place_path as path from neighbours.hours_entries
    where tenant_id = ${tenantId} and id = ${id} and volunteer_id = ${me.id}`.execute(tx)
  return rows[0]?.path ?? notFound()
}

/** Answers an objection: corrects its entry, or says why it stands (for something missing: recorded since, or why not). */
export async function answerObjection(tx: Tx, asked: Doing, id: ObjectionId, body: AnswerBody): Promise<void> {
  const { tenantId, actor, at, secrets } = asked
  const { rows } = await sql<{
    state: string
    entry_id: EntryId | null
    place_path: string
    volunteer_id: Volunteer['id']
  }>`
    select o.state, o.entry_id, o.place_path, o.volunteer_id from neighbours.hours_objections o
    where o.tenant_id = ${tenantId} and o.id = ${id} and ${keeperScopeSql(actor, sql`o.place_path`)}
    for no key update of o`.execute(tx)
  const objection = rows[0] ?? notFound()
  const postId = keeperPost(actor, objection.place_path) ?? forbidden()
  const doing: Doing = { ...asked, by: { ...asked.by, postId } }
  const volunteer = await volunteerOf(tx, tenantId, objection.volunteer_id)
  refuseOwn(actor, volunteer.personId)
  if (objection.state !== 'open')
    fail('conflict', 'hours.answered', { zh: '已经答复过，请刷新', en: 'It was answered already. Reload' })
  const said = body.words.trim()
  const corrects = body.minutes !== undefined && objection.entry_id !== null
  if (corrects && objection.entry_id)
    await correctHours(tx, doing, objection.entry_id, { minutes: body.minutes ?? 0, why: said })
  const state = corrects ? 'corrected' : 'stands'
  await sql`update neighbours.hours_objections set state = ${state}, answer_sealed = ${secrets.seal(said)},
      answered_at = ${at}, answered_by = ${actor.personId} where tenant_id = ${tenantId} and id = ${id}`.execute(tx)
  const payload = { volunteerId: volunteer.id, objectionId: id, set: { state }, hash: hashOf(said) }
  await tellHours(tx, doing, 'answered', payload)
  await notify(tx, {
    ...{ tenantId, personIds: [volunteer.personId], topic: 'objection_answered', subject: null, at },
    words: { zh: '您对服务时长的意见有答复了', en: 'Your word about your hours has been answered' },
  })
}
