import type { Role } from '../../../kernel/contract/roles.ts'
import type { Words } from '../../../kernel/contract/words.ts'
import { normalise } from '../../../kernel/text/normalise.ts'

/** A kind of post as the tenant keeps it. */
export interface PostKind {
  readonly code: string
  readonly role: Role
  readonly name: Words
  readonly chainStep: number | null
}

const spelt = (text: string) => normalise(text).replaceAll(/[\s/()（）]+/g, '')

/** What titles tell of the kind, the narrower first; codes are those that a new tenant begins with. */
const told: readonly (readonly [RegExp, string])[] = [
  [/网格(员|长|管理员|信息员|指导员)|专职网格|兼职网格/, 'grid_worker'],
  [/中心户/, 'center_household'],
  [/楼栋?长|楼门长|单元长|楼栋.*组长|党小组长/, 'building_lead'],
  [/(小区|院落|庭院).*(书记|支部|支委)|小区长/, 'compound_secretary'],
  [/物业/, 'property_firm'],
  [/监督员|督查员/, 'supervisor'],
  [/纪检|纪工委|监察/, 'discipline_office'],
  [/企业服务|营商|助企/, 'enterprise_office'],
  [/社区.*(书记|主任|党委|党总支|委员|工作者|干部|专干)|居委会|村委会|居民委员会/, 'community'],
  [/街道|党工委|办事处|乡镇|镇长|乡长/, 'street'],
  [/区委|区政府|区长/, 'district'],
  [/科长|科员|局长|副局|中队|大队|站长|所长|部门/, 'department'],
]

/** Titles that every office has: the place says whose they are. */
const anyOffice = /书记|主任|委员|干事|干部|工作者|工作人员|专干|组长|负责人|科员/

const ofPlace: Readonly<Record<string, string>> = {
  district: 'district',
  street: 'street',
  community: 'community',
  compound: 'compound_secretary',
  building: 'building_lead',
}

/** The kind of post of whoever runs a place, by its level. */
export const officeAt = (level: string): string | undefined => ofPlace[level]

/**
 * The kind of post that a row means: as its own column says, else by its title, else by the place for a title that any
 * office has; null where nothing tells. Posts of administrators are never made by a list.
 */
export function kindOf(
  kinds: readonly PostKind[],
  row: { readonly kind: string; readonly post: string },
  level: string | null,
  grid: boolean,
): PostKind | null {
  const open = kinds.filter(({ role }) => role !== 'administrator')
  const named = (text: string) =>
    text === ''
      ? undefined
      : open.find(({ code, name }) => [code, name.zh, name.en].some((one) => spelt(one) === spelt(text)))
  const byCode = (code: string | undefined) => open.find((kind) => kind.code === code)
  const byTitle = (text: string) => byCode(told.find(([pattern]) => pattern.test(text))?.[1])
  const said = named(row.kind) ?? (row.kind === '' ? undefined : byTitle(row.kind))
  if (said) return said
  const titled = named(row.post) ?? byTitle(row.post)
  if (titled) return titled
  if (level && anyOffice.test(row.post || row.kind)) return byCode(officeAt(level)) ?? null
  return grid && row.post === '' && row.kind === '' ? (byCode('grid_worker') ?? null) : null
}
