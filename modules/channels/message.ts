import { labelled } from '../../kernel/contract/punctuation.ts'
import type { Lang } from '../../kernel/contract/words.ts'
import { groupOf, outsideWords } from './kinds.ts'

/** What a message tells of, the number looked up where it is a matter. */
export interface Line {
  readonly topic: string
  readonly subjectKind: string | null
  readonly subjectId: string | null
  readonly number: string | null
}

export interface Written {
  readonly title: string
  readonly text: string
  readonly link: string
}

const shown = 10

/**
 * What stands in a message outside: the number of the matter, what to do, and where to look. Never what somebody wrote, for a
 * mailbox and a screen that is locked are read by others.
 * @param lines latest last; one at least
 */
export function writtenOf(lines: readonly Line[], linkBase: string, lang: Lang): Written {
  const subjects = new Set(lines.map(({ subjectKind, subjectId }) => `${subjectKind}:${subjectId}`))
  const last = lines.at(-1)
  const matter = subjects.size === 1 && last?.subjectKind === 'matter' ? last.subjectId : null
  const link = `${linkBase}${matter ? `/matters/${matter}` : '/inbox'}`
  const said = lines.map((line) => wordsOf(line, lang))
  if (subjects.size === 1 && last) {
    const title = wordsOf(last, lang)
    const more = lang === 'zh' ? `共 ${lines.length} 条消息。` : `${lines.length} notices.`
    return { title, text: lines.length > 1 ? more : title, link }
  }
  const title = lang === 'zh' ? `您有 ${lines.length} 条消息` : `${lines.length} notices for you`
  const rest = said.length - shown
  const tail = rest > 0 ? [lang === 'zh' ? `还有 ${rest} 条` : `and ${rest} more`] : []
  return { title, text: [...said.slice(0, shown), ...tail].join('\n'), link }
}

function wordsOf({ topic, number }: Line, lang: Lang): string {
  const words = outsideWords[groupOf(topic)][lang]
  return number ? labelled(lang, words, number) : words
}
