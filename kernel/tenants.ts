import type { RawBuilder } from 'kysely'
import type { TenantId } from './contract/ids.ts'
import type { Words } from './contract/words.ts'
import { type Db, sql, type Tx } from './db.ts'
import { eachInTurn } from './each-in-turn.ts'
import type { TenantSource } from './http/session.ts'

export interface NewTenant {
  readonly id: TenantId
  /** Administrative division code, e.g. `530103`. */
  readonly code: string
  readonly name: Words
  /** `hosts`: names under which browsers reach this tenant, where several share a server. */
  readonly settings?: { readonly hosts?: readonly string[] }
}

export async function addTenant(tx: Tx, tenant: NewTenant, at: Date): Promise<void> {
  await sql`insert into kernel.tenants (id, code, name, settings, created_at) values (${tenant.id}, ${tenant.code},
    ${JSON.stringify(tenant.name)}::jsonb, ${JSON.stringify(tenant.settings ?? {})}::jsonb, ${at})`.execute(tx)
}

export async function tenantByCode(tx: Tx, code: string): Promise<{ id: TenantId; name: Words } | null> {
  const { rows } = await sql<{ id: TenantId; name: Words }>`
    select id, name from kernel.tenants where code = ${code}`.execute(tx)
  return rows[0] ?? null
}

/** The id of the tenant with that code, asked before it is known whose request it is; null: there is none. */
export async function tenantIdOfCode(tx: Tx, code: string): Promise<TenantId | null> {
  const { rows } = await sql<{ id: TenantId }>`
    select id from kernel.tenant_addresses() where code = ${code}`.execute(tx)
  return rows[0]?.id ?? null
}

/** All tenants of this database. */
export async function allTenants(tx: Tx): Promise<TenantId[]> {
  const { rows } = await sql<{ id: TenantId }>`select id from kernel.tenants order by created_at, id`.execute(tx)
  return rows.map((row) => row.id)
}

/** Does something for every tenant; one with which it fails keeps no other from its turn. Throws at the end what failed first. */
export async function forEachTenant(db: Db, work: (tenantId: TenantId) => Promise<unknown>): Promise<void> {
  await eachInTurn(await db.read(allTenants), work)
}

/**
 * Tenants that have rows of a kind, told by one statement over all of them that locks nothing.
 * @param rows selects `tenant_id` of each such row
 */
export async function tenantsWith(db: Db, rows: RawBuilder<unknown>): Promise<TenantId[]> {
  const found = await db.prepared(
    sql<{ tenantId: TenantId }>`select distinct w.tenant_id as "tenantId" from (${rows}) w`,
  )
  return found.map(({ tenantId }) => tenantId)
}

/** So much is taken of one tenant before the next one's turn. */
const aTurn = 50

/**
 * Takes what waits, of one tenant after the other, until nobody can take any more. No statement locks rows of several
 * tenants: where they lie on several machines that is refused (docs/scale.md).
 * @param waiting selects `tenant_id` of each row that waits
 * @param take takes one of a tenant, or some; @returns whether it did: what another worker has in hand is left to that one
 * @returns how often something was taken. One tenant with which it fails keeps no other from its turn; throws at the end what failed first.
 */
export async function takeByTenant(
  db: Db,
  waiting: RawBuilder<unknown>,
  take: (tenantId: TenantId) => Promise<boolean>,
): Promise<number> {
  let taken = 0
  for (let before = -1; before !== taken; ) {
    before = taken
    await eachInTurn(await tenantsWith(db, waiting), async (tenantId) => {
      for (let n = 0; n < aTurn && (await take(tenantId)); n++) taken++
    })
  }
  return taken
}

export async function tenantName(tx: Tx, id: TenantId): Promise<Words> {
  const { rows } = await sql<{ name: Words }>`select name from kernel.tenants where id = ${id}`.execute(tx)
  return rows[0]?.name ?? { zh: '', en: '' }
}

/** Stands for "nothing is set up yet": owns no row, so that public pages are empty and the set-up page can be asked for. */
export const noTenant = '00000000-0000-0000-0000-000000000000' as TenantId

interface HostRow {
  id: TenantId
  hosts: string[] | null
}

/**
 * Finds the tenant of a request without a session: the one whose `settings.hosts` names the host, else the only one.
 * @param keepMs how long the table of hosts is remembered where nobody says that it changed; tenants are added once in years.
 */
export function tenantSource(keepMs = 5000): TenantSource {
  let remembered = new WeakMap<Db, { rows: HostRow[]; since: number }>()
  const tenantsOf = async (db: Db): Promise<HostRow[]> => {
    // What is read here belongs to the time before a change of which it is told meanwhile.
    const into = remembered
    const known = into.get(db)
    if (known && known.rows.length > 0 && performance.now() - known.since < keepMs) return known.rows
    const rows = await db.statement<HostRow>(
      'kernel.tenant_hosts',
      'select id, hosts from kernel.tenant_addresses()',
      [],
    )
    into.set(db, { rows, since: performance.now() })
    return rows
  }
  return {
    forget: () => {
      remembered = new WeakMap()
    },
    async tenantOf(db, host) {
      const rows = await tenantsOf(db)
      if (rows.length === 0) return noTenant
      const mapped = rows.find((row) => row.hosts?.includes(host))
      if (mapped) return mapped.id
      return rows.length === 1 ? (rows[0]?.id ?? null) : null
    },
  }
}
