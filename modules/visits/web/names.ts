import { useLang } from '../../../kernel/web/words.ts'

/** The name in the reader's language: `const nameOf = useNames(); nameOf(place)`. */
export function useNames(): (thing: { readonly name: string; readonly nameEn: string }) => string {
  const lang = useLang()
  return (thing) => (lang === 'en' && thing.nameEn ? thing.nameEn : thing.name)
}
