import type { RawBuilder } from 'kysely'
import type { PersonId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import {
  type NeighbourEvent,
  type PairingEventName,
  pairingEvents,
  pairingStream,
  type WishEventName,
  wishEvents,
  wishStream,
} from '../events.ts'
import { notFound } from '../refusals.ts'
import { type Doing, seenSql, type Writing, write } from '../scope.ts'
import type { PairingId, PairingRecord, VolunteerRecord, WishId, WishRecord } from '../tables.ts'

/** Wishes `w`, locked. */
export async function lockWishes(tx: Tx, { tenantId }: Writing, which: RawBuilder<unknown>): Promise<WishRecord[]> {
  const { rows } = await sql<WishRecord>`select w.* from neighbours.wishes w where w.tenant_id = ${tenantId}
    and ${which} order by w.id for no key update of w`.execute(tx)
  return rows
}

/** Who speaks for a wish: whom it helps, else the neighbour who asked for them. Staff who noted one speak for nobody. */
export const speaksFor = ({ person_id, asked_by, source }: Pick<WishRecord, 'person_id' | 'asked_by' | 'source'>) =>
  person_id ?? (source === 'resident' ? asked_by : null)

/** Wishes `w` that a neighbour asked for: not those that staff noted. */
export const askedBySql = (personId: PersonId): RawBuilder<boolean> =>
  sql<boolean>`(w.asked_by = ${personId} and w.source = 'resident')`

/** A wish that the actor may see: by area, or because it is theirs. */
export async function lockWish(tx: Tx, doing: Doing, id: WishId): Promise<WishRecord> {
  const own = sql`w.person_id = ${doing.actor.personId} or ${askedBySql(doing.actor.personId)}`
  const seen = seenSql(doing.actor, sql`w.place_path`, sql`w.grid_id`)
  return (await lockWishes(tx, doing, sql`w.id = ${id} and (${own} or ${seen})`))[0] ?? notFound()
}

/** A pairing with its wish and volunteer, the three locked: what is done to one comes one after the other. */
export interface Pair {
  readonly pairing: PairingRecord
  readonly wish: WishRecord
  readonly volunteer: VolunteerRecord
}

/** Pairings `p` with wishes `w` and volunteers `v`; the wish is locked first, so that two commands do not cross. */
export async function lockPairs(tx: Tx, writing: Writing, which: RawBuilder<unknown>): Promise<Pair[]> {
  const { tenantId } = writing
  const { rows: found } = await sql<{ id: PairingId; wish: WishId }>`select p.id, p.wish_id as wish
    from neighbours.pairings p
    join neighbours.wishes w on w.tenant_id = p.tenant_id and w.id = p.wish_id
    join neighbours.volunteers v on v.tenant_id = p.tenant_id and v.id = p.volunteer_id
    where p.tenant_id = ${tenantId} and ${which} order by p.id`.execute(tx)
  if (found.length === 0) return []
  const wishes = await lockWishes(tx, writing, sql`w.id = any(${found.map(({ wish }) => wish)}::uuid[])`)
  const { rows: pairings } =
    await sql<PairingRecord>`select p.* from neighbours.pairings p where p.tenant_id = ${tenantId}
    and p.id = any(${found.map(({ id }) => id)}::uuid[]) order by p.id for no key update of p`.execute(tx)
  const { rows: volunteers } = await sql<VolunteerRecord>`select * from neighbours.volunteers
    where tenant_id = ${tenantId} and id = any(${pairings.map((p) => p.volunteer_id)}::uuid[])`.execute(tx)
  return pairings.flatMap((pairing) => {
    const wish = wishes.find(({ id }) => id === pairing.wish_id)
    const volunteer = volunteers.find(({ id }) => id === pairing.volunteer_id)
    return wish && volunteer ? [{ pairing, wish, volunteer }] : []
  })
}

/** A pairing of the actor's area, or one's own once one was asked. */
export async function lockPair(tx: Tx, doing: Doing, id: PairingId): Promise<Pair> {
  const { personId } = doing.actor
  const own = sql`(p.asked_at is not null and (v.person_id = ${personId} or w.person_id = ${personId}
    or ${askedBySql(personId)}))`
  const seen = seenSql(doing.actor, sql`p.place_path`, sql`p.grid_id`)
  return (await lockPairs(tx, doing, sql`p.id = ${id} and (${own} or ${seen})`))[0] ?? notFound()
}

type PairingSet = Partial<Omit<PairingRecord, 'tenant_id' | 'id' | 'reasons'>>

/** Columns that the ledger keeps: not who said what for what reason. */
const kept = (set: PairingSet) =>
  Object.fromEntries(
    Object.entries(set).flatMap(([name, value]) =>
      name.endsWith('_sealed') ? [] : [[name, value instanceof Date ? value.toISOString() : value]],
    ),
  ) as Readonly<Record<string, string | number | null>>

/** Words on how the two agreed, which are gone once it is over. */
const noNotes = { volunteer_note_sealed: null, helped_note_sealed: null } as const

/** Writes columns of a pairing and says so in the ledger. */
export async function savePairing(
  tx: Tx,
  writing: Writing,
  { id, wish_id, volunteer_id }: Pick<PairingRecord, 'id' | 'wish_id' | 'volunteer_id'>,
  name: PairingEventName,
  set: PairingSet,
  facts: NeighbourEvent = {},
): Promise<void> {
  if (Object.keys(set).length > 0) {
    const over = set.state === 'ended' || set.state === 'declined'
    const columns = Object.entries({ ...set, ...(over ? noNotes : {}) }).map(
      ([column, value]) => sql`${sql.ref(column)} = ${value}`,
    )
    await sql`update neighbours.pairings set ${sql.join(columns)}, changed_at = ${writing.at}
      where tenant_id = ${writing.tenantId} and id = ${id}`.execute(tx)
  }
  const payload = { pairingId: id, wishId: wish_id, volunteerId: volunteer_id, set: kept(set), ...facts }
  await write(tx, writing, pairingStream(id), pairingEvents[name], payload)
}

export const recordPairing = (
  tx: Tx,
  writing: Writing,
  id: PairingId,
  name: PairingEventName,
  payload: NeighbourEvent,
) => write(tx, writing, pairingStream(id), pairingEvents[name], { pairingId: id, ...payload })

export const recordWish = (tx: Tx, writing: Writing, id: WishId, name: WishEventName, payload: NeighbourEvent = {}) =>
  write(tx, writing, wishStream(id), wishEvents[name], { wishId: id, ...payload })

/** The end of a wish: its words, name and phone are erased. */
export async function closeWish(
  tx: Tx,
  writing: Writing,
  { id }: WishRecord,
  state: 'met' | 'withdrawn',
): Promise<void> {
  await sql`update neighbours.wishes set state = ${state}, ended_at = ${writing.at}, name_sealed = null,
      phone_sealed = null, words_sealed = null, consent_note = null, changed_at = ${writing.at}
    where tenant_id = ${writing.tenantId} and id = ${id}`.execute(tx)
  await recordWish(tx, writing, id, state, { set: { state } })
}
