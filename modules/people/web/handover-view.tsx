import './people.css'
import type { ResponseOf } from '../../../kernel/contract/endpoint.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { useFormat } from '../../../ui/format.ts'
import { StatusWord } from '../../../ui/status-word.tsx'
import { nameOf, placeOf } from '../desk/posts/use-names.ts'
import type { getHandover, HandoverState } from '../handover/contract.ts'
import { words } from './handover-words.ts'

export type HandoverInFull = ResponseOf<typeof getHandover>

const tones = { planned: 'active', done: 'done', cancelled: 'stopped', overtaken: 'stopped' } as const

/** How a hand-over stands, in one word. */
export function HandoverStateWord({ state }: { readonly state: HandoverState }) {
  return <StatusWord words={useWords(words).states[state]} tone={tones[state]} />
}

/** The facts of a hand-over: which post, from whom to whom, when, why. */
export function HandoverFacts({ it }: { readonly it: HandoverInFull }) {
  const w = useWords(words)
  const format = useFormat()
  const rows = [
    { label: w.post, value: nameOf(it.post) },
    { label: w.place, value: placeOf(it.post) },
    { label: w.state, value: <HandoverStateWord state={it.state} /> },
    { label: w.from, value: it.from?.name ?? w.fromNobody },
    { label: w.to, value: it.to.name },
    { label: w.on, value: format.day(it.fromAt) },
    { label: w.why, value: it.why },
    { label: w.decidedBy, value: `${it.decidedBy} · ${format.moment(it.decidedAt)}` },
  ]
  return (
    <dl className="people-facts">
      {rows.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
