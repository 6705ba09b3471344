// `npm run bench -- intake|list [--json] [--matters N] [--seconds N] [--rounds N] [--connections N] [--data DIR]`
// `npm run bench -- growth [--json] [--matters 10000,100000,1000000] [--crowded] [--data DIR]`, each size against the first
// `npm run bench -- board|search|similar [--json] [--matters N] [--rounds N] [--data DIR]`, against a plain way to the same
// `npm run bench -- live [--json] [--streams N] [--per-second N] [--workers N] [--seconds N] [--rounds N] [--matters N]`
// `npm run bench -- size [--json]`, of the pages as they are built
// `npm run bench -- start [--json] [--rounds N] [--data DIR]`, with the demo's data
// `npm run bench -- interaction [--json] [--rounds N] [--only NAME] [--processor] [--profiles DIR] [--data DIR]`, how soon pages answer to a hand, with the demo's data
// `npm run bench -- import [--json] [--rounds N]`, against COPY of the same rows
// `npm run bench -- groups [--json] [--people N] [--statements N] [--share S] [--rounds N]`, which needs none either
// `npm run bench -- policies [--json] [--firms N] [--policies N] [--rounds N]`, which needs no PostgreSQL
// `npm run bench -- planning [--processor] [--json]` and `week [--json]`, which need none either
// `npm run bench -- choosing [--json] [--file FILE.pb] [--rounds N]`, which needs none either
import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { benchBoard } from './board.ts'
import { benchChoosing } from './choosing.ts'
import { endOnSignals } from './ending.ts'
import { benchGrowth } from './growth.ts'
import { sizesOf } from './growth-figures.ts'
import { benchImport } from './importing.ts'
import { openInstallation } from './installation.ts'
import { benchInteraction } from './interaction.ts'
import { benchLive } from './live.ts'
import { measure } from './measure.ts'
import { benchOpinions } from './opinions.ts'
import { pgbenchVersion } from './pgbench.ts'
import { benchPlanning } from './planning.ts'
import { benchPolicies } from './policies.ts'
import type { Comparison } from './readers.ts'
import { benchSearch } from './search.ts'
import { benchSimilar } from './similar.ts'
import { benchSize } from './size.ts'
import { benchStart } from './start.ts'
import { benchWeek } from './week.ts'
import { workloads } from './workloads.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    matters: { type: 'string' },
    seconds: { type: 'string', default: '10' },
    rounds: { type: 'string', default: '3' },
    connections: { type: 'string', default: '16' },
    data: { type: 'string' },
    firms: { type: 'string', default: '100000' },
    policies: { type: 'string', default: '200' },
    file: { type: 'string' },
    people: { type: 'string', default: '10000' },
    statements: { type: 'string', default: '1000' },
    share: { type: 'string', default: '0.1' },
    streams: { type: 'string', default: '2000' },
    'per-second': { type: 'string', default: '200' },
    processor: { type: 'boolean', default: false },
    crowded: { type: 'boolean', default: false },
    only: { type: 'string' },
    profiles: { type: 'string' },
    workers: { type: 'string', default: '1' },
  },
})
const say = (line: string) => process.stdout.write(`${line}\n`)
const name = positionals[0] ?? ''
const onThisMachine = () => ({
  at: new Date().toISOString(),
  machine: `${cpus().length} × ${cpus()[0]?.model ?? 'processor'}`,
  ...{ node: process.version, load: Number(loadavg()[0]?.toFixed(1)) },
})
if (name === 'policies') {
  const [firms, policies, rounds] = [values.firms, values.policies, values.rounds].map(Number)
  await benchPolicies({ firms: firms ?? 0, policies: policies ?? 0, rounds: rounds ?? 0, json: values.json, say })
  process.exit(0)
}
if (name === 'choosing') {
  benchChoosing({ rounds: Number(values.rounds), file: values.file, json: values.json, say })
  process.exit(0)
}
if (name === 'week') {
  await benchWeek({ rounds: Number(values.rounds), json: values.json, say })
  process.exit(0)
}
const ofItsOwn: Readonly<Record<string, () => Promise<object>>> = {
  start: () => benchStart({ rounds: Number(values.rounds), data: values.data, say }),
  interaction: () =>
    benchInteraction({
      rounds: Number(values.rounds),
      data: values.data,
      only: values.only,
      processor: values.processor,
      profiles: values.profiles,
      say,
    }),
  growth: async () => {
    const pgbench = pgbenchVersion()
    const sizes = sizesOf(values.matters ?? '10000,100000,1000000')
    const [seconds = 0, rounds = 0, connections = 0] = [values.seconds, values.rounds, values.connections].map(Number)
    const { data, crowded } = values
    return { ...(await benchGrowth({ sizes, seconds, rounds, connections, data, crowded, say })), pgbench }
  },
}
endOnSignals()
const own = ofItsOwn[name]
if (own) {
  const before = onThisMachine()
  say(`${before.machine}, Node ${before.node}; load ${before.load}`)
  try {
    const figures = await own()
    if (values.json) say(JSON.stringify({ name, ...figures, ...before }))
    process.exit(0)
  } catch (error) {
    process.stderr.write(`bench ${name}: ${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(1)
  }
}
if (name === 'planning') {
  benchPlanning({ processorTime: values.processor, json: values.json, say })
  process.exit(0)
}
if (name === 'groups') {
  const [people = 0, statements = 0, share = 0, rounds = 0] = [
    values.people,
    values.statements,
    values.share,
    values.rounds,
  ].map(Number)
  benchOpinions({ people, statements, share, rounds, json: values.json, say })
  process.exit(0)
}
/** What is measured in this process, against a plain way to the same answer in the same database. */
const comparisons: Readonly<Record<string, Comparison>> = {
  board: benchBoard,
  search: benchSearch,
  similar: benchSimilar,
  size: benchSize,
  live: (installation, { rounds, say }) =>
    benchLive(installation, {
      ...{ rounds, say, seconds: Number(values.seconds) },
      ...{ streams: Number(values.streams), perSecond: Number(values['per-second']), workers: Number(values.workers) },
    }),
  import: benchImport,
}
const workloadOf = workloads[name]
const comparison = comparisons[name]
if (!workloadOf && !comparison) {
  process.stderr.write(
    `npm run bench -- ${[...Object.keys(workloads), ...Object.keys(comparisons), 'policies', 'choosing', 'groups', 'planning', 'week', ...Object.keys(ofItsOwn)].join('|')} [--json]\n`,
  )
  process.exit(2)
}

/** As many matters as there are to begin with, where nothing else is asked for; an import asks for a district alone. */
const mattersOf: Readonly<Record<string, number>> = { live: 20_000, size: 200, import: 100 }
const matters = Number(values.matters ?? mattersOf[name] ?? 1_000_000)
try {
  const pgbench = workloadOf ? pgbenchVersion() : ''
  const installation = await openInstallation({ matters, dataDir: values.data, log: say })
  try {
    const [row] = await installation.asSuperuser('show server_version')
    const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'processor'}`
    const postgres = String(row?.server_version)
    say(
      `${machine}, Node ${process.version}, PostgreSQL ${postgres}${pgbench && `, ${pgbench}`}; load ${loadavg()[0]?.toFixed(1)}`,
    )
    const [seconds = 0, rounds = 0, connections = 0] = [values.seconds, values.rounds, values.connections].map(Number)
    const measured = workloadOf
      ? await measure(installation, await workloadOf(installation), { seconds, rounds, connections, log: say })
      : await comparison?.(installation, { rounds, say })
    if (values.json) {
      const at = new Date().toISOString()
      say(JSON.stringify({ name, ...measured, matters, at, machine, node: process.version, postgres }))
    }
  } finally {
    await installation.close()
  }
} catch (error) {
  process.stderr.write(`bench ${name}: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
