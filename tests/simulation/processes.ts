import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { CityProgram } from './city-program.ts'
import type { Told } from './program.ts'

interface Said {
  readonly done?: number | string
  readonly failed?: string
}

/** Starts `program.mjs` beside this file. @throws Error when it does not come up. */
export async function startProgram(
  role: 'server' | 'worker',
  environment: NodeJS.ProcessEnv,
  at: Date,
): Promise<CityProgram> {
  const file = fileURLToPath(new URL('./program.mjs', import.meta.url))
  const child = fork(file, [role, String(at.getTime())], { env: { ...environment, NODE_ENV: 'production' } })
  const address = String(await answerOf(child))
  const tell = async (told: Told) => {
    const answer = answerOf(child)
    child.send(told)
    return Number(await answer)
  }
  return {
    address,
    turn: async (to) => void (await tell({ turn: to.getTime() })),
    settle: () => tell({ settle: true }),
    stop: async () => {
      await tell({ stop: true })
      if (child.exitCode === null) await once(child, 'exit')
    },
  }
}

/** Its next word; it is told one thing at a time. */
function answerOf(child: ChildProcess): Promise<number | string> {
  return new Promise((done, failed) => {
    const ended = () => failed(new Error('a program of the city ended by itself'))
    child.once('exit', ended)
    child.once('message', (said: Said) => {
      child.off('exit', ended)
      if (said.failed !== undefined) failed(new Error(said.failed))
      else done(said.done ?? '')
    })
  })
}
