import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Command, command, sequence } from './commands.ts'
import { deliveryFaults, fingerprint, foldFaults, ledgerFaults, standingFaults } from './standing.ts'
import { World } from './world.ts'

/**
 * The promise "no orphan": every open matter has one holder who is in office and one running clock (or a suspension with
 * its review date), whatever people do. `npm test` plays a part of it; `npm run promises` 10,000 sequences.
 * LIREN_SEED plays the same commands again.
 */
const sequences = Number(process.env.LIREN_SEQUENCES ?? 60)
const seed = Number(process.env.LIREN_SEED ?? Date.now() % 1_000_000_000)
/** Sequences are played side by side, each lane in a town of its own. */
const lanes = 2
const minutes = 60_000

const tally = { commands: 0, refused: 0, matters: 0, events: 0, kinds: new Map<string, number>() }

it(
  `holds over ${sequences} random sequences of commands (seed ${seed})`,
  async () => {
    const started = performance.now()
    const each = Math.ceil(sequences / lanes)
    await Promise.all(Array.from({ length: lanes }, (_, lane) => playLane(each, seed + lane)))
    const seconds = Math.round((performance.now() - started) / 1000)
    console.log(
      `no orphan: ${each * lanes} sequences, ${tally.commands} commands (${tally.refused} refused), ${tally.matters} matters, ${tally.events} events in ${seconds} s, seed ${seed}`,
    )
    if (process.env.LIREN_TALLY)
      console.log(
        [...tally.kinds]
          .sort()
          .map((kind) => kind.join(' '))
          .join('\n'),
      )
    expect(tally.commands).toBeGreaterThan(sequences * 4)
  },
  600 * minutes,
)

async function playLane(numRuns: number, laneSeed: number): Promise<void> {
  const world = await World.open()
  try {
    const property = fc.asyncProperty(sequence, (commands) => playSequence(world, commands))
    await fc.assert(property, { seed: laneSeed, numRuns })
  } finally {
    await world.close()
  }
}

/** Plays the commands one after the other and asks then whether everything still stands. */
async function playSequence(world: World, commands: readonly Command[]): Promise<void> {
  await world.begin()
  for (const one of commands) await playOne(world, one)
  await world.pass(0)
  expect(await faultsOf(world)).toEqual({ standing: [], deliveries: [], ledger: [], fold: [] })
  tally.matters += world.matters.length
  tally.events += await world.eventCount()
}

async function playOne(world: World, one: Command): Promise<void> {
  const before = await fingerprint(world.db)
  const outcome = await world.play(one)
  tally.commands++
  const kind = `${one.do === 'act' ? world.lastAction : one.do} ${outcome}`
  tally.kinds.set(kind, (tally.kinds.get(kind) ?? 0) + 1)
  if (outcome !== 'refused') return
  tally.refused++
  expect(await fingerprint(world.db), `refused, yet it changed something: ${JSON.stringify(one)}`).toBe(before)
}

const faultsOf = async ({ db, clock }: World) => ({
  standing: await standingFaults(db, clock.now()),
  deliveries: await deliveryFaults(db),
  ledger: await ledgerFaults(db),
  fold: await foldFaults(db),
})

it(
  'holds when people act at the same time',
  async () => {
    const world = await World.open(6)
    const rounds = Math.max(10, Math.round(sequences / 10))
    try {
      const drawn = fc.sample(fc.array(command, { minLength: 6, maxLength: 6 }), { seed, numRuns: rounds })
      for (const [round, commands] of drawn.entries()) {
        if (round % 20 === 0) await world.begin()
        // Two matters for all, so that they meet; time does not jump while they act.
        const together = commands
          .filter((one) => one.do !== 'jump')
          .map((one) => (one.do === 'act' ? { ...one, matter: one.matter % 2 } : one))
        await world.play({ do: 'report', place: 'building111', category: '080201', door: 'resident', urgent: false })
        await Promise.all(together.map((one) => world.play(one)))
        await world.pass(2 * 3_600_000)
        expect(await faultsOf(world)).toEqual({ standing: [], deliveries: [], ledger: [], fold: [] })
      }
    } finally {
      await world.close()
    }
  },
  60 * minutes,
)
