import { notFound } from '../../kernel/contract/errors.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { duplicateThreshold, scoreSimilar } from '../../kernel/text/duplicate.ts'
import { similarityOf, weighWords } from '../../kernel/text/similarity.ts'
import type { Similar } from './contract.ts'
import { endorsedSql, endorsementsSql } from './heads.ts'
import type { Reading } from './idea-rows.ts'
import { excerptOf } from './idea-rows.ts'
import { publicSql } from './ideas-scope.ts'
import { isAuthorSql } from './ideas-store.ts'
import type { IdeaRecord } from './tables.ts'

const mostCandidates = 400
const mostOffered = 5

interface Candidate extends Pick<IdeaRecord, 'id' | 'title' | 'body' | 'state' | 'submitted_at'> {
  place_name: string
  place_name_en: string
  call_title: string
  same_call: boolean
  distance: number | null
  endorsements: number
  endorsed: boolean
  mine: boolean
}

/**
 * Published ideas of the same call, and of calls whose places are its neighbours, whose words are alike, best first: by the
 * score that matters use for reports, in which the same call takes the part of the category. Carries nobody's data.
 */
export async function findSimilar(
  tx: Tx,
  reading: Reading,
  code: string,
  asked: { readonly text: string; readonly placeId?: string | undefined },
): Promise<Similar[]> {
  const words = weighWords(asked.text)
  const rows = await candidates(tx, reading, code, { words: [...words.keys()], placeId: asked.placeId ?? null })
  return rows
    .map((row) => ({
      row,
      score: scoreSimilar({
        text: similarityOf(words, weighWords(`${row.title} ${row.body}`)),
        distance: row.distance ?? undefined,
        // A wish does not grow old while its call is open.
        ageDays: 0,
        categorySame: row.same_call,
      }),
    }))
    .filter(({ score }) => score >= duplicateThreshold)
    .sort((a, b) => b.score - a.score || b.row.submitted_at.getTime() - a.row.submitted_at.getTime())
    .slice(0, mostOffered)
    .map(({ row }) => ({
      ...{ id: row.id, title: row.title, excerpt: excerptOf(row.body), state: row.state },
      place: { name: row.place_name, nameEn: row.place_name_en },
      ...{ callTitle: row.call_title, endorsements: row.endorsements, endorsed: row.endorsed, mine: row.mine },
    }))
}

async function candidates(
  tx: Tx,
  reading: Reading,
  code: string,
  { words, placeId }: { readonly words: readonly string[]; readonly placeId: string | null },
): Promise<Candidate[]> {
  const { tenantId } = reading
  const { rows: calls } = await sql<{ id: string; path: string }>`select c.id, c.place_path as path from ideas.calls c
    where c.tenant_id = ${tenantId} and c.code = ${code.toUpperCase()} and c.opened_at is not null`.execute(tx)
  const call = calls[0] ?? notFound()
  // What lies beside it has the same place above.
  const above = call.path.replace(/[^/]+\/$/, '')
  const { rows } = await sql<Candidate>`
    with here as (select p.path, p.lng, p.lat from places.places_view p where p.tenant_id = ${tenantId}
      and p.id = coalesce(${placeId}::uuid, (select place_id from ideas.calls where tenant_id = ${tenantId} and id = ${call.id})))
    select i.id, i.title, i.body, i.state, i.submitted_at, p.name as place_name, p.name_en as place_name_en, c.title as call_title,
      i.call_id = ${call.id} as same_call, ${endorsementsSql} as endorsements,
      ${endorsedSql(reading)} as endorsed, ${isAuthorSql(reading)} as mine,
      case when starts_with(i.place_path, here.path) or starts_with(here.path, i.place_path) then 0
        else 111320 * sqrt(power((coalesce(i.lng, p.lng) - here.lng) * cos(radians(here.lat)), 2)
          + power(coalesce(i.lat, p.lat) - here.lat, 2)) end as distance
    from ideas.ideas i join ideas.calls c on c.tenant_id = i.tenant_id and c.id = i.call_id
    join places.places_view p on p.tenant_id = i.tenant_id and p.id = i.place_id
    cross join here
    where i.tenant_id = ${tenantId} and ${publicSql} and i.state <> 'merged' and i.bigrams && ${[...words]}::text[]
      and (i.call_id = ${call.id} or starts_with(c.place_path, ${above}) or starts_with(${call.path}, c.place_path))
    order by i.call_id <> ${call.id}, i.submitted_at desc limit ${mostCandidates}`.execute(tx)
  return rows
}
