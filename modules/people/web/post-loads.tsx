import { useSay, useWords } from '../../../kernel/web/words.ts'
import { useFormat } from '../../../ui/format.ts'
import type { PostLoad } from '../handover/contract.ts'
import { words } from './handover-words.ts'

/** What waits with a post, a line a kind: how many, how many clocks run or have run out, and the next one. */
export function PostLoads({ loads, none }: { readonly loads: readonly PostLoad[]; readonly none: string }) {
  const w = useWords(words)
  const say = useSay()
  const format = useFormat()
  if (loads.length === 0) return <p className="ui-muted">{none}</p>
  return (
    <ul className="people-loads">
      {loads.map((load) => (
        <li key={load.kind}>
          <span>{say(load.words)}</span>
          <strong>{format.number(load.count)}</strong>
          <span className="ui-muted">
            {[
              load.running > 0 && w.running(load.running),
              load.overdue > 0 && w.overdue(load.overdue),
              load.nextDueAt && w.nextDue(format.moment(load.nextDueAt)),
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </li>
      ))}
    </ul>
  )
}
