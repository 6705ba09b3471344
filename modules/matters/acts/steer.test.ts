import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../../../kernel/db.ts'
import { look } from '../matter-app.fixture.ts'
import { type FlowApp, flowApp } from './flow.fixture.ts'

let app: FlowApp
beforeAll(async () => {
  app = await flowApp()
})
afterAll(() => app.close())

describe('a return 退单', () => {
  it('goes to the post above with its reason and a clock of review', async () => {
    const { posts } = app.town
    const { id } = await app.matterIn('returned')
    expect(await app.row(id)).toMatchObject({
      state: 'returned',
      holder_post_id: posts.community1,
      clock_stage: 'review',
      returns: 1,
    })
    expect(await app.lastEvent(id)).toMatchObject({
      type: 'matters.matter_returned',
      payload: { holderPostId: posts.community1, why: { rule: 'review' }, facts: { reason: 'wrong_unit' } },
    })
  })

  it('needs a reason of the list', async () => {
    const { id } = await app.matterIn('assigned')
    const refused = await app.refusal('gridWorker11', id, { action: 'return', reason: 'lazy', words: '不想办' })
    expect(refused).toMatchObject({ status: 400, fields: ['reason'] })
  })

  it('upheld goes to another post, not back to the one who returned it', async () => {
    const { posts } = app.town
    const { id } = await app.matterIn('returned')
    const upheld = { action: 'review_return' as const, approve: true, words: '属物业职责' }
    expect(await app.refusal('community1', id, upheld)).toMatchObject({ status: 400, fields: ['postId'] })
    const same = await app.refusal('community1', id, { ...upheld, postId: posts.gridWorker11 })
    expect(same).toEqual({ status: 400, reason: 'matters.same_post', fields: ['postId'] })
    await app.step('community1', id, { ...upheld, postId: posts.propertyFirm1 })
    expect(await app.row(id)).toMatchObject({
      state: 'assigned',
      holder_post_id: posts.propertyFirm1,
      clock_stage: 'contact',
    })
    expect(await app.lastEvent(id)).toMatchObject({
      type: 'matters.return_reviewed',
      payload: { facts: { upheld: true }, why: { rule: 'returned' } },
    })
  })

  it('refused goes back to the one who returned it, who may return it once more', async () => {
    const { posts } = app.town
    const { id } = await app.matterIn('returned')
    await app.step('community1', id, { action: 'review_return', approve: false, words: '属网格职责' })
    expect(await app.row(id)).toMatchObject({ state: 'assigned', holder_post_id: posts.gridWorker11 })
    expect((await app.lastEvent(id)).payload.facts).toMatchObject({ upheld: false })
    await app.step('gridWorker11', id, { action: 'return', reason: 'beyond_duty', words: '超出能力' })
    expect(await app.row(id)).toMatchObject({ state: 'returned', returns: 2 })
  })

  it('can be made again after the matter was merged away while it was returned', async () => {
    const into = await app.matterIn('assigned')
    const { id } = await app.matterIn('returned')
    await app.step('community1', id, { action: 'merge', intoId: into.id })
    await app.step('community1', id, { action: 'unmerge', words: '不是同一件' })
    expect(await app.row(id)).toMatchObject({ state: 'assigned' })
    await app.step('community1', id, { action: 'reassign', postId: app.town.posts.gridWorker11, words: '请办理' })
    await app.step('gridWorker11', id, { action: 'return', reason: 'unclear', words: '还是不清楚' })
    expect(await app.row(id)).toMatchObject({ state: 'returned' })
  })

  it('has nowhere to go from the top', async () => {
    const { posts } = app.town
    const { id } = await app.matterIn('assigned')
    await app.step('street1', id, { action: 'reassign', postId: posts.district, words: '请区里协调' })
    const refused = await app.refusal('district', id, { action: 'return', reason: 'wrong_unit', words: '不归我们' })
    expect(refused).toMatchObject({ status: 422, reason: 'matters.nobody_above' })
  })
})

