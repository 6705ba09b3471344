import { useCallback } from 'react'
import type { FileId } from '../../../kernel/contract/ids.ts'
import { urlOf } from '../../../kernel/web/client.ts'
import { useLang, useSay, useWords } from '../../../kernel/web/words.ts'
import type { StatusWordProps } from '../../../ui/status-word.tsx'
import { readFile } from '../../files/contract.ts'
import type { StageView } from '../contract.ts'
import type { ProjectState } from '../project.ts'
import { type StageCode, stageOf } from '../stages.ts'
import { workItemOf } from '../work-items.ts'
import { renewalBook } from './words.ts'

type Tone = NonNullable<StatusWordProps['tone']>

export const projectTones: Readonly<Record<ProjectState, Tone>> = {
  ...{ draft: 'plain', running: 'active', accepted: 'active', handed_over: 'active', done: 'done', stopped: 'stopped' },
}

export const stageTones: Readonly<Record<StageView['state'], Tone>> = {
  ...{ waiting: 'plain', ready: 'plain', running: 'active', finished: 'done' },
}

/** Fen as yuan, for people: `12,000`, `0.50`. */
export const yuanOf = (fen: number): string =>
  (fen / 100).toLocaleString('en', { minimumFractionDigits: fen % 100 === 0 ? 0 : 2, maximumFractionDigits: 2 })

/** What was typed in yuan as fen; null where nothing was; undefined where it is no amount. */
export function fenOf(typed: string): number | null | undefined {
  if (typed.trim() === '') return null
  const fen = Math.round(Number(typed) * 100)
  return Number.isSafeInteger(fen) && fen >= 0 ? fen : undefined
}

/** Only what can stand in an amount. */
export const amountTyped = (typed: string): string => typed.replace(/[^\d.]/g, '').slice(0, 14)

/** Fen as it stands in a field for amounts: without separators. */
export const fieldOf = (fen: number | null): string => (fen === null ? '' : yuanOf(fen).replaceAll(',', ''))

/** Where the code of a poster leads: the pocket's page of the project. */
export const projectAddress = (code: string): string => `${location.origin}/x/${code}`

/** Noon on a Chinese wall, so that no time zone makes another day of it. */
export const noon = (day: string): string => `${day}T12:00:00+08:00`

/** Where a picture is read. */
export const pictureOf = (fileId: FileId, size: 'thumb' | 'full'): string =>
  urlOf(readFile, { params: { fileId }, query: { size } })

/** Names of stages and standard items, days and money in the reader's language. */
export function useShown() {
  const book = useWords(renewalBook)
  const say = useSay()
  const lang = useLang()
  const day = useCallback(
    (on: string) =>
      new Intl.DateTimeFormat(lang === 'zh' ? 'zh-CN' : 'en-GB', {
        ...{ year: 'numeric', month: 'short', day: 'numeric', timeZone: 'Asia/Shanghai' },
      }).format(new Date(noon(on))),
    [lang],
  )
  return {
    book,
    say,
    day,
    days: (from: string | null, until: string | null) =>
      from && from === until ? day(from) : `${from ? day(from) : book.openEnd} – ${until ? day(until) : book.openEnd}`,
    money: (fen: number) => book.yuan(yuanOf(fen)),
    stage: (code: StageCode) => say(stageOf(code).name),
    work: (code: string) => {
      const item = workItemOf(code)
      return item ? say(item) : code
    },
  }
}
