import type { PlaceId } from '../../kernel/contract/ids.ts'
import type { Tx } from '../../kernel/db.ts'
import { countCampaigns } from './campaigns/campaign-queries.ts'
import type { Figures } from './contract.ts'
import { countFindings } from './finding-queries.ts'
import { countPoints } from './point-queries.ts'
import { keepers } from './roles.ts'
import { countRounds, countRoutes } from './round-queries.ts'
import type { Seeing } from './scope.ts'

/** What presses; each figure is the total of the list that it leads to. */
export async function figuresOf(tx: Tx, doing: Seeing, { placeId }: { readonly placeId?: PlaceId }): Promise<Figures> {
  const here = placeId ? { placeId } : {}
  const hazards = (show: 'open' | 'recheck' | 'late' | 'major') => countFindings(tx, doing, { ...here, show })
  return {
    overdue: await countRounds(tx, doing, { ...here, show: 'overdue' }),
    due: await countRounds(tx, doing, { ...here, show: 'due' }),
    open: await hazards('open'),
    recheck: await hazards('recheck'),
    late: await hazards('late'),
    major: await hazards('major'),
    points: await countPoints(tx, doing, here),
    routes: await countRoutes(tx, doing, here),
    campaigns: await countCampaigns(tx, doing, { ...here, show: 'running' }),
    mayKeep: doing.actor.posts.some(({ role }) => keepers.some((one) => one === role)),
  }
}
