import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Id } from '../../../kernel/contract/ids.ts'
import { sql } from '../../../kernel/db.ts'
import type { PersonKey } from '../../../kernel/testing/town.ts'
import { formatDay } from '../../../kernel/time/time-words.ts'
import { costIdea, endIdea, getIdea, mergeIdeas, moderate, withdrawIdea } from '../../ideas/contract.ts'
import { type IdeasApp, ideasApp } from '../../ideas/ideas.fixture.ts'
import { listNotices } from '../../notices/contract.ts'
import {
  aBudget,
  cast,
  closeAndCount,
  codeOf,
  findings,
  newSeed,
  onPaper,
  openVote,
  passDays,
  planVote,
  register,
  step,
} from './budget.fixture.ts'
import * as contract from './contract.ts'
import { passBudgetDay } from './day-tick.ts'
import { budgetStream } from './events.ts'
import type { BudgetId } from './tables.ts'

type IdeaId = Id<'idea'>

let app: IdeasApp
beforeAll(async () => {
  app = await ideasApp()
})
afterAll(() => app.close())

const desk = () => app.signInAs('community1')
const view = (budgetId: BudgetId) => desk().call(contract.getBudget, { params: { budgetId } })
const paper = (code: string, who?: PersonKey) =>
  (who ? app.signInAs(who) : app.anyone).call(contract.readPaper, { params: { code } })
const story = async (id: BudgetId) =>
  (await app.events(budgetStream(id))).map(({ type }) => type.replace('choices.', ''))
const told = async (who: PersonKey) => (await app.signInAs(who).call(listNotices)).rows.map(({ words }) => words.zh)

