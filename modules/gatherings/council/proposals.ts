import type { Actor } from '../../../kernel/actor.ts'
import type { ResponseOf } from '../../../kernel/contract/endpoint.ts'
import type { MatterId } from '../../../kernel/contract/ids.ts'
import type { Lang } from '../../../kernel/contract/words.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { beginningOf } from '../../../kernel/text/beginning.ts'
import { formatDay } from '../../../kernel/time/time-words.ts'
import type { MatterRow } from '../../matters/contract.ts'
import { openMattersAt } from '../../matters/public.ts'
import type { GatheringView } from '../contract.ts'
import { decisionsBefore, isDone } from '../decision-queries.ts'
import { loadManaged } from '../gathering-store.ts'
import type { GatheringId, GatheringRecord, ItemRecord } from '../tables.ts'
import { agendaSources } from './agenda-source.ts'
import type { Proposal, proposals } from './contract.ts'

const mostOfEach = 20
const longestTitle = 200

/** What could stand on the agenda of a gathering and does not yet, within the actor's scope. */
export async function proposalsFor(
  { tx, actor, now }: { readonly tx: Tx; readonly actor: Actor; readonly now: Date },
  id: GatheringId,
): Promise<ResponseOf<typeof proposals>> {
  const gathering = await loadManaged(tx, actor, id)
  const before = await decisionsBefore({ tx, tenantId: gathering.tenant_id, now, staff: true }, gathering)
  const open = await openMattersAt(tx, actor, gathering.place_id, { now, limit: mostOfEach * 2 })
  const others = await Promise.all(
    agendaSources().map(async ([kind, source]) =>
      (await source.propose(tx, actor, gathering.place_path, mostOfEach)).map(
        ({ id: subjectId, title, note }): Proposal => ({
          ...{ from: kind, id: subjectId, title: beginningOf(title, longestTitle), note },
          ...{ matterId: null, subject: { kind, id: subjectId } },
        }),
      ),
    ),
  )
  const decided = unfinished(before)
  // A decision is a matter too, and stands once: as what was decided.
  const known = new Set(decided.map(({ matterId }) => matterId))
  const matters = open
    .filter((matter) => !known.has(matter.id))
    .slice(0, mostOfEach)
    .map(
      ({ id: matterId, title, number, place }): Proposal => ({
        ...{ from: 'matter', id: matterId, title: beginningOf(title, longestTitle), matterId, subject: null },
        note: { zh: `${number} · ${whereOf(place, 'zh')}`, en: `${number} · ${whereOf(place, 'en')}` },
      }),
    )
  const listed = await listedOn(tx, gathering)
  return { rows: [...decided, ...matters, ...others.flat()].filter((one) => !listed.has(one.matterId ?? one.id)) }
}

/** 云纺宿舍3栋: a building's name alone says nothing in a community of twenty compounds. */
function whereOf({ name, nameEn, above }: MatterRow['place'], lang: Lang): string {
  return lang === 'zh'
    ? `${above.name}${name}`
    : [above.nameEn || above.name, nameEn || name].filter(Boolean).join(', ')
}

const unfinished = (before: GatheringView['before']): Proposal[] =>
  before.flatMap(({ gathering, decisions }) =>
    decisions
      .filter(({ matter }) => !isDone(matter.state))
      .map(
        ({ id, words, dueOn, matter }): Proposal => ({
          ...{ from: 'decision', id, title: beginningOf(words, longestTitle), matterId: matter.id, subject: null },
          note: {
            zh: `${gathering.title} · ${formatDay('zh', dueOn)}前`,
            en: `${gathering.title} · by ${formatDay('en', dueOn)}`,
          },
        }),
      ),
  )

/** Matters and subjects that stand on the agenda already. */
async function listedOn(tx: Tx, gathering: GatheringRecord): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: MatterId | ItemRecord['subject_id'] }>`
    select coalesce(matter_id, subject_id) as id from gatherings.items
    where tenant_id = ${gathering.tenant_id} and gathering_id = ${gathering.id} and dropped_at is null`.execute(tx)
  return new Set(rows.flatMap(({ id }) => id ?? []))
}
