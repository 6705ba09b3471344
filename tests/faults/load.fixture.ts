import { setTimeout as pause } from 'node:timers/promises'
import { type MatterId, newId } from '../../kernel/contract/ids.ts'
import type { PersonKey, PlaceKey } from '../../kernel/testing/town.ts'
import type { InstalledTown } from './town.fixture.ts'

/** What a client was told is done: from here on it may never be lost. */
export interface Acknowledged {
  readonly key: string
  readonly id: MatterId
  readonly number: string
  readonly body: string
  /** The holder's first contact was acknowledged as well. */
  contacted: boolean
}

export interface Load {
  readonly acknowledged: readonly Acknowledged[]
  readonly sent: () => { requests: number; retries: number; cut: number }
  /** Resolves when so many more than now are acknowledged; rejects when a request was refused for good. */
  more(count: number): Promise<void>
  /** Sends nothing new; resolves when all that was begun is acknowledged. */
  finish(): Promise<void>
}

/** Who answers where. Each is told of reports by another, so that nobody meets the limit of requests of one person. */
const offices = [
  { holder: 'gridWorker11', place: 'building111' },
  { holder: 'gridWorker12', place: 'building121' },
  { holder: 'gridWorker21', place: 'building211' },
  { holder: 'gridWorker22', place: 'building221' },
  { holder: 'gridWorker31', place: 'building311' },
  { holder: 'gridWorker32', place: 'building321' },
] as const satisfies readonly { holder: PersonKey; place: PlaceKey }[]
/** Who must be signed in for the load. */
export const loadPeople: readonly PersonKey[] = offices.map(({ holder }) => holder)

const patienceMs = 20_000
const retryAfterMs = 60

/**
 * Clients as phones are: each reports, waits for the answer, and sends the same again under the same key until it has one.
 * Of each ten requests one is cut off by the client while it is under way, and repeated.
 */
export function startLoad(url: string, { town, cookies }: InstalledTown): Load {
  const acknowledged: Acknowledged[] = []
  const count = { requests: 0, retries: 0, cut: 0 }
  const watchers = new Set<() => void>()
  let stopping = false
  let broken: unknown
  const gave = () => {
    for (const look of watchers) look()
  }

  async function send(
    path: string,
    cookie: string,
    address: string,
    body: object,
  ): Promise<{ key: string; answer: unknown }> {
    const key = newId()
    const patience = () => (count.requests++ % 10 === 9 ? 4 + (count.requests % 25) : patienceMs)
    for (let _tries = 0; ; _tries++) {
      const waits = patience()
      try {
        const response = await fetch(url + path, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            'x-liren': 'pocket',
            'x-forwarded-for': address,
            'idempotency-key': key,
            cookie,
          },
          body: JSON.stringify(body),
          signal: AbortSignal.timeout(waits),
        })
        const answer: unknown = await response.json()
        if (response.ok) return { key, answer }
        if (response.status < 500) throw new Refused(`${path}: ${response.status} ${JSON.stringify(answer)}`)
      } catch (error) {
        if (error instanceof Refused) throw error
        if (waits !== patienceMs && error instanceof Error && error.name === 'TimeoutError') count.cut++
      }
      count.retries++
      await pause(retryAfterMs)
    }
  }

  async function sender({ holder, place }: (typeof offices)[number], index: number): Promise<void> {
    const reporter = loadPeople[(index + 1) % loadPeople.length] ?? holder
    for (let turn = 0; !stopping; turn++) {
      // Each turn comes from another address, as phones do.
      const address = `10.0.${index}.${turn % 250}`
      const id = newId<'matter'>()
      const body = `第${index}位邻居第${turn}次反映:楼道的灯不亮`
      const report = { id, kind: 'demand', channel: 'phone', placeId: town.places[place], body }
      const { key, answer } = await send('/api/matters/intake', cookies[reporter] ?? '', address, report)
      const done: Acknowledged = { key, id, number: (answer as { number: string }).number, body, contacted: false }
      acknowledged.push(done)
      if (turn % 2 === 0) {
        const act = { action: 'contact', words: '已联系,下午上门' }
        await send(`/api/matters/${id}/acts`, cookies[holder] ?? '', address, act)
        done.contacted = true
      }
      gave()
    }
  }

  const all = Promise.all(offices.map(sender)).catch((error: unknown) => {
    stopping = true
    broken = error
    gave()
  })

  return {
    acknowledged,
    sent: () => ({ ...count }),
    more: (more) =>
      new Promise((done, failed) => {
        const goal = acknowledged.length + more
        const look = () => {
          if (broken === undefined && acknowledged.length < goal) return
          watchers.delete(look)
          if (broken === undefined) done()
          else failed(broken)
        }
        watchers.add(look)
        look()
      }),
    finish: async () => {
      stopping = true
      await all
      if (broken !== undefined) throw broken
    },
  }
}

/** An answer that sending again would not change. */
class Refused extends Error {}
