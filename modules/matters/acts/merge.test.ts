import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MatterId } from '../../../kernel/contract/ids.ts'
import { newId } from '../../../kernel/contract/ids.ts'
import { sql } from '../../../kernel/db.ts'
import { verifyLedger } from '../../../kernel/events/verify.ts'
import type { PersonKey } from '../../../kernel/testing/town.ts'
import { act, follow, followed, getMatter, report, track, unfollow } from '../contract.ts'
import { look } from '../matter-app.fixture.ts'
import { verifyMatters } from '../verify/verify.ts'
import { type FlowApp, flowApp } from './flow.fixture.ts'

let app: FlowApp
beforeAll(async () => {
  app = await flowApp()
})
afterAll(() => app.close())

const followersOf = async (id: MatterId): Promise<PersonKey[]> => {
  const { rows } = await app.db.read((tx) =>
    sql<{ person_id: string }>`select person_id from matters.followers where matter_id = ${id}`.execute(tx),
  )
  const keys = Object.entries(app.town.persons) as [PersonKey, string][]
  return rows.map((row) => keys.find(([, person]) => person === row.person_id)?.[0] ?? 'district').sort()
}

/** Until so many wait for a lock, or one is answered. */
async function waitingForLocks(count: number, asked: Promise<unknown>): Promise<void> {
  let isAnswered = false
  asked.finally(() => (isAnswered = true))
  while (!isAnswered) {
    const rows = await app.db.statement(
      'test.waiting_for_locks',
      `select from pg_stat_activity where datname = current_database() and pg_blocking_pids(pid) <> '{}'`,
      [],
    )
    if (rows.length >= count) return
  }
}

