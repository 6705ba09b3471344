import type { RawBuilder } from 'kysely'
import type { Actor } from '../../kernel/actor.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { ConflictView, Shown } from './contract.ts'
import { type Entry, liveEntries, opened, standingOf } from './entry-store.ts'
import { roomFromSql, roomSql } from './household-queries.ts'
import { canonical, isList, labelOf, linesOf } from './items.ts'
import { type Doing, inChargeSql } from './scope.ts'
import { choicesFor } from './settling.ts'
import type { EntryRecord } from './tables.ts'

interface Page {
  readonly offset?: number | undefined
  readonly limit?: number | undefined
}
type Waiting = EntryRecord & { readonly room: ConflictView['household']['room']; readonly total: number }

/** Entries `e` of households `h` that wait for a choice; of one that was erased there is nothing to choose. */
const waitingSql = sql<boolean>`e.state in ('conflict', 'difference') and h.erased_at is null`

/** What waits in entries `e` of households `h`, side by side with what stands; the oldest first. */
export async function conflictViews(
  tx: Tx,
  doing: Doing,
  more: RawBuilder<unknown>,
  { offset = 0, limit = 50 }: Page,
): Promise<ConflictView[]> {
  const { tenantId, actor, secrets } = doing
  const { rows } = await sql<Waiting>`select e.*, ${roomSql} as room from households.entries e
    join households.households h on h.tenant_id = e.tenant_id and h.id = e.household_id ${roomFromSql}
    where e.tenant_id = ${tenantId} and ${waitingSql} and ${inChargeSql(actor)} and ${more}
    order by e.at, e.id offset ${offset} limit ${limit}`.execute(tx)
  const live = await liveEntries(tx, secrets, tenantId, [...new Set(rows.map((row) => row.household_id))])
  const names = await whoEntered(tx, doing, [...live, ...rows])
  return rows.map((row) => {
    const waiting = opened(secrets, row)
    const current = live.find(
      ({ state, item, household_id }) => state === 'current' && item === row.item && household_id === row.household_id,
    )
    return viewOf(waiting, row.room, current ?? null, names, doing)
  })
}

function viewOf(
  waiting: Entry,
  room: Waiting['room'],
  current: Entry | null,
  names: ReadonlyMap<string, Words>,
  { secrets }: Doing,
): ConflictView {
  const { item } = waiting.content
  const choose = choicesFor(isList(item), standingOf(current), canonical(waiting.content))
  return {
    ...{ id: waiting.id, kind: waiting.state === 'difference' ? 'difference' : 'conflict', item, label: labelOf(item) },
    household: { id: waiting.household_id, room },
    current: shown(current, names),
    other: shown(waiting, names),
    words: waiting.words_sealed && secrets.open(waiting.words_sealed),
    mayChoose: [...choose],
  }
}

const nothing: Shown = { entryId: null, lines: [], source: null, asOf: null, at: null, by: null }

function shown(entry: Entry | null, names: ReadonlyMap<string, Words>): Shown {
  if (!entry) return nothing
  return {
    ...{ entryId: entry.id, lines: linesOf(entry.content), source: entry.source, asOf: entry.as_of },
    ...{ at: entry.at.toISOString(), by: names.get(entry.id) ?? null },
  }
}

/** Who entered each, for their colleagues: the post and the name; a resident is not named. */
async function whoEntered(
  tx: Tx,
  { tenantId }: Doing,
  entries: readonly EntryRecord[],
): Promise<ReadonlyMap<string, Words>> {
  const ids = entries.filter(({ source }) => source !== 'resident').map(({ id }) => id)
  const { rows } = await sql<Words & { id: string }>`select e.id, concat_ws(' ', p.name, n.name) as zh,
      concat_ws(' ', p.name_en, n.name) as en
    from households.entries e
    left join people.posts_view p on p.tenant_id = e.tenant_id and p.id = e.post_id
    left join people.persons_view n on n.tenant_id = e.tenant_id and n.id = e.person_id
    where e.tenant_id = ${tenantId} and e.id = any(${ids}::uuid[]) and (p.id is not null or n.id is not null)`.execute(
    tx,
  )
  return new Map(rows.map(({ id, zh, en }) => [id, { zh, en }]))
}

export async function conflictPage(
  tx: Tx,
  doing: Doing,
  query: Page & { kind?: 'conflict' | 'difference' | undefined },
) {
  const { offset = 0, limit = 50, kind } = query
  const more = kind ? sql<boolean>`e.state = ${kind}` : sql<boolean>`true`
  const total = await countConflicts(tx, doing.actor, more)
  return { rows: await conflictViews(tx, doing, more, { offset, limit }), total, offset, limit }
}

/** How many entries wait for a choice of who is in charge. */
export async function countConflicts(tx: Tx, actor: Actor, more: RawBuilder<unknown> = sql`true`): Promise<number> {
  const { rows } = await sql<{ total: number }>`select count(*)::int as total from households.entries e
    join households.households h on h.tenant_id = e.tenant_id and h.id = e.household_id
    where e.tenant_id = ${actor.tenantId} and ${waitingSql} and ${inChargeSql(actor)} and ${more}`.execute(tx)
  return rows[0]?.total ?? 0
}
