import { notFound } from '../../kernel/contract/errors.ts'
import { newId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { dayOf } from '../../kernel/time/day.ts'
import { attachFiles } from '../files/public.ts'
import type { PaymentBody, ReceiptBody, SourceBody } from './contract.ts'
import { projectStream } from './events.ts'
import { payObstacle, undoReceiptObstacle } from './money.ts'
import { moneyMoves } from './project.ts'
import {
  hashOf,
  idTaken,
  invalid,
  itemIn,
  type KeptHeld,
  lockKept,
  refuse,
  refuseUnless,
  saveProject,
  tell,
} from './project-store.ts'
import type { Doing } from './scope.ts'
import { mine, type PaymentRecord, type ProjectId, type ReceiptRecord, type SourceRecord } from './tables.ts'

/** Adds a source of money, or changes what is planned from it. */
export async function saveSource(
  tx: Tx,
  doing: Doing,
  id: ProjectId,
  body: SourceBody,
): Promise<{ id: SourceRecord['id'] }> {
  const held = await lockKept(tx, doing, id)
  refuseUnless(held.project.state !== 'stopped')
  const source: SourceRecord = {
    ...{ tenant_id: held.project.tenant_id, project_id: id, id: body.id ?? newId<'renewal_source'>() },
    ...{ kind: body.kind, name: body.name?.trim() || null, planned_fen: body.plannedFen, created_at: held.at },
  }
  const { kind, name, planned_fen } = source
  const saved = await mine(tx)
    .insertInto('renewal.sources')
    .values(source)
    .onConflict((conflict) =>
      conflict
        .columns(['tenant_id', 'id'])
        .doUpdateSet({ kind, name, planned_fen })
        .where('renewal.sources.project_id', '=', id),
    )
    .returning('id')
    .executeTakeFirst()
  if (!saved) idTaken()
  await tell(tx, held, 'sourceSaved', { ofId: source.id, facts: { kind, plannedFen: planned_fen } })
  return { id: source.id }
}

interface Money {
  readonly fen: number
  readonly onDay: string
  readonly words?: string | undefined
  readonly fileIds?: ReceiptRecord['file_ids'] | undefined
}

async function movedColumns(tx: Tx, doing: Doing, held: KeptHeld, body: Money) {
  refuseUnless(moneyMoves(held.project.state))
  if (body.onDay > dayOf(held.at))
    invalid('onDay', 'bad_day', { zh: '日期不能晚于今天', en: 'The day cannot lie ahead' })
  const fileIds = body.fileIds ?? []
  const { tenantId, uploader } = doing
  await attachFiles(tx, { tenantId, fileIds, subject: projectStream(held.project.id), uploader })
  return {
    ...{ tenant_id: tenantId, project_id: held.project.id, fen: body.fen, on_day: body.onDay },
    ...{ words: body.words?.trim() || null, file_ids: fileIds, by_post: held.postId, at: held.at },
    ...{ undone_why: null, undone_at: null },
  }
}

/** Money that came in from a source. */
export async function receiveMoney(
  tx: Tx,
  doing: Doing,
  id: ProjectId,
  body: ReceiptBody,
): Promise<{ id: ReceiptRecord['id'] }> {
  const held = await lockKept(tx, doing, id)
  const { rows } = await sql`select from renewal.sources where tenant_id = ${held.project.tenant_id}
    and project_id = ${id} and id = ${body.sourceId}`.execute(tx)
  if (rows.length === 0) invalid('sourceId', 'no_source', { zh: '没有这个资金来源', en: 'There is no such source' })
  const receipt: ReceiptRecord = {
    ...(await movedColumns(tx, doing, held, body)),
    id: body.id ?? newId<'renewal_receipt'>(),
    source_id: body.sourceId,
  }
  const added = await mine(tx)
    .insertInto('renewal.receipts')
    .values(receipt)
    .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) idTaken()
  await saveProject(tx, held, { received_fen: held.project.received_fen + body.fen })
  await tell(tx, held, 'received', { ofId: receipt.id, fen: body.fen, hash: receiptHash(receipt) })
  return { id: receipt.id }
}

/** Money that was paid to somebody for an item: never more than was received. */
export async function payMoney(
  tx: Tx,
  doing: Doing,
  id: ProjectId,
  body: PaymentBody,
): Promise<{ id: PaymentRecord['id'] }> {
  const held = await lockKept(tx, doing, id)
  const { project } = held
  await itemIn(tx, project, body.itemId)
  const columns = await movedColumns(tx, doing, held, body)
  const blocked = payObstacle({ receivedFen: project.received_fen, paidFen: project.paid_fen }, body.fen)
  if (blocked) refuse('not_received', blocked)
  const payment: PaymentRecord = {
    ...{ ...columns, id: body.id ?? newId<'renewal_payment'>(), item_id: body.itemId, payee: body.payee.trim() },
  }
  const added = await mine(tx)
    .insertInto('renewal.payments')
    .values(payment)
    .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) idTaken()
  await saveProject(tx, held, { paid_fen: project.paid_fen + body.fen })
  await tell(tx, held, 'paid', { ofId: payment.id, fen: body.fen, hash: paymentHash(payment) })
  return { id: payment.id }
}

export const receiptHash = (row: ReceiptRecord): string =>
  hashOf([row.source_id, row.fen, row.on_day, row.words, row.file_ids])
export const paymentHash = (row: PaymentRecord): string =>
  hashOf([row.item_id, row.payee, row.fen, row.on_day, row.words, row.file_ids])

/** Takes a receipt back, unless it was paid out. */
export async function undoReceipt(tx: Tx, doing: Doing, id: ProjectId, receiptId: ReceiptRecord['id'], why: string) {
  const held = await lockKept(tx, doing, id)
  const { project } = held
  const fen = await undo(tx, held, 'renewal.receipts', receiptId, why)
  const blocked = undoReceiptObstacle({ receivedFen: project.received_fen, paidFen: project.paid_fen }, fen)
  if (blocked) refuse('paid_out', blocked)
  await saveProject(tx, held, { received_fen: project.received_fen - fen })
  await tell(tx, held, 'receiptUndone', { ofId: receiptId, fen, hash: hashOf(why.trim()) })
}

export async function undoPayment(tx: Tx, doing: Doing, id: ProjectId, paymentId: PaymentRecord['id'], why: string) {
  const held = await lockKept(tx, doing, id)
  const fen = await undo(tx, held, 'renewal.payments', paymentId, why)
  await saveProject(tx, held, { paid_fen: held.project.paid_fen - fen })
  await tell(tx, held, 'paymentUndone', { ofId: paymentId, fen, hash: hashOf(why.trim()) })
}

/** Strikes a row through. @returns its fen */
async function undo(
  tx: Tx,
  { project, at }: KeptHeld,
  table: 'renewal.receipts' | 'renewal.payments',
  id: string,
  why: string,
): Promise<number> {
  const { rows } = await sql<{
    fen: number
  }>`update ${sql.table(table)} set undone_at = ${at}, undone_why = ${why.trim()}
    where tenant_id = ${project.tenant_id} and project_id = ${project.id} and id = ${id} and undone_at is null
    returning fen`.execute(tx)
  return rows[0]?.fen ?? notFound()
}
