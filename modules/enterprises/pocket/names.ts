import { useLang } from '../../../kernel/web/words.ts'
import type { FirmState } from '../shapes.ts'

/** A firm's name in the reader's language, as far as it has one. */
export function useFirmName(): (firm: { readonly name: string; readonly nameEn: string | null }) => string {
  const lang = useLang()
  return ({ name, nameEn }) => (lang === 'en' && nameEn ? nameEn : name)
}

/** A firm that was struck off is only read. */
export const mayCorrect = ({ state }: { readonly state: FirmState }): boolean => state === 'active' || state === 'left'
