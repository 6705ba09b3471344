import type { Words } from '../../../../kernel/contract/words.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { useFormat } from '../../../../ui/format.ts'
import type { IconName } from '../../../../ui/icon.tsx'
import type { TimelineEvent } from '../../../../ui/timeline.tsx'
import type { TimelineEntry } from '../../contract.ts'
import { matterWords } from '../../matter-words.ts'
import { sentenceWords } from './sentence-words.ts'

type Facts = TimelineEntry['facts']

const textOf = (facts: Facts, name: string): string | undefined =>
  typeof facts[name] === 'string' || typeof facts[name] === 'number' ? String(facts[name]) : undefined

const wordsOf = (value: unknown): Words | undefined =>
  typeof value === 'object' && value !== null && 'zh' in value && 'en' in value ? (value as Words) : undefined

type Detail = (entry: TimelineEntry) => string | undefined

/** What happened, in a sentence of a few words: the step's name with the facts that it carries. */
export function useSentence(): (entry: TimelineEntry) => string {
  const s = useWords(sentenceWords)
  const m = useWords(matterWords)
  const say = useSay()
  const format = useFormat()
  const nameIn = (names: object, code: string | undefined) =>
    code === undefined ? undefined : ((names as Readonly<Record<string, string>>)[code] ?? code)
  const instant = ({ facts }: TimelineEntry, name: string) => {
    const at = textOf(facts, name)
    return at === undefined ? undefined : format.moment(at)
  }
  const post: Detail = ({ facts, holder }) => {
    const to = wordsOf(facts.post) ?? holder
    return to ? s.to(say(to)) : undefined
  }
  const reason =
    (names: object): Detail =>
    ({ facts }) =>
      nameIn(names, textOf(facts, 'reason'))
  const other: Detail = ({ facts }) => textOf(facts, 'number') ?? textOf(facts, 'into') ?? textOf(facts, 'from')
  const details: Readonly<Record<string, Detail>> = {
    reported: ({ holder }) => (holder ? s.to(say(holder)) : undefined),
    assign: post,
    reassign: post,
    reroute: post,
    holder_changed: post,
    resolve: ({ facts }) => nameIn(m.outcome, textOf(facts, 'outcome')),
    follow_up: ({ facts }) => s.found(callOf(facts), nameIn(m.followUpMethod, textOf(facts, 'method')) ?? ''),
    confirm: ({ facts }) => rating(textOf(facts, 'satisfaction')),
    close: ({ facts }) => nameIn(m.outcome, textOf(facts, 'outcome')),
    return: reason(m.returnReason),
    review_return: ({ facts }) => (facts.upheld === true ? s.upheld : s.notUpheld),
    extend: (entry) => until(instant(entry, 'dueAt')),
    rules_moved: (entry) => until(instant(entry, 'dueAt')),
    suspend: ({ facts }) => until(textOf(facts, 'reviewOn')),
    urge: (entry) => inName(entry, times(textOf(entry.facts, 'urges'))),
    order: (entry) => inName(entry, s.order(textOf(entry.facts, 'order') ?? '', instant(entry, 'termAt') ?? '')),
    bulletin: (entry) => inName(entry, undefined),
    talk: (entry) => inName(entry, s.talkBy(instant(entry, 'termAt') ?? '')),
    answer_order: ({ facts }) => s.answered(textsOf(facts.orders).join(s.comma), facts.late === true),
    order_overdue: ({ facts }) => textOf(facts, 'order'),
    escalate: ({ facts, holder }) => {
      const to = wordsOf(facts.to) ?? wordsOf(facts.post) ?? holder
      return to ? s.to(say(to)) : undefined
    },
    rally: ({ facts }) => s.called(listOf(facts.departments).map(say).join(s.comma)),
    answer_rally: ({ facts }) => (facts.left === 0 ? s.allAnswered : left(textOf(facts, 'left'))),
    merge: other,
    merge_received: other,
    unmerge: other,
    merge_lost: other,
    reject: ({ facts }) => round(textOf(facts, 'rounds')),
    void: reason(m.voidReason),
    exclude: reason(m.exclusionReason),
    approve_exclusion: ({ facts }) => (facts.approved === true ? s.approved : s.notApproved),
  }
  /** In whose name the ladder did it; by hand the timeline says who. */
  const inName = ({ facts }: TimelineEntry, detail: string | undefined) => {
    const by = facts.ladder ? wordsOf(facts.by) : undefined
    return [detail, by && s.inName(say(by))].filter(Boolean).join(s.comma) || undefined
  }
  const rating = (n: string | undefined) => (n === undefined ? undefined : s.rated(Number(n)))
  const until = (when: string | undefined) => (when === undefined ? undefined : s.until(when))
  const times = (n: string | undefined) => (n === undefined ? undefined : s.times(Number(n)))
  const left = (n: string | undefined) => (n === undefined ? undefined : s.left(Number(n)))
  const round = (n: string | undefined) => (n === undefined ? undefined : s.round(Number(n)))
  return (entry) => {
    const name = nameIn(m.event, entry.action) ?? entry.action
    const ticked = listOf(entry.facts.ticked).map((one) => `✓ ${say(one)}`)
    const detail = [details[entry.action]?.(entry), ...ticked].filter(Boolean).join(' ')
    return detail ? s.with(name, detail) : name
  }
}

