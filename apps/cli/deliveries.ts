import { existsSync } from 'node:fs'
import { readConfig } from '../../kernel/config.ts'
import { openDb } from '../../kernel/db.ts'
import {
  type DeliveryFigures,
  deliveryFigures,
  type ParkedDelivery,
  parkedDeliveries,
  replayParked,
} from '../../kernel/events/parked.ts'
import { modules } from '../server/modules.ts'
import { withOwner } from './installation.ts'
import type { Command } from './options.ts'

const say = (line: string) => process.stdout.write(`${line}\n`)
const warn = (line: string) => process.stderr.write(`${line}\n`)

const usage = `liren deliveries [--parked] [--subscriber NAME] [--replay] [--data DIR] [--json]
--parked: each one that was given up; --replay: give those all their tries again, a running worker delivers them`

/** Shown of what was given up. */
const most = 200

interface Standing extends DeliveryFigures {
  /** Whether this program has such a subscriber: what is kept for one that it has not, nobody takes. */
  readonly known: boolean
}

/**
 * `liren deliveries`: how it stands with what subscribers are still to be told, and the replay of what was given up. May
 * run beside a working server. Exit status 0: nothing is parked (any more); 1: something is; 2: a wrong command line.
 */
export const deliveriesCommand: Command = async ({ rest, parked, subscriber, replay, data, json }) => {
  const subscribers = new Set(modules.flatMap((module) => module.subscribers.map(({ name }) => name)))
  if (rest.length > 0) {
    warn(usage)
    return 2
  }
  const config = readConfig(process.env, data)
  if (!config.databaseUrl && !existsSync(config.dataDir)) throw new Error(`there is no data in ${config.dataDir}`)
  return withOwner(config, warn, async (_client, url) => {
    const db = openDb({ url, connections: 1 })
    try {
      const told = (sofar: number) => warn(`${sofar} given back …`)
      const replayed = replay ? await replayParked(db, { subscriber, told }) : undefined
      const figures = (await db.read((tx) => deliveryFigures(tx)))
        .filter((one) => subscriber === undefined || one.subscriber === subscriber)
        .map((one): Standing => ({ ...one, known: subscribers.has(one.subscriber) }))
      const given = parked ? await db.read((tx) => parkedDeliveries(tx, { subscriber, limit: most })) : undefined
      const count = figures.reduce((sum, one) => sum + one.parked, 0)
      if (json) {
        const waiting = figures.reduce((sum, one) => sum + one.waiting, 0)
        say(JSON.stringify({ waiting, parked: count, replayed, subscribers: figures, deliveries: given }))
      } else sayAll({ figures, given, replayed, count })
      return count === 0 ? 0 : 1
    } finally {
      await db.close()
    }
  })
}

function sayAll({
  figures,
  given,
  replayed,
  count,
}: {
  readonly figures: readonly Standing[]
  readonly given: readonly ParkedDelivery[] | undefined
  readonly replayed: number | undefined
  readonly count: number
}): void {
  if (replayed !== undefined) say(`${replayed} will be tried again by the worker`)
  for (const { tenantId, subscriber, stream, seq, type, tries, parkedAt, lastError } of given ?? [])
    say(
      `${subscriber}: ${type} (tenant ${tenantId}, stream ${stream}, event ${seq}), given up after ${tries} tries at ${parkedAt.toISOString()}: ${lastError}`,
    )
  if (given && given.length < count) say(`… and ${count - given.length} more`)
  for (const { subscriber, waiting, parked, parkedSince, lastError, known } of figures) {
    const since = parkedSince ? ` since ${parkedSince.toISOString()}` : ''
    const why = lastError ? `; failed last: ${lastError}` : ''
    say(
      `${subscriber}: ${waiting} waiting, ${parked} parked${since}${why}${known ? '' : '; this program has no such subscriber'}`,
    )
  }
  if (figures.length === 0) say('everything is delivered')
  else if (count > 0) say('when the cause is gone: liren deliveries --replay')
}
