import type { Actor } from '../../../kernel/actor.ts'
import { fail, notFound } from '../../../kernel/contract/errors.ts'
import type { TenantId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import type { Secrets } from '../../../kernel/secrets.ts'
import { dayOf } from '../../../kernel/time/day.ts'
import { mattersAbout } from '../../matters/public.ts'
import { contactsOf } from '../contact-service.ts'
import type { FactView } from '../contract.ts'
import type { Doing } from '../doing.ts'
import { factNamed } from '../fact-names.ts'
import { type NewFact, recordFacts } from '../fact-service.ts'
import { type FirmSource, firmColumns, firmJoins, firmRow } from '../firm-queries.ts'
import { memberSql } from '../firm-scope.ts'
import { correctFirm, type FirmCorrection } from '../firm-service.ts'
import { staysOf } from '../firm-view.ts'
import type { FirmId } from '../shapes.ts'
import type { MyFirmRow, MyFirmView, OwnFact } from './contract.ts'

/** The firm of a member, as its row stands; it does not exist for anybody else, nor once it is merged away. */
export async function ownFirm(tx: Tx, { tenantId, personId }: Actor, firmId: FirmId, now: Date): Promise<FirmSource> {
  const { rows } = await sql<FirmSource>`select ${firmColumns} from enterprises.firms f ${firmJoins(dayOf(now))}
    where f.tenant_id = ${tenantId} and f.id = ${firmId} and f.state <> 'merged' and ${memberSql(personId)}`.execute(tx)
  return rows[0] ?? notFound()
}

/** The firms that somebody speaks for. */
export async function listOwnFirms(tx: Tx, { tenantId, personId }: Actor, now: Date): Promise<MyFirmRow[]> {
  const { rows } = await sql<FirmSource>`select ${firmColumns} from enterprises.firms f ${firmJoins(dayOf(now))}
    where f.tenant_id = ${tenantId} and f.state <> 'merged' and ${memberSql(personId)} order by f.name, f.id`.execute(
    tx,
  )
  return rows.map((row) => shortOf(row))
}

function shortOf(source: FirmSource): MyFirmRow {
  const { id, name, nameEn, place, suites, state } = firmRow(source)
  return { id, name, nameEn, place, suites, state }
}

/** Everything that is held on a firm, but for what staff note for themselves. */
export async function viewOwnFirm(
  { tx, secrets, now }: { readonly tx: Tx; readonly secrets: Secrets; readonly now: Date },
  actor: Actor,
  firmId: FirmId,
): Promise<MyFirmView> {
  const { tenantId } = actor
  const source = await ownFirm(tx, actor, firmId, now)
  const { uscc, legalForm, industry, staff, sizeClass, registeredHere, sinceOn, changedAt } = firmRow(source)
  const contacts = await contactsOf(tx, { secrets, tenantId }, firmId)
  return {
    ...shortOf(source),
    uscc,
    legalForm,
    industry,
    staff,
    sizeClass,
    registeredHere,
    sinceOn,
    changedAt,
    registeredAddress: source.registered_address,
    facts: await ownFacts(tx, tenantId, firmId),
    stays: await staysOf(tx, tenantId, firmId),
    contacts: contacts.map(({ confirmedBy: _, ...contact }) => contact),
  }
}

const mostEarlier = 10

async function ownFacts(tx: Tx, tenantId: TenantId, firmId: FirmId): Promise<OwnFact[]> {
  const { rows } = await sql<Omit<FactView, 'by' | 'at' | 'replacedAt'> & { at: Date; current: boolean }>`
    select key, value, source, as_of as "asOf", at, replaced_at is null as current from enterprises.facts
    where tenant_id = ${tenantId} and firm_id = ${firmId} order by key, as_of desc, at desc`.execute(tx)
  const told = rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }))
  return told.flatMap(({ current, ...fact }) => {
    if (!current) return []
    const earlier = told.filter((other) => other.key === fact.key && !other.current).slice(0, mostEarlier)
    return [{ ...fact, earlier: earlier.map(({ value, source, asOf, at }) => ({ value, source, asOf, at })) }]
  })
}

export interface OwnCorrection extends Pick<FirmCorrection, 'nameEn' | 'registeredAddress' | 'registeredHere'> {
  readonly facts?: readonly NewFact[] | undefined
}

/** A member puts right what a firm may say of itself; the ledger and the facts tell that the firm said so. */
export async function correctOwnFirm(
  tx: Tx,
  { actor, ...doing }: Doing & { readonly actor: Actor },
  firmId: FirmId,
  { facts = [], ...columns }: OwnCorrection,
): Promise<void> {
  await ownFirm(tx, actor, firmId, doing.at)
  await checkKeys(tx, actor.tenantId, firmId, facts)
  const asFirm: Doing = { ...doing, actor: null }
  await correctFirm(tx, asFirm, firmId, columns)
  await recordFacts(tx, asFirm, firmId, facts, 'firm')
}

/** A firm speaks of what has a name here, or is held on it already; it makes up no facts of its own. */
async function checkKeys(tx: Tx, tenantId: TenantId, firmId: FirmId, facts: readonly NewFact[]): Promise<void> {
  const strange = facts.map(({ key }) => key).filter((key) => factNamed(key) === undefined)
  if (strange.length === 0) return
  const { rows } = await sql<{ key: string }>`select key from enterprises.facts
    where tenant_id = ${tenantId} and firm_id = ${firmId} and key = any(${strange}::text[])`.execute(tx)
  const unknown = strange.find((key) => !rows.some((row) => row.key === key))
  if (unknown === undefined) return
  const words = { zh: '没有这一项信息', en: 'There is no such fact' }
  fail('invalid', 'enterprises.unknown_fact', words, [{ path: `facts.${unknown}`, words }])
}

/** The matters of a firm of the asker's, those of records that were merged into it included. */
export async function ownMatters(
  tx: Tx,
  actor: Actor,
  firmId: FirmId,
  page: { readonly offset?: number; readonly limit?: number },
  now: Date,
) {
  await ownFirm(tx, actor, firmId, now)
  const { rows } = await sql<{ id: FirmId }>`
    with recursive mine as (
      select ${firmId}::uuid as id
      union select f.id from enterprises.firms f join mine on f.merged_into_id = mine.id
        where f.tenant_id = ${actor.tenantId})
    select id from mine`.execute(tx)
  return mattersAbout(
    tx,
    actor.tenantId,
    rows.map(({ id }) => ({ kind: 'firm', id })),
    page,
    now,
  )
}
