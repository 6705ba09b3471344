/** The command line as parsed; every command takes what it knows. */
export interface Options {
  readonly port?: string | undefined
  readonly host?: string | undefined
  readonly data?: string | undefined
  readonly reset?: boolean | undefined
  readonly lang?: string | undefined
  readonly map?: string | undefined
  readonly place?: string | undefined
  readonly tree?: string | undefined
  readonly tenant?: string | undefined
  readonly rule?: string | undefined
  readonly increment?: string | undefined
  readonly seconds?: string | undefined
  readonly seed?: string | undefined
  readonly replace?: string | undefined
  readonly check?: boolean | undefined
  readonly 'without-key'?: boolean | undefined
  readonly parked?: boolean | undefined
  readonly replay?: boolean | undefined
  readonly subscriber?: string | undefined
  readonly json?: boolean | undefined
  readonly distribute?: boolean | undefined
  readonly 'dry-run'?: boolean | undefined
  readonly since?: string | undefined
  readonly id?: string | undefined
  readonly out?: string | undefined
  readonly files?: boolean | undefined
  readonly open?: boolean | undefined
  readonly reason?: string | undefined
  readonly rest: readonly string[]
}

/** A command; its result is the exit status. */
export type Command = (options: Options) => Promise<number>

/** A TCP port from the command line. Throws for what is not one. */
export function portOf(given: string | undefined, otherwise: number): number {
  if (given === undefined) return otherwise
  const port = Number(given)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`--port takes a number from 0 to 65535, not ${given}`)
  return port
}

const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Resolves when the process is asked to stop, with how: SIGTERM comes from whoever runs it, SIGINT from a keyboard. */
export function stopAsked(): Promise<(typeof stopSignals)[number]> {
  return new Promise((resolve) => {
    for (const signal of stopSignals) process.once(signal, () => resolve(signal))
  })
}
