import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../kernel/contract/ids.ts'
import { sql } from '../../kernel/db.ts'
import { somebodyWaits } from '../../kernel/testing/waiting.ts'
import { dayMs } from '../../kernel/time/day.ts'
import { type MatterApp, matterApp } from '../matters/matter-app.fixture.ts'
import { addRooms } from '../places/public.ts'
import { listDues, readCoverage, recordVisit } from '../visits/contract.ts'
import * as contract from './contract.ts'
import { enterAll } from './entry-service.ts'
import { householdsErasures } from './erasures.ts'
import { householdStream } from './events.ts'
import { aHousehold, aMember, aRoom, entered, findings, townRoom, wang } from './household-app.fixture.ts'
import { lockHousehold } from './household-store.ts'
import { writeNote } from './note-service.ts'
import { addHouseholds, linkFigures } from './public.ts'
import type { HouseholdId } from './shapes.ts'
import { turnDay } from './turn-of-day.ts'

let app: MatterApp
beforeAll(async () => {
  app = await matterApp()
})
afterAll(() => app.close())

const desk = () => app.signInAs('community1')
const walker = () => app.signInAs('gridWorker11')
const view = (householdId: HouseholdId, who = walker()) => who.call(contract.getHousehold, { params: { householdId } })
const enter = (householdId: HouseholdId, changes: contract.Change[], who = walker()) =>
  who.call(contract.enterChanges, { params: { householdId }, body: { changes } })
const story = async (id: HouseholdId) =>
  (await app.events(householdStream(id))).map(({ type }) => type.replace('households.', ''))
let next = 0
const room = () => aRoom(app, 'building112', '1', 1 + next, `${1 + next++}01`)
const household = async (more: Partial<contract.AddBody> = {}) => aHousehold(app, await room(), more)
const door = (
  householdId: HouseholdId,
  body: Partial<contract.DoorBody> & Pick<contract.DoorBody, 'dueId'>,
  who = walker(),
) =>
  who.ask(contract.recordDoor, {
    params: { householdId },
    body: {
      ...{ visitId: newId<'visit'>(), method: 'visit', reached: true, heldAt: app.clock.now().toISOString(), ...body },
    },
  })
const dueOf = async (id: HouseholdId) => (await view(id)).dues[0]?.id ?? newId<'due'>()

describe('a household', () => {
  it('is opened by who is in charge, by nobody else', async () => {
    const id = await aHousehold(app, await townRoom(app))
    const params = { householdId: id }
    const status = async (who: Parameters<typeof app.signInAs>[0]) =>
      (await app.signInAs(who).ask(contract.getHousehold, { params })).status
    expect((await app.anyone.ask(contract.getHousehold, { params })).status).toBe(401)
    for (const who of [
      'resident1',
      'buildingLead111',
      'centerHousehold111',
      'street1',
      'supervisor',
      'administrator',
    ] as const)
      expect(await status(who), who).toBe(403)
    expect([await status('community2'), await status('gridWorker12')]).toEqual([404, 404])
    expect([await status('community1'), await status('gridWorker11')]).toEqual([200, 200])
    const seen = await view(id)
    expect(seen).toMatchObject({ contact: { name: '王*兰', phone: '100****5555' }, people: 1, room: { number: '501' } })
    expect(JSON.stringify(seen)).not.toContain('王秀兰')
    expect(await story(id)).toEqual(['household_added', 'value_entered', 'value_entered'])
  })

  it('lives in a room alone, and is not added twice', async () => {
    const roomId = await room()
    await aHousehold(app, roomId)
    const add = (body: object) => desk().ask(contract.addHousehold, { body })
    expect((await add({ id: newId(), roomId })).reason).toBe('households.lived_in')
    expect((await add({ id: newId(), roomId: newId() })).status).toBe(404)
    expect((await add({ id: 'x', roomId })).status).toBe(400)
    expect(
      (await app.signInAs('gridWorker12').ask(contract.addHousehold, { body: { id: newId(), roomId } })).status,
    ).toBe(404)
    expect((await app.signInAs('street1').ask(contract.addHousehold, { body: { id: newId(), roomId } })).status).toBe(
      403,
    )
  })

  it('keeps nothing of who lives there in the ledger', async () => {
    const item = { kind: 'circumstance', code: 'disabled', memberId: null } as const
    const id = await household({ changes: [...wang(), entered(item, { fromOn: '2026-11-01', words: '听力' })] })
    const told = JSON.stringify(await app.events(householdStream(id)))
    for (const word of ['王', '10000005555', '1950', 'disabled', '听力', '残疾']) expect(told, word).not.toContain(word)
    const { rows } = await app.db.read((tx) =>
      sql`select * from households.entries where household_id = ${id}`.execute(tx),
    )
    expect(JSON.stringify(rows)).not.toContain('disabled')
    const { rows: dues } = await desk().call(listDues, { query: { subjectKind: 'household', limit: 200 } })
    const own = dues.filter(({ subject }) => subject.id === id).map(({ rule }) => rule.name.zh)
    expect(own.some((name) => name.startsWith('关怀走访'))).toBe(true)
    expect(own.join()).not.toMatch(/残疾/)
  })

  it('tells a name in full for a reason, and remembers that it did', async () => {
    const id = await household()
    const reveal = (body: object, who = walker()) =>
      who.ask(contract.revealPerson, { params: { householdId: id }, body })
    expect((await reveal({ memberId: null, reason: '回' })).status).toBe(400)
    expect((await reveal({ memberId: null, reason: '回访核实' })).body).toMatchObject({
      name: '王秀兰',
      phone: '10000005555',
    })
    expect((await reveal({ memberId: newId(), reason: '回访核实' })).status).toBe(404)
    expect((await story(id)).at(-1)).toBe('person_revealed')
  })

  it('ends with a reason, and its visits with it', async () => {
    const id = await household()
    await desk().call(contract.endHousehold, { params: { householdId: id }, body: { reason: 'moved_out' } })
    expect(await view(id)).toMatchObject({ endedWhy: 'moved_out', dues: [] })
    const again = await desk().ask(contract.endHousehold, {
      params: { householdId: id },
      body: { reason: 'moved_out' },
    })
    expect(again.reason).toBe('households.ended')
    const late = await walker().ask(contract.enterChanges, {
      params: { householdId: id },
      body: { changes: [aMember('李四')] },
    })
    expect(late.status).toBe(409)
    expect(await findings(app)).toEqual([])
  })
})