describe('merging 并案', () => {
  it('ends the one, moves reporter and followers along, and both tell of it', async () => {
    const one = await app.reportBy('resident1', '小区门口的井盖坏了,车子一过就响')
    const into = await app.reportBy('buildingLead111', '大门口井盖松动,过车咣咣响')
    await app.as('centerHousehold112').call(follow, { params: { matterId: one.id } })
    await app.step('community1', one.id, { action: 'merge', intoId: into.id, words: '同一个井盖' })
    expect(await app.row(one.id)).toMatchObject({
      state: 'merged',
      merged_into_id: into.id,
      holder_post_id: null,
      clock_stage: null,
      climb_at: null,
    })
    expect(await app.lastEvent(one.id)).toMatchObject({
      type: 'matters.matter_merged',
      payload: { to: 'merged', facts: { intoId: into.id } },
    })
    expect(await app.lastEvent(into.id)).toMatchObject({
      type: 'matters.merge_received',
      payload: { facts: { matterId: one.id } },
    })
    expect(await followersOf(into.id)).toEqual(['buildingLead111', 'centerHousehold112', 'resident1'])

    // The reporter of the merged one reads and hears of the other from now on.
    const mine = await app.as('resident1').call(followed)
    expect(mine.rows.map((row) => row.id)).toContain(into.id)
    expect((await look(app.as('resident1'), one.id)).mergedInto?.id).toBe(into.id)
    await app.step('gridWorker11', into.id, { action: 'contact' })
    await app.deliver()
    const heard = await app.noticesOf('resident1')
    expect(heard.some((notice) => notice.topic === 'contact' && notice.subject?.id === into.id)).toBe(true)
  })

  it('is undone: state, holder and a new clock as before, followers go back, those of its own stay', async () => {
    const one = await app.reportBy('resident1', '楼道堆满了杂物,走路都难')
    const into = await app.reportBy('buildingLead111', '二楼楼道全是旧家具,挡路')
    await app.as('centerHousehold111').call(follow, { params: { matterId: into.id } })
    await app.step('gridWorker11', one.id, { action: 'contact' })
    await app.step('gridWorker11', one.id, { action: 'merge', intoId: into.id })
    app.clock.move(3_600_000)
    await app.step('community1', one.id, { action: 'unmerge', words: '其实是三楼' })
    expect(await app.row(one.id)).toMatchObject({
      state: 'handling',
      merged_into_id: null,
      holder_post_id: app.town.posts.gridWorker11,
      clock_stage: 'handle',
      clock_started_at: app.clock.now(),
    })
    expect(await app.lastEvent(one.id)).toMatchObject({
      type: 'matters.matter_unmerged',
      payload: { why: { rule: 'merge' } },
    })
    expect(await app.lastEvent(into.id)).toMatchObject({ type: 'matters.merge_lost' })
    expect(await followersOf(into.id)).toEqual(['buildingLead111', 'centerHousehold111'])
    expect(await followersOf(one.id)).toEqual(['resident1'])
  })

  it('is refused into itself, into nothing, into what has ended, into what one may not see, and of one that others joined', async () => {
    const { id } = await app.matterIn('assigned')
    const merge = (intoId: MatterId) => ({ action: 'merge', intoId })
    const bad = { status: 400, reason: 'matters.bad_target', fields: ['intoId'] }
    expect(await app.refusal('community1', id, merge(id))).toEqual(bad)
    expect(await app.refusal('community1', id, merge(newId<'matter'>()))).toEqual(bad)
    const elsewhere = await app.reportAt('building311', '隔壁街道的事情,也是井盖')
    expect(await app.refusal('community1', id, merge(elsewhere.id))).toEqual(bad)
    for (const state of ['closed', 'void', 'merged'] as const) {
      const ended = await app.matterIn(state)
      expect(await app.refusal('community1', id, merge(ended.id)), state).toMatchObject({
        status: 422,
        reason: 'matters.target_ended',
      })
    }
    const other = await app.matterIn('assigned')
    const third = await app.matterIn('assigned')
    await app.step('community1', other.id, { action: 'merge', intoId: id })
    expect(await app.refusal('community1', id, merge(third.id))).toMatchObject({
      status: 422,
      reason: 'matters.has_merged',
    })
  })

  it('is refused into one whose reporter is to be known to the holder only: others would read it; the other way round it goes', async () => {
    const hidden = { visibility: 'holder' }
    const shown = await app.reportBy('resident1', '楼上总是吵架,孩子一直哭')
    await app.followBy('resident2', shown.id)
    const into = await app.reportBy('buildingLead111', '邻居家里打孩子,请去看看', hidden)
    const merge = (intoId: MatterId) => ({ action: 'merge', intoId }) as const
    const open = { status: 422, reason: 'matters.merge_would_show' }
    expect(await app.refusal('community1', shown.id, merge(into.id))).toMatchObject(open)
    expect(await followersOf(into.id)).toEqual(['buildingLead111'])
    const another = await app.reportBy('resident1', '邻居打孩子,听见哭声', hidden)
    expect(await app.refusal('community1', another.id, merge(into.id))).toMatchObject(open)

    // Who told it twice learns nothing new.
    const again = await app.reportBy('buildingLead111', '又在打孩子了', hidden)
    await app.step('community1', again.id, merge(into.id))
    await app.step('community1', into.id, { action: 'comment', words: '已上门' })
    await app.step('community1', another.id, merge(shown.id))
    expect(await followersOf(shown.id)).toEqual(['resident1', 'resident2'])
  })

  it('goes with two that are to be known to the holder only, where nobody would read anything: not the title either', async () => {
    const danger = { visibility: 'holder', kind: 'demand', placeId: app.town.places.building111, category: '080201' }
    const told = (body: string) => app.anyone.call(report, { body: { ...danger, body } as never })
    const [one, into] = [await told('三楼有人喊救命'), await told('三楼的男人打老婆，有刀')]
    await app.step('community1', one.id, { action: 'merge', intoId: into.id })
    const { number } = await look(app.as('community1'), into.id)
    const { mergedInto } = await app.anyone.call(track, { params: { receiptCode: one.receiptCode } })
    expect(mergedInto).toEqual({ id: null, number, title: null })
  })

  it('tells staff the title of the other only where they may read that one, whichever way the two were merged', async () => {
    const told = (place: 'building111' | 'building121', visibility: string, body: string) => {
      const asked = { placeId: app.town.places[place], visibility, body, kind: 'demand', category: '080201' }
      return app.anyone.call(report, { body: asked as never })
    }
    const violence = '王某打老婆，有刀，我是他邻居'
    const [open, hidden] = [
      await told('building111', 'open', '楼里夜里很吵'),
      await told('building121', 'holder', violence),
    ]
    const [into, alike] = [
      await told('building111', 'open', '楼道夜里有人喊'),
      await told('building121', 'holder', violence),
    ]
    await app.step('community1', open.id, { action: 'merge', intoId: hidden.id })
    await app.step('community1', alike.id, { action: 'merge', intoId: into.id })
    const numbers = { hidden: (await app.row(hidden.id)).number, alike: (await app.row(alike.id)).number }
    for (const who of ['gridWorker11', 'buildingLead111'] as const) {
      for (const { id } of [hidden, alike])
        expect((await app.as(who).ask(getMatter, { params: { matterId: id } })).status).toBe(404)
      const [one, other] = [await look(app.as(who), open.id), await look(app.as(who), into.id)]
      expect(one.mergedInto, who).toEqual({ id: null, number: numbers.hidden, title: null })
      expect(other.mergedHere, who).toEqual([{ id: null, number: numbers.alike, title: null }])
    }
    const whole = { title: expect.stringContaining('王某打老婆') }
    for (const who of ['community1', 'supervisor'] as const) {
      expect((await look(app.as(who), open.id)).mergedInto, who).toMatchObject({ ...whole, id: hidden.id })
      expect((await look(app.as(who), into.id)).mergedHere, who).toMatchObject([{ ...whole, id: alike.id }])
    }
    // The other way round: what neighbours may read is told whoever asks.
    const { mergedInto } = await app.anyone.call(track, { params: { receiptCode: alike.receiptCode } })
    expect(mergedInto).toMatchObject({ id: null, title: expect.stringContaining('有人喊') })
    const own = await app.anyone.call(track, { params: { receiptCode: open.receiptCode } })
    expect(own.mergedInto).toEqual({ id: null, number: numbers.hidden, title: null })
  })

  it('leads to the other only whom it lets in there: of one that neighbours may read, everybody else is told the title', async () => {
    const one = await app.reportAt('building111', '一楼的门禁坏了，大家都进不来', { category: '080201' })
    await app.followBy('resident2', one.id)
    await app.followBy('resident1', one.id)
    const into = await app.reportAt('building121', '隔壁楼的门禁也坏了', { category: '080201' })
    await app.step('community1', one.id, { action: 'merge', intoId: into.id })
    await app.as('resident1').call(unfollow, { params: { matterId: into.id } })
    const { number, title } = await app.row(into.id)
    const [led, told] = [
      { id: into.id, number, title },
      { id: null, number, title },
    ]
    const opens = async (who: PersonKey) => (await app.as(who).ask(getMatter, { params: { matterId: into.id } })).status
    for (const [who, shown, status] of [
      ['gridWorker11', told, 404],
      ['resident1', told, 404],
      ['community1', led, 200],
      ['resident2', led, 200],
    ] as const) {
      expect((await look(app.as(who), one.id)).mergedInto, who).toEqual(shown)
      expect(await opens(who), who).toBe(status)
    }
    const byCode = await app.anyone.call(track, { params: { receiptCode: one.receiptCode } })
    expect(byCode.mergedInto).toEqual(told)

    // From the other side: its grid worker does not get to the one that was merged into it.
    const here = { number: (await app.row(one.id)).number, title: (await app.row(one.id)).title }
    expect((await look(app.as('gridWorker12'), into.id)).mergedHere).toEqual([{ id: null, ...here }])
    expect((await look(app.as('community1'), into.id)).mergedHere).toEqual([{ id: one.id, ...here }])
  })

  it('takes nobody along who follows while it is being merged into one that they may not read', async () => {
    const shown = await app.reportAt('building111', '楼里夜里有人吵架', { category: '080201' })
    const into = await app.reportAt('building111', '三楼的男人打老婆', { category: '080201', visibility: 'holder' })
    let merging: Promise<{ status: number }> | undefined
    let following: typeof merging
    await app.db.tx(async (tx) => {
      await sql`lock table matters.merges in share mode`.execute(tx)
      merging = app.attempt('community1', shown.id, { action: 'merge', intoId: into.id })
      await waitingForLocks(1, merging)
      following = app.as('resident2').ask(follow, { params: { matterId: shown.id } })
      await waitingForLocks(2, following)
    })
    expect([(await merging)?.status, (await following)?.status]).toEqual([200, 404])
    expect([await followersOf(shown.id), await followersOf(into.id)]).toEqual([[], []])
    expect((await app.as('resident2').ask(getMatter, { params: { matterId: into.id } })).status).toBe(404)
  })

  it('where each would show the other, says that each is handled on its own', async () => {
    const hidden = { visibility: 'holder' }
    const one = await app.reportBy('resident1', '邻居打孩子', hidden)
    const into = await app.reportBy('buildingLead111', '有人打孩子', hidden)
    const shown = await app.reportBy('resident2', '总听见孩子哭')
    const refusal = async (from: MatterId, to: MatterId) =>
      (await app.as('community1').ask(act, { params: { matterId: from }, body: { action: 'merge', intoId: to } })).error
        ?.message
    expect(await refusal(one.id, into.id)).toMatch(/分别办理/)
    expect(await refusal(one.id, into.id)).not.toMatch(/反过来/)
    expect(await refusal(shown.id, into.id)).toMatch(/反过来/)
  })

  it('keeps somebody who chose to follow the other in person, when it is undone', async () => {
    const one = await app.reportBy('resident1', '水压太低,七楼没有水')
    const into = await app.matterIn('assigned')
    await app.step('community1', one.id, { action: 'merge', intoId: into.id })
    await app.as('resident1').call(follow, { params: { matterId: into.id } })
    await app.step('community1', one.id, { action: 'unmerge', words: '分开办理' })
    expect(await followersOf(into.id)).toEqual(['resident1'])
  })

  it('keeps somebody of whom another matter is still merged there, when one is undone', async () => {
    const [one, two] = [await app.reportBy('resident1', '水管裂了'), await app.reportBy('resident1', '水管还在漏')]
    const into = await app.matterIn('assigned')
    await app.followBy('resident2', one.id)
    for (const { id } of [one, two]) await app.step('community1', id, { action: 'merge', intoId: into.id })
    await app.step('community1', one.id, { action: 'unmerge', words: '第一件分开办理' })
    expect(await followersOf(into.id)).toEqual(['resident1'])
    expect((await look(app.as('resident1'), into.id)).following).toBe(true)
    const { broken } = await verifyLedger(app.db, [verifyMatters], app.clock.now())
    expect(broken).toEqual([])
    await app.step('community1', two.id, { action: 'unmerge', words: '第二件也分开' })
    expect(await followersOf(into.id)).toEqual([])
  })

  it('of two into each other at the same time, one is refused and both keep a holder', async () => {
    for (let round = 0; round < 4; round++) {
      const a = await app.matterIn('assigned')
      const b = await app.matterIn('assigned')
      const merge = (from: MatterId, into: MatterId) =>
        app.attempt('community1', from, { action: 'merge', intoId: into })
      const both = await Promise.all([merge(a.id, b.id), merge(b.id, a.id)])
      expect(both.map((answer) => answer.status).sort()).toEqual([200, 422])
      const states = [(await app.row(a.id)).state, (await app.row(b.id)).state].sort()
      expect(states).toEqual(['assigned', 'merged'])
    }
  })
})

