import { afterAll, beforeAll, expect, it } from 'vitest'
import { modules } from '../../apps/server/modules.ts'
import type { Endpoint } from '../../kernel/contract/endpoint.ts'
import { newId } from '../../kernel/contract/ids.ts'
import { sql } from '../../kernel/db.ts'
import { sessionCookie } from '../../kernel/http/session.ts'
import { dayMs, hourMs } from '../../kernel/time/day.ts'
import { type LooseArgs, urlOf } from '../../kernel/web/client.ts'
import { actOnMany } from '../../modules/matters/contract.ts'
import { startSession } from '../../modules/people/public.ts'
import { type CuttingProxy, cuttingProxy } from '../faults/cutting-proxy.fixture.ts'
import { expectations, type Persona, personas } from './expectations.ts'
import { requests } from './requests.ts'
import { calm, copyOf, happened, storm } from './storm.fixture.ts'
import { type MatrixTown, matrixTown } from './subjects.fixture.ts'

let town: MatrixTown
let line: CuttingProxy
beforeAll(async () => {
  town = await matrixTown()
  line = await cuttingProxy(Number(new URL(await town.server.listen({ port: 0, host: '127.0.0.1' })).port))
})
afterAll(async () => {
  await line?.close()
  await town.close()
})

/** Sending these again is not the same: the session that they ask with is over. */
const endsItsSession = new Set(['people.sign_out'])

/** Whoever is let in by an endpoint that changes something, as the matrix has it. */
const commands = modules
  .flatMap((module) => module.routes.map((route) => ({ module: module.name, endpoint: route.endpoint })))
  .flatMap(({ module, endpoint }) => {
    const row = expectations[endpoint.id]
    const met = (typeof row === 'string' ? row : (row?.near ?? '')).trim().split(/\s+/)
    const persona = personas.findLast((_, at) => met[at] === '200')
    const sent = endpoint.method !== 'GET' && endpoint.consumes === 'json' && endpoint.produces !== 'events'
    return persona && sent && !endsItsSession.has(endpoint.id) ? [{ module, endpoint, persona }] : []
  })

async function cookieOf(persona: Persona): Promise<string | null> {
  if (persona === 'anyone') return null
  const { tenantId, persons } = town.town
  const who = { tenantId, personId: persons[persona], ip: '127.0.0.1', userAgent: 'test' }
  return `${sessionCookie}=${(await town.db.tx((tx) => startSession(tx, who, town.clock.now()))).token}`
}

/** One command. @returns what sends it; null comes where the line broke before an answer. */
function sending(
  endpoint: Endpoint,
  cookie: string | null,
  key: string,
  args: LooseArgs = requests[endpoint.id]?.(town.subjects.near) ?? {},
): () => Promise<unknown> {
  const { params, query, body } = args
  const url = urlOf(endpoint, { params, query })
  const headers = { 'x-liren': 'pocket', 'content-type': 'application/json', 'idempotency-key': key }
  return async () => {
    const answer = await fetch(line.url + url, {
      method: endpoint.method,
      headers: { ...headers, ...(cookie ? { cookie } : {}) },
      body: JSON.stringify(body ?? {}),
    }).catch(() => null)
    return answer && { status: answer.status, answer: await answer.json() }
  }
}

const tables = new Map<string, readonly string[]>()

/** All that a module, its neighbours below and the ledger keep, as one number: it changes with every row that changes. */
async function standing(module: string): Promise<string> {
  const schemas = ['kernel', 'notices', 'matters', module]
  if (!tables.has(module)) {
    const { rows } = await town.db.read((tx) =>
      sql<{ name: string }>`select format('%I.%I', table_schema, table_name) as name from information_schema.tables
        where table_schema = any(${schemas}) and table_type = 'BASE TABLE' and table_name !~ '^events_'
          and format('%I.%I', table_schema, table_name) <> all('{people.sessions,people.sign_in_tries}')
        order by 1`.execute(tx),
    )
    tables.set(
      module,
      rows.map(({ name }) => `select coalesce(sum(hashtext(t::text)::numeric), 0) + count(*) as n from ${name} t`),
    )
  }
  const each = tables.get(module)?.join(' union all ') ?? ''
  const [row] = await town.db.statement<{ all: string }>(
    `standing ${module}`,
    `select string_agg(n::text, ' ') as all from (${each}) s`,
    [],
  )
  return row?.all ?? ''
}

