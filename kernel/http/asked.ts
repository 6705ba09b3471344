import { fail } from '../contract/errors.ts'
import type { TenantId } from '../contract/ids.ts'
import { clientNetwork } from './client-network.ts'
import type { Services } from './route.ts'

export interface Asking {
  readonly tenantId: TenantId
  readonly ip: string
  /** Id of the endpoint: each has a count of its own. */
  readonly endpoint: string
  readonly perMinute: number
}

/**
 * Counts a request in the database, so that a limit holds over all processes, and refuses it beyond the limit. Minutes are
 * those of the database's clock.
 * @throws Failure `too_many`
 */
export async function countAsked({ db, secrets }: Pick<Services, 'db' | 'secrets'>, asking: Asking): Promise<void> {
  const { tenantId, ip, endpoint, perMinute } = asking
  const [row] = await db.of(tenantId).statement<{ times: number }>(
    'kernel.asked',
    `insert into kernel.asked as a (tenant_id, key, minute, times) values ($1, $2, date_trunc('minute', clock_timestamp()), 1)
      on conflict (tenant_id, key, minute) do update set times = a.times + 1 returning times`,
    [tenantId, secrets.lookup('asked', `${endpoint} ${clientNetwork(ip)}`)],
  )
  if (row && row.times > perMinute) tooMany()
}

export const tooMany = (): never =>
  fail('too_many', 'http.too_many', {
    zh: '操作太频繁，请稍等一分钟',
    en: 'Too many requests. Please wait a minute',
  })
