import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type MatterId, newId } from '../../../kernel/contract/ids.ts'
import { verifyLedger } from '../../../kernel/events/verify.ts'
import { tamper } from '../../../kernel/testing/tamper.ts'
import { take } from '../../matters/matter-app.fixture.ts'
import {
  addItem,
  atDoor,
  changeItem,
  checkIn,
  decide,
  getGathering,
  inviteParties,
  stepGathering,
} from '../contract.ts'
import { dayMs, type GatheringApp, gatheringApp, hourMs } from '../gatherings.fixture.ts'
import type { DecisionId, GatheringId, ItemId } from '../tables.ts'
import { verifyGatherings } from '../verify.ts'
import { type AgendaSource, registerAgendaItems } from './agenda-source.ts'
import { hearDecision, proposals } from './contract.ts'

const ideaId = newId<'idea'>()
const elsewhere = newId<'idea'>()

/** Ideas are a higher tier: here they are two rows. */
const ideas: AgendaSource = {
  propose: async () => [{ id: ideaId, title: '楼下装长椅', note: { zh: '12 人附议', en: '12 endorse it' } }],
  inReach: async (_tx, _actor, id) => id === ideaId,
  now: async (_tx, _tenantId, ids) =>
    new Map(ids.map((id) => [id, { state: { zh: '已发布', en: 'Published' }, path: `/ideas/${id}` }])),
}

let app: GatheringApp
let putBack: () => void
beforeAll(async () => {
  putBack = registerAgendaItems('idea', ideas)
  app = await gatheringApp()
})
afterAll(async () => {
  putBack?.()
  await app?.close()
})

const community = () => app.signInAs('community1')