describe('passing on 转办', () => {
  it('moves holder and clock, and ends the old holding', async () => {
    const { posts } = app.town
    const { id } = await app.matterIn('handling')
    const same = await app.refusal('community1', id, {
      action: 'reassign',
      postId: posts.gridWorker11,
      words: '请办理',
    })
    expect(same).toMatchObject({ status: 400, reason: 'matters.same_post', fields: ['postId'] })
    await app.step('community1', id, { action: 'reassign', postId: posts.compoundSecretary11, words: '请支部出面' })
    expect(await app.row(id)).toMatchObject({
      state: 'assigned',
      holder_post_id: posts.compoundSecretary11,
      clock_stage: 'contact',
    })
    expect(await app.lastEvent(id)).toMatchObject({
      type: 'matters.matter_reassigned',
      payload: { why: { rule: 'assigned' } },
    })
    const { rows } = await app.db.read((tx) =>
      sql<{ post_id: string; open: boolean }>`select post_id, to_at is null as open from matters.holdings
        where matter_id = ${id} order by from_at, to_at nulls last`.execute(tx),
    )
    expect(rows).toEqual([
      { post_id: posts.gridWorker11, open: false },
      { post_id: posts.compoundSecretary11, open: true },
    ])
    // Who had it still sees it, and can no longer act on it.
    const seen = await look(app.as('gridWorker11'), id)
    expect(seen.relations).toEqual(['staff'])
  })
})

describe('an extension 延期', () => {
  it('is later than the deadline, within the longest, once, with the old and the new date in the ledger', async () => {
    const { id } = await app.matterIn('handling')
    const { clock_due_at: due } = (await app.row(id)) as { clock_due_at: Date }
    const until = (days: number) => new Date(due.getTime() + days * 86_400_000).toISOString()
    const extend = (dueAt: string) => ({ action: 'extend' as const, dueAt, words: '等待配件' })
    for (const dueAt of [due.toISOString(), until(-1), until(30)])
      expect(await app.refusal('gridWorker11', id, extend(dueAt))).toEqual({
        status: 400,
        reason: 'matters.bad_extension',
        fields: ['dueAt'],
      })
    await app.step('gridWorker11', id, extend(until(7)))
    expect(await app.row(id)).toMatchObject({ extensions: 1, handle_due_at: new Date(until(7)), clock_stage: 'handle' })
    expect((await app.lastEvent(id)).payload.facts).toEqual({ before: due.toISOString(), dueAt: until(7) })
    expect(await app.refusal('gridWorker11', id, extend(until(9)))).toMatchObject({
      status: 422,
      reason: 'matters.blocked',
    })
  })

  it('comes too late when the deadline has passed', async () => {
    const { id } = await app.matterIn('handling')
    const { clock_due_at: due } = (await app.row(id)) as { clock_due_at: Date }
    const back = app.clock.now()
    app.clock.set(new Date(due.getTime() + 1))
    const dueAt = new Date(due.getTime() + 86_400_000).toISOString()
    const refused = await app.refusal('gridWorker11', id, { action: 'extend', dueAt, words: '等待配件' })
    expect(refused).toMatchObject({ status: 422, reason: 'matters.already_overdue' })
    app.clock.set(back)
  })
})

