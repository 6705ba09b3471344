import type { RawBuilder } from 'kysely'
import { sql } from '../../kernel/db.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { maskName } from '../../kernel/text/masking.ts'
import type { IdeaRow } from './contract.ts'
import { endorsedSql, endorsementsSql } from './heads.ts'
import { managedSql } from './ideas-scope.ts'
import { type Doing, isAuthorSql } from './ideas-store.ts'
import type { IdeaRecord } from './tables.ts'

export type Reading = Pick<Doing, 'tenantId' | 'actor' | 'secrets' | 'receipt'>

/** What a row of a list is made of. */
export interface RowSource extends IdeaRecord {
  call_title: string
  call_code: string
  place_name: string
  place_name_en: string
  author_name: string | null
  endorsements: number
  members: number
  appealed: boolean
  endorsed: boolean
  mine: boolean
  managed: boolean
}

/** The columns of `RowSource`, of `ideas.ideas i` with its call `c`, as one reader may have them. */
export const rowColumns = (
  reading: Reading,
): RawBuilder<unknown> => sql`i.*, c.title as call_title, c.code as call_code,
  p.name as place_name, p.name_en as place_name_en, n.name as author_name, ${endorsementsSql} as endorsements,
  (select count(*)::int from ideas.ideas m where m.tenant_id = i.tenant_id and m.merged_into_id = i.id) as members,
  exists (select from ideas.appeals a where a.tenant_id = i.tenant_id and a.idea_id = i.id and a.decision is null) as appealed,
  ${endorsedSql(reading)} as endorsed, ${isAuthorSql(reading)} as mine,
  ${reading.actor ? managedSql(reading.actor) : sql`false`} as managed`

export const rowJoins = sql`join ideas.calls c on c.tenant_id = i.tenant_id and c.id = i.call_id
  join places.places_view p on p.tenant_id = i.tenant_id and p.id = i.place_id
  left join people.persons_view n on n.tenant_id = i.tenant_id and n.id = i.author_id`

/** The author as a reader sees one: masked, and hidden from the public where that was wished. */
export function shownAuthor(secrets: Secrets, row: RowSource): string | null {
  if (row.anonymous && !row.managed && !row.mine) return null
  const name = row.author_name_sealed ? secrets.open(row.author_name_sealed) : row.author_name
  return name ? maskName(name) : null
}

/** The head that every view of an idea begins with. */
export function headOf(secrets: Secrets, row: RowSource) {
  return {
    id: row.id,
    call: { id: row.call_id, title: row.call_title, code: row.call_code },
    state: row.state,
    title: row.title,
    place: { id: row.place_id, name: row.place_name, nameEn: row.place_name_en },
    point: row.lng === null || row.lat === null ? null : { lng: row.lng, lat: row.lat },
    costFen: row.cost_fen,
    costBy: row.cost_by,
    endorsements: row.endorsements,
    author: shownAuthor(secrets, row),
    anonymous: row.anonymous,
    fileIds: row.file_ids,
    submittedAt: row.submitted_at.toISOString(),
    members: row.members,
  }
}

const excerptLength = 90
export const excerptOf = (body: string): string => {
  const line = body.replace(/\s+/g, ' ')
  return [...line].length > excerptLength ? `${[...line].slice(0, excerptLength).join('')}…` : line
}

export const presentRow = (secrets: Secrets, row: RowSource): IdeaRow => ({
  ...headOf(secrets, row),
  excerpt: excerptOf(row.body),
  endReason: row.end_reason,
  appealed: row.managed && row.appealed,
  byPaper: row.form_number !== null,
  endorsed: row.endorsed,
  mine: row.mine,
})
