import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '../../../kernel/actor.ts'
import { sql } from '../../../kernel/db.ts'
import { type TestApp, testApp } from '../../../kernel/testing/app.ts'
import { acceptSheet, findings, openQuestion, registered, registerOwner, sendSheet } from '../choices.fixture.ts'
import { myQuestions, readNotice, rollOf } from '../contract.ts'
import { ownerStream } from '../events.ts'
import type { OwnerId } from '../tables.ts'
import { tidyImportsJob } from '../tidy-job.ts'
import * as contract from './contract.ts'
import type { OwnerKind } from './kinds.ts'
import { registerOwners } from './owner-service.ts'

let app: TestApp
let li: OwnerId
const desk = () => app.signInAs('community1')
const compound = () => ({ params: { compoundId: app.town.places.compound11 } })
const list = (q?: string) => desk().call(contract.listOwners, { ...compound(), query: q ? { q } : {} })
const types = async (id: OwnerId) => (await app.events(ownerStream(id))).map(({ type }) => type.replace('choices.', ''))

beforeAll(async () => {
  app = await testApp()
  li = await registerOwner(app, {
    name: '李秀英',
    phone: app.town.phones.resident1,
    rooms: [
      ['building111', '501', 73.56],
      ['building112', '102', 80],
    ],
  })
})
afterAll(() => app.close())

