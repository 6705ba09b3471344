import { useLang } from '../../../../kernel/web/words.ts'

/** Something with a Chinese name and perhaps an English one. */
interface Named {
  readonly name: string
  readonly nameEn: string
}

/** The name in the reader's language: `const nameOf = useNames(); nameOf(place)`. */
export function useNames(): (thing: Named) => string {
  const lang = useLang()
  return (thing) => (lang === 'en' && thing.nameEn ? thing.nameEn : thing.name)
}
