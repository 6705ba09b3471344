import { connect, createServer, type Server, type Socket } from 'node:net'

export interface CuttingProxy {
  readonly url: string
  /** How many answers were swallowed. */
  readonly cut: () => number
  /** The next answer is swallowed. */
  cutNext(): void
  close(): Promise<void>
}

/**
 * A line that breaks between commit and answer: what is asked gets through, and of some answers nobody hears the first
 * byte; both ends see the connection break. The server answers only what it has committed.
 * @param every of so many answers one is swallowed; left out: only those that are asked for.
 */
export async function cuttingProxy(port: number, every = Number.POSITIVE_INFINITY): Promise<CuttingProxy> {
  const sockets = new Set<Socket>()
  let [answers, cut, next] = [0, 0, false]
  const swallows = () => {
    const swallowed = next || ++answers % every === 0
    next = false
    if (swallowed) cut++
    return swallowed
  }
  const server: Server = createServer((near) => {
    const far = connect(port, '127.0.0.1')
    const end = () => {
      near.destroy()
      far.destroy()
    }
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('error', end).once('close', () => {
        sockets.delete(socket)
        end()
      })
    }
    near.pipe(far)
    far.on('data', (bytes) => {
      if (swallows()) end()
      else near.write(bytes)
    })
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const bound = server.address()
  return {
    url: `http://127.0.0.1:${typeof bound === 'object' && bound ? bound.port : 0}`,
    cut: () => cut,
    cutNext: () => {
      next = true
    },
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((done) => server.close(done))
    },
  }
}
