import { sql } from '../../kernel/db.ts'
import { differs } from '../../kernel/events/differs.ts'
import type { Verify, Verifying } from '../../kernel/events/verify.ts'
import { walk } from '../../kernel/events/walk.ts'
import {
  type ConflictSettled,
  type HouseholdAdded,
  type HouseholdSet,
  householdEvents,
  householdStream,
  type ImportUndone,
  type NoteBecameMatter,
  type NoteWritten,
  type ValueEntered,
  type VolunteerHeard,
  type WishEnded,
  type WishHeard,
} from './events.ts'
import type { EntryState, HouseholdId } from './shapes.ts'

interface ToldEntry {
  readonly state: EntryState
  readonly hash: string
  readonly replaced_by_id: string | null
}
interface ToldNote {
  readonly hash: string
  readonly sensitivity: string
  readonly matter_id: string | null
  readonly volunteer: boolean
}
interface Story {
  set: HouseholdSet
  /** The import that brought it was undone. */
  isGone: boolean
  isSeen: boolean
  readonly entries: Map<string, ToldEntry>
  readonly notes: Map<string, ToldNote>
  readonly wishes: Map<string, { readonly kind: string; readonly state: string }>
}
const nothingTold = (): Story => ({
  ...{ set: {}, isGone: false, isSeen: false, entries: new Map(), notes: new Map(), wishes: new Map() },
})
type Told = { readonly stream: string; readonly type: string; readonly payload: object }

/** Folds the events of every household and holds rows, values, notes and wishes against what they say. */
export const verifyHouseholds: Verify = async (verifying) => {
  const { tx, tenantId } = verifying
  const stories = new Map<string, Story>()
  const events = sql<Told>`select stream, type, payload from kernel.events_view
    where tenant_id = ${tenantId} and stream >= 'households:' and stream < 'households;' order by stream, seq`
  for await (const { stream, type, payload } of walk(tx, 'household_events', events)) {
    const story = stories.get(stream) ?? nothingTold()
    stories.set(stream, story)
    fold(story, type, payload)
  }
  const households = await verifyRows(verifying, stories)
  const entries = await verifyEntries(verifying, stories)
  await verifyNotes(verifying, stories)
  await verifyWishes(verifying, stories)
  for (const [stream, { isGone, isSeen }] of stories)
    if (!isGone && !isSeen)
      verifying.report({ check: 'households.gone', stream, what: 'the ledger knows of the household, and it is gone' })
  for (const [stream, { entries: left, notes, wishes }] of stories)
    for (const id of [...left.keys(), ...notes.keys(), ...wishes.keys()])
      verifying.report({ check: 'households.gone', stream, what: `${id}: the ledger knows of it, and it is gone` })
  return { households, householdEntries: entries }
}

function fold(story: Story, type: string, payload: object): void {
  const { set } = payload as { set?: HouseholdSet }
  if (set) story.set = { ...story.set, ...set }
  if (type === householdEvents.added)
    for (const { entryId, hash } of (payload as HouseholdAdded).values ?? [])
      story.entries.set(entryId, { state: 'current', hash, replaced_by_id: null })
  if (type === householdEvents.undone) {
    const { gone, entryIds } = payload as ImportUndone
    if (gone) story.isGone = true
    for (const id of entryIds) story.entries.delete(id)
  }
  if (type === householdEvents.entered) foldEntered(story, payload as ValueEntered)
  if (type === householdEvents.settled) foldSettled(story, payload as ConflictSettled)
  if (type === householdEvents.noted) {
    const { noteId, hash, sensitivity } = payload as NoteWritten
    story.notes.set(noteId, { hash, sensitivity, matter_id: null, volunteer: false })
  }
  if (type === householdEvents.matter_made) {
    const { noteId, matterId } = payload as NoteBecameMatter
    changeNote(story, noteId, { matter_id: matterId })
  }
  if (type === householdEvents.volunteer_heard)
    changeNote(story, (payload as VolunteerHeard).noteId, { volunteer: true })
  if (type === householdEvents.wish_heard) {
    const { wishId, kind } = payload as WishHeard
    story.wishes.set(wishId, { kind, state: 'open' })
  }
  if (type === householdEvents.wish_ended) {
    const { wishId, state } = payload as WishEnded
    story.wishes.set(wishId, { kind: story.wishes.get(wishId)?.kind ?? '', state })
  }
}

