import { fail, notFound } from '../../kernel/contract/errors.ts'
import type { TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import { bigrams, normalise } from '../../kernel/text/normalise.ts'
import { type Doing, keeping } from './doing.ts'
import { type ColumnSet, type FirmEvent, type FirmEventName, firmEvents, firmStream } from './events.ts'
import { firmScopeSql } from './firm-scope.ts'
import { type HeardFirm, tell } from './neighbours.ts'
import type { FirmId, TenancyId } from './shapes.ts'
import { type FirmRecord, mine, type TenancyRecord } from './tables.ts'

/** What a firm's row says of its place. */
export const whereOf = (firm: Pick<FirmRecord, 'place_path' | 'grid_id'>) => ({
  placePath: firm.place_path,
  gridId: firm.grid_id,
})

/**
 * Loads a firm in scope with its row locked, for somebody who keeps the register of its place.
 * @returns the firm, and the doing with the post by which it is done
 */
export async function lockFirm(tx: Tx, doing: Doing, firmId: FirmId): Promise<{ firm: FirmRecord; doing: Doing }> {
  const { tenantId, actor } = doing
  const { rows } = await sql<FirmRecord>`select f.* from enterprises.firms f where f.tenant_id = ${tenantId}
    and f.id = ${firmId} and ${actor ? firmScopeSql(actor) : sql`true`} for no key update`.execute(tx)
  const firm = rows[0] ?? notFound()
  return { firm, doing: keeping(doing, whereOf(firm)) }
}

/** The same for what can only be done to a firm that still stands by itself. */
export async function lockLiveFirm(tx: Tx, doing: Doing, firmId: FirmId) {
  const locked = await lockFirm(tx, doing, firmId)
  if (locked.firm.state === 'merged')
    fail('refused', 'enterprises.firm_is_merged', {
      zh: '这家企业已并入另一条记录，请到保留的那条上操作',
      en: 'This firm was merged into another record; please go on there',
    })
  if (locked.firm.state === 'closed')
    fail('refused', 'enterprises.firm_is_closed', {
      zh: '这家企业已注销，记录只供查看',
      en: 'This firm is closed; its record is kept to be read',
    })
  return locked
}

/** What the search looks through. */
export function searchColumns(firm: Pick<FirmRecord, 'name' | 'name_en' | 'uscc'>) {
  const text = [firm.name, firm.name_en, firm.uscc].filter((part) => part !== null).join(' ')
  return { search_text: normalise(text), bigrams: bigrams(text) }
}

/** Columns that events set and `liren verify` folds; search columns follow from them. */
export const standingColumns = [
  ...['name', 'name_en', 'uscc', 'legal_form', 'founded_on', 'industry', 'staff', 'size_class'],
  ...['registered_address', 'registered_here', 'place_id', 'place_path', 'grid_id', 'key_firm', 'state'],
  ...['merged_into_id', 'leaves_on', 'since_on'],
] as const satisfies readonly (keyof FirmRecord)[]
export type FirmSet = Partial<Pick<FirmRecord, (typeof standingColumns)[number]>>

/** Writes columns of a firm. @returns the firm as it stands then, and the columns that really changed. */
export async function changeFirm(
  tx: Tx,
  firm: FirmRecord,
  wanted: FirmSet,
  at: Date,
): Promise<{ firm: FirmRecord; set: FirmSet }> {
  const set = Object.fromEntries(
    Object.entries(wanted).filter(([name, value]) => firm[name as keyof FirmSet] !== value),
  ) as FirmSet
  const changed = { ...firm, ...set, changed_at: at }
  const { tenant_id, id } = firm
  await mine(tx)
    .updateTable('enterprises.firms')
    .set({ ...set, ...searchColumns(changed), changed_at: at })
    .where('tenant_id', '=', tenant_id)
    .where('id', '=', id)
    .execute()
  return { firm: changed, set }
}

/** Appends an event to a firm's stream. */
export async function recordFirm(
  tx: Tx,
  { tenantId, by, at }: Pick<Doing, 'tenantId' | 'by' | 'at'>,
  name: FirmEventName,
  payload: Omit<FirmEvent, 'set' | 'tenancies'> & {
    readonly set?: FirmSet
    readonly tenancies?: Readonly<Record<TenancyId, Partial<TenancyRecord> | null>>
  },
): Promise<void> {
  const { set, tenancies, ...rest } = payload
  await record<FirmEvent>(tx, {
    tenantId,
    stream: firmStream(payload.firmId),
    type: firmEvents[name],
    at,
    actor: by,
    payload: {
      ...rest,
      ...(set && Object.keys(set).length > 0 ? { set: set as ColumnSet } : {}),
      ...(tenancies ? { tenancies: tenancies as FirmEvent['tenancies'] } : {}),
    } as FirmEvent,
  })
}

/** A firm as its neighbours hear of it. */
export async function heard(tx: Tx, firm: FirmRecord): Promise<HeardFirm> {
  return {
    id: firm.id,
    name: firm.name,
    placeId: firm.place_id,
    placePath: firm.place_path,
    gridId: firm.grid_id,
    keyFirm: firm.key_firm,
    tags: await liveTags(tx, firm.tenant_id, firm.id),
  }
}

async function liveTags(tx: Tx, tenantId: TenantId, firmId: FirmId): Promise<string[]> {
  const { rows } = await sql<{ tag: string }>`select tag from enterprises.tags
    where tenant_id = ${tenantId} and firm_id = ${firmId} and ended_at is null order by at, tag`.execute(tx)
  return rows.map((row) => row.tag)
}

const heardOf: ReadonlySet<string> = new Set(['name', 'place_id', 'grid_id', 'state'])

/** Tells what changed of a firm that others keep a copy of. */
export async function tellChanges(tx: Tx, at: Date, firm: FirmRecord, set: FirmSet): Promise<void> {
  if (Object.keys(set).some((name) => heardOf.has(name)))
    await tell(tx, at, firm.tenant_id, 'changed', await heard(tx, firm))
  if (set.key_firm === true) await tell(tx, at, firm.tenant_id, 'becameKey', await heard(tx, firm))
}
