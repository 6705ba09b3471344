import { sql, type Tx } from '../../kernel/db.ts'
import type { MoneyView, PublicProject } from './contract.ts'
import { sourceKinds } from './money-kinds.ts'
import { postNames } from './names.ts'
import { mine, type PaymentRecord, type ProjectRecord, type ReceiptRecord, type SourceRecord } from './tables.ts'
import { paidByItem } from './work-view.ts'

type Of = Pick<ProjectRecord, 'tenant_id' | 'id'>

async function sourcesOf(tx: Tx, { tenant_id, id }: Of) {
  const { rows } = await sql<SourceRecord & { received: number }>`select c.*, coalesce((select sum(r.fen)::bigint
      from renewal.receipts r where r.tenant_id = c.tenant_id and r.source_id = c.id and r.undone_at is null), 0) as received
    from renewal.sources c where c.tenant_id = ${tenant_id} and c.project_id = ${id} order by c.created_at, c.id`.execute(
    tx,
  )
  return rows.map((row) => ({ ...row, received: Number(row.received) }))
}

/** Sources, receipts and payments of a project as staff see them, the latest first. */
export async function moneyView(tx: Tx, project: Of): Promise<MoneyView> {
  const { tenant_id, id } = project
  const receipts = await mine(tx)
    .selectFrom('renewal.receipts')
    .selectAll()
    .where('tenant_id', '=', tenant_id)
    .where('project_id', '=', id)
    .orderBy('on_day', 'desc')
    .orderBy('at', 'desc')
    .execute()
  const payments = await mine(tx)
    .selectFrom('renewal.payments')
    .selectAll()
    .where('tenant_id', '=', tenant_id)
    .where('project_id', '=', id)
    .orderBy('on_day', 'desc')
    .orderBy('at', 'desc')
    .execute()
  const post = await postNames(
    tx,
    tenant_id,
    [...receipts, ...payments].map(({ by_post }) => by_post),
  )
  const moved = (row: ReceiptRecord | PaymentRecord) => ({
    ...{ fen: row.fen, onDay: row.on_day, words: row.words, fileIds: row.file_ids, by: post(row.by_post) },
    at: row.at.toISOString(),
    undone: row.undone_at && row.undone_why ? { why: row.undone_why, at: row.undone_at.toISOString() } : null,
  })
  return {
    sources: (await sourcesOf(tx, project)).map((row) => ({
      ...{ id: row.id, kind: row.kind, name: row.name, plannedFen: row.planned_fen, receivedFen: row.received },
    })),
    receipts: receipts.map((row) => ({ id: row.id, sourceId: row.source_id, ...moved(row) })),
    payments: payments.map((row) => ({ id: row.id, payee: row.payee, itemId: row.item_id, ...moved(row) })),
  }
}

/** The same for everybody: by kind of source and by item, no names. */
export async function publicMoney(tx: Tx, project: Of): Promise<PublicProject['money']> {
  const sources = await sourcesOf(tx, project)
  const paid = await paidByItem(tx, project)
  return {
    sources: sourceKinds.flatMap((kind) => {
      const of = sources.filter((source) => source.kind === kind)
      if (of.length === 0) return []
      const plannedFen = of.reduce((sum, { planned_fen }) => sum + planned_fen, 0)
      return [{ kind, plannedFen, receivedFen: of.reduce((sum, { received }) => sum + received, 0) }]
    }),
    payments: paid.map(({ item_id, fen, payments }) => ({ itemId: item_id, paidFen: fen, payments })),
  }
}
