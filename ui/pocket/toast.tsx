import './pocket.css'
import { useSyncExternalStore } from 'react'
import { Icon, type IconName } from '../icon.tsx'

interface Shown {
  readonly id: number
  readonly words: string
  readonly icon: IconName
}

let shown: readonly Shown[] = []
let count = 0
const listeners = new Set<() => void>()

function change(next: readonly Shown[]): void {
  shown = next
  for (const tell of listeners) tell()
}

/** Says something short for a few seconds: `toast('已发送')`. Not for errors: those stay where they belong. */
export function toast(words: string, icon: IconName = 'check'): void {
  count += 1
  const id = count
  change([...shown.slice(-2), { id, words, icon }])
  setTimeout(() => change(shown.filter((one) => one.id !== id)), 4000)
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell)
  return () => listeners.delete(tell)
}

/** Where toasts appear; the shell holds one. */
export function Toasts() {
  const list = useSyncExternalStore(
    subscribe,
    () => shown,
    () => shown,
  )
  return (
    <div className="pocket-toasts" role="status" aria-live="polite">
      {list.map((one) => (
        <div key={one.id} className="pocket-toast">
          <Icon name={one.icon} size={18} />
          {one.words}
        </div>
      ))}
    </div>
  )
}
