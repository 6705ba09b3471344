import type { TenantId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'

interface Fault {
  readonly matterId: string
  readonly what: string
}

/** A measure as the ledger tells it. */
interface Told {
  readonly matterId: string
  readonly kind: string
  readonly order: string | null
  readonly post: string
  readonly byPost: string | null
  readonly at: string
  readonly termAt: string | null
  done: string | null
}

interface EventRow {
  readonly matterId: string
  readonly action: string
  readonly at: Date
  readonly facts: {
    readonly measure?: string
    readonly kind?: string
    readonly order?: string
    readonly post?: string
    readonly byPost?: string | null
    readonly termAt?: string
    readonly measures?: readonly string[]
  }
}

interface Kept {
  readonly id: string
  readonly matterId: string
  readonly kind: string
  readonly order: string | null
  readonly post: string
  readonly byPost: string | null
  readonly at: Date
  readonly termAt: Date | null
  readonly done: Date | null
}

const types = [
  ...['matters.order_issued', 'matters.order_answered', 'matters.unit_named'],
  ...['matters.talk_called', 'matters.talk_recorded'],
]

/** Orders, bulletin entries and talks against what the ledger tells of them: each, its number, whose, and when it was answered. */
export async function measureFaults(tx: Tx, tenantId: TenantId): Promise<Fault[]> {
  const { rows: events } =
    await sql<EventRow>`select payload ->> 'matterId' as "matterId", payload ->> 'action' as action, at,
      payload -> 'facts' as facts
    from kernel.events_view where tenant_id = ${tenantId} and type = any(${types}::text[]) order by stream, seq`.execute(
      tx,
    )
  const told = new Map<string, Told>()
  for (const event of events) fold(told, event)
  const { rows: kept } = await sql<Kept>`select id, matter_id as "matterId", kind,
      case when serial is not null then '督〔' || year || '〕' || serial || '号' end as order, post_id as post,
      by_post_id as "byPost", at, due_at as "termAt", done_at as done
    from matters.measures where tenant_id = ${tenantId} order by id`.execute(tx)
  const faults: Fault[] = []
  for (const row of kept) {
    const one = told.get(row.id)
    told.delete(row.id)
    if (!one) {
      faults.push({ matterId: row.matterId, what: `the ledger knows nothing of the measure ${row.id}` })
      continue
    }
    const is = {
      ...{ matterId: row.matterId, kind: row.kind, order: row.order, post: row.post, byPost: row.byPost },
      ...{ at: row.at.toISOString(), termAt: iso(row.termAt), done: iso(row.done) },
    }
    for (const name of Object.keys(is) as (keyof Told)[])
      if (is[name] !== one[name])
        faults.push({
          matterId: row.matterId,
          what: `the measure ${row.id} says ${name} ${is[name]}, the ledger ${one[name]}`,
        })
  }
  for (const [id, { matterId }] of told) faults.push({ matterId, what: `the measure ${id} is gone` })
  return faults
}

function fold(told: Map<string, Told>, { matterId, action, at, facts }: EventRow): void {
  const { measure, kind, post } = facts
  if (measure && kind && post)
    told.set(measure, {
      ...{ matterId, kind, post, order: facts.order ?? null, byPost: facts.byPost ?? null },
      ...{ at: at.toISOString(), termAt: facts.termAt ?? null, done: null },
    })
  if (action !== 'answer_order' && action !== 'record_talk') return
  for (const id of facts.measures ?? []) {
    const one = told.get(id)
    if (one) one.done = at.toISOString()
  }
}

const iso = (at: Date | null): string | null => at?.toISOString() ?? null
