import { fail } from '../../../kernel/contract/errors.ts'
import type { PlaceId, TenantId } from '../../../kernel/contract/ids.ts'
import type { Words } from '../../../kernel/contract/words.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import type { Doing } from '../doing.ts'
import { type BuildingEvent, firmEvents } from '../events.ts'
import { restingOn } from '../neighbours.ts'
import type { FirmId, SuiteId } from '../shapes.ts'
import type { ImportRecord } from './import-tables.ts'
import { undoBuilding } from './undo-building.ts'
import { undoFirm } from './undo-firm.ts'

type Which = Pick<ImportRecord, 'tenant_id' | 'id'>

/** What an import did in one stream of the ledger. */
export interface Mark {
  readonly stream: string
  readonly fromSeq: number
  readonly toSeq: number
}

/** An event of a stream that an import wrote to. */
export interface Told {
  readonly stream: string
  readonly seq: number
  readonly payload: unknown
}

/** A stream as undoing reads it: what stood in it before the import, and what the import wrote. */
export interface Stretch<Event> {
  readonly before: readonly Event[]
  readonly mine: readonly Event[]
}

export async function hasMarks(tx: Tx, { tenant_id, id }: Which): Promise<boolean> {
  const { rows } = await sql`select from enterprises.import_marks
    where tenant_id = ${tenant_id} and import_id = ${id} limit 1`.execute(tx)
  return rows.length > 0
}

/** What is no going on with a firm: what time does by itself, and a look at a number. */
const harmless: readonly string[] = [firmEvents.settled, firmEvents.contactRevealed]

/**
 * The names of the firms and buildings with which somebody went on since: something was written to them later, or a
 * firm that the import brought has been visited, has a matter, a push, an opening …, or a suite of it a tenant.
 */
export async function touchedOf(tx: Tx, it: Which): Promise<string[]> {
  const marks = await marksOf(tx, it)
  const later = await sql<{ stream: string }>`select m.stream from enterprises.import_marks m
    where m.tenant_id = ${it.tenant_id} and m.import_id = ${it.id} and exists (
      select from kernel.events_view e where e.tenant_id = m.tenant_id and e.stream = m.stream and e.seq > m.to_seq
        and e.type <> all(${[...harmless]}::text[]))`.execute(tx)
  const brought = marks.filter(({ stream, fromSeq }) => isFirm(stream) && fromSeq === 1).map(({ stream }) => stream)
  const resting = await restingOn(tx, it.tenant_id, brought.map(idOf<FirmId>))
  const streams = new Set([...later.rows.map(({ stream }) => stream), ...resting.map((id) => `enterprises:${id}`)])
  for (const stream of await lived(tx, it, marks)) streams.add(stream)
  return namesOf(tx, it.tenant_id, [...streams])
}

const isFirm = (stream: string): boolean => stream.startsWith('enterprises:')
const idOf = <Id extends string>(stream: string): Id => stream.slice(stream.indexOf(':') + 1) as Id

async function marksOf(tx: Tx, { tenant_id, id }: Which): Promise<Mark[]> {
  const { rows } = await sql<Mark>`select stream, from_seq as "fromSeq", to_seq as "toSeq"
    from enterprises.import_marks where tenant_id = ${tenant_id} and import_id = ${id} order by stream`.execute(tx)
  return rows
}

/** Buildings in whose suites, where the import brought them, somebody moved. */
async function lived(tx: Tx, { tenant_id }: Which, marks: readonly Mark[]): Promise<string[]> {
  const buildings = marks.filter(({ stream }) => !isFirm(stream))
  const begun: SuiteId[] = []
  for (const { mine } of (await stretches<BuildingEvent>(tx, tenant_id, buildings)).values())
    for (const event of mine) begun.push(...(event.begun ?? []))
  const { rows } = await sql<{ placeId: PlaceId }>`select distinct s.building_id as "placeId"
    from enterprises.tenancies t join enterprises.suites s on s.tenant_id = t.tenant_id and s.id = t.suite_id
    where t.tenant_id = ${tenant_id} and t.suite_id = any(${begun}::uuid[])`.execute(tx)
  return rows.map(({ placeId }) => `buildings:${placeId}`)
}

