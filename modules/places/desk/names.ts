import { currentLang } from '../../../kernel/web/words.ts'

/** A name in the reader's language. */
export const nameOf = (one: { readonly name: string; readonly nameEn: string }): string =>
  currentLang() === 'en' && one.nameEn ? one.nameEn : one.name
