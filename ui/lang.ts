import { useSyncExternalStore } from 'react'

/** The languages that the design system can speak. */
export type UiLang = 'zh' | 'en'

const read = (): UiLang => (document.documentElement.lang.toLowerCase().startsWith('en') ? 'en' : 'zh')

function subscribe(changed: () => void): () => void {
  const observer = new MutationObserver(changed)
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['lang'] })
  return () => observer.disconnect()
}

/**
 * The language of the page, read from `<html lang>`.
 * The attribute is the whole contract between the app, which sets it, and the design system, which follows it.
 */
export const useUiLang = (): UiLang => useSyncExternalStore(subscribe, read, () => 'zh')
