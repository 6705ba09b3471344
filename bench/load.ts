// The sender of requests: a process of its own that reads a Job from standard input and prints a Result.
// Raw sockets with keep-alive, because a full HTTP client would take from the server's processors what it is measured by.
import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { percentile } from './figures.ts'
import type { HttpRequest, Job, Result } from './requests.ts'

const job = JSON.parse(await text(process.stdin)) as Job
const address = new URL(job.url)
const latencies: number[] = []
let sent = 0
let refused = 0
let firstRefusal: string | undefined
const begin = performance.now()
const measureFrom = begin + job.warmUpSeconds * 1000
const end = measureFrom + job.seconds * 1000

await Promise.all(Array.from({ length: job.connections }, (_, index) => send(index)))
const seconds = (Math.max(performance.now(), end) - measureFrom) / 1000
const { user, system } = process.cpuUsage()
const result: Result = {
  sent,
  processorMs: (user + system) / 1000,
  perSecond: latencies.length / seconds,
  count: latencies.length,
  refused,
  p50Ms: percentile(latencies, 0.5),
  p99Ms: percentile(latencies, 0.99),
  ...(firstRefusal === undefined ? {} : { firstRefusal }),
}
process.stdout.write(JSON.stringify(result))

/** One connection: the next request goes out when the answer to the last one is whole. */
async function send(index: number): Promise<void> {
  const socket = connect(Number(address.port), address.hostname).setNoDelay(true)
  await new Promise<void>((done, failed) => socket.once('connect', done).once('error', failed))
  const answers = answersOf(socket)
  for (let turn = index; performance.now() < end; turn++) {
    const request = job.requests[turn % job.requests.length]
    if (!request) throw new Error('nothing to send')
    const from = performance.now()
    sent++
    socket.write(bytesOf(request))
    const { status, head } = await answers()
    const to = performance.now()
    if (status !== 200) {
      refused++
      firstRefusal ??= head
    } else if (from >= measureFrom && to <= end) latencies.push(to - from)
  }
  socket.destroy()
}

function bytesOf({ method, path, headers, body }: HttpRequest): string {
  const key = randomUUID()
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  const head = `${method} ${path} HTTP/1.1\r\nhost: ${address.host}\r\n${lines.join('')}`
  if (body === undefined) return `${head}\r\n`
  return `${head}idempotency-key: ${key}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
}

/** Reads answers off a connection, one at a time. They must carry their length. */
function answersOf(socket: ReturnType<typeof connect>): () => Promise<{ status: number; head: string }> {
  let held = Buffer.alloc(0)
  let waiting: { resolve: (answer: { status: number; head: string }) => void; reject: (error: Error) => void } | null =
    null
  const look = () => {
    const headEnd = held.indexOf('\r\n\r\n')
    if (headEnd < 0 || !waiting) return
    const head = held.toString('latin1', 0, headEnd)
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1])
    if (Number.isNaN(length)) return waiting.reject(new Error(`an answer without a length:\n${head}`))
    const whole = headEnd + 4 + length
    if (held.length < whole) return
    const status = Number(head.slice(9, 12))
    const answer = { status, head: status === 200 ? '' : held.toString('utf8', 0, whole) }
    held = held.subarray(whole)
    const { resolve } = waiting
    waiting = null
    resolve(answer)
  }
  socket.on('data', (chunk) => {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk])
    look()
  })
  socket.on('close', () => waiting?.reject(new Error('the server closed the connection')))
  socket.on('error', (error) => waiting?.reject(error))
  return () =>
    new Promise((resolve, reject) => {
      waiting = { resolve, reject }
      look()
    })
}
