import type { Actor } from '../../kernel/actor.ts'
import { notFound } from '../../kernel/contract/errors.ts'
import type { PlaceId, TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { dayOf } from '../../kernel/time/day.ts'
import type { StayView } from './buildings-contract.ts'
import { contactsOf } from './contact-service.ts'
import type { FactView, FirmStay, FirmView, TagView } from './contract.ts'
import { type FirmSource, firmColumns, firmJoins, firmRow } from './firm-queries.ts'
import { firmScopeSql, keeps } from './firm-scope.ts'
import { whereOf } from './firm-store.ts'
import type { FirmId, MergeId, SuiteId } from './shapes.ts'
import { stayJson } from './suite-row.ts'
import { readTimeline } from './timeline.ts'

interface Reading {
  readonly tx: Tx
  readonly secrets: Secrets
  readonly now: Date
}

/** One firm on one page. */
export async function viewFirm({ tx, secrets, now }: Reading, actor: Actor, firmId: FirmId): Promise<FirmView> {
  const { tenantId } = actor
  const { rows } = await sql<FirmSource>`select ${firmColumns} from enterprises.firms f ${firmJoins(dayOf(now))}
    where f.tenant_id = ${tenantId} and f.id = ${firmId} and ${firmScopeSql(actor)}`.execute(tx)
  const firm = rows[0] ?? notFound()
  const mayWrite = keeps(actor, whereOf(firm))
  const merges = await mergesHere(tx, tenantId, firmId)
  const mergedInto = firm.merged_into_id ? await nameOf(tx, tenantId, firm.merged_into_id) : null
  return {
    ...firmRow(firm),
    registeredAddress: firm.registered_address,
    registeredAt: firm.registered_at.toISOString(),
    leavesOn: firm.leaves_on,
    mergedInto,
    mergedHere: merges.map((merge) => ({ ...merge, at: merge.at.toISOString(), mayUndo: mayWrite })),
    contacts: await contactsOf(tx, { secrets, tenantId }, firmId),
    facts: await factsShown(tx, tenantId, firmId, sql`x.replaced_at is null`),
    tagList: await tagsShown(tx, tenantId, firmId),
    stays: await staysOf(tx, tenantId, firmId),
    timeline: await readTimeline(
      tx,
      secrets,
      tenantId,
      firmId,
      merges.map((merge) => merge.firmId),
    ),
    mayWrite: mayWrite && firm.state !== 'merged' && firm.state !== 'closed',
  }
}

async function mergesHere(tx: Tx, tenantId: TenantId, firmId: FirmId) {
  const { rows } = await sql<{ mergeId: MergeId; firmId: FirmId; name: string; at: Date }>`
    select m.id as "mergeId", m.gone_id as "firmId", g.name, m.at from enterprises.merges m
    join enterprises.firms g on g.tenant_id = m.tenant_id and g.id = m.gone_id
    where m.tenant_id = ${tenantId} and m.kept_id = ${firmId} and m.undone_at is null order by m.at desc`.execute(tx)
  return rows
}

async function nameOf(tx: Tx, tenantId: TenantId, firmId: FirmId): Promise<{ id: FirmId; name: string } | null> {
  const { rows } = await sql<{ id: FirmId; name: string }>`select id, name from enterprises.firms
    where tenant_id = ${tenantId} and id = ${firmId}`.execute(tx)
  return rows[0] ?? null
}

interface FactSource extends Omit<FactView, 'at' | 'replacedAt'> {
  at: Date
  replacedAt: Date | null
}

async function factsShown(
  tx: Tx,
  tenantId: TenantId,
  firmId: FirmId,
  condition: ReturnType<typeof sql>,
): Promise<FactView[]> {
  const { rows } = await sql<FactSource>`select x.key, x.value, x.source, x.as_of as "asOf", x.at, n.name as by,
      x.replaced_at as "replacedAt"
    from enterprises.facts x left join people.persons_view n on n.tenant_id = x.tenant_id and n.id = x.by_person_id
    where x.tenant_id = ${tenantId} and x.firm_id = ${firmId} and ${condition}
    order by x.key, x.as_of desc, x.at desc`.execute(tx)
  return rows.map((row) => ({
    key: row.key,
    value: row.value,
    source: row.source,
    asOf: row.asOf,
    at: row.at.toISOString(),
    by: row.by,
    replacedAt: row.replacedAt?.toISOString() ?? null,
  }))
}

/** The values that a fact of a firm in scope had, the one for the latest day first. */
export async function factHistory(tx: Tx, actor: Actor, firmId: FirmId, key: string): Promise<FactView[]> {
  const { rows } = await sql`select from enterprises.firms f
    where f.tenant_id = ${actor.tenantId} and f.id = ${firmId} and ${firmScopeSql(actor)}`.execute(tx)
  if (rows.length === 0) notFound()
  return factsShown(tx, actor.tenantId, firmId, sql`x.key = ${key}`)
}

async function tagsShown(tx: Tx, tenantId: TenantId, firmId: FirmId): Promise<TagView[]> {
  const { rows } = await sql<TagView>`select g.id, g.tag, g.source, g.as_of as "asOf", n.name as by
    from enterprises.tags g left join people.persons_view n on n.tenant_id = g.tenant_id and n.id = g.by_person_id
    where g.tenant_id = ${tenantId} and g.firm_id = ${firmId} and g.ended_at is null order by g.at, g.tag`.execute(tx)
  return rows
}

interface StaySource {
  stay: StayView
  suiteId: SuiteId
  floor: number
  number: string
  areaCm2: number
  placeId: PlaceId
  name: string
  nameEn: string
}

/** All stays of a firm, planned ones and past ones, the latest first. */
export async function staysOf(tx: Tx, tenantId: TenantId, firmId: FirmId): Promise<FirmStay[]> {
  const { rows } = await sql<StaySource>`select ${stayJson('t', 'f')} as stay, s.id as "suiteId", s.floor, s.number,
      s.area_cm2 as "areaCm2", p.id as "placeId", p.name, p.name_en as "nameEn"
    from enterprises.tenancies t
    join enterprises.firms f on f.tenant_id = t.tenant_id and f.id = t.firm_id
    join enterprises.suites s on s.tenant_id = t.tenant_id and s.id = t.suite_id
    join places.places_view p on p.tenant_id = s.tenant_id and p.id = s.building_id
    where t.tenant_id = ${tenantId} and t.firm_id = ${firmId} order by t.from_on desc, s.floor, s.position`.execute(tx)
  return rows.map(({ stay, suiteId, floor, number, areaCm2, placeId, name, nameEn }) => ({
    ...stay,
    suite: { id: suiteId, floor, number, areaCm2 },
    building: { placeId, name, nameEn },
  }))
}