describe('two who change the same', () => {
  const stove = { kind: 'fact', key: 'stove' } as const

  it('see both values side by side, and nothing is overwritten', async () => {
    const first = entered(stove, 'pipe_gas')
    const id = await household({ changes: [...wang(), first] })
    const a = entered(stove, 'electric', { basisId: first.id })
    const b = entered(stove, 'bottled_gas', { basisId: first.id })
    expect((await enter(id, [a])).results).toEqual([{ id: a.id, state: 'current' }])
    expect((await enter(id, [b], desk())).results).toEqual([{ id: b.id, state: 'conflict' }])
    // A phone that sends again changes nothing.
    await enter(id, [a])
    await enter(id, [b], desk())
    const [open] = (await view(id)).open
    expect(open).toMatchObject({
      ...{ id: b.id, kind: 'conflict', mayChoose: ['current', 'other'] },
      current: { entryId: a.id, lines: [{ value: { zh: '电' } }] },
      other: { entryId: b.id, lines: [{ value: { zh: '瓶装气' } }] },
    })
    expect(open?.current.by?.zh).toBeTruthy()
    // A phone goes on from its own change, though that waits.
    const c = entered(stove, 'none', { basisId: b.id })
    expect((await enter(id, [c], desk())).results).toEqual([{ id: c.id, state: 'conflict' }])
    expect((await view(id)).open.map((one) => one.id)).toEqual([c.id])
    const settle = (entryId: contract.EntryId, body: object, who = walker()) =>
      who.ask(contract.settleConflict, { params: { entryId }, body })
    expect((await settle(c.id, { choose: 'other', currentId: first.id })).reason).toBe('households.changed_since')
    expect((await settle(c.id, { choose: 'both', currentId: a.id })).reason).toBe('households.not_both')
    expect((await settle(c.id, { choose: 'other', currentId: a.id }, app.signInAs('gridWorker12'))).status).toBe(404)
    expect((await settle(c.id, { choose: 'other', currentId: a.id })).status).toBe(200)
    expect((await settle(c.id, { choose: 'other', currentId: c.id })).reason).toBe('households.settled')
    const after = await view(id)
    expect([after.open, after.facts.map(({ value }) => value)]).toEqual([[], ['none']])
    expect(
      after.history.filter(({ item }) => item.kind === 'fact').map(({ entryId, state }) => [entryId, state]),
    ).toEqual(
      expect.arrayContaining([
        [c.id, 'current'],
        [b.id, 'past'],
        [a.id, 'past'],
        [first.id, 'past'],
      ]),
    )
    expect((await story(id)).at(-1)).toBe('conflict_settled')
    expect(await findings(app)).toEqual([])
  })

  it('may both be right where it is a list', async () => {
    const item = { kind: 'fact', key: 'helpWanted' } as const
    const first = entered(item, ['none'])
    const id = await household({ changes: [first] })
    const a = entered(item, ['company'], { basisId: first.id })
    const b = entered(item, ['errands'], { basisId: first.id })
    await enter(id, [a])
    await enter(id, [b], desk())
    const params = { entryId: b.id }
    await desk().call(contract.settleConflict, { params, body: { choose: 'both', currentId: a.id } })
    expect((await view(id)).facts[0]?.value).toEqual(['company', 'errands'])
    expect(await findings(app)).toEqual([])
  })

  it('keeps what another office told until somebody in charge chooses', async () => {
    const item = { kind: 'circumstance', code: 'low_income', memberId: null } as const
    const first = entered(item, { fromOn: '2026-01-01' }, { source: 'office:民政' })
    const id = await household({ changes: [] })
    expect((await enter(id, [first])).results[0]?.state).toBe('current')
    const over = entered(item, null, { basisId: first.id })
    expect((await enter(id, [over])).results[0]?.state).toBe('difference')
    expect((await view(id)).circumstances).toContain('low_income')
    const list = await desk().call(contract.listConflicts, { query: { kind: 'difference' } })
    expect(list.rows.map((row) => row.id)).toContain(over.id)
    await desk().call(contract.settleConflict, {
      params: { entryId: over.id },
      body: { choose: 'other', currentId: first.id },
    })
    expect((await view(id)).circumstances).toEqual([])
  })

  it('refuses what fits no item', async () => {
    const id = await household()
    const ask = (changes: unknown[]) =>
      walker().ask(contract.enterChanges, { params: { householdId: id }, body: { changes } })
    expect((await ask([entered(stove, 'coal')])).reason).toBe('households.bad_value')
    expect((await ask([entered({ kind: 'fact', key: 'nothingLikeIt' }, 'x')])).reason).toBe('households.bad_value')
    const eighty = entered({ kind: 'circumstance', code: 'aged_80', memberId: null }, { fromOn: '2026-01-01' })
    expect((await ask([eighty])).reason).toBe('households.bad_value')
    expect((await ask([entered(stove, 'none', { source: 'resident' })])).reason).toBe('households.bad_source')
    expect((await ask([])).status).toBe(400)
  })
})

