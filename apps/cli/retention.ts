import { readConfig } from '../../kernel/config.ts'
import { allTenants } from '../../kernel/tenants.ts'
import { dueAt, eraseDue, rulesOf } from '../../modules/privacy/public.ts'
import { openLiren } from '../server/liren.ts'
import type { Command } from './options.ts'

const say = (line: string) => process.stdout.write(`${line}\n`)
const warn = (line: string) => process.stderr.write(`${line}\n`)

/**
 * `liren retention`: erases what is due by the rules, as the worker does every night; with `--dry-run` it only says how
 * much of what. Exit status 0; 2: a wrong command line.
 */
export const retentionCommand: Command = async ({ rest, data, json, 'dry-run': dry }) => {
  if (rest.length > 0) {
    warn('liren retention [--dry-run] [--data DIR] [--json]')
    return 2
  }
  const liren = await openLiren({ config: readConfig(process.env, data), log: warn, connections: 2 })
  try {
    const { db, clock } = liren
    const at = clock.now()
    const found = []
    for (const tenantId of await db.read(allTenants)) {
      const rules = await db.read((tx) => rulesOf(tx, tenantId, at))
      const counts = dry ? await db.read((tx) => dueAt(tx, tenantId, rules, at)) : await eraseDue(liren, tenantId, at)
      for (const { erasable, keepDays } of rules)
        found.push({ tenantId, code: erasable.code, keepDays, rows: counts.get(erasable.code) ?? 0 })
    }
    if (json) say(JSON.stringify({ dryRun: dry ?? false, rules: found }))
    else
      for (const { tenantId, code, keepDays, rows } of found)
        say(`${tenantId} ${code}: ${rows} ${dry ? 'due' : 'erased'} (kept ${keepDays} days)`)
    return 0
  } finally {
    await liren.close()
  }
}
