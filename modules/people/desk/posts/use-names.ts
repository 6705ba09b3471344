import { currentLang, useLang, useWords } from '../../../../kernel/web/words.ts'
import type { PostView } from '../../contract.ts'
import { words } from '../words.ts'

/** The name of a post in the reader's language. */
export const nameOf = (post: Pick<PostView, 'name' | 'nameEn'>): string =>
  currentLang() === 'en' && post.nameEn ? post.nameEn : post.name

type Placed = Pick<PostView, 'placeName' | 'placeNameEn'>

/** The place of a post in the reader's language. */
export const placeOf = (post: Placed): string =>
  currentLang() === 'en' && post.placeNameEn ? post.placeNameEn : post.placeName

/** A post with its place, unless its name tells it already. */
export function postAtPlace(post: Pick<PostView, 'name' | 'nameEn'> & Placed): string {
  const [name, place] = [nameOf(post), placeOf(post)]
  const bare = (text: string) => text.replace(/\s/g, '')
  return bare(name).includes(bare(place)) ? name : `${place} · ${name}`
}

/** The kinds of post that people can hold, as choices. */
export function useRoleOptions(): { value: string; label: string }[] {
  const w = useWords(words)
  useLang()
  return Object.entries(w.roles)
    .filter(([value]) => value !== 'resident')
    .map(([value, label]) => ({ value, label }))
}
