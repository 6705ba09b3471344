import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../../../kernel/db.ts'
import { listMatters, myWork } from '../contract.ts'
import { look } from '../matter-app.fixture.ts'
import { type Filed, type FlowApp, flowApp } from './flow.fixture.ts'

let app: FlowApp
beforeAll(async () => {
  app = await flowApp()
})
afterAll(() => app.close())

describe('pressing', () => {
  it('urges: counted, told to the holder, nothing else changes', async () => {
    const { id } = await app.matterIn('handling')
    const before = await app.row(id)
    await app.step('community1', id, { action: 'urge', words: '居民来电询问' })
    await app.step('street1', id, { action: 'urge', words: '请尽快' })
    expect(await app.row(id)).toEqual({ ...before, urges: 2, changed_at: app.clock.now() })
    expect(await app.lastEvent(id)).toMatchObject({
      type: 'matters.matter_urged',
      actor: { postId: app.town.posts.street1 },
      payload: { facts: { urges: 2 } },
    })
    await app.deliver()
    const told = await app.noticesOf('gridWorker11')
    expect(told.some((notice) => notice.topic === 'urge' && notice.urgent)).toBe(true)
  })

  it('supervises: the level above watches it from now on, and has it in its list', async () => {
    const { posts } = app.town
    const { id } = await app.matterIn('handling')
    expect(await app.refusal('community1', id, { action: 'supervise', words: '督办' })).toMatchObject({ status: 403 })
    await app.step('street1', id, { action: 'supervise', words: '重点督办' })
    expect(await app.row(id)).toMatchObject({
      escalated_to_post_id: posts.street1,
      escalation_level: 1,
      holder_post_id: posts.gridWorker11,
    })
    expect(await app.lastEvent(id)).toMatchObject({
      type: 'matters.matter_supervised',
      payload: { facts: { level: 1 } },
    })
    const list = await app.as('street1').call(listMatters, { query: { escalatedToMe: true, limit: 200 } })
    expect(list.rows.map((row) => row.id)).toContain(id)
  })
})

