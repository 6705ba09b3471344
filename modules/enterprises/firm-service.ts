import { fail, notFound } from '../../kernel/contract/errors.ts'
import { newId, type PlaceId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Day } from '../../kernel/time/day.ts'
import { gridOf, placeOf } from '../places/public.ts'
import { addContact, type NewContact } from './contact-service.ts'
import { type Doing, keeping, todayOf } from './doing.ts'
import { type NewFact, recordFact } from './fact-service.ts'
import { firmReaders, scopeOf } from './firm-scope.ts'
import {
  changeFirm,
  type FirmSet,
  heard,
  lockLiveFirm,
  recordFirm,
  searchColumns,
  standingColumns,
  tellChanges,
} from './firm-store.ts'
import { keepFormerEnds } from './former-ends.ts'
import { type MoveOrder, move } from './move-service.ts'
import { tell, tellEnded } from './neighbours.ts'
import type { FirmId, LegalForm, Source, TenancyId } from './shapes.ts'
import { type FirmRecord, mine } from './tables.ts'
import { addTag } from './tag-service.ts'
import { faultWords, normalUscc, usccFault } from './uscc.ts'

interface FirmFields {
  readonly name?: string | undefined
  readonly nameEn?: string | null | undefined
  readonly uscc?: string | null | undefined
  readonly legalForm?: LegalForm | null | undefined
  readonly registeredAddress?: string | null | undefined
  readonly registeredHere?: boolean | null | undefined
  readonly keyFirm?: boolean | undefined
}

export interface FirmOrder extends FirmFields {
  readonly id?: FirmId | undefined
  readonly name: string
  /** Where it works; left out where it moves in. */
  readonly placeId?: PlaceId | undefined
  readonly sinceOn?: Day | undefined
  readonly moveIn?: (MoveOrder['in'] & { readonly on: Day }) | undefined
  readonly contact?: NewContact | undefined
  readonly facts?: readonly NewFact[] | undefined
  readonly tags?: readonly string[] | undefined
}

/** A firm comes into the register, with what is known of it, its first contact and its suites. */
export async function registerFirm(
  tx: Tx,
  asked: Doing,
  order: FirmOrder,
  source: Source = 'staff',
): Promise<{ firmId: FirmId; tenancyIds: TenancyId[] }> {
  const placeId = order.placeId ?? (await buildingOfMove(tx, asked, order))
  const { doing, place } = await placeInScope(tx, asked, placeId)
  const since = order.sinceOn ?? order.moveIn?.on ?? todayOf(doing)
  const columns = await firmColumns(tx, doing, order, null)
  const firm: FirmRecord = {
    tenant_id: doing.tenantId,
    id: order.id ?? newId<'firm'>(),
    name: order.name.trim(),
    name_en: null,
    search_text: '',
    bigrams: [],
    uscc: null,
    legal_form: null,
    founded_on: null,
    industry: null,
    staff: null,
    size_class: null,
    registered_address: null,
    registered_here: null,
    ...place,
    key_firm: false,
    state: 'active',
    merged_into_id: null,
    leaves_on: null,
    since_on: since,
    registered_at: doing.at,
    changed_at: doing.at,
    ...columns,
  }
  await mine(tx)
    .insertInto('enterprises.firms')
    .values({ ...firm, ...searchColumns(firm) })
    .execute()
  const set = Object.fromEntries(standingColumns.map((name) => [name, firm[name]])) as FirmSet
  await recordFirm(tx, doing, 'registered', { firmId: firm.id, set, placeId: firm.place_id, on: since })
  await tell(tx, doing.at, doing.tenantId, 'registered', await heard(tx, firm))
  let standing = firm
  for (const fact of order.facts ?? []) standing = await recordFact(tx, doing, standing, fact, source)
  for (const tag of order.tags ?? []) await addTag(tx, asked, firm.id, { tag }, source)
  if (order.contact) await addContact(tx, asked, firm.id, { ...order.contact, isMain: true })
  const tenancyIds = order.moveIn ? await move(tx, doing, standing, { on: order.moveIn.on, in: order.moveIn }) : []
  return { firmId: firm.id, tenancyIds }
}

async function buildingOfMove(tx: Tx, { tenantId }: Doing, { moveIn }: FirmOrder): Promise<PlaceId> {
  if (!moveIn) {
    const words = { zh: '请填写经营地点，或选择迁入的房源', en: 'Please say where it works, or choose its suites' }
    fail('invalid', 'enterprises.no_place', words, [{ path: 'placeId', words }])
  }
  const { rows } = await sql<{ placeId: PlaceId }>`select building_id as "placeId" from enterprises.suites
    where tenant_id = ${tenantId} and id = ${moveIn.suiteIds[0] ?? null}`.execute(tx)
  return rows[0]?.placeId ?? notFound()
}

/** The columns of a place that the actor keeps the register of. */
async function placeInScope(tx: Tx, asked: Doing, placeId: PlaceId) {
  const place = (await placeOf(tx, asked.tenantId, placeId)) ?? notFound()
  const where = { placePath: place.path, gridId: await gridOf(tx, asked.tenantId, placeId, asked.at) }
  if (asked.actor) {
    const { paths, grids } = scopeOf(asked.actor, firmReaders)
    const seen = paths.some((path) => place.path.startsWith(path)) || grids.some((grid) => grid === where.gridId)
    if (!seen) notFound()
  }
  return {
    doing: keeping(asked, where),
    place: { place_id: placeId, place_path: place.path, grid_id: where.gridId },
  }
}

