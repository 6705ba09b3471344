import './renewal.css'
import type { DelayView } from '../contract.ts'
import { delayReasonNames } from '../stages.ts'
import { useShown } from './show.ts'

/** Every delay with its reason; nothing is hidden by a new day. */
export function Delays({ delays, named = false }: { delays: readonly DelayView[]; named?: boolean }) {
  const { book, say, day, stage } = useShown()
  if (delays.length === 0) return null
  return (
    <ul className="rn-list">
      {delays.map((delay) => (
        <li key={delay.id}>
          {named && <strong>{stage(delay.stage)} </strong>}
          {delay.newOn ? book.delayed(day(delay.missedOn), day(delay.newOn)) : book.delayOpen(day(delay.missedOn))}
          {delay.reason && (
            <div className="ui-muted">
              {[say(delayReasonNames[delay.reason]), delay.words].filter(Boolean).join(' · ')}
            </div>
          )}
        </li>
      ))}
    </ul>
  )
}
