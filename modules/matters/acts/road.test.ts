import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { look, take } from '../matter-app.fixture.ts'
import { type FlowApp, flowApp } from './flow.fixture.ts'

let app: FlowApp
beforeAll(async () => {
  app = await flowApp()
})
afterAll(() => app.close())

describe('from the desk to the hands', () => {
  it('accepts, assigns, contacts, handles and resolves, each with its event, holder and clock', async () => {
    const { posts, persons } = app.town
    const { id } = await app.matterIn('reported')
    expect(await app.row(id)).toMatchObject({ holder_post_id: posts.community1, clock_stage: 'accept' })

    await app.step('community1', id, { action: 'accept', words: '已收到' })
    expect(await app.lastEvent(id)).toMatchObject({
      type: 'matters.matter_accepted',
      actor: { personId: persons.community1, postId: posts.community1, via: 'desk' },
      payload: { from: 'reported', to: 'accepted', holderPostId: posts.community1, set: { clock_stage: 'assign' } },
    })

    await app.step('community1', id, { action: 'assign', postId: posts.gridWorker11 })
    const assigned = await app.lastEvent(id)
    expect(assigned).toMatchObject({
      type: 'matters.matter_assigned',
      payload: {
        from: 'accepted',
        to: 'assigned',
        holderPostId: posts.gridWorker11,
        set: { clock_stage: 'contact', holder_post_id: posts.gridWorker11 },
        why: { rule: 'assigned', tried: [{ postId: posts.gridWorker11, result: 'taken' }] },
      },
    })
    // Four working hours from ten in the morning, over the noon rest.
    expect(assigned.payload.set.clock_due_at).toBe('2026-11-23T08:00:00.000Z')

    await app.step('gridWorker11', id, { action: 'contact', words: '已电话联系' })
    expect(await app.lastEvent(id)).toMatchObject({
      type: 'matters.matter_contacted',
      payload: { to: 'handling', set: { clock_stage: 'handle', contacted_at: app.clock.now().toISOString() } },
    })
    // Five working days, by the close of business.
    expect(await app.row(id)).toMatchObject({ handle_due_at: new Date('2026-11-30T10:00:00Z') })

    const before = await app.row(id)
    await app.step('gridWorker11', id, { action: 'handle', words: '已约施工方周三协商' })
    expect(await app.lastEvent(id)).toMatchObject({ type: 'matters.matter_handled', payload: { set: {} } })
    expect(await app.row(id)).toEqual({ ...before, changed_at: app.clock.now() })

    await app.step('gridWorker11', id, { action: 'resolve', outcome: 'explained', words: '施工方答应夜间停工' })
    expect(await app.lastEvent(id)).toMatchObject({
      type: 'matters.matter_resolved',
      payload: {
        to: 'resolved',
        holderPostId: posts.community1,
        set: { resolver_post_id: posts.gridWorker11, outcome: 'explained', clock_stage: 'follow_up' },
        why: { rule: 'follow_up' },
        facts: { outcome: 'explained' },
      },
    })
  })

  it('begins handling by a first note where nobody needs to be contacted', async () => {
    const { id } = await app.matterIn('assigned')
    await app.step('gridWorker11', id, { action: 'handle', words: '现场已围挡' })
    expect(await app.row(id)).toMatchObject({ state: 'handling', clock_stage: 'handle' })
  })

  it('keeps the words of a step out of the ledger, but their hash in it', async () => {
    const { id } = await app.matterIn('handling')
    await app.step('gridWorker11', id, { action: 'handle', words: '与张先生当面谈过' })
    const { payload } = await app.lastEvent(id)
    expect(JSON.stringify(payload)).not.toContain('张先生')
    expect(payload.remark?.hash).toMatch(/^[0-9a-f]{64}$/)
    const seen = await look(app.as('gridWorker11'), id)
    expect(seen.timeline.at(-1)?.words).toBe('与张先生当面谈过')
  })

  it('gives the deadline of an urgent matter in natural time', async () => {
    const { id } = await app.reportAt('building111', '电梯困人,里面有老人', { category: '080201', priority: 'urgent' })
    expect(await app.row(id)).toMatchObject({
      priority: 'urgent',
      clock_due_at: new Date(app.clock.now().getTime() + 30 * 60_000),
    })
  })
})

