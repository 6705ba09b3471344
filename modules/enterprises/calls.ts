import type { MatterId, TenantId } from '../../kernel/contract/ids.ts'
import { type Db, sql, type Tx } from '../../kernel/db.ts'
import { payloadOf, type Subscriber } from '../../kernel/events/subscriber.ts'
import type { Tick } from '../../kernel/jobs/jobs.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { forEachTenant } from '../../kernel/tenants.ts'
import { maskName } from '../../kernel/text/masking.ts'
import { maskPhone } from '../../kernel/text/phones.ts'
import { type Day, dayOf } from '../../kernel/time/day.ts'
import { eventTypes, type MatterEvent } from '../matters/events.ts'
import { mattersNow } from '../matters/public.ts'
import { type VisitRecorded, visitRecorded } from '../visits/events.ts'
import {
  registerVisitSubject,
  subjectChanged,
  subjectEnded,
  subjectHappened,
  subjectReturned,
  takeBackDues,
  type VisitSubject,
  visitedOf,
  visitsOf,
} from '../visits/public.ts'
import { recordFacts } from './fact-service.ts'
import { heard } from './firm-store.ts'
import { type HeardFirm, registerFirmListener } from './neighbours.ts'
import { expiringDays, type FirmId } from './shapes.ts'
import type { ContactRecord, FirmRecord } from './tables.ts'
import { registerFirmTimeline } from './timeline.ts'

/** The tag by which rules of visits know a key firm. */
const keyTag = 'key'

const leaseTrigger = 'lease_expiring'

const subjectOf = ({ id, name, placeId, placePath, gridId, tags, keyFirm }: HeardFirm): VisitSubject => ({
  kind: 'firm',
  id,
  name,
  placeId,
  placePath,
  gridId,
  tags: keyFirm ? [...tags, keyTag] : tags,
})

async function contactsOf(tx: Tx, tenantId: TenantId, firmId: string, contactId?: string): Promise<ContactRecord[]> {
  const { rows } = await sql<ContactRecord>`select c.* from enterprises.contacts c
    where c.tenant_id = ${tenantId} and c.firm_id = ${firmId} and c.ended_at is null
      ${contactId === undefined ? sql`` : sql`and c.id::text = ${contactId}`}
    order by c.is_main desc, c.added_at, c.id`.execute(tx)
  return rows
}

/** Contacts of a merged record came to the kept one, and are its own still. */
async function hadContact(tx: Tx, tenantId: TenantId, firmId: string, contactId: string): Promise<boolean> {
  const { rows } = await sql`select from enterprises.firms f
    join enterprises.contacts c on c.tenant_id = f.tenant_id and c.firm_id in (f.id, f.merged_into_id)
    where f.tenant_id = ${tenantId} and f.id = ${firmId} and c.id::text = ${contactId}`.execute(tx)
  return rows.length > 0
}

/** What is known of a firm need not be asked at its door. */
async function knownOf(tx: Tx, tenantId: TenantId, firmIds: readonly string[]) {
  const { rows } = await sql<{ id: string; keys: string[] }>`select firm_id as id, array_agg(key) as keys
    from enterprises.facts where tenant_id = ${tenantId} and firm_id = any(${[...firmIds]}::uuid[])
      and replaced_at is null and value <> 'null' group by firm_id`.execute(tx)
  return new Map(rows.map(({ id, keys }) => [id, keys]))
}

