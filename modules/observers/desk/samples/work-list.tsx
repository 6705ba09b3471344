import { useWords } from '../../../../kernel/web/words.ts'
import { StatusWord } from '../../../../ui/status-word.tsx'
import type { SampleItem } from '../../contract.ts'
import { words } from '../words.ts'

interface WorkListProps {
  readonly items: readonly SampleItem[]
  readonly current: string
  readonly onChoose: (matterId: string) => void
}

/** Whom to call, in the order drawn, with what was found. */
export function WorkList({ items, current, onChoose }: WorkListProps) {
  const w = useWords(words).samples
  return (
    <ol className="samples-list" aria-label={w.list}>
      {items.map((item) => (
        <li key={item.matter.id}>
          <button
            type="button"
            aria-current={item.matter.id === current ? 'true' : undefined}
            onClick={() => onChoose(item.matter.id)}
          >
            <span className="samples-position">{item.position}</span>
            <span className="samples-title">
              {item.matter.title}
              <span className="ui-small ui-muted ui-code">{item.matter.number}</span>
            </span>
            <FindingWord item={item} />
          </button>
        </li>
      ))}
    </ol>
  )
}

export function FindingWord({ item }: { item: SampleItem }) {
  const w = useWords(words).samples
  const [newest] = item.findings
  if (!newest) return <StatusWord words={w.notCalled} />
  if (newest.solved === null) return <StatusWord words={w.notReached} tone="stopped" />
  return <StatusWord words={newest.solved ? w.yesSolved : w.notSolved} tone={newest.solved ? 'done' : 'active'} />
}
