import type { TenantId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { type Channel, channels } from '../channels.ts'
import { Counts, channelFrom, factBits, ratingFrom } from '../facts.ts'
import { isOpen, type State } from '../matter.ts'
import { holds } from './figure-recount.ts'
import type { Standing } from './fold.ts'

/** As far ahead as a date goes: no deadline of a counted matter lies ahead. */
const endOfTime = new Date(8_640_000_000_000_000)

/** What a matter counts once no deadline of it lies ahead, from its ledger: written apart from the SQL that counts it. */
export function settledFacts(m: Standing): number {
  const bits = Object.entries(factBits) as [keyof typeof factBits, number][]
  const held = bits.filter(([name]) => holds(name, m, endOfTime)).reduce((sum, [, bit]) => sum + bit, 0)
  const door = channels.indexOf(m.channel as Channel) + 1
  return held + ratingFrom * Number(m.satisfaction ?? 0) + channelFrom * door
}

function tenthsOf(m: Standing): number | null {
  if (m.resolved_at === null || m.exclusion === 'approved' || m.state === 'void' || m.state === 'merged') return null
  return Math.floor((Date.parse(String(m.resolved_at)) - Date.parse(String(m.reported_at))) / 8_640_000 + 0.5)
}

/** Whether a deadline that nothing has met lies ahead, or it is kept from some. */
function isUnsettled(m: Standing, now: Date): boolean {
  if (m.shielded_posts !== null) return true
  const ahead = (due: Standing[keyof Standing], met: Standing[keyof Standing]) =>
    due !== null && met === null && Date.parse(String(due)) >= now.getTime()
  return (m.self_found === false && ahead(m.contact_due_at, m.contacted_at)) || ahead(m.handle_due_at, m.resolved_at)
}

interface Cell {
  readonly facts: Counts
  readonly tenths: Counts
}

const anyGrid = '00000000-0000-0000-0000-000000000000'
const mostTold = 20

/** `/1/7/` and `/1/` of `/1/7/`. */
const pathsAbove = (path: string): string[] => {
  const parts = path.split('/').slice(1, -1)
  return parts.map((_, at) => `/${parts.slice(0, at + 1).join('/')}/`)
}

/** Counts the tallies out of folded matters, and holds them against what stands there. */
export class TallyRecount {
  readonly #cells = new Map<string, Cell>()
  readonly #untallied: Set<string>
  readonly #faults: string[] = []
  readonly #now: Date

  private constructor(untallied: Set<string>, now: Date) {
    this.#untallied = untallied
    this.#now = now
  }

  static async begin(tx: Tx, tenantId: TenantId, now: Date): Promise<TallyRecount> {
    const { rows } = await sql<{ id: string }>`select matter_id as id from matters.untallied
      where tenant_id = ${tenantId}`.execute(tx)
    return new TallyRecount(new Set(rows.map(({ id }) => id)), now)
  }

  add(id: string, number: string, m: Standing): void {
    const waits = this.#untallied.delete(id)
    const ended = !isOpen(m.state as State)
    if (waits && !ended) this.#faults.push(`${number} is open, but waits to be counted as ended`)
    if (!ended || waits) return
    if (isUnsettled(m, this.#now)) this.#faults.push(`${number} is counted for all, but is not settled`)
    const month = new Date(Date.parse(String(m.reported_at)) + 8 * 3_600_000).toISOString().slice(0, 7)
    const [facts, tenths] = [settledFacts(m), tenthsOf(m)]
    for (const path of pathsAbove(String(m.place_path)))
      for (const grid of m.grid_id === null ? [anyGrid] : [anyGrid, String(m.grid_id)]) {
        const cell = this.#cell(this.#cells, `${path} ${grid} ${month} ${m.kind_code}`)
        cell.facts.addOne(facts, 1)
        if (tenths !== null) cell.tenths.addOne(tenths, 1)
      }
  }

  #cell(cells: Map<string, Cell>, key: string): Cell {
    const cell = cells.get(key) ?? { facts: new Counts(), tenths: new Counts() }
    cells.set(key, cell)
    return cell
  }

  /** What of the tallies (with the changes that are not added yet) differs from the recount, in words. */
  async faults(tx: Tx, tenantId: TenantId): Promise<string[]> {
    const { rows } = await sql<{ key: string; f: number[]; fn: number[]; t: number[]; tn: number[] }>`
      select place_path || ' ' || grid_id || ' ' || to_char(month, 'YYYY-MM') || ' ' || kind_code as key, facts as f,
        fact_counts as fn, tenths as t, tenth_counts as tn
      from (select * from matters.tallies where tenant_id = ${tenantId}
        union all select * from matters.spread_changes(array(
          select c from matters.tally_changes c where c.tenant_id = ${tenantId}))) tallies`.execute(tx)
    const standing = new Map<string, Cell>()
    for (const row of rows) {
      const cell = this.#cell(standing, row.key)
      cell.facts.add(row.f, row.fn)
      cell.tenths.add(row.t, row.tn)
    }
    const nothing: Cell = { facts: new Counts(), tenths: new Counts() }
    const said = ({ facts, tenths }: Cell) => JSON.stringify([facts.sorted(), tenths.sorted()])
    const total = ({ facts }: Cell) => facts.sorted().reduce((sum, [, count]) => sum + count, 0)
    const wrong = [...new Set([...standing.keys(), ...this.#cells.keys()])].sort().flatMap((key) => {
      const [stands, told] = [standing.get(key) ?? nothing, this.#cells.get(key) ?? nothing]
      if (said(stands) === said(told)) return []
      return [`the tally of ${key} counts ${total(stands)} matters, the ledger ${total(told)}, or other facts of them`]
    })
    const lost = this.#untallied.size > 0 ? [`${this.#untallied.size} wait to be counted that no ledger knows`] : []
    const all = [...this.#faults, ...lost, ...wrong]
    return all.length > mostTold ? [...all.slice(0, mostTold), `and ${all.length - mostTold} more`] : all
  }
}