describe('at the door', () => {
  it('one call keeps the visit, what was answered and changed, and what was said', async () => {
    const id = await household()
    const dueId = await dueOf(id)
    const answers = { people: 2, stove: 'electric', alarm: 'no', help: 'repair' }
    const note = {
      ...{ id: newId<'note'>(), words: '水管漏了，想有人来看看', sensitivity: 'sealed_to_those_in_charge' as const },
      wish: { id: newId<'wish'>(), kind: 'repair' as const },
      ...{ volunteer: true, matter: { category: 'leak', words: '厨房水管漏水，请物业来看' } },
    }
    const { rows: dues } = await desk().call(listDues, { query: { subjectKind: 'household', limit: 200 } })
    expect(dues.some((due) => due.id === dueId)).toBe(true)
    const categories = (await walker().call(contract.readDay)).categories
    note.matter.category = categories.find(({ parent }) => parent !== null)?.code ?? ''
    const visitId = newId<'visit'>()
    const body = { visitId, dueId, answers, note, changes: [aMember('王小宝', { birth: '1980-01' })] }
    const first = await door(id, body)
    expect(first).toMatchObject({ status: 200, body: { dueState: 'done', supplementTo: null, notRaised: null } })
    expect(first.body.matter?.number).toBeTruthy()
    const again = await door(id, body)
    expect(again).toMatchObject({ status: 200, body: { supplementTo: null, matter: { id: first.body.matter?.id } } })
    await app.deliver()
    const seen = await view(id)
    expect(seen.facts.map(({ key, value, source }) => [key, value, source]).sort()).toEqual([
      ['helpWanted', ['repair'], 'visit'],
      ['peopleCount', 2, 'visit'],
      ['smokeAlarm', 'no', 'visit'],
      ['stove', 'electric', 'visit'],
    ])
    // The wish went on to the neighbours: none is open here any more.
    expect(seen).toMatchObject({ people: 2, tries: 0, wishes: 0, wishList: [{ kind: 'repair', state: 'taken' }] })
    expect(seen.notes).toMatchObject([
      { words: note.words, wish: 'repair', volunteer: true, door: `${seen.room.unit}-${seen.room.number}` },
    ])
    expect(seen.visits).toHaveLength(1)
    expect(await story(id)).toEqual(expect.arrayContaining(['wish_heard', 'volunteer_heard', 'note_became_matter']))
    expect(await findings(app)).toEqual([])
    // Street and supervisors read no sealed note, and no words at the visit.
    const notes = async (who: 'street1' | 'community1') =>
      (await app.signInAs(who).call(contract.listNotes, { query: {} })).rows
    expect((await notes('street1')).some((one) => one.id === note.id)).toBe(false)
    expect((await notes('community1')).some((one) => one.id === note.id)).toBe(true)
  })

  it('is kept beside the visit of somebody who was quicker', async () => {
    const id = await household()
    const dueId = await dueOf(id)
    await door(id, { dueId, answers: { stove: 'electric' } }, desk())
    const late = await door(id, { dueId, answers: { stove: 'bottled_gas' } })
    expect(late.status).toBe(200)
    expect(late.body.supplementTo?.zh).toBeTruthy()
    expect(late.body.results.map(({ state }) => state)).toEqual(['conflict'])
    const seen = await view(id)
    expect([seen.visits.map(({ supplement }) => supplement).sort(), seen.open.length]).toEqual([[false, true], 1])
    expect(await findings(app)).toEqual([])
  })

  it('asks what is not known, and never what another office told', async () => {
    const known = entered({ kind: 'fact', key: 'stove' }, 'none', { source: 'office:燃气公司' })
    const id = await household({ changes: [...wang(), known] })
    const stop = (await walker().call(contract.readDay)).stops.find(({ householdId }) => householdId === id)
    const codes = stop?.questions.map(({ code }) => code)
    expect(codes).toContain('people')
    expect(codes).not.toContain('stove')
    expect([stop?.known, stop?.contact?.phone, stop?.members[0]?.age]).toEqual([1, '100****5555', 76])
    expect(stop?.facts[0]).toMatchObject({ key: 'stove', entryId: expect.any(String) })
  })

  it('asks again what is old by the day of the walk, whatever day the database has', async () => {
    const told = (asOf: string) => entered({ kind: 'fact', key: 'stove' }, 'none', { asOf })
    const asked = async (id: HouseholdId) => {
      const { stops } = await walker().call(contract.readDay)
      return stops.find(({ householdId }) => householdId === id)?.questions.map(({ code }) => code)
    }
    // The town lives on 2026-11-23, and a stove is asked for again after a year.
    const fresh = await household({ changes: [...wang(), told('2025-11-25')] })
    const old = await household({ changes: [...wang(), told('2025-11-20')] })
    expect(await asked(fresh)).not.toContain('stove')
    expect(await asked(old)).toContain('stove')
  })

  it('counts tries, and takes "nobody lives here" for an answer', async () => {
    const id = await household()
    const dueId = await dueOf(id)
    await door(id, { dueId, reached: false })
    expect(await view(id)).toMatchObject({ tries: 1, lastReachedAt: null })
    const { staircases } = await walker().call(contract.readDay)
    const doors = staircases.flatMap((one) => one.doors)
    expect(doors.find(({ householdId }) => householdId === id)?.state).toBe('tried')
    const gone = await door(id, { dueId, reached: false, nobodyLives: true })
    expect(gone.body.dueState).toBe('dropped')
    expect(await view(id)).toMatchObject({ endedWhy: 'nobody_lives' })
    // A second phone that knew nothing of it loses nothing.
    const member = aMember('刘阿姨')
    const late = await door(id, { dueId, changes: [member] })
    expect(late).toMatchObject({ status: 200, body: { results: [{ id: member.id, state: 'current' }] } })
    expect(await findings(app)).toEqual([])
  })

  it('is not knocked at again on the day it was reached, whatever else is due there', async () => {
    const id = await household()
    const due = async () => (await walker().call(contract.readDay)).stops.find((stop) => stop.householdId === id)?.due
    const first = await due()
    if (!first) throw new Error('a new household is not on the walk')
    expect((await door(id, { dueId: first.id })).body.dueState).toBe('done')
    // Each household once a quarter: still to be done, another day.
    expect((await view(id)).dues.map(({ state }) => state)).toContain('open')
    expect(await due()).toMatchObject({ id: first.id, state: 'done' })
  })

  it('by the old page of visits too: answers become facts once they are delivered', async () => {
    const id = await household()
    const body = { visitId: newId<'visit'>(), method: 'visit' as const, reached: true, answers: { alarm: 'broken' } }
    await walker().call(recordVisit, { params: { dueId: await dueOf(id) }, body })
    await app.deliver()
    expect((await view(id)).facts.map(({ key, value }) => [key, value])).toEqual([['smokeAlarm', 'broken']])
  })

  it('is 404 beyond the grid, and for a due of somebody else', async () => {
    const [id, other] = [await household(), await household()]
    expect((await door(id, { dueId: await dueOf(id) }, app.signInAs('gridWorker12'))).status).toBe(404)
    expect((await door(id, { dueId: await dueOf(other) })).status).toBe(404)
    expect((await door(id, { dueId: await dueOf(id), answers: { stove: 'coal' } })).status).toBe(400)
  })
})

