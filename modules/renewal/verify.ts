import { sql } from '../../kernel/db.ts'
import { type LedgerEvent, readStream } from '../../kernel/events/record.ts'
import type { Verify, Verifying } from '../../kernel/events/verify.ts'
import { projectStream, type RenewalEvent, renewalEvents } from './events.ts'
import { evidenceHash } from './evidence-service.ts'
import { paymentHash, receiptHash } from './money-service.ts'
import { stagesOf } from './project-service.ts'
import { projectHash } from './project-store.ts'
import { evidenceOf } from './stage-facts.ts'
import type { PaymentRecord, ProjectRecord, ReceiptRecord } from './tables.ts'

type Story = readonly LedgerEvent<RenewalEvent>[]
type Fault = (check: string, what: string) => void

/** Holds projects against the ledger: states, words, when stages began and finished, every piece of evidence, all money. */
export const verifyRenewal: Verify = async (verifying) => {
  const { tx, tenantId, report } = verifying
  const { rows } = await sql<ProjectRecord>`select * from renewal.projects where tenant_id = ${tenantId}
    order by id`.execute(tx)
  for (const project of rows) {
    const stream = projectStream(project.id)
    const story = (await readStream(tx, tenantId, stream)) as unknown as Story
    const fault: Fault = (check, what) =>
      report({ check: `renewal.${check}`, stream, what: `${project.title}: ${what}` })
    verifyHead(project, story, fault)
    await verifyStages(verifying, project, story, fault)
    await verifyEvidence(verifying, project, story, fault)
    await verifyMoney(verifying, project, story, fault)
  }
  return { renewals: rows.length }
}

const ofType = (story: Story, ...names: (keyof typeof renewalEvents)[]) =>
  story.filter(({ type }) => names.some((name) => renewalEvents[name] === type))

function verifyHead(project: ProjectRecord, story: Story, fault: Fault): void {
  const told = story.at(-1)?.payload.to
  if (told !== project.state) fault('state', `stands as ${project.state}, the ledger says ${told ?? 'nothing'}`)
  const said = ofType(story, 'planned', 'changed').at(-1)
  if (said?.payload.hash !== projectHash(project))
    fault('words', 'its words and numbers are not those that were recorded')
}

async function verifyStages({ tx }: Verifying, project: ProjectRecord, story: Story, fault: Fault): Promise<void> {
  const on = (name: 'stageBegun' | 'stageFinished') =>
    new Map(ofType(story, name).map(({ payload }) => [payload.stage, payload.facts?.on]))
  const [begun, finished] = [on('stageBegun'), on('stageFinished')]
  for (const { stage, began_on, finished_on } of await stagesOf(tx, project))
    if ((begun.get(stage) ?? null) !== began_on || (finished.get(stage) ?? null) !== finished_on)
      fault('stage', `${stage} did not begin and finish as the ledger tells it`)
}

async function verifyEvidence({ tx }: Verifying, project: ProjectRecord, story: Story, fault: Fault): Promise<void> {
  const added = new Map(ofType(story, 'evidenceAdded').map(({ payload }) => [payload.ofId, payload.hash]))
  const undone = new Set(ofType(story, 'evidenceUndone').map(({ payload }) => payload.ofId))
  const rows = await evidenceOf(tx, project)
  for (const row of rows)
    if (added.get(row.id) !== evidenceHash(row) || undone.has(row.id) !== (row.undone_at !== null))
      fault('evidence', `evidence ${row.id} is not as it was entered`)
  if (rows.length !== added.size) fault('evidence', `${rows.length} pieces stand, the ledger says ${added.size}`)
}

interface MoneyRow {
  readonly id: string
  readonly fen: number
  readonly undone_at: Date | null
}

/** Every receipt and payment as it was entered, and the two sums that the rules work with. */
async function verifyMoney(
  { tx, tenantId }: Verifying,
  project: ProjectRecord,
  story: Story,
  fault: Fault,
): Promise<void> {
  const { rows: receipts } = await sql<ReceiptRecord>`select * from renewal.receipts where tenant_id = ${tenantId}
    and project_id = ${project.id}`.execute(tx)
  const { rows: payments } = await sql<PaymentRecord>`select * from renewal.payments where tenant_id = ${tenantId}
    and project_id = ${project.id}`.execute(tx)
  const received = foldMoney(receipts, receiptHash, ofType(story, 'received'), ofType(story, 'receiptUndone'), fault)
  const paid = foldMoney(payments, paymentHash, ofType(story, 'paid'), ofType(story, 'paymentUndone'), fault)
  if (received !== project.received_fen)
    fault('money', `${project.received_fen} fen stand as received, the ledger says ${received}`)
  if (paid !== project.paid_fen) fault('money', `${project.paid_fen} fen stand as paid, the ledger says ${paid}`)
}

/** @returns the fen that the ledger comes to */
function foldMoney<Row extends MoneyRow>(
  rows: readonly Row[],
  hash: (row: Row) => string,
  came: Story,
  went: Story,
  fault: Fault,
): number {
  const told = new Map(came.map(({ payload }) => [payload.ofId, payload]))
  const undone = new Set(went.map(({ payload }) => payload.ofId))
  for (const row of rows)
    if (told.get(row.id)?.hash !== hash(row) || undone.has(row.id) !== (row.undone_at !== null))
      fault('money', `entry ${row.id} is not as it was entered`)
  if (rows.length !== told.size) fault('money', `${rows.length} entries stand, the ledger says ${told.size}`)
  return came.reduce((sum, { payload }) => sum + (undone.has(payload.ofId) ? 0 : (payload.fen ?? 0)), 0)
}
