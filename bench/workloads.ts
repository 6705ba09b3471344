import type { Worker } from './district.ts'
import type { Installation } from './installation.ts'
import type { PgbenchRun } from './pgbench.ts'
import type { HttpRequest } from './requests.ts'
import type { Statement } from './statements.ts'
import { sayingOf } from './words.ts'

/** What is measured: the same requests over HTTP and, as the statements that they issue, by pgbench. */
export interface Workload {
  readonly what: string
  readonly requests: readonly HttpRequest[]
  readonly fresh?: NonNullable<PgbenchRun['fresh']>
}

/** So many workers send; each has its own script for pgbench. */
const senders = 8

export const workloads: Readonly<Record<string, (installation: Installation) => Promise<Workload>>> = { intake, list }

async function signedIn(installation: Installation): Promise<{ worker: Worker; headers: Record<string, string> }[]> {
  const workers = installation.district.workers.slice(0, senders)
  const cookies = await installation.signIn(workers)
  return workers.map((worker, index) => ({ worker, headers: { cookie: cookies[index] ?? '', 'x-liren': 'desk' } }))
}

/** A grid worker takes down what a neighbour says on the telephone. */
async function intake(installation: Installation): Promise<Workload> {
  const requests = (await signedIn(installation)).map(({ worker, headers }, index): HttpRequest => {
    const building = installation.district.buildings.find(({ gridId }) => gridId === worker.gridId)
    const { category, body } = sayingOf(index)
    const reporter = { name: '王女士', phone: `1000${String(3_000_000 + index)}` }
    const report = { kind: 'demand', channel: 'phone', category, placeId: building?.placeId, body, reporter }
    return { method: 'POST', path: '/api/matters/intake', headers, body: JSON.stringify(report) }
  })
  return { what: 'POST /api/matters/intake by a grid worker', requests, fresh: freshReport }
}

/** Each repetition by pgbench reports another matter: PostgreSQL writes new ids into the report that the server had prepared. */
function freshReport({ text, values }: Statement, index: number): ReturnType<NonNullable<Workload['fresh']>> {
  const value = values[index - 1] ?? ''
  if (text.includes('matters.report_context(') && index === 6)
    return { value, sql: (name) => `coalesce(uuidv7(), ${name})` }
  if (!text.includes('matters.report(') || index !== 1) return null
  const { matter, holding, clock, eventId, command } = JSON.parse(value) as {
    matter: { id: string; receipt_lookup: string }
    holding: { id: string }
    clock: { id: string }
    eventId: string
    command: { key: string }
  }
  const ids = [matter.id, holding.id, clock.id, eventId, command.key]
  const template = ids.reduce(
    (json, id, at) => json.replaceAll(id, `%${at + 1}$s`),
    value.replaceAll('%', '%%').replace(matter.receipt_lookup.slice(2), '%6$s%7$s'),
  )
  const made = [...ids.map(() => 'uuidv7()'), 'md5(random()::text)', 'md5(random()::text)'].join(', ')
  return { value: template, sql: (name) => `format(${name}, ${made})` }
}

/** A grid worker's open matters, the most urgent first. */
async function list(installation: Installation): Promise<Workload> {
  const filters = ['', '&channel=phone&channel=wechat']
  const requests = (await signedIn(installation)).map(({ headers }, index): HttpRequest => {
    const path = `/api/matters?open=true&sort=due&limit=20${filters[index % filters.length]}`
    return { method: 'GET', path, headers }
  })
  return { what: 'GET /api/matters?open=true&sort=due&limit=20 by a grid worker', requests }
}
