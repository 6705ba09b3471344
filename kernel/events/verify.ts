import type { TenantId } from '../contract/ids.ts'
import { type Db, sql, type Tx } from '../db.ts'
import { dayNumberOf } from '../time/day.ts'
import { type ChainRow, chainFault, chainRows, streamsOf } from './chain.ts'
import { checkpointFaults } from './checkpoint.ts'
import { DayTree } from './day-tree.ts'
import { walk } from './walk.ts'

/** One thing that is not as the ledger says. */
export interface Broken {
  /** Which check found it: `kernel.chain`, `matters.standing`. */
  readonly check: string
  readonly tenantId: TenantId
  readonly stream?: string
  readonly seq?: number
  /** In words, naming what is wrong. */
  readonly what: string
}

/** What a module's check is given. All checks of a run see the same instant of the database. */
export interface Verifying {
  readonly tx: Tx
  readonly tenantId: TenantId
  readonly now: Date
  report(broken: Omit<Broken, 'tenantId'>): void
}

/** Recounts what a module derives from the ledger, for one tenant. @returns how many of what it looked at. */
export type Verify = (verifying: Verifying) => Promise<Readonly<Record<string, number>>>

export interface VerifyReport {
  readonly tenants: number
  readonly streams: number
  readonly events: number
  /** How many of what the modules looked at, e.g. `{ matters: 2816 }`. */
  readonly counts: Readonly<Record<string, number>>
  /** The first `mostListed` of them. */
  readonly broken: readonly Broken[]
  /** How many there are in all. */
  readonly found: number
  readonly seconds: number
}

/** More are counted but not kept: a thousand say enough. */
const mostListed = 1000

/**
 * Recomputes every hash chain and checkpoint from the rows and lets each module recount its projections.
 * It reads one snapshot and changes nothing, so it may run beside a working server.
 */
export async function verifyLedger(db: Db, verifiers: readonly Verify[], now: Date): Promise<VerifyReport> {
  const started = performance.now()
  return db.tx(async (tx) => {
    await sql`set transaction isolation level repeatable read, read only`.execute(tx)
    const broken: Broken[] = []
    let found = 0
    const report = (one: Broken) => {
      found++
      if (broken.length < mostListed) broken.push(one)
    }
    const { rows: tenants } = await sql<{ id: TenantId }>`select id from kernel.tenants order by id`.execute(tx)
    const ledger = await verifyChains(tx, report)
    const counts: Record<string, number> = {}
    for (const { id } of tenants) {
      for (const fault of await checkpointFaults(tx, id, ledger.days.get(id) ?? new Map()))
        report({ check: 'kernel.checkpoint', tenantId: id, what: `${fault.day} ${fault.what}` })
      for (const verify of verifiers) {
        const counted = await verify({ tx, tenantId: id, now, report: (one) => report({ ...one, tenantId: id }) })
        for (const [name, n] of Object.entries(counted)) counts[name] = (counts[name] ?? 0) + n
      }
    }
    const { streams, events } = ledger
    return {
      tenants: tenants.length,
      streams,
      events,
      counts,
      broken,
      found,
      seconds: (performance.now() - started) / 1000,
    }
  })
}

type DaysOfTenants = Map<TenantId, Map<number, DayTree>>

async function verifyChains(tx: Tx, report: (broken: Broken) => void) {
  const days: DaysOfTenants = new Map()
  let streams = 0
  let events = 0
  for await (const stream of streamsOf(walk(tx, 'chains', chainRows))) {
    const [first] = stream
    if (!first) continue
    const fault = chainFault(stream)
    if (fault) report({ check: 'kernel.chain', tenantId: first.tenantId, stream: first.stream, ...fault })
    addToDays(days, stream)
    streams++
    events += stream.length
  }
  for (const { tenantId, stream, seq } of await emptyHeads(tx))
    report({ check: 'kernel.chain', tenantId, stream, seq: 1, what: `is missing, as are all ${seq} of its stream` })
  return { streams, events, days }
}

/** Counts a stream into the trees of the days on which it was written. */
function addToDays(days: DaysOfTenants, stream: readonly ChainRow[]): void {
  const heads = new Map<number, { row: ChainRow; events: number }>()
  for (const row of stream) {
    const day = dayNumberOf(row.recordedAt)
    heads.set(day, { row, events: (heads.get(day)?.events ?? 0) + 1 })
  }
  for (const [day, { row, events }] of heads) {
    const ofTenant = days.get(row.tenantId) ?? new Map<number, DayTree>()
    days.set(row.tenantId, ofTenant)
    const tree = ofTenant.get(day) ?? new DayTree()
    ofTenant.set(day, tree)
    tree.add(row, events)
  }
}

async function emptyHeads(tx: Tx): Promise<{ tenantId: TenantId; stream: string; seq: number }[]> {
  const { rows } = await sql<{ tenantId: TenantId; stream: string; seq: number }>`
    select s.tenant_id as "tenantId", s.stream, s.seq from kernel.streams s where not exists (
      select from kernel.events e where e.tenant_id = s.tenant_id and e.stream = s.stream)
    order by s.tenant_id, s.stream`.execute(tx)
  return rows
}
