import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { readConfig } from '../../kernel/config.ts'
import { Failure } from '../../kernel/contract/errors.ts'
import type { TenantId } from '../../kernel/contract/ids.ts'
import { noTenant, tenantByCode, tenantSource } from '../../kernel/tenants.ts'
import { importBook } from '../../modules/households/public.ts'
import { builtInMappings } from '../../modules/matters/import/built-in-mappings.ts'
import { importFile, importPlace } from '../../modules/matters/import/import-file.ts'
import type { RowFault } from '../../modules/matters/import/import-store.ts'
import { importTree } from '../../modules/matters/import/import-tree.ts'
import { type ImportMapping, parseMapping } from '../../modules/matters/import/mapping.ts'
import { type Liren, openLiren } from '../server/liren.ts'
import type { Command, Options } from './options.ts'

const say = (line: string) => process.stdout.write(`${line}\n`)
const warn = (line: string) => process.stderr.write(`${line}\n`)

const usage = `liren import matters FILE.xlsx --map MAP [--place CODE] [--tenant CODE] [--data DIR] [--json]
liren import categories FILE.xlsx --tree CODE [--tenant CODE] [--data DIR] [--json]
liren import households|visits FILE.xlsx [--place CODE] [--tenant CODE] [--data DIR] [--json]

MAP is a file or one of: ${builtInMappings.map((mapping) => mapping.name).join(', ')}`

/** Errors named one by one; more than these nobody reads in a terminal. */
const mostErrors = 1000
const mostShown = 20

/** Thrown for a command line that cannot be meant; the exit status is 2. */
class Misused extends Error {}

/** `liren import matters`, `categories`, `households` and `visits`: 0 once the file was gone through, 2 for a wrong command line. */
export const importCommand: Command = async (options) => {
  const [what, file, ...more] = options.rest
  try {
    if (!file || more.length > 0) throw new Misused(usage)
    if (what === 'matters') return await importMatters(file, options)
    if (what === 'categories') return await importCategories(file, options)
    if (what === 'households' || what === 'visits') return await importBookOf(what, file, options)
    throw new Misused(usage)
  } catch (error) {
    if (!(error instanceof Misused)) throw plain(error)
    warn(error.message)
    return 2
  }
}

/** A refusal in words that can be read at a terminal. */
const plain = (error: unknown) =>
  error instanceof Failure ? new Error(`${error.words.zh}\n${error.words.en}`, { cause: error }) : error

async function importMatters(file: string, options: Options): Promise<number> {
  if (!options.map) throw new Misused(`--map is missing\n\n${usage}`)
  const mapping = await mappingOf(options.map)
  fileMustBe(file)
  return withLiren(options, async (liren, tenantId) => {
    const place = await liren.db.read((tx) => importPlace(tx, tenantId, options.place))
    if (!place)
      throw new Misused(options.place ? `there is no place ${options.place}` : 'name the place with --place CODE')
    const faults: RowFault[] = []
    const stopping = new AbortController()
    const stop = () => stopping.abort(new Error('stopped; what is in stays in'))
    process.once('SIGINT', stop).once('SIGTERM', stop)
    const started = performance.now()
    const counts = await importFile(
      liren,
      { tenantId, path: file, mapping, place },
      {
        signal: stopping.signal,
        onBatch: (sofar, some) => {
          faults.push(...some.slice(0, Math.max(0, mostErrors - faults.length)))
          if (process.stderr.isTTY) process.stderr.write(`\r${sofar.read} rows`)
        },
      },
    )
    process.off('SIGINT', stop).off('SIGTERM', stop)
    if (process.stderr.isTTY) process.stderr.write('\r')
    if (!counts) throw new Error('the import was cancelled at the desk; what is in stays in')
    const seconds = Number(((performance.now() - started) / 1000).toFixed(2))
    const peakMemoryMB = Math.round(process.resourceUsage().maxRSS / 1024)
    const errors = faults.flatMap(({ row, errors: found }) =>
      found.map(({ column, words }) => ({ row, column, zh: words.zh, en: words.en })),
    )
    const { read, created, unchanged, rejected } = counts
    if (options.json)
      say(
        JSON.stringify({
          read,
          created,
          unchanged,
          rejected,
          seconds,
          peakMemoryMB,
          errors: errors.slice(0, mostErrors),
        }),
      )
    else {
      for (const error of errors.slice(0, mostShown))
        say(`row ${error.row}, ${error.column}: ${error.zh} / ${error.en}`)
      if (rejected > 0) say('The rows that were not taken can be fetched as a sheet at the desk, under imports.')
      say(
        `${read} rows read: ${created} new, ${unchanged} unchanged, ${rejected} not taken (${seconds} s, ${peakMemoryMB} MB)`,
      )
    }
    return 0
  })
}

