import { fail } from '../../../kernel/contract/errors.ts'
import type { TenantId } from '../../../kernel/contract/ids.ts'
import type { Tx } from '../../../kernel/db.ts'
import { costedIdeasOf, type IdeaStanding, ideaStandings } from '../../ideas/public.ts'
import type { Doing } from '../scope.ts'
import type { ItemView } from './contract.ts'
import type { BudgetRecord, ItemRecord } from './tables.ts'

type Standings = Awaited<ReturnType<typeof standingsOf>>

/** What became of the ideas that items were taken over from. */
export const standingsOf = (tx: Tx, tenantId: TenantId, items: readonly ItemRecord[]) =>
  ideaStandings(
    tx,
    tenantId,
    items.flatMap(({ idea_id }) => idea_id ?? []),
  )

/** Refuses a notice of what can no longer be voted on: an idea that was withdrawn, declined, merged or hidden since it was taken over. */
export async function refuseUnfit(tx: Tx, doing: Doing, budget: BudgetRecord, items: readonly ItemRecord[]) {
  if (!budget.call_id) return
  const { rows } = await costedIdeasOf(tx, doing, budget.call_id)
  const fit = new Set(rows.map(({ ideaId }) => ideaId))
  const unfit = items.filter(({ idea_id }) => idea_id && !fit.has(idea_id))
  if (unfit.length === 0) return
  fail('refused', 'choices.bad_idea', {
    zh: `${unfit.map(({ title }) => `「${title}」`).join('')}的金点子已撤回、隐藏、合并或答复，不能列入。请先修改草稿`,
    en: `${unfit.map(({ title }) => `“${title}”`).join(', ')}: the idea was withdrawn, hidden, merged or answered and cannot be an item. Please change the draft first`,
  })
}

/** Why the words of an item are not for everybody: those of its idea are not. */
const withheldOf = ({ idea_id }: ItemRecord, standings: Standings): ItemView['withheld'] => {
  const standing = idea_id ? standings.get(idea_id) : undefined
  if (!idea_id || standing?.readable) return null
  return standing?.own === 'withdrawn' ? 'withdrawn' : 'hidden'
}

/** Items as staff see them; for everybody, what may not be read is left out, and its number and cost stay on the ballot. */
export const itemViews = (items: readonly ItemRecord[], standings: Standings, to: 'staff' | 'all'): ItemView[] =>
  items.map((item) => {
    const { n, title, words, cost_fen: costFen, idea_id: ideaId, file_id: fileId } = item
    const withheld = withheldOf(item, standings)
    return withheld && to === 'all'
      ? { n, title: '', words: '', costFen, ideaId: null, fileId: null, withheld }
      : { n, title, words, costFen, ideaId, fileId, withheld }
  })

/** The ideas behind the items that the rule of the vote chose. */
export function chosenIdeas(
  budget: Pick<BudgetRecord, 'result' | 'rule'>,
  items: readonly ItemRecord[],
  standings: Standings,
) {
  const chosen = new Set(budget.result?.[budget.rule].order)
  return items.flatMap(({ n, idea_id }): { n: number; standing: IdeaStanding | undefined }[] =>
    idea_id && chosen.has(n) ? [{ n, standing: standings.get(idea_id) }] : [],
  )
}

/** Items that were chosen and are not adopted with the result: by their number. */
export function notAdopted(budget: BudgetRecord, items: readonly ItemRecord[], standings: Standings): number[] {
  const fine = budget.state === 'published' ? ['adopted'] : ['adopted', 'published']
  return chosenIdeas(budget, items, standings).flatMap(({ n, standing }) =>
    standing && fine.includes(standing.state) ? [] : [n],
  )
}
