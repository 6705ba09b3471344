import { parseArgs } from 'node:util'
import { commands } from './commands.ts'
import type { Command } from './options.ts'

const help = `Liren 里仁

  liren demo    [--port N] [--data DIR] [--reset] [--lang zh|en]   a living demo district
  liren serve   [--port N] [--host H] [--data DIR]                  the web server
  liren worker  [--data DIR]                                        notices, deadlines, imports
  liren migrate [--data DIR]                                        bring the database up to date
  liren migrate --distribute [--dry-run]                            lay tenants on the machines of a Citus cluster; or only say how
  liren import matters FILE.xlsx --map MAP [--place CODE] [--data DIR] [--json]   MAP: a file or a built-in mapping
  liren import categories FILE.xlsx --tree CODE [--data DIR] [--json]             a category tree from a sheet
  liren import households|visits FILE.xlsx [--data DIR] [--json]    homes, and visits of before, from a sheet
  liren groups FILE [--json]                                        opinion groups from a file of votes
  liren verify  [--data DIR] [--json]                               recompute hash chains and projections
  liren keys rotate|status [--data DIR] [--json]                    seal everything under the newest key; how far that is
  liren retention [--dry-run] [--data DIR] [--json]                 erase what is due by the rules; or only say how much
  liren person export --id ID --out FILE [--data DIR]                  all that is held on a person
  liren export-all --out FILE.zip [--tenant CODE] [--files] [--open --reason TEXT] [--json]   everything of a tenant: JSON lines and .xlsx
  liren channels [replay --id ID --since INSTANT] [--json]   ways out: what waits and fails; send a receiver all since then again
  liren deliveries [--parked] [--subscriber NAME] [--replay] [--json]   what waits, what was given up; try that again
  liren backup FILE|DIR [--data DIR] [--json]                       all that is kept, while others work
  liren restore FILE [--check] [--replace NAME] [--without-key] [--data DIR] [--json]   into an empty database
  liren choose FILE.pb --rule RULE [--increment N] [--json]        what a rule chooses from an election (Pabulib)
  liren plan tour FILE.tsp | plan routes FILE.txt [--seconds N] [--seed N] [--json]   a short tour, short routes

With DATABASE_URL set, all but groups, choose and plan, which need none, use that PostgreSQL (15 or later) instead of the embedded one.
`

const options = {
  port: { type: 'string' },
  host: { type: 'string' },
  data: { type: 'string' },
  reset: { type: 'boolean' },
  lang: { type: 'string' },
  map: { type: 'string' },
  place: { type: 'string' },
  tree: { type: 'string' },
  tenant: { type: 'string' },
  rule: { type: 'string' },
  increment: { type: 'string' },
  seconds: { type: 'string' },
  seed: { type: 'string' },
  replace: { type: 'string' },
  check: { type: 'boolean' },
  'without-key': { type: 'boolean' },
  parked: { type: 'boolean' },
  since: { type: 'string' },
  replay: { type: 'boolean' },
  subscriber: { type: 'string' },
  json: { type: 'boolean' },
  distribute: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  id: { type: 'string' },
  out: { type: 'string' },
  files: { type: 'boolean' },
  open: { type: 'boolean' },
  reason: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const

function parsed() {
  try {
    return parseArgs({ allowPositionals: true, strict: true, options })
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${help}`)
    return process.exit(2)
  }
}

const { values, positionals } = parsed()
const [name = 'help', ...rest] = positionals
/** The demo's district, names and stories are loaded for it alone. */
const demo: Command = async (given) => (await import('./demo.ts')).demo(given)
const command = name === 'demo' ? demo : commands[name]

if (values.help || !command) {
  process.stdout.write(help)
  process.exitCode = values.help || name === 'help' ? 0 : 2
} else {
  try {
    process.exitCode = await command({ ...values, rest })
  } catch (error) {
    process.stderr.write(`liren ${name}: ${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  }
}