describe('a note', () => {
  it('becomes all that was asked for, or nothing', async () => {
    const id = await household()
    const note = { id: newId<'note'>(), words: '愿意帮忙，楼道灯坏了', sensitivity: 'open_to_community' } as const
    await walker().call(contract.addNote, { params: { householdId: id }, body: note })
    const turn = (category: string) =>
      walker().ask(contract.turnNote, {
        params: { noteId: note.id },
        body: { volunteer: true, matter: { category, words: '楼道灯坏了' } },
      })
    const before = await story(id)
    expect((await turn('no_such_category')).status).toBeGreaterThanOrEqual(400)
    expect(await story(id)).toEqual(before)
    const { categories } = await walker().call(contract.readDay)
    const known = categories.find(({ parent }) => parent !== null)?.code ?? ''
    expect((await turn(known)).body).toMatchObject({ volunteer: true })
  })
})

describe('circumstances', () => {
  it('80 follows from the month of birth on its day', async () => {
    const now = app.clock.now()
    const soon = new Date(now.getTime() + 31 * dayMs).toISOString().slice(0, 7)
    const id = await household({
      changes: [aMember('赵奶奶', { birth: `${Number(soon.slice(0, 4)) - 80}${soon.slice(4)}` })],
    })
    expect((await view(id)).circumstances).toEqual([])
    app.clock.move(32 * dayMs)
    await turnDay(app.services)
    expect((await view(id)).circumstances).toEqual(['aged_80'])
    const { rows } = await desk().call(contract.listHouseholds, { query: { circumstance: 'aged_80' } })
    expect(rows.map((row) => row.id)).toEqual([id])
    expect((await view(id)).dues.some(({ rule }) => rule.zh.startsWith('80 岁'))).toBe(true)
  })

  it('are over by themselves', async () => {
    const item = { kind: 'circumstance', code: 'bereaved', memberId: null } as const
    const today = app.clock.now().toISOString().slice(0, 10)
    const id = await household({ changes: [entered(item, { fromOn: today })] })
    const list = async () =>
      (await desk().call(contract.listHouseholds, { query: { circumstance: 'bereaved' } })).rows.map((row) => row.id)
    expect(await list()).toEqual([id])
    app.clock.move(200 * dayMs)
    await turnDay(app.services)
    expect([await list(), (await view(id)).circumstances]).toEqual([[], []])
  })
})

