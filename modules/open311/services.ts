import type { TenantId } from '../../kernel/contract/ids.ts'
import type { Lang, Words } from '../../kernel/contract/words.ts'
import type { Tx } from '../../kernel/db.ts'
import { categoriesOf, kindsInForce } from '../matters/public.ts'
import { type Fields, many, type Told } from './answers.ts'

/** The kind that outside programs report: what residents do. */
export const reportedKind = 'demand'

/** A thing that can be reported: the smallest category of the kind's tree. */
export interface Service {
  readonly code: string
  readonly name: Words
  readonly group: Words
  readonly description: Words
  readonly keywords: readonly string[]
}

/** What can be reported, in the order of the tree; nothing where the kind is not in force or not open to residents. */
export async function servicesOf(tx: Tx, tenantId: TenantId, at: Date): Promise<Service[]> {
  const kind = (await kindsInForce(tx, tenantId, at)).find(({ code }) => code === reportedKind)
  if (!kind?.doors.includes('resident') || kind.subject !== null || kind.systems === false) return []
  const categories = await categoriesOf(tx, tenantId, kind.categoryTree)
  const byCode = new Map(categories.map((category) => [category.code, category]))
  const parents = new Set(categories.map(({ parent }) => parent))
  return categories
    .filter(({ code }) => !parents.has(code))
    .map(({ code, name, parent, keywords }) => ({
      ...{ code, name, keywords },
      group: byCode.get(parent ?? '')?.name ?? name,
      description: kind.description,
    }))
}

/** The list (anchor S1). */
export const toldServices = (all: readonly Service[], lang: Lang): Told => ({
  root: 'services',
  value: many(
    'service',
    all.map((service) => toldService(service, lang)),
  ),
})

const toldService = (service: Service, lang: Lang): Fields => ({
  service_code: service.code,
  service_name: service.name[lang],
  description: service.description[lang],
  metadata: false,
  type: 'realtime',
  keywords: service.keywords.join(','),
  group: service.group[lang],
})

/** The definition (anchor S2): words and a place are all that is asked for. */
export const toldDefinition = ({ code }: Service): Told => ({
  root: 'service_definition',
  value: { service_code: code, attributes: many('attribute', []) },
})