/** Firms are called and visited: their dues, whom to ask for, and what was said, in their story. */
export function joinVisits(): void {
  registerFirmListener({
    registered: (tx, at, tenantId, firm) => subjectHappened(tx, at, tenantId, subjectOf(firm), 'registered'),
    movedIn: (tx, at, tenantId, firm) => subjectHappened(tx, at, tenantId, subjectOf(firm), 'moved_in'),
    becameKey: (tx, at, tenantId, firm) => subjectHappened(tx, at, tenantId, subjectOf(firm), 'became_key'),
    changed: (tx, at, tenantId, firm) => subjectChanged(tx, at, tenantId, subjectOf(firm)),
    ended: (tx, at, tenantId, { id }, why) => subjectEnded(tx, at, tenantId, { kind: 'firm', id }, why),
    // A lease ended with the stay that the firm left; with a merge that was undone it goes on.
    returned: (tx, at, tenantId, firm, after) =>
      subjectReturned(tx, at, tenantId, subjectOf(firm), after === 'leaving' ? [leaseTrigger] : []),
    importUndone: (tx, at, tenantId, { id }, { importedAt, why }) =>
      takeBackDues(tx, at, tenantId, { kind: 'firm', id }, { madeAt: importedAt, why }),
    restingOn: async (tx, tenantId, ids) => (await visitedOf(tx, tenantId, 'firm', ids)) as FirmId[],
  })
  registerVisitSubject('firm', {
    contacts: async (tx, secrets, tenantId, id) =>
      (await contactsOf(tx, tenantId, id)).map((contact) => ({
        id: contact.id,
        name: maskName(secrets.open(contact.name_sealed)),
        duty: contact.duty,
        phone: maskPhone(secrets.open(contact.phone_sealed)),
      })),
    reveal: async (tx, secrets, tenantId, id, contactId) => {
      const [contact] = await contactsOf(tx, tenantId, id, contactId)
      return contact ? { name: secrets.open(contact.name_sealed), phone: secrets.open(contact.phone_sealed) } : null
    },
    hasContact: hadContact,
    known: knownOf,
  })
  registerFirmTimeline({ source: 'visit', entries: visitEntries })
}

async function visitEntries(tx: Tx, secrets: Secrets, tenantId: TenantId, firmId: FirmId) {
  const visits = await visitsOf(tx, secrets, tenantId, { kind: 'firm', id: firmId })
  return visits.map((visit) => ({
    at: visit.heldAt,
    type: visitRecorded,
    words: {
      zh: `${visit.method === 'call' ? '电话回访' : '上门走访'}：${visit.rule.zh}${visit.reached ? '' : '（没有联系上）'}`,
      en: `${visit.method === 'call' ? 'Call' : 'Visit'}: ${visit.rule.en}${visit.reached ? '' : ' (not reached)'}`,
    },
    detail: visit.words === null ? null : { zh: visit.words, en: visit.words },
    who: null,
    to: visit.matter ? `/matters/${visit.matter.id}` : null,
  }))
}

/** Answers that are facts of a firm are kept as such: nobody types them again. */
export const keepAnswers: Subscriber = {
  name: 'enterprises.keep_answers',
  types: [visitRecorded],
  async handle(tx, event, { secrets }) {
    const { subject, facts, heldAt, method } = payloadOf<VisitRecorded>(event)
    const said = Object.entries(facts)
    if (subject.kind !== 'firm' || said.length === 0) return
    const firm = await liveFirm(tx, event.tenantId, subject.id)
    if (!firm) return
    const doing = { tenantId: event.tenantId, actor: null, by: event.actor, at: event.at, secrets }
    const asOf = dayOf(new Date(heldAt))
    const known = said.map(([key, value]) => ({ key, value, asOf }))
    await recordFacts(tx, doing, firm.id, known, method === 'call' ? 'call' : 'visit')
  },
}

/** A firm whose difficulty was confirmed as solved is called once more, as the rules of visits say. */
export const callAfterDifficulty: Subscriber = {
  name: 'enterprises.call_after_difficulty',
  types: [eventTypes.confirm],
  async handle(tx, event) {
    await difficultySolved(tx, event.tenantId, payloadOf<MatterEvent>(event).matterId, event.at)
  },
}

/** What the rules of visits make of a difficulty that the firm confirmed as solved. */
export async function difficultySolved(tx: Tx, tenantId: TenantId, matterId: MatterId, at: Date): Promise<void> {
  const matter = (await mattersNow(tx, tenantId, [matterId], at)).get(matterId)
  if (matter?.subject?.kind !== 'firm') return
  const firm = await liveFirm(tx, tenantId, matter.subject.id)
  if (firm) await happened(tx, at, firm, 'difficulty_solved')
}

/**
 * Leases that run out within 90 days: each is told once, and again when it was renewed. Before them come firms that visits
 * take for ended, of which no lease would be heard.
 */
export const leaseCalls: Tick = {
  name: 'enterprises.lease_calls',
  everyMs: 3_600_000,
  run: async ({ db, clock }) => {
    const at = clock.now()
    await forEachTenant(db, async (tenantId) => {
      while (await tellForgotten(db, tenantId, at));
      await tellLeases(db, tenantId, at)
    })
    return false
  },
}

/**
 * Firms that are here while visits take them for ended: programs of before did not tell that they were there again.
 * @returns whether there may be more
 */
