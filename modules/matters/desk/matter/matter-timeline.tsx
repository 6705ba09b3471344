import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { Timeline, type TimelineEvent } from '../../../../ui/timeline.tsx'
import type { MatterView, TimelineEntry } from '../../contract.ts'
import { matterWords } from '../../matter-words.ts'
import { Photos } from '../parts/photos.tsx'
import { sentenceWords } from './sentence-words.ts'
import { lookOf, useSentence } from './sentences.ts'
import { words } from './words.ts'

/** What happened, read from the ledger, the latest first. */
export function MatterTimeline({ matter }: { matter: MatterView }) {
  const w = useWords(words)
  const s = useWords(sentenceWords)
  const say = useSay()
  const sentence = useSentence()
  const eventOf = (entry: TimelineEntry): TimelineEvent => ({
    id: String(entry.seq),
    at: entry.at,
    title: sentence(entry),
    who: entry.who ? [entry.who.name, entry.who.post && say(entry.who.post)].filter(Boolean).join(' · ') : s.system,
    ...(entry.words ? { said: entry.words } : {}),
    more: <More entry={entry} />,
    ...lookOf(entry.action),
  })
  return (
    <Sheet title={w.timeline}>
      <Timeline label={w.timeline} events={[...matter.timeline].sort((a, b) => b.seq - a.seq).map(eventOf)} />
    </Sheet>
  )
}

/** Steps whose sentence names the holder already. */
const saysHolder: ReadonlySet<string> = new Set([
  'reported',
  'assign',
  'reassign',
  'reroute',
  'holder_changed',
  'escalate',
])

/** What a call-back asked by the office's script, and what was answered. */
function answersIn(value: unknown): { ask: string; answer: string }[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((one: unknown) => {
    if (typeof one !== 'object' || one === null || !('ask' in one) || !('answer' in one)) return []
    return [{ ask: String(one.ask), answer: String(one.answer) }]
  })
}

/** Pictures of the step, and what began with it: a new holder's clock. */
function More({ entry }: { entry: TimelineEntry }) {
  const s = useWords(sentenceWords)
  const w = useWords(words)
  const m = useWords(matterWords)
  const say = useSay()
  const format = useFormat()
  const begun = [
    entry.holder && !saysHolder.has(entry.action) && s.holder(say(entry.holder)),
    entry.clock && s.clock(m.stage[entry.clock.stage], format.moment(entry.clock.dueAt)),
  ].filter(Boolean)
  const answers = answersIn(entry.facts.answers)
  if (begun.length === 0 && entry.fileIds.length === 0 && answers.length === 0) return null
  return (
    <>
      <Photos label={w.photos} fileIds={entry.fileIds} />
      {answers.map(({ ask, answer }) => (
        <div key={ask} className="matter-quiet">
          {s.with(ask, answer)}
        </div>
      ))}
      {begun.length > 0 && <div className="matter-quiet">{begun.join(' · ')}</div>}
    </>
  )
}
