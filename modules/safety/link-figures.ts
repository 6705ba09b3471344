import type { Actor } from '../../kernel/actor.ts'
import type { PlaceId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { dayOf } from '../../kernel/time/day.ts'
import { countCampaigns } from './campaigns/campaign-queries.ts'
import { countFindings } from './finding-queries.ts'
import { countRounds } from './round-queries.ts'

interface Asked {
  readonly placePath: string
  readonly from: Date
  readonly to: Date
  /** Now; figures of what stands today ask for it. */
  readonly at?: Date
}

interface LinkFigure {
  readonly code: string
  readonly words: Words
  readonly value: number
  readonly to: string
}

/** Figures of 平安 for the board of links: each is the total of the list at `to`. */
export async function linkFigures(tx: Tx, actor: Actor, asked: Asked): Promise<readonly LinkFigure[]> {
  const { tenantId } = actor
  const { rows } = await sql<{ id: PlaceId }>`select id from places.places_view where tenant_id = ${tenantId}
    and path = ${asked.placePath}`.execute(tx)
  const placeId = rows[0]?.id
  if (!placeId) return []
  const at = asked.at ?? new Date(Math.max(asked.from.getTime(), asked.to.getTime() - 1))
  const doing = { tenantId, actor, at }
  const days = { from: dayOf(asked.from), to: dayOf(new Date(asked.to.getTime() - 1)) }
  const here = { placeId }
  const inDays = `placeId=${placeId}&from=${days.from}&to=${days.to}`
  const figure = (code: string, zh: string, en: string, value: number, to: string): LinkFigure => ({
    ...{ code: `safety.${code}`, words: { zh, en }, value, to },
  })
  const found = { ...here, show: 'all' as const, foundFrom: days.from, foundTo: days.to }
  const cleared = { ...here, show: 'cleared' as const, clearedFrom: days.from, clearedTo: days.to }
  return [
    figure(
      ...(['rounds', '完成巡查', 'Rounds done'] as const),
      await countRounds(tx, doing, { ...here, ...days, show: 'finished' }),
      `/safety/rounds?show=finished&${inDays}`,
    ),
    figure(
      ...(['found', '发现隐患', 'Hazards found'] as const),
      await countFindings(tx, doing, found),
      `/safety?show=all&placeId=${placeId}&foundFrom=${days.from}&foundTo=${days.to}`,
    ),
    figure(
      ...(['cleared', '销号', 'Crossed off'] as const),
      await countFindings(tx, doing, cleared),
      `/safety?show=cleared&placeId=${placeId}&clearedFrom=${days.from}&clearedTo=${days.to}`,
    ),
    figure(
      ...(['campaigns', '开展宣传', 'Campaigns'] as const),
      await countCampaigns(tx, doing, { ...here, ...days }),
      `/safety/campaigns?${inDays}`,
    ),
    figure(
      ...(['major', '重大隐患未销号', 'Major hazards open'] as const),
      await countFindings(tx, doing, { ...here, show: 'major' }),
      `/safety?show=major&placeId=${placeId}`,
    ),
    figure(
      ...(['overdue', '巡查逾期', 'Rounds overdue'] as const),
      await countRounds(tx, doing, { ...here, show: 'overdue' }),
      `/safety/rounds?show=overdue&placeId=${placeId}`,
    ),
  ]
}
