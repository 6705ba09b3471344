import { existsSync } from 'node:fs'
import { type Clock, systemClock } from '../../kernel/clock.ts'
import { type Config, pastPooler, readConfig } from '../../kernel/config.ts'
import { verifyThings } from '../../kernel/events/things.ts'
import { type Broken, type VerifyReport, verifyLedger } from '../../kernel/events/verify.ts'
import { verifyFound } from '../../kernel/find-anew.ts'
import { openLiren } from '../server/liren.ts'
import { modules } from '../server/modules.ts'
import type { Command } from './options.ts'

const say = (line: string) => process.stdout.write(`${line}\n`)

/**
 * Recomputes the hash chains and checkpoints, recounts what is derived from the ledger, and names what does not agree.
 * Changes nothing; may run beside a working server. Exit status 0: all agrees; 1: something is broken.
 */
export const verify: Command = async ({ data, json }) => {
  const config = readConfig(process.env, data)
  if (!config.databaseUrl && !existsSync(config.dataDir)) throw new Error(`there is no data in ${config.dataDir}`)
  const report = await verifyInstallation(config)
  if (json) {
    const { tenants, streams, events, counts, broken, found, seconds } = report
    say(JSON.stringify({ tenants, streams, events, ...counts, broken, found, seconds }))
  } else sayReport(report)
  return report.found === 0 ? 0 : 1
}

/**
 * All checks on an installation, which is brought up to date first.
 * @param clock another present than the machine's, where days were played that are still to come.
 */
export async function verifyInstallation(config: Config, clock: Clock = systemClock): Promise<VerifyReport> {
  const liren = await openLiren({ config: pastPooler(config), clock, connections: 2 })
  try {
    const verifiers = [
      ...modules.flatMap((module) => (module.verify ? [module.verify] : [])),
      verifyFound(liren.secrets),
      verifyThings(modules.flatMap(({ things }) => [...(things ?? [])])),
    ]
    const report = await verifyLedger(liren.db, verifiers, liren.clock.now())
    return { ...report, seconds: Number(report.seconds.toFixed(2)) }
  } finally {
    await liren.close()
  }
}

/** Prints a report for people. */
export function sayReport({ tenants, streams, events, counts, broken, found, seconds }: VerifyReport): void {
  for (const one of broken) say(wordsOf(one))
  if (found > broken.length) say(`… and ${found - broken.length} more`)
  const looked = Object.entries({ tenants, streams, events, ...counts }).map(([name, n]) => `${n} ${name}`)
  say(`${found === 0 ? 'all agrees with the ledger' : `broken: ${found}`} (${looked.join(', ')}; ${seconds} s)`)
}

function wordsOf({ check, tenantId, stream, seq, what }: Broken): string {
  const where = [`tenant ${tenantId}`, stream && `stream ${stream}`, seq !== undefined && `event ${seq}`].filter(
    Boolean,
  )
  return `${check}: ${where.join(', ')} ${what}`
}
