import { listed } from '../../../../kernel/contract/punctuation.ts'
import { useLang, useSay, useWords, type Words } from '../../../../kernel/web/words.ts'
import { useFormat } from '../../../../ui/format.ts'
import { PhotoStrip } from '../../../../ui/photo-strip.tsx'
import { Card } from '../../../../ui/pocket/parts.tsx'
import { RatingRead } from '../../../../ui/rating.tsx'
import { Timeline, type TimelineEvent } from '../../../../ui/timeline.tsx'
import { useUiWords } from '../../../../ui/words.ts'
import { outcomes, returnReasons, type TimelineEntry, voidReasons } from '../../contract.ts'
import { matterWords } from '../../matter-words.ts'
import { photosOf } from '../parts/photos.ts'
import { words } from './words.ts'

const alarms: readonly string[] = [
  'escalate',
  'reject',
  'reopen',
  'rally_overdue',
  'urge',
  'supervise',
  'return',
  'order',
  'order_overdue',
  'bulletin',
  'talk',
]
const ends: readonly string[] = ['confirm', 'close', 'resolve']
const asides: readonly string[] = [
  'comment',
  'reveal',
  'holder_changed',
  'reroute',
  'rules_moved',
  'merge_received',
  'merge_lost',
]

/** What happened, newest first, read from the ledger. */
export function MatterTimeline({ entries, receipt }: { entries: readonly TimelineEntry[]; receipt?: string }) {
  const w = useWords(words)
  const m = useWords(matterWords)
  const say = useSay()
  const factsOf = useFacts()
  // What was said and shown first stands in its own card above.
  const told = entries.map((entry) => (entry.seq === 1 ? { ...entry, fileIds: [], words: null } : entry))
  const events: TimelineEvent[] = told.reverse().map((entry) => {
    const names: Readonly<Record<string, string>> = m.event
    const who = [entry.who?.name, entry.who?.post && say(entry.who.post)].filter(Boolean).join(' · ')
    const facts = factsOf(entry)
    return {
      id: String(entry.seq),
      at: entry.at,
      title: names[entry.action] ?? entry.action,
      weight: weightOf(entry),
      ...(who && { who }),
      ...(entry.words && { said: entry.words }),
      ...((facts.length > 0 || entry.fileIds.length > 0 || rated(entry) !== null) && {
        more: <More entry={entry} facts={facts} receipt={receipt} />,
      }),
    }
  })
  return (
    <Card title={w.timeline}>
      <Timeline label={w.timeline} events={events} />
    </Card>
  )
}

function weightOf({ action }: TimelineEntry): NonNullable<TimelineEvent['weight']> {
  if (alarms.includes(action)) return 'alarm'
  if (ends.includes(action)) return 'done'
  return asides.includes(action) ? 'small' : 'step'
}

function More({
  entry,
  facts,
  receipt,
}: {
  entry: TimelineEntry
  facts: readonly string[]
  receipt?: string | undefined
}) {
  const ui = useUiWords()
  const rating = rated(entry)
  return (
    <div className="ui-stack">
      {facts.length > 0 && <span className="ui-muted">{facts.join(' · ')}</span>}
      {rating !== null && <RatingRead value={rating} />}
      <PhotoStrip label={ui.photo(1, entry.fileIds.length)} photos={photosOf(entry.fileIds, receipt)} />
    </div>
  )
}

const rated = ({ facts }: TimelineEntry): number | null =>
  typeof facts.satisfaction === 'number' ? facts.satisfaction : null

const isWords = (value: unknown): value is Words => typeof value === 'object' && value !== null && 'zh' in value

/** The small facts of a step in words: where it went, with what outcome, until when. */
function useFacts(): (entry: TimelineEntry) => string[] {
  const w = useWords(words)
  const m = useWords(matterWords)
  const say = useSay()
  const lang = useLang()
  const format = useFormat()
  const known = <K extends string>(list: readonly K[], value: unknown): K | undefined =>
    list.find((one) => one === value)
  return ({ facts, action, holder }) => {
    const outcome = known(outcomes, facts.outcome)
    const returned = known(returnReasons, facts.reason)
    const voided = known(voidReasons, facts.reason)
    return [
      holder ? `→ ${say(holder)}` : isWords(facts.post) ? `→ ${say(facts.post)}` : '',
      outcome ? m.outcome[outcome] : '',
      action === 'return' && returned ? m.returnReason[returned] : '',
      action === 'void' && voided ? m.voidReason[voided] : '',
      typeof facts.dueAt === 'string' ? format.moment(facts.dueAt) : '',
      typeof facts.reviewOn === 'string' ? format.shortDay(facts.reviewOn) : '',
      typeof facts.number === 'string' ? facts.number : '',
      typeof facts.rounds === 'number' ? w.round(facts.rounds) : '',
      Array.isArray(facts.ticked)
        ? facts.ticked
            .filter(isWords)
            .map((one) => `✓ ${say(one)}`)
            .join(' ')
        : '',
      Array.isArray(facts.departments) ? listed(lang, facts.departments.filter(isWords).map(say)) : '',
    ].filter((one) => one !== '')
  }
}
