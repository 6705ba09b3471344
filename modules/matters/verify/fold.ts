import type { MatterEvent, StandingSet } from '../events.ts'
import { startingCounts } from '../report.ts'
import type { MatterRecord } from '../tables.ts'

/** The columns of a matter that events set: where it stands. The others (words, sealed fields) stand beside the ledger. */
export const standingColumns = [
  ...['kind_code', 'category_code', 'priority', 'channel', 'self_found', 'place_id', 'place_path', 'grid_id'],
  ...['reported_at', 'state', 'holder_post_id', 'resolver_post_id', 'touched_posts', 'merged_into_id'],
  ...['clock_stage', 'clock_started_at', 'clock_yellow_at', 'clock_due_at', 'climb_at', 'review_at'],
  ...['escalation_level', 'escalated_to_post_id', 'contact_due_at', 'handle_due_at'],
  ...['accepted_at', 'assigned_at', 'contacted_at', 'resolved_at', 'closed_at', 'outcome', 'solved', 'satisfaction'],
  ...['rounds', 'returns', 'extensions', 'unreached', 'open_rally_answers', 'urges', 'exclusion'],
  ...['orders', 'order_due_at', 'talk_due_at'],
  ...['source_key', 'import_id', 'subject_kind', 'subject_id', 'shielded_posts'],
] as const satisfies readonly (keyof MatterRecord)[]
export type StandingColumn = (typeof standingColumns)[number]

/** Where a matter stands, as JSON: instants as ISO text to the millisecond. */
export type Standing = Readonly<Record<StandingColumn, StandingSet[string]>>

/** What of an event folding needs. */
export type Told = Pick<MatterEvent, 'action' | 'from' | 'to' | 'set' | 'holderPostId'> & { readonly seq: number }

const known: ReadonlySet<string> = new Set(standingColumns)
const before: Standing = {
  ...(Object.fromEntries(standingColumns.map((name) => [name, null])) as unknown as Standing),
  ...startingCounts,
  touched_posts: [],
}

export interface Folded {
  readonly standing: Standing
  /** Events that do not fit the ones before them. */
  readonly faults: readonly { readonly seq: number; readonly what: string }[]
}

/** A matter out of its events alone. */
export function fold(events: readonly Told[]): Folded {
  const faults: { seq: number; what: string }[] = []
  let standing = before
  for (const { seq, action, from, to, set, holderPostId } of events) {
    const fault = (what: string) => faults.push({ seq, what: `(${action}) ${what}` })
    if (seq === 1 && action !== 'reported' && action !== 'imported') fault('is the first, but no report')
    if (from !== standing.state) fault(`begins at ${from}, but the matter stood at ${standing.state}`)
    standing = { ...standing, ...asJson(set) }
    for (const name of Object.keys(set)) if (!known.has(name)) fault(`sets ${name}, which no matter has`)
    if (to !== standing.state) fault(`ends at ${to}, but sets ${standing.state}`)
    if (holderPostId !== standing.holder_post_id) fault('names another holder than it sets')
  }
  return { standing, faults }
}

/** The columns in which a row differs from what its events say, in words. */
export function differences(standing: Standing, row: Pick<MatterRecord, StandingColumn>): string[] {
  const found = asJson(row)
  return standingColumns
    .filter((name) => JSON.stringify(found[name]) !== JSON.stringify(standing[name]))
    .map((name) => `${name} is ${JSON.stringify(found[name])}, the ledger says ${JSON.stringify(standing[name])}`)
}

/** One spelling for instants, whoever wrote them. */
function asJson<T extends object>(columns: T): Record<string, StandingSet[string]> {
  const plain = JSON.parse(JSON.stringify(columns)) as Record<string, StandingSet[string]>
  for (const [name, value] of Object.entries(plain))
    if (name.endsWith('_at') && typeof value === 'string') plain[name] = new Date(value).toISOString()
  return plain
}
