import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listMatters } from '../contract.ts'
import { type FlowApp, flowApp } from './flow.fixture.ts'

let app: FlowApp
beforeAll(async () => {
  app = await flowApp()
})
afterAll(() => app.close())

const propose = { action: 'exclude', reason: 'not_ours', words: '属邻区管辖' } as const

describe('leaving a matter out of the rates 剔除', () => {
  it('needs a reason of the list', async () => {
    const { id } = await app.matterIn('closed')
    const refused = await app.refusal('community1', id, { ...propose, reason: 'bad_for_us' })
    expect(refused).toMatchObject({ status: 400, fields: ['reason'] })
  })

  it('counts only when a second person has agreed', async () => {
    const { id } = await app.matterIn('closed')
    const excluded = async () => {
      const list = await app.as('street1').call(listMatters, { query: { excluded: true, limit: 200 } })
      return list.rows.some((row) => row.id === id)
    }
    await app.step('community1', id, propose)
    expect(await app.lastEvent(id)).toMatchObject({
      type: 'matters.exclusion_proposed',
      payload: { facts: { reason: 'not_ours' } },
    })
    expect(await excluded()).toBe(false)
    expect(await app.refusal('community1', id, propose)).toMatchObject({ status: 422, reason: 'matters.blocked' })
    expect(await app.refusal('community1', id, { action: 'approve_exclusion', approve: true })).toMatchObject({
      status: 403,
    })
    await app.step('street1', id, { action: 'approve_exclusion', approve: true })
    expect(await app.lastEvent(id)).toMatchObject({
      type: 'matters.exclusion_reviewed',
      actor: { personId: app.town.persons.street1 },
      payload: { facts: { approved: true, reason: 'not_ours' } },
    })
    expect(await excluded()).toBe(true)
    expect(await app.refusal('street1', id, propose)).toMatchObject({ status: 422 })
  })

  it('refuses the same person as the second, whichever post they act by', async () => {
    const { id } = await app.matterIn('closed')
    await app.step('street1', id, propose)
    const refused = await app.refusal('street1', id, { action: 'approve_exclusion', approve: true })
    expect(refused).toMatchObject({ status: 422, reason: 'matters.second_person' })
    await app.step('district', id, { action: 'approve_exclusion', approve: true })
    expect((await app.row(id)).exclusion).toBe('approved')
  })

  it('may be refused, and then proposed again', async () => {
    const { id } = await app.matterIn('closed')
    await app.step('community1', id, propose)
    await app.step('street1', id, { action: 'approve_exclusion', approve: false, words: '属本区' })
    expect((await app.row(id)).exclusion).toBe('none')
    expect(await app.refusal('street1', id, { action: 'approve_exclusion', approve: true })).toMatchObject({
      status: 422,
      reason: 'matters.blocked',
    })
    await app.step('community1', id, { ...propose, reason: 'system_fault' })
    expect((await app.row(id)).exclusion).toBe('proposed')
  })
})