describe('lists and figures', () => {
  it('each figure opens exactly what it counts', async () => {
    await household()
    const figures = await desk().call(contract.householdFigures, { query: {} })
    const total = async (show?: contract.Show) =>
      (await desk().call(contract.listHouseholds, { query: show ? { show } : {} })).total
    expect(figures.households).toBe(await total())
    expect(figures.notReached).toBeGreaterThan(0)
    const shown = { due: 'due', overdue: 'overdue', not_reached: 'notReached', wish: 'wishes' } as const
    for (const [show, key] of Object.entries(shown)) expect(await total(show as contract.Show), show).toBe(figures[key])
    for (const grid of figures.grids) {
      const query = {
        subjectKind: 'household',
        quarter: figures.quarter,
        gridId: grid.grid.id,
        part: 'denominator',
      } as const
      expect((await desk().call(listDues, { query: { ...query, gridId: query.gridId as never } })).total).toBe(grid.due)
    }
    const { total: unreached } = await desk().call(contract.listUnreached, { query: {} })
    expect(unreached).toBe(figures.notReached)
    expect((await app.signInAs('supervisor').call(contract.householdFigures, { query: {} })).mayOpen).toBe(false)
    expect((await app.signInAs('buildingLead111').ask(contract.householdFigures, { query: {} })).status).toBe(403)
  })

  it('finds a door, and of what is sealed only the whole', async () => {
    const id = await household({ changes: [aMember('欧阳明月', { phone: '12000007777' })] })
    const found = async (q: string) =>
      (await desk().call(contract.listHouseholds, { query: { q } })).rows.map((row) => row.id)
    const { room: at } = await view(id)
    expect(await found(`${at.unit}-${at.number}`)).toEqual([id])
    expect([await found('欧阳明月'), await found('12000007777'), await found('欧阳')]).toEqual([[id], [id], []])
    const sheet = await desk().ask(contract.exportHouseholds, { query: {} })
    expect([sheet.status, (sheet.body as unknown as Buffer).subarray(0, 2).toString()]).toEqual([200, 'PK'])
  })

  it('draws the stairs of a building for who is in charge', async () => {
    const params = { placeId: app.town.places.building111 }
    const { doors } = await walker().call(contract.readStairs, { params })
    expect(doors.map(({ number, householdId }) => [number, householdId !== null])).toEqual([['501', true]])
    expect((await app.signInAs('gridWorker12').ask(contract.readStairs, { params })).status).toBe(404)
  })

  it('adds to the five links what its lists show', async () => {
    const actor = { ...(await actorOf('community1')) }
    const { rows } = await app.db.read((tx) =>
      sql<{ path: string }>`select path from places.places_view where id = ${app.town.places.community1}`.execute(tx),
    )
    const span = { from: new Date('2026-10-01T00:00:00+08:00'), to: new Date('2027-01-01T00:00:00+08:00') }
    const links = await app.db.read((tx) => linkFigures(tx, actor, { placePath: rows[0]?.path ?? '', ...span }))
    expect(links.map(({ code }) => code)).toHaveLength(5)
    for (const { to, value, code } of links) {
      const [path = '', query = ''] = to.split('?')
      const lists = {
        '/visits/dues': listDues,
        '/households/notes': contract.listNotes,
        '/households': contract.listHouseholds,
      }
      const list = lists[path as keyof typeof lists]
      const { body } = await desk().ask(list, { query: Object.fromEntries(new URLSearchParams(query)) })
      expect(body.total, code).toBe(value)
    }
  })
})

