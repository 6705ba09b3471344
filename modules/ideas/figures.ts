import type { RawBuilder } from 'kysely'
import { sql } from '../../kernel/db.ts'
import type { FigureCode } from './contract.ts'
import { authorHeadSql, endorsementsSql } from './heads.ts'

type Condition = RawBuilder<boolean>

/** Given by people, and neither hidden nor taken back. */
const given: Condition = sql`(not i.by_merge and i.state not in ('hidden', 'withdrawn'))`
/** Standing by itself: what was merged is counted with what it went into. */
const standing: Condition = sql`i.state in ('pending', 'published', 'adopted', 'declined')`

/** What a figure counts, on `ideas.ideas i`: the list that it leads to holds exactly these. */
export const counted: Readonly<Record<FigureCode, Condition>> = {
  ideas: given,
  authors: given,
  endorsements: sql`(${standing} and ${endorsementsSql} > 0)`,
  adopted: sql`i.state = 'adopted'`,
  declined: sql`i.state = 'declined'`,
  merged: sql`i.state = 'merged'`,
  open: sql`i.state in ('pending', 'published')`,
}

/** The figures over all rows of `ideas.ideas i` at hand. */
export const figureColumns = sql`count(*) filter (where ${counted.ideas})::int as ideas,
  count(distinct ${authorHeadSql}) filter (where ${counted.authors})::int as authors,
  coalesce(sum(${endorsementsSql}) filter (where ${standing}), 0)::int as endorsements,
  count(*) filter (where ${counted.adopted})::int as adopted,
  count(*) filter (where ${counted.declined})::int as declined,
  count(*) filter (where ${counted.merged})::int as merged,
  count(*) filter (where ${counted.open})::int as open`

/** Waits to be looked at: the idea, or a question or answer under it. */
export const waitsSql: Condition = sql`(i.state = 'pending' or exists (select from ideas.remarks r
  where r.tenant_id = i.tenant_id and r.idea_id = i.id and r.state = 'pending'))`
export const appealedSql: Condition = sql`exists (select from ideas.appeals a where a.tenant_id = i.tenant_id
  and a.idea_id = i.id and a.decision is null)`