const listOf = (value: unknown): Words[] => (Array.isArray(value) ? value.flatMap((one) => wordsOf(one) ?? []) : [])

const textsOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [])

/** How a call ended: nobody, solved or not, and how content. */
function callOf(facts: Facts): { reached: boolean; solved: boolean | null; stars: number | null } {
  const solved = typeof facts.solved === 'boolean' ? facts.solved : null
  const stars = typeof facts.satisfaction === 'number' ? facts.satisfaction : null
  return { reached: facts.reached === true || solved !== null, solved, stars }
}

const looks: Readonly<Record<string, { weight: NonNullable<TimelineEvent['weight']>; icon?: IconName }>> = {
  reported: { weight: 'step', icon: 'message' },
  imported: { weight: 'step', icon: 'table' },
  contact: { weight: 'step', icon: 'phone' },
  handle: { weight: 'step', icon: 'tools' },
  resolve: { weight: 'step', icon: 'check' },
  follow_up: { weight: 'step', icon: 'phone' },
  confirm: { weight: 'done', icon: 'heart' },
  close: { weight: 'done' },
  reject: { weight: 'alarm', icon: 'undo' },
  reopen: { weight: 'alarm', icon: 'undo' },
  return: { weight: 'step', icon: 'undo' },
  suspend: { weight: 'step', icon: 'pause' },
  extend: { weight: 'step', icon: 'clock' },
  urge: { weight: 'alarm', icon: 'bell' },
  supervise: { weight: 'alarm', icon: 'eye' },
  order: { weight: 'alarm', icon: 'eye' },
  answer_order: { weight: 'step', icon: 'message' },
  order_overdue: { weight: 'alarm', icon: 'eye' },
  bulletin: { weight: 'alarm', icon: 'climb' },
  talk: { weight: 'alarm', icon: 'message' },
  record_talk: { weight: 'step', icon: 'message' },
  escalate: { weight: 'alarm', icon: 'climb' },
  rally: { weight: 'step', icon: 'whistle' },
  rally_overdue: { weight: 'alarm', icon: 'whistle' },
  answer_rally: { weight: 'step', icon: 'message' },
  merge: { weight: 'step', icon: 'merge' },
  merge_received: { weight: 'step', icon: 'merge' },
  void: { weight: 'done', icon: 'cross' },
  comment: { weight: 'step', icon: 'message' },
  exclude: { weight: 'small' },
  approve_exclusion: { weight: 'small' },
  reveal: { weight: 'small' },
  reroute: { weight: 'small' },
  holder_changed: { weight: 'small' },
  rules_moved: { weight: 'small' },
}

/** How an entry is drawn. */
export const lookOf = (action: string) => looks[action] ?? ({ weight: 'step' } as const)