async function namesOf(tx: Tx, tenantId: TenantId, streams: readonly string[]): Promise<string[]> {
  const of = (firms: boolean) => streams.filter((stream) => isFirm(stream) === firms).map(idOf)
  const { rows } = await sql<{ name: string }>`
    select name from enterprises.firms where tenant_id = ${tenantId} and id = any(${of(true)}::uuid[])
    union all
    select name from places.places_view where tenant_id = ${tenantId} and id = any(${of(false)}::uuid[])
    order by name`.execute(tx)
  return rows.map(({ name }) => name)
}

const mostNamed = 3

/** Why an import stays as it is. */
export function touchedWords(names: readonly string[]): Words {
  const some = names.slice(0, mostNamed)
  const more = names.length > mostNamed
  return {
    zh: `${some.map((name) => `“${name}”`).join('、')}${more ? `等 ${names.length} 处` : ''}导入后已有别的登记，不能整批撤销了`,
    en: `Something else was recorded since of ${some.join(', ')}${more ? ` and ${names.length - mostNamed} more` : ''}: the import can no longer be undone as a whole`,
  }
}

/** The events of some streams, parted at an import. */
async function stretches<Event>(
  tx: Tx,
  tenantId: TenantId,
  marks: readonly Mark[],
): Promise<ReadonlyMap<Mark, Stretch<Event>>> {
  const { rows } = await sql<Told>`select stream, seq, payload from kernel.events_view
    where tenant_id = ${tenantId} and stream = any(${marks.map(({ stream }) => stream)}::text[])
    order by stream, seq`.execute(tx)
  const told = new Map<string, Told[]>(marks.map(({ stream }) => [stream, []]))
  for (const row of rows) told.get(row.stream)?.push(row)
  return new Map(
    marks.map((mark) => {
      const events = told.get(mark.stream) ?? []
      const before = events.filter(({ seq }) => seq < mark.fromSeq)
      const mine = events.filter(({ seq }) => seq >= mark.fromSeq && seq <= mark.toSeq)
      const payloads = (some: readonly Told[]) => some.map(({ payload }) => payload as Event)
      return [mark, { before: payloads(before), mine: payloads(mine) }]
    }),
  )
}

const atOnce = 200

/**
 * Puts everything back as it stood before an import, by reading the ledger backwards: what it brought goes, what it
 * changed is as it was. The ledger keeps both.
 * @returns the names of what keeps it from being undone; then nothing was changed.
 */
export async function undoAll(tx: Tx, doing: Doing, it: ImportRecord): Promise<string[]> {
  await sql`select pg_advisory_xact_lock(hashtext('enterprises.import'), hashtext(${it.tenant_id}))`.execute(tx)
  const marks = await marksOf(tx, it)
  await lockAll(tx, it.tenant_id, marks)
  const touched = await touchedOf(tx, it)
  if (touched.length > 0) return touched
  const importedAt = it.finished_at
  if (!importedAt) return fail('internal', 'enterprises.import_never_finished', { zh: '系统出错', en: 'Broken' })
  for (let from = 0; from < marks.length; from += atOnce) {
    const some = marks.slice(from, from + atOnce)
    for (const [mark, stretch] of await stretches<never>(tx, it.tenant_id, some)) {
      const brought = mark.fromSeq === 1
      if (isFirm(mark.stream)) {
        const firmId = idOf<FirmId>(mark.stream)
        await undoFirm(tx, doing, { firmId, brought, importId: it.id, importedAt }, stretch)
      } else {
        const placeId = idOf<PlaceId>(mark.stream)
        await undoBuilding(tx, doing, { placeId, brought, importId: it.id }, stretch)
      }
    }
  }
  return []
}

/** Locked in one order, so that nobody writes to one of them while it goes. */
async function lockAll(tx: Tx, tenantId: TenantId, marks: readonly Mark[]): Promise<void> {
  const of = (firms: boolean) =>
    marks.filter(({ stream }) => isFirm(stream) === firms).map(({ stream }) => idOf(stream))
  await sql`select from enterprises.buildings where tenant_id = ${tenantId} and place_id = any(${of(false)}::uuid[])
    order by place_id for update`.execute(tx)
  await sql`select from enterprises.firms where tenant_id = ${tenantId} and id = any(${of(true)}::uuid[])
    order by id for update`.execute(tx)
}