describe('a vote on a budget', () => {
  it('is a draft until notice is given, then what is voted on stands', async () => {
    const { id, code } = await planVote(app)
    const params = { budgetId: id }
    expect((await app.anyone.ask(contract.readPaper, { params: { code } })).status).toBe(404)
    expect((await app.signInAs('community2').ask(contract.getBudget, { params })).status).toBe(404)
    expect((await app.signInAs('gridWorker11').ask(contract.getBudget, { params })).status).toBe(403)
    expect((await app.signInAs('supervisor').call(contract.getBudget, { params })).steps).toEqual([])
    const building = { ...aBudget, placeId: app.town.places.building111 }
    expect((await desk().ask(contract.planBudget, { body: building })).reason).toBe('choices.bad_place')
    const strange = { ...aBudget, items: [{ title: '长椅', words: '', costFen: 1, ideaId: id }] }
    expect((await desk().ask(contract.changeBudget, { params, body: strange as never })).reason).toBe(
      'choices.bad_idea',
    )
    const dear = { ...aBudget, budgetFen: 5_000_000 }
    await desk().call(contract.changeBudget, { params, body: dear })
    const announcing = await desk().ask(contract.stepBudget, { params, body: { step: 'announce' } })
    expect([announcing.status, announcing.error?.message]).toEqual([422, expect.stringContaining('比预算还贵')])
    await desk().call(contract.changeBudget, { params, body: { ...aBudget, title: '微改造' } })
    await step(desk(), id, 'announce')
    expect((await desk().ask(contract.changeBudget, { params, body: dear })).reason).toBe('choices.announced')
    const early = await desk().ask(contract.stepBudget, { params, body: { step: 'open' } })
    expect([early.status, early.error?.message]).toEqual([422, expect.stringContaining(formatDay('zh', '2026-11-30'))])
    expect((await cast(app.signInAs('resident1'), code, [1, 0, 0, 0])).reason).toBe('choices.no_ballots')
    expect((await paper(code)).items.map(({ title }) => title)).toContain('充电车棚')
    expect((await desk().ask(contract.stepBudget, { params, body: { step: 'cancel' } })).status).toBe(400)
    await desk().call(contract.stepBudget, { params, body: { step: 'cancel', why: '方案要重做' } })
    expect(await story(id)).toEqual([
      ...['budget_planned', 'budget_changed', 'budget_changed', 'budget_announced', 'budget_cancelled'],
    ])
    expect(await findings(app)).toEqual([])
  })

  it('takes one vote a person: by phone, with a code, on paper; a family may share a phone', async () => {
    const { id, code } = await openVote(app)
    const params = { budgetId: id }
    const [ann, bob] = [await register(app, id, '李奶奶', '1栋 101'), await register(app, id, '李爷爷', '1栋 101')]
    const cho = await register(app, id, '王姨', '1栋 102', app.town.phones.resident2)
    const again = await desk().ask(contract.addVoter, { params, body: { name: '李 奶奶', household: '1栋101' } })
    expect([again.status, again.reason]).toEqual([409, 'choices.registered_already'])
    expect((await app.anyone.ask(contract.castBallot, { params: { code }, body: {} })).status).toBe(400)
    expect((await cast(app.anyone, code, [1, 0, 0, 0])).reason).toBe('choices.no_vote')
    expect((await cast(app.anyone, code, [1, 0, 0, 0], { code: 'AAAAA-AAAAA' })).reason).toBe('choices.bad_code')
    expect((await cast(app.anyone, code, [1, 0, 0], { code: await codeOf(app, id, ann) })).reason).toBe(
      'choices.ballot_length',
    )
    // Two of a family from one browser, with their codes.
    const family = app.browser()
    expect((await cast(family, code, [1, 1, 0, 0], { code: await codeOf(app, id, ann) })).status).toBe(200)
    const typed = (await codeOf(app, id, bob)).toLowerCase().replace('-', ' ')
    expect((await cast(family, code, [0, 1, 0, 0], { code: typed })).status).toBe(200)
    // On paper by a helper, then the same phone once more by signing in.
    expect((await onPaper(app.signInAs('buildingLead111'), id, cho, [0, 0, 1, 1])).status).toBe(200)
    expect((await onPaper(app.signInAs('gridWorker21'), id, cho, [0, 0, 1, 1])).status).toBe(404)
    expect((await onPaper(app.signInAs('resident1'), id, cho, [0, 0, 1, 1])).status).toBe(403)
    const twice = await cast(app.signInAs('resident2'), code, [1, 1, 1, 1])
    expect([twice.status, twice.reason]).toEqual([409, 'choices.voted_already'])
    expect((await paper(code, 'resident2')).voted).toBe(true)
    expect((await view(id)).turnout).toEqual([{ day: '2026-11-30', phone: 0, code: 2, paper: 1 }])
    const { rows } = await app.signInAs('gridWorker11').call(contract.listVoters, { params, query: { q: '1栋10' } })
    expect(rows.map(({ name }) => name).sort()).toEqual(['李*奶', '李*爷', '王*'].sort())
    expect(rows.every(({ voted }) => voted)).toBe(true)
  })

  it('refuses a second ballot of one voter that is sent at the same moment; a retry gets its receipt again', async () => {
    const { id, code } = await openVote(app)
    const seed = newSeed()
    const sent = await Promise.all(
      [1, 2, 3, 4, 5, 6].map((n) => cast(app.signInAs('resident1'), code, [n % 2, 1, 0, 0])),
    )
    expect(sent.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409, 409])
    const first = await cast(app.signInAs('resident2'), code, [0, 0, 1, 0], { seed })
    const retry = await cast(app.signInAs('resident2'), code, [0, 0, 1, 0], { seed })
    expect(retry.body).toEqual(first.body)
    expect((await cast(app.signInAs('resident2'), code, [0, 1, 0, 0], { seed })).status).toBe(409)
    expect((await paper(code)).voters).toBe(2)
    const { rows } = await app.db.read((tx) =>
      sql<{ n: number }>`select count(*)::int as n from choices.budget_sealed where budget_id = ${id}`.execute(tx),
    )
    expect(rows[0]?.n).toBe(2)
  })

  it('may be for its register only', async () => {
    const { id, code } = await openVote(app, { openTo: 'register' })
    expect((await cast(app.signInAs('resident1'), code, [1, 0, 0, 0])).reason).toBe('choices.no_vote')
    await register(app, id, '李秀英', '1栋 501', `+86 ${app.town.phones.resident1}`)
    expect((await cast(app.signInAs('resident1'), code, [1, 0, 0, 0])).status).toBe(200)
  })

  it('opens, is taken down in the ledger, closes and is counted by itself', async () => {
    const { id, code } = await planVote(app)
    await step(desk(), id, 'announce')
    const day = () => app.db.tx((tx) => passBudgetDay(tx, app.town.tenantId, { ...app.services, at: app.clock.now() }))
    passDays(app, 7)
    await day()
    const voters: PersonKey[] = ['resident1', 'resident2', 'gridWorker11', 'buildingLead111', 'community1', 'street1']
    for (const who of voters) await cast(app.signInAs(who), code, [1, 0, 1, 0])
    await day()
    expect(await story(id)).not.toContain('ballots_noted')
    passDays(app, 1)
    await day()
    const noted = (await app.events(budgetStream(id))).find(({ type }) => type === 'choices.ballots_noted')
    const digests = noted?.payload.digests as string[]
    expect(digests).toHaveLength(6)
    expect(digests).toEqual(digests.toSorted())
    expect(noted?.actor.personId).toBeNull()
    passDays(app, 10)
    await day()
    expect((await view(id)).state).toBe('closed')
    expect(await story(id)).toEqual([
      ...['budget_planned', 'budget_announced', 'budget_opened', 'ballots_noted', 'budget_closed'],
    ])
    expect(await findings(app)).toEqual([])
  })
})

