import { type RefObject, useEffect, useRef } from 'react'

const keys: ReadonlySet<string> = new Set(['j', 'k', 'ArrowDown', 'ArrowUp'])

/**
 * Lets J and K move through the table in this frame from anywhere on the page where nobody types:
 * the first press also gives the table the focus, so that Enter and X follow.
 */
export function useTableKeys(): RefObject<HTMLDivElement | null> {
  const frame = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const pass = (event: KeyboardEvent) => {
      if (!keys.has(event.key) || event.metaKey || event.ctrlKey || event.altKey) return
      if (document.activeElement !== null && document.activeElement !== document.body) return
      const table = frame.current?.querySelector('table')
      if (!table) return
      event.preventDefault()
      table.focus({ preventScroll: true })
      table.dispatchEvent(new KeyboardEvent('keydown', { key: event.key, bubbles: true, cancelable: true }))
    }
    document.addEventListener('keydown', pass)
    return () => document.removeEventListener('keydown', pass)
  }, [])
  return frame
}