describe('the register of owners', () => {
  it('has one row a head, masked, with all its rooms; a room of the tree of places is taken over', async () => {
    const { rows, total, compound: sums } = await list()
    expect([total, sums.heads, sums.rooms, sums.roomsKnown, sums.areaCm2]).toEqual([1, 1, 2, 2, 1_535_600])
    expect(rows[0]).toMatchObject({ name: '李*英', areaCm2: 1_535_600 })
    expect(rows[0]?.phone).toMatch(/\*/)
    expect(rows[0]?.holdings.map(({ building, number }) => [building.name, number])).toEqual([
      ['1栋', '501'],
      ['2栋', '102'],
    ])
    for (const q of ['李秀英', app.town.phones.resident1, '501', '1栋1单元501']) expect((await list(q)).total).toBe(1)
    expect((await list('李秀')).total).toBe(0)
  })

  it('is for the posts of the place', async () => {
    const body = { kind: 'person' as const, name: '某人', rooms: [] }
    expect((await app.anyone.ask(contract.listOwners, compound())).status).toBe(401)
    expect((await app.signInAs('resident1').ask(contract.listOwners, compound())).status).toBe(403)
    expect((await app.signInAs('community2').ask(contract.listOwners, compound())).status).toBe(404)
    expect((await app.signInAs('supervisor').call(contract.listOwners, compound())).mayKeep).toBe(false)
    expect((await app.signInAs('supervisor').ask(contract.addOwner, { ...compound(), body })).status).toBe(403)
    expect((await desk().ask(contract.addOwner, { ...compound(), body })).status).toBe(400)
    expect((await app.signInAs('community2').ask(contract.getOwner, { params: { ownerId: li } })).status).toBe(404)
  })

  it('gives a room to one head only, and only rooms of the compound', async () => {
    const room = { unit: '1单元', number: '501室', areaCm2: 1, areaSource: 'survey' as const }
    const add = (buildingId: string) =>
      desk().ask(contract.addOwner, {
        ...compound(),
        body: { kind: 'person', name: '王五', rooms: [{ ...room, buildingId }] },
      })
    expect((await add(app.town.places.building111)).reason).toBe('choices.room_taken')
    expect((await add(app.town.places.building121)).reason).toBe('choices.bad_buildingId')
    expect(await registered(app)).toEqual({ heads: 1, rooms: 2 })
  })

  it('refuses by hand a head that it knows, and says which', async () => {
    const room = { buildingId: app.town.places.building111, unit: '1', number: '801', areaCm2: 900_000 }
    const rooms = [{ ...room, areaSource: 'survey' as const }]
    const add = (body: { kind: OwnerKind; name: string; phone?: string }) =>
      desk().ask(contract.addOwner, { ...compound(), body: { ...body, rooms } })
    const again = await add({ kind: 'person', name: '李 秀英', phone: ` ${app.town.phones.resident1}` })
    expect([again.status, again.reason]).toEqual([409, 'choices.owner_known'])
    expect(again.error?.message).toContain('李*英（1栋 1单元 501，2栋 1单元 102）')
    expect(await registered(app)).toEqual({ heads: 1, rooms: 2 })
    const other = await add({ kind: 'person', name: '李秀英' })
    expect(other.status).toBe(200)
    const params = { ownerId: (other.body as { id: OwnerId }).id }
    const phone = app.town.phones.resident1
    const merged = await desk().ask(contract.correctOwner, { params, body: { phone, why: '补电话' } })
    expect([merged.status, merged.reason]).toEqual([409, 'choices.owner_known'])
    const { holdings } = await desk().call(contract.getOwner, { params })
    const holdingId = holdings[0]?.id
    if (!holdingId) throw new Error('no room')
    const body = { toOn: '2026-11-23', why: '与李秀英是同一人' }
    await desk().call(contract.correctRoom, { params: { ...params, holdingId }, body })
    expect(await registered(app)).toEqual({ heads: 1, rooms: 2 })
  })

  it('takes who held rooms before and holds none as the head that it was', async () => {
    const as = { kind: 'organisation' as const, name: '昆明某厂' }
    const ownerId = await registerOwner(app, { ...as, rooms: [['building111', '802', 90]] })
    const sell = async () => {
      const { holdings } = await desk().call(contract.getOwner, { params: { ownerId } })
      const holdingId = holdings.find(({ toOn }) => !toOn)?.id
      if (!holdingId) throw new Error('no room')
      const body = { toOn: '2026-11-23', why: '已售出' }
      await desk().call(contract.correctRoom, { params: { ownerId, holdingId }, body })
    }
    await sell()
    expect(await registerOwner(app, { ...as, name: '昆明 某厂', rooms: [['building111', '803', 90]] })).toBe(ownerId)
    expect(await types(ownerId)).toEqual(['owner_registered', 'room_corrected', 'room_added'])
    await sell()
    expect(await findings(app)).toEqual([])
  })

  it('is put right with a reason; what was stays in the ledger', async () => {
    const { rows } = await list()
    const [first] = rows[0]?.holdings ?? []
    if (!first) throw new Error('no room')
    const params = { ownerId: li }
    const room = { ...params, holdingId: first.id }
    expect((await desk().ask(contract.correctRoom, { params: room, body: { areaCm2: 740_000 } })).status).toBe(400)
    await desk().call(contract.correctRoom, { params: room, body: { areaCm2: 740_000, why: '核对登记簿' } })
    const early = await desk().ask(contract.correctRoom, { params: room, body: { toOn: '2020-01-01', why: '售出' } })
    expect(early.reason).toBe('choices.bad_toOn')
    const ahead = await desk().ask(contract.correctRoom, {
      params: room,
      body: { toOn: '2026-11-24', why: '下月交房' },
    })
    expect([ahead.status, ahead.reason]).toEqual([400, 'choices.bad_toOn'])
    expect(await registered(app)).toEqual({ heads: 1, rooms: 2 })
    await desk().call(contract.correctRoom, { params: room, body: { toOn: '2026-11-23', why: '已售出' } })
    expect((await desk().ask(contract.correctRoom, { params: room, body: { why: '再改' } })).status).toBe(409)
    await desk().call(contract.addRoom, {
      params,
      body: {
        ...{ buildingId: app.town.places.building111, unit: '1', number: '501' },
        ...{ areaCm2: 735_600, areaSource: 'register', why: '误登售出' },
      },
    })
    const later = { buildingId: app.town.places.building111, unit: '1', number: '505', fromOn: '2026-11-24' }
    const bought = { ...later, areaCm2: 735_600, areaSource: 'contract' as const }
    const soon = await desk().ask(contract.addRoom, { params, body: { ...bought, why: '下月过户' } })
    expect([soon.status, soon.reason]).toEqual([400, 'choices.bad_fromOn'])
    await desk().call(contract.correctOwner, { params, body: { name: '李秀瑛', why: '按身份证更正' } })
    const { corrections, holdings, name } = await desk().call(contract.getOwner, { params })
    expect([name, holdings.length, corrections.length]).toEqual(['李*瑛', 3, 4])
    expect(await desk().call(contract.revealOwner, { params, body: { reason: '电话核对' } })).toEqual({
      name: '李秀瑛',
      phone: app.town.phones.resident1,
    })
    expect(await types(li)).toEqual([
      ...['owner_registered', 'room_corrected', 'room_corrected', 'room_added', 'owner_corrected', 'owner_revealed'],
    ])
    expect(JSON.stringify(await app.events(ownerStream(li)))).not.toMatch(/李秀|1000000/)
    expect(await findings(app)).toEqual([])
  })
})

