import { Failure, fail, notFound } from '../../../kernel/contract/errors.ts'
import { newId, type PlaceId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { record } from '../../../kernel/events/record.ts'
import type { UploadedFile } from '../../../kernel/http/route.ts'
import { keptFilesIn } from '../../../kernel/sheets/kept-file.ts'
import { dayOf } from '../../../kernel/time/day.ts'
import { normalName, type Place } from '../../places/public.ts'
import { type Doing, keeping } from '../scope.ts'
import type { OwnerImportId } from '../tables.ts'
import type { CheckedImport, RoomBody } from './contract.ts'
import { maskedName } from './owner-queries.ts'
import { checkedPhone, type NewOwner, takeIn } from './owner-service.ts'
import { compoundFor, headKey, type KnownHead, knownHeads, lockRegister, roomKey, unitKey } from './owner-store.ts'
import { type ColumnKey, columnName, readOwners, type SheetFault, type SheetRow } from './sheet.ts'

const files = keptFilesIn('choices.import_pieces')

interface Judged {
  readonly owners: readonly (NewOwner & { readonly known: KnownHead | null })[]
  readonly faults: readonly SheetFault[]
  readonly read: number
}

/** All rows of a sheet that are one head. */
interface SheetOwner extends NewOwner {
  readonly phone: string | null
  readonly rooms: RoomBody[]
}

/** Keeps a sheet and says what accepting it would add; nothing of it is in the register yet. */
export async function checkSheet(
  tx: Tx,
  asked: Doing,
  compoundId: PlaceId,
  upload: UploadedFile,
): Promise<CheckedImport> {
  const compound = await compoundFor(tx, asked, compoundId)
  const doing = keeping(asked, compound.path)
  const judged = await judge(tx, doing, compound, upload.bytes)
  const { tenantId, actor, secrets, at } = doing
  const id = newId<'ownerImport'>()
  const fileName = upload.filename.slice(0, 200)
  await sql`insert into choices.imports (tenant_id, id, compound_id, file_name, state, created_by, created_at)
    values (${tenantId}, ${id}, ${compoundId}, ${fileName}, 'checked', ${actor.personId}, ${at})`.execute(tx)
  await files.keep(tx, secrets, { tenant_id: tenantId, id }, upload.bytes)
  await tell(tx, doing, id, 'checked', judged)
  return {
    ...{ id, fileName, rows: judged.read, ...sumsOf(judged) },
    known: judged.owners.flatMap(({ known, rooms }) =>
      known?.holds ? [{ ownerId: known.id, name: maskedName(known.kind, known.name), rooms: rooms.length }] : [],
    ),
    wrong: [...judged.faults].sort((a, b) => a.row - b.row),
  }
}

/** Judges a checked sheet anew and writes what is right, in this one transaction. */
export async function acceptSheet(tx: Tx, asked: Doing, id: OwnerImportId): Promise<{ heads: number; rooms: number }> {
  const { tenantId, secrets, at } = asked
  const { rows } = await sql<{ compound_id: PlaceId; state: string }>`select compound_id, state from choices.imports
    where tenant_id = ${tenantId} and id = ${id} for update`.execute(tx)
  const [it] = rows
  if (!it) return notFound()
  const compound = await compoundFor(tx, asked, it.compound_id)
  const doing = keeping(asked, compound.path)
  const owner = { tenant_id: tenantId, id }
  if (it.state !== 'checked')
    fail('conflict', 'choices.import_done', {
      zh: '这个表格已经导入过了，请重新上传',
      en: 'This sheet was accepted already. Please upload it anew',
    })
  const bytes = await files.read(tx, secrets, owner)
  if (!bytes)
    return fail('conflict', 'choices.sheet_gone', {
      zh: '表格只保留七天，已经删除。请重新上传',
      en: 'A sheet is kept for seven days and this one is gone. Please upload it anew',
    })
  await lockRegister(tx, tenantId, compound.id)
  const judged = await judge(tx, doing, compound, bytes)
  for (const { known, ...one } of judged.owners) await takeIn(tx, doing, compound, one, known, id)
  await files.drop(tx, owner)
  await sql`update choices.imports set state = 'done', done_at = ${at}
    where tenant_id = ${tenantId} and id = ${id}`.execute(tx)
  await tell(tx, doing, id, 'accepted', judged)
  const { heads, rooms } = sumsOf(judged)
  return { heads, rooms }
}

async function tell(tx: Tx, { tenantId, at, by }: Doing, id: OwnerImportId, what: 'checked' | 'accepted', of: Judged) {
  const payload = { importId: id, rows: of.read, ...sumsOf(of), wrong: of.faults.length }
  const type = `choices.owners_${what}`
  await record(tx, { tenantId, stream: `owner-imports:${id}`, type, at, actor: by, payload })
}

function sumsOf({ owners }: Judged) {
  const rooms = owners.flatMap((owner) => owner.rooms)
  return {
    heads: owners.filter(({ known }) => !known?.holds).length,
    rooms: rooms.length,
    areaCm2: rooms.reduce((sum, { areaCm2 }) => sum + areaCm2, 0),
  }
}

async function judge(tx: Tx, doing: Doing, compound: Place, bytes: Buffer): Promise<Judged> {
  const { rows, faults, read } = await readOwners(bytes)
  const found = { faults: [...faults], owners: new Map<string, SheetOwner>() }
  const buildings = await buildingsOf(tx, doing, compound)
  const taken = await roomsTaken(tx, doing, compound)
  for (const row of rows) {
    const fault = (column: ColumnKey, zh: string, en: string) =>
      found.faults.push({ row: row.row, column: columnName(column), words: { zh, en } })
    const buildingId = buildings.get(normalName(row.building)) ?? buildings.get(normalName(`${row.building}栋`))
    if (!buildingId) {
      fault('building', `这个小区没有“${row.building}”`, `this compound has no “${row.building}”`)
      continue
    }
    const key = `${buildingId} ${unitKey(row.unit)} ${roomKey(row.number)}`
    if (taken.has(key)) {
      fault(
        'number',
        '这套房屋已有业主（名册里或表里重复）',
        'this room has an owner already, in the register or above',
      )
      continue
    }
    if (row.fromOn && row.fromOn > dayOf(doing.at)) {
      fault('from', '这一天还没到，请到那天再登记', 'that day lies ahead; enter it on the day')
      continue
    }
    const phone = phoneIn(row, fault)
    if (phone === false) continue
    taken.add(key)
    const owner = { kind: row.kind, name: row.name, phone, rooms: [] as RoomBody[] }
    const head = headKey(owner) ?? `row ${row.row}`
    const known = found.owners.get(head) ?? owner
    const { unit, number, areaCm2, areaSource, fromOn } = row
    known.rooms.push({ buildingId, unit, number, areaCm2, areaSource, ...(fromOn ? { fromOn } : {}) })
    found.owners.set(head, known)
  }
  const owners = [...found.owners.entries()]
  const known = await knownHeads(
    tx,
    doing,
    compound,
    owners.map(([, owner]) => owner),
  )
  return {
    owners: owners.map(([key, owner]) => ({ ...owner, known: known.get(key) ?? null })),
    faults: found.faults,
    read,
  }
}

function phoneIn(row: SheetRow, fault: (column: ColumnKey, zh: string, en: string) => void): string | null | false {
  try {
    return checkedPhone(row.phone)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    fault('phone', error.words.zh, error.words.en)
    return false
  }
}

async function buildingsOf(tx: Tx, { tenantId }: Doing, { path }: Place): Promise<Map<string, PlaceId>> {
  const { rows } = await sql<{ id: PlaceId; names: string[] }>`select id, array[name, name_en] || aliases as names
    from places.places_view where tenant_id = ${tenantId} and level_kind = 'building' and ended_at is null
      and path > ${path} and path < ${`${path}:`}`.execute(tx)
  return new Map(rows.flatMap(({ id, names }) => names.map((name) => [normalName(name), id] as const)))
}

async function roomsTaken(tx: Tx, { tenantId }: Doing, { path }: Place): Promise<Set<string>> {
  const { rows } = await sql<{ building: string; unit: string; number: string }>`select h.building_id as building,
      r.unit, r.number from choices.holdings h
    join places.rooms_view r on r.tenant_id = h.tenant_id and r.id = h.room_id
    where h.tenant_id = ${tenantId} and h.to_on is null
      and h.building_path > ${path} and h.building_path < ${`${path}:`}`.execute(tx)
  return new Set(rows.map(({ building, unit, number }) => `${building} ${unitKey(unit)} ${roomKey(number)}`))
}
