import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { act, actOnMany, assignees } from '../contract.ts'
import { look, type MatterApp, matterApp, take } from '../matter-app.fixture.ts'
import { getDutyRules, saveDutyRules, tryDutyRules } from './duty-contract.ts'
import { againstList, type DutyLine, duties, dutyChanges, dutyLevels, dutyOf } from './duty-list.ts'
import { ruleSaved, ruleStreamOf } from './events.ts'

const aLine = fc.record<DutyLine>({
  level: fc.constantFrom(...dutyLevels),
  category: fc.constantFrom('', '08', '0802', '080201', '01'),
  duty: fc.constantFrom(...duties),
})
const aList = fc.uniqueArray(aLine, { selector: ({ level, category }) => `${level} ${category}` })

describe('a duty list', () => {
  it('speaks by the nearest category, and of one level alone', () => {
    fc.assert(
      fc.property(aList, fc.constantFrom(...dutyLevels), (list, level) => {
        const own = list.filter((line) => line.level === level)
        expect(dutyOf(list, level, '080201')).toBe(dutyOf(own, level, '080201'))
        const exact = own.find(({ category }) => category === '080201')
        if (exact) expect(dutyOf(list, level, '080201')).toBe(exact.duty)
        if (own.length === 0) expect(againstList(list, level, '080201')).toBeNull()
      }),
    )
  })

  it('differs from itself in nothing, and what differs makes the one of the other', () => {
    fc.assert(
      fc.property(aList, aList, (a, b) => {
        expect(dutyChanges(a, a)).toEqual([])
        const after = new Map(a.map((line) => [`${line.level} ${line.category}`, line.duty]))
        for (const { level, category, after: duty } of dutyChanges(a, b))
          if (duty === null) after.delete(`${level} ${category}`)
          else after.set(`${level} ${category}`, duty)
        expect(after).toEqual(new Map(b.map((line) => [`${line.level} ${line.category}`, line.duty])))
      }),
    )
  })
})

describe('the duty list of an office', () => {
  let app: MatterApp
  beforeAll(async () => {
    app = await matterApp()
  })
  afterAll(() => app?.close())
  const admin = () => app.signInAs('administrator')
  const list: DutyLine[] = [{ level: 'grid_worker', category: '08', duty: 'none' }]
  const office = () => app.signInAs('community1')
  const reported = async () => (await app.reportAt('building111', '楼道堆了纸箱', { category: '080201' })).id
  const choices = async (matterId: Awaited<ReturnType<typeof reported>>) =>
    (await office().call(assignees, { params: { matterId } })).posts

  it('is empty at first and warns of nothing', async () => {
    expect((await app.anyone.ask(getDutyRules)).status).toBe(401)
    expect((await office().ask(getDutyRules)).status).toBe(403)
    const body = { list, base: 1, source: '通知' }
    expect((await app.signInAs('street1').ask(saveDutyRules, { body })).status).toBe(403)
    expect(await admin().call(getDutyRules)).toMatchObject({ body: [], versions: [{ version: 1, authorName: null }] })
    const id = await reported()
    const other = (await choices(id)).find(({ role }) => role === 'community')
    await take(office(), id, { action: 'reassign', postId: other?.postId as never, words: '社区来办' })
    const worker = (await choices(id)).find(({ role }) => role === 'grid_worker')
    expect(worker?.duty).toBeNull()
    await take(office(), id, { action: 'reassign', postId: worker?.postId as never, words: '还给网格员' })
  })

  it('is tried on the dispatches of the month before, and saved', async () => {
    const twice = [...list, ...list]
    expect((await admin().ask(tryDutyRules, { body: { list: twice } })).status).toBe(400)
    const nowhere = [{ level: 'community' as const, category: '9999', duty: 'none' as const }]
    expect((await admin().ask(tryDutyRules, { body: { list: nowhere } })).status).toBe(400)
    expect(await admin().call(tryDutyRules, { body: { list } })).toEqual({ dispatched: 2, warned: 1 })
    expect(await admin().call(saveDutyRules, { body: { list, base: 1, source: '履职清单' } })).toEqual({ version: 2 })
    expect((await app.events(ruleStreamOf('duties'))).map(({ type }) => type)).toEqual([ruleSaved])
  })

  it('warns of a dispatch against it and names who should have it; who goes on says why', async () => {
    const id = await reported()
    const posts = await choices(id)
    const office1 = posts.find(({ role }) => role === 'community')
    await take(office(), id, { action: 'reassign', postId: office1?.postId as never, words: '先收回来' })
    const worker = posts.find(({ role }) => role === 'grid_worker')
    expect(worker).toMatchObject({ duty: 'none', suggested: false })
    const right = posts.find(({ suggested }) => suggested)
    expect(right?.duty).toBeNull()
    const params = { matterId: id }
    const body = { action: 'reassign' as const, postId: worker?.postId as never, words: '人' }
    const refused = await office().ask(act, { params, body })
    expect(refused.status).toBe(422)
    expect(JSON.stringify(refused.error)).toContain('matters.beyond_duty')
    expect(JSON.stringify(refused.error)).toContain(right?.name.zh)
    expect((await look(office(), id)).holder?.postId).toBe(office1?.postId)
    expect((await office().ask(act, { params, body: { ...body, beyondDuty: true } })).status).toBe(400)
    const words = '城管人手不够，先请网格员劝导'
    await take(office(), id, { ...body, words, beyondDuty: true })
    const { why, timeline } = await look(office(), id)
    expect(why?.duty).toMatchObject({ duty: 'none', level: 'grid_worker', receiver: right?.name })
    expect(timeline.at(-1)).toMatchObject({ action: 'reassign', words, facts: { duty: { duty: 'none' } } })
    const { past } = await admin().call(getDutyRules)
    expect(past.find(({ level }) => level === 'grid_worker')).toMatchObject({ dispatched: 2, against: 1 })
  })

  it('is told of many at once too: those against it are named, and go on with one reason', async () => {
    const id = await reported()
    const posts = await choices(id)
    await take(office(), id, {
      action: 'reassign',
      postId: posts.find(({ role }) => role === 'community')?.postId as never,
      words: '先收回来',
    })
    const postId = posts.find(({ role }) => role === 'grid_worker')?.postId as never
    const ask = (more: object) =>
      office().call(actOnMany, {
        body: { matterIds: [id], act: { action: 'reassign', postId, words: '去看看', ...more } },
      })
    expect((await ask({})).results).toMatchObject([{ id, done: false, reason: 'matters.beyond_duty' }])
    expect((await ask({ beyondDuty: true, words: '人手不够，先请网格员看' })).results).toMatchObject([
      { id, done: true },
    ])
    expect((await look(office(), id)).why?.duty).toMatchObject({ duty: 'none' })
  })

  it('that is taken back to an earlier version warns no more', async () => {
    await admin().call(saveDutyRules, { body: { list: [], base: 2, backTo: 1, source: '清单修订' } })
    const id = await reported()
    const posts = await choices(id)
    expect(posts.every(({ duty }) => duty === null)).toBe(true)
  })
})