describe('two councils of a place', () => {
  let id: GatheringId
  let code: string
  let itemId: ItemId
  let lampId: DecisionId
  let lampMatter: MatterId
  let benchId: DecisionId

  it('has an agenda proposed from what waits there', async () => {
    const lamp = await app.reportAt('building111', '楼道灯坏了一个月', { category: '1001' })
    const kept = await app.reportAt('building111', '家里的难处', { category: '1001', visibility: 'holder' })
    await app.reportAt('building311', '别的街道的事', { category: '1001' })
    ;({ id, code } = await app.plan(community(), { kind: 'council', title: '第一次议事会' }))
    const params = { gatheringId: id }
    const { rows } = await community().call(proposals, { params })
    expect(rows.map(({ from, id: what }) => [from, what])).toEqual([
      ['matter', lamp.id],
      ['idea', ideaId],
    ])
    expect(rows.map((row) => row.matterId)).not.toContain(kept.id)
    expect((await app.anyone.ask(proposals, { params })).status).toBe(401)
    expect((await app.signInAs('gridWorker11').ask(proposals, { params })).status).toBe(403)
    expect((await app.signInAs('community2').ask(proposals, { params })).status).toBe(404)

    const add = (title: string, about: object) => community().ask(addItem, { params, body: { title, ...about } })
    const added = await community().call(addItem, { params, body: { title: '楼道灯', matterId: lamp.id } })
    itemId = added.id
    expect((await add('长椅', { subject: { kind: 'idea', id: ideaId } })).status).toBe(200)
    expect((await add('别处的点子', { subject: { kind: 'idea', id: elsewhere } })).status).toBe(404)
    // What stands on the agenda is not proposed again.
    expect((await community().call(proposals, { params })).rows).toEqual([])
    const { items } = await community().call(getGathering, { params })
    expect(items.map(({ title, subject }) => [title, subject?.path ?? null, subject?.state.zh ?? null])).toEqual([
      ['楼道灯', null, null],
      ['长椅', `/ideas/${ideaId}`, '已发布'],
    ])
  })

  it('is attended, minuted and decides', async () => {
    const params = { gatheringId: id }
    const parties = [
      { kind: 'person', id: app.town.persons.resident1, name: '' },
      { kind: 'post', id: app.town.posts.compoundSecretary11, name: '' },
    ] as const
    await community().call(inviteParties, { params, body: { parties: [...parties] } })
    await app.announce(community(), id)
    const early = await community().ask(hearDecision, { params, body: { decisionId: newId(), heard: true } })
    expect(early.status).toBe(409)
    await app.begin(community(), id)
    await app.signInAs('resident1').call(checkIn, { params: { code }, body: {} })
    await community().call(changeItem, { params: { ...params, itemId }, body: { discussion: '物业说本周来修' } })
    const settle = (words: string) =>
      community().call(decide, {
        params,
        body: { itemId, words, holderPostId: app.town.posts.compoundSecretary11, dueOn: '2026-12-10' },
      })
    const lamp = await settle('小区书记督促物业修好楼道灯')
    const bench = await settle('小区书记量好长椅的位置')
    lampId = lamp.id
    lampMatter = lamp.matter.id
    benchId = bench.id
    await community().call(stepGathering, { params, body: { step: 'hold' } })
    // Who was invited reads the minutes on the phone; who has the code alone does not.
    expect((await app.signInAs('resident1').call(atDoor, { params: { code } })).agenda[0]).toMatchObject({
      ...{ title: '楼道灯', said: '物业说本周来修' },
    })
    expect((await app.anyone.call(atDoor, { params: { code } })).agenda).toEqual([])
  })

  it('is followed by the next one of the place, which hears each decision and lets none go unheard', async () => {
    await take(app.signInAs('compoundSecretary11'), lampMatter, {
      action: 'resolve',
      outcome: 'solved',
      words: '灯亮了',
    })
    const found = { method: 'verify', reached: true, solved: true } as const
    await take(community(), lampMatter, { action: 'follow_up', followUp: found })
    const next = await app.plan(community(), { kind: 'council', title: '第二次议事会' })
    const params = { gatheringId: next.id }
    const listed = async (gatheringId: GatheringId) =>
      (await community().call(getGathering, { params: { gatheringId } })).before.flatMap(({ decisions }) =>
        decisions.map(({ id: one, matter, heard }) => [one, matter.state, heard?.state ?? null]),
      )
    expect(await listed(next.id)).toEqual([
      [lampId, 'closed', null],
      [benchId, 'handling', null],
    ])
    // A joint meeting of the place is another thing.
    const joint = await app.plan(community())
    expect(await listed(joint.id)).toEqual([])
    // The one that is not done is proposed, as a decision and not as a matter once more.
    const { rows } = await community().call(proposals, { params })
    expect(rows.filter(({ from }) => from === 'decision').map((row) => row.id)).toEqual([benchId])
    expect(new Set(rows.map((row) => row.matterId ?? row.id)).size).toBe(rows.length)

    await community().call(inviteParties, {
      params,
      body: { parties: [{ kind: 'person', id: app.town.persons.resident1, name: '' }] },
    })
    await app.announce(community(), next.id)
    await app.begin(community(), next.id)
    const hear = (decisionId: DecisionId, words?: string, heard = true) =>
      community().ask(hearDecision, { params, body: { decisionId, heard, ...(words ? { words } : {}) } })
    expect((await hear(newId<'decision'>())).status).toBe(404)
    expect((await hear(benchId, '还差一处没有量')).status).toBe(200)
    expect(await listed(next.id)).toEqual([
      [lampId, 'closed', null],
      [benchId, 'handling', 'handling'],
    ])
    const door = await app.signInAs('resident1').call(atDoor, { params: { code: next.code } })
    expect(door.decidedBefore.map(({ heard }) => heard)).toEqual([false, true])
    expect(JSON.stringify(await app.events(`gatherings:${next.id}`))).not.toContain('还差一处')

    // The lamp was forgotten: the third council still has it; heard there as done, it is gone from the fourth.
    const third = await app.plan(community(), { ...at(30), kind: 'council', title: '第三次议事会' })
    expect(await listed(third.id)).toEqual([
      [lampId, 'closed', null],
      [benchId, 'handling', null],
    ])
    expect((await hear(lampId)).status).toBe(200)
    expect(await listed(third.id)).toEqual([[benchId, 'handling', null]])
    // Taken back, it waits again.
    expect((await hear(lampId, undefined, false)).status).toBe(200)
    expect((await listed(third.id)).length).toBe(2)
    expect((await app.story(next.id)).slice(-3)).toEqual(['decision_heard', 'decision_heard', 'hearing_undone'])
  })

  const at = (days: number) => ({ startsAt: app.at(days * dayMs), endsAt: app.at(days * dayMs + hourMs) })

  it('leaves a ledger that tells when what was heard was altered behind it', async () => {
    const verify = () => verifyLedger(app.db, [verifyGatherings], app.clock.now())
    expect((await verify()).broken).toEqual([])
    await tamper(app.db.url, `update gatherings.hearings set words = '都量好了' where decision_id = '${benchId}'`)
    expect((await verify()).broken).toMatchObject([{ check: 'gatherings.hearing' }])
  })
})

describe('other kinds', () => {
  it('hear nothing one by one', async () => {
    const { id } = await app.plan(community())
    await app.announce(community(), id)
    await app.begin(community(), id)
    const body = { decisionId: newId<'decision'>(), heard: true }
    const refused = await community().ask(hearDecision, { params: { gatheringId: id }, body })
    expect([refused.status, refused.reason]).toEqual([422, 'gatherings.no_hearing'])
  })
})
