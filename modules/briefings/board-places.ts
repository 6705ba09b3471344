import type { Actor } from '../../kernel/actor.ts'
import { notFound } from '../../kernel/contract/errors.ts'
import type { PlaceId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { scopeOf } from '../matters/public.ts'
import { ancestorsOf, type Place } from '../places/public.ts'

export const nameOf = (place: { name: string; nameEn: string }): Words => ({ zh: place.name, en: place.nameEn })

/** The place that was asked for (or the nearest that holds all posts of the actor) and those above it, the nearest first. */
export async function placeAndAbove(tx: Tx, actor: Actor, asked: PlaceId | undefined): Promise<Place[]> {
  const posts = actor.posts.filter((post) => post.role !== 'administrator')
  const chain = await ancestorsOf(tx, actor.tenantId, asked ?? posts[0]?.placeId ?? notFound())
  if (asked === undefined) {
    const common = chain.findIndex((place) => posts.every((post) => post.placePath.startsWith(place.path)))
    return common < 0 ? [] : chain.slice(common)
  }
  // Above one's own place only one's own is counted; beside it there is nothing to see.
  const near = (path: string) =>
    posts.some((post) => path.startsWith(post.placePath) || post.placePath.startsWith(path))
  return chain[0] && near(chain[0].path) ? chain : []
}

export interface ChildName {
  readonly id: string
  /** How the aggregate names it: the path of a place, the id of a grid. */
  readonly at: string
  readonly name: Words
  /** Shown even when nothing was reported: all of it lies in the actor's scope. */
  readonly always: boolean
}

export async function placesIn(tx: Tx, actor: Actor, place: Place): Promise<ChildName[]> {
  const { rows } = await sql<{ id: string; at: string; name: Words; live: boolean }>`
    select id, path as at, json_build_object('zh', name, 'en', name_en) as name, ended_at is null as live
    from places.places_view where tenant_id = ${actor.tenantId} and parent_id = ${place.id} order by level_rank, path`.execute(
    tx,
  )
  const { paths } = scopeOf(actor)
  return rows.map((row) => ({ ...row, always: row.live && paths.some((path) => row.at.startsWith(path)) }))
}
