import type { Actor } from '../../kernel/actor.ts'
import type { PersonId, PlaceId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { maskName } from '../../kernel/text/masking.ts'
import { maskPhone } from '../../kernel/text/phones.ts'
import { phonesOf } from '../people/public.ts'
import { whereSql } from './matter-filter.ts'
import { presentRow, type RowSource, rowColumns, rowJoins } from './matter-row.ts'

/** Resolved matters whose reporter has not answered, oldest first, with what the caller needs at the telephone. */
export async function callBackPage(
  tx: Tx,
  secrets: Secrets,
  actor: Actor,
  query: { placeId?: PlaceId; offset?: number; limit?: number },
  now: Date,
) {
  const offset = query.offset ?? 0
  const limit = query.limit ?? 20
  const where = whereSql(
    actor,
    { state: ['resolved'], mine: true, ...(query.placeId ? { placeId: query.placeId } : {}) },
    now,
  )
  const { rows } = await sql<
    RowSource & {
      total: number
      outcome_words: string | null
      reporter_name_sealed: Buffer | null
      reporter_phone_sealed: Buffer | null
      reporter_id: PersonId | null
      account_name: string | null
      attempts: number
      last_attempt_at: Date | null
      unreached: number
      unreached_limit: number
    }
  >`
    select ${rowColumns}, (select count(*)::int from matters.matters m where ${where}) as total,
      (select r.words from matters.remarks r where r.tenant_id = m.tenant_id and r.matter_id = m.id and r.action = 'resolve' order by r.at desc limit 1) as outcome_words,
      m.reporter_name_sealed, m.reporter_phone_sealed, n.name as account_name, m.reporter_id, m.unreached,
      (select count(*)::int from matters.follow_ups f where f.tenant_id = m.tenant_id and f.matter_id = m.id and f.round = m.rounds) as attempts,
      (select max(at) from matters.follow_ups f where f.tenant_id = m.tenant_id and f.matter_id = m.id and f.round = m.rounds) as last_attempt_at,
      (select (spec ->> 'unreachedLimit')::int from matters.kind_versions k where k.tenant_id = m.tenant_id and k.code = m.kind_code and k.version = m.kind_version) as unreached_limit
    from matters.matters m ${rowJoins(now)}
    left join people.persons_view n on n.tenant_id = m.tenant_id and n.id = m.reporter_id
    where ${where} order by m.clock_due_at, m.id offset ${offset} limit ${limit}`.execute(tx)
  const numberless = rows.flatMap((row) => (row.reporter_id && !row.reporter_phone_sealed ? [row.reporter_id] : []))
  const phones = await phonesOf(tx, secrets, actor.tenantId, numberless)
  return {
    rows: rows.map((row) => {
      const phone = row.reporter_phone_sealed
        ? secrets.open(row.reporter_phone_sealed)
        : row.reporter_id && phones.get(row.reporter_id)
      const name = row.reporter_name_sealed ? secrets.open(row.reporter_name_sealed) : row.account_name
      return {
        matter: presentRow(row, now),
        outcomeWords: row.outcome_words,
        reporterName: name ? maskName(name) : null,
        reporterPhone: phone ? maskPhone(phone) : null,
        attempts: row.attempts,
        lastAttemptAt: row.last_attempt_at?.toISOString() ?? null,
        hasAccount: row.reporter_id !== null,
        canClose: row.unreached >= row.unreached_limit,
      }
    }),
    total: rows[0]?.total ?? 0,
    offset,
    limit,
  }
}
