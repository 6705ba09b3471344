import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BodyOf } from '../../kernel/contract/endpoint.ts'
import { type MatterId, newId } from '../../kernel/contract/ids.ts'
import { verifyLedger } from '../../kernel/events/verify.ts'
import { getMatter } from '../matters/contract.ts'
import { take } from '../matters/matter-app.fixture.ts'
import { verifyMatters } from '../matters/verify/verify.ts'
import { listNotices } from '../notices/contract.ts'
import {
  actForParty,
  addItem,
  atDoor,
  changeGathering,
  changeItem,
  checkIn,
  decide,
  findParties,
  gatheringFigures,
  getGathering,
  inviteParties,
  listGatherings,
  myGatherings,
  planGathering,
  respond,
  revealGuest,
  stepGathering,
} from './contract.ts'
import { streamOf } from './events.ts'
import { dayMs, type GatheringApp, gatheringApp, hourMs } from './gatherings.fixture.ts'
import type { GatheringId } from './tables.ts'

let app: GatheringApp
beforeAll(async () => {
  app = await gatheringApp()
})
afterAll(() => app?.close())

const community = () => app.signInAs('community1')

describe('planning', () => {
  it('refuses what cannot be, and a place that is not one’s own', async () => {
    const body = { kind: 'seminar', title: '座谈', placeId: app.town.places.community1, startsAt: app.at(dayMs) }
    const bad = await community().ask(planGathering, { body: { ...body, endsAt: app.at(0) } })
    expect([bad.status, bad.error?.fields?.[0]?.path]).toEqual([400, 'endsAt'])
    const late = { ...body, endsAt: app.at(2 * dayMs), signUpUntil: app.at(3 * dayMs) }
    expect((await community().ask(planGathering, { body: late })).reason).toBe('gatherings.bad_time')
    const elsewhere = { ...body, placeId: app.town.places.community2, endsAt: app.at(2 * dayMs) }
    expect((await community().ask(planGathering, { body: elsewhere })).status).toBe(404)
    expect((await app.signInAs('gridWorker11').ask(planGathering, { body: elsewhere })).status).toBe(403)
    expect((await app.anyone.ask(planGathering, { body: elsewhere })).status).toBe(401)
  })

  it('is a draft that only planners see; the next version of a change has the next number', async () => {
    const { id } = await app.plan(community(), { title: '筹备会' })
    const params = { gatheringId: id }
    expect((await app.signInAs('gridWorker11').ask(getGathering, { params })).status).toBe(404)
    await community().call(changeGathering, { params, body: { title: '筹备会（改期）', startsAt: app.at(dayMs) } })
    await community().call(changeGathering, { params, body: { title: '筹备会（改期）' } })
    expect(await app.story(id)).toEqual(['planned', 'changed'])
    const [, changed] = await app.events(streamOf(id))
    expect(changed?.payload).toMatchObject({ facts: { changed: ['title', 'starts_at'] } })
    // The community's, seen by the street above, not by the one beside.
    expect((await app.signInAs('street1').call(getGathering, { params })).manages).toBe(true)
    expect((await app.signInAs('community2').ask(getGathering, { params })).status).toBe(404)
    const why = await community().ask(stepGathering, { params, body: { step: 'cancel' } })
    expect([why.status, why.reason]).toEqual([400, 'gatherings.why_missing'])
    await community().call(stepGathering, { params, body: { step: 'cancel', why: '并入下次' } })
    expect((await community().ask(changeGathering, { params, body: { title: '又改' } })).status).toBe(409)
  })
})

