import { createHash } from 'node:crypto'
import { Failure, fail, notFound } from '../../kernel/contract/errors.ts'
import type { MatterId, TenantId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { constraintOf, sql, type Tx } from '../../kernel/db.ts'
import type { Services } from '../../kernel/http/route.ts'
import { reportMatterIn } from '../matters/public.ts'
import type { NoteBecameMatter, NoteWritten, VolunteerHeard, WishEnded, WishHeard } from './events.ts'
import { lockHousehold, lockInCharge, refuseErased, tell } from './household-store.ts'
import { doorOf } from './refresh.ts'
import type { Doing, Writing } from './scope.ts'
import type { HouseholdId, NoteId, Sensitivity, WishId, WishKind } from './shapes.ts'
import type { HouseholdRecord, NoteRecord, WishRecord } from './tables.ts'

export interface NewNote {
  readonly id: NoteId
  readonly words: string
  readonly sensitivity: Sensitivity
}

export interface NewWish {
  readonly id: WishId
  readonly kind: WishKind
  readonly words?: string | undefined
}

/** Words about a household, sealed. Told again under the same id, they are the same note. */
export async function writeNote(
  tx: Tx,
  writing: Writing,
  household: HouseholdRecord,
  { id, words, sensitivity }: NewNote,
  visitId: string | null,
  saidAt = writing.at,
): Promise<void> {
  const { tenantId, secrets, by } = writing
  const said = words.trim()
  const hash = secrets.lookup('household note', said)
  const { rows } =
    await sql`insert into households.notes (tenant_id, id, household_id, visit_id, words_sealed, words_hash,
      sensitivity, person_id, post_id, at)
    values (${tenantId}, ${id}, ${household.id}, ${visitId}, ${secrets.seal(said)}, ${hash}, ${sensitivity},
      ${by.personId}, ${by.postId}, ${saidAt}) on conflict do nothing returning id`.execute(tx)
  if (rows.length === 0) return refuseForeign(tx, tenantId, id, household.id)
  await tell<NoteWritten>(tx, writing, 'noted', {
    ...{ householdId: household.id, noteId: id, visitId, sensitivity, hash: hash.toString('hex') },
  })
}

async function refuseForeign(tx: Tx, tenantId: TenantId, id: NoteId, householdId: HouseholdId): Promise<void> {
  const { rows } = await sql`select from households.notes where tenant_id = ${tenantId} and id = ${id}
    and household_id = ${householdId}`.execute(tx)
  if (rows.length === 0)
    fail('conflict', 'households.id_taken', { zh: '这个编号已经用过，请重新填写', en: 'This id is taken' })
}

export async function noteAtDesk(
  tx: Tx,
  asked: Doing,
  householdId: HouseholdId,
  note: NewNote,
): Promise<{ id: NoteId }> {
  const { household, doing } = await lockInCharge(tx, asked, householdId)
  refuseErased(household)
  await writeNote(tx, doing, household, note, null)
  return { id: note.id }
}

/** A note of a household that the actor is in charge of, the household's row locked. */
async function lockNote(tx: Tx, asked: Doing, noteId: NoteId) {
  const found = async () =>
    (
      await sql<NoteRecord>`select * from households.notes where tenant_id = ${asked.tenantId} and id = ${noteId}`.execute(
        tx,
      )
    ).rows[0] ?? notFound()
  const { household, doing } = await lockInCharge(tx, asked, (await found()).household_id)
  return { household, doing, note: await found() }
}

export interface Turning {
  readonly wish?: NewWish | undefined
  readonly volunteer?: boolean | undefined
}

/** Makes a wish or a volunteer of a note. @returns the wish that it has then */
export async function turnNote(tx: Tx, asked: Doing, noteId: NoteId, { wish, volunteer }: Turning) {
  const { household, doing, note } = await lockNote(tx, asked, noteId)
  refuseErased(household)
  const wishId = wish ? await hearWish(tx, doing, household, noteId, wish) : await wishOfNote(tx, doing, noteId)
  if (volunteer) await hearVolunteer(tx, doing, household, note)
  return { wishId, volunteer: volunteer === true || note.volunteer, matter: matterOf(note) }
}

const matterOf = ({ matter_id: id, matter_number: number }: NoteRecord) => (id && number ? { id, number } : null)

async function wishOfNote(tx: Tx, { tenantId }: Writing, noteId: NoteId): Promise<WishId | null> {
  const { rows } = await sql<{ id: WishId }>`select id from households.wishes where tenant_id = ${tenantId}
    and note_id = ${noteId}`.execute(tx)
  return rows[0]?.id ?? null
}

/** One wish a note: heard again, it is the same. */
export async function hearWish(
  tx: Tx,
  writing: Writing,
  household: HouseholdRecord,
  noteId: NoteId,
  { id, kind, words }: NewWish,
): Promise<WishId> {
  const before = await wishOfNote(tx, writing, noteId)
  if (before) return before
  const { tenantId, secrets, at } = writing
  try {
    await sql`insert into households.wishes (tenant_id, id, household_id, note_id, kind, words_sealed, state, at)
      values (${tenantId}, ${id}, ${household.id}, ${noteId}, ${kind}, ${words?.trim() ? secrets.seal(words.trim()) : null},
        'open', ${at})`.execute(tx)
  } catch (error) {
    if (constraintOf(error) !== 'wishes_pkey') throw error
    fail('conflict', 'households.id_taken', { zh: '这个编号已经用过，请重新填写', en: 'This id is taken' })
  }
  await tell<WishHeard>(tx, writing, 'wish_heard', {
    ...{ householdId: household.id, wishId: id, kind, noteId, placeId: household.building_id },
  })
  return id
}

export async function hearVolunteer(
  tx: Tx,
  writing: Writing,
  household: HouseholdRecord,
  { id }: Pick<NoteRecord, 'id'>,
): Promise<void> {
  const { rows } = await sql`update households.notes set volunteer = true where tenant_id = ${writing.tenantId}
    and id = ${id} and not volunteer returning id`.execute(tx)
  if (rows.length === 0) return
  await tell<VolunteerHeard>(tx, writing, 'volunteer_heard', {
    ...{ householdId: household.id, noteId: id, placeId: household.building_id },
  })
}

/** By who is in charge: the household no longer wishes it. */
export async function withdrawWish(tx: Tx, asked: Doing, wishId: WishId): Promise<void> {
  const wish = (await wishOf(tx, asked.tenantId, wishId)) ?? notFound()
  const { doing } = await lockInCharge(tx, asked, wish.household_id)
  await endWish(tx, doing, wishId, 'withdrawn')
}

export async function wishOf(tx: Tx, tenantId: TenantId, wishId: WishId): Promise<WishRecord | null> {
  const { rows } = await sql<WishRecord>`select * from households.wishes where tenant_id = ${tenantId}
    and id = ${wishId}`.execute(tx)
  return rows[0] ?? null
}

/**
 * Module neighbours takes a wish up. @returns whether it was open still; taken twice, it is the first one's.
 */
export async function takeWish(tx: Tx, writing: Writing, wishId: WishId): Promise<boolean> {
  const wish = await wishOf(tx, writing.tenantId, wishId)
  if (!wish || !(await lockHousehold(tx, writing.tenantId, wish.household_id))) return false
  return endWish(tx, writing, wishId, 'taken')
}

async function endWish(tx: Tx, writing: Writing, wishId: WishId, state: 'taken' | 'withdrawn'): Promise<boolean> {
  const { rows } = await sql<{ household: HouseholdId }>`update households.wishes set state = ${state},
      ended_at = ${writing.at} where tenant_id = ${writing.tenantId} and id = ${wishId} and state = 'open'
    returning household_id as household`.execute(tx)
  const [ended] = rows
  if (!ended) return false
  await tell<WishEnded>(tx, writing, 'wish_ended', { householdId: ended.household, wishId, state })
  return true
}

export interface NewMatter {
  readonly category: string
  readonly words: string
}

type Raised = { readonly id: MatterId; readonly number: string }

/**
 * Makes a matter of a note, in a transaction of its own: whatever comes of it, the note is kept. Asked again, it is the
 * same matter.
 * @returns the matter, or why there is none.
 */
export async function raiseMatter(
  services: Pick<Services, 'db' | 'clock' | 'secrets'>,
  asked: Doing,
  noteId: NoteId,
  said: NewMatter,
): Promise<{ matter: Raised | null; notRaised: Words | null }> {
  try {
    return { matter: await services.db.tx((tx) => matterFor(tx, services, asked, noteId, said)), notRaised: null }
  } catch (error) {
    if (!(error instanceof Failure) || error.code === 'not_found') throw error
    return { matter: null, notRaised: error.words }
  }
}

/** The same in the caller's transaction. @throws Failure where there can be none */
export async function matterFor(
  tx: Tx,
  services: Pick<Services, 'clock' | 'secrets'>,
  asked: Doing,
  noteId: NoteId,
  { category, words }: NewMatter,
): Promise<Raised> {
  const { household, doing, note } = await lockNote(tx, asked, noteId)
  const before = matterOf(note)
  if (before) return before
  refuseErased(household)
  const { tenantId, by } = doing
  const reported = await reportMatterIn(tx, services, {
    ...{ tenantId, id: matterIdOf(noteId), kind: 'demand', category, placeId: household.building_id },
    ...{ placeDetail: doorOf(household), point: null, title: null, body: words.trim(), channel: 'counter' },
    // What was said in confidence is seen by who handles it alone.
    ...{ selfFound: false, visibility: note.sensitivity === 'open_to_community' ? 'open' : 'holder' },
    ...{ priority: 'normal', reporterId: null },
    ...{ reporterName: null, reporterPhone: null, recordedBy: by.personId, fileIds: [], uploadKey: null },
    ...{ actor: by, patrolPost: null, subject: null },
  })
  await sql`update households.notes set matter_id = ${reported.id}, matter_number = ${reported.number}
    where tenant_id = ${tenantId} and id = ${noteId}`.execute(tx)
  await tell<NoteBecameMatter>(tx, doing, 'matter_made', {
    ...{ householdId: household.id, noteId, matterId: reported.id },
  })
  return { id: reported.id, number: reported.number }
}

function matterIdOf(noteId: NoteId): MatterId {
  const hex = createHash('sha256').update(`matter of ${noteId}`).digest('hex')
  return `${noteId.slice(0, 13)}-7${hex.slice(0, 3)}-8${hex.slice(3, 6)}-${hex.slice(6, 18)}` as MatterId
}
