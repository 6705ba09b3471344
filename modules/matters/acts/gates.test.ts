import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../kernel/contract/ids.ts'
import type { PersonKey } from '../../../kernel/testing/town.ts'
import { type Action, actions, type State, states, transitionOf } from '../matter.ts'
import { type Filed, type FlowApp, flowApp } from './flow.fixture.ts'

let app: FlowApp
beforeAll(async () => {
  app = await flowApp()
})
afterAll(() => app.close())

/** Somebody of the town who may take the step, and what it asks for by name. Reporters answer by receipt; see below. */
const gates: Record<Exclude<Action, 'confirm' | 'reject'>, { in: State; who: PersonKey; asks: readonly string[] }> = {
  accept: { in: 'reported', who: 'community1', asks: [] },
  assign: { in: 'accepted', who: 'community1', asks: ['postId'] },
  contact: { in: 'assigned', who: 'gridWorker11', asks: [] },
  handle: { in: 'handling', who: 'gridWorker11', asks: ['words'] },
  resolve: { in: 'handling', who: 'gridWorker11', asks: ['outcome', 'words'] },
  follow_up: { in: 'resolved', who: 'community1', asks: ['followUp'] },
  close: { in: 'resolved', who: 'community1', asks: ['words'] },
  return: { in: 'assigned', who: 'gridWorker11', asks: ['reason', 'words'] },
  review_return: { in: 'returned', who: 'community1', asks: ['approve', 'words'] },
  reassign: { in: 'handling', who: 'community1', asks: ['postId', 'words'] },
  extend: { in: 'handling', who: 'gridWorker11', asks: ['dueAt', 'words'] },
  suspend: { in: 'handling', who: 'community1', asks: ['reviewOn', 'words'] },
  resume: { in: 'suspended', who: 'community1', asks: [] },
  urge: { in: 'handling', who: 'community1', asks: ['words'] },
  supervise: { in: 'handling', who: 'street1', asks: ['words'] },
  order: { in: 'handling', who: 'community1', asks: ['reason', 'dueAt', 'words'] },
  answer_order: { in: 'handling', who: 'gridWorker11', asks: ['words'] },
  record_talk: { in: 'handling', who: 'community1', asks: ['words'] },
  rally: { in: 'handling', who: 'gridWorker11', asks: ['departments', 'words'] },
  answer_rally: { in: 'handling', who: 'waterDepartment', asks: ['words'] },
  merge: { in: 'assigned', who: 'gridWorker11', asks: ['intoId'] },
  unmerge: { in: 'merged', who: 'community1', asks: ['words'] },
  reopen: { in: 'closed', who: 'community1', asks: ['words'] },
  void: { in: 'assigned', who: 'community1', asks: ['reason', 'words'] },
  comment: { in: 'closed', who: 'buildingLead111', asks: ['words'] },
  exclude: { in: 'closed', who: 'community1', asks: ['reason', 'words'] },
  approve_exclusion: { in: 'closed', who: 'street1', asks: ['approve'] },
}
const gated = Object.entries(gates) as [keyof typeof gates, (typeof gates)[keyof typeof gates]][]

/** A matter in the gate's state, with what the actor's relation to it needs. */
async function standingFor(action: keyof typeof gates): Promise<Filed> {
  const filed = await app.matterIn(gates[action].in)
  if (action === 'answer_rally')
    await app.step('gridWorker11', filed.id, {
      action: 'rally',
      departments: [app.town.posts.waterDepartment],
      leadPostId: app.town.posts.gridWorker11,
      words: '水管爆裂,请水务到场',
    })
  return filed
}

it('covers every action', () => {
  expect([...Object.keys(gates), 'confirm', 'reject'].sort()).toEqual([...actions].sort())
})

it.each(gated.filter(([, gate]) => gate.asks.length > 0))(
  '%s names each field that is missing, and writes nothing',
  async (action, gate) => {
    const { id } = await standingFor(action)
    const refused = await app.refusal(gate.who, id, { action })
    expect(refused).toEqual({ status: 400, reason: 'matters.field_missing', fields: gate.asks })
    const blank = await app.refusal(gate.who, id, { action, words: '   ' })
    expect(blank.fields).toEqual(gate.asks)
  },
)

