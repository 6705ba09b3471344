import { useLang, useSay, useWords } from '../../../kernel/web/words.ts'
import { circumstances, isCircumstance } from '../circumstances.ts'
import { factOf } from '../facts.ts'
import type { FactValue } from '../shapes.ts'
import { householdWords } from './words.ts'

interface RoomLike {
  readonly unit: string
  readonly floor: number
  readonly number: string
}

/** A room, a source, a circumstance, a fact in the reader's words. */
export function useShow() {
  const h = useWords(householdWords)
  const say = useSay()
  const lang = useLang()
  const name = (thing: { readonly name: string; readonly nameEn: string }) =>
    lang === 'en' && thing.nameEn ? thing.nameEn : thing.name
  return {
    name,
    /** “2单元 301”. */
    door: ({ unit, number }: Pick<RoomLike, 'unit' | 'number'>) =>
      [unit && h.unit(unit), number].filter(Boolean).join(' '),
    source: (source: string) =>
      source.startsWith('office:') ? h.toldBy(source.slice('office:'.length)) : (h.source[source] ?? source),
    circumstance: (code: string) => (isCircumstance(code) ? say(circumstances[code].name) : code),
    factName: (key: string) => {
      const kind = factOf(key)
      return kind ? say(kind.name) : key
    },
    factValue: (key: string, value: FactValue) => {
      const options = factOf(key)?.options ?? []
      const one = (part: string | number) => {
        const option = options.find((candidate) => candidate.value === String(part))
        return option ? say(option.words) : String(part)
      }
      return Array.isArray(value) ? value.map(one).join(' · ') : one(value as string | number)
    },
  }
}
