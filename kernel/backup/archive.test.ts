import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { packArchive, sumOf } from './archive.fixture.ts'
import { ArchiveReader, DamagedArchive } from './archive-reader.ts'
import { ArchiveWriter } from './archive-writer.ts'
import { archiveFormat, type Manifest, sealed } from './manifest.ts'
import { blockSize, readTarHeader, tarHeader } from './tar.ts'

let folder: string
let file: string
let whole: Buffer
const never = new AbortController().signal
const people = '1\t里仁\\n街道\n2\t\\N\n'

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'liren-archive-'))
  file = join(folder, 'whole.tar')
  const archive = await ArchiveWriter.create(file)
  const part = await archive.addRows('tables/people.persons.copy.gz', Readable.from([Buffer.from(people)]), never)
  const queue = await archive.addRows('queue.copy.gz', Readable.from([Buffer.alloc(0)]), never)
  await archive.finish(manifestOf({ part, queue }), async (hash) => sealed(hash, null))
  await archive.name()
  whole = await readFile(file)
})
afterAll(() => rm(folder, { recursive: true }))

function manifestOf({ part, queue }: { part: Manifest['queue']; queue: Manifest['queue'] }): Manifest {
  return {
    format: archiveFormat,
    version: '0.1.0',
    postgres: '18.4',
    madeAt: '2026-11-28T02:30:00.000Z',
    migrations: [{ name: 'kernel/202611230100-kernel.sql', sha256: sumOf(Buffer.from('x')) }],
    tables: [{ schema: 'people', table: 'persons', columns: ['id', 'name'], part }],
    partitions: [],
    sequences: [],
    queue,
  }
}

/** Reads all of an archive as a restore does before it writes. */
async function check(bytes: Buffer): Promise<void> {
  const path = join(folder, `${createHash('sha256').update(bytes).digest('hex').slice(0, 20)}.tar`)
  await writeFile(path, bytes)
  try {
    const archive = await ArchiveReader.open(path)
    try {
      await archive.check(() => {}, never)
    } finally {
      await archive.close()
    }
  } finally {
    await rm(path)
  }
}

describe('an archive', () => {
  it('gives back what was put in, is for its owner alone and leaves no draft', async () => {
    const archive = await ArchiveReader.open(file)
    const [first] = archive.manifest.tables
    if (!first) throw new Error('no part')
    expect(first.part).toMatchObject({ rows: 2, bytes: Buffer.byteLength(people) })
    const [source, ...steps] = archive.rows(first.part)
    const rows = steps.reduce<Readable>((from, step) => from.pipe(step), source)
    expect(Buffer.concat(await rows.toArray()).toString('utf8')).toBe(people)
    await archive.close()
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect(await readdir(folder)).toEqual(['whole.tar'])
  })

  it('that was given up leaves nothing', async () => {
    const path = join(folder, 'given-up.tar')
    const archive = await ArchiveWriter.create(path)
    const stopped = AbortSignal.abort(new Error('stopped'))
    await expect(archive.addRows('queue.copy.gz', Readable.from(['1\n']), stopped)).rejects.toThrow()
    await archive.discard()
    expect(await readdir(folder)).toEqual(['whole.tar'])
  })

  it('with any one bit flipped is refused', async () => {
    await check(whole)
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(7), async (at, bit) => {
        const bytes = Buffer.from(whole)
        bytes[at] = (bytes[at] ?? 0) ^ (1 << bit)
        await expect(check(bytes)).rejects.toThrow(DamagedArchive)
      }),
      { numRuns: 400 },
    )
  })

  it('cut off anywhere, or with something behind, is refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), async (length) => {
        await expect(check(whole.subarray(0, length))).rejects.toThrow(DamagedArchive)
      }),
      { numRuns: 200 },
    )
    await expect(check(Buffer.concat([whole, Buffer.alloc(512)]))).rejects.toThrow('the end of the archive')
  })
})

describe('a hostile archive, well sealed, is refused', () => {
  const rows = gzipSync(people)
  const named = (name: string, bytes = Buffer.byteLength(people), packed = rows, count = 2) => ({
    name,
    rows: count,
    bytes,
    packed: packed.length,
    sha256: sumOf(packed),
  })
  const queue = named('queue.copy.gz', 0, gzipSync(''), 0)
  const honest = named('tables/people.persons.copy.gz')
  const pack = (part: Manifest['queue'], parts: Record<string, Buffer>) =>
    packArchive(manifestOf({ part, queue }), { ...parts, [queue.name]: gzipSync('') })

  it('not when it is honest', async () => {
    await check(pack(honest, { [honest.name]: rows }))
  })

  it.each(['tables/../../etc/passwd', '/etc/passwd', 'tables/people.persons;drop.copy.gz'])(
    'for the name %s',
    async (name) => {
      await expect(check(pack(named(name), { [name]: rows }))).rejects.toThrow('is not the list of a backup')
      await expect(check(pack(honest, { [honest.name]: rows, [name]: rows }))).rejects.toThrow('not in its list')
    },
  )

  it('for a part that would fill the disk, whether it says so or not', async () => {
    const bomb = gzipSync(Buffer.alloc(40_000_000, '1\n'))
    const boasting = named(honest.name, 40_000_000, bomb, 20_000_000)
    await expect(check(pack(boasting, { [honest.name]: bomb }))).rejects.toThrow('more than 250 times')
    const quiet = named(honest.name, 1000, bomb, 500)
    await expect(check(pack(quiet, { [honest.name]: bomb }))).rejects.toThrow('unpacks to more than its 1000 bytes')
  })

  it('for rows that it does not have, parts that are missing or listed twice, and bounds that are no bounds', async () => {
    await expect(check(pack({ ...honest, rows: 3 }, { [honest.name]: rows }))).rejects.toThrow('holds 2 rows, not 3')
    await expect(check(pack(honest, {}))).rejects.toThrow('is missing')
    const manifest = manifestOf({ part: honest, queue })
    const parts = { [honest.name]: rows, [queue.name]: gzipSync('') }
    const twice = { ...manifest, tables: [...manifest.tables, ...manifest.tables] }
    await expect(check(packArchive(twice, parts))).rejects.toThrow('listed twice')
    const bound = "FOR VALUES FROM ('2026-01-01') TO ('2026-02-01'); drop schema people"
    const partitions = [{ schema: 'kernel', table: 'events', name: 'events_1', bound }]
    await expect(check(packArchive({ ...manifest, partitions }, parts))).rejects.toThrow('is not the list')
    await expect(check(packArchive({ ...manifest, format: 2 }, parts))).rejects.toThrow('format 1, not 2')
  })
})

it('headers say sizes beyond 8 GiB', () => {
  for (const size of [0, 511, 8 ** 11 - 1, 8 ** 11, 5e12])
    expect(readTarHeader(tarHeader('queue.copy.gz', size))).toEqual({ name: 'queue.copy.gz', size })
  expect(readTarHeader(Buffer.alloc(blockSize, 7))).toBeNull()
})
