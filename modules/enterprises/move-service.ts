import { fail, notFound } from '../../kernel/contract/errors.ts'
import { newId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Day } from '../../kernel/time/day.ts'
import { formatDay } from '../../kernel/time/time-words.ts'
import { type Doing, todayOf } from './doing.ts'
import { firmEvents, firmStream } from './events.ts'
import { changeFirm, lockFirm, lockLiveFirm, recordFirm } from './firm-store.ts'
import { keepFormerEnds } from './former-ends.ts'
import { type Settled, settled, tellSettled } from './settle.ts'
import type { Basis, FirmId, LeftReason, SuiteId, TenancyId } from './shapes.ts'
import { lockSuites, refuseEnded } from './suite-store.ts'
import { type FirmRecord, mine, type SuiteRecord, type TenancyRecord } from './tables.ts'

export interface MoveOrder {
  readonly on: Day
  readonly out?: {
    readonly tenancyIds: readonly TenancyId[]
    readonly reason: LeftReason
    readonly leaves?: boolean | undefined
  }
  readonly in?: {
    readonly suiteIds: readonly SuiteId[]
    readonly basis: Basis
    readonly leaseUntil?: Day | null | undefined
    readonly rentFenMonth?: number | null | undefined
  }
}

/** Columns that are set of tenancies; one that goes is null. */
export type TenancySets = Record<TenancyId, Partial<TenancyRecord> | null>

/** A firm moves in, out, or from suites to suites, on any day: past, today, or planned. @returns the tenancies that begin */
export async function moveFirm(tx: Tx, asked: Doing, firmId: FirmId, order: MoveOrder): Promise<TenancyId[]> {
  const { firm, doing } = await lockLiveFirm(tx, asked, firmId)
  return move(tx, doing, firm, order)
}

/** The same for a firm that is locked. */
export async function move(tx: Tx, doing: Doing, firm: FirmRecord, order: MoveOrder): Promise<TenancyId[]> {
  if (!order.in && !order.out)
    fail('invalid', 'enterprises.no_move', {
      zh: '请选择迁入或迁出的房源',
      en: 'Please choose suites to move in or out',
    })
  const ended = order.out ? await endStays(tx, doing, firm, order, order.out) : { sets: {}, suites: [] }
  const begun = order.in ? await beginStays(tx, doing, firm, order, order.in) : { sets: {}, suites: [] }
  if (order.out?.leaves) await refuseStaying(tx, firm, order.on)
  const leaves = order.out?.leaves ? { leaves_on: order.on } : order.in ? { leaves_on: null } : {}
  const found = await settled(tx, { ...firm, ...leaves }, doing)
  const { firm: after, set } = await changeFirm(tx, firm, { ...leaves, ...found.set }, doing.at)
  await recordFirm(tx, doing, order.in && order.out ? 'movedWithin' : order.in ? 'movedIn' : 'movedOut', {
    firmId: firm.id,
    set,
    tenancies: withBegun({ ...ended.sets, ...begun.sets }, found),
    suites: [...ended.suites, ...begun.suites],
    placeId: after.place_id,
    ...(after.place_id === firm.place_id ? {} : { fromPlaceId: firm.place_id }),
    on: order.on,
    ...(order.out ? { reason: order.out.reason } : {}),
  })
  await tellSettled(tx, doing.at, after, { set, begun: found.begun })
  return Object.keys(begun.sets) as TenancyId[]
}

/** Sets of tenancies, with those of which the day has come. */
export function withBegun(sets: TenancySets, { begun }: Settled): TenancySets {
  const all = { ...sets }
  for (const id of begun) all[id] = { ...all[id], begun: true }
  return all
}

async function endStays(tx: Tx, doing: Doing, firm: FirmRecord, { on }: MoveOrder, out: NonNullable<MoveOrder['out']>) {
  const { rows } = await sql<TenancyRecord>`select * from enterprises.tenancies
    where tenant_id = ${firm.tenant_id} and firm_id = ${firm.id} and id = any(${[...out.tenancyIds]}::uuid[])
    order by id for update`.execute(tx)
  if (rows.length < new Set(out.tenancyIds).size) notFound()
  const sets: TenancySets = {}
  for (const stay of rows) {
    refuseBadEnd(stay, on)
    const set = { to_on: on, left_reason: out.reason }
    await changeTenancy(tx, doing, stay, set)
    sets[stay.id] = set
  }
  return { sets, suites: rows.map((stay) => stay.suite_id) }
}

function refuseBadEnd(stay: TenancyRecord, on: Day): void {
  if (stay.to_on !== null && stay.to_on <= on)
    fail('conflict', 'enterprises.stay_is_over', {
      zh: `这段入驻已在${formatDay('zh', stay.to_on)}结束`,
      en: `This stay ended on ${formatDay('en', stay.to_on)} already`,
    })
  if (on <= stay.from_on) {
    const words = {
      zh: `迁出日期要晚于迁入日期${formatDay('zh', stay.from_on)}`,
      en: `The day of moving out must be after that of moving in, ${formatDay('en', stay.from_on)}`,
    }
    fail('invalid', 'enterprises.out_before_in', words, [{ path: 'on', words }])
  }
}

