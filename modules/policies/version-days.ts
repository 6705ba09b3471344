import type { RawBuilder } from 'kysely'
import type { TenantId } from '../../kernel/contract/ids.ts'
import { sql } from '../../kernel/db.ts'

/**
 * The days that a version, a row of `policies.versions`, is about. Whom a version paid, none pays anew whose days overlap. One
 * without a last day is about those until one that was published after it begins; one that begins on the same day corrects it.
 * A last day that was given stays: a version that begins before it pays nobody twice for what is left.
 */
export const daysSql = (version: 'm' | 'n'): RawBuilder<unknown> => {
  const of = (column: string) => sql.ref(`${version}.${column}`)
  return sql`daterange(${of('valid_from')}, coalesce(${of('valid_until')}, (select min(x.valid_from) from policies.versions x
    where x.tenant_id = ${of('tenant_id')} and x.code = ${of('code')} and x.valid_from > ${of('valid_from')}
      and (x.published_at, x.version) > (${of('published_at')}, ${of('version')}))))`
}

type Value<T> = T | RawBuilder<T>

/** The numbers of the versions of a policy whose days overlap those of one of them; that one is among them. */
export const overlappingSql = (tenantId: TenantId, code: Value<string>, version: Value<number>) =>
  sql<number>`select m.version from policies.versions n
    join policies.versions m on m.tenant_id = n.tenant_id and m.code = n.code and ${daysSql('m')} && ${daysSql('n')}
    where n.tenant_id = ${tenantId} and n.code = ${code} and n.version = ${version}`
