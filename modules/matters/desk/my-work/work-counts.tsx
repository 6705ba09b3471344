import './my-work.css'
import type { ResponseOf } from '../../../../kernel/contract/endpoint.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { useFormat } from '../../../../ui/format.ts'
import { Go } from '../../../../ui/navigation.tsx'
import type { myWork } from '../../contract.ts'
import { listAddress } from '../list/query.ts'
import { words } from './words.ts'

export type Counts = ResponseOf<typeof myWork>['counts']

const due = 'due'
const mine = 'true'

/** Where each count leads: exactly the matters that it counts. What is due today comes first in the list by deadline. */
const ways: readonly { name: keyof Counts; to: string; pressing?: boolean }[] = [
  { name: 'overdue', to: listAddress({ mine, lamp: 'red', sort: due }), pressing: true },
  { name: 'dueToday', to: listAddress({ mine, sort: due }), pressing: true },
  { name: 'escalatedToMe', to: listAddress({ escalatedToMe: 'true', sort: due }), pressing: true },
  { name: 'rallied', to: listAddress({ rallied: 'true', sort: due }), pressing: true },
  { name: 'toAccept', to: listAddress({ mine, state: 'reported,accepted', sort: due }) },
  { name: 'toContact', to: listAddress({ mine, state: 'assigned', sort: due }) },
  { name: 'toHandle', to: listAddress({ mine, state: 'handling', sort: due }) },
  { name: 'toReview', to: listAddress({ mine, state: 'returned', sort: due }) },
  { name: 'toFollowUp', to: listAddress({ mine, state: 'resolved', sort: due }) },
  { name: 'suspended', to: listAddress({ mine, state: 'suspended' }) },
  { name: 'mine', to: listAddress({ mine, sort: due }) },
]

export interface WorkCountsProps {
  readonly counts: Counts
  /** The page of call-backs, for those who make them. */
  readonly callBacks: boolean
}

/** How much waits, by what to do; pressing ones first and larger. Nothing to do is said quietly. */
export function WorkCounts({ counts, callBacks }: WorkCountsProps) {
  const w = useWords(words)
  const format = useFormat()
  return (
    <nav className="work-counts" aria-label={w.numbers}>
      {ways.map(({ name, to, pressing }) => {
        const none = counts[name] === 0
        const look = [
          'work-count',
          pressing && 'work-count-first',
          pressing && !none && 'work-count-pressing',
          none && 'work-count-none',
        ]
        return (
          <Go
            key={name}
            to={name === 'toFollowUp' && callBacks ? '/call-backs' : to}
            className={look.filter(Boolean).join(' ')}
          >
            <span className="work-count-n">{format.number(counts[name])}</span>
            <span>{w.counts[name]}</span>
          </Go>
        )
      })}
    </nav>
  )
}
