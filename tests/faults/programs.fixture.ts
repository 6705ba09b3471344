import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { liren, type Ran } from '../../apps/cli/terminal.fixture.ts'
import { inProject } from '../../kernel/root.ts'

/** One of Liren's processes as the command line starts it, to be killed and started again. */
export class Program {
  readonly #args: readonly string[]
  #child: ChildProcess | undefined
  #said = ''
  /** Whom we have told to end. */
  #asked: ChildProcess | undefined
  /** What its environment has besides; a `DATABASE_URL` here is used. */
  environment: NodeJS.ProcessEnv = {}
  /** How often it was started. */
  starts = 0

  constructor(...args: string[]) {
    this.#args = args
  }

  /** Starts it. @returns when it says that it is ready. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, ['--enable-source-maps', inProject('dist/liren.mjs'), ...this.#args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...environment(), ...this.environment },
    })
    this.#child = child
    this.starts++
    await new Promise<void>((ready, failed) => {
      let output = ''
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        output += text
        if (/^ready /m.test(output)) ready()
      })
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        this.#said = (this.#said + text).slice(-5000)
      })
      child.once('exit', (code, signal) =>
        failed(new Error(`${this.#args[0]} ended (${code ?? signal})\n${this.#said}`)),
      )
    })
  }

  /** Rejects when it ends without having been asked to, with what it said last. */
  died(): Promise<never> {
    return new Promise((_, failed) => {
      const child = this.#child
      const ended = () => {
        if (this.#asked !== child) failed(new Error(`${this.#args[0]} ended by itself\n${this.#said}`))
      }
      if (child && !this.isRunning) ended()
      else child?.once('exit', ended)
    })
  }

  /** Whether it still runs, for one that should not have ended by itself. */
  get isRunning(): boolean {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null
  }

  /** kill -9: no chance to tidy up. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL')
  }

  /** Asks it to stop. @returns its exit status, and what it said on the way. */
  async stop(): Promise<{ status: number | null; said: string }> {
    const status = await this.#end('SIGTERM')
    return { status, said: this.#said }
  }

  #end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#child
    this.#asked = child
    if (!child || !this.isRunning) return Promise.resolve(child?.exitCode ?? null)
    const ended = new Promise<number | null>((done) => child.once('exit', (code) => done(code)))
    child.kill(signal)
    return ended
  }
}

/** Runs a command of Liren to its end. */
export const runLiren = (...args: string[]): Promise<Ran> => liren(args, environment())

/** The embedded database, a key of its own, and clients that tell their addresses (each has its own limit of requests). */
function environment(): NodeJS.ProcessEnv {
  const { DATABASE_URL: _url, LIREN_KEY: _key, LIREN_DATA: _data, ...others } = process.env
  return { ...others, LIREN_TRUST_PROXY: '1', NODE_ENV: 'production' }
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const address = server.address()
  await new Promise((done) => server.close(done))
  if (address === null || typeof address === 'string') throw new Error('no port on loopback')
  return address.port
}