// A comment is possible in every state, a talk recorded in every one, an order answered wherever somebody holds the matter.
const anywhere: readonly string[] = ['comment', 'record_talk', 'answer_order']
it.each(gated.filter(([action]) => !anywhere.includes(action)))(
  '%s is refused where the matter stands elsewhere on its road',
  async (action, { who }) => {
    const wrong = states.find((state) => mayStand(state, who) && !transitionOf(action).from.includes(state))
    if (!wrong) throw new Error(`no wrong state for ${action}`)
    const { id } = await app.matterIn(wrong)
    const refused = await app.refusal(who, id, { action, words: '试一试' })
    // A department is called by a rally only where it may answer; elsewhere it does not even see the matter.
    if (action === 'answer_rally') expect(refused.status).toBe(404)
    else expect(refused).toMatchObject({ status: 409, reason: 'matters.wrong_state' })
  },
)

it.each(gated)('%s is refused to staff who only see it, and does not exist for others', async (action, gate) => {
  const { id } = await standingFor(action)
  const body = { action, words: '试一试' }
  const seen = action === 'comment' ? 'supervisor' : 'buildingLead111'
  expect(await app.refusal(seen, id, body)).toMatchObject({ status: 403, reason: 'forbidden' })
  for (const stranger of ['community3', 'gridWorker12', 'resident2', 'administrator', 'propertyFirm1'] as const)
    expect(await app.refusal(stranger, id, body), stranger).toMatchObject({ status: 404, reason: 'not_found' })
  expect(await app.refusal('anyone', id, body)).toMatchObject({ status: 401 })
  expect(await app.refusal(gate.who, newId<'matter'>(), body)).toMatchObject({ status: 404 })
})

/** States in which the actor of a gate still stands in the relation that it needs: a holder only while somebody holds it. */
function mayStand(state: State, who: PersonKey): boolean {
  if (who === 'gridWorker11') return ['assigned', 'handling', 'suspended'].includes(state)
  return true
}

describe('what only the reporter does', () => {
  it.each(['confirm', 'reject'] as const)('%s is asked of nobody else, not even of the holder', async (action) => {
    const { id, receiptCode } = await app.matterIn('resolved')
    for (const who of ['community1', 'gridWorker11', 'street1', 'supervisor'] as const)
      expect(await app.refusal(who, id, { action, rating: 5, words: '好' })).toMatchObject({ status: 403 })
    await app.byReceipt(receiptCode, action === 'confirm' ? { action, rating: 5 } : { action, words: '没有' })
    expect((await app.row(id)).state).toBe(action === 'confirm' ? 'closed' : 'handling')
  })

  it('names what is missing, and refuses what is out of range', async () => {
    const { receiptCode } = await app.matterIn('resolved')
    expect(await app.receiptRefusal(receiptCode, { action: 'confirm' })).toMatchObject({
      status: 400,
      fields: ['rating'],
    })
    expect(await app.receiptRefusal(receiptCode, { action: 'confirm', rating: 6 })).toMatchObject({
      status: 400,
      fields: ['rating'],
    })
    expect(await app.receiptRefusal(receiptCode, { action: 'reject' })).toMatchObject({
      status: 400,
      fields: ['words'],
    })
  })

  it('lets the receipt do only what a reporter does', async () => {
    const { receiptCode } = await app.matterIn('resolved')
    for (const action of actions.filter((one) => !['confirm', 'reject', 'reopen', 'comment'].includes(one)))
      expect(await app.receiptRefusal(receiptCode, { action, words: '试' }), action).toMatchObject({ status: 403 })
    const fresh = await app.matterIn('handling')
    expect(await app.receiptRefusal(fresh.receiptCode, { action: 'confirm', rating: 5 })).toMatchObject({ status: 409 })
    expect(await app.receiptRefusal('ZZZZZ-ZZZZZ', { action: 'comment', words: '有人吗' })).toMatchObject({
      status: 404,
    })
  })
})

describe('a body that is no step', () => {
  it('is refused before anything is looked at', async () => {
    const { id } = await app.matterIn('assigned')
    expect(await app.refusal('community1', id, { action: 'fly' })).toMatchObject({ status: 400, fields: ['action'] })
    expect(await app.refusal('community1', id, { action: 'comment', words: '啊'.repeat(2001) })).toMatchObject({
      status: 400,
      fields: ['words'],
    })
    expect(await app.refusal('community1', id, {})).toMatchObject({ status: 400, fields: ['action'] })
  })
})
