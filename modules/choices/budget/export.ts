import type { Lang } from '../../../kernel/contract/words.ts'
import { wordsIn } from '../../../kernel/contract/words.ts'
import type { Tx } from '../../../kernel/db.ts'
import type { BytesAnswer } from '../../../kernel/http/route.ts'
import { type Column, sheetStream } from '../../../kernel/sheets/sheet-writer.ts'
import type { Doing } from '../scope.ts'
import { rules } from './budget.ts'
import { budgetView } from './budget-queries.ts'
import type { BudgetView, ItemView } from './contract.ts'
import type { BudgetId } from './tables.ts'
import { budgetBook, reasonsIn } from './words.ts'

/** Items with what both rules made of them, as .xlsx: what the page of the desk shows, row by row. */
export async function exportBudget(tx: Tx, doing: Doing, id: BudgetId, lang: Lang): Promise<BytesAnswer> {
  const budget = await budgetView(tx, doing, id)
  return {
    bytes: sheetStream<ItemView>({
      name: wordsIn(budgetBook, lang).sheet,
      columns: columnsOf(budget, lang),
      rows: budget.items,
    }),
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    filename: lang === 'zh' ? '项目票选.xlsx' : 'budget-vote.xlsx',
  }
}

function columnsOf({ result, kind, rule }: BudgetView, lang: Lang): Column<ItemView>[] {
  const w = wordsIn(budgetBook, lang)
  const columns: Column<ItemView>[] = [
    { header: w.column.n, value: ({ n }) => n },
    { header: w.column.title, value: ({ title }) => title },
    { header: w.column.cost, value: ({ costFen }) => costFen / 100 },
  ]
  if (!result) return columns
  const of = (name: (typeof rules)[number], n: number) => result[name].items.find((item) => item.n === n)
  columns.push({ header: w.column.votes, value: ({ n }) => of('shares', n)?.votes ?? 0 })
  if (kind !== 'approval') columns.push({ header: w.column.points, value: ({ n }) => of('shares', n)?.points ?? 0 })
  for (const name of rules) {
    const title = name === rule ? w.decides(w.rule[name]) : w.rule[name]
    columns.push(
      { header: title, value: ({ n }) => (result[name].order.includes(n) ? w.chosen : w.notChosen) },
      { header: w.why(w.rule[name]), value: ({ n }) => reasonsIn(lang, kind, of(name, n)?.reasons ?? []) },
    )
  }
  return columns
}
