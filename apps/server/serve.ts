import { existsSync } from 'node:fs'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { buildServer } from '../../kernel/http/server.ts'
import { inProject } from '../../kernel/root.ts'
import { sessions, tenants } from '../../modules/people/public.ts'
import type { Liren } from './liren.ts'
import { modules } from './modules.ts'

export interface ServeOptions {
  readonly port: number
  readonly host: string
  readonly trustProxy?: boolean
  readonly rateLimits?: boolean
  readonly log?: boolean
}

export interface Serving {
  /** `http://host:port` as it was bound. */
  readonly address: string
  stop(): Promise<void>
}

/** Listens: the interface under /api, the desk under /desk/, the pocket at /. */
export async function serve(liren: Liren, options: ServeOptions): Promise<Serving> {
  const db = await liren.openServerDb()
  const app = await buildServer({
    ...liren,
    db,
    routes: modules.flatMap((m) => [...m.routes]),
    sessions,
    tenants,
    trustProxy: options.trustProxy ?? false,
    rateLimits: options.rateLimits ?? true,
    log: options.log ?? false,
  })
  await addPages(app)
  const address = await app.listen({ port: options.port, host: options.host })
  return {
    address,
    stop: async () => {
      await app.close()
      await db.close()
    },
  }
}

/** The built web apps; names under assets/ carry a hash and may be kept for ever, the pages themselves are asked for anew. */
export async function addPages(app: FastifyInstance): Promise<void> {
  const desk = inProject('dist/desk')
  const pocket = inProject('dist/pocket')
  if (!existsSync(desk) || !existsSync(pocket)) return
  const setHeaders = (reply: FastifyReply, path: string) =>
    void reply.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')
  await app.register(fastifyStatic, {
    root: desk,
    prefix: '/desk/',
    setHeaders,
    cacheControl: false,
    preCompressed: true,
    decorateReply: true,
  })
  await app.register(fastifyStatic, {
    root: pocket,
    prefix: '/',
    setHeaders,
    cacheControl: false,
    preCompressed: true,
    decorateReply: false,
    wildcard: true,
  })
  app.get('/desk', async (_request, reply) => reply.redirect('/desk/'))
  app.setNotFoundHandler((request: FastifyRequest, reply: FastifyReply) => {
    // A page address of one of the apps; its router takes it from there.
    const page = request.method === 'GET' && !request.url.startsWith('/api/') && !/\.\w{2,5}($|\?)/.test(request.url)
    if (!page) return reply.status(404).type('text/plain; charset=utf-8').send('404')
    return reply
      .header('cache-control', 'no-cache')
      .sendFile('index.html', request.url.startsWith('/desk') ? desk : pocket)
  })
}
