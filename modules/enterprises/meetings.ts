import type { TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { invitedOf, partyGatherings, registerParties } from '../gatherings/public.ts'
import { firmsInScope, firmsOfMember, keptFirm, membersOf, recordsOf } from './firm-reads.ts'
import { firmScopeSql } from './firm-scope.ts'
import { registerFirmListener } from './neighbours.ts'
import type { FirmId } from './shapes.ts'
import { registerFirmTimeline } from './timeline.ts'

const mostFound = 10

const kindWords: Readonly<Record<string, { zh: string; en: string }>> = {
  joint_meeting: { zh: '联席会议', en: 'Joint meeting' },
  council: { zh: '议事会', en: 'Council' },
  seminar: { zh: '座谈会', en: 'Seminar' },
  fair: { zh: '展会', en: 'Fair' },
  activity: { zh: '活动', en: 'Activity' },
}

/** Firms are invited to meetings and exhibit at fairs; both stand in their story. */
export function joinGatherings(): void {
  registerParties('firm', {
    search: async (tx, actor, q, now) => {
      const firms = await firmsInScope(tx, actor, { q, state: ['active'] }, now, { limit: mostFound })
      return firms.map(({ id, name, nameEn, uscc }) => ({ id, name, nameEn: nameEn ?? name, note: uscc ?? '' }))
    },
    named: async (tx, actor, id) => {
      const { rows } = await sql<{ name: string }>`select f.name from enterprises.firms f
        where f.tenant_id = ${actor.tenantId} and f.id = ${id} and f.state = 'active' and ${firmScopeSql(actor)}`.execute(
        tx,
      )
      return rows[0] ?? null
    },
    members: async (tx, tenantId, id) => membersOf(tx, tenantId, await keptFirm(tx, tenantId, id as FirmId)),
    of: async (tx, tenantId, personId) => {
      const own = await firmsOfMember(tx, tenantId, personId)
      const records = await recordsOf(
        tx,
        tenantId,
        own.map(({ id }) => id),
      )
      const gone = await namedFirms(tx, tenantId, records.slice(own.length))
      return [
        ...own.map(({ id, name, nameEn }) => ({ id, name, nameEn: nameEn ?? name })),
        ...gone.map((record) => ({ ...record, former: true as const })),
      ]
    },
  })
  registerFirmListener({
    restingOn: async (tx, tenantId, ids) => (await invitedOf(tx, tenantId, 'firm', ids)) as FirmId[],
  })
  registerFirmTimeline({ source: 'gathering', entries: gatheringEntries })
}

async function namedFirms(tx: Tx, tenantId: TenantId, ids: readonly FirmId[]) {
  const { rows } = await sql<{ id: FirmId; name: string; nameEn: string }>`select id, name,
      coalesce(name_en, name) as "nameEn" from enterprises.firms
    where tenant_id = ${tenantId} and id = any(${[...ids]}::uuid[]) order by name, id`.execute(tx)
  return rows
}

async function gatheringEntries(tx: Tx, _secrets: Secrets, tenantId: TenantId, firmId: FirmId) {
  const entries = await partyGatherings(tx, tenantId, { kind: 'firm', id: firmId })
  return entries.map(({ gatheringId, kind, title, startsAt, cameAt, stall }) => {
    const named = kindWords[kind] ?? { zh: kind, en: kind }
    return {
      at: (cameAt ?? startsAt).toISOString(),
      type: `gatherings.${kind}`,
      words: {
        zh: `${named.zh}：${title}${cameAt ? '（到场）' : ''}`,
        en: `${named.en}: ${title}${cameAt ? ' (came)' : ''}`,
      },
      detail: stall === null ? null : { zh: `展位 ${stall}`, en: `Stall ${stall}` },
      who: null,
      to: `/gatherings/${gatheringId}`,
    }
  })
}