/** Writes columns of a tenancy; of an end that changes, what was known until today is kept. */
export async function changeTenancy(
  tx: Tx,
  doing: Doing,
  stay: TenancyRecord,
  set: Partial<TenancyRecord>,
): Promise<void> {
  const { lease_until, to_on } = { ...stay, ...set }
  if (lease_until !== stay.lease_until || to_on !== stay.to_on) await keepFormerEnds(tx, doing, [stay.id])
  await mine(tx)
    .updateTable('enterprises.tenancies')
    .set(set)
    .where('tenant_id', '=', stay.tenant_id)
    .where('id', '=', stay.id)
    .execute()
}

async function beginStays(
  tx: Tx,
  doing: Doing,
  firm: FirmRecord,
  { on }: MoveOrder,
  taken: NonNullable<MoveOrder['in']>,
) {
  const { suites } = await lockSuites(tx, doing, taken.suiteIds)
  refuseEnded(suites, on)
  await refuseTaken(tx, suites, on)
  if (taken.leaseUntil && taken.leaseUntil < on) {
    const words = { zh: '租约到期日不能早于迁入日', en: 'The lease must not end before the firm moves in' }
    fail('invalid', 'enterprises.lease_before_move', words, [{ path: 'in.leaseUntil', words }])
  }
  const sets: TenancySets = {}
  const rents = shares(taken.rentFenMonth ?? null, suites)
  for (const [at, suite] of suites.entries()) {
    const id = newId<'tenancy'>()
    const stay = {
      firm_id: firm.id,
      suite_id: suite.id,
      basis: taken.basis,
      from_on: on,
      to_on: null,
      lease_until: taken.leaseUntil ?? null,
      rent_fen_month: rents[at] ?? null,
      left_reason: null,
      begun: on <= todayOf(doing),
    }
    // `settled` finds what has begun by this flag, so it starts as not begun.
    await mine(tx)
      .insertInto('enterprises.tenancies')
      .values({ tenant_id: firm.tenant_id, id, ...stay, begun: false, recorded_on: todayOf(doing) })
      .execute()
    sets[id] = stay
  }
  return { sets, suites: suites.map((suite) => suite.id) }
}

/** A sum for several suites by their areas, in whole fen that add up. */
export function shares(sum: number | null, suites: readonly { readonly area_cm2: number }[]): (number | null)[] {
  if (sum === null) return suites.map(() => null)
  const whole = suites.reduce((total, suite) => total + suite.area_cm2, 0)
  let [area, given] = [0, 0]
  return suites.map((suite) => {
    area += suite.area_cm2
    const upTo = Number((BigInt(sum) * BigInt(area)) / BigInt(whole))
    const share = upTo - given
    given = upTo
    return share
  })
}

async function refuseTaken(tx: Tx, suites: readonly SuiteRecord[], on: Day): Promise<void> {
  const { rows } = await sql<{ number: string; name: string; from: Day; to: Day | null }>`
    select s.number, f.name, t.from_on as "from", t.to_on as "to" from enterprises.tenancies t
    join enterprises.suites s on s.tenant_id = t.tenant_id and s.id = t.suite_id
    join enterprises.firms f on f.tenant_id = t.tenant_id and f.id = t.firm_id
    where t.tenant_id = ${suites[0]?.tenant_id} and t.suite_id = any(${suites.map((suite) => suite.id)}::uuid[])
      and (t.to_on is null or t.to_on > ${on}) order by t.from_on limit 1`.execute(tx)
  const taken = rows[0]
  if (!taken) return
  const until = taken.to
    ? { zh: `到${formatDay('zh', taken.to)}`, en: ` until ${formatDay('en', taken.to)}` }
    : { zh: '起', en: ' on' }
  const words = {
    zh: `${taken.number} 自${formatDay('zh', taken.from)}${until.zh}由“${taken.name}”使用，请先办理迁出`,
    en: `Suite ${taken.number} is taken by “${taken.name}” from ${formatDay('en', taken.from)}${until.en}; please record their moving out first`,
  }
  fail('conflict', 'enterprises.suite_taken', words, [{ path: 'in.suiteIds', words }])
}

/** Whether a firm has a suite on a day or after it. */
export async function staysPast(tx: Tx, firm: Pick<FirmRecord, 'tenant_id' | 'id'>, on: Day): Promise<boolean> {
  const { rows } = await sql`select from enterprises.tenancies where tenant_id = ${firm.tenant_id}
    and firm_id = ${firm.id} and (to_on is null or to_on > ${on}) limit 1`.execute(tx)
  return rows.length > 0
}

async function refuseStaying(tx: Tx, firm: FirmRecord, on: Day): Promise<void> {
  if (await staysPast(tx, firm, on))
    fail('refused', 'enterprises.still_has_suites', {
      zh: '这家企业还有别的房源没有迁出，不能算迁离本地',
      en: 'The firm still has other suites; it has not left the area',
    })
}

