import { randomBytes } from 'node:crypto'
import type { PlaceId } from '../../../kernel/contract/ids.ts'
import type { TestApp, TestClient } from '../../../kernel/testing/app.ts'
import { verifyChoices } from '../verify.ts'
import type { Step } from './budget.ts'
import { addVoter, castBallot, type PlanBudget, planBudget, printCodes, stepBudget, typeBallot } from './contract.ts'
import { countBudget } from './count-service.ts'
import type { BudgetId, VoterId } from './tables.ts'

const item = (title: string, yuan: number) => ({ title, words: '', costFen: yuan * 100 })

export const aBudget: Omit<PlanBudget, 'placeId'> = {
  ...{
    title: '十万元微改造',
    words: '请选出您最想先做的项目。',
    budgetFen: 10_000_000,
    kind: 'approval',
    rule: 'shares',
  },
  ...{ noticeDays: 7, votingDays: 10 },
  items: [item('楼下长椅', 30_000), item('充电车棚', 60_000), item('晾衣架', 20_000), item('门口坡道', 50_000)],
}

/** A vote of compound11. */
export const planVote = (app: TestApp, more: Partial<PlanBudget> = {}) =>
  app.signInAs('community1').call(planBudget, {
    body: { ...aBudget, placeId: app.town.places.compound11, ...more },
  })

export const step = (who: TestClient, budgetId: BudgetId, name: Step) =>
  who.call(stepBudget, { params: { budgetId }, body: { step: name } })

const dayMs = 86_400_000
export const passDays = (app: TestApp, days: number) => app.clock.move(days * dayMs)

/** A vote that is open. The clock moves on by its notice. */
export async function openVote(app: TestApp, more: Partial<PlanBudget> = {}) {
  const vote = await planVote(app, more)
  const desk = app.signInAs('community1')
  await step(desk, vote.id, 'announce')
  passDays(app, 7)
  await step(desk, vote.id, 'open')
  return vote
}

export const newSeed = () => randomBytes(32).toString('base64url')

/** A ballot, with a seed of its own unless one is given. */
export const ballot = (marks: number[], seed = newSeed()) => ({ marks, seed })

export const cast = (who: TestClient, code: string, marks: number[], more: { code?: string; seed?: string } = {}) =>
  who.ask(castBallot, { params: { code }, body: { ...ballot(marks), ...more } })

export const register = async (app: TestApp, budgetId: BudgetId, name: string, household: string, phone?: string) =>
  (
    await app.signInAs('community1').call(addVoter, {
      params: { budgetId },
      body: { name, household, ...(phone ? { phone } : {}) },
    })
  ).id

/** The code on the paper of somebody on the register. */
export const codeOf = async (app: TestApp, budgetId: BudgetId, voterId: VoterId) =>
  (await app.signInAs('community1').call(printCodes, { params: { budgetId }, body: { voterId } })).rows[0]?.code ?? ''

export const onPaper = (who: TestClient, budgetId: BudgetId, voterId: VoterId, marks: number[]) =>
  who.ask(typeBallot, { params: { budgetId }, body: { voterId, ...ballot(marks) } })

/** Closes it and does what the job does. */
export async function closeAndCount(app: TestApp, budgetId: BudgetId): Promise<void> {
  passDays(app, 10)
  await step(app.signInAs('community1'), budgetId, 'close')
  await count(app, budgetId)
}

export const count = (app: TestApp, budgetId: BudgetId) =>
  app.db.tx((tx) =>
    countBudget(tx, { tenantId: app.town.tenantId, secrets: app.services.secrets, at: app.clock.now() }, budgetId),
  )

/** What `liren verify` finds wrong. */
export async function findings(app: TestApp): Promise<string[]> {
  const found: string[] = []
  const { tenantId } = app.town
  const report = ({ check }: { check: string }) => void found.push(check)
  await app.db.read((tx) => verifyChoices({ tx, tenantId, now: app.clock.now(), report }))
  return found
}

/** A vote whose notice was given, and somebody on its register: what the access matrix asks about. */
export async function budgetSubject(
  who: TestClient,
  placeId: PlaceId,
  said: Partial<PlanBudget> & { readonly name?: string; readonly household?: string } = {},
) {
  const { name = '周敏', household = '1栋 101', ...more } = said
  const { id: budgetId, code } = await who.call(planBudget, { body: { ...aBudget, placeId, ...more } })
  const params = { budgetId }
  const { id: voterId } = await who.call(addVoter, { params, body: { name, household } })
  await step(who, budgetId, 'announce')
  return { placeId, budgetId, code, voterId }
}
