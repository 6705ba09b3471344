import { useCallback } from 'react'
import { useLang } from '../../../../kernel/web/words.ts'
import { timeZone } from '../../../../ui/format.ts'

const year = new Intl.DateTimeFormat('en', { timeZone, year: 'numeric' })
const show = (locale: string, withYear: boolean) =>
  new Intl.DateTimeFormat(locale, {
    timeZone,
    month: 'short',
    day: 'numeric',
    ...(withYear ? { year: 'numeric' as const } : {}),
  })
const formats = {
  zh: { short: show('zh-CN', false), long: show('zh-CN', true) },
  en: { short: show('en-GB', false), long: show('en-GB', true) },
}

/** A day as short as it can be said: 11月3日, and with the year when it is not this one. */
export function useDayWords(): (at: string) => string {
  const lang = useLang()
  return useCallback(
    (at) => {
      const date = new Date(at)
      const same = year.format(date) === year.format(new Date())
      return formats[lang][same ? 'short' : 'long'].format(date)
    },
    [lang],
  )
}
