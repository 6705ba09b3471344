import type { Actor } from '../../kernel/actor.ts'
import type { PlaceId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { dayOf } from '../../kernel/time/day.ts'
import { countIdeas } from './idea-queries.ts'

interface Asked {
  readonly placePath: string
  readonly from: Date
  readonly to: Date
}

interface LinkFigure {
  readonly code: string
  readonly words: Words
  readonly value: number
  readonly to: string
}

/** Ideas of a place that were given in some days (`[from, to)`), for the board of links; each the total of the list at `to`. */
export async function linkFigures(tx: Tx, actor: Actor, asked: Asked): Promise<readonly LinkFigure[]> {
  const { rows } = await sql<{ id: PlaceId }>`select id from places.places_view where tenant_id = ${actor.tenantId}
    and path = ${asked.placePath}`.execute(tx)
  const placeId = rows[0]?.id
  if (!placeId) return []
  const days = { from: dayOf(asked.from), to: dayOf(new Date(asked.to.getTime() - 1)) }
  const figure = async (name: 'ideas' | 'adopted' | 'open', zh: string, en: string): Promise<LinkFigure> => ({
    ...{ code: `ideas.${name}`, words: { zh, en } },
    value: await countIdeas(tx, actor, { placeId, figure: name, ...days }),
    to: `/ideas/list?placeId=${placeId}&figure=${name}&from=${days.from}&to=${days.to}`,
  })
  return [
    await figure('ideas', '金点子', 'Ideas'),
    await figure('open', '金点子待答复', 'Ideas to answer'),
    await figure('adopted', '金点子采纳', 'Ideas adopted'),
  ]
}
