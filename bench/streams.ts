// Open event streams: a process of its own, so that reading takes nothing from the process that is measured. It is told
// over the channel to its parent which to open and when to hand back what came.
import { get, type IncomingMessage } from 'node:http'
import type { Heard, ToStreams } from './live.ts'

const ids: string[] = []
const numbers = new Map<string, number>()
const heard: Heard['streams'][number][] = []
let refused = 0

process.on('message', (told: ToStreams) => {
  if ('open' in told) void openAll(told.url, told.open)
  else process.send?.({ ids, refused, streams: heard } satisfies Heard, () => process.exit(0))
})

/** Opens them 50 at a time, as browsers come, and says when each has heard `ready`. */
async function openAll(url: string, cookies: readonly string[]): Promise<void> {
  for (let from = 0; from < cookies.length; from += 50)
    await Promise.all(cookies.slice(from, from + 50).map((cookie) => openOne(url, cookie)))
  process.send?.({ opened: heard.length })
}

function openOne(url: string, cookie: string): Promise<void> {
  const mine: Heard['streams'][number] = { matters: [], notices: [], at: [], ended: false }
  heard.push(mine)
  return new Promise((ready) => {
    const asked = get(`${url}/api/live`, { agent: false, headers: { cookie } }, (answer) => {
      if (answer.statusCode !== 200) refused++
      read(answer, mine, ready)
    })
    asked.on('error', () => {
      refused++
      mine.ended = true
      ready()
    })
  })
}

function read(answer: IncomingMessage, mine: Heard['streams'][number], ready: () => void): void {
  let text = ''
  answer.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk
    const messages = text.split('\n\n')
    text = messages.pop() ?? ''
    for (const message of messages) {
      if (message.includes('event: ready')) ready()
      else if (message.startsWith('data: ')) note(JSON.parse(message.slice(6)) as { topic: string; id: string }, mine)
    }
  })
  answer.on('close', () => {
    mine.ended = true
    ready()
  })
}

function note({ topic, id }: { topic: string; id: string }, mine: Heard['streams'][number]): void {
  const number = numbers.get(id) ?? ids.push(id) - 1
  numbers.set(id, number)
  if (topic === 'notice') mine.notices.push(number)
  else {
    mine.matters.push(number)
    mine.at.push(Date.now())
  }
}
