import { useEffect, useRef } from 'react'
import type { ResponseOf } from '../../../../kernel/contract/endpoint.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { useFormat } from '../../../../ui/format.ts'
import type { callBacks } from '../../contract.ts'
import { ClockLamp, useNameOf } from '../parts/matter-marks.tsx'
import { words } from './words.ts'

export type CallBack = ResponseOf<typeof callBacks>['rows'][number]

export interface CallListProps {
  readonly calls: readonly CallBack[]
  readonly current: string
  readonly onChoose: (id: string) => void
}

/** Whom to call, the nearest deadline first; J and K move. */
export function CallList({ calls, current, onChoose }: CallListProps) {
  const w = useWords(words)
  const format = useFormat()
  const nameOf = useNameOf()
  const list = useRef<HTMLUListElement>(null)
  useMoving(calls, current, onChoose)
  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolls when another one is chosen
  useEffect(() => {
    // In braces: newer browsers answer with a promise, which an effect must not return.
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' })
  }, [current])
  return (
    <ul ref={list} className="call-list" aria-label={w.list}>
      {calls.map(({ matter, attempts, lastAttemptAt }) => (
        <li key={matter.id}>
          <button
            type="button"
            aria-current={matter.id === current ? 'true' : undefined}
            onClick={() => onChoose(matter.id)}
          >
            <span className="call-list-title">{matter.title}</span>
            <span className="call-list-note">
              <ClockLamp matter={matter} />
              <span>{nameOf(matter.place)}</span>
              <span>{lastAttemptAt === null ? w.firstCall : w.attempts(attempts, format.fromNow(lastAttemptAt))}</span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}

/** J and K, or the arrows, from anywhere on the page where nobody types. */
function useMoving(calls: readonly CallBack[], current: string, onChoose: (id: string) => void): void {
  useEffect(() => {
    const move = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && event.target.matches('input, textarea, select')
      if (typing || event.metaKey || event.ctrlKey || event.altKey) return
      const by = { j: 1, k: -1 }[event.key.toLowerCase()]
      if (by === undefined) return
      const at = calls.findIndex(({ matter }) => matter.id === current)
      const next = calls[Math.min(Math.max(at + by, 0), calls.length - 1)]
      if (next) onChoose(next.matter.id)
      event.preventDefault()
    }
    document.addEventListener('keydown', move)
    return () => document.removeEventListener('keydown', move)
  }, [calls, current, onChoose])
}
