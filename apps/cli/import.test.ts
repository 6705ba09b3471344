import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { verifyLedger } from '../../kernel/events/verify.ts'
import { inProject } from '../../kernel/root.ts'
import { registerHeaders, workbook } from '../../modules/matters/import/import.fixture.ts'
import { type MatterApp, matterApp } from '../../modules/matters/matter-app.fixture.ts'
import { categoriesOf } from '../../modules/matters/rules-store.ts'
import { modules } from '../server/modules.ts'
import { runCommand } from './cli.fixture.ts'
import type { Options } from './options.ts'
import { atDatabase, liren } from './terminal.fixture.ts'

let app: MatterApp
let folder: string
beforeAll(async () => {
  app = await matterApp()
  folder = await mkdtemp(join(tmpdir(), 'liren-cli-'))
})
afterAll(async () => {
  await app.close()
  await rm(folder, { recursive: true })
})

/** In this process: most of the time of a test would go into starting another. */
const run = (options: Options) => runCommand('import', options, app.db.url)
const typed = (...args: readonly string[]) => liren(['import', ...args], atDatabase(app.db.url))

async function sheet(headers: readonly string[], rows: readonly (readonly (string | null)[])[]): Promise<string> {
  const path = join(folder, `${rows.length}-${headers.length}.xlsx`)
  await writeFile(path, await workbook(headers, rows))
  return path
}

it('imports a register: one line of JSON, the second time nothing new, in words without --json', async () => {
  const file = await sheet(registerHeaders, [
    ['1', '楼道灯不亮，老人上楼看不见', '机床厂小区', '2026/11/2', '已办结', '已更换', '2026/11/3', null, null],
    ['2', '垃圾满溢', '火星小区', '昨天', null, null, null, null, null],
  ])
  const first = await typed('matters', file, '--map', 'matters-template', '--json')
  expect([first.code, first.stderr]).toEqual([0, ''])
  expect(first.stdout.trim().split('\n')).toHaveLength(1)
  expect(JSON.parse(first.stdout)).toEqual({
    read: 2,
    created: 1,
    unchanged: 0,
    rejected: 1,
    seconds: expect.any(Number),
    peakMemoryMB: expect.any(Number),
    errors: [
      { row: 3, column: '地点', zh: expect.stringContaining('火星小区'), en: expect.any(String) },
      { row: 3, column: '时间', zh: expect.stringContaining('昨天'), en: expect.any(String) },
    ],
  })
  const second = await run({ rest: ['matters', file], map: 'matters-template', place: '530103-street1' })
  expect(second.code).toBe(0)
  expect(second.stdout).toMatch(
    /^row 3, 地点: 没有找到“火星小区”.*\n(.*\n)*2 rows read: 0 new, 1 unchanged, 1 not taken/,
  )
  const report = await verifyLedger(
    app.db,
    modules.flatMap((module) => (module.verify ? [module.verify] : [])),
    app.clock.now(),
  )
  expect(report.broken).toEqual([])
}, 120_000)

it('takes a mapping from a file, and says what is wrong with one', async () => {
  const file = await sheet(['单号', '经过', '何时'], [['7', '井盖松动，车子一过就响', '2026/11/5 8:00']])
  const map = join(folder, 'map.json')
  const mapping = {
    name: 'hotline',
    title: { zh: '热线', en: 'Hotline' },
    columns: { number: { headers: ['单号'] }, body: { headers: ['经过'] }, reportedAt: { headers: ['何时'] } },
    identity: ['number'],
  }
  await writeFile(map, JSON.stringify(mapping))
  const taken = await run({ rest: ['matters', file], map, json: true })
  expect(JSON.parse(taken.stdout)).toMatchObject({ read: 1, created: 1, rejected: 0, errors: [] })
  await writeFile(map, JSON.stringify({ ...mapping, columns: {} }))
  expect(await run({ rest: ['matters', file], map })).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('the column body is missing'),
  })
}, 120_000)

it('a wrong command line is 2, a file that cannot be taken is 1, each in words', async () => {
  const file = await sheet(['甲', '乙'], [['1', '2']])
  const map = 'resident-messages'
  const cases: readonly (readonly [number | string, RegExp, Options])[] = [
    [2, /--map/, { rest: ['matters', file] }],
    [2, /there is no mapping nowhere/, { rest: ['matters', file], map: 'nowhere' }],
    [2, /there is no file/, { rest: ['matters', join(folder, 'none.xlsx')], map }],
    [2, /there is no place 999/, { rest: ['matters', file], map, place: '999' }],
    [2, /there is no tenant 999/, { rest: ['matters', file], map, tenant: '999' }],
    [2, /--tree/, { rest: ['categories', file] }],
    [2, /liren import matters/, { rest: ['something', file] }],
    ['thrown', /没有找到这些列.*留言编号/, { rest: ['matters', file], map }],
    ['thrown', /没有找到“一级”/, { rest: ['categories', file], tree: 'other' }],
  ]
  for (const [code, words, options] of cases) {
    const { stderr, ...is } = await run(options)
    expect(is).toEqual({ code, stdout: '' })
    expect(stderr).toMatch(words)
  }
  expect(await typed('matters', file, '--mapping', 'x')).toMatchObject({ code: 2, stdout: '' })
}, 120_000)

it('imports a category tree; the next time its codes stay', async () => {
  const levels = ['一级分类', '二级分类', '三级分类']
  const first = await typed(
    'categories',
    await sheet(levels, [['设施', '照明', '路灯']]),
    '--tree',
    'district',
    '--json',
  )
  expect(JSON.parse(first.stdout)).toMatchObject({
    tree: 'district',
    categories: 3,
    added: 3,
    gone: 0,
    unchanged: false,
  })
  const longer = await sheet(levels, [
    ['停车', '乱停', '占道'],
    ['设施', '照明', '路灯'],
  ])
  const second = await run({ rest: ['categories', longer], tree: 'district' })
  expect(second.stdout).toMatch(/^district: 6 categories, 3 new, 0 gone/)
  const third = await run({ rest: ['categories', longer], tree: 'district' })
  expect(third.stdout).toBe('district: nothing changed (6 categories)\n')
  const saved = await app.db.read((tx) => categoriesOf(tx, app.town.tenantId, 'district'))
  expect(saved.find((category) => category.name.zh === '路灯')).toMatchObject({ code: '010101', parent: '0101' })
}, 120_000)

// Public data; not part of the project.
const tree = join(inProject('..'), 'shared/data/matter-category-tree.xlsx')

it.skipIf(!existsSync(tree))(
  'imports the real tree of three levels',
  async () => {
    const { stdout } = await run({ rest: ['categories', tree], tree: 'city', json: true })
    expect(JSON.parse(stdout)).toMatchObject({ categories: 650, added: 650, gone: 0, unchanged: false })
  },
  60_000,
)