describe('a rally 吹哨', () => {
  const call = async (
    departments: readonly ('waterDepartment' | 'streetDepartment1' | 'propertyFirm1')[],
  ): Promise<Filed> => {
    const filed = await app.matterIn('handling')
    await app.step('gridWorker11', filed.id, {
      action: 'rally',
      departments: departments.map((key) => app.town.posts[key]),
      leadPostId: app.town.posts.gridWorker11,
      words: '地下管道破裂,请到场会商',
    })
    return filed
  }
  const resolve = { action: 'resolve', outcome: 'solved', words: '修好了' } as const

  it('may be led by who holds it, also where that post answers for the place no more', async () => {
    const { gridWorker12, propertyFirm1 } = app.town.posts
    const { id } = await app.matterIn('handling')
    // As it is after the building went to a grid without a post: the old worker keeps it.
    await app.db.tx(async (tx) => {
      await sql`update matters.holdings set post_id = ${gridWorker12} where matter_id = ${id} and to_at is null`.execute(
        tx,
      )
      await sql`update matters.matters set holder_post_id = ${gridWorker12},
        touched_posts = touched_posts || ${gridWorker12}::uuid where id = ${id}`.execute(tx)
    })
    const departments = [propertyFirm1]
    await app.step('gridWorker12', id, { action: 'rally', departments, leadPostId: gridWorker12, words: '请到场会商' })
    expect(await app.row(id)).toMatchObject({ open_rally_answers: 1, holder_post_id: gridWorker12 })
    expect((await look(app.as('community1'), id)).rally?.lead.zh).toContain('12')
  })

  it('calls several, each of whom must answer before it can be resolved', async () => {
    const { posts } = app.town
    const { id } = await call(['waterDepartment', 'propertyFirm1'])
    expect(await app.row(id)).toMatchObject({
      state: 'handling',
      open_rally_answers: 2,
      holder_post_id: posts.gridWorker11,
    })
    const { type, payload } = await app.lastEvent(id)
    expect(type).toBe('matters.matter_rallied')
    expect(payload.facts).toMatchObject({
      departments: [{ postId: posts.waterDepartment }, { postId: posts.propertyFirm1 }],
      dueAt: new Date(app.clock.now().getTime() + 2 * 3_600_000).toISOString(),
    })

    expect(await app.refusal('gridWorker11', id, resolve)).toMatchObject({ status: 422, reason: 'matters.blocked' })
    const rally = { action: 'rally', departments: [posts.streetDepartment1], words: '再请一家' }
    expect(await app.refusal('gridWorker11', id, rally)).toMatchObject({ status: 422, reason: 'matters.rally_running' })

    await app.step('waterDepartment', id, { action: 'answer_rally', words: '已派抢修队' })
    expect(await app.lastEvent(id)).toMatchObject({
      type: 'matters.rally_answered',
      actor: { postId: posts.waterDepartment },
      payload: { facts: { left: 1, posts: [posts.waterDepartment] } },
    })
    const twice = await app.refusal('waterDepartment', id, { action: 'answer_rally', words: '再答一次' })
    expect(twice.status).toBe(403)
    expect(await app.refusal('gridWorker11', id, resolve)).toMatchObject({ status: 422 })
    await app.step('propertyFirm1', id, { action: 'answer_rally', words: '已关闭阀门' })
    const members = (await look(app.as('gridWorker11'), id)).rally?.members ?? []
    expect(members.map((member) => member.words).sort()).toEqual(['已关闭阀门', '已派抢修队'].sort())
    await app.step('gridWorker11', id, resolve)
    expect((await app.row(id)).state).toBe('resolved')
  })

  it('gives the matter to its lead where that is another post', async () => {
    const { posts } = app.town
    const { id } = await app.matterIn('assigned')
    await app.step('community1', id, {
      action: 'rally',
      departments: [posts.waterDepartment, posts.streetDepartment1],
      leadPostId: posts.streetDepartment1,
      words: '请牵头',
    })
    expect(await app.row(id)).toMatchObject({
      state: 'handling',
      clock_stage: 'handle',
      holder_post_id: posts.streetDepartment1,
    })
    expect((await app.lastEvent(id)).payload.why?.rule).toBe('rally')
  })

  it('is not called of the holder alone, nor of posts that do not answer for the place', async () => {
    const { posts } = app.town
    const { id } = await app.matterIn('handling')
    const alone = { action: 'rally', departments: [posts.gridWorker11], words: '叫自己' }
    expect(await app.refusal('gridWorker11', id, alone)).toMatchObject({ status: 400, reason: 'matters.rally_of_one' })
    const elsewhere = { action: 'rally', departments: [posts.community3], words: '叫别处' }
    expect(await app.refusal('gridWorker11', id, elsewhere)).toMatchObject({
      status: 400,
      reason: 'matters.post_elsewhere',
    })
  })

  it('stands in the list of the called until they answer', async () => {
    const { id } = await call(['waterDepartment'])
    const mine = () => app.as('waterDepartment').call(listMatters, { query: { rallied: true, limit: 200 } })
    const counted = async () => (await app.as('waterDepartment').call(myWork)).counts.rallied
    const before = await mine()
    expect(before.rows.map((row) => row.id)).toContain(id)
    expect(await counted()).toBe(before.total)
    await app.step('waterDepartment', id, { action: 'answer_rally', words: '已派人' })
    expect((await mine()).rows.map((row) => row.id)).not.toContain(id)
    expect(await counted()).toBe(before.total - 1)
  })

  it('tells a late answer once, for each that is late', async () => {
    const { id } = await call(['waterDepartment', 'propertyFirm1'])
    await app.step('propertyFirm1', id, { action: 'answer_rally', words: '已到场' })
    app.clock.move(2 * 3_600_000)
    await app.passDays(0)
    const late = (await app.ledger(id)).filter((event) => event.type === 'matters.rally_answer_overdue')
    expect(late.map((event) => event.payload.facts?.postId)).toEqual([app.town.posts.waterDepartment])
    await app.passDays(0)
    await app.passDays(1)
    const again = (await app.ledger(id)).filter((event) => event.type === 'matters.rally_answer_overdue')
    expect(again).toHaveLength(1)
    const told = await app.noticesOf('waterDepartment')
    expect(told.filter((notice) => notice.topic === 'rally_overdue')).toHaveLength(1)
  })

  it('ends when the matter is passed on: whoever was called owes nothing any more, not even to the next rally', async () => {
    const { posts } = app.town
    const { id } = await call(['waterDepartment'])
    await app.step('community1', id, { action: 'reassign', postId: posts.compoundSecretary11, words: '请支部牵头' })
    expect(await app.row(id)).toMatchObject({ open_rally_answers: 0 })
    expect(await app.refusal('waterDepartment', id, { action: 'answer_rally', words: '迟了' })).toMatchObject({
      status: 403,
    })

    await app.step('compoundSecretary11', id, { action: 'contact' })
    await app.step('compoundSecretary11', id, {
      action: 'rally',
      departments: [posts.propertyFirm1],
      leadPostId: posts.compoundSecretary11,
      words: '请物业到场',
    })
    expect(await app.refusal('waterDepartment', id, { action: 'answer_rally', words: '迟了' })).toMatchObject({
      status: 403,
    })
    const rallied = await app.as('waterDepartment').call(listMatters, { query: { rallied: true, limit: 200 } })
    expect(rallied.rows.map((row) => row.id)).not.toContain(id)
    app.clock.move(3 * 3_600_000)
    await app.passDays(0)
    const late = (await app.ledger(id)).filter((event) => event.type === 'matters.rally_answer_overdue')
    expect(late.map((event) => event.payload.facts?.postId)).toEqual([posts.propertyFirm1])
    await app.step('propertyFirm1', id, { action: 'answer_rally', words: '已到场' })
    expect(await app.row(id)).toMatchObject({ open_rally_answers: 0 })
  })

  it('ends when the matter is returned: nobody is told as late, and whoever gets it can rally anew', async () => {
    const { posts } = app.town
    const { id } = await call(['waterDepartment'])
    await app.step('gridWorker11', id, { action: 'return', reason: 'wrong_unit', words: '不属于网格职责' })
    expect(await app.row(id)).toMatchObject({ state: 'returned', open_rally_answers: 0 })
    app.clock.move(3 * 3_600_000)
    await app.passDays(0)
    expect((await app.ledger(id)).map(({ type }) => type)).not.toContain('matters.rally_answer_overdue')

    const { compoundSecretary11 } = posts
    const upheld = { action: 'review_return', approve: true, words: '改派' } as const
    await app.step('community1', id, { ...upheld, postId: compoundSecretary11 })
    await app.step('compoundSecretary11', id, {
      action: 'rally',
      departments: [posts.propertyFirm1],
      leadPostId: compoundSecretary11,
      words: '请物业到场',
    })
    await app.step('propertyFirm1', id, { action: 'answer_rally', words: '已到场' })
    await app.step('compoundSecretary11', id, resolve)
    expect((await app.row(id)).state).toBe('resolved')
  })
})

