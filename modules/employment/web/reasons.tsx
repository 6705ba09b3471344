import './jobs.css'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Icon } from '../../../ui/icon.tsx'
import type { Reason } from '../contract.ts'
import { words } from './words.ts'

const icons = { for: 'check', unknown: 'info', mind: 'flag' } as const

/** Why two fit, in words; what is not known, and what to mind. */
export function Reasons({ reasons }: { reasons: readonly Reason[] }) {
  const w = useWords(words)
  const say = useSay()
  if (reasons.length === 0) return null
  return (
    <ul className="job-reasons" aria-label={w.reasons}>
      {reasons.map((reason) => (
        <li key={reason.words.zh} className={reason.tone === 'for' ? undefined : 'job-reason-less'}>
          <Icon name={icons[reason.tone]} size={14} />
          {w.tone[reason.tone]}
          {say(reason.words)}
        </li>
      ))}
    </ul>
  )
}