async function actorOf(post: 'community1') {
  const { rows } = await app.db.read((tx) =>
    sql<{ path: string }>`select place_path as path from people.posts_view where id = ${app.town.posts[post]}`.execute(
      tx,
    ),
  )
  const own = { postId: app.town.posts[post], role: 'community' as const, placeId: app.town.places.community1 }
  return {
    ...{ tenantId: app.town.tenantId, personId: app.town.persons[post], sessionId: newId<'session'>(), name: '' },
    posts: [{ ...own, placePath: rows[0]?.path ?? '', gridId: null, how: 'own' as const }],
  }
}

describe('a resident', () => {
  it('sees what is held on the own household, and asks to correct it', async () => {
    const phone = app.town.phones.resident1
    const me = aMember('张三', { phone, birth: '1970-05' })
    const id = await household({ changes: [me, aMember('李四'), entered({ kind: 'fact', key: 'tenure' }, 'tenant')] })
    const who = app.signInAs('resident1')
    expect((await app.anyone.ask(contract.myHome)).status).toBe(401)
    expect((await app.signInAs('resident2').call(contract.myHome)).home).toBeNull()
    const { home } = await who.call(contract.myHome)
    expect(home?.members.map(({ name, me: mine }) => [name, mine])).toEqual([
      ['张三', true],
      ['李*', false],
    ])
    const body = {
      id: newId<'entry'>(),
      item: { kind: 'fact' as const, key: 'tenure' },
      value: 'owner',
      words: '去年买下了',
    }
    await who.call(contract.askCorrection, { body })
    expect((await who.call(contract.myHome)).home?.asked.map((one) => one.id)).toEqual([body.id])
    const [open] = (await view(id)).open
    expect(open).toMatchObject({
      kind: 'difference',
      words: '去年买下了',
      current: { lines: [{ value: { zh: '租住' } }] },
    })
    const params = { entryId: body.id }
    await walker().call(contract.settleConflict, {
      params,
      body: { choose: 'other', currentId: open?.current.entryId ?? null },
    })
    expect((await view(id)).facts[0]?.value).toBe('owner')
    const nobody = await app.signInAs('resident2').ask(contract.askCorrection, { body: { ...body, id: newId() } })
    expect(nobody.status).toBe(404)
    expect(await findings(app)).toEqual([])
  })

  it('who is known in several households sees the newest that stands, and none by a number that was taken away', async () => {
    const [who, phone] = [app.signInAs('resident2'), app.town.phones.resident2]
    const shown = async () => (await who.call(contract.myHome)).home?.room.id ?? null
    const own = { kind: 'contact' } as const
    const known = () => entered(own, { name: '李四', phone })
    const told = known()
    const [first, second, third] = [await room(), await room(), await room()]
    const id = await aHousehold(app, first, { changes: [told], fromOn: '2026-10-01' })
    const newest = await aHousehold(app, second, { changes: [known()], fromOn: '2026-11-01' })
    await aHousehold(app, third, { changes: [known()], fromOn: '2026-09-01' })
    expect(await shown()).toBe(second)
    await desk().call(contract.endHousehold, { params: { householdId: newest }, body: { reason: 'moved_out' } })
    expect(await shown()).toBe(first)
    await enter(id, [entered(own, { name: '李四', phone: '10000007777' }, { basisId: told.id })])
    expect(await shown()).toBe(third)
    expect(await findings(app)).toEqual([])
  })

  it('leaves no words behind, on no screen, when the household moved out and is erased', async () => {
    const me = aMember('吴六', { phone: app.town.phones.resident2 })
    const care = { kind: 'circumstance', code: 'low_income', memberId: null } as const
    const until = { fromOn: '2026-01-01', untilOn: '2029-01-01' }
    const id = await household({
      changes: [me, entered({ kind: 'fact', key: 'tenure' }, 'tenant'), entered(care, until)],
    })
    const item = { kind: 'fact' as const, key: 'tenure' }
    const asked = { id: newId<'entry'>(), item, value: 'owner', words: '去年买下了，房产证在我妈那里' }
    await app.signInAs('resident2').call(contract.askCorrection, { body: asked })
    const dueId = await dueOf(id)
    const heard = { id: newId<'note'>(), words: '要人陪看病', sensitivity: 'open_to_community' as const }
    await walker().call(contract.addNote, { params: { householdId: id }, body: heard })
    await desk().call(contract.endHousehold, { params: { householdId: id }, body: { reason: 'moved_out' } })
    const waiting = async () => {
      const { rows, total } = await desk().call(contract.listConflicts, { query: { limit: 200 } })
      return { listed: rows.some((row) => row.household.id === id), uncounted: total - rows.length }
    }
    expect(await waiting()).toEqual({ listed: true, uncounted: 0 })
    const [rule] = householdsErasures
    const { tenantId } = app.town
    await app.db.tx(async (tx) => rule?.erase(tx, { tenantId, ids: [id], secrets: app.services.secrets }))
    const { rows } = await app.db.read((tx) =>
      sql<{ n: number }>`select count(*)::int as n from households.entries where household_id = ${id}
        and (words_sealed is not null or until_on is not null)`.execute(tx),
    )
    expect(rows[0]?.n).toBe(0)
    expect(await waiting()).toEqual({ listed: false, uncounted: 0 })
    expect(await view(id)).toMatchObject({ open: [], conflicts: 0, differences: 0, members: [], facts: [] })
    // A phone that lay in a drawer until now: its words would stay for ever, the rule having been there already.
    const late = await door(id, { dueId, changes: [aMember('吴七')] })
    expect(late).toMatchObject({ status: 409, reason: 'households.erased' })
    const note = { id: newId<'note'>(), words: '吴六搬走了', sensitivity: 'open_to_community' as const }
    const written = await walker().ask(contract.addNote, { params: { householdId: id }, body: note })
    expect(written).toMatchObject({ status: 409, reason: 'households.erased' })
    const wish = { id: newId<'wish'>(), kind: 'other' as const, words: '吴六要人陪看病' }
    const matter = { category: '080201', words: '吴六要人陪看病' }
    for (const body of [{ wish }, { volunteer: true }, { matter }]) {
      const turned = await walker().ask(contract.turnNote, { params: { noteId: heard.id }, body })
      expect(turned).toMatchObject({ status: 409, reason: 'households.erased' })
    }
    expect(await findings(app)).toEqual([])
  })

  it('leaves no words behind either that come in while it is being erased', async () => {
    const id = await household({ changes: [] })
    await desk().call(contract.endHousehold, { params: { householdId: id }, body: { reason: 'moved_out' } })
    const { tenantId } = app.town
    const { secrets } = app.services
    const writing = {
      tenantId,
      by: { personId: null, postId: null, via: 'desk' } as const,
      at: app.clock.now(),
      secrets,
    }
    let erasing: Promise<void> | undefined
    await app.db.tx(async (tx) => {
      // As `recordDoor` does: the household first.
      const locked = await lockHousehold(tx, tenantId, id)
      if (!locked) throw new Error('no household')
      erasing = app.db.tx(async (other) => householdsErasures[0]?.erase(other, { tenantId, ids: [id], secrets }))
      await somebodyWaits(app.db)
      const from = { source: 'visit', asOf: '2026-11-23', visitId: null }
      await enterAll(tx, writing, id, [{ ...aMember('吴七'), ...from, words: '吴七说是她的' }])
      const note = { id: newId<'note'>(), words: '吴七要人陪看病', sensitivity: 'open_to_community' as const }
      await writeNote(tx, writing, locked, note, null)
    })
    await erasing
    const { rows } = await app.db.read((tx) =>
      sql<{ empty: boolean; words: Buffer | null; said: Buffer }>`select e.is_empty as empty, e.words_sealed as words,
          n.words_sealed as said
        from households.entries e join households.notes n on n.household_id = e.household_id
        where e.household_id = ${id}`.execute(tx),
    )
    expect(rows.map(({ empty, words, said }) => [empty, words, secrets.open(said)])).toEqual([
      [true, null, '（已按期限删除）'],
    ])
    expect(await findings(app)).toEqual([])
  })
})

