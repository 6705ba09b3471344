import { writeFile } from 'node:fs/promises'
import { systemActor } from '../../kernel/actor.ts'
import { readConfig } from '../../kernel/config.ts'
import type { PersonId, TenantId } from '../../kernel/contract/ids.ts'
import { sql } from '../../kernel/db.ts'
import { heldOn } from '../../kernel/held.ts'
import { copyJson, countOf, tellCopied, whose } from '../../modules/privacy/public.ts'
import { openLiren } from '../server/liren.ts'
import type { Command } from './options.ts'

const say = (line: string) => process.stdout.write(`${line}\n`)
const warn = (line: string) => process.stderr.write(`${line}\n`)

const usage = 'liren person export --id ID --out FILE [--data DIR]'
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/**
 * `liren person export`: all that is held on a person, as JSON, with what hangs on the phone alone: whoever runs it has
 * checked who asks. Leaves an event of counts. Exit status 0; 1: no such person; 2: a wrong command line.
 */
export const personCommand: Command = async ({ rest, data, id, out }) => {
  if (rest.join() !== 'export' || !id || !uuid.test(id) || !out) {
    warn(usage)
    return 2
  }
  const liren = await openLiren({ config: readConfig(process.env, data), log: warn, connections: 2 })
  try {
    const { db, secrets, clock } = liren
    const at = clock.now()
    const found = await db.tx(async (tx) => {
      const { rows: homes } = await sql<{ tenantId: TenantId }>`select tenant_id as "tenantId" from people.persons_view
        where id = ${id}`.execute(tx)
      const tenantId = homes[0]?.tenantId
      const of = tenantId && (await whose(tx, secrets, tenantId, id as PersonId))
      if (!of) return null
      const all = await heldOn(tx, secrets, of, { everything: true })
      const rows = countOf(all.groups)
      await tellCopied(tx, { tenantId, at, by: systemActor }, { personId: of.personId, form: 'json', rows })
      return { ...all, rows }
    })
    if (!found) {
      warn(`there is no person ${id}`)
      return 1
    }
    await writeFile(out, copyJson(found.groups, found.reveals, at), { mode: 0o600 })
    say(`${found.rows} rows of ${found.groups.length} kinds in ${out}`)
    return 0
  } finally {
    await liren.close()
  }
}