/**
 * Their answers are never kept, so a retry does what was asked a second time. A look at a sealed field: whoever asks twice has
 * looked twice, and the ledger says so. A code, a token or a calendar's address: a new one takes the place of the one that
 * nobody heard.
 */
const askedAnew = [
  ...['choices.reveal_owner', 'enterprises.reveal_contact', 'households.reveal', 'ideas.reveal_author'],
  ...[
    'gatherings.reveal_guest',
    'matters.reveal',
    'mediation.reveal',
    'neighbours.reveal_member',
    'neighbours.reveal_volunteer',
  ],
  ...['neighbours.reveal_wish', 'stations.reveal_booking', 'stations.reveal_sharer', 'visits.reveal'],
  ...['choices.print_codes', 'facilities.register_device', 'gatherings.open_feed', 'people.issue_code'],
  ...['stations.open_calendar', 'stations.open_my_calendar'],
]

it('an answer that is lost on its way, and the retry under the same key: done once, answered, nothing changed again', async () => {
  const heard: Record<string, unknown> = {}
  const anew: string[] = []
  let changed = 0
  for (const { module, endpoint, persona } of commands) {
    const send = sending(endpoint, await cookieOf(persona), newId())
    const before = await standing(module)
    line.cutNext()
    expect(await send(), endpoint.id).toBeNull()
    const done = await standing(module)
    if (done !== before) changed++
    const retried = await send()
    const again = await send()
    const same = JSON.stringify(retried) === JSON.stringify(again)
    const still = (await standing(module)) === done
    const { status } = retried as { status: number }
    if (status === 200 && !still && askedAnew.includes(endpoint.id)) anew.push(endpoint.id)
    else if (status !== 200 || !same || !still) heard[endpoint.id] = { status, same, still }
  }
  expect(heard).toEqual({})
  expect(anew.sort()).toEqual([...askedAnew].sort())
  expect(line.cut()).toBe(commands.length)
  process.stdout.write(`${commands.length} kinds of commands cut off, ${changed} of them change something\n`)
}, 120_000)

it('a step at many matters is taken at each once, though the answer was lost', async () => {
  const send = sending(actOnMany, await cookieOf('community1'), newId(), {
    body: { matterIds: [town.subjects.near.matter], act: { action: 'comment', words: '请加快,今天再去看一次' } },
  })
  line.cutNext()
  expect(await send()).toBeNull()
  const done = await standing('matters')
  expect(await send()).toMatchObject({ status: 200, answer: { results: [{ done: true }] } })
  expect(await standing('matters')).toBe(done)
})

it('what time does happens once, though two workers do it at the same moment, die of it, and the clock jumps', async () => {
  const copy = await copyOf(town)
  try {
    const before = await happened(copy.db)
    let cut = 0
    for (const days of [1, 40]) {
      town.clock.move(days * dayMs)
      await calm(copy.services)
      const seen = await storm(town.services)
      expect(seen.failed).toEqual([])
      cut += seen.cut
      // An hour back by mistake, and right again.
      for (const jump of [-hourMs, hourMs]) {
        town.clock.move(jump)
        await calm(town.services)
      }
      expect(await happened(town.db), `after ${days} days`).toEqual(await happened(copy.db))
    }
    const after = await happened(copy.db)
    const types = Object.keys(after).filter((what) => !what.startsWith('notice') && after[what] !== before[what])
    process.stdout.write(`${cut} connections cut; by time alone: ${types.join(' ')}\n`)
    expect(cut).toBeGreaterThan(0)
  } finally {
    await copy.close()
  }
}, 120_000)
