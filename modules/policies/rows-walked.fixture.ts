import { type KyselyPlugin, RawNode } from 'kysely'
import type { Tx } from '../../kernel/db.ts'

interface PlanNode {
  readonly 'Actual Rows': number
  readonly 'Actual Loops': number
  readonly 'Rows Removed by Filter'?: number
  readonly 'Rows Removed by Join Filter'?: number
  readonly Plans?: readonly PlanNode[]
}

const walkedIn = (node: PlanNode): number =>
  node['Actual Loops'] *
    (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Join Filter'] ?? 0)) +
  (node.Plans ?? []).reduce((sum, plan) => sum + walkedIn(plan), 0)

/**
 * How many rows PostgreSQL goes through for the slowest statement of `work`, whatever way it chooses: each row as often as
 * a step of the plan takes it up. What `work` reads is of no use.
 */
export async function rowsWalked(tx: Tx, work: (tx: Tx) => Promise<unknown>): Promise<number> {
  let most = 0
  const explaining: KyselyPlugin = {
    transformQuery: ({ node }) =>
      RawNode.create(['explain (analyze, costs off, timing off, buffers off, format json) ', ''], [node]),
    transformResult: async ({ result }) => {
      const [row] = result.rows as { 'QUERY PLAN': { Plan: PlanNode }[] }[]
      for (const { Plan } of row?.['QUERY PLAN'] ?? []) most = Math.max(most, walkedIn(Plan))
      return result
    },
  }
  await work(tx.withPlugin(explaining))
  return Math.round(most)
}
