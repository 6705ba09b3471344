import { useSay } from '../../../../kernel/web/words.ts'
import { amountWords } from '../../amount-words.ts'
import { checkExpression } from '../../check.ts'
import { type Explanation, explain } from '../../explain.ts'
import type { Dictionary } from '../../fact.ts'
import type { PolicySpec } from '../../policy.ts'
import { punctuated } from '../../punctuation.ts'

/** Conditions in plain words, groups within groups. */
export function ConditionsInWords({
  conditions,
  dictionary,
}: Pick<PolicySpec, 'conditions'> & { dictionary: Dictionary }) {
  const { tree } = checkExpression(conditions, dictionary)
  if (tree === null) return null
  return (
    <ul className="policy-rules">
      <Part explained={explain(tree, dictionary)} />
    </ul>
  )
}

function Part({ explained }: { explained: Explanation }) {
  const say = useSay()
  return (
    <li>
      {say(punctuated(explained.words))}
      {explained.parts.length > 0 && (
        <ul className="policy-rules">
          {explained.parts.map((part) => (
            <Part key={part.path} explained={part} />
          ))}
        </ul>
      )}
    </li>
  )
}

/** What is paid, a line each. */
export function AmountInWords({ amount, dictionary }: Pick<PolicySpec, 'amount'> & { dictionary: Dictionary }) {
  const say = useSay()
  return (
    <ul className="policy-rules">
      {amountWords(amount, dictionary).map((line) => (
        <li key={line.zh}>{say(punctuated(line))}</li>
      ))}
    </ul>
  )
}
