import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Facts } from '../../../ui/desk/page.tsx'
import { useFormat } from '../../../ui/format.ts'
import type { PurposeRow } from '../../people/contract.ts'
import { words } from './consent-words.ts'

/** Where consent is asked, and how many agreed, stand, and are asked anew. */
export function PurposeFacts({ of }: { of: PurposeRow }) {
  const w = useWords(words)
  const say = useSay()
  const format = useFormat()
  const people = (n: number) => (of.each ? w.times : w.people)(format.number(n))
  return (
    <Facts
      rows={[
        { label: w.asked, value: say(of.asked) },
        { label: w.agreed, value: people(of.agreed) },
        ...(of.each
          ? [{ label: w.asks, value: w.asksEach }]
          : [
              { label: w.standing, value: people(of.standing) },
              { label: w.waiting, value: people(of.waiting) },
            ]),
      ]}
    />
  )
}
