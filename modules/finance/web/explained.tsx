import { useSay } from '../../../kernel/web/words.ts'
import type { Explanation } from '../../policies/contract.ts'

/** Conditions in plain words as the server told them, groups within groups. */
export function Explained({ of }: { of: Explanation }) {
  return (
    <ul className="finance-rules">
      <Part of={of} />
    </ul>
  )
}

function Part({ of }: { of: Explanation }) {
  const say = useSay()
  return (
    <li>
      {say(of.words)}
      {of.parts.length > 0 && (
        <ul className="finance-rules">
          {of.parts.map((part) => (
            <Part key={part.path} of={part} />
          ))}
        </ul>
      )}
    </li>
  )
}
