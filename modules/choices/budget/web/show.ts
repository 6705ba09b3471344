import type { FileId } from '../../../../kernel/contract/ids.ts'
import { urlOf } from '../../../../kernel/web/client.ts'
import { useLang, useWords } from '../../../../kernel/web/words.ts'
import { useFormat } from '../../../../ui/format.ts'
import type { Photo } from '../../../../ui/photo-strip.tsx'
import { readFile } from '../../../files/contract.ts'
import type { BudgetState } from '../budget.ts'
import type { BudgetView, ItemView } from '../contract.ts'
import { budgetBook, yuanText } from '../words.ts'

export const toneOf: Readonly<Record<BudgetState, 'plain' | 'active' | 'done' | 'stopped'>> = {
  draft: 'plain',
  announced: 'active',
  open: 'active',
  closed: 'plain',
  counted: 'active',
  published: 'done',
  cancelled: 'stopped',
}

/** Where the code of a poster leads: the public page of the vote. */
export const ballotAddress = (code: string): string => `${location.origin}/v/${code}`

/** The picture of an item. */
export const photosOfItem = (id: FileId | null): Photo[] =>
  id
    ? [
        {
          id,
          thumb: urlOf(readFile, { params: { fileId: id }, query: { size: 'thumb' } }),
          full: urlOf(readFile, { params: { fileId: id }, query: { size: 'full' } }),
        },
      ]
    : []

/** How amounts and dates of a vote are said. */
export function useBudget() {
  const w = useWords(budgetBook)
  const lang = useLang()
  const format = useFormat()
  const number = (n: number) => n.toLocaleString(lang === 'zh' ? 'zh-CN' : 'en-GB')
  const yuan = (fen: number) => w.yuan(yuanText(fen))
  /** The date that matters in a state. */
  const when = ({ state, opensOn, closesOn }: Pick<BudgetView, 'state' | 'opensOn' | 'closesOn'>) => {
    if (state === 'announced' && opensOn) return w.opens(format.date(opensOn))
    return state === 'open' && closesOn ? w.closes(format.date(closesOn)) : ''
  }
  /** The title of an item; of one whose words are left out its number and why. */
  const titleOf = ({ n, title, withheld }: Pick<ItemView, 'n' | 'title' | 'withheld'>) =>
    withheld && !title ? w.withheldItem(number(n), w.withheld[withheld]) : title
  return { w, lang, number, yuan, when, titleOf }
}

/** 32 random bytes that make this ballot its own, sent again with it where the answer was lost. */
export function newSeed(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}
