import { newId, type TenantId } from './contract/ids.ts'
import { type Db, sql } from './db.ts'
import { addTenant } from './tenants.ts'

/** Two tenants, each with a row of its own in `kernel.streams`. */
export async function twoTenants(owner: Db): Promise<{ readonly ours: TenantId; readonly theirs: TenantId }> {
  const [ours, theirs] = [newId<'tenant'>(), newId<'tenant'>()]
  await owner.tx(async (tx) => {
    for (const [id, code] of [
      [ours, '990101'],
      [theirs, '990102'],
    ] as const) {
      await addTenant(tx, { id, code, name: { zh: code, en: code } }, new Date('2026-11-23T02:00:00Z'))
      await sql`insert into kernel.streams (tenant_id, stream, seq, hash) values (${id}, 'a', 1, 'x')`.execute(tx)
    }
  })
  return { ours, theirs }
}
