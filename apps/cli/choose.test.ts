import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import {
  expectedChoices,
  referencePath,
  referencesAreThere,
} from '../../modules/choices/budget/rules/reference.fixture.ts'
import { ruleNames } from '../../modules/choices/budget/rules/rules.ts'
import { chooseCommand } from './choose.ts'
import { commands } from './commands.ts'
import type { Options } from './options.ts'

let folder: string
let file: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'liren-choose-'))
  file = join(folder, 'street.pb')
  const projects = 'project_id;cost;name\n1;30.5;长椅\n2;30;路灯\n3;99;喷泉\n4;1;围墙'
  const votes = 'voter_id;vote\na;1,2\nb;1\nc;2,3'
  await writeFile(file, `META\nkey;value\nbudget;90\nvote_type;approval\nPROJECTS\n${projects}\nVOTES\n${votes}\n`)
})
afterAll(() => rm(folder, { recursive: true }))

async function run(options: Options) {
  const [out, err] = (['stdout', 'stderr'] as const).map((name) => {
    const lines: string[] = []
    vi.spyOn(process[name], 'write').mockImplementation((text) => lines.push(String(text)) > 0)
    return lines
  })
  const said = (lines: string[] | undefined) => (lines ?? []).join('')
  try {
    const code = await chooseCommand(options)
    return { code, stdout: said(out), stderr: said(err) }
  } catch (error) {
    return { code: 'thrown', stdout: said(out), stderr: String(error) }
  } finally {
    vi.restoreAllMocks()
  }
}

it('prints one line of JSON, amounts in the currency of the file', async () => {
  expect(commands['choose']).toBe(chooseCommand)
  const { code, stdout, stderr } = await run({ rest: [file], rule: 'mes_cost', json: true })
  expect([code, stderr, stdout.trim().split('\n').length]).toEqual([0, '', 1])
  expect(JSON.parse(stdout)).toEqual({
    order: ['1', '2'],
    selected: ['1', '2'],
    cost: 60.5,
    seconds: expect.any(Number),
  })
})

it('says in words what was chosen and why, and by how much the others missed', async () => {
  const { stdout } = await run({ rest: [file], rule: 'mes_cost_add1', increment: '2' })
  expect(stdout).toContain('1. 1 长椅 (30.5, 2 votes): bought by 2 supporters at 15.2500 a point\n')
  expect(stdout).toContain('- 3 喷泉 (99.0, 1 votes): its supporters lack ')
  expect(stdout).toContain('- 4 围墙 (1.0, 0 votes): nobody voted for it')
  expect(stdout).toMatch(/3 of 3 voters have a chosen project/)
  expect(stdout).toMatch(/2 of 4 projects for 60\.5 of 90\.0 \(/)
})

it('a wrong command line is 2, a file that cannot be read is thrown with its line', async () => {
  const broken = join(folder, 'broken.pb')
  await writeFile(
    broken,
    'META\nkey;value\nbudget;lots\nvote_type;approval\nPROJECTS\nproject_id;cost\n1;1\nVOTES\nvote\n1\n',
  )
  const rule = 'mes_cost'
  const cases: readonly (readonly [number | string, RegExp, Options])[] = [
    [2, /liren choose FILE/, { rest: [] }],
    [2, /liren choose FILE/, { rest: [file, file], rule }],
    [2, /--rule is missing/, { rest: [file] }],
    [2, /there is no rule best[\s\S]*mes_cost_add1_greedy/, { rest: [file], rule: 'best' }],
    [2, /--increment takes/, { rest: [file], rule, increment: '0.5' }],
    [2, /there is no file/, { rest: [join(folder, 'none.pb')], rule }],
    ['thrown', /line 3: “lots” is not an amount/, { rest: [broken], rule }],
  ]
  for (const [code, words, options] of cases) {
    const result = await run(options)
    expect([result.code, result.stdout]).toEqual([code, ''])
    expect(result.stderr).toMatch(words)
  }
})

it.skipIf(!referencesAreThere)('chooses from a published election as the reference implementation does', async () => {
  const name = 'Netherlands_Assen_2024'
  for (const rule of ruleNames) {
    const { order, selected, cost } = expectedChoices(name)[rule] ?? {}
    const { stdout } = await run({ rest: [referencePath(name)], rule, json: true })
    expect(JSON.parse(stdout)).toMatchObject({ order, selected, cost })
  }
})
