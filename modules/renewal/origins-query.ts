import type { ResponseOf } from '../../kernel/contract/endpoint.ts'
import { notFound } from '../../kernel/contract/errors.ts'
import type { PlaceId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { adoptedIdeasUnder } from '../ideas/public.ts'
import { openMattersUnder } from '../matters/public.ts'
import { placeOf } from '../places/public.ts'
import type { originsAt } from './contract.ts'
import { type Doing, keepingPost } from './scope.ts'
import { hazardCategories } from './work-items.ts'
import { ideaOrigin, matterOrigin } from './work-view.ts'

/** Adopted ideas and open hazards at a place and below that no project has taken up. 404 out of the actor's places. */
export async function originsFor(
  tx: Tx,
  { tenantId, actor, secrets, at }: Doing,
  placeId: PlaceId,
): Promise<ResponseOf<typeof originsAt>> {
  const place = await placeOf(tx, tenantId, placeId)
  if (!place || place.ended || keepingPost(actor, place.path) === null) return notFound()
  const { rows } = await sql<{ id: string }>`select idea_id as id from renewal.item_ideas where tenant_id = ${tenantId}
    union all select matter_id from renewal.item_hazards where tenant_id = ${tenantId}`.execute(tx)
  const taken = new Set(rows.map(({ id }) => id))
  const ideas = await adoptedIdeasUnder(tx, { tenantId, secrets }, place.path)
  const hazards = await openMattersUnder(tx, actor, { path: place.path, categories: hazardCategories }, at)
  return {
    ideas: ideas.filter(({ id }) => !taken.has(id)).map(ideaOrigin),
    hazards: hazards.filter(({ id }) => !taken.has(id)).map((matter) => matterOrigin(matter, true)),
  }
}
