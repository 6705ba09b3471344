import { sql, type Tx } from '../../kernel/db.ts'
import { maskName } from '../../kernel/text/masking.ts'
import type { RemarkView } from './contract.ts'
import type { Reading, RowSource } from './idea-rows.ts'
import type { AppealRecord, ModerationRecord, RemarkRecord } from './tables.ts'

interface Source extends RemarkRecord {
  person_name: string | null
  post_name: string | null
  post_name_en: string | null
}

type Moderations = readonly ModerationRecord[]

const lastHiding = (moderations: Moderations, remarkId: string | null) =>
  moderations.filter(({ remark_id, act }) => remark_id === remarkId && act === 'hide').at(-1)

/** Whether somebody appealed against the hiding that holds now: one that was lifted counts no more. */
export function appealedIn(moderations: Moderations, appeals: readonly AppealRecord[], remarkId: string | null) {
  const last = lastHiding(moderations, remarkId)
  return appeals.some(({ moderation_id }) => moderation_id === last?.id)
}

/** Why something is hidden now. */
export function hidingIn(moderations: Moderations, remarkId: string | null) {
  const last = lastHiding(moderations, remarkId)
  return last ? { reason: last.reason ?? '', words: last.words, at: last.at.toISOString() } : null
}

/** Questions and answers as one reader may see them: what waits or is hidden only by who said it and by staff of the call. */
export async function remarksOf(
  { tx, reading, row }: { readonly tx: Tx; readonly reading: Reading; readonly row: RowSource },
  moderations: Moderations,
  appeals: readonly AppealRecord[],
): Promise<RemarkView[]> {
  const { rows } = await sql<Source>`select r.*, n.name as person_name, o.name as post_name, o.name_en as post_name_en
    from ideas.remarks r
    left join people.persons_view n on n.tenant_id = r.tenant_id and n.id = r.person_id
    left join people.posts_view o on o.tenant_id = r.tenant_id and o.id = r.post_id
    where r.tenant_id = ${row.tenant_id} and r.idea_id = ${row.id} order by r.at, r.id`.execute(tx)
  const own = (remark: Source) =>
    remark.person_id !== null && remark.person_id === reading.actor?.personId
      ? true
      : remark.said_as === 'author' && row.mine
  return rows
    .filter((remark) => remark.state === 'published' || row.managed || own(remark))
    .map((remark) => ({
      id: remark.id,
      questionId: remark.question_id,
      state: remark.state,
      saidAs: remark.said_as,
      name: nameOf(remark),
      words: remark.words,
      at: remark.at.toISOString(),
      mine: own(remark),
      hidden: remark.state === 'hidden' ? hidingIn(moderations, remark.id) : null,
      mayAppeal: remark.state === 'hidden' && own(remark) && !appealedIn(moderations, appeals, remark.id),
    }))
}

/** An author is the author: whether a name is shown is settled with the idea. */
function nameOf({ said_as, person_name, post_name, post_name_en }: Source): RemarkView['name'] {
  if (said_as === 'author') return null
  if (said_as === 'staff') return { name: post_name ?? '', nameEn: post_name_en ?? '' }
  return person_name ? { name: maskName(person_name), nameEn: maskName(person_name) } : null
}
