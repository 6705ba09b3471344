import type { InjectOptions } from 'fastify'
import { sessionCookie } from '../../kernel/http/session.ts'
import { startSession } from '../../modules/people/public.ts'
import { expectations, type Persona, personas, sides } from '../matrix/expectations.ts'
import { requests } from '../matrix/requests.ts'
import type { MatrixTown, Subjects } from '../matrix/subjects.fixture.ts'
import { chanceOf } from './chance.ts'
import { type HostileRequest, hostileRequest } from './hostile-request.ts'
import { faultsOf } from './judge.ts'
import { type Document, type Operation, operationsOf } from './operations.ts'
import type { Writes } from './writes.ts'

/** An answer that should not have been, and what it was the answer to. */
export interface Found {
  readonly operation: string
  readonly who: Who
  readonly faults: readonly string[]
  readonly request: string
  readonly answer: string
}

export interface Fuzzed {
  readonly found: readonly Found[]
  /** Operations that were asked. */
  readonly operations: readonly string[]
  /** Answers by status. */
  readonly byStatus: Readonly<Record<string, number>>
}

/** The columns of the matrix, and a colleague of another district. */
type Who = Persona | 'stranger'
const everybody: readonly Who[] = [...personas, 'stranger']

/** Whom an operation lets in, by the matrix. */
function letIn(id: string): readonly Who[] {
  const welcome = welcomeAt(id)
  return welcome.length > 0 ? welcome : everybody
}

/** Who of the matrix is let in near by. */
export function welcomeAt(id: string): readonly Persona[] {
  const row = expectations[id]
  const cells = (typeof row === 'string' ? row : (row?.near ?? '')).trim().split(/\s+/)
  return personas.filter((_, at) => !['401', '403', '404'].includes(cells[at] ?? '404'))
}

/** Sends `count` hostile requests to all operations in turn, as everybody; the same ones for the same seed. */
export async function fuzz(town: MatrixTown, writes: Writes, seed: number, count: number): Promise<Fuzzed> {
  const document = (await town.server.inject({ url: '/api/openapi.json' })).json<Document>()
  const operations = operationsOf(document).filter(({ streams }) => !streams)
  const chance = chanceOf(seed)
  const known = [...new Set(sides.flatMap((side) => idsIn(town.subjects[side])))]
  const sessions = sessionsOf(town)
  const found: Found[] = []
  const byStatus: Record<string, number> = {}
  const asked = new Set<string>()
  for (let at = 0; at < count; at++) {
    const operation = operations[(at + seed * 31) % operations.length] as Operation
    // Those whom it lets in get further than the rest: they come more often.
    const who = chance.pick(chance.of(60) ? letIn(operation.id) : everybody)
    const side = chance.of(50) ? 'near' : chance.pick(sides)
    const understood = chance.of(75) ? (requests[operation.id]?.(town.subjects[side]) ?? null) : null
    const request = hostileRequest(operation, {
      chance,
      known: [...sampleOf(known, chance.below), ...idsIn(town.subjects[side])],
      understood,
    })
    const token = await sessions.of(who)
    await writes()
    const answer = await send(town, request, token)
    if (answer.status === 401 || operation.id.startsWith('people.')) sessions.renew(who)
    asked.add(operation.id)
    byStatus[answer.status] = (byStatus[answer.status] ?? 0) + 1
    const faults = faultsOf({ ...answer, operation: operation.id, method: request.method, writes: await writes() })
    if (faults.length > 0)
      found.push({ operation: operation.id, who, faults, request: brief(request), answer: answer.body.slice(0, 300) })
  }
  return { found, operations: [...asked], byStatus }
}

const brief = ({ method, url, headers, payload = '' }: HostileRequest): string =>
  `${method} ${url.slice(0, 400)} ${JSON.stringify(headers).slice(0, 400)} ${payload.toString().slice(0, 600)}`

async function send(town: MatrixTown, request: HostileRequest, token: string | null) {
  const { method, url, headers, payload } = request
  const answer = await town.server.inject({
    method: method as NonNullable<InjectOptions['method']>,
    url,
    headers: token ? { ...headers, cookie: `${sessionCookie}=${token}` } : headers,
    ...(payload === undefined ? {} : { payload }),
  })
  return {
    status: answer.statusCode,
    contentType: String(answer.headers['content-type'] ?? ''),
    body: answer.statusCode < 400 ? '' : answer.body,
    lang: headers['accept-language'] === 'en' ? ('en' as const) : ('zh' as const),
  }
}

/** A session for each, anew after what may have ended it. */
function sessionsOf(town: MatrixTown) {
  const tokens = new Map<Who, string>()
  const start = async (who: Exclude<Who, 'anyone'>) => {
    const tenantId = who === 'stranger' ? town.otherTenantId : town.town.tenantId
    const personId = who === 'stranger' ? town.otherPerson('community1') : town.town.persons[who]
    const session = { tenantId, personId, ip: '127.0.0.1', userAgent: 'test' }
    return (await town.db.tx((tx) => startSession(tx, session, town.clock.now()))).token
  }
  return {
    of: async (who: Who): Promise<string | null> => {
      if (who === 'anyone') return null
      const token = tokens.get(who) ?? (await start(who))
      tokens.set(who, token)
      return token
    },
    renew: (who: Who) => void tokens.delete(who),
  }
}

/** Every text in the subjects of the matrix: ids and codes. */
const idsIn = (subjects: Subjects): string[] => textsIn(subjects)

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return value === '' ? [] : [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

const sampleOf = (all: readonly string[], below: (count: number) => number): string[] => {
  const from = below(all.length)
  return all.slice(from, from + 8)
}
