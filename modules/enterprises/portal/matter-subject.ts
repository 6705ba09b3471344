import type { PersonId } from '../../../kernel/contract/ids.ts'
import { sql } from '../../../kernel/db.ts'
import type { SubjectSource } from '../../matters/public.ts'
import type { FirmId } from '../shapes.ts'

/**
 * Firms as what matters are about. A firm that was merged into another one keeps its matters: whoever speaks for the
 * kept one speaks for it, however many merges lie between.
 */
export const firmSubject: SubjectSource = {
  name: async (tx, tenantId, ids) => {
    const { rows } = await sql<{ id: FirmId; name: string; nameEn: string | null }>`select id, name, name_en as "nameEn"
      from enterprises.firms where tenant_id = ${tenantId} and id = any(${[...ids]}::uuid[])`.execute(tx)
    return new Map(rows.map(({ id, name, nameEn }) => [id, { zh: name, en: nameEn ?? name }]))
  },
  members: async (tx, tenantId, id) => {
    const { rows } = await sql<{ personId: PersonId }>`
      with recursive kept as (
        select id, merged_into_id from enterprises.firms where tenant_id = ${tenantId} and id = ${id}
        union select f.id, f.merged_into_id from enterprises.firms f join kept on f.id = kept.merged_into_id
          where f.tenant_id = ${tenantId})
      select distinct m.person_id as "personId" from enterprises.members_view m join kept on kept.id = m.firm_id
      where m.tenant_id = ${tenantId}`.execute(tx)
    return rows.map((row) => row.personId)
  },
  subjectsOf: async (tx, tenantId, personId) => {
    const { rows } = await sql<{ id: FirmId }>`
      with recursive mine as (
        select firm_id as id from enterprises.members_view where tenant_id = ${tenantId} and person_id = ${personId}
        union select f.id from enterprises.firms f join mine on f.merged_into_id = mine.id
          where f.tenant_id = ${tenantId})
      select id from mine`.execute(tx)
    return rows.map((row) => row.id)
  },
  contact: async (tx, secrets, tenantId, id) => {
    const { rows } = await sql<{ name: Buffer; phone: Buffer }>`
      with recursive kept as (
        select id, merged_into_id from enterprises.firms where tenant_id = ${tenantId} and id = ${id}
        union select f.id, f.merged_into_id from enterprises.firms f join kept on f.id = kept.merged_into_id
          where f.tenant_id = ${tenantId})
      select c.name_sealed as name, c.phone_sealed as phone from enterprises.contacts c join kept on kept.id = c.firm_id
      where c.tenant_id = ${tenantId} and c.ended_at is null
      order by c.is_main desc, c.confirmed_at is null, c.added_at limit 1`.execute(tx)
    const main = rows[0]
    return main ? { name: secrets.open(main.name), phone: secrets.open(main.phone) } : null
  },
}
