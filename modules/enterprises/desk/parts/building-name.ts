import type { Lang } from '../../../../kernel/contract/words.ts'
import { useLang } from '../../../../kernel/web/words.ts'

interface Named {
  readonly name: string
  readonly nameEn: string
}

/** Longer names tell by themselves which building they mean: 云岭大厦, not A座 or 3栋. */
const shortName = 4

/** A building so that it is told from its neighbours: 融通中心A座; "Tower A, Rongtong Centre". */
export function buildingName(building: Named & { readonly above: Named }, lang: Lang): string {
  const { name, nameEn, above } = building
  if (name.length > shortName || above.name === '') return lang === 'en' && nameEn ? nameEn : name
  return lang === 'en' ? `${nameEn || name}, ${above.nameEn || above.name}` : `${above.name}${name}`
}

/** `const buildingOf = useBuildingName(); buildingOf(row.place)` */
export function useBuildingName(): (building: Named & { readonly above: Named }) => string {
  const lang = useLang()
  return (building) => buildingName(building, lang)
}
