import type { TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { MeasureShape, OutcomeShape } from './contract.ts'
import type { QuestionState } from './question.ts'
import type { QuestionRecord } from './tables.ts'
import { type Choice, count, type Measure, type Outcome } from './threshold.ts'

type Placed = Pick<QuestionRecord, 'tenant_id' | 'id' | 'place_path' | 'state' | 'matter' | 'follow_rule'>

const beforeRoll: ReadonlySet<QuestionState> = new Set(['draft', 'announced', 'cancelled'])

/** Counts a question as it stands: before it is opened, who may vote is read from the register. */
export async function countOf(tx: Tx, question: Placed): Promise<Outcome> {
  const { tenant_id: tenantId, id, matter, follow_rule } = question
  const { rows } = await sql<{ areaCm2: number; choice: Choice | null }>`select r.area_cm2 as "areaCm2", v.choice
    from choices.roll r left join choices.votes v on v.tenant_id = r.tenant_id and v.question_id = r.question_id
      and v.owner_id = r.owner_id and v.replaced_at is null
    where r.tenant_id = ${tenantId} and r.question_id = ${id}`.execute(tx)
  const heads = rows.length === 0 && beforeRoll.has(question.state) ? await headsNow(tx, tenantId, question) : rows
  const total = {
    areaCm2: heads.reduce((sum, { areaCm2 }) => sum + BigInt(areaCm2), 0n),
    heads: BigInt(heads.length),
  }
  const votes = rows.flatMap(({ areaCm2, choice }) => (choice ? [{ areaCm2: BigInt(areaCm2), choice }] : []))
  return count(matter, total, votes, follow_rule !== null)
}

const headsNow = async (tx: Tx, tenantId: TenantId, { place_path }: Pick<Placed, 'place_path'>) =>
  (
    await sql<{ areaCm2: number }>`select sum(area_cm2)::bigint as "areaCm2" from choices.holdings
      where tenant_id = ${tenantId} and to_on is null and building_path >= ${place_path}
        and building_path < ${`${place_path}:`} group by owner_id`.execute(tx)
  ).rows

const measure = ({ areaCm2, heads }: Measure): MeasureShape => ({ areaCm2: Number(areaCm2), heads: Number(heads) })

/** As JSON has it: a tenant's areas in cm² lie far below 2^53. */
export const outcomeJson = (of: Outcome): OutcomeShape => ({
  majority: of.majority,
  total: measure(of.total),
  participated: measure(of.participated),
  agreed: measure(of.agreed),
  opposed: measure(of.opposed),
  abstained: measure(of.abstained),
  followed: measure(of.followed),
  followedTo: of.followedTo,
  lines: of.lines.map(({ of: what, side, base, stands, needed, missing }) => ({
    ...{ of: what, side, base: Number(base), stands: Number(stands), needed: Number(needed) },
    missing: Number(missing),
  })),
  passed: of.passed,
})
