import type { PersonId } from '../../kernel/contract/ids.ts'
import { quoted } from '../../kernel/contract/punctuation.ts'
import type { Lang, Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { LedgerEvent } from '../../kernel/events/record.ts'
import { payloadOf, type Subscriber } from '../../kernel/events/subscriber.ts'
import { dayOf } from '../../kernel/time/day.ts'
import { notify } from '../notices/public.ts'
import { type EventName, eventTypes, type GatheringEvent } from './events.ts'
import { personsOf } from './party-queries.ts'
import type { EntryRecord, GatheringRecord } from './tables.ts'

interface Telling {
  /** The one party that it is about, or all who are on the list. */
  readonly to: 'party' | 'all' | 'came'
  readonly words: (gathering: GatheringRecord, event: GatheringEvent) => Words | null
  readonly urgent?: boolean
}

const about = (lang: Lang, g: GatheringRecord) => quoted(lang, g.title)
const when = (g: GatheringRecord) =>
  `${dayOf(g.starts_at)} ${new Date(g.starts_at.getTime() + 8 * 3_600_000).toISOString().slice(11, 16)}`

const invited = (g: GatheringRecord): Words => ({
  zh: `邀请您参加${about('zh', g)}，${when(g)}，请回复是否参加`,
  en: `You are invited to ${about('en', g)}, ${when(g)}. Please answer`,
})

const changedThat = (event: GatheringEvent, names: readonly string[]): boolean => {
  const changed = event.facts?.changed
  return Array.isArray(changed) && names.some((name) => changed.includes(name))
}

/** Who hears of what, in words. */
const tellings: Partial<Record<EventName, Telling>> = {
  party_invited: { to: 'party', words: invited },
  announced: { to: 'all', words: invited },
  changed: {
    to: 'all',
    urgent: true,
    words: (g, event) =>
      changedThat(event, ['starts_at', 'ends_at', 'venue'])
        ? {
            zh: `${about('zh', g)}的时间或地点有变：${when(g)}${g.venue ? `，${g.venue}` : ''}`,
            en: `${about('en', g)} has a new time or place: ${when(g)}${g.venue ? `, ${g.venue}` : ''}`,
          }
        : null,
  },
  cancelled: {
    to: 'all',
    urgent: true,
    words: (g) => ({
      zh: `${about('zh', g)}取消了：${g.cancelled_why ?? ''}`,
      en: `${about('en', g)} was cancelled: ${g.cancelled_why ?? ''}`,
    }),
  },
  party_moved_up: {
    to: 'party',
    words: (g) => ({
      zh: `有名额了：您已报上${about('zh', g)}`,
      en: `A place became free: you are signed up for ${about('en', g)}`,
    }),
  },
  stall_allotted: {
    to: 'party',
    words: (g, { facts }) => ({
      zh: `${about('zh', g)}给您分了 ${String(facts?.number ?? '')} 号展位`,
      en: `Your stall at ${about('en', g)} is ${String(facts?.number ?? '')}`,
    }),
  },
  thanked: {
    to: 'came',
    words: (g) => ({ zh: `${about('zh', g)}：${g.thanks ?? ''}`, en: `${about('en', g)}: ${g.thanks ?? ''}` }),
  },
}

const byType = new Map(
  (Object.keys(tellings) as EventName[]).map((name) => [eventTypes[name] as string, { name, telling: tellings[name] }]),
)

/** Tells those whom an event concerns. */
export const tellGatherings: Subscriber = {
  name: 'gatherings.telling',
  types: [...byType.keys()],
  handle: async (tx, event, { clock }) => {
    const found = byType.get(event.type)
    const payload = payloadOf<GatheringEvent>(event)
    const gathering = await loadGathering(tx, event, payload)
    if (!found?.telling || !gathering) return
    // Of a draft nobody hears: they are told when it is announced.
    if (payload.state === 'draft' && found.name !== 'announced') return
    const words = found.telling.words(gathering, payload)
    if (!words) return
    await notify(tx, {
      tenantId: event.tenantId,
      personIds: await audience(tx, event, payload, found.telling.to, clock.now()),
      topic: `gathering_${found.name}`,
      subject: { kind: 'gathering', id: gathering.id },
      words,
      ...(found.telling.urgent ? { urgent: true } : {}),
      at: event.at,
    })
  },
}

async function loadGathering(
  tx: Tx,
  event: LedgerEvent,
  payload: GatheringEvent,
): Promise<GatheringRecord | undefined> {
  const { rows } = await sql<GatheringRecord>`select * from gatherings.gatherings
    where tenant_id = ${event.tenantId} and id = ${payload.gatheringId}`.execute(tx)
  return rows[0]
}

async function audience(
  tx: Tx,
  event: LedgerEvent,
  payload: GatheringEvent,
  to: Telling['to'],
  at: Date,
): Promise<PersonId[]> {
  const { rows } = await sql<
    Pick<EntryRecord, 'party_kind' | 'party_id'>
  >`select party_kind, party_id from gatherings.entries e
    where e.tenant_id = ${event.tenantId} and e.gathering_id = ${payload.gatheringId} and e.party_id is not null
      and ${to === 'party' ? sql`e.id = ${payload.entryId}::uuid` : to === 'came' ? sql`e.checked_in_at is not null` : sql`e.standing not in ('declined', 'withdrawn')`}`.execute(
    tx,
  )
  const persons = await Promise.all(rows.map((row) => personsOf(tx, event.tenantId, row, at)))
  return persons.flat()
}