describe('following', () => {
  it('is for matters that neighbours may know of, leads to the one it was merged into, and ends when one wants', async () => {
    const shown = await app.reportBy('resident1', '路边的长椅断了一块板')
    await app.as('resident2').call(follow, { params: { matterId: shown.id } })
    await app.as('resident2').call(follow, { params: { matterId: shown.id } })
    expect(await followersOf(shown.id)).toEqual(['resident1', 'resident2'])
    await app.as('resident2').call(unfollow, { params: { matterId: shown.id } })
    expect(await followersOf(shown.id)).toEqual(['resident1'])

    const into = await app.matterIn('assigned')
    await app.step('community1', shown.id, { action: 'merge', intoId: into.id })
    await app.as('resident2').call(follow, { params: { matterId: shown.id } })
    expect(await followersOf(into.id)).toEqual(['resident1', 'resident2'])
  })

  it('does not open a matter whose reporter wants to be known to the holder only, nor a void one', async () => {
    const hidden = await app.reportAt('building111', '邻居家里打孩子,请去看看', { visibility: 'holder' })
    const gone = await app.matterIn('void')
    for (const id of [hidden.id, gone.id, newId<'matter'>()])
      expect((await app.as('resident2').ask(follow, { params: { matterId: id } })).status).toBe(404)
  })

  it('shows a follower how it goes, not who asked, where exactly, nor in which words', async () => {
    const { id } = await app.reportBy('resident1', '我家502漏水,打电话没人理,请快点来人', {
      title: '漏水',
      placeDetail: '1单元502',
    })
    const before = await app.as('resident2').ask(getMatter, { params: { matterId: id } })
    expect(before.status).toBe(404)
    await app.as('resident2').call(follow, { params: { matterId: id } })
    await app.step('gridWorker11', id, { action: 'contact', words: '已约上门时间' })
    await app.step('resident1', id, { action: 'comment', words: '我下午在家,502敲门' })
    const seen = await look(app.as('resident2'), id)
    expect(seen).toMatchObject({ state: 'handling', title: '漏水', reporter: null, placeDetail: null, relations: [] })
    // With its signs: three digits alone also come in ids.
    expect(JSON.stringify(seen)).not.toMatch(/家502|元502|,502/)
    expect(seen.timeline.map((entry) => entry.action)).toEqual(['reported', 'contact', 'comment'])
    expect(seen.timeline[1]?.words).toBe('已约上门时间')
    expect(seen.next).toEqual([])
    const own = await look(app.as('resident1'), id)
    expect(own).toMatchObject({ body: '我家502漏水,打电话没人理,请快点来人', placeDetail: '1单元502' })
  })

  it('cannot be left by the reporter', async () => {
    const { id } = await app.reportBy('resident1', '树枝挡住了窗户')
    await app.as('resident1').call(unfollow, { params: { matterId: id } })
    expect(await followersOf(id)).toEqual(['resident1'])
  })
})
