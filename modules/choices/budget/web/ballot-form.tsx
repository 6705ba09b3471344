import './budget.css'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { PhotoStrip } from '../../../../ui/photo-strip.tsx'
import type { BallotForm } from '../ballot.ts'
import type { BallotPaper, ItemView } from '../contract.ts'
import { given, leftOf, moved, toggled } from './marking.ts'
import { photosOfItem, useBudget } from './show.ts'
import { ballotBook } from './words.ts'

type Paper = Pick<BallotPaper, 'items' | 'kind' | 'most' | 'budgetFen'>

export const formOf = ({ kind, items, most }: Paper): BallotForm => ({ kind, items: items.length, most })

export interface MarkItemsProps {
  readonly of: Paper
  /** A mark an item, as `ballot.ts` says. */
  readonly marks: readonly number[]
  readonly onChange: (marks: readonly number[]) => void
}

/** The items of a ballot with what it takes to choose, and the running sum against the budget. Ranked ones stand in their order. */
export function MarkItems({ of, marks, onChange }: MarkItemsProps) {
  const { w } = useBudget()
  const mark = (item: ItemView) => marks[item.n - 1] ?? 0
  const shown =
    of.kind === 'ranked'
      ? of.items.toSorted((a, b) => (mark(a) || Number.MAX_SAFE_INTEGER) - (mark(b) || Number.MAX_SAFE_INTEGER))
      : of.items
  return (
    <div className="ui-stack">
      <p className="ui-muted">{w.how[of.kind](of.most)}</p>
      <ul className="vote-items">
        {shown.map((item) => (
          <li key={item.n} className={`vote-item${mark(item) > 0 ? ' vote-item-on' : ''}`}>
            <Item item={item} />
            <Control of={of} item={item} marks={marks} onChange={onChange} />
          </li>
        ))}
      </ul>
      <RunningSum of={of} marks={marks} />
    </div>
  )
}

/** What an item is: title, cost, words, picture. */
export function Item({ item }: { item: ItemView }) {
  const b = useWords(ballotBook)
  const { w, yuan, titleOf } = useBudget()
  const title = titleOf(item)
  return (
    <div className="vote-item-words">
      <div className="vote-item-head">
        <strong>{title}</strong>
        <span className="vote-cost">{yuan(item.costFen)}</span>
      </div>
      {item.withheld && item.title && <p className="ui-muted ui-small">{w.withheld[item.withheld]}</p>}
      {item.words && <p className="ui-muted vote-text">{item.words}</p>}
      {item.fileId && (
        <div className="vote-photo">
          <PhotoStrip label={b.photo(title)} photos={photosOfItem(item.fileId)} />
        </div>
      )}
    </div>
  )
}

function Control({ of, item, marks, onChange }: MarkItemsProps & { item: ItemView }) {
  const b = useWords(ballotBook)
  const { number, titleOf } = useBudget()
  const title = titleOf(item)
  const form = formOf(of)
  const [at, mark] = [item.n - 1, marks[item.n - 1] ?? 0]
  const full = leftOf(form, marks) < 1
  if (of.kind === 'approval')
    return (
      <label className="vote-tick">
        <input
          type="checkbox"
          checked={mark > 0}
          disabled={mark === 0 && full}
          onChange={() => onChange(toggled(form, marks, at))}
        />
        <span>{b.tick(title)}</span>
      </label>
    )
  if (of.kind === 'points')
    return (
      <div className="vote-steps">
        <Button
          icon="minus"
          label={b.less(title)}
          disabled={mark === 0}
          onClick={() => onChange(given(form, marks, at, -1))}
        />
        <output aria-label={title}>{b.points(number(mark))}</output>
        <Button icon="plus" label={b.more(title)} disabled={full} onClick={() => onChange(given(form, marks, at, 1))} />
      </div>
    )
  const last = Math.max(...marks)
  return mark === 0 ? (
    <div className="vote-steps">
      <Button icon="plus" disabled={full} label={b.add(title)} onClick={() => onChange(toggled(form, marks, at))}>
        {b.addShort}
      </Button>
    </div>
  ) : (
    <div className="vote-steps">
      <output aria-label={title}>{b.place(number(mark))}</output>
      <Button icon="up" label={b.up(title)} disabled={mark === 1} onClick={() => onChange(moved(marks, at, -1))} />
      <Button
        icon="down"
        label={b.down(title)}
        disabled={mark === last}
        onClick={() => onChange(moved(marks, at, 1))}
      />
      <Button icon="cross" label={b.off(title)} onClick={() => onChange(toggled(form, marks, at))} />
    </div>
  )
}

function RunningSum({ of, marks }: Pick<MarkItemsProps, 'of' | 'marks'>) {
  const b = useWords(ballotBook)
  const { number, yuan } = useBudget()
  const chosen = of.items.filter(({ n }) => (marks[n - 1] ?? 0) > 0)
  const sum = chosen.reduce((all, { costFen }) => all + costFen, 0)
  const left = of.most === null && of.kind !== 'points' ? null : leftOf(formOf(of), marks)
  return (
    <div className="vote-sum">
      <div className="vote-sum-words" aria-live="polite">
        <span>{b.chosen(number(chosen.length), yuan(sum))}</span>
        <span className="ui-muted">
          {[left === null ? null : b.left[of.kind](number(left)), b.ofBudget(yuan(of.budgetFen))]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </div>
      <div className={`vote-bar${sum > of.budgetFen ? ' vote-bar-over' : ''}`} aria-hidden="true">
        <span style={{ width: `${Math.min(100, (100 * sum) / of.budgetFen)}%` }} />
      </div>
      {sum > of.budgetFen && <span className="ui-muted ui-small">{b.overBudget}</span>}
    </div>
  )
}