/** A register of households or a book of past visits. */
async function importBookOf(kind: 'households' | 'visits', file: string, options: Options): Promise<number> {
  fileMustBe(file)
  return withLiren(options, async (liren, tenantId) => {
    const place = await liren.db.read((tx) => importPlace(tx, tenantId, options.place))
    if (!place)
      throw new Misused(options.place ? `there is no place ${options.place}` : 'name the place with --place CODE')
    const errors: { row: number; column: string; zh: string; en: string }[] = []
    const started = performance.now()
    const counts = await importBook(liren, { kind, tenantId, file, placePath: place.path }, (sofar, wrong) => {
      for (const { row, faults } of wrong)
        for (const { column, words } of faults)
          if (errors.length < mostErrors) errors.push({ row, column: column.zh, ...words })
      if (process.stderr.isTTY) process.stderr.write(`\r${sofar.read} rows`)
    })
    if (process.stderr.isTTY) process.stderr.write('\r')
    const seconds = Number(((performance.now() - started) / 1000).toFixed(2))
    const peakMemoryMB = Math.round(process.resourceUsage().maxRSS / 1024)
    if (options.json) say(JSON.stringify({ ...counts, seconds, peakMemoryMB, errors }))
    else {
      for (const error of errors.slice(0, mostShown))
        say(`row ${error.row}, ${error.column}: ${error.zh} / ${error.en}`)
      const { read, changed, same, wrong } = counts
      say(
        `${read} rows read: ${counts.new} new, ${changed} changed, ${same} unchanged, ${wrong} not taken (${seconds} s, ${peakMemoryMB} MB)`,
      )
    }
    return 0
  })
}

async function importCategories(file: string, options: Options): Promise<number> {
  const { tree } = options
  if (!tree) throw new Misused(`--tree is missing\n\n${usage}`)
  fileMustBe(file)
  return withLiren(options, async (liren, tenantId) => {
    const started = performance.now()
    const name = basename(file).replace(/\.xlsx$/i, '')
    const imported = await importTree(liren, { tenantId, path: file, tree, name: { zh: name, en: name } })
    const seconds = Number(((performance.now() - started) / 1000).toFixed(2))
    if (options.json) say(JSON.stringify({ tree, ...imported, seconds }))
    else if (imported.unchanged) say(`${tree}: nothing changed (${imported.categories} categories)`)
    else say(`${tree}: ${imported.categories} categories, ${imported.added} new, ${imported.gone} gone (${seconds} s)`)
    return 0
  })
}

function fileMustBe(file: string): void {
  if (!existsSync(file)) throw new Misused(`there is no file ${file}`)
}

/** A built-in mapping by its name, or one from a JSON file. */
async function mappingOf(map: string): Promise<ImportMapping> {
  const builtIn = builtInMappings.find((mapping) => mapping.name === map)
  if (builtIn) return builtIn
  if (!existsSync(map)) throw new Misused(`there is no mapping ${map}\n\n${usage}`)
  try {
    return parseMapping(JSON.parse(await readFile(map, 'utf8')))
  } catch (error) {
    throw new Misused(error instanceof Failure ? error.words.en : `${map} is no JSON: ${String(error)}`)
  }
}

async function withLiren(
  { data, tenant }: Options,
  work: (liren: Liren, tenantId: TenantId) => Promise<number>,
): Promise<number> {
  const config = readConfig(process.env, data)
  if (!config.databaseUrl && !existsSync(config.dataDir)) throw new Error(`there is no data in ${config.dataDir}`)
  const liren = await openLiren({ config, connections: 3, log: warn })
  try {
    return await work(liren, await tenantOf(liren, tenant))
  } finally {
    await liren.close()
  }
}

async function tenantOf({ db }: Liren, code: string | undefined): Promise<TenantId> {
  if (code !== undefined) {
    const found = await db.read((tx) => tenantByCode(tx, code))
    if (!found) throw new Misused(`there is no tenant ${code}`)
    return found.id
  }
  const only = await tenantSource().tenantOf(db, '')
  if (only === noTenant) throw new Error('nothing is set up in this database yet')
  if (!only) throw new Misused('there are several tenants: name one with --tenant CODE')
  return only
}
