import { currentLang, useLang, useWords } from '../../../../kernel/web/words.ts'
import type { PostView } from '../../contract.ts'
import { words } from '../words.ts'

/** The name of a post in the reader's language. */
export const nameOf = (post: Pick<PostView, 'name' | 'nameEn'>): string =>
  currentLang() === 'en' && post.nameEn ? post.nameEn : post.name

/** The kinds of post that people can hold, as choices. */
export function useRoleOptions(): { value: string; label: string }[] {
  const w = useWords(words)
  useLang()
  return Object.entries(w.roles)
    .filter(([value]) => value !== 'resident')
    .map(([value, label]) => ({ value, label }))
}