describe('a sheet of owners', () => {
  const headers = ['楼栋', '单元', '房号', '建筑面积', '面积来源', '业主姓名', '联系电话', '业主类别']

  it('is checked row by row and accepted once; same name and phone is one head, a developer is one', async () => {
    const checked = await sendSheet(app, headers, [
      ['1栋', '1单元', '601', 80.12, '登记簿', '赵建国', '10000055001', ''],
      ['2幢', '1', '602', 90, '实测', '赵建国', '100-0005-5001', '个人'],
      ['1', '2', '101', 100, '合同', '滇池置业', '', '建设单位'],
      ['1', '2', '102', 100, '合同', '滇池置业', '', '建设单位'],
      ['1', '2', '103', 60, '', '孙伟', '', ''],
      ['1', '2', '104', 60, '', '孙伟', '', ''],
      ['9栋', '1', '101', 60, '', '周芳', '', ''],
      ['1栋', '1', '501', 60, '', '周芳', '', ''],
      ['1栋', '1', '601', 60, '', '周芳', '', ''],
      ['1栋', '3', '101', '很大', '听说', '周芳', '12', ''],
      ['1栋', '3', '102', 50, '', '周芳', '12', ''],
    ])
    expect(checked.status).toBe(200)
    const { id, heads, rooms, areaCm2, wrong } = checked.body
    expect([heads, rooms, areaCm2]).toEqual([4, 6, 4_901_200])
    expect(wrong.map(({ row, column }) => `${row} ${column.zh}`)).toEqual([
      ...['8 楼栋', '9 房号', '10 房号', '11 专有面积（㎡）', '11 面积来源', '12 联系电话'],
    ])
    expect(await registered(app)).toEqual({ heads: 1, rooms: 2 })
    expect((await app.signInAs('community2').ask(contract.acceptOwners, { params: { importId: id } })).status).toBe(404)
    expect((await acceptSheet(app, id)).body).toEqual({ heads: 4, rooms: 6 })
    expect((await acceptSheet(app, id)).reason).toBe('choices.import_done')
    expect(await registered(app)).toEqual({ heads: 5, rooms: 8 })
    expect(await findings(app)).toEqual([])
    expect((await list('赵建国')).rows[0]?.holdings).toHaveLength(2)
  })

  it('takes no day that lies ahead', async () => {
    const { body } = await sendSheet(
      app,
      [...headers, '取得日期'],
      [
        ['1栋', '2', '105', 60, '合同', '吴丽', '', '', '2026-11-24'],
        ['1栋', '2', '106', 60, '合同', '吴丽', '', '', '2026-11-23'],
      ],
    )
    expect(body.rooms).toBe(1)
    expect(body.wrong.map(({ row, column }) => `${row} ${column.zh}`)).toEqual(['2 取得日期'])
  })

  it('that was checked and never accepted is gone after a week, and that it was checked after a month', async () => {
    const { id } = (await sendSheet(app, headers, [['1栋', '2', '301', 70, '登记簿', '吴芳', '', '']])).body
    const kept = async () => {
      const { rows } = await app.db.read((tx) =>
        sql<{ id: string; state: string; pieces: number }>`select i.id, i.state, (select count(*)::int
          from choices.import_pieces p where p.import_id = i.id) as pieces from choices.imports i`.execute(tx),
      )
      return rows
    }
    const before = await kept()
    expect(before.find((one) => one.id === id)?.pieces).toBeGreaterThan(0)
    const begun = app.clock.now()
    const tidy = () => tidyImportsJob.handle({}, app.services, new AbortController().signal)
    app.clock.move(7 * 86_400_000)
    await tidy()
    expect(await kept()).toEqual(before)
    app.clock.move(60_000)
    await tidy()
    expect((await kept()).find((one) => one.id === id)?.pieces).toBe(0)
    expect((await acceptSheet(app, id)).reason).toBe('choices.sheet_gone')
    app.clock.move(23 * 86_400_000)
    await tidy()
    expect((await kept()).map(({ state }) => state)).toEqual(['done'])
    expect(await app.events(`owner-imports:${id}`)).toMatchObject([
      { type: 'choices.owners_checked' },
      { type: 'choices.owners_sheet_dropped' },
    ])
    expect((await acceptSheet(app, id)).status).toBe(404)
    app.clock.set(begun)
  })

  it('is refused as a whole where a needed column is missing, or it is no sheet', async () => {
    const lacking = await sendSheet(app, ['楼栋', '房号', '业主姓名'], [['1栋', '101', '某人']])
    expect([lacking.status, lacking.reason]).toEqual([400, 'choices.columns_missing'])
    expect(await registered(app)).toEqual({ heads: 5, rooms: 8 })
  })

  it('gives the rooms of heads that the register knows to them, and makes no second head of one owner', async () => {
    const before = await registered(app)
    const phone = app.town.phones.resident2
    const sheet = (room: string) =>
      sendSheet(app, headers, [
        ['1栋', '4', `${room}1`, 100, '合同', '滇池 置业', '', '建设单位'],
        ['1栋', '4', `${room}2`, 80, '登记簿', '钱建国', phone, ''],
      ])
    const [first, second] = [(await sheet('10')).body, (await sheet('20')).body]
    const dian = (await list('滇池置业')).rows[0]?.id
    expect([first.heads, first.known, second.heads]).toEqual([1, [{ ownerId: dian, name: '滇池置业', rooms: 1 }], 1])
    expect((await acceptSheet(app, first.id)).body).toEqual({ heads: 1, rooms: 2 })
    // It was checked before the first was accepted: accepting judges it anew.
    expect((await acceptSheet(app, second.id)).body).toEqual({ heads: 0, rooms: 2 })
    const third = (await sheet('30')).body
    expect([third.heads, third.rooms, third.known.map(({ name, rooms }) => [name, rooms])]).toEqual([
      ...[
        0,
        2,
        expect.arrayContaining([
          ['滇池置业', 1],
          ['钱*国', 1],
        ]),
      ],
    ])
    expect(await registered(app)).toEqual({ heads: before.heads + 1, rooms: before.rooms + 4 })
    const { rows } = await list('钱建国')
    expect(rows.map(({ holdings }) => holdings.length)).toEqual([2])
    const qian = rows[0]?.id ?? li
    expect((await app.events(ownerStream(qian))).map(({ type, payload }) => [type, payload.importId])).toEqual([
      ['choices.owner_registered', first.id],
      ['choices.room_added', second.id],
    ])
    const { id, code } = await openQuestion(app)
    const { asked } = await app.signInAs('resident2').call(myQuestions)
    expect(asked.map((one) => [one.code, one.heads])).toEqual([[code, 1]])
    expect((await app.signInAs('resident2').call(readNotice, { params: { code } })).mine).toHaveLength(1)
    const roll = await desk().call(rollOf, { params: { questionId: id }, query: { limit: 200 } })
    expect(roll.total).toBe(before.heads + 1)
    expect(await findings(app)).toEqual([])
  })
})

