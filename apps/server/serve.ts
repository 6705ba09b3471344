import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join, relative } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Standby } from '../../kernel/db/standby.ts'
import type { Db } from '../../kernel/db.ts'
import type { Observer } from '../../kernel/http/observe.ts'
import { buildServer } from '../../kernel/http/server.ts'
import { knownMigrations } from '../../kernel/migrate.ts'
import { inProject } from '../../kernel/root.ts'
import { type Duty, openDuty } from '../../kernel/running/duty.ts'
import type { Log } from '../../kernel/running/log.ts'
import { sessions, tenants } from '../../modules/people/public.ts'
import type { Liren } from './liren.ts'
import { modules } from './modules.ts'

export interface ServeOptions {
  readonly port: number
  readonly host: string
  readonly trustProxy?: boolean
  readonly rateLimits?: boolean
  readonly log?: Log
  readonly observers?: readonly Observer[]
}

export interface Serving {
  /** `http://host:port` as it was bound. */
  readonly address: string
  /** Closes the door, lets what runs come to its end (half a minute at most) and sends event streams elsewhere. */
  stop(): Promise<void>
  readonly duty: Duty
  readonly standby: Standby | undefined
}

const runsOutMs = 30_000

/** Listens: the interface under /api, the desk under /desk/, the pocket at /. */
export async function serve(liren: Liren, options: ServeOptions): Promise<Serving> {
  const db = await liren.openServerDb()
  const standby = await liren.openStandby(db)
  const duty = await openProcessDuty(liren.db)
  const app = await buildServer({
    ...liren,
    db,
    standby,
    duty,
    routes: modules.flatMap((m) => [...m.routes]),
    sessions,
    tenants,
    trustProxy: options.trustProxy ?? false,
    rateLimits: options.rateLimits ?? true,
    log: options.log,
    observers: options.observers,
  })
  await addPages(app)
  const address = await app.listen({ port: options.port, host: options.host })
  const stop = async () => {
    const cut = setTimeout(() => app.server.closeAllConnections(), runsOutMs)
    await app.close()
    clearTimeout(cut)
    await standby?.close()
    await db.close()
  }
  return { address, duty, standby, stop }
}

/** Ready when the database answers and has all that this program's migrations make; a newer database is no hindrance. */
export async function openProcessDuty(db: Db): Promise<Duty> {
  const known = await knownMigrations(modules)
  return openDuty(async () => {
    const rows = await db.statement<{ count: number }>(
      'kernel.ready',
      'select count(*) as count from kernel.migrations where name = any($1)',
      [known],
    )
    return rows[0]?.count === known.length ? null : 'migrations'
  })
}

/** The built web apps; names under assets/ carry a hash and may be kept for ever, the pages themselves are asked for anew. */
export async function addPages(app: FastifyInstance): Promise<void> {
  const desk = inProject('dist/desk')
  const pocket = inProject('dist/pocket')
  if (!existsSync(desk) || !existsSync(pocket)) return
  await app.register(fastifyStatic, {
    root: pocket,
    // Which files there are is known here: asked by a wildcard, the plugin reads their folder through for each request.
    serve: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply: FastifyReply, path: string) =>
      void reply.header(
        'cache-control',
        path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      ),
  })
  const serveFiles = async (prefix: string, root: string) => {
    const files = await filesIn(root)
    app.get<{ Params: { '*': string } }>(`${prefix}*`, (request, reply) => {
      const file = request.params['*'] || 'index.html'
      if (files.has(file)) reply.sendFile(file, root)
      else reply.callNotFound()
    })
  }
  await serveFiles('/desk/', desk)
  await serveFiles('/', pocket)
  app.get('/desk', async (_request, reply) => reply.redirect('/desk/'))
  app.setNotFoundHandler((request: FastifyRequest, reply: FastifyReply) => {
    // A page address of one of the apps; its router takes it from there. It may end as a file does (`…/neighbours.help`):
    // then only whoever opens a page is answered with one, and a script or picture that is gone stays gone.
    const looksLikeFile = /\.\w{2,5}($|\?)/.test(request.url)
    const opens = !looksLikeFile || request.headers.accept?.includes('text/html') === true
    const page = request.method === 'GET' && !request.url.startsWith('/api/') && opens
    if (page)
      reply.header('cache-control', 'no-cache').sendFile('index.html', request.url.startsWith('/desk') ? desk : pocket)
    else reply.status(404).type('text/plain; charset=utf-8').send('404')
  })
}

/** Names of all files that may be asked for; what is packed beside them is sent in their place. */
async function filesIn(root: string): Promise<ReadonlySet<string>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile() && !/\.(br|gz)$|^\./.test(entry.name))
  return new Set(files.map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/')))
}
