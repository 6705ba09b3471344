import { useLang } from '../../../../kernel/web/words.ts'

/** A firm's name in the language of the page; most firms have no English one. */
export function useFirmName(): (firm: { name: string; nameEn: string | null }) => string {
  const lang = useLang()
  return ({ name, nameEn }) => (lang === 'en' ? (nameEn ?? name) : name)
}