/** The columns that fields of a form set, checked. */
async function firmColumns(tx: Tx, doing: Doing, fields: FirmFields, except: FirmId | null): Promise<FirmSet> {
  const uscc = fields.uscc
    ? await checkedCode(tx, doing, fields.uscc, except)
    : fields.uscc === undefined
      ? undefined
      : null
  const all = {
    name: fields.name?.trim(),
    name_en: fields.nameEn === undefined ? undefined : fields.nameEn?.trim() || null,
    uscc,
    legal_form: fields.legalForm,
    registered_address: fields.registeredAddress === undefined ? undefined : fields.registeredAddress?.trim() || null,
    registered_here: fields.registeredHere,
    key_firm: fields.keyFirm,
  }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as FirmSet
}

async function checkedCode(tx: Tx, { tenantId }: Doing, typed: string, except: FirmId | null): Promise<string> {
  const code = normalUscc(typed)
  const fault = usccFault(code)
  if (fault) {
    const words = faultWords(fault)
    fail('invalid', 'enterprises.bad_code', words, [{ path: 'uscc', words }])
  }
  const { rows } = await sql<{ id: FirmId }>`select id from enterprises.firms
    where tenant_id = ${tenantId} and uscc = ${code} and state <> 'merged'`.execute(tx)
  if (rows.some((row) => row.id !== except)) {
    const words = {
      zh: '这个代码已登记在另一家企业名下，请先查重，必要时合并',
      en: 'Another firm is registered with this code: please look for duplicates, and merge if they are one',
    }
    fail('conflict', 'enterprises.code_taken', words, [{ path: 'uscc', words }])
  }
  return code
}

export interface FirmCorrection extends FirmFields {
  readonly placeId?: PlaceId | undefined
  readonly sinceOn?: Day | undefined
}

/** What is known of a firm is put right. */
export async function correctFirm(tx: Tx, asked: Doing, firmId: FirmId, change: FirmCorrection): Promise<void> {
  const { firm, doing } = await lockLiveFirm(tx, asked, firmId)
  const columns = await firmColumns(tx, doing, change, firmId)
  const place = change.placeId === undefined ? {} : (await placeInScope(tx, asked, change.placeId)).place
  const since = change.sinceOn === undefined ? {} : { since_on: change.sinceOn }
  const { firm: after, set } = await changeFirm(tx, firm, { ...columns, ...place, ...since }, doing.at)
  if (Object.keys(set).length === 0) return
  await recordFirm(tx, doing, 'corrected', { firmId, set })
  await tellChanges(tx, doing.at, after, set)
}

export interface Closure {
  readonly on: Day
  readonly kind: 'closed' | 'left'
  readonly why: string
}

/** A firm was struck off, or left the area: its stays end on that day. */
export async function closeFirm(tx: Tx, asked: Doing, firmId: FirmId, { on, kind, why }: Closure): Promise<void> {
  const { firm, doing } = await lockLiveFirm(tx, asked, firmId)
  if (on > todayOf(doing)) {
    const words = {
      zh: '日期不能晚于今天；将来迁离请用“迁出”',
      en: 'The day must not lie in the future; for a planned leaving use “move out”',
    }
    fail('invalid', 'enterprises.closed_in_future', words, [{ path: 'on', words }])
  }
  if (firm.state === kind)
    fail('conflict', 'enterprises.closed_already', { zh: '已经是这个状态', en: 'The firm stands so already' })
  const left_reason = kind === 'closed' ? ('closed' as const) : ('moved_away' as const)
  const { rows } = await sql<{ id: TenancyId; planned: boolean }>`
    select id, from_on >= ${on} as planned from enterprises.tenancies
    where tenant_id = ${doing.tenantId} and firm_id = ${firmId} and (to_on is null or to_on > ${on})
    order by id for update`.execute(tx)
  const late = rows.find((row) => row.planned)
  if (late)
    fail('refused', 'enterprises.planned_stay', {
      zh: '这一天之后还有迁入记录，请先取消或更正',
      en: 'There is a move in on a later day; please call it off or correct it first',
    })
  const ended = rows.map(({ id }) => id)
  await keepFormerEnds(tx, doing, ended)
  await sql`update enterprises.tenancies set to_on = ${on}, left_reason = ${left_reason}
    where tenant_id = ${doing.tenantId} and id = any(${ended}::uuid[])`.execute(tx)
  const { firm: after, set } = await changeFirm(tx, firm, { state: kind, leaves_on: null }, doing.at)
  await recordFirm(tx, doing, 'closed', {
    firmId,
    set,
    tenancies: Object.fromEntries(ended.map((id) => [id, { to_on: on, left_reason }])),
    on,
    reason: why,
  })
  const words =
    kind === 'closed' ? { zh: '企业已注销', en: 'The firm is closed' } : { zh: '企业已迁离', en: 'The firm has left' }
  await tellEnded(tx, doing.at, doing.tenantId, await heard(tx, after), words)
}
