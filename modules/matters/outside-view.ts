import { notFound } from '../../kernel/contract/errors.ts'
import type { MatterId, TenantId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { maskInText } from '../../kernel/text/masking.ts'
import type { TimelineEntry } from './contract.ts'
import { own } from './tables.ts'
import { readTimeline } from './timeline.ts'

/** How a matter stands, for the system of others that reported it: what a reporter may read, without names. */
export interface StandingOutside {
  readonly number: string
  readonly state: string
  readonly outcome: string | null
  readonly dueAt: string | null
  /** The post that holds it. */
  readonly holder: Words | null
  readonly reportedAt: string
  readonly closedAt: string | null
  readonly steps: readonly { at: string; action: string; to: string | null; words: string | null }[]
}

const mostSteps = 100

/** Throws a Failure (404) where there is no such matter; that it is theirs is the caller's to know. */
export async function standingOutside(tx: Tx, tenantId: TenantId, matterId: MatterId): Promise<StandingOutside> {
  const matter =
    (await own(tx)
      .selectFrom('matters.matters')
      .selectAll()
      .where('tenant_id', '=', tenantId)
      .where('id', '=', matterId)
      .executeTakeFirst()) ?? notFound()
  const { rows } = await sql<{ name: string; nameEn: string }>`select name, name_en as "nameEn" from people.posts_view
    where tenant_id = ${tenantId} and id = ${matter.holder_post_id}`.execute(tx)
  const [holder] = rows
  const story = await readTimeline(tx, matter, 'reporter', false)
  return {
    number: matter.number,
    state: matter.state,
    outcome: matter.outcome,
    dueAt: (matter.handle_due_at ?? matter.clock_due_at)?.toISOString() ?? null,
    holder: holder ? { zh: holder.name, en: holder.nameEn || holder.name } : null,
    reportedAt: matter.reported_at.toISOString(),
    closedAt: matter.closed_at?.toISOString() ?? null,
    steps: story.slice(-mostSteps).map(stepOf),
  }
}

const stepOf = ({ at, action, to, words }: TimelineEntry) => ({
  ...{ at, action, to },
  words: words === null ? null : maskInText(words),
})

/** Of which kind a matter is and where it lies; null: there is none. */
export async function kindAndPath(
  tx: Tx,
  tenantId: TenantId,
  matterId: MatterId,
): Promise<{ kind: string; path: string } | null> {
  const { rows } = await sql<{ kind: string; path: string }>`select kind_code as kind, place_path as path
    from matters.matters where tenant_id = ${tenantId} and id = ${matterId}`.execute(tx)
  return rows[0] ?? null
}
