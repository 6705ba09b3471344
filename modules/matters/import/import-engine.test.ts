import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../../../kernel/db.ts'
import { look, type MatterApp, matterApp } from '../matter-app.fixture.ts'
import { importBytes, mappingNamed, registerHeaders, standOf, workbook } from './import.fixture.ts'

let app: MatterApp
beforeAll(async () => {
  app = await matterApp()
})
afterAll(() => app.close())

const matterOf = async (key: string) => {
  const { rows } = await app.db.read((tx) =>
    sql<Record<string, unknown> & { id: never }>`select * from matters.matters where source_key = ${key}`.execute(tx),
  )
  return rows[0]
}

describe('an imported register', () => {
  const rows = [
    [
      'A1',
      '三单元楼道灯不亮，请打 13800001234',
      '机床厂小区1栋',
      '2026/11/2 9:30',
      '已办结',
      '已更换，联系 12000001234',
      '2026/11/4 10:00',
      '王芳',
      '12000005678',
    ],
    ['A2', '门口垃圾满溢，没有人收', '机床厂小区', '2026/11/20 8:00', '办理中', null, null, null, null],
    ['A3', '路灯坏了', null, '昨天', null, null, null, null, null],
    ['A2', '门口垃圾满溢，没有人收', '机床厂小区', '2026/11/20 8:00', '办理中', null, null, null, null],
    ['A4', '测试数据', '铁路新村', '2026/11/1', '作废', '重复登记', '2026/11/2', null, null],
  ]

  it('closes what was answered, opens what was not, returns what is wrong', async () => {
    const { counts, faults } = await importBytes(app, await workbook(registerHeaders, rows))
    expect(counts).toEqual({ read: 5, created: 3, unchanged: 0, rejected: 2 })
    expect(
      faults.map(({ row, errors }) => [row, ...errors.map(({ column, words }) => `${column} ${words.zh}`)]),
    ).toEqual([
      [4, '地点 没有填写', '时间 “昨天”不是时间，请写成 2026/11/23 8:30'],
      [5, '编号 与第 3 行重复，只导入了前面那一行'],
    ])
    const closed = await matterOf('matters-template:A1')
    expect(closed).toMatchObject({
      state: 'closed',
      outcome: 'solved',
      channel: 'import',
      kind_code: 'message',
      place_id: app.town.places.building111,
      grid_id: app.town.grids.grid11,
      body: '三单元楼道灯不亮，请打 138****1234',
      reported_at: new Date('2026-11-02T09:30:00+08:00'),
      resolved_at: new Date('2026-11-04T10:00:00+08:00'),
      closed_at: new Date('2026-11-04T10:00:00+08:00'),
      contacted_at: null,
      holder_post_id: null,
    })
    expect(closed?.number).toMatch(/^261102-\d{6}$/)
    expect(await matterOf('matters-template:A4')).toMatchObject({ state: 'void', outcome: 'void' })
  })

  it('shows the answer in the timeline, masked, with one event', async () => {
    const closed = await matterOf('matters-template:A1')
    const seen = await look(app.signInAs('community1'), closed?.id as never)
    expect(seen.timeline).toMatchObject([
      { action: 'imported', to: 'closed', via: 'import', words: '已更换，联系 120****1234' },
    ])
    expect(seen.reporter).toEqual({ name: '王*', phone: '120****5678', hasAccount: false })
    const events = await app.events(`matters:${closed?.id}`)
    expect(events).toHaveLength(1)
    expect(events[0]?.type).toBe('matters.matter_imported')
    expect(events[0]?.payload).toMatchObject({ facts: { sourceKey: 'matters-template:A1' }, from: null, to: 'closed' })
  })

  it('gives what is open a holder and a clock that starts now, reported when it was', async () => {
    const open = await matterOf('matters-template:A2')
    expect(open).toMatchObject({
      state: 'reported',
      clock_started_at: app.clock.now(),
      reported_at: new Date('2026-11-20T08:00:00+08:00'),
    })
    expect(open?.holder_post_id).not.toBeNull()
    const seen = await look(app.signInAs('community1'), open?.id as never)
    expect(seen.holder).not.toBeNull()
    expect(seen.why?.tried.length).toBeGreaterThan(0)
  })

  it('once more changes nothing', async () => {
    const before = await standOf(app)
    const { counts } = await importBytes(app, await workbook(registerHeaders, rows))
    expect(counts).toEqual({ read: 5, created: 0, unchanged: 3, rejected: 2 })
    expect(await standOf(app)).toBe(before)
  })

  it('writes nothing over: a row with other content is returned and says where to correct it', async () => {
    const before = await standOf(app)
    const changed = rows[0]?.with(5, '其实没有修好') ?? []
    const { counts, faults } = await importBytes(app, await workbook(registerHeaders, [changed]))
    expect(counts).toEqual({ read: 1, created: 0, unchanged: 0, rejected: 1 })
    expect(faults[0]?.errors[0]?.words.zh).toMatch(/^以前导入过（261102-\d{6}），内容不一样/)
    expect(await standOf(app)).toBe(before)
  })

  it('takes only places of the office that imports', async () => {
    const far = ['B1', '小区大门的道闸坏了', '教工小区', '2026/11/2', null, null, null, null, null]
    const { counts, faults } = await importBytes(app, await workbook(registerHeaders, [far]), { place: 'community1' })
    expect(counts).toMatchObject({ created: 0, rejected: 1 })
    expect(faults[0]?.errors[0]?.column).toBe('地点')
    expect((await importBytes(app, await workbook(registerHeaders, [far]))).counts).toMatchObject({ created: 1 })
  })

  it('finds it by its words, and tells the holder once for all', async () => {
    const { rows: found } = await app.db.read((tx) =>
      sql`select id from matters.matters where bigrams @> array['楼道', '道灯'] and search_text like '261102 %'`.execute(
        tx,
      ),
    )
    expect(found).toHaveLength(1)
    const { rows: told } = await app.db.read((tx) =>
      sql<{ topic: string }>`select topic from notices.notices where topic = 'imported'`.execute(tx),
    )
    expect(told.length).toBe(2)
    expect(await app.deliver()).toBeGreaterThanOrEqual(0)
  })

  it('knows places by their English names', async () => {
    const rows = [['E1', 'The stair light is out', 'Machine Tool Works', '2026/11/2', null, null, null, null, null]]
    expect((await importBytes(app, await workbook(registerHeaders, rows))).counts).toMatchObject({ created: 1 })
    expect((await matterOf('matters-template:E1'))?.place_id).toBe(app.town.places.compound11)
  })
})

describe('what stands in the way', () => {
  it('a sheet without the columns it needs is refused before anything is noted', async () => {
    const count = async () => (await app.db.read((tx) => sql`select id from matters.imports`.execute(tx))).rows.length
    const before = await count()
    await expect(importBytes(app, await workbook(['a', 'b'], [['1', '2']]))).rejects.toMatchObject({
      reason: 'matters.import_columns_missing',
    })
    await expect(importBytes(app, Buffer.from('PK nothing of the kind'))).rejects.toMatchObject({
      reason: 'sheets.not_a_spreadsheet',
    })
    expect(await count()).toBe(before)
  })

  it('a mapping that asks for a kind or category that is not there is refused in words', async () => {
    const mapping = { ...mappingNamed('matters-template'), constants: { category: '999' } }
    await expect(importBytes(app, await workbook(registerHeaders, []), { mapping })).rejects.toMatchObject({
      reason: 'matters.bad_mapping',
    })
    const patrol = { ...mappingNamed('matters-template'), constants: { kind: 'patrol' } }
    await expect(importBytes(app, await workbook(registerHeaders, []), { mapping: patrol })).rejects.toMatchObject({
      reason: 'matters.bad_mapping',
    })
  })
})