describe('a suspension 挂账', () => {
  const suspend = (reviewOn: string) => ({ action: 'suspend' as const, reviewOn, words: '等待加装电梯方案' })

  it('needs a review date to come, within the days of the kind', async () => {
    const { id } = await app.matterIn('handling')
    for (const reviewOn of ['2026-11-22', '2026-11-23', '2027-05-30'])
      expect(await app.refusal('community1', id, suspend(reviewOn)), reviewOn).toEqual({
        status: 400,
        reason: 'matters.bad_review_date',
        fields: ['reviewOn'],
      })
    await app.step('community1', id, suspend('2027-05-20'))
    expect(await app.row(id)).toMatchObject({
      state: 'suspended',
      review_at: new Date('2027-05-20T01:00:00Z'),
      clock_stage: null,
      climb_at: null,
      holder_post_id: app.town.posts.gridWorker11,
    })
    expect((await app.lastEvent(id)).payload.facts).toEqual({ reviewOn: '2027-05-20' })
  })

  it('comes back by itself at nine on the review date, once, with a new clock', async () => {
    const { id } = await app.matterIn('handling')
    const before = app.clock.now()
    await app.step('community1', id, suspend('2026-12-01'))
    app.clock.set(new Date('2026-12-01T00:59:59Z'))
    await app.passDays(0)
    expect((await app.row(id)).state).toBe('suspended')
    app.clock.set(new Date('2026-12-01T01:00:00Z'))
    await app.passDays(0)
    expect(await app.row(id)).toMatchObject({ state: 'handling', clock_stage: 'handle', review_at: null })
    expect(await app.lastEvent(id)).toMatchObject({ type: 'matters.matter_resumed', actor: { via: 'system' } })
    const count = (await app.ledger(id)).length
    await app.passDays(0)
    expect((await app.ledger(id)).length).toBe(count)
    app.clock.set(before)
  })

  it('can be ended by hand, and made again', async () => {
    const { id } = await app.matterIn('suspended')
    await app.step('gridWorker11', id, { action: 'resume' })
    expect(await app.row(id)).toMatchObject({ state: 'handling', review_at: null })
    await app.step('community1', id, suspend('2026-12-10'))
    expect((await app.row(id)).state).toBe('suspended')
  })

  it('stays as it is when something is said, looked up, merged into it, or changes around it', async () => {
    const { id } = await app.matterIn('suspended')
    const before = await app.row(id)
    await app.step('buildingLead111', id, { action: 'comment', words: '居民又来问了' })
    await app.reveal('gridWorker11', id)
    const other = await app.matterIn('assigned')
    await app.step('community1', other.id, { action: 'merge', intoId: id })
    await app.step('community1', other.id, { action: 'unmerge', words: '不是同一件' })
    await app.absent('gridWorker11')
    await app.passDays(0)
    expect((await app.lastEvent(id)).type).toBe('matters.holder_changed')
    expect(await app.row(id)).toEqual({ ...before, changed_at: expect.any(Date) })
    expect(await app.waitingDeliveries()).toEqual([])
    app.clock.move(2 * 86_400_000)
  })
})

describe('voiding 作废', () => {
  it('ends it with a reason of the list, from a suspension too', async () => {
    const { id } = await app.matterIn('suspended')
    const lazy = await app.refusal('community1', id, { action: 'void', reason: 'lazy', words: '算了' })
    expect(lazy).toMatchObject({ status: 400, fields: ['reason'] })
    await app.step('community1', id, { action: 'void', reason: 'withdrawn', words: '本人撤回' })
    expect(await app.row(id)).toMatchObject({
      state: 'void',
      outcome: 'void',
      holder_post_id: null,
      review_at: null,
      closed_at: app.clock.now(),
    })
    expect(await app.lastEvent(id)).toMatchObject({
      type: 'matters.matter_voided',
      payload: { from: 'suspended', facts: { reason: 'withdrawn' } },
    })
  })

  it('is refused while others are merged into it: their reporters would lose theirs unheard', async () => {
    const { id } = await app.matterIn('assigned')
    const other = await app.matterIn('assigned')
    await app.step('community1', other.id, { action: 'merge', intoId: id })
    const refused = await app.refusal('community1', id, { action: 'void', reason: 'malicious', words: '恶意' })
    expect(refused).toMatchObject({ status: 422, reason: 'matters.has_merged' })
    await app.step('community1', other.id, { action: 'unmerge', words: '分开办理' })
    await app.step('community1', id, { action: 'void', reason: 'malicious', words: '恶意' })
    expect((await app.row(other.id)).state).toBe('assigned')
  })
})
