import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId, type PlaceId } from '../../kernel/contract/ids.ts'
import { sql } from '../../kernel/db.ts'
import { addPlaces } from '../places/public.ts'
import { type FlowApp, flowApp } from './acts/flow.fixture.ts'
import { act, communityPage, listKinds, patrolReport, report, takeDown, track } from './contract.ts'
import { look } from './matter-app.fixture.ts'
import { matterOutlines } from './outline.ts'
import { publicRecords } from './public-record.ts'

let app: FlowApp
beforeAll(async () => {
  app = await flowApp()
})
afterAll(() => app.close())

const body = (more: Record<string, unknown> = {}) => ({
  kind: 'demand',
  placeId: app.town.places.building111,
  body: '三单元的单元门关不上,晚上很不安全',
  ...more,
})
const count = async () => {
  const { rows } = await app.db.read((tx) =>
    sql<{ matters: number; events: number }>`select (select count(*) from matters.matters) as matters,
      (select count(*) from kernel.events) as events`.execute(tx),
  )
  return rows[0]
}

describe('a report', () => {
  it('says who answers, by when, and how to follow it; the ledger says why', async () => {
    const answer = await app.anyone.call(report, { body: body({ category: '080201' }) })
    expect(answer.number).toMatch(/^261123-\d{6}$/)
    expect(answer.receiptCode).toMatch(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/)
    expect(answer.holder).toMatchObject({ name: '第11网格网格员', officePhone: '0871-00000000' })
    expect(answer.dueAt).toBe('2026-11-23T08:00:00.000Z')
    const { type, actor, payload } = await app.lastEvent(answer.id)
    expect(type).toBe('matters.matter_reported')
    expect(actor).toEqual({ personId: null, postId: null, via: 'desk' })
    expect(payload).toMatchObject({
      from: null,
      to: 'assigned',
      holderPostId: app.town.posts.gridWorker11,
      why: { rule: 'default', tried: [{ postId: app.town.posts.gridWorker11, result: 'taken' }] },
      set: { channel: 'pocket', clock_stage: 'contact', grid_id: app.town.grids.grid11 },
    })
    expect(payload.why?.places.map((place) => place.zh)).toEqual([
      '1栋',
      '机床厂小区',
      '天祥社区',
      '金辰街道',
      '盘龙区',
    ])
  })

  it('keeps names, phones and words out of the ledger, and phones out of every plain column', async () => {
    const said = '我是5栋的欧阳秀兰,楼道漏水,请回电'
    const reporter = { name: '欧阳秀兰', phone: '+86 100-0000-4321' }
    const { id } = await app.anyone.call(report, { body: body({ body: said, reporter }) })
    const ledger = JSON.stringify(await app.ledger(id))
    expect(ledger).not.toMatch(/欧阳|漏水|10000004321/)
    const row = JSON.stringify(await app.row(id))
    expect(row).not.toContain('10000004321')
    expect((await app.reveal('gridWorker11', id)).phone).toBe('10000004321')
  })

  it('takes its title from the words, without who calls and the number to call back', async () => {
    const said = '你好,我是2栋502的张秀英,电话10000004321,我家楼上漏水三天了没人管'
    const { id } = await app.anyone.call(report, { body: body({ body: said }) })
    const { title } = await look(app.as('gridWorker11'), id)
    expect(title).toContain('漏水')
    expect(title).not.toMatch(/张秀英|10000004321|502/)
  })

  it('names what is wrong beside the field', async () => {
    const cases: [Record<string, unknown>, string, string][] = [
      [{ placeId: newId() }, 'matters.unknown_place', 'placeId'],
      [{ kind: 'nothing' }, 'matters.unknown_kind', 'kind'],
      [{ kind: 'hotline' }, 'matters.wrong_door', 'kind'],
      [{ category: '9999' }, 'matters.unknown_category', 'category'],
      [{ reporter: { phone: '没有电话' } }, 'matters.bad_phone', 'reporter.phone'],
      [{ body: '漏水' }, 'http.validation', 'body'],
      [{ point: { lng: 200, lat: 25 } }, 'http.validation', 'point.lng'],
      [{ fileIds: ['1'] }, 'http.validation', 'fileIds.0'],
    ]
    const before = await count()
    for (const [wrong, reason, field] of cases) {
      const answer = await app.anyone.ask(report, { body: body(wrong) })
      expect({ status: answer.status, reason: answer.reason, field: answer.error?.fields?.[0]?.path }).toEqual({
        status: 400,
        reason,
        field,
      })
    }
    const files = await app.anyone.ask(report, { body: body({ fileIds: [newId()] }) })
    expect(files.status).toBeGreaterThanOrEqual(400)
    expect(files.status).toBeLessThan(500)
    expect(await count()).toEqual(before)
  })

  it('at a street or the district finds an office there, and at a vacant grid the one above', async () => {
    const at = async (place: 'street1' | 'district' | 'community2' | 'compound31') =>
      (await app.row((await app.reportAt(place, '这一片的路灯都不亮')).id)).holder_post_id
    const { posts } = app.town
    expect(await at('street1')).toBe(posts.street1)
    expect(await at('district')).toBe(posts.district)
    expect(await at('community2')).toBe(posts.community2)
    expect(await at('compound31')).toBe(posts.gridWorker31)
  })

  it('lies for everybody in its compound, one above all compounds where it was reported; outside in the nearest area', async () => {
    const { tenantId, places } = app.town
    const lies = async (placeId: PlaceId, set = sql`channel = 'pocket'`) => {
      const { id } = await app.anyone.call(report, { body: body({ placeId }) })
      await app.db.tx((tx) => sql`update matters.matters set ${set} where id = ${id}`.execute(tx))
      const ofId = (one: { readonly id: unknown }) => one.id === id
      const known = await app.db.read((tx) => publicRecords(tx, tenantId, { limit: 100 }))
      const outlines = await app.db.read((tx) => matterOutlines(tx, tenantId, [id]))
      const { lately } = await app.anyone.call(communityPage, { params: { code: '530103-community1' } })
      return [known.find(ofId)?.place.code, outlines[0]?.place, lately.find(ofId)?.place.name]
    }
    const outside = sql`channel = 'api', visibility = 'public'`
    const [one, two] = ['530103-compound11', '530103-compound12']
    expect(await lies(places.building111)).toEqual([one, one, '机床厂小区'])
    expect(await lies(places.unit1111)).toEqual([one, one, '机床厂小区'])
    expect(await lies(places.unit1111, outside)).toEqual(['530103-unit1111', one, '机床厂小区'])
    expect(await lies(places.compound12)).toEqual([two, two, '纺织厂小区'])
    expect(await lies(places.community1)).toEqual(['530103-community1', '530103-community1', '天祥社区'])
    expect(await lies(places.street1)).toEqual(['530103-street1', '530103-street1', undefined])
    expect(await lies(places.district)).toEqual(['530103-district', '530103-district', undefined])
    expect(await lies(places.district, outside)).toEqual(['530103-district', '530103-district', undefined])
    const shop = { parentId: places.community1, level: 'building', code: 'shop', name: '临街铺面', nameEn: 'Shops' }
    const [ofShop] = await app.db.tx((tx) => addPlaces(tx, tenantId, [shop], app.clock.now()))
    if (!ofShop) throw new Error('no place for shops')
    expect(await lies(ofShop)).toEqual(['530103-community1', '530103-community1', '天祥社区'])
    expect(await lies(ofShop, outside)).toEqual([expect.stringContaining('shop'), '530103-community1', '天祥社区'])
  })
})

