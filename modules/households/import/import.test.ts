import { afterAll, beforeAll, expect, it } from 'vitest'
import { sql } from '../../../kernel/db.ts'
import { verifyLedger } from '../../../kernel/events/verify.ts'
import { openSecrets } from '../../../kernel/secrets.ts'
import { sheetStream } from '../../../kernel/sheets/sheet-writer.ts'
import type { SheetValue } from '../../../kernel/sheets/sheet-xml.ts'
import { type TestApp, testApp } from '../../../kernel/testing/app.ts'
import { verifyVisits } from '../../visits/verify.ts'
import { enterChanges, getHousehold } from '../contract.ts'
import { entered, findings } from '../household-app.fixture.ts'
import type { HouseholdId } from '../shapes.ts'
import { verifyHouseholds } from '../verify.ts'
import { importBook } from './import-book.ts'
import type { WrongRow } from './run-rows.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

async function workbook(headers: readonly string[], rows: readonly (readonly SheetValue[])[]): Promise<Buffer> {
  const columns = headers.map((header, i) => ({ header, value: (row: readonly SheetValue[]) => row[i] ?? null }))
  const parts: Buffer[] = []
  for await (const part of sheetStream({ columns, rows })) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

async function take(kind: 'households' | 'visits', file: Buffer, rowsAtOnce = 1000) {
  const wrong: WrongRow[] = []
  const book = { kind, tenantId: app.town.tenantId, file, placePath: '/', rowsAtOnce }
  const services = { db: app.db, clock: app.clock, secrets: openSecrets(Buffer.alloc(32, 7)) }
  const counts = await importBook(services, book, (_, some) => void wrong.push(...some))
  return { counts, wrong }
}

const building = async () => {
  const { rows } = await app.db.read((tx) =>
    sql<{ name: string; compound: string }>`select b.name, c.name as compound from places.places_view b
      join places.places_view c on c.tenant_id = b.tenant_id and c.id = b.parent_id
      where b.tenant_id = ${app.town.tenantId} and b.id = ${app.town.places.building111}`.execute(tx),
  )
  return rows[0] ?? { name: '', compound: '' }
}

const headers = ['小区', '楼栋', '单元', '楼层', '房号', '联系人', '电话', '家庭成员', '情况', '做饭用', '数据截至']
const householdsAt = async (number: string) => {
  const { rows } = await app.db.read((tx) =>
    sql<{ id: HouseholdId; tags: string[]; people: number; tries: number; reached: Date | null }>`
      select id, tags, people, tries, last_reached_at as reached from households.households
      where tenant_id = ${app.town.tenantId} and number = ${number} and to_on is null`.execute(tx),
  )
  return rows
}
const entryStates = async (id: HouseholdId) => {
  const { rows } = await app.db.read((tx) =>
    sql<{
      state: string
    }>`select state from households.entries where household_id = ${id} order by at, item, id`.execute(tx),
  )
  return rows.map(({ state }) => state)
}
const broken = async () =>
  (await verifyLedger(app.db, [verifyHouseholds, verifyVisits], app.clock.now())).broken.map(({ what }) => what)

it('a register comes in with its rooms, members, circumstances and dues; the same again changes nothing', async () => {
  const { name, compound } = await building()
  const file = await workbook(headers, [
    [
      compound,
      name,
      '1单元',
      null,
      '501',
      '王秀兰',
      '10000005555',
      '王秀兰（户主，女，1950-03）；李强（子女）',
      '独居',
      '电',
      '2026-10-01',
    ],
    [compound, name, '1', 6, '601', '赵国强', null, '赵国强（户主，男，1941-05）', '残疾', null, null],
    [compound, name, '1', null, '999', '钱', null, null, null, null, null],
    ['火星小区', name, '1', 6, '602', '孙', null, null, '懒', null, null],
    [compound, name, '1', 6, '601', null, null, '周桂芬（配偶）', null, null, null],
  ])
  const first = await take('households', file)
  expect(first.counts).toEqual({ read: 5, new: 3, changed: 0, same: 0, wrong: 2 })
  expect(first.wrong.map(({ row, faults }) => [row, faults.map(({ column }) => column.zh)])).toEqual(
    [
      [5, ['情况']],
      [4, ['房号']],
    ].sort((a, b) => Number(a[0]) - Number(b[0])),
  )
  const [wang] = await householdsAt('501')
  const [zhao] = await householdsAt('601')
  expect(wang).toMatchObject({ tags: ['living_alone'], people: 2 })
  expect(zhao).toMatchObject({ tags: ['aged_80', 'care_month'], people: 2 })
  const { rows: dues } = await app.db.read((tx) =>
    sql<{
      n: number
    }>`select count(*)::integer as n from visits.dues where subject_id = ${zhao?.id} and state = 'open'`.execute(tx),
  )
  expect(dues[0]?.n).toBeGreaterThan(0)
  const again = await take('households', file)
  expect(again.counts).toEqual({ read: 5, new: 0, changed: 0, same: 3, wrong: 2 })
  expect(await broken()).toEqual([])
  expect(await findings(app)).toEqual([])
})

it('what differs from what stands waits, and what a row leaves blank says nothing', async () => {
  const { name, compound } = await building()
  const [wang] = await householdsAt('501')
  if (!wang) throw new Error('no household')
  const before = await entryStates(wang.id)
  const params = { householdId: wang.id }
  const desk = app.signInAs('community1')
  const { entries } = { entries: before }
  const tenure = entered({ kind: 'fact', key: 'tenure' }, 'owner', { source: 'office:住建' })
  await desk.call(enterChanges, { params, body: { changes: [tenure] } })
  const file = await workbook(
    [...headers, '住房'],
    [[compound, name, '1', null, '501', '王秀兰', null, '李强（子女，1979-05）', null, '管道燃气', null, '租住']],
  )
  const { counts } = await take('households', file)
  expect(counts).toMatchObject({ new: 0, changed: 1 })
  const after = await entryStates(wang.id)
  expect(after.length - entries.length).toBe(4)
  expect(after.filter((state) => state === 'conflict')).toHaveLength(2)
  expect(after.filter((state) => state === 'difference')).toHaveLength(1)
  expect((await take('households', file)).counts).toMatchObject({ same: 1, changed: 0 })
  expect(await desk.call(getHousehold, { params })).toBeDefined()
  expect(await broken()).toEqual([])
})

it('past visits count in their quarter and in who was reached; nothing is open or told for the past', async () => {
  const { name, compound } = await building()
  const columns = ['小区', '楼栋', '单元', '房号', '走访日期', '走访人', '结果', '走访情况']
  const file = await workbook(columns, [
    [compound, name, '1', '501', '2026-02-03', '张三', '没见到', null],
    [compound, name, '1', '501', '2026-03-05', '张三', '见到', '一切都好'],
    [compound, name, '1', '501', '2026-03-20', null, '见到', null],
    [compound, name, '1', '501', '2026-05-08', null, '没人', null],
    [compound, name, '1', '501', '2099-05-08', null, '见到', null],
    [compound, name, '1', '777', '2026-05-08', null, '见到', null],
  ])
  const events = async () => {
    const { rows } = await app.db.read((tx) =>
      sql<{ n: number }>`select count(*)::integer as n from kernel.deliveries`.execute(tx),
    )
    return rows[0]?.n
  }
  const told = await events()
  expect((await take('visits', file)).counts).toEqual({ read: 6, new: 4, changed: 0, same: 0, wrong: 2 })
  expect(await events()).toBe(told)
  const [wang] = await householdsAt('501')
  expect(wang).toMatchObject({ tries: 1, reached: new Date('2026-03-20T02:00:00Z') })
  const { rows: dues } = await app.db.read((tx) =>
    sql<{ origin: string; state: string; reason: string | null; room: string }>`
      select d.origin, d.state, d.drop_reason as reason, s.room from visits.dues d
      join visits.subjects s on s.id = d.subject_id and s.tenant_id = d.tenant_id
      where d.tenant_id = ${app.town.tenantId} and d.rule_code = 'household_quarter' and d.deadline_at < ${app.clock.now()}
      order by d.origin, s.room`.execute(tx),
  )
  expect(dues).toEqual([
    { origin: 'standing:2026-Q1', state: 'done', reason: null, room: '501' },
    { origin: 'standing:2026-Q1', state: 'dropped', reason: 'other', room: '601' },
    { origin: 'standing:2026-Q2', state: 'dropped', reason: 'unreached', room: '501' },
    { origin: 'standing:2026-Q2', state: 'dropped', reason: 'other', room: '601' },
  ])
  expect((await take('visits', file)).counts).toMatchObject({ new: 0, same: 4, wrong: 2 })
  expect(await broken()).toEqual([])
})

it('rows written beside each other are judged as one after the other: a door told of again is the same household', async () => {
  const { name, compound } = await building()
  const row = (number: string, unit: string, members: string, floor: number | null = 7) => [
    ...[compound, name, unit, floor, number, null, null, members, null, null, null],
  ]
  const told = ['701', '702', '701室', '703', '701', '704', '702', '705', '701号']
  const file = await workbook(headers, [
    ...told.map((number, n) => row(number, n % 2 === 0 ? '1' : '一单元', `邻居${n}（其他）`)),
    row('799', '1', '没有楼层', null),
    row('798', '1', '也没有', null),
  ])
  const { counts, wrong } = await take('households', file, 1)
  expect(counts).toEqual({ read: 11, new: 5, changed: 4, same: 0, wrong: 2 })
  expect(wrong.map(({ row: number }) => number)).toEqual([11, 12])
  const people = async (number: string) => (await householdsAt(number)).map((one) => one.people)
  expect(await Promise.all(['701', '702', '703', '704', '705'].map(people))).toEqual([[4], [2], [1], [1], [1]])
  expect((await take('households', file, 2)).counts).toMatchObject({ new: 0, changed: 0, same: 9, wrong: 2 })
  expect(await broken()).toEqual([])
})