describe('from ideas to a result', () => {
  it('takes costed ideas over, freezes their call, and adopts what was chosen', async () => {
    const call = await app.openCall({ untilOn: '2027-12-20' })
    const give = async (title: string, yuan: number) => {
      const { id } = await app.give(app.signInAs('resident1'), call.code, title)
      await desk().call(costIdea, { params: { ideaId: id }, body: { costFen: yuan * 100 } })
      return id
    }
    const [bench, ramp] = [await give('树下装长椅', 3000), await give('门口修坡道', 8000)]
    await app.give(app.signInAs('resident2'), call.code, '没有估价的点子')
    const query = { callId: call.id }
    expect((await app.signInAs('community2').ask(contract.costedIdeas, { query })).status).toBe(404)
    const { rows } = await desk().call(contract.costedIdeas, { query })
    expect(rows.map(({ title }) => title).sort()).toEqual(['树下装长椅', '门口修坡道'].sort())
    const items = rows.map(({ title, words, costFen, ideaId }) => ({ title, words, costFen, ideaId }))
    const place = { placeId: app.town.places.community1, callId: call.id }
    const { id, code } = await openVote(app, { ...place, budgetFen: 1_000_000, items })
    const idea = (ideaId: typeof bench, who: PersonKey = 'resident1') =>
      app.signInAs(who).call(getIdea, { params: { ideaId } })
    const { rows: frozen } = await app.db.read((tx) =>
      sql<{ frozen: boolean }>`select frozen_at is not null as frozen from ideas.calls where id = ${call.id}`.execute(
        tx,
      ),
    )
    expect(frozen).toEqual([{ frozen: true }])
    const marks = rows.map(({ ideaId }) => (ideaId === bench ? 1 : 0))
    expect((await cast(app.signInAs('resident1'), code, marks)).status).toBe(200)
    expect(
      (
        await cast(
          app.signInAs('resident2'),
          code,
          marks.map((mark) => 1 - mark),
        )
      ).status,
    ).toBe(200)
    expect((await cast(app.signInAs('gridWorker11'), code, marks)).status).toBe(200)
    await closeAndCount(app, id)
    expect((await paper(code)).result).toBeNull()
    const { result } = await view(id)
    const n = marks.indexOf(1) + 1
    expect([result?.ballots, result?.shares.order, result?.greedy.order]).toEqual([3, [n], [n]])
    await step(desk(), id, 'publish')
    expect((await paper(code)).result?.shares.represented).toBe(2)
    expect([(await idea(bench)).state, (await idea(ramp)).state]).toEqual(['adopted', 'published'])
    await app.deliver()
    expect(await told('resident1')).toContainEqual(expect.stringContaining('已采纳：居民票选选中'))
    expect(await told('resident1')).toContainEqual(expect.stringContaining('结果已公布'))
    expect(await findings(app)).toEqual([])
    const sheet = await desk().ask(contract.exportBudget, { params: { budgetId: id } })
    expect([sheet.status, (sheet.body as unknown as Buffer).subarray(0, 2).toString()]).toEqual([200, 'PK'])
  })

  /** A call, three ideas of it with a cost, and the vote that takes them over. */
  const threeIdeas = async () => {
    const call = await app.openCall({ untilOn: '2027-12-20' })
    const give = async (title: string) => {
      const { id } = await app.give(app.signInAs('resident1'), call.code, title)
      await desk().call(costIdea, { params: { ideaId: id }, body: { costFen: 200_000 } })
      return id
    }
    const ideas = [await give('树下装长椅'), await give('门口修坡道'), await give('车棚装灯')] as const
    const { rows } = await desk().call(contract.costedIdeas, { query: { callId: call.id } })
    const found = ideas.flatMap((id) => rows.filter(({ ideaId }) => ideaId === id))
    const items = found.map(({ title, words, costFen, ideaId }) => ({ title, words, costFen, ideaId }))
    const vote = {
      ...{ placeId: app.town.places.community1, callId: call.id, budgetFen: 1_000_000 },
      items,
    }
    return { call, ideas, vote }
  }
  const hide = (ideaId: IdeaId) =>
    desk().call(moderate, { params: { ideaId }, body: { act: 'hide', reason: 'personal_data' } })

  it('gives no notice of what is withdrawn, declined or hidden since, and names it', async () => {
    const { ideas, vote } = await threeIdeas()
    const { id } = await planVote(app, vote)
    const announce = () => desk().ask(contract.stepBudget, { params: { budgetId: id }, body: { step: 'announce' } })
    await app.signInAs('resident1').call(withdrawIdea, { params: { ideaId: ideas[1] }, body: {} })
    const body = { end: 'decline' as const, reason: 'too_costly' as const, words: '太贵' }
    await desk().call(endIdea, { params: { ideaId: ideas[2] }, body })
    const refused = await announce()
    expect([refused.status, refused.reason]).toEqual([422, 'choices.bad_idea'])
    expect(refused.error?.message).toContain('「门口修坡道」「车棚装灯」')
    expect((await view(id)).items.map(({ title, withheld }) => [title, withheld])).toEqual([
      ...[
        ['树下装长椅', null],
        ['门口修坡道', 'withdrawn'],
        ['车棚装灯', null],
      ],
    ])
  })

  it('leaves out in public what was hidden since, and counts its votes; also when it is cancelled', async () => {
    const { ideas, vote } = await threeIdeas()
    const { id, code } = await openVote(app, vote)
    expect((await cast(app.signInAs('resident1'), code, [0, 1, 0])).status).toBe(200)
    await hide(ideas[1])
    const shown = async () => (await paper(code)).items[1]
    const left = { n: 2, title: '', words: '', costFen: 200_000, ideaId: null, fileId: null, withheld: 'hidden' }
    expect(await shown()).toEqual(left)
    expect(JSON.stringify(await paper(code))).not.toContain('坡道')
    expect((await view(id)).items[1]).toMatchObject({ title: '门口修坡道', withheld: 'hidden' })
    await closeAndCount(app, id)
    expect((await view(id)).result?.shares.order).toEqual([2])
    const { id: other, code: again } = await openVote(app, {
      ...vote,
      budgetFen: 10_000_000,
      items: [...vote.items.slice(0, 1), ...aBudget.items],
    })
    await hide(ideas[0])
    await desk().call(contract.stepBudget, { params: { budgetId: other }, body: { step: 'cancel', why: '改期' } })
    expect(JSON.stringify(await paper(again))).not.toContain('树下')
    expect(await findings(app)).toEqual([])
  })

  it('adopts what a chosen idea was merged into, and says what was chosen and cannot be adopted', async () => {
    const { call, ideas, vote } = await threeIdeas()
    const { id, code } = await openVote(app, vote)
    const { id: whole } = await app.give(app.signInAs('resident2'), call.code, '一楼整修')
    await desk().call(mergeIdeas, { params: { callId: call.id }, body: { ideaIds: [ideas[0], whole], intoId: whole } })
    await hide(ideas[1])
    for (const who of ['resident1', 'resident2'] as const)
      expect((await cast(app.signInAs(who), code, [1, 1, 1])).status).toBe(200)
    await closeAndCount(app, id)
    expect((await view(id)).notAdopted).toEqual([2])
    const body = { step: 'publish' as const }
    expect(await desk().call(contract.stepBudget, { params: { budgetId: id }, body })).toEqual({
      state: 'published',
      notAdopted: [2],
    })
    expect((await view(id)).notAdopted).toEqual([2])
    const state = async (ideaId: IdeaId) => (await desk().call(getIdea, { params: { ideaId } })).state
    expect([await state(ideas[0]), await state(whole), await state(ideas[1]), await state(ideas[2])]).toEqual([
      ...['merged', 'adopted', 'hidden', 'adopted'],
    ])
    await app.deliver()
    expect(await told('resident2')).toContainEqual(expect.stringContaining('已采纳：居民票选选中'))
    expect(await findings(app)).toEqual([])
  })

  it('lets ideas be amended again when the vote is cancelled', async () => {
    const call = await app.openCall({ untilOn: '2027-12-20' })
    const vote = { placeId: app.town.places.community1, callId: call.id }
    const { id } = await openVote(app, vote)
    await desk().call(contract.stepBudget, { params: { budgetId: id }, body: { step: 'cancel', why: '改期' } })
    const { rows } = await app.db.read((tx) =>
      sql<{ frozen_at: Date | null }>`select frozen_at from ideas.calls where id = ${call.id}`.execute(tx),
    )
    expect(rows[0]?.frozen_at).toBeNull()
  })
})
