import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../../kernel/db.ts'
import { me } from '../people/contract.ts'
import { abolishPost } from '../people/keeping/contract.ts'
import { actByReceipt, listMatters, myWork, report, track } from './contract.ts'
import { look, type MatterApp, matterApp, take } from './matter-app.fixture.ts'

let app: MatterApp
beforeAll(async () => {
  app = await matterApp()
})
afterAll(() => app.close())

describe('from a neighbour’s word to a proven close', () => {
  it('goes to the grid worker at once, is resolved, refused, resolved again, confirmed', async () => {
    const { id, receiptCode } = await app.reportAt('building111', '三单元楼道灯坏了,晚上老人上楼看不见', {
      category: '080201',
    })
    const worker = app.signInAs('gridWorker11')
    const work = await worker.call(myWork)
    expect(work.counts.toContact).toBe(1)
    expect(work.next[0]?.id).toBe(id)

    await take(worker, id, { action: 'contact' })
    await take(worker, id, { action: 'resolve', outcome: 'solved', words: '已更换灯泡' })
    const community = app.signInAs('community1')
    expect((await look(community, id)).relations).toContain('holder')

    await app.anyone.call(actByReceipt, { params: { receiptCode }, body: { action: 'reject', words: '还是不亮' } })
    const again = await look(worker, id)
    expect(again.state).toBe('handling')
    expect(again.relations).toContain('holder')
    expect(again.clock?.stage).toBe('handle')

    await take(worker, id, { action: 'resolve', outcome: 'solved', words: '换了整套灯具' })
    await app.anyone.call(actByReceipt, { params: { receiptCode }, body: { action: 'confirm', rating: 5 } })
    const done = await app.anyone.call(track, { params: { receiptCode } })
    expect(done.state).toBe('closed')
    expect(done.satisfaction).toBe(5)
    expect(done.timeline.map((entry) => entry.action)).toEqual([
      'reported',
      'contact',
      'resolve',
      'reject',
      'resolve',
      'confirm',
    ])
  })

  it('refuses a resolve without the picture that the kind asks for, and says so beside the field', async () => {
    const { id } = await app.reportAt('building111', '单元门口垃圾堆了三天没人收', { category: '040101' })
    const worker = app.signInAs('gridWorker11')
    await take(worker, id, { action: 'contact' })
    const refused = await worker.ask(
      { ...(await import('./contract.ts')).act },
      { params: { matterId: id }, body: { action: 'resolve', outcome: 'solved', words: '清了' } },
    )
    expect(refused.status).toBe(400)
    expect(refused.reason).toBe('matters.evidence_missing')
    expect(refused.error?.fields?.[0]?.path).toBe('fileIds')
  })

  it('climbs by itself when nobody acts, up to the street and the district, each step once', async () => {
    const { id } = await app.reportAt('building112', '楼下有人长期占道堆放杂物', { category: '080201' })
    await app.passDays(3)
    await app.passDays(3)
    await app.passDays(3)
    const street = app.signInAs('street1')
    const seen = await look(street, id)
    expect(seen.clock?.lamp).toBe('red')
    const list = await street.call(listMatters, { query: { escalatedToMe: true } })
    const climbs = seen.timeline.filter((entry) => entry.action === 'escalate')
    expect(climbs.length).toBeGreaterThan(1)
    expect(new Set(climbs.map((entry) => entry.seq)).size).toBe(climbs.length)
    expect(list.rows.some((row) => row.id === id) || seen.escalationLevel > 2).toBe(true)
  })

  it('lets the database refuse an open matter without holder or clock', async () => {
    const { id } = await app.reportAt('building111', '门禁刷不开,每天要等人开门')
    const lose = (columns: string) =>
      app.db.tx((tx) => sql`update matters.matters set ${sql.raw(columns)} where id = ${id}`.execute(tx))
    await expect(lose('holder_post_id = null')).rejects.toThrow(/matters_open_is_held/)
    await expect(lose('clock_due_at = null')).rejects.toThrow(/matters_open_is_clocked/)
    await expect(
      app.db.tx((tx) =>
        sql`delete from matters.holdings where matter_id = ${id}`
          .execute(tx)
          .then(() => sql`update matters.matters set state = 'handling' where id = ${id}`.execute(tx)),
      ),
    ).rejects.toThrow(/lost its holder/)
  })

  it('tells of each step who took it and whose it became, also of a post that is gone; nobody where time passed', async () => {
    const own = { kind: 'demand', placeId: app.town.places.building112, body: '楼道里堆了旧家具' } as const
    const { id } = await app.signInAs('resident1').call(report, { body: own })
    const lead = app.signInAs('buildingLead112')
    await take(lead, id, { action: 'comment', words: '上门看过，确有其事' })
    await app.passDays(3)
    const params = { postId: app.town.posts.buildingLead112 }
    await app.signInAs('administrator').call(abolishPost, { params, body: { why: '撤并' } })

    const { timeline } = await look(app.signInAs('gridWorker11'), id)
    expect(
      timeline.map(({ action, who, holder, words }) => [action, who?.post?.zh, who?.name, holder?.zh, words]),
    ).toEqual([
      ['reported', undefined, expect.stringMatching(/^.\*$/), '第11网格网格员', null],
      ['comment', '2栋党小组长', (await lead.call(me)).name, undefined, '上门看过，确有其事'],
      ['escalate', undefined, undefined, undefined, null],
    ])
  })
})
