import { createHash } from 'node:crypto'
import { fail, forbidden, notFound } from '../../kernel/contract/errors.ts'
import type { TenantId } from '../../kernel/contract/ids.ts'
import { constraintOf, sql, type Tx } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import {
  caseStream,
  committeeStream,
  type MediationEvent,
  type MediationEventName,
  mediationEvents,
  type Told,
  type ToldRow,
  type ToldTable,
} from './events.ts'
import { chargeSql, type Doing, headSql, type Writing } from './scope.ts'
import type { CaseId, CaseRecord, CommitteeId, CommitteeRecord } from './tables.ts'

type Column = string | number | boolean | Buffer | Date | null | readonly string[] | object
export type Columns = Readonly<Record<string, Column>>

/** SHA-256 of sealed bytes: shows a change and tells nothing of the words. */
export const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

/** A column as the ledger has it. */
export function toldOf(value: Column): Told {
  if (Buffer.isBuffer(value)) return hashOf(value)
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value
  if (value !== null && typeof value === 'object')
    return createHash('sha256').update(JSON.stringify(value)).digest('hex')
  return value
}

/** Keyed hashes of phones and codes stay out of the ledger: they would tie cases together for ever. */
const untold = (column: string): boolean => column.endsWith('_lookup') || column === 'changed_at'

const toldRow = (of: ToldTable, id: string, columns: Columns): ToldRow => ({
  ...{ of, id },
  set: Object.fromEntries(
    Object.entries(columns).flatMap(([column, value]) => (untold(column) ? [] : [[column, toldOf(value)]])),
  ),
})

const bound = (value: Column) =>
  value !== null &&
  typeof value === 'object' &&
  !Array.isArray(value) &&
  !Buffer.isBuffer(value) &&
  !(value instanceof Date)
    ? JSON.stringify(value)
    : isListOfObjects(value)
      ? JSON.stringify(value)
      : value

const isListOfObjects = (value: Column): boolean =>
  Array.isArray(value) && value.some((one) => typeof one === 'object' && one !== null)

/** Adds a row. @returns what the ledger tells of it; throws a conflict where the id is taken */
export async function addRow(
  tx: Tx,
  of: ToldTable,
  tenantId: TenantId,
  id: string,
  columns: Columns,
): Promise<ToldRow> {
  const names = Object.keys(columns)
  const { rows } =
    await sql`insert into mediation.${sql.ref(of)} (tenant_id, id, ${sql.join(names.map((name) => sql.ref(name)))})
    values (${tenantId}, ${id}, ${sql.join(names.map((name) => sql`${bound(columns[name] ?? null)}`))})
    on conflict (tenant_id, id) do nothing returning id`.execute(tx)
  if (rows.length === 0) fail('conflict', 'mediation.id_taken', { zh: '这个编号已用过', en: 'That id is taken' })
  return toldRow(of, id, columns)
}

/** Changes a row. @returns what the ledger tells of it */
export async function setRow(
  tx: Tx,
  of: ToldTable,
  tenantId: TenantId,
  id: string,
  columns: Columns,
): Promise<ToldRow> {
  const sets = Object.entries(columns).map(([name, value]) => sql`${sql.ref(name)} = ${bound(value)}`)
  await sql`update mediation.${sql.ref(of)} set ${sql.join(sets)} where tenant_id = ${tenantId} and id = ${id}`.execute(
    tx,
  )
  return toldRow(of, id, columns)
}

type Payload = Omit<MediationEvent, 'caseId' | 'committeeId' | 'rows'>

/** Writes one event of a case, with the rows that it set. */
export const tell = (
  tx: Tx,
  { tenantId, at, by }: Pick<Writing, 'tenantId' | 'at' | 'by'> & Partial<Writing>,
  { id: caseId, committee_id: committeeId }: Pick<CaseRecord, 'id' | 'committee_id'>,
  name: MediationEventName,
  rows: readonly ToldRow[] = [],
  more: Payload = {},
): Promise<number> =>
  record<MediationEvent>(tx, {
    ...{ tenantId, at, actor: by },
    stream: caseStream(caseId),
    type: mediationEvents[name],
    payload: { caseId, committeeId, rows, ...more },
  })

export const tellCommittee = (
  tx: Tx,
  { tenantId, at, by }: Writing,
  committeeId: CommitteeId,
  name: MediationEventName,
  rows: readonly ToldRow[],
): Promise<number> =>
  record<MediationEvent>(tx, {
    ...{ tenantId, at, actor: by },
    stream: committeeStream(committeeId),
    type: mediationEvents[name],
    payload: { committeeId, rows },
  })

/** A case with its row locked, and how the actor stands to it. */
export interface Held {
  readonly doing: Doing
  readonly row: CaseRecord
  readonly head: boolean
}

/** A case that the actor is in charge of; 404 beyond. */
export async function lockCase(tx: Tx, doing: Doing, caseId: CaseId): Promise<Held> {
  const { tenantId, actor, at } = doing
  const { rows } = await sql<CaseRecord & { head: boolean }>`select c.*, ${headSql(actor, at)} as head
    from mediation.cases c where c.tenant_id = ${tenantId} and c.id = ${caseId} and ${chargeSql(actor, at)}
    for no key update of c`.execute(tx)
  const { head, ...row } = rows[0] ?? notFound()
  return { doing, row, head }
}

/** For what the head alone decides: 403 for a mediator. */
export async function lockAsHead(tx: Tx, doing: Doing, caseId: CaseId): Promise<Held> {
  const held = await lockCase(tx, doing, caseId)
  return held.head ? held : forbidden()
}

/** Changes columns of a case. @returns what the ledger tells of it */
export const setCase = (tx: Tx, { tenantId, at }: Writing, id: CaseId, columns: Columns): Promise<ToldRow> =>
  setRow(tx, 'cases', tenantId, id, { ...columns, changed_at: at })

/** One committee; null where there is none. */
export async function committeeOf(tx: Tx, tenantId: TenantId, id: CommitteeId): Promise<CommitteeRecord | null> {
  const { rows } = await sql<CommitteeRecord>`select * from mediation.committees where tenant_id = ${tenantId}
    and id = ${id}`.execute(tx)
  return rows[0] ?? null
}

/** Says in words what the database refused by the law that it keeps. */
export function refusedByLaw(error: unknown): never {
  const constraint = constraintOf(error)
  if (constraint === 'mediation_refusal_ends' || constraint === 'mediation_end_stays')
    fail('refused', 'mediation.has_ended', {
      zh: '这起调解已经终止，不能再进行',
      en: 'This mediation has ended and does not go on',
    })
  if (constraint === 'mediation_consent_first')
    fail('refused', 'mediation.consent_missing', {
      zh: '每一方都要同意调解，才能继续',
      en: 'Every side has to agree before it goes on',
    })
  throw error
}
