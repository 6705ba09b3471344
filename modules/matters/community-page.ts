import type { Static } from 'typebox'
import { notFound } from '../../kernel/contract/errors.ts'
import type { TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { dayOf } from '../../kernel/time/day.ts'
import type { communityPage } from './contract.ts'
import { uncategorised } from './surroundings.ts'

type Page = Static<(typeof communityPage)['response']>

/** What a community shows to everybody: its grids with who answers, and what was reported and solved lately, nobody's data. */
export async function readCommunityPage(tx: Tx, tenantId: TenantId, code: string, now: Date): Promise<Page> {
  const { rows } = await sql<Page['place'] & { ended: boolean; level_kind: string }>`
    select id, parent_id as "parentId", code, level_code as level, name, name_en as "nameEn", path, households, lng, lat, level_kind
    from places.places_view p where tenant_id = ${tenantId} and code = ${code} and ended_at is null
      -- The smallest area of administration is the community, whatever a tenant calls its levels.
      and not exists (select from places.places_view b where b.tenant_id = p.tenant_id and b.parent_id = p.id and b.level_kind = 'area')`.execute(
    tx,
  )
  const found = rows[0]
  if (found?.level_kind !== 'area') return notFound()
  const { level_kind: _kind, ...place } = found
  const { rows: above } = await sql<Page['above'][number]>`
    with recursive up as (
      select id, parent_id, name, name_en, 0 as hop from places.places_view where tenant_id = ${tenantId} and id = ${place.parentId}
      union all select p.id, p.parent_id, p.name, p.name_en, hop + 1 from places.places_view p join up on p.id = up.parent_id and p.tenant_id = ${tenantId})
    select name, name_en as "nameEn" from up order by hop`.execute(tx)
  return {
    place,
    above,
    grids: await gridCards(tx, tenantId, place.path, now),
    month: await monthFigures(tx, tenantId, place.path, now),
    lately: await lately(tx, tenantId, place.path),
  }
}

/** 网格公示: name, range, worker, office phone, duties (滨州市社会治理网格化服务管理条例 art. 6). */
async function gridCards(tx: Tx, tenantId: TenantId, path: string, now: Date): Promise<Page['grids']> {
  const { rows } = await sql<Page['grids'][number]>`
    select g.id, g.name, g.name_en as "nameEn",
      (select count(*)::int from places.grid_members_view b where b.tenant_id = g.tenant_id and b.grid_id = g.id and b.to_at is null) as buildings,
      (select coalesce(sum(p.households), 0)::int from places.grid_members_view b join places.places_view p on p.tenant_id = b.tenant_id and p.id = b.place_id
        where b.tenant_id = g.tenant_id and b.grid_id = g.id and b.to_at is null) as households,
      (select coalesce(jsonb_agg(jsonb_build_object('name', c.name, 'nameEn', c.name_en) order by c.name), '[]')
        from places.places_view c where c.tenant_id = g.tenant_id and c.id in (select p.parent_id from places.grid_members_view b
          join places.places_view p on p.tenant_id = b.tenant_id and p.id = b.place_id
          where b.tenant_id = g.tenant_id and b.grid_id = g.id and b.to_at is null)) as compounds,
      n.name as worker, coalesce(a.how = 'stand_in', false) as "standIn", w.office_phone as "officePhone",
      (select office_phone from people.posts_view s where s.tenant_id = g.tenant_id and s.role = 'supervisor' and s.abolished_at is null
        and g.place_path like s.place_path || '%' order by length(s.place_path) desc limit 1) as "supervisionPhone"
    from places.grids_view g
    left join people.posts_view w on w.tenant_id = g.tenant_id and w.grid_id = g.id and w.role = 'grid_worker' and w.abolished_at is null
    left join lateral people.acting(g.tenant_id, w.id, ${now}) a on w.id is not null
    left join people.persons_view n on n.tenant_id = g.tenant_id and n.id = a.person_id
    where g.tenant_id = ${tenantId} and g.place_path >= ${path} and g.place_path < ${`${path}:`} and g.ended_at is null order by g.code`.execute(
    tx,
  )
  return rows.map((row) => ({ ...row, duties: [...sixDuties] }))
}

/** The six things that a grid does (GB/T 34300; the same six in 滨州市社会治理网格化服务管理条例 art. 3). */
const sixDuties = [
  { zh: '基础信息采集', en: 'Keeping basic facts up to date' },
  { zh: '社情民意收集', en: 'Listening to what people need' },
  { zh: '安全隐患排查', en: 'Looking for hazards' },
  { zh: '矛盾纠纷化解', en: 'Settling disputes' },
  { zh: '政策法规宣传', en: 'Explaining policies and rules' },
  { zh: '公共服务代办', en: 'Running errands to public offices' },
]

const inside = (path: string) => sql`m.place_path >= ${path} and m.place_path < ${`${path}:`}`

async function monthFigures(tx: Tx, tenantId: TenantId, path: string, now: Date): Promise<Page['month']> {
  const since = new Date(now.getTime() - 30 * 86_400_000)
  const { rows } = await sql<{ reported: number; solved: number; rated: number; satisfied: number }>`
    select count(*) filter (where m.reported_at >= ${since} and m.state not in ('void', 'merged'))::int as reported,
      count(*) filter (where m.closed_at >= ${since} and m.solved)::int as solved,
      count(*) filter (where m.closed_at >= ${since} and m.satisfaction is not null)::int as rated,
      count(*) filter (where m.closed_at >= ${since} and m.satisfaction >= 3)::int as satisfied
    from matters.matters m where m.tenant_id = ${tenantId} and ${inside(path)} and m.channel <> 'import'`.execute(tx)
  const row = rows[0]
  return {
    reported: row?.reported ?? 0,
    solved: row?.solved ?? 0,
    satisfied: row && row.rated >= 5 ? row.satisfied / row.rated : null,
  }
}

/** Category, compound, state and dates only: no words of anybody, no spot finer than the compound. */
async function lately(tx: Tx, tenantId: TenantId, path: string): Promise<Page['lately']> {
  const { rows } = await sql<{
    id: Page['lately'][number]['id']
    category: { zh: string; en: string } | null
    place: Page['lately'][number]['place']
    state: Page['lately'][number]['state']
    reported_at: Date
    closed_at: Date | null
    outcome: Page['lately'][number]['outcome']
  }>`
    select m.id, c.name as category, m.state, m.reported_at, m.closed_at, m.outcome,
      -- By its number: by its path PostgreSQL would read all places for each matter.
      (select jsonb_build_object('name', a.name, 'nameEn', a.name_en) from places.places_view a
        where a.tenant_id = m.tenant_id and a.level_kind in ('area', 'compound') and a.number = any(places.numbers_in(m.place_path))
        order by a.level_kind = 'compound' desc, a.level_rank desc limit 1) as place
    from matters.matters m
    join matters.kind_versions k on k.tenant_id = m.tenant_id and k.code = m.kind_code and k.version = m.kind_version
      and (k.spec ->> 'public')::boolean
    left join matters.categories c on c.tenant_id = m.tenant_id and c.tree = m.category_tree and c.code = m.category_code
      and c.version = (select max(version) from matters.category_trees t where t.tenant_id = m.tenant_id and t.tree = m.category_tree)
    where m.tenant_id = ${tenantId} and ${inside(path)} and m.visibility <> 'holder' and m.state not in ('void', 'merged')
    order by m.reported_at desc limit 30`.execute(tx)
  return rows.map((row) => ({
    id: row.id,
    category: row.category ?? uncategorised.name,
    place: row.place,
    state: row.state,
    reportedOn: dayOf(row.reported_at),
    closedOn: row.closed_at ? dayOf(row.closed_at) : null,
    outcome: row.outcome,
  }))
}
