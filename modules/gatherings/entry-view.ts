import { sql, type Tx } from '../../kernel/db.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { maskName } from '../../kernel/text/masking.ts'
import type { EntryView, MyEntry } from './contract.ts'
import { queued } from './queue-service.ts'
import { waitingList } from './sign-up.ts'
import type { EntryRecord, GatheringRecord, StallRecord } from './tables.ts'

type Named = EntryRecord & { person_name: string | null; post_name: string | null; post_name_en: string | null }

/** The list of a gathering with names. */
export async function namedEntries(tx: Tx, gathering: Pick<GatheringRecord, 'tenant_id' | 'id'>): Promise<Named[]> {
  const { rows } = await sql<Named>`select e.*, n.name as person_name, o.name as post_name, o.name_en as post_name_en
    from gatherings.entries e
    left join people.persons_view n on e.party_kind = 'person' and n.tenant_id = e.tenant_id and n.id = e.party_id
    left join people.posts_view o on e.party_kind = 'post' and o.tenant_id = e.tenant_id and o.id = e.party_id
    where e.tenant_id = ${gathering.tenant_id} and e.gathering_id = ${gathering.id}
    order by coalesce(e.queued_at, e.invited_at, e.checked_in_at), e.id`.execute(tx)
  return rows
}

/** The name as staff see it. Whom the organiser invited by name is known; who came by the door is masked. */
function nameOf(secrets: Secrets, entry: Named): { name: string; nameEn: string; masked: boolean } {
  if (entry.name_sealed) return { name: maskName(secrets.open(entry.name_sealed)), nameEn: '', masked: true }
  if (entry.party_kind === 'post')
    return { name: entry.post_name ?? '', nameEn: entry.post_name_en ?? '', masked: false }
  if (entry.party_kind !== 'person') return { name: entry.name ?? '', nameEn: '', masked: false }
  const name = entry.person_name ?? ''
  return entry.invited_at ? { name, nameEn: '', masked: false } : { name: maskName(name), nameEn: '', masked: true }
}

/** Places on the waiting list, from 1. */
function waitingPlaces(entries: readonly EntryRecord[]): ReadonlyMap<string, number> {
  return new Map(waitingList(entries.map(queued)).map(({ id }, at) => [id, at + 1]))
}

/** `organiser`: single figures of exhibitors are for who organises alone. */
export function presentEntries(
  secrets: Secrets,
  entries: readonly Named[],
  stalls: readonly StallRecord[],
  organiser: boolean,
): EntryView[] {
  const waiting = waitingPlaces(entries)
  const stallOf = new Map(stalls.map((stall) => [stall.entry_id, stall.number]))
  return entries.map((entry) => ({
    id: entry.id,
    kind: entry.party_kind,
    ...nameOf(secrets, entry),
    standing: entry.standing,
    waitingAt: waiting.get(entry.id) ?? null,
    checkedInAt: entry.checked_in_at?.toISOString() ?? null,
    checkedInBy: entry.checked_in_by,
    wish: entry.wish,
    stall: stallOf.get(entry.id) ?? null,
    turnoverFen: organiser ? entry.turnover_fen : null,
    rating: organiser ? entry.rating : null,
    ratingWords: organiser ? entry.rating_words : null,
  }))
}

/** One's own entries, in full. */
export function presentMine(
  entries: readonly Named[],
  all: readonly EntryRecord[],
  stalls: readonly StallRecord[],
): MyEntry[] {
  const waiting = waitingPlaces(all)
  return entries.map((entry) => {
    const stall = stalls.find((one) => one.entry_id === entry.id)
    return {
      id: entry.id,
      kind: entry.party_kind,
      name: entry.post_name ?? entry.person_name ?? entry.name ?? '',
      nameEn: entry.post_name_en ?? '',
      standing: entry.standing,
      waitingAt: waiting.get(entry.id) ?? null,
      checkedInAt: entry.checked_in_at?.toISOString() ?? null,
      stall: stall ? { number: stall.number, why: stall.why } : null,
      wish: entry.wish,
      turnoverFen: entry.turnover_fen,
      rating: entry.rating,
    }
  })
}
