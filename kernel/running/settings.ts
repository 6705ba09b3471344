/** How a process is watched and ended: what the environment says of it. */
export interface RunningSettings {
  /** LIREN_DRAIN_SECONDS: between "not ready" and closing the door; null: see `drainMs`. */
  readonly drainSeconds: number | null
  /** LIREN_METRICS: where figures are served, `PORT` (loopback) or `HOST:PORT`; null: nowhere. */
  readonly metrics: { readonly host: string; readonly port: number } | null
  /** OTEL_EXPORTER_OTLP_ENDPOINT: base address of a collector of traces; null: none are sent. */
  readonly tracesTo: string | null
}

/** @throws Error naming the setting that is not well formed. */
export function readRunning(environment: NodeJS.ProcessEnv): RunningSettings {
  return {
    drainSeconds: secondsOf(environment['LIREN_DRAIN_SECONDS']),
    metrics: doorOf(environment['LIREN_METRICS']),
    tracesTo: environment['OTEL_EXPORTER_OTLP_ENDPOINT']?.replace(/\/+$/, '') || null,
  }
}

function secondsOf(given: string | undefined): number | null {
  if (!given) return null
  const seconds = Number(given)
  if (!(seconds >= 0 && seconds <= 600)) throw new Error(`LIREN_DRAIN_SECONDS is a number from 0 to 600, not ${given}`)
  return seconds
}

function doorOf(given: string | undefined): RunningSettings['metrics'] {
  if (!given) return null
  const [, host = '127.0.0.1', digits] = /^(?:(.+):)?(\d{1,5})$/.exec(given) ?? []
  const port = Number(digits)
  if (!(port >= 0 && port <= 65_535)) throw new Error(`LIREN_METRICS is PORT or HOST:PORT, not ${given}`)
  return { host, port }
}
