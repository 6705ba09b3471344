import { existsSync } from 'node:fs'
import { systemClock } from '../../kernel/clock.ts'
import { readConfig } from '../../kernel/config.ts'
import { openDb } from '../../kernel/db.ts'
import { channelsEverywhere, replayEverywhere } from '../../modules/channels/public.ts'
import { withOwner } from './installation.ts'
import type { Command } from './options.ts'

const say = (line: string) => process.stdout.write(`${line}\n`)
const warn = (line: string) => process.stderr.write(`${line}\n`)

const usage = `liren channels [--json] [--data DIR]                          each channel: what waits, how it does
liren channels replay --id ID --since INSTANT [--data DIR]   sends a receiver all events since then again, in order`

/**
 * `liren channels`: how the ways out do, and the replay to one receiver. May run beside a working server; a running worker
 * sends. Exit status 0: it was done; 1: a channel fails, or there is no such channel; 2: a wrong command line.
 */
export const channelsCommand: Command = async ({ rest, id, since, data, json }) => {
  const replay = rest[0] === 'replay' && rest.length === 1
  const at = since === undefined ? Number.NaN : Date.parse(since)
  if ((rest.length > 0 && !replay) || (replay && (!id || Number.isNaN(at)))) {
    warn(usage)
    return 2
  }
  const config = readConfig(process.env, data)
  if (!config.databaseUrl && !existsSync(config.dataDir)) throw new Error(`there is no data in ${config.dataDir}`)
  return withOwner(config, warn, async (_client, url) => {
    const db = openDb({ url, connections: 1 })
    try {
      if (replay && id) {
        const count = await db.tx((tx) => replayEverywhere(tx, id, new Date(at), systemClock.now()))
        say(count === null ? `there is no channel ${id}` : `${count} events will be sent again by the worker`)
        return count === null ? 1 : 0
      }
      const all = await db.read(channelsEverywhere)
      if (json) say(JSON.stringify({ channels: all }))
      for (const one of json ? [] : all) {
        const failing = one.failures > 0 ? `, failed ${one.failures} times in a row: ${one.lastError}` : ''
        say(`${one.id} ${one.kind} ${one.name}: ${one.on ? 'on' : 'off'}, ${one.waiting} waiting${failing}`)
      }
      if (!json && all.length === 0) say('there is no channel')
      return all.some(({ failures }) => failures > 0) ? 1 : 0
    } finally {
      await db.close()
    }
  })
}
