import type { Actor } from '../../kernel/actor.ts'
import type { Words } from '../../kernel/contract/words.ts'
import type { Tx } from '../../kernel/db.ts'
import { dayOf } from '../../kernel/time/day.ts'
import { type Counts, countCases, isTooFine, lateOn, shown } from './statistics.ts'

const figures: readonly { readonly code: keyof Counts & string; readonly words: Words }[] = [
  { code: 'received', words: { zh: '受理登记纠纷', en: 'Disputes taken down' } },
  { code: 'agreed', words: { zh: '达成协议', en: 'Agreements reached' } },
  { code: 'kept', words: { zh: '履行完毕', en: 'Agreements kept' } },
  { code: 'confirmed', words: { zh: '司法确认', en: 'Confirmed by the court' } },
  { code: 'open', words: { zh: '正在调解', en: 'Open now' } },
  { code: 'late', words: { zh: '超过期限', en: 'Past their last day' } },
]

interface Asked {
  readonly placePath: string
  readonly from: Date
  readonly to: Date
  /** Now. */
  readonly at: Date
}

/**
 * Counts of mediation for the board of five links: what the statistics page shows for the same place and days. Counts of
 * one to four are left out, for they would tell whom they mean, and so are places smaller than a community; there is no list of cases behind them.
 */
export async function linkFigures(
  tx: Tx,
  actor: Actor,
  { placePath, from, to, at }: Asked,
): Promise<readonly { code: string; words: Words; value: number; to: string }[]> {
  const days = { from: dayOf(from), to: dayOf(to) }
  const { tenantId } = actor
  if (await isTooFine(tx, { tenantId, path: placePath })) return []
  const counts = await countCases(tx, { tenantId, actor, today: lateOn(dayOf(at), days.to), ...days, path: placePath })
  return figures.flatMap(({ code, words }) => {
    const value = shown(counts[code])
    return value === null
      ? []
      : [
          {
            code,
            words,
            value,
            to: `/mediation?figure=${code}&path=${encodeURIComponent(placePath)}&from=${days.from}&to=${days.to}`,
          },
        ]
  })
}