function changeNote({ notes }: Story, id: string, more: Partial<ToldNote>): void {
  const note = notes.get(id)
  if (note) notes.set(id, { ...note, ...more })
}

function foldEntered({ entries }: Story, { entryId, state, hash, replacesId }: ValueEntered): void {
  if (replacesId) pass(entries, replacesId, entryId)
  entries.set(entryId, { state, hash, replaced_by_id: null })
}

function foldSettled({ entries }: Story, { entryId, how, currentId, joined }: ConflictSettled): void {
  const waiting = entries.get(entryId)
  if (!waiting) return
  const successor = joined?.entryId ?? entryId
  if (how !== 'current' && currentId) pass(entries, currentId, successor)
  if (how === 'both' && joined) {
    pass(entries, entryId, joined.entryId)
    entries.set(joined.entryId, { state: 'current', hash: joined.hash, replaced_by_id: null })
  } else entries.set(entryId, { ...waiting, state: how === 'current' ? 'declined' : 'current' })
}

function pass(entries: Map<string, ToldEntry>, id: string, by: string): void {
  const entry = entries.get(id)
  if (entry) entries.set(id, { ...entry, state: 'past', replaced_by_id: by })
}

type Stories = ReadonlyMap<string, Story>
type Of<Row> = Row & { readonly id: string; readonly household: HouseholdId }

async function verifyRows({ tx, tenantId, report }: Verifying, stories: Stories): Promise<number> {
  const rows = sql<
    Record<string, string | null> & { id: HouseholdId }
  >`select id, room_id, grid_id, from_on, to_on, ended_why
    from households.households where tenant_id = ${tenantId} order by id`
  let looked = 0
  for await (const row of walk(tx, 'households', rows)) {
    looked++
    const stream = householdStream(row.id)
    const story = stories.get(stream)
    if (story) story.isSeen = true
    const what = differs<Record<string, unknown>>(row, story?.isGone ? undefined : story?.set)
    if (what) report({ check: 'households.household', stream, what })
  }
  return looked
}

async function verifyEntries({ tx, tenantId, report }: Verifying, stories: Stories): Promise<number> {
  const rows = sql<
    Of<ToldEntry>
  >`select id, household_id as household, state, encode(value_hash, 'hex') as hash, replaced_by_id
    from households.entries where tenant_id = ${tenantId} order by id`
  let looked = 0
  for await (const { id, household, ...row } of walk(tx, 'household_entries', rows)) {
    looked++
    const stream = householdStream(household)
    const what = differs(row, stories.get(stream)?.entries.get(id))
    if (what) report({ check: 'households.value', stream, what: `${id}: ${what}` })
    stories.get(stream)?.entries.delete(id)
  }
  return looked
}

async function verifyNotes({ tx, tenantId, report }: Verifying, stories: Stories): Promise<void> {
  const rows = sql<
    Of<ToldNote>
  >`select id, household_id as household, encode(words_hash, 'hex') as hash, sensitivity, matter_id,
    volunteer from households.notes where tenant_id = ${tenantId} order by id`
  for await (const { id, household, ...row } of walk(tx, 'household_notes', rows)) {
    const stream = householdStream(household)
    const what = differs(row, stories.get(stream)?.notes.get(id))
    if (what) report({ check: 'households.note', stream, what: `${id}: ${what}` })
    stories.get(stream)?.notes.delete(id)
  }
}

async function verifyWishes({ tx, tenantId, report }: Verifying, stories: Stories): Promise<void> {
  const rows = sql<Of<{ kind: string; state: string }>>`select id, household_id as household, kind, state
    from households.wishes where tenant_id = ${tenantId} order by id`
  for await (const { id, household, ...row } of walk(tx, 'household_wishes', rows)) {
    const stream = householdStream(household)
    const what = differs(row, stories.get(stream)?.wishes.get(id))
    if (what) report({ check: 'households.wish', stream, what: `${id}: ${what}` })
    stories.get(stream)?.wishes.delete(id)
  }
}
