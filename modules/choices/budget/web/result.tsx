import './budget.css'
import { useWords } from '../../../../kernel/web/words.ts'
import { useFormat } from '../../../../ui/format.ts'
import { StatusWord } from '../../../../ui/status-word.tsx'
import { type BudgetRule, rules } from '../budget.ts'
import type { BudgetView, ItemView, ResultShape } from '../contract.ts'
import { reasonsIn } from '../words.ts'
import { useBudget } from './show.ts'
import { ballotBook } from './words.ts'

type Voted = Pick<BudgetView, 'items' | 'budgetFen' | 'kind' | 'rule'>

/** The same ballots by both rules, side by side: what each chose, who is represented, and why or why not. */
export function Result({ of, result }: { of: Voted; result: ResultShape }) {
  const b = useWords(ballotBook)
  const { number } = useBudget()
  const counted = [
    b.ballots(number(result.ballots - result.invalid)),
    ...(result.blank > 0 ? [b.blank(number(result.blank))] : []),
    ...(result.invalid > 0 ? [b.invalid(number(result.invalid))] : []),
  ]
  // The rule that decides comes first: on a phone one stands below the other.
  const order = rules.toSorted((one, other) => Number(other === of.rule) - Number(one === of.rule))
  return (
    <div className="ui-stack">
      <p className="ui-muted">
        {b.bothRules} · {counted.join(b.comma)}
      </p>
      <div className="vote-columns">
        {order.map((rule) => (
          <Column key={rule} of={of} rule={rule} result={result} />
        ))}
      </div>
    </div>
  )
}

function Column({ of, rule, result }: { of: Voted; rule: BudgetRule; result: ResultShape }) {
  const b = useWords(ballotBook)
  const format = useFormat()
  const { w, number, yuan } = useBudget()
  const by = result[rule]
  const voters = result.ballots - result.invalid
  const chosen = by.order.flatMap((n) => of.items.find((item) => item.n === n) ?? [])
  const votes = (item: ItemView) => by.items.find(({ n }) => n === item.n)?.points ?? 0
  const missed = of.items.filter(({ n }) => !by.order.includes(n)).toSorted((x, y) => votes(y) - votes(x))
  return (
    <section className={`vote-column${rule === of.rule ? ' vote-column-decides' : ''}`} aria-label={w.rule[rule]}>
      <header>
        <h3>{w.rule[rule]}</h3>
        {rule === of.rule && <StatusWord words={b.decides} tone="done" />}
      </header>
      <p className="ui-muted ui-small">{w.ruleHint[rule]}</p>
      <div>
        <div>{b.spent(yuan(by.spentFen), yuan(of.budgetFen))}</div>
        <div className="vote-bar" aria-hidden="true">
          <span style={{ width: `${(100 * by.spentFen) / of.budgetFen}%` }} />
        </div>
      </div>
      <ul className="vote-facts">
        <li>
          {b.represented(
            format.percent(voters === 0 ? 0 : by.represented / voters),
            number(by.represented),
            number(voters),
          )}
        </li>
        <li>{b.mean(yuan(by.meanFen))}</li>
        {rule === 'shares' && by.raisedFen > 0 && <li>{b.raised(yuan(by.raisedFen))}</li>}
      </ul>
      <h4>{b.chosenHead(number(chosen.length))}</h4>
      <ItemList of={of} rule={rule} result={result} items={chosen} on />
      <h4>{b.notChosenHead(number(missed.length))}</h4>
      <ItemList of={of} rule={rule} result={result} items={missed} on={false} />
    </section>
  )
}

interface ListProps {
  readonly of: Voted
  readonly rule: BudgetRule
  readonly result: ResultShape
  readonly items: readonly ItemView[]
  readonly on: boolean
}

function ItemList({ of, rule, result, items, on }: ListProps) {
  const b = useWords(ballotBook)
  const { lang, number, yuan, titleOf } = useBudget()
  return (
    <ol className="vote-outcome">
      {items.map((item) => {
        const { n, costFen } = item
        const found = result[rule].items.find((one) => one.n === n)
        const [votes, points] = [number(found?.votes ?? 0), number(found?.points ?? 0)]
        return (
          <li key={n}>
            <div className="vote-item-head">
              <span>{titleOf(item)}</span>
              <span className="vote-cost">{yuan(costFen)}</span>
            </div>
            <div className={`vote-bar vote-bar-thin${on ? '' : ' vote-bar-off'}`} aria-hidden="true">
              <span style={{ width: `${Math.min(100, (100 * costFen) / of.budgetFen)}%` }} />
            </div>
            <div className="ui-muted ui-small">
              {of.kind === 'approval' ? b.supporters(votes) : b.supportersPoints(votes, points)}
              {' · '}
              {reasonsIn(lang, of.kind, found?.reasons ?? [])}
            </div>
          </li>
        )
      })}
    </ol>
  )
}
