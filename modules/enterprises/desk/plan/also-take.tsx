import { useWords } from '../../../../kernel/web/words.ts'
import { Field } from '../../../../ui/field.tsx'
import { TickPill } from '../../../../ui/pills.tsx'
import type { SuiteView } from '../../buildings-contract.ts'
import type { SuiteId } from '../../shapes.ts'
import { useShow } from '../parts/show.ts'
import { words } from './words.ts'

/** At most so many in one move, as the endpoint takes them. */
const most = 20

export interface AlsoTakeProps {
  readonly suites: readonly SuiteView[]
  /** The one from which the move was begun. */
  readonly suite: SuiteView
  readonly picked: ReadonlySet<SuiteId>
  readonly onPick: (picked: ReadonlySet<SuiteId>) => void
}

/** Vacant suites that the firm takes with the first: those of the floor first, the others folded. */
export function AlsoTake({ suites, suite, picked, onPick }: AlsoTakeProps) {
  const w = useWords(words)
  const show = useShow()
  const free = suites.filter((one) => one.id !== suite.id && one.state === 'vacant' && one.toOn === null)
  const area = suites.filter((one) => picked.has(one.id)).reduce((sum, one) => sum + one.areaCm2, 0)
  if (free.length === 0) return null
  const toggle = (id: SuiteId) => {
    const next = new Set(picked)
    if (!next.delete(id) && next.size < most) next.add(id)
    onPick(next)
  }
  const pills = (of: readonly SuiteView[]) => (
    <div className="ui-row">
      {of.map((one) => (
        <TickPill key={one.id} checked={picked.has(one.id)} onChange={() => toggle(one.id)}>
          {one.number} · {show.area(one.areaCm2)}
        </TickPill>
      ))}
    </div>
  )
  const [near, far] = [free.filter((one) => one.floor === suite.floor), free.filter((one) => one.floor !== suite.floor)]
  return (
    <Field label={w.alsoTake} hint={w.alsoTakeHint} optional group>
      {pills(near)}
      {far.length > 0 && (
        <details className="plan-also">
          <summary>{w.otherFloors}</summary>
          {pills(far.toSorted((a, b) => b.floor - a.floor || a.position - b.position))}
        </details>
      )}
      {picked.size > 1 && <p className="ui-small ui-muted">{w.sum(show.area(area))}</p>}
    </Field>
  )
}