describe('sent twice', () => {
  const key = () => ({ 'idempotency-key': newId() })

  it('under one key is one matter with one answer, and the key is not good for anything else', async () => {
    const headers = key()
    const first = await app.anyone.ask(report, { body: body() }, headers)
    const before = await count()
    const again = await app.anyone.ask(report, { body: body() }, headers)
    expect(again.status).toBe(200)
    expect(again.body).toEqual(first.body)
    const other = await app.anyone.ask(report, { body: body({ body: '另一件事情,路灯坏了' }) }, headers)
    expect(other).toMatchObject({ status: 409, reason: 'kernel.key_reused' })
    const foreign = await app.as('resident1').ask(report, { body: body() }, headers)
    expect(foreign).toMatchObject({ status: 409, reason: 'kernel.key_reused' })
    expect(await count()).toEqual(before)
  })

  it('at the same moment is one matter as well', async () => {
    for (let round = 0; round < 5; round++) {
      const [headers, id] = [key(), newId<'matter'>()]
      const before = await count()
      const answers = await Promise.all(
        Array.from({ length: 3 }, () => app.anyone.ask(report, { body: body({ id }) }, headers)),
      )
      expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200])
      expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).toBe(1)
      expect((await count())?.matters).toBe((before?.matters ?? 0) + 1)
    }
  })

  it('beside others: who is refused spoils nobody else’s, and is told what is wrong with their own', async () => {
    const { id: taken } = await app.anyone.call(report, { body: body() })
    const before = await count()
    const wrong: Record<number, object> = { 4: { id: taken }, 11: { fileIds: [newId()] }, 17: { placeId: newId() } }
    const answers = await Promise.all(
      Array.from({ length: 24 }, (_, n) =>
        app.anyone.ask(report, { body: body({ body: `第${n}件事，请来看看`, ...wrong[n] }) }, key()),
      ),
    )
    const refused = answers.flatMap(({ status, reason }, n) => (status === 200 ? [] : [[n, status, reason]]))
    expect(refused).toEqual([
      [4, 409, 'matters.id_taken'],
      [11, 422, 'files.not_attachable'],
      [17, 400, 'matters.unknown_place'],
    ])
    expect(new Set(answers.flatMap(({ status, body: told }) => (status === 200 ? [told.number] : []))).size).toBe(21)
    expect((await count())?.matters).toBe((before?.matters ?? 0) + 21)
  })

  it('with the id of another matter is refused in words, not broken', async () => {
    const { id } = await app.anyone.call(report, { body: body() })
    for (const headers of [{}, key()]) {
      const stolen = await app.anyone.ask(report, { body: body({ id, body: '换一个内容,请看看' }) }, headers)
      expect(stolen).toMatchObject({ status: 409, reason: 'matters.id_taken' })
    }
    expect((await look(app.as('gridWorker11'), id)).body).toBe('三单元的单元门关不上,晚上很不安全')
  })

  it('a step under one key is taken once', async () => {
    const { id } = await app.matterIn('assigned')
    const headers = key()
    const contact = () =>
      app.as('gridWorker11').ask(act, { params: { matterId: id }, body: { action: 'contact' } }, headers)
    const [first, again, third] = [await contact(), await contact(), await contact()]
    expect([first.status, again.status, third.status]).toEqual([200, 200, 200])
    expect(again.body).toEqual(first.body)
    expect(await app.ledger(id)).toHaveLength(2)
  })
})