const tellForgotten = (db: Db, tenantId: TenantId, at: Date): Promise<boolean> =>
  db.tx(async (tx) => {
    const firms = await forgottenFirms(tx, tenantId)
    for (const firm of firms) {
      await forgetLeaseNotices(tx, firm)
      const over = firm.wasMerged ? [] : [leaseTrigger]
      await subjectReturned(tx, at, tenantId, subjectOf(await heard(tx, firm)), over)
    }
    return firms.length === mostAtOnce
  })

type Forgotten = FirmRecord & { readonly endedAt: Date; readonly wasMerged: boolean }

async function forgottenFirms(tx: Tx, tenantId: TenantId): Promise<Forgotten[]> {
  // On most days there is none: set against each other as a whole, which the limit would keep PostgreSQL from.
  const { rows } = await sql<Forgotten>`
    with forgotten as materialized (
      select f.id, e.ended_at from visits.ended_view e
      join enterprises.firms f on f.tenant_id = e.tenant_id and f.id = e.id and f.state = 'active'
      where e.tenant_id = ${tenantId} and e.kind = 'firm')
    select f.*, g.ended_at as "endedAt", exists (select from enterprises.merges m where m.tenant_id = f.tenant_id
      and m.gone_id = f.id and m.at = g.ended_at and m.undone_at is not null) as "wasMerged"
    from forgotten g
    join enterprises.firms f on f.tenant_id = ${tenantId} and f.id = g.id and f.state = 'active'
    limit ${mostAtOnce} for no key update of f skip locked`.execute(tx)
  return rows
}

/** Leases of which visits were told in vain, since the firm was taken for ended. */
async function forgetLeaseNotices(tx: Tx, { tenant_id, id, endedAt }: Forgotten): Promise<void> {
  const ended = dayOf(endedAt)
  await sql`delete from enterprises.lease_notices n using enterprises.tenancies t
    where t.tenant_id = ${tenant_id} and t.firm_id = ${id} and n.tenant_id = t.tenant_id and n.tenancy_id = t.id
      and (t.from_on >= ${ended}::date or n.lease_until > ${ended}::date + ${expiringDays}::integer)`.execute(tx)
}

/** Tells all that are to be told, some at a time. */
export async function tellLeases(db: Db, tenantId: TenantId, at: Date): Promise<void> {
  const tellSome = async (tx: Tx) => {
    const firms = await leasesToTell(tx, tenantId, dayOf(at))
    for (const firm of firms) await happened(tx, at, firm, leaseTrigger)
    return firms.length > 0
  }
  while (await db.tx(tellSome));
}

const mostAtOnce = 100

async function leasesToTell(tx: Tx, tenantId: TenantId, today: Day): Promise<FirmRecord[]> {
  const { rows } = await sql<FirmRecord>`
    with ending as (
      select t.firm_id, t.id, t.lease_until from enterprises.tenancies t
      join enterprises.firms f on f.tenant_id = t.tenant_id and f.id = t.firm_id and f.state = 'active'
      where t.tenant_id = ${tenantId} and t.lease_until > ${today}::date and t.lease_until <= ${today}::date + ${expiringDays}::integer
        and t.to_on is null and t.from_on <= ${today}::date
        and not exists (select from enterprises.lease_notices n where n.tenant_id = t.tenant_id and n.tenancy_id = t.id
          and n.lease_until = t.lease_until)
      order by t.lease_until, t.id limit ${mostAtOnce}),
    told as (
      insert into enterprises.lease_notices (tenant_id, tenancy_id, lease_until)
      select ${tenantId}, id, lease_until from ending on conflict do nothing returning tenancy_id)
    select distinct f.* from told join ending e on e.id = told.tenancy_id
    join enterprises.firms f on f.tenant_id = ${tenantId} and f.id = e.firm_id`.execute(tx)
  return rows
}

async function liveFirm(tx: Tx, tenantId: TenantId, firmId: string): Promise<FirmRecord | null> {
  const { rows } = await sql<FirmRecord>`select f.* from enterprises.firms f
    where f.tenant_id = ${tenantId} and f.id = ${firmId} and f.state = 'active'`.execute(tx)
  return rows[0] ?? null
}

const happened = async (tx: Tx, at: Date, firm: FirmRecord, trigger: string): Promise<void> =>
  subjectHappened(tx, at, firm.tenant_id, subjectOf(await heard(tx, firm)), trigger)
