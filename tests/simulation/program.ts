// A server or a worker of the simulated city as a process of its own: `program.mjs server|worker MILLISECONDS`.
import { readConfig } from '../../kernel/config.ts'
import { openProgram } from './city-program.ts'

export type Told = { readonly turn: number } | { readonly settle: true } | { readonly stop: true }

const [, , role, at] = process.argv
const program = await openProgram(
  role === 'worker' ? 'worker' : 'server',
  readConfig(process.env, undefined),
  new Date(Number(at)),
)

async function obey(told: Told): Promise<number> {
  if ('turn' in told) await program.turn(new Date(told.turn))
  else if ('settle' in told) return program.settle()
  else await program.stop()
  return 0
}

process.on('message', (told: Told) => {
  obey(told).then(
    (done) => {
      process.send?.({ done })
      if ('stop' in told) process.disconnect()
    },
    (error: unknown) =>
      process.send?.({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  )
})
process.send?.({ done: program.address })
