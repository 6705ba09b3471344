import { connect, createServer, type Server, type Socket } from 'node:net'

export interface RoundRobin {
  readonly url: string
  /** Whether that backend gets new connections. */
  isUp(port: number): boolean
  close(): Promise<void>
}

const lookEveryMs = 50

/** The least that balancers do: new connections go in turn to those whose `/readyz` says 200; nothing is sent twice. */
export async function roundRobin(ports: readonly number[]): Promise<RoundRobin> {
  const up = new Set<number>()
  const sockets = new Set<Socket>()
  let turn = 0
  const look = async () => {
    for (const port of ports) {
      const ready = await fetch(`http://127.0.0.1:${port}/readyz`, { headers: { connection: 'close' } }).catch(
        () => null,
      )
      if (ready?.status === 200) up.add(port)
      else up.delete(port)
    }
  }
  const timer = setInterval(() => void look(), lookEveryMs)
  await look()
  const server: Server = createServer((near) => {
    const ready = ports.filter((port) => up.has(port))
    const port = ready[turn++ % Math.max(1, ready.length)]
    if (port === undefined) return void near.destroy()
    const far = connect(port, '127.0.0.1')
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one)
      one.pipe(other)
      one.once('error', () => other.destroy())
      one.once('close', () => {
        sockets.delete(one)
        other.end()
      })
    }
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const bound = server.address()
  return {
    url: `http://127.0.0.1:${typeof bound === 'object' && bound ? bound.port : 0}`,
    isUp: (port) => up.has(port),
    close: async () => {
      clearInterval(timer)
      for (const socket of sockets) socket.destroy()
      await new Promise((done) => server.close(done))
    },
  }
}