describe('what is overdue climbs by itself', () => {
  it('to the post above, one step each time its span has passed again, and an event each', async () => {
    const { posts } = app.town
    const { id } = await app.matterIn('assigned')
    const { clock_due_at: due } = (await app.row(id)) as { clock_due_at: Date }
    app.clock.set(due)
    app.clock.move(-1)
    await app.passDays(0)
    expect(await app.row(id)).toMatchObject({ escalation_level: 0 })
    app.clock.set(due)
    await app.passDays(0)
    await app.passDays(0)
    expect(await app.row(id)).toMatchObject({ escalation_level: 1, escalated_to_post_id: posts.community1 })
    const { climb_at: next } = (await app.row(id)) as { climb_at: Date }
    expect(next.getTime()).toBeGreaterThan(due.getTime())
    app.clock.set(next)
    await app.passDays(0)
    expect(await app.row(id)).toMatchObject({ escalation_level: 2, escalated_to_post_id: posts.street1 })
    // Ten days later it climbs one step, not ten: what nobody could act on is not made up.
    await app.passDays(10)
    expect(await app.row(id)).toMatchObject({ escalation_level: 3, escalated_to_post_id: posts.district })
    await app.passDays(10)
    await app.passDays(10)
    expect(await app.row(id)).toMatchObject({ escalation_level: 3, holder_post_id: posts.gridWorker11, climb_at: null })
    const climbs = (await app.ledger(id)).filter((event) => event.type === 'matters.matter_escalated')
    expect(climbs.map((event) => event.payload.facts?.level)).toEqual([1, 2, 3])
  })

  it('ends with the step that was waited for', async () => {
    const { id } = await app.matterIn('assigned')
    await app.passDays(5)
    expect((await app.row(id)).escalation_level).toBe(1)
    await app.step('gridWorker11', id, { action: 'contact' })
    expect(await app.row(id)).toMatchObject({ escalation_level: 0, escalated_to_post_id: null })
  })
})
