import type { TenantId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { dayOf } from '../../../kernel/time/day.ts'
import { Counting, type FigureCounts } from '../counting.ts'
import { type GroupRow, monthSql } from '../figure-queries.ts'
import type { Condition, Figure } from '../figures.ts'
import { isOpen, type State } from '../matter.ts'
import type { Standing, StandingColumn } from './fold.ts'

/** The conditions of the board's figures once more, on a matter that was folded from its events: written apart from their SQL. */
const written: Readonly<Partial<Record<Condition, (m: Standing, now: Date) => boolean>>> = {
  all: () => true,
  open: (m) => isOpen(m.state as State),
  overdue: (m, now) => isOpen(m.state as State) && m.state !== 'suspended' && isBefore(m, 'clock_due_at', now),
  counted: (m) => m.exclusion !== 'approved',
  excluded: (m) => m.exclusion === 'approved',
  not_void: (m) => m.state !== 'void' && m.state !== 'merged',
  to_contact: (m) => m.self_found === false && m.contact_due_at !== null,
  contact_judged: (m, now) => m.contacted_at !== null || isBefore(m, 'contact_due_at', now),
  contacted_in_time: (m) => inTime(m, 'contacted_at', 'contact_due_at'),
  followed_up: (m) => m.solved !== null,
  solved: (m) => m.solved === true,
  rated: (m) => m.satisfaction !== null,
  satisfied: (m) => Number(m.satisfaction) >= 3,
  handling_judged: (m, now) =>
    m.handle_due_at !== null && (m.resolved_at !== null || isBefore(m, 'handle_due_at', now)),
  resolved: (m) => m.resolved_at !== null,
  handled_in_time: (m) => inTime(m, 'resolved_at', 'handle_due_at'),
  resolved_once: (m) => m.resolved_at !== null || Number(m.rounds) > 1,
  reopened: (m) => Number(m.rounds) > 1,
  well_satisfied: (m) => Number(m.satisfaction) >= 4,
  basically_satisfied: (m) => Number(m.satisfaction) === 3,
  self_found: (m) => m.self_found === true,
  filed: (m) => m.accepted_at !== null || (m.state !== 'reported' && m.state !== 'void' && m.state !== 'merged'),
  closed: (m) => m.state === 'closed',
  closing_judged: (m, now) =>
    m.state === 'closed' || (m.state !== 'void' && m.state !== 'merged' && isBefore(m, 'handle_due_at', now)),
  on_hold: (m) => m.state === 'suspended',
  assigned: (m) => m.assigned_at !== null,
  returned: (m) => Number(m.returns) > 0,
  extended: (m) => Number(m.extensions) > 0,
  repeated: (m) => m.merged_into_id !== null,
  not_dropped: (m) => m.state !== 'void',
  urgent: (m) => m.priority === 'urgent',
  not_imported: (m) => m.channel !== 'import',
  by_phone: (m) => m.channel === 'phone',
  by_pocket: (m) => m.channel === 'pocket',
  by_patrol: (m) => m.channel === 'patrol',
}

/** Whether a condition holds for a folded matter. @throws Error for one that is not written here. */
export function holds(name: Condition, m: Standing, now: Date): boolean {
  const condition = written[name]
  if (!condition) throw new Error(`the recount does not know the condition ${name}`)
  return condition(m, now)
}

const msOf = (m: Standing, column: StandingColumn): number =>
  m[column] === null ? Number.NaN : Date.parse(String(m[column]))
const isBefore = (m: Standing, column: StandingColumn, now: Date): boolean => msOf(m, column) < now.getTime()
const inTime = (m: Standing, done: StandingColumn, due: StandingColumn): boolean => msOf(m, done) <= msOf(m, due)

interface Tally {
  readonly counts: Map<Figure, { numerator: number; denominator: number; excluded: number; partly: number }>
  /** Tenths of days to resolve. */
  readonly tenths: number[]
}

/** Counts the figures month by month out of folded matters. */
export class FigureRecount {
  #months = new Map<string, Tally>()
  #now: Date
  readonly figures: readonly Figure[]

  /** @param figures the formulas in force */
  constructor(now: Date, figures: readonly Figure[]) {
    this.#now = now
    this.figures = figures
  }

  add(m: Standing): void {
    const month = dayOf(new Date(String(m.reported_at))).slice(0, 7)
    const tally: Tally = this.#months.get(month) ?? { counts: new Map(), tenths: [] }
    this.#months.set(month, tally)
    const all = (names: readonly Condition[]) => names.every((name) => holds(name, m, this.#now))
    for (const figure of this.figures) {
      const count = tally.counts.get(figure) ?? { numerator: 0, denominator: 0, excluded: 0, partly: 0 }
      tally.counts.set(figure, count)
      if (!all(figure.denominator ?? figure.numerator)) continue
      if (figure.exclusions.some((name) => holds(name, m, this.#now))) count.excluded++
      else {
        count.denominator++
        if (!all(figure.numerator)) {
          if (figure.partly && all(figure.partly.conditions)) count.partly++
          continue
        }
        count.numerator++
        if (figure.code === 'resolved')
          tally.tenths.push(Math.floor((msOf(m, 'resolved_at') - msOf(m, 'reported_at')) / 8_640_000 + 0.5))
      }
    }
  }

  /** The counts by month, in the board's shape. */
  months(): ReadonlyMap<string, FigureCounts> {
    return new Map([...this.#months].map(([month, tally]) => [month, countsIn(tally)]))
  }
}

function countsIn({ counts, tenths }: Tally): FigureCounts {
  const figures = [...counts].map(([figure, count]) => [
    figure.code,
    { ...count, denominator: figure.denominator ? count.denominator : null },
  ])
  const mean = tenths.length === 0 ? null : tenths.reduce((sum, one) => sum + one, 0) / tenths.length / 10
  const days = { median: quantile(tenths, 0.5), p90: quantile(tenths, 0.9), mean }
  return { figures: Object.fromEntries(figures), days }
}

/** Days, as SQL's `percentile_cont` of their tenths: between the two nearest values, in proportion. */
function quantile(values: readonly number[], share: number): number | null {
  if (values.length === 0) return null
  const sorted = values.toSorted((a, b) => a - b)
  const at = share * (sorted.length - 1)
  const low = sorted[Math.floor(at)] ?? 0
  const high = sorted[Math.ceil(at)] ?? low
  return (low + (high - low) * (at - Math.floor(at))) / 10
}

/** Holds the board's own counts of a tenant against the recount. @returns what differs, in words. */
export async function figureFaults(tx: Tx, tenantId: TenantId, recount: FigureRecount, now: Date): Promise<string[]> {
  const counting = new Counting(recount.figures)
  const none = counting.countsOf({ counts: [], tenths: null })
  const { rows } = await sql<GroupRow>`select ${monthSql} as month, ${counting.columns(now)} from matters.matters m
    where m.tenant_id = ${tenantId} group by 1 order by 1`.execute(tx)
  const board = new Map(rows.map((row) => [row.month ?? '', counting.countsOf(row)]))
  const ledger = recount.months()
  const months = [...new Set([...board.keys(), ...ledger.keys()])].sort()
  return months.flatMap((month) => monthFaults(month, board.get(month) ?? none, ledger.get(month) ?? none))
}

function monthFaults(month: string, board: FigureCounts, ledger: FigureCounts): string[] {
  const say = (figures: FigureCounts['figures'], code: string) => {
    const { numerator = 0, denominator = null, excluded = 0, partly = 0 } = figures[code] ?? {}
    const weighed = partly > 0 ? `, ${partly} in part` : ''
    return `${numerator}${denominator === null ? '' : ` of ${denominator}`}, ${excluded} left out${weighed}`
  }
  const faults = Object.keys({ ...board.figures, ...ledger.figures }).flatMap((code) => {
    const [shown, told] = [say(board.figures, code), say(ledger.figures, code)]
    return shown === told ? [] : [`${code} of ${month}: the board counts ${shown}; the ledger says ${told}`]
  })
  const near = (a: number | null, b: number | null) => (a === null || b === null ? a === b : Math.abs(a - b) < 1e-6)
  const { days } = board
  if (!near(days.median, ledger.days.median) || !near(days.p90, ledger.days.p90) || !near(days.mean, ledger.days.mean))
    faults.push(
      `days to resolve of ${month}: the board says ${board.days.median} and ${board.days.p90}; the ledger says ${ledger.days.median} and ${ledger.days.p90}`,
    )
  return faults
}
