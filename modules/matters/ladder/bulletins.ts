import type { Actor } from '../../../kernel/actor.ts'
import type { QueryOf } from '../../../kernel/contract/endpoint.ts'
import type { Words } from '../../../kernel/contract/words.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { scopeOf, staffScopeSql } from '../matter-scope.ts'
import { uncategorised } from '../surroundings.ts'
import type { BulletinRow, listBulletins } from './contract.ts'

interface Row extends Omit<BulletinRow, 'at' | 'matter' | 'missedAt'> {
  readonly at: Date
  readonly missed_at: Date | null
  readonly matter_id: BulletinRow['matter']['id']
  readonly number: string
  readonly category: Words | null
  readonly place: BulletinRow['matter']['place']
  readonly state: BulletinRow['matter']['state']
  readonly total: number
}

/** Which units were named, in the reader's scope, newest first. Units alone: whoever filled the post is in none of it. */
export async function bulletinPage(tx: Tx, actor: Actor, query: QueryOf<typeof listBulletins>) {
  const { offset = 0, limit = 20, month } = query
  const from = month ? new Date(`${month}-01T00:00:00+08:00`) : null
  const during = from
    ? sql<boolean>`r.at >= ${from} and r.at < (${from}::timestamptz at time zone 'Asia/Shanghai' + interval '1 month') at time zone 'Asia/Shanghai'`
    : sql<boolean>`true`
  const where = sql<boolean>`r.tenant_id = ${actor.tenantId} and r.kind = 'bulletin' and ${during} and ${staffScopeSql(scopeOf(actor))}`
  const named = sql`matters.measures r join matters.matters m on m.tenant_id = r.tenant_id and m.id = r.matter_id
    join people.posts_view t on t.tenant_id = r.tenant_id and t.id = r.post_id`
  const { rows } = await sql<Row>`select r.id, r.at, jsonb_build_object('zh', t.name, 'en', t.name_en) as unit,
      case when b.id is not null then jsonb_build_object('zh', b.name, 'en', b.name_en) end as by,
      m.id as matter_id, m.number, c.name as category,
      jsonb_build_object('name', p.name, 'nameEn', p.name_en, 'above',
        jsonb_build_object('name', coalesce(u.name, ''), 'nameEn', coalesce(u.name_en, ''))) as place,
      m.state, r.stage, r.missed_at,
      (select count(*)::int from ${named} where ${where}) as total
    from ${named}
    join places.places_view p on p.tenant_id = m.tenant_id and p.id = m.place_id
    left join places.places_view u on u.tenant_id = p.tenant_id and u.id = p.parent_id
    left join people.posts_view b on b.tenant_id = r.tenant_id and b.id = r.by_post_id
    left join matters.categories c on c.tenant_id = m.tenant_id and c.tree = m.category_tree and c.code = m.category_code
      and c.version = (select max(version) from matters.category_trees k where k.tenant_id = m.tenant_id and k.tree = m.category_tree)
    where ${where} order by r.at desc, r.id offset ${offset} limit ${limit}`.execute(tx)
  const { rows: units } = await sql<{ unit: Words; times: number }>`
    select jsonb_build_object('zh', t.name, 'en', t.name_en) as unit, count(*)::int as times from ${named}
    where ${where} group by t.id, t.name, t.name_en order by count(*) desc, t.name limit 20`.execute(tx)
  return {
    rows: rows.map(
      (row): BulletinRow => ({
        id: row.id,
        at: row.at.toISOString(),
        unit: row.unit,
        by: row.by,
        matter: {
          id: row.matter_id,
          number: row.number,
          category: row.category ?? uncategorised.name,
          place: row.place,
          state: row.state,
        },
        stage: row.stage,
        missedAt: row.missed_at?.toISOString() ?? null,
      }),
    ),
    total: rows[0]?.total ?? 0,
    offset,
    limit,
    units,
  }
}