describe('the day on the phone', () => {
  it('holds 60 doors in less than 300 KB, staircase by staircase from the top', async () => {
    const buildingId = app.town.places.building111
    const rooms = Array.from({ length: 64 }, (_, n) => {
      const floor = 1 + Math.floor((n % 32) / 2)
      return { buildingId, unit: n < 32 ? '3' : '4', floor, number: `${floor}0${1 + (n % 2)}`, areaCm2: 700_000 }
    })
    const ids = await app.db.tx((tx) => addRooms(tx, app.town.tenantId, rooms))
    const by = { personId: null, postId: null, via: 'import' } as const
    const writing = { tenantId: app.town.tenantId, by, at: app.clock.now(), secrets: app.services.secrets }
    const bodies = ids.map((roomId) => ({
      ...{ id: newId<'household'>(), roomId: roomId as contract.RoomId },
      changes: [
        ...wang(),
        aMember('王建国', { birth: '1948-11' }),
        aMember('王思远'),
        entered({ kind: 'fact', key: 'tenure' }, 'owner'),
      ],
    }))
    expect(await app.db.tx((tx) => addHouseholds(tx, writing, bodies, 'import'))).toBe(64)
    const day = await walker().call(contract.readDay)
    expect(day.stops).toHaveLength(60)
    expect(day.waiting).toBeGreaterThanOrEqual(4)
    expect(JSON.stringify(day).length).toBeLessThan(300_000)
    expect(day.stops.map(({ position }) => position)).toEqual(day.stops.map((_, n) => n + 1))
    const climbed = day.stops.filter(({ room: { unit } }) => unit === '3').map(({ room: { floor } }) => floor)
    expect(climbed).toEqual(climbed.toSorted((a, b) => b - a))
    const { grids } = await desk().call(readCoverage, { query: { subjectKind: 'household' } })
    const { total } = await desk().call(listDues, {
      query: { subjectKind: 'household', gridId: grids[0]?.id as never, part: 'denominator', quarter: periodNow() },
    })
    expect(total).toBe(grids[0]?.denominator)
  })
})

function periodNow(): string {
  const [year = '', month = '1'] = app.clock.now().toISOString().split('-')
  return `${year}-Q${Math.ceil(Number(month) / 3)}`
}
