import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { median, rounded } from './figures.ts'
import type { ImportedOnce, ImportOnce } from './import-once.ts'
import type { Installation } from './installation.ts'
import { askOnce } from './programs.ts'
import { type Comparison, timed } from './readers.ts'
import { plainTable, writeRegister } from './register.ts'

/** Households of the larger book, and of the smaller one beside which its memory must stay flat. */
const large = 100_000
const small = 10_000

/** Everything that a household's row becomes: copied again with indexes, it is what PostgreSQL alone needs for it. */
const written = [
  ...['places.rooms', 'households.households', 'households.entries', 'visits.subjects', 'visits.dues'],
  ...['kernel.events', 'kernel.streams'],
]

interface Round {
  readonly importSeconds: number
  /** COPY of the rows of the book, as they are, into a plain table of its own with a primary key. */
  readonly copySeconds: number
  readonly ratio: number
  readonly peakMiB: number
}

/**
 * A register of 100,000 households from .xlsx to the last commit, as the program takes it (checked, sealed, with its
 * events and the visits that become due), beside COPY of the same rows as plain text into a plain table.
 */
export const benchImport: Comparison = async (installation, { rounds, say }) => {
  const folder = await mkdtemp(join(tmpdir(), 'liren-bench-books-'))
  // COPY reads as whoever PostgreSQL runs as.
  await chmod(folder, 0o755)
  try {
    const told: Round[] = []
    const { peakMiB: smallPeakMiB } = await takeBook(installation, folder, 0, small)
    say(`${small} households: peak memory ${rounded(smallPeakMiB, 0)} MiB`)
    for (let round = 1; round <= rounds; round++) {
      const one = await compareOnce(installation, folder, round)
      told.push(one)
      say(
        `${large} households: import ${rounded(one.importSeconds, 1)} s (${rounded(large / one.importSeconds, 0)} a second), ` +
          `COPY of the same rows ${rounded(one.copySeconds, 2)} s: ${rounded(one.ratio, 1)} times; ` +
          `peak memory ${rounded(one.peakMiB, 0)} MiB`,
      )
    }
    const writtenSeconds = await copyWritten(installation, say)
    const of = (pick: (one: Round) => number) => median(told.map(pick))
    const ratio = rounded(
      of((one) => one.ratio),
      1,
    )
    const memory = rounded(of(({ peakMiB }) => peakMiB) / smallPeakMiB, 2)
    // All rounds and the small book stand in these tables.
    const ratioToWritten = rounded(
      of(({ importSeconds }) => importSeconds) / ((writtenSeconds * large) / (rounds * large + small)),
      1,
    )
    say(
      `import takes ${ratio} times as long as COPY of the book's rows, ${ratioToWritten} times as long as COPY of the rows ` +
        `that it writes; peak memory ${memory} times that of ${small}`,
    )
    return { ratio, ratioToWritten, memory, smallPeakMiB: rounded(smallPeakMiB, 0), rounds: told }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function compareOnce(installation: Installation, folder: string, round: number): Promise<Round> {
  const { seconds, peakMiB, copy } = await takeBook(installation, folder, round, large)
  const { asSuperuser } = installation
  await asSuperuser('drop table if exists public.plain', plainTable('public.plain'))
  const { ms } = await timed(() => asSuperuser(`copy public.plain from '${copy}'`))
  await asSuperuser('drop table public.plain', 'checkpoint')
  return { importSeconds: seconds, copySeconds: ms / 1000, ratio: seconds / (ms / 1000), peakMiB }
}

async function takeBook({ url, district }: Installation, folder: string, round: number, rows: number) {
  const [xlsx, copy] = [join(folder, `${round}.xlsx`), join(folder, `${round}.copy`)]
  await writeRegister(round, rows, { xlsx, copy })
  const asked: ImportOnce = { url, tenantId: district.tenantId, file: xlsx }
  const told = await askOnce<ImportedOnce>('import-once', asked)
  if (told.new !== rows) throw new Error(`of ${rows} rows ${told.new} came in as new, ${told.wrong} were wrong`)
  return { ...told, copy }
}

/** Seconds that COPY takes for all rows that were written, into empty tables with the same indexes. */
async function copyWritten({ asSuperuser }: Installation, say: (line: string) => void): Promise<number> {
  let all = 0
  for (const table of written) {
    // Where whoever PostgreSQL runs as may write.
    const file = join(tmpdir(), `liren-bench-${process.pid}-${table}.copy`)
    await asSuperuser(
      `copy (select * from ${table}) to '${file}'`,
      `create table public.again (like ${table} including indexes including constraints)`,
    )
    const { ms } = await timed(() => asSuperuser(`copy public.again from '${file}'`))
    await asSuperuser('drop table public.again')
    await rm(file, { force: true })
    say(`COPY of all rows of ${table} again: ${rounded(ms / 1000, 1)} s`)
    all += ms / 1000
  }
  return all
}