describe('the doors of staff', () => {
  it('takes a matter down for somebody: by telephone, for a neighbour without an account', async () => {
    const answer = await app.as('community1').call(takeDown, {
      body: { ...body({ reporter: { name: '李国庆', phone: '10000001234' } }), channel: 'phone' },
    })
    expect(await app.row(answer.id)).toMatchObject({
      channel: 'phone',
      reporter_id: null,
      recorded_by: app.town.persons.community1,
      self_found: false,
    })
    const seen = await look(app.as('community1'), answer.id)
    expect(seen.reporter).toMatchObject({ hasAccount: false })
    expect(seen.reporter?.name).not.toBe('李国庆')
    expect(seen.reporter?.phone).toMatch(/1234$/)
    // The neighbour tracks it with the code that was read out.
    expect((await app.anyone.call(track, { params: { receiptCode: answer.receiptCode } })).state).toBe('assigned')
  })

  it('counts a find on patrol as the worker’s own, and leaves it with the finder where that one answers', async () => {
    const { posts, places } = app.town
    const find = (placeId: string) =>
      app.as('gridWorker11').call(patrolReport, {
        body: { kind: 'patrol', placeId: placeId as typeof places.building111, body: '楼顶隔热板松动,有坠落危险' },
      })
    const own = await find(places.building111)
    expect(await app.row(own.id)).toMatchObject({
      self_found: true,
      channel: 'patrol',
      holder_post_id: posts.gridWorker11,
    })
    expect((await app.lastEvent(own.id)).payload.why?.rule).toBe('patrol')
    const elsewhere = await find(places.building121)
    expect(await app.row(elsewhere.id)).toMatchObject({ holder_post_id: posts.gridWorker12 })
    const refused = await app.as('gridWorker11').ask(patrolReport, { body: body() })
    expect(refused).toMatchObject({ status: 400, reason: 'matters.wrong_door' })
  })

  it('is open to nobody else', async () => {
    const intake = { body: { ...body(), channel: 'phone' } }
    expect((await app.anyone.ask(takeDown, intake)).status).toBe(401)
    for (const who of ['resident1', 'administrator', 'supervisor', 'buildingLead111', 'waterDepartment'] as const)
      expect((await app.as(who).ask(takeDown, intake)).status, who).toBe(403)
    expect((await app.as('supervisor').ask(patrolReport, { body: body({ kind: 'patrol' }) })).status).toBe(403)
  })

  it('shows everybody what can be reported, with its category tree', async () => {
    const { kinds, categories } = await app.anyone.call(listKinds)
    expect(kinds.map((kind) => kind.code).sort()).toEqual([
      ...['conduct_lead', 'decision', 'demand', 'firm_demand', 'hotline', 'message', 'patrol'],
    ])
    const codes = new Set(categories.map((category) => category.code))
    expect(categories.every((category) => category.parent === null || codes.has(category.parent))).toBe(true)
  })
})
