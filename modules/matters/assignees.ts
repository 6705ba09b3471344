import type { Actor } from '../../kernel/actor.ts'
import { notFound } from '../../kernel/contract/errors.ts'
import type { MatterId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { openSql } from './matter-filter.ts'
import { scopeOf, staffScopeSql } from './matter-scope.ts'
import { aroundMatter } from './matter-service.ts'
import type { RoutePost } from './routing.ts'
import { againstList, rightReceiver } from './rules/duty-list.ts'
import { dutiesInForce } from './rules/duty-service.ts'
import type { MatterRecord } from './tables.ts'

/** The posts that a matter can be given to: those that answer for its place or serve it; the rule's own choice comes first. */
export async function assigneesOf(tx: Tx, actor: Actor, matterId: MatterId, q: string, now: Date) {
  const { rows } = await sql<MatterRecord>`select m.* from matters.matters m
    where m.tenant_id = ${actor.tenantId} and m.id = ${matterId} and ${staffScopeSql(scopeOf(actor))}`.execute(tx)
  const matter = rows[0] ?? notFound()
  const around = await aroundMatter(tx, matter, now)
  const list = await dutiesInForce(tx, actor.tenantId, now)
  const suggested = rightReceiver(list, around.kind.spec, around.category, around)?.postId
  const works = around.posts.filter((post) => post.role !== 'administrator' && post.role !== 'supervisor')
  const found = works.filter(
    (post) =>
      q === '' || `${post.name} ${post.nameEn} ${post.personName ?? ''}`.toLowerCase().includes(q.toLowerCase()),
  )
  const loads = await openByPost(tx, actor, found)
  return {
    posts: found
      .map((post) => ({
        postId: post.postId,
        name: { zh: post.name, en: post.nameEn },
        role: post.role,
        personName: post.personName,
        open: loads.get(post.postId) ?? 0,
        suggested: post.postId === suggested,
        duty: againstList(list, post.role, matter.category_code),
      }))
      .sort(
        (a, b) =>
          Number(b.suggested) - Number(a.suggested) ||
          rank(a.role) - rank(b.role) ||
          a.name.zh.localeCompare(b.name.zh),
      ),
  }
}

const order = [
  'grid_worker',
  'compound_secretary',
  'property_firm',
  'department',
  'community',
  'street',
  'building_lead',
  'center_household',
]
const rank = (role: string) => order.indexOf(role)

async function openByPost(tx: Tx, actor: Actor, posts: readonly RoutePost[]) {
  const ids = posts.map((post) => post.postId)
  const { rows } = await sql<{
    post: RoutePost['postId']
    open: number
  }>`select m.holder_post_id as post, count(*)::int as open
    from matters.matters m where m.tenant_id = ${actor.tenantId} and ${openSql} and m.holder_post_id = any(${ids}::uuid[])
    group by m.holder_post_id`.execute(tx)
  return new Map(rows.map((row) => [row.post, row.open]))
}
