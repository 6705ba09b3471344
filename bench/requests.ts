/** A request as it goes over the wire; a body gets a new Idempotency-Key each time. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST'
  /** With the query. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  /** JSON. */
  readonly body?: string
}

/** What the sender is told to do. */
export interface Job {
  readonly url: string
  readonly connections: number
  /** Sent but not counted. */
  readonly warmUpSeconds: number
  readonly seconds: number
  /** Sent in turn by each connection. */
  readonly requests: readonly HttpRequest[]
}

export interface Result {
  readonly perSecond: number
  readonly count: number
  /** Answers other than 200; they are not counted above. */
  readonly refused: number
  /** With those of the warm-up. */
  readonly sent: number
  /** What the sender itself took of the processors. */
  readonly processorMs: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly firstRefusal?: string
}
