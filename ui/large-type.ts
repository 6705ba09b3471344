import { useSyncExternalStore } from 'react'

const remembered = 'ui.size'
const root = () => document.documentElement

/** Puts back what was chosen last time; call once before the first render. `?size=large` works in links and QR codes. */
export function restoreTypeSize(): void {
  const asked = new URLSearchParams(location.search).get('size')
  let kept: string | null = null
  try {
    kept = localStorage.getItem(remembered)
  } catch {
    // storage may be off: the choice lasts as long as the page
  }
  setLargeType((asked ?? kept) === 'large')
}

/** Switches the large-type face 长辈版 and remembers it. */
export function setLargeType(large: boolean): void {
  if (large) root().dataset.size = 'large'
  else delete root().dataset.size
  try {
    localStorage.setItem(remembered, large ? 'large' : 'normal')
  } catch {
    // see restoreTypeSize
  }
}

/** Whether the large-type face is on. */
export function useLargeType(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const observer = new MutationObserver(changed)
      observer.observe(root(), { attributes: true, attributeFilter: ['data-size'] })
      return () => observer.disconnect()
    },
    () => root().dataset.size === 'large',
    () => false,
  )
}