/** Loads a tenancy with its firm locked, for somebody who keeps the register of the firm's place. */
async function lockStay(tx: Tx, asked: Doing, tenancyId: TenancyId) {
  const { rows } = await sql<{ firmId: FirmId }>`select firm_id as "firmId" from enterprises.tenancies
    where tenant_id = ${asked.tenantId} and id = ${tenancyId}`.execute(tx)
  const { firm, doing } = await lockFirm(tx, asked, rows[0]?.firmId ?? notFound())
  const found = await sql<TenancyRecord>`select * from enterprises.tenancies
    where tenant_id = ${asked.tenantId} and id = ${tenancyId} for update`.execute(tx)
  return { firm, doing, stay: found.rows[0] ?? notFound() }
}

/** A planned move that will not be; the row goes, the ledger keeps that there was a plan. */
export async function callOffMove(tx: Tx, asked: Doing, tenancyId: TenancyId): Promise<void> {
  const { firm, doing, stay } = await lockStay(tx, asked, tenancyId)
  if (stay.begun)
    fail('refused', 'enterprises.moved_already', {
      zh: '企业已经迁入，请改用“迁出”',
      en: 'The firm has moved in already; please record its moving out instead',
    })
  await mine(tx)
    .deleteFrom('enterprises.tenancies')
    .where('tenant_id', '=', stay.tenant_id)
    .where('id', '=', stay.id)
    .execute()
  const leaves = await leavingPutAside(tx, firm)
  const found = await settled(tx, { ...firm, ...leaves }, doing)
  const { firm: after, set } = await changeFirm(tx, firm, { ...leaves, ...found.set }, doing.at)
  await recordFirm(tx, doing, 'moveCalledOff', {
    firmId: firm.id,
    set,
    tenancies: withBegun({ [tenancyId]: null }, found),
    suites: [stay.suite_id],
    on: stay.from_on,
  })
  await tellSettled(tx, doing.at, after, { set, begun: found.begun })
}

interface ToldLeaving {
  readonly type: string
  readonly leavesOn: Day | null
  /** Stays that the same move began. */
  readonly begun: readonly TenancyId[]
}

/** The leaving that a move put aside, where that move was called off as a whole and the firm stays nowhere past the day. */
async function leavingPutAside(tx: Tx, firm: FirmRecord): Promise<Pick<FirmRecord, 'leaves_on'> | null> {
  if (firm.state !== 'active' || firm.leaves_on !== null) return null
  const { rows } = await sql<ToldLeaving>`select type, payload -> 'set' ->> 'leaves_on' as "leavesOn",
      array(select t.key::uuid from jsonb_each(payload -> 'tenancies') t where t.value ? 'suite_id') as begun
    from kernel.events_view where tenant_id = ${firm.tenant_id} and stream = ${firmStream(firm.id)}
      and payload -> 'set' ? 'leaves_on' order by seq desc limit 2`.execute(tx)
  const [aside, planned] = rows
  const byMove = aside?.type === firmEvents.movedIn || aside?.type === firmEvents.movedWithin
  if (!aside || !byMove || aside.leavesOn !== null || !planned?.leavesOn) return null
  const { rows: there } = await sql`select from enterprises.tenancies
    where tenant_id = ${firm.tenant_id} and id = any(${[...aside.begun]}::uuid[]) limit 1`.execute(tx)
  if (there.length > 0 || (await staysPast(tx, firm, planned.leavesOn))) return null
  return { leaves_on: planned.leavesOn }
}

export interface LeaseChange {
  readonly leaseUntil?: Day | null | undefined
  readonly rentFenMonth?: number | null | undefined
  readonly basis?: Basis | undefined
}

/** A lease is renewed, or what is known of it put right. */
export async function changeLease(tx: Tx, asked: Doing, tenancyId: TenancyId, change: LeaseChange): Promise<void> {
  const { firm, doing, stay } = await lockStay(tx, asked, tenancyId)
  const set: Partial<TenancyRecord> = {
    ...(change.leaseUntil === undefined ? {} : { lease_until: change.leaseUntil }),
    ...(change.rentFenMonth === undefined ? {} : { rent_fen_month: change.rentFenMonth }),
    ...(change.basis === undefined ? {} : { basis: change.basis }),
  }
  if (Object.keys(set).length === 0) return
  if (set.lease_until && set.lease_until < stay.from_on) {
    const words = { zh: '租约到期日不能早于迁入日', en: 'The lease must not end before the firm moved in' }
    fail('invalid', 'enterprises.lease_before_move', words, [{ path: 'leaseUntil', words }])
  }
  await changeTenancy(tx, doing, stay, set)
  await recordFirm(tx, doing, 'leaseChanged', {
    firmId: firm.id,
    tenancies: { [tenancyId]: set },
    suites: [stay.suite_id],
    ...(set.lease_until ? { on: set.lease_until } : {}),
  })
}