describe('assigning', () => {
  it('refuses a post that does not answer for the place', async () => {
    const { posts } = app.town
    for (const post of ['gridWorker31', 'community2', 'gridWorker12', 'street2'] as const) {
      const { id } = await app.matterIn('accepted')
      const refused = await app.refusal('community1', id, { action: 'assign', postId: posts[post] })
      expect(refused, post).toEqual({ status: 400, reason: 'matters.post_elsewhere', fields: ['postId'] })
    }
  })

  it('refuses a post that only watches or only configures: nobody there could ever act', async () => {
    const { posts } = app.town
    for (const post of ['supervisor', 'administrator'] as const) {
      const { id } = await app.matterIn('accepted')
      const refused = await app.refusal('community1', id, { action: 'assign', postId: posts[post] })
      expect(refused, post).toMatchObject({ status: 400, fields: ['postId'] })
      const { id: rallied } = await app.matterIn('handling')
      const departments = [posts[post]]
      const called = await app.refusal('gridWorker11', rallied, { action: 'rally', departments, words: '请到场' })
      expect(called.status, post).toBe(400)
    }
  })

  it('may go to the firm that serves the place, which then sees it and nothing else', async () => {
    const { posts } = app.town
    const { id } = await app.matterIn('accepted')
    const other = await app.matterIn('assigned')
    await app.step('community1', id, { action: 'assign', postId: posts.propertyFirm1 })
    expect((await look(app.as('propertyFirm1'), id)).relations).toContain('holder')
    expect(await app.refusal('propertyFirm1', other.id, { action: 'comment', words: '看看' })).toMatchObject({
      status: 404,
    })
  })
})

describe('evidence', () => {
  const needsPicture = '040101'

  it('is asked for where the kind says so, beside the field, and only for what is called solved', async () => {
    const { id } = await app.reportAt('building111', '单元门口垃圾堆了三天没人收', { category: needsPicture })
    await app.step('gridWorker11', id, { action: 'contact' })
    const steps = (await look(app.as('gridWorker11'), id)).next
    expect(steps.find((step) => step.action === 'resolve')).toMatchObject({
      needs: ['outcome', 'words', 'files'],
      pictures: 1,
    })
    const bare = { action: 'resolve', outcome: 'solved', words: '清了' }
    expect(await app.refusal('gridWorker11', id, bare)).toEqual({
      status: 400,
      reason: 'matters.evidence_missing',
      fields: ['fileIds'],
    })
    await app.step('gridWorker11', id, { action: 'resolve', outcome: 'planned', words: '列入下月改造' })
    expect((await app.row(id)).outcome).toBe('planned')
  })

  it('belongs to the matter once it was handed in, and cannot be handed in twice or by another', async () => {
    const { id } = await app.reportAt('building111', '楼后面建筑垃圾成堆', { category: needsPicture })
    await app.step('gridWorker11', id, { action: 'contact' })
    const foreign = await app.picture('gridWorker12')
    const resolve = { action: 'resolve' as const, outcome: 'solved' as const, words: '清运完毕' }
    const stolen = await app.refusal('gridWorker11', id, { ...resolve, fileIds: [foreign] })
    expect(stolen.status).toBeGreaterThanOrEqual(400)

    const picture = await app.picture('gridWorker11')
    await take(app.as('gridWorker11'), id, { ...resolve, fileIds: [picture] })
    expect((await app.lastEvent(id)).payload.fileIds).toEqual([picture])
    expect((await look(app.as('community1'), id)).timeline.at(-1)?.fileIds).toEqual([picture])

    const { id: second } = await app.matterIn('handling')
    const again = await app.refusal('gridWorker11', second, { ...resolve, fileIds: [picture] })
    expect(again.status).toBeGreaterThanOrEqual(400)
  })
})