describe('a joint meeting', () => {
  let id: GatheringId
  let code: string
  let itemId: BodyOf<typeof decide>['itemId']
  let matterId: MatterId

  it('has an agenda of open matters in scope', async () => {
    const filed = await app.reportAt('building111', '楼下商铺招工难，想请街道帮忙', { category: '1001' })
    const far = await app.reportAt('building311', '别的街道的事', { category: '1001' })
    ;({ id, code } = await app.plan(community()))
    const params = { gatheringId: id }
    const added = await community().call(addItem, { params, body: { title: '招工难', matterId: filed.id } })
    itemId = added.id
    expect((await community().ask(addItem, { params, body: { title: '别处', matterId: far.id } })).status).toBe(404)
    await community().call(addItem, { params, body: { title: '贷款贴息' } })
    await community().call(changeItem, { params: { ...params, itemId }, body: { position: 2 } })
    const { items } = await community().call(getGathering, { params })
    expect(items.map(({ title, position }) => [position, title])).toEqual([
      [1, '贷款贴息'],
      [2, '招工难'],
    ])
    expect(items[1]?.matter?.state).toBe('assigned')
  })

  it('invites posts and persons, who are told when it is announced and answer', async () => {
    const params = { gatheringId: id }
    const { parties } = await community().call(findParties, { query: { q: '水务' } })
    const water = parties.find((party) => party.id === app.town.posts.waterDepartment)
    expect(water).toMatchObject({ kind: 'post', name: '区水务局' })
    const list = [
      { kind: 'post', id: app.town.posts.waterDepartment, name: '' },
      { kind: 'person', id: app.town.persons.resident1, name: '' },
    ] as const
    expect(await community().call(inviteParties, { params, body: { parties: [...list] } })).toEqual({
      invited: 2,
      already: 0,
    })
    expect(await community().call(inviteParties, { params, body: { parties: [list[0]] } })).toEqual({
      invited: 0,
      already: 1,
    })
    // Somebody who lives in another street is not hers to invite.
    const stranger = { kind: 'person', id: app.town.persons.resident2, name: '' } as const
    expect((await community().ask(inviteParties, { params, body: { parties: [stranger] } })).status).toBe(404)
    const resident = app.signInAs('resident1')
    expect((await resident.call(myGatherings, {})).mine).toEqual([])
    expect((await resident.ask(atDoor, { params: { code } })).status).toBe(404)

    await app.announce(community(), id)
    await app.deliver()
    const { rows } = await resident.call(listNotices, { query: {} })
    expect(rows[0]).toMatchObject({ topic: 'gathering_announced', subject: { kind: 'gathering', id } })
    expect((await app.signInAs('waterDepartment').call(listNotices, { query: {} })).total).toBeGreaterThan(0)

    expect((await resident.call(myGatherings, {})).mine[0]).toMatchObject({ id, standing: 'invited' })
    expect((await app.anyone.ask(respond, { params: { code }, body: { action: 'accept' } })).status).toBe(401)
    await resident.call(respond, { params: { code }, body: { action: 'accept' } })
    await app.signInAs('waterDepartment').call(respond, { params: { code }, body: { action: 'decline' } })
    // A notice leads to the id; for who is not invited there is nothing.
    expect((await resident.call(atDoor, { params: { code: id } })).mine[0]?.standing).toBe('accepted')
    expect((await app.signInAs('resident2').ask(atDoor, { params: { code: id } })).status).toBe(404)
    // Those invited see the agenda, and no others' names.
    const seen = await resident.call(getGathering, { params })
    expect([seen.reads, seen.manages, seen.entries, seen.items.length]).toEqual([false, false, [], 2])
    const byInvitation = await app.signInAs('resident2').ask(respond, { params: { code }, body: { action: 'sign_up' } })
    expect([byInvitation.status, byInvitation.reason]).toEqual([422, 'gatherings.by_invitation'])
  })

  it('checks in by the code: as oneself, for one’s post, or as a guest whose name is masked', async () => {
    const params = { gatheringId: id }
    const early = await app.signInAs('resident1').ask(checkIn, { params: { code }, body: {} })
    expect([early.status, early.reason]).toEqual([422, 'gatherings.door_closed'])
    expect((await community().ask(stepGathering, { params, body: { step: 'start' } })).reason).toBe(
      'gatherings.blocked',
    )
    await app.begin(community(), id)
    expect((await community().ask(stepGathering, { params, body: { step: 'hold' } })).reason).toBe('gatherings.blocked')
    await app.signInAs('resident1').call(checkIn, { params: { code }, body: {} })
    await app.signInAs('waterDepartment').call(checkIn, { params: { code }, body: {} })
    const unnamed = await app.anyone.ask(checkIn, { params: { code }, body: {} })
    expect([unnamed.status, unnamed.error?.fields?.[0]?.path]).toEqual([400, 'name'])
    await app.anyone.call(checkIn, { params: { code }, body: { name: '王小明' } })
    const { entries, counts } = await community().call(getGathering, { params })
    expect(counts).toMatchObject({ invited: 2, attended: 3, coming: 1 })
    const guest = entries.find(({ kind }) => kind === 'guest')
    expect(guest).toMatchObject({ masked: true, standing: 'came', checkedInBy: 'code' })
    expect(guest?.name).not.toContain('小明')
    expect(JSON.stringify(await app.events(streamOf(id)))).not.toContain('小明')
    const at = { params: { ...params, entryId: guest?.id ?? newId<'entry'>() } }
    expect(await community().call(revealGuest, { ...at, body: { reason: '核对签到' } })).toEqual({ name: '王小明' })
    await community().call(actForParty, { ...at, body: { action: 'undo_check_in' } })
    await community().call(actForParty, { ...at, body: { action: 'check_in' } })
    expect((await app.story(id)).slice(-3)).toEqual(['guest_revealed', 'check_in_undone', 'party_checked_in'])
  })

  it('keeps what was said in a row and its hash in the ledger', async () => {
    const params = { gatheringId: id, itemId }
    await community().call(changeItem, { params, body: { discussion: '银行愿意先走访三家' } })
    const last = (await app.events(streamOf(id))).at(-1)
    expect(last?.type).toBe('gatherings.minutes_written')
    expect(JSON.stringify(last?.payload)).not.toContain('银行')
    const stranger = { params: { ...params, itemId: newId<'item'>() }, body: { discussion: '没有这个议题' } }
    expect((await community().ask(changeItem, stranger)).status).toBe(404)
  })

  it('makes decisions that are matters with that holder and deadline', async () => {
    const params = { gatheringId: id }
    const body = { itemId, words: '区水务局一周内接通商铺用水', holderPostId: app.town.posts.waterDepartment }
    const past = await community().ask(decide, { params, body: { ...body, dueOn: '2026-11-20' } })
    expect([past.status, past.reason]).toEqual([400, 'gatherings.bad_deadline'])
    const elsewhere = { ...body, holderPostId: app.town.posts.community3, dueOn: '2026-12-10' }
    expect((await community().ask(decide, { params, body: elsewhere })).reason).toBe('matters.post_elsewhere')
    const made = await community().call(decide, { params, body: { ...body, dueOn: '2026-12-10' } })
    matterId = made.matter.id
    const matter = await community().call(getMatter, { params: { matterId } })
    expect(matter).toMatchObject({
      state: 'handling',
      kind: 'decision',
      channel: 'meeting',
      holder: { postId: app.town.posts.waterDepartment },
      clock: { stage: 'handle', dueAt: '2026-12-10T10:00:00.000Z' },
    })
    expect(matter.body).toContain('一周内接通')
    expect((await app.story(id)).at(-1)).toBe('decision_made')
    // For a holder further down, the matter lies at the holder's own place.
    const below = {
      ...body,
      words: '网格员入户告知',
      holderPostId: app.town.posts.compoundSecretary11,
      dueOn: '2026-12-01',
    }
    const down = await community().call(decide, { params, body: below })
    const { place } = await community().call(getMatter, { params: { matterId: down.matter.id } })
    expect(place.id).toBe(app.town.places.compound11)
    await community().call(stepGathering, { params, body: { step: 'hold' } })
    expect((await app.story(id)).at(-1)).toBe('held')
  })

  it('shows at the next meeting what became of the decisions', async () => {
    const { id: nextId } = await app.plan(community(), { title: '第二次联席会议', followsId: id })
    const params = { gatheringId: nextId }
    const first = (await community().call(getGathering, { params })).before
    expect(first).toHaveLength(1)
    expect(first[0]?.decisions.map(({ matter }) => matter.state)).toEqual(['handling', 'handling'])
    await take(app.signInAs('waterDepartment'), matterId, { action: 'resolve', outcome: 'solved', words: '已经接通' })
    const found = { method: 'verify', reached: true, solved: true } as const
    await take(community(), matterId, { action: 'follow_up', followUp: found })
    const after = (await community().call(getGathering, { params })).before
    expect(after[0]?.decisions[0]?.matter.state).toBe('closed')
    // The one after that still shows what is open, and no longer what was closed.
    const third = await app.plan(community(), {
      followsId: nextId,
      startsAt: app.at(9 * dayMs),
      endsAt: app.at(9 * dayMs + hourMs),
    })
    await app.announce(community(), nextId)
    await app.begin(community(), nextId)
    const { before } = await community().call(getGathering, { params: { gatheringId: third.id } })
    expect(before.flatMap(({ decisions }) => decisions.map(({ words }) => words))).toEqual(['网格员入户告知'])
  })

  it('is counted: the figures lead to exactly what they count', async () => {
    const { values, byKind } = await community().call(gatheringFigures, { query: {} })
    expect(values).toMatchObject({ held: 1, attended: 3, decisions: 2, closed: 1, exhibitors: 0 })
    expect(byKind.find(({ kind }) => kind === 'joint_meeting')).toMatchObject({ held: 1 })
    const { rows } = await community().call(listGatherings, { query: { figure: 'decisions' } })
    expect(rows.map((row) => [row.id, row.counts.decisions, row.counts.decisionsClosed])).toEqual([[id, 2, 1]])
    const empty = await community().call(gatheringFigures, { query: { from: '2025-01-01', to: '2025-12-31' } })
    expect(empty.values.held).toBe(0)
    expect((await app.signInAs('community2').call(gatheringFigures, { query: {} })).values.held).toBe(0)
    expect(
      (await app.signInAs('street1').call(gatheringFigures, { query: { placeId: app.town.places.community1 } })).values
        .held,
    ).toBe(1)
    expect((await app.signInAs('resident1').ask(gatheringFigures, {})).status).toBe(403)
    const wrong = await community().ask(listGatherings, { query: { figure: 'nothing' } } as never)
    expect(wrong.status).toBe(400)
  })

  it('leaves a ledger from which the matters can be told again', async () => {
    const { broken } = await verifyLedger(app.db, [verifyMatters], app.clock.now())
    expect(broken).toEqual([])
  })
})
