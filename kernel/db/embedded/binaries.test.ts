import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { nobodyIn } from './account.ts'
import { findBinaries, linkLibraries } from './binaries.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'liren-binaries-'))
})
afterEach(() => rm(folder, { recursive: true }))

it('says what to do where there is no PostgreSQL', async () => {
  await expect(findBinaries(undefined, 'linux-loong64')).rejects.toThrow(
    /no PostgreSQL for linux-loong64 is installed\. Set DATABASE_URL/,
  )
})

it('makes the links to libraries that an install without scripts left out, once', async () => {
  await mkdir(join(folder, 'native', 'lib'), { recursive: true })
  await writeFile(join(folder, 'native/lib/libpq.so.5.18'), 'library')
  const links = [{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }]
  await writeFile(join(folder, 'native/pg-symlinks.json'), JSON.stringify(links))
  await linkLibraries(folder)
  await linkLibraries(folder)
  expect(await readFile(join(folder, 'native/lib/libpq.so.5'), 'utf8')).toBe('library')
})

it.each([
  ['as Debian names it', 'root:x:0:0::/root:/bin/sh\nnobody:x:65534:65533::/:/bin/false', { uid: 65_534, gid: 65_533 }],
  [
    'as macOS numbers it',
    'nobody:*:-2:-2::0:0:Unprivileged User:/var/empty:',
    { uid: 4_294_967_294, gid: 4_294_967_294 },
  ],
  ['where it is not named', 'root:x:0:0::/root:/bin/sh', { uid: 65_534, gid: 65_534 }],
])('knows nobody %s', (_, passwd, account) => {
  expect(nobodyIn(passwd)).toEqual(account)
})