describe('many owners at once', () => {
  it('are looked for in the register once, by the index of their compound; who comes twice is one head', async () => {
    const { tenantId, places, posts, persons } = app.town
    const at = app.clock.now()
    const { rows: community } = await app.db.read((tx) =>
      sql<{ path: string }>`select path from places.places_view where id = ${places.community1}`.execute(tx),
    )
    const post = { postId: posts.community1, role: 'community' as const, placeId: places.community1 }
    const actor = {
      ...{ tenantId, personId: persons.community1, name: '', sessionId: crypto.randomUUID() as never },
      posts: [{ ...post, placePath: community[0]?.path ?? '', gridId: null, how: 'own' as const }],
    }
    const doing = { tenantId, actor, by: systemActor, at, secrets: app.services.secrets }
    // A tenant with a dozen thousand owners, of whom a few live here.
    await app.db.tx(async (tx) => {
      await sql`insert into choices.owners (tenant_id, id, compound_id, compound_path, kind, name_sealed, name_lookup,
          created_at, changed_at)
        select ${tenantId}, gen_random_uuid(), p.id, p.path, 'person', 'x', sha256(convert_to(p.id::text || n, 'UTF8')), ${at}, ${at}
        from places.places_view p, generate_series(1, 3000) n where p.tenant_id = ${tenantId}
          and p.id in (${places.compound12}, ${places.compound21}, ${places.compound22}, ${places.compound31})`.execute(
        tx,
      )
    })
    await app.db.tx((tx) => sql`analyze choices.owners`.execute(tx))
    const firm = (n: number) => ({ kind: 'organisation' as const, name: `昆明第${n}厂`, rooms: [] })
    const owners = [...Array.from({ length: 20 }, (_, n) => firm(n)), { ...firm(3), name: '昆明 第3厂' }]
    const register = () =>
      app.db.tx(async (tx) => {
        const scans = async () => {
          const { rows } = await sql<{ all: number; ofCompound: number }>`select
              pg_stat_get_xact_numscans('choices.owners'::regclass)::int as all,
              pg_stat_get_xact_numscans('choices.owners_of_compound'::regclass)::int as "ofCompound"`.execute(tx)
          return rows[0] ?? { all: 0, ofCompound: 0 }
        }
        const before = await scans()
        const ids = await registerOwners(tx, doing, places.compound11, owners)
        const after = await scans()
        return { ids, all: after.all - before.all, ofCompound: after.ofCompound - before.ofCompound }
      })
    const first = await register()
    expect([first.all, first.ofCompound]).toEqual([0, 1])
    expect([new Set(first.ids).size, first.ids[20]]).toEqual([20, first.ids[3]])
    expect((await register()).ids).toEqual(first.ids)
  })
})
