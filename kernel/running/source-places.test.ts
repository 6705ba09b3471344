import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { inSources } from './source-places.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'liren-places-'))
})
afterAll(() => rm(folder, { recursive: true }))

it('says where in the sources an error came from; what has no map stays as it is', async () => {
  const source = join(folder, 'door.ts')
  await writeFile(source, 'type Door = string\n\nexport function open(door: Door) {\n  throw new Error(door)\n}\n')
  const outfile = join(folder, 'program.mjs')
  await build({ entryPoints: [source], outfile, bundle: true, format: 'esm', sourcemap: 'external' })
  const { open } = (await import(outfile)) as { open: (door: string) => void }
  let frames: readonly string[] = []
  try {
    open('shut')
  } catch (error) {
    frames = String((error as Error).stack)
      .split('\n')
      .slice(1)
  }
  expect(inSources(frames)[0]).toMatch(/door\.ts:4:9\)$/)
  const elsewhere = ['    at open (/nowhere/program.mjs:3:9)', '    at node:internal/timers:1:2']
  expect(inSources(elsewhere)).toEqual(elsewhere)
})
