import type { Static } from 'typebox'
import type { PlaceId, TenantId } from '../../kernel/contract/ids.ts'
import type { Tx } from '../../kernel/db.ts'
import type { CategoryWords } from '../../kernel/text/category.ts'
import { draftFromMessage } from '../../kernel/text/draft.ts'
import { ancestorsOf, tenantPlaceNames } from '../places/public.ts'
import type { CategoryView, draft } from './contract.ts'
import { categoriesOf } from './rules-store.ts'

/** The leaves of a tree with the names of all levels, as category suggesting wants them. */
export function categoryWords(categories: readonly CategoryView[]): CategoryWords[] {
  const byCode = new Map(categories.map((c) => [c.code, c]))
  const parents = new Set(categories.map((c) => c.parent))
  const names = (category: CategoryView): string[] => {
    const parent = category.parent === null ? undefined : byCode.get(category.parent)
    return [...(parent ? names(parent) : []), category.name.zh]
  }
  return categories
    .filter((category) => !parents.has(category.code))
    .map((category) => ({ code: category.code, names: names(category), keywords: category.keywords }))
}

/** A pasted message as a draft of a report: everything is a suggestion, nothing is stored. */
export async function draftOf(tx: Tx, tenantId: TenantId, text: string): Promise<Static<(typeof draft)['response']>> {
  const categories = await categoriesOf(tx, tenantId)
  const named = await tenantPlaceNames(tx, tenantId)
  const found = draftFromMessage(text, {
    places: named.map(({ parentName, ...place }) => ({ ...place, ...(parentName ? { parentName } : {}) })),
    categories: categoryWords(categories),
  })
  const names = new Map(categories.map((c) => [c.code, c.name]))
  const places = []
  for (const candidate of found.places) {
    const [place] = await ancestorsOf(tx, tenantId, candidate.placeId as PlaceId)
    if (place)
      places.push({
        place: {
          id: place.id,
          parentId: place.parentId,
          code: place.code,
          level: place.level,
          name: place.name,
          nameEn: place.nameEn,
          path: place.path,
          households: place.households,
          lng: place.lng,
          lat: place.lat,
        },
        matched: [...candidate.matched],
      })
  }
  const { unit, room } = found.door
  return {
    title: found.title,
    body: found.body,
    phone: found.phone ?? null,
    name: found.name ?? null,
    placeDetail: [unit ? `${unit}单元` : '', room ?? ''].join('') || null,
    urgent: found.urgentWords.length > 0,
    places,
    categories: found.categories.map((c) => ({
      code: c.code,
      name: names.get(c.code) ?? { zh: c.code, en: c.code },
      matched: [...c.matched],
    })),
  }
}
