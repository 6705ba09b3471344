import type { TenantId } from '../../kernel/contract/ids.ts'
import type { Lang } from '../../kernel/contract/words.ts'
import type { Tx } from '../../kernel/db.ts'
import { tenantName } from '../../kernel/tenants.ts'
import { many, type Told } from './answers.ts'

/** When the interface last changed: a client that knows this changeset need not look again. */
const changeset = '2026-11-28T00:00:00Z'

/** What a client has to know first (anchors D1 to D3). @param origin by which it asked. */
export async function toldDiscovery(tx: Tx, tenantId: TenantId, lang: Lang, origin: string): Promise<Told> {
  const name = (await tenantName(tx, tenantId))[lang]
  const about = {
    zh: { contact: `${name}，里仁平台`, key: '请向本区管理员申请：工作台「开放接口」' },
    en: { contact: `${name}, Liren`, key: 'Ask the administrator of this district: desk, “Open interface”' },
  }[lang]
  return {
    root: 'discovery',
    value: {
      changeset,
      contact: about.contact,
      key_service: about.key,
      endpoints: many('endpoint', [
        {
          specification: 'http://wiki.open311.org/GeoReport_v2',
          url: `${origin}/open311/v2/`,
          changeset,
          type: 'production',
          formats: many('format', ['text/xml', 'application/json']),
        },
      ]),
    },
  }
}
