import type { Lang, Words } from '../../../kernel/contract/words.ts'
import { sql } from '../../../kernel/db.ts'
import { payloadOf, type Subscriber } from '../../../kernel/events/subscriber.ts'
import type { Day } from '../../../kernel/time/day.ts'
import { formatDay } from '../../../kernel/time/time-words.ts'
import { peopleOfIdeas } from '../../ideas/public.ts'
import { notify } from '../../notices/public.ts'
import { personsByLookups, phoneLookups } from '../../people/public.ts'
import { itemsOf } from './budget-store.ts'
import { type BudgetEvent, budgetEvents } from './events.ts'
import type { BudgetRecord } from './tables.ts'

const about = ({ title }: BudgetRecord) => `「${title}」`
const dayIn = (lang: Lang, day: Day | null) => (day ? formatDay(lang, day) : '')

/** What is said at a step. Who has voted, or not, is in no notice. */
const sayings: Readonly<Record<string, (budget: BudgetRecord) => Words | null>> = {
  [budgetEvents.announced]: (b) => ({
    zh: `请看公示：${about(b)}，${dayIn('zh', b.opens_on)}开始投票`,
    en: `Please read the notice: ${about(b)}. Voting begins on ${dayIn('en', b.opens_on)}`,
  }),
  [budgetEvents.opened]: (b) => ({
    zh: `${about(b)}开始投票，到${dayIn('zh', b.closes_on)}为止`,
    en: `${about(b)} is open for votes until ${dayIn('en', b.closes_on)}`,
  }),
  [budgetEvents.published]: (b) => ({
    zh: `${about(b)}的结果已公布，可以查对回执`,
    en: `The result of ${about(b)} is published; receipts can be compared`,
  }),
  [budgetEvents.cancelled]: (b) =>
    b.opens_on
      ? { zh: `${about(b)}取消了：${b.cancelled_why}`, en: `${about(b)} was cancelled: ${b.cancelled_why}` }
      : null,
}

/** Tells those who gave or endorse its ideas, and who is on its register with a phone. */
export const tellBudgets: Subscriber = {
  name: 'choices.telling_budgets',
  types: Object.keys(sayings),
  handle: async (tx, event, { secrets }) => {
    const { tenantId, at } = event
    const { budgetId } = payloadOf<BudgetEvent>(event)
    const { rows } = await sql<BudgetRecord>`select * from choices.budgets where tenant_id = ${tenantId}
      and id = ${budgetId}`.execute(tx)
    const [budget] = rows
    const words = budget && sayings[event.type]?.(budget)
    if (!budget || !words) return
    const items = await itemsOf(tx, budget)
    const ideas = items.flatMap(({ idea_id }) => idea_id ?? [])
    const { rows: phones } = await sql<{ sealed: Buffer }>`select phone_sealed as sealed from choices.budget_register
      where tenant_id = ${tenantId} and budget_id = ${budgetId} and phone_sealed is not null`.execute(tx)
    const registered = await personsByLookups(
      tx,
      tenantId,
      phones.flatMap(({ sealed }) => phoneLookups(secrets, secrets.open(sealed))),
    )
    await notify(tx, {
      tenantId,
      personIds: [...new Set([...(await peopleOfIdeas(tx, tenantId, ideas)), ...registered])],
      topic: event.type.replace('choices.', ''),
      subject: { kind: 'vote', id: budget.code },
      words,
      at,
    })
  },
}
