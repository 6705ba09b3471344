import { fail, notFound } from '../../../kernel/contract/errors.ts'
import type { FileId, PersonId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import type { Uploader } from '../../files/public.ts'
import { stepHeld, takeMaterials } from '../gathering-service.ts'
import { type Doing, entriesOf, type Held, refuseUnless, standingOf } from '../gathering-store.ts'
import { entryOf, insertEntry, markThere, newEntry, undoCheckIn } from '../party-service.ts'
import type { EntryRecord, GatheringId, GatheringRecord } from '../tables.ts'
import { attendanceObstacle, closeObstacle, thereAt } from './attendance.ts'
import type { CheckBody } from './contract.ts'
import { type Led, leading } from './leader-source.ts'

/** A gathering that the actor leads on the spot, locked; 404 beyond. */
async function lockLed(tx: Tx, { actor, by, at }: Doing, id: GatheringId): Promise<{ held: Held; led: Led }> {
  const led = await leading(tx, actor, id)
  const { rows } =
    await sql<GatheringRecord>`select g.* from gatherings.gatherings g where g.tenant_id = ${actor.tenantId}
    and g.id = ${id} and g.announced_at is not null for no key update of g`.execute(tx)
  return { held: { gathering: rows[0] ?? notFound(), by: { ...by, postId: null }, at }, led }
}

/** Checks in who is on the list or a member who came without signing up, at the instant of the tap; or takes it back. */
export async function checkByLeader(
  tx: Tx,
  doing: Doing,
  id: GatheringId,
  { entryId, personId, tappedAt, takeBack = false }: CheckBody,
): Promise<{ entryId: EntryRecord['id']; checkedInAt: string | null }> {
  const { held, led } = await lockLed(tx, doing, id)
  if ((entryId === undefined) === (personId === undefined) || (takeBack && entryId === undefined)) {
    const words = { zh: '请从名单里点一位', en: 'Please tap one on the list' }
    fail('invalid', 'gatherings.one_of_list', words, [{ path: 'entryId', words }])
  }
  const standing = await standingOf(tx, held.gathering)
  const closed = attendanceObstacle(standing, held.at)
  if (closed) fail('refused', 'gatherings.door_closed', closed)
  if (entryId && takeBack) {
    const entry = await entryOf(tx, held, entryId)
    await undoCheckIn(tx, held, entry)
    return { entryId, checkedInAt: null }
  }
  const entry = entryId ? await entryOf(tx, held, entryId) : await entryOfMember(tx, held, led, personId)
  const there = await markThere(
    tx,
    held,
    entry,
    'leader',
    thereAt(standing, tappedAt ? new Date(tappedAt) : null, held.at),
  )
  return { entryId: entry.id, checkedInAt: there.toISOString() }
}

/** The line of a member, new where they did not sign up; 404 for who is no member. */
async function entryOfMember(tx: Tx, held: Held, led: Led, personId: PersonId | undefined): Promise<EntryRecord> {
  const known = (await entriesOf(tx, held.gathering)).find(
    ({ party_kind, party_id }) => party_kind === 'person' && party_id === personId,
  )
  const member = led.members.find((one) => one.personId === personId) ?? notFound()
  if (known) return known
  const party = { party_kind: 'person', party_id: member.personId, name: null } as const
  const entry: EntryRecord = { ...newEntry(held, party), standing: 'came' }
  await insertEntry(tx, entry)
  return entry
}

/** Ends it, beginning it first where nobody has: one press for the leader. Ended already is as good. */
export async function closeByLeader(tx: Tx, doing: Doing, id: GatheringId): Promise<void> {
  const { held } = await lockLed(tx, doing, id)
  if (held.gathering.state === 'held') return
  const blocked = closeObstacle(await standingOf(tx, held.gathering), held.at)
  if (blocked) fail('refused', 'gatherings.blocked', blocked)
  const running = held.gathering.state === 'announced' ? await stepHeld(tx, held, 'start', null) : held
  await stepHeld(tx, running, 'hold', null)
}

export async function photosByLeader(
  tx: Tx,
  doing: Doing,
  id: GatheringId,
  fileIds: readonly FileId[],
  uploader: Uploader,
): Promise<void> {
  const { held } = await lockLed(tx, doing, id)
  refuseUnless('materials', held.gathering.state)
  // A phone that sends again has sent the same photos.
  const fresh = fileIds.filter((fileId) => !held.gathering.material_ids.includes(fileId))
  if (fresh.length > 0) await takeMaterials(tx, held, fresh, uploader)
}
