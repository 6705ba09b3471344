import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { planCommand } from './plan.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'liren-plan-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** Runs the command in this process. */
async function runPlan(rest: readonly string[], more: { seconds?: string; seed?: string; json?: boolean } = {}) {
  const [out, err] = (['stdout', 'stderr'] as const).map((name) => {
    const lines: string[] = []
    vi.spyOn(process[name], 'write').mockImplementation((text) => lines.push(String(text)) > 0)
    return lines
  })
  const said = (lines: string[] | undefined) => (lines ?? []).join('')
  try {
    const code = await planCommand({ rest, ...more })
    return { code, stdout: said(out), stderr: said(err) }
  } catch (error) {
    return { code: 'thrown', stdout: said(out), stderr: error instanceof Error ? error.message : String(error) }
  } finally {
    vi.restoreAllMocks()
  }
}

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}

const square = 'DIMENSION: 4\nEDGE_WEIGHT_TYPE: EUC_2D\nNODE_COORD_SECTION\n1 0 0\n2 9 9\n3 0 9\n4 9 0\nEOF\n'
const solomon = `C\nVEHICLE\nNUMBER CAPACITY\n 3 10\nCUSTOMER\nCUST NO. X\n0 0 0 0 0 99 0\n1 3 4 5 0 6 1\n2 6 8 5 0 50 1\n`

describe('liren plan', () => {
  it('prints a tour', async () => {
    const path = await file('square.tsp', square)
    const { code, stdout } = await runPlan(['tour', path], { seconds: '0.02', json: true })
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ length: 36, points: 4, tour: [1, 3, 2, 4] })
    expect(typeof JSON.parse(stdout).seconds).toBe('number')
    expect((await runPlan(['tour', path], { seconds: '0.02' })).stdout).toContain('4 points, length 36')
  })

  it('prints routes', async () => {
    const path = await file('routes.txt', solomon)
    const { stdout } = await runPlan(['routes', path], { seconds: '0.02', json: true })
    expect(JSON.parse(stdout)).toMatchObject({ distance: 20, vehicles: 1, routes: [{ day: 1, stops: [1, 2] }] })
  })

  it('says which stops have no room', async () => {
    const path = await file('late.txt', `${solomon}3 90 90 1 0 5 0\n`)
    const { code, stderr } = await runPlan(['routes', path], { seconds: '0.02', json: true })
    expect([code, stderr]).toEqual([0, 'no room was found for 1 of 3 stops\n'])
  })

  it('refuses a wrong command line with status 2', async () => {
    const path = await file('square.tsp', square)
    for (const rest of [[], ['tour'], ['walk', path], ['tour', `${path}x`], ['tour', path, 'more'], ['tour', folder]])
      expect((await runPlan(rest)).code, rest.join(' ')).toBe(2)
    for (const more of [{ seconds: '-1' }, { seconds: 'soon' }, { seconds: '99999' }, { seed: '1.5' }])
      expect((await runPlan(['tour', path], more)).code).toBe(2)
  })

  it('refuses hostile files in words', async () => {
    const refused = async (name: string, content: string | Uint8Array) =>
      (await runPlan(['tour', await file(name, content)], { seconds: '0.02' })).stderr
    expect(await refused('binary', Uint8Array.of(0, 255, 254, 10, 200))).toContain('no text in UTF-8')
    expect(await refused('empty', '')).toContain('no DIMENSION')
    expect(await refused('long', '1 2 3\n'.repeat(1_000_000))).toContain('more than 110000 lines')
    expect(await refused('endless', '1'.repeat(200_000))).toContain('longer than')
    expect(await refused('few', square.replace('4 9 0\n', ''))).toContain('there are 3 points; DIMENSION says 4')
  })
})
