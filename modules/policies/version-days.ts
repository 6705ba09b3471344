import type { RawBuilder } from 'kysely'
import type { TenantId } from '../../kernel/contract/ids.ts'
import { sql } from '../../kernel/db.ts'

/** The days that a version, a row of `policies.versions`, is about. Whom a version paid, none pays anew whose days overlap. */
export const daysSql = (version: 'm' | 'n'): RawBuilder<unknown> => {
  const of = (column: string) => sql.ref(`${version}.${column}`)
  return sql`daterange(${of('valid_from')}, ${of('valid_until')})`
}

type Value<T> = T | RawBuilder<T>

/** The numbers of the versions of a policy whose days overlap those of one of them; that one is among them. */
export const overlappingSql = (tenantId: TenantId, code: Value<string>, version: Value<number>) =>
  sql<number>`select m.version from policies.versions n
    join policies.versions m on m.tenant_id = n.tenant_id and m.code = n.code and ${daysSql('m')} && ${daysSql('n')}
    where n.tenant_id = ${tenantId} and n.code = ${code} and n.version = ${version}`
