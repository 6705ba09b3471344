import type { MultipartFields } from '@fastify/multipart'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Actor } from '../actor.ts'
import { fail } from '../contract/errors.ts'
import type { TenantId } from '../contract/ids.ts'
import { langOf } from '../contract/words.ts'
import type { Standby } from '../db/standby.ts'
import type { Tx } from '../db.ts'
import { type CommandKey, commandHash, runOnce, runOnceSealed } from './command.ts'
import type { BytesAnswer, RequestContext, Route, Services, UploadedFile } from './route.ts'
import { cookieName } from './session.ts'
import { refuseUnsound } from './sound-text.ts'

const keyForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** What a handler sees of a request. */
export function contextOf(
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
  who: { actor: Actor | null; tenantId: TenantId },
  services: Services & { readonly standby?: Standby | undefined },
): RequestContext {
  const { clock, secrets, jobs, live } = services
  const db = services.db.of(who.tenantId)
  const key = keyOf(request)
  const commandKey: CommandKey | null =
    key === null
      ? null
      : {
          tenantId: who.tenantId,
          key,
          // Not the session or the address: a phone that sends again may have signed in anew or changed networks.
          sender: who.actor ? `person ${who.actor.personId}` : 'anyone',
          endpoint: route.endpoint.id,
          request: [request.params, request.query, request.body ?? null],
          hash: commandHash(secrets),
        }
  return {
    db,
    clock,
    secrets,
    jobs,
    live,
    tenantId: who.tenantId,
    actor: who.actor,
    params: request.params as never,
    query: request.query as never,
    body: (request.body ?? {}) as never,
    lang: langOf(request.headers['accept-language']),
    ip: request.ip,
    userAgent: String(request.headers['user-agent'] ?? ''),
    eventActor: {
      personId: who.actor?.personId ?? null,
      postId: null,
      via: request.headers['x-liren'] === 'pocket' ? 'pocket' : 'desk',
    },
    commandKey,
    command: (work: (tx: Tx) => Promise<never>) => runOnce(db, commandKey, work),
    sealedCommand: (work: (tx: Tx) => Promise<never>) => runOnceSealed(db, secrets, commandKey, work),
    read: (work) => (route.mayLag && services.standby ? services.standby.read(who.tenantId, work) : db.read(work)),
    file: () => fileOf(request),
    url: request.url,
    origin: `${request.protocol}://${request.host}`,
    rawBody: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
    header: (name) => {
      const value = request.headers[name]
      return typeof value === 'string' ? value : null
    },
    cookies: {
      set: (name, value, maxAge) =>
        void reply.setCookie(cookieName(request.protocol, name), value, { ...cookieOf(request), maxAge }),
      clear: (name) => void reply.clearCookie(cookieName(request.protocol, name), cookieOf(request)),
      get: (name) => request.cookies[cookieName(request.protocol, name)],
    },
  } satisfies RequestContext
}

const cookieOf = ({ protocol }: FastifyRequest) =>
  ({ path: '/', httpOnly: true, sameSite: 'lax', secure: protocol === 'https' }) as const

function keyOf(request: FastifyRequest): string | null {
  const key = request.headers['idempotency-key']
  if (typeof key !== 'string') return null
  if (!keyForm.test(key))
    fail('invalid', 'http.bad_key', { zh: 'Idempotency-Key 应为 UUID', en: 'Idempotency-Key must be a UUID' })
  return key.toLowerCase()
}

/** The one file of a form. Several are refused once the second begins. */
async function fileOf(request: FastifyRequest): Promise<UploadedFile> {
  const none = { zh: '没有收到文件', en: 'No file arrived' }
  if (!request.isMultipart()) fail('invalid', 'http.no_files', none)
  let file: (Omit<UploadedFile, 'fields'> & { fields: MultipartFields }) | undefined
  try {
    for await (const part of request.files()) {
      const bytes = await part.toBuffer()
      file = { filename: part.filename, mimetype: part.mimetype, fields: part.fields, bytes }
    }
  } catch (error) {
    if ((error as { code?: string }).code === 'FST_FILES_LIMIT')
      fail('invalid', 'http.one_file', { zh: '请一次传一个文件', en: 'Please send one file at a time' })
    // What is too large says so; whatever else the reader of forms meets is a form that broke off or is none.
    if ((error as { statusCode?: number }).statusCode !== undefined) throw error
    fail('invalid', 'http.broken_form', {
      zh: '文件没有传完，请重新上传',
      en: 'The file did not arrive whole. Send it again',
    })
  }
  if (!file) return fail('invalid', 'http.no_files', none)
  const { filename, mimetype, bytes } = file
  const said = { filename, mimetype, fields: textFields(file.fields) }
  refuseUnsound(said)
  return { ...said, bytes }
}

function textFields(fields: MultipartFields): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, part]) => {
      const field = Array.isArray(part) ? part.at(-1) : part
      if (field?.type === 'field' && field.valueTruncated)
        fail('too_large', 'http.long_field', { zh: '表单里的文字太长', en: 'A text of the form is too long' })
      return field?.type === 'field' && typeof field.value === 'string' ? [[name, field.value]] : []
    }),
  )
}

/** Sends JSON, or a file with its name and headers. */
export function sendAnswer(route: Route, reply: FastifyReply, answer: unknown): unknown {
  if (reply.sent) return reply
  if (route.endpoint.produces === 'json') {
    void reply.header('cache-control', 'no-store').type('application/json; charset=utf-8')
    return reply.send(answer ?? { done: true })
  }
  const { bytes, type, filename, keepFor = 0 } = answer as BytesAnswer
  void reply.type(type).header('cache-control', keepFor > 0 ? `private, max-age=${keepFor}, immutable` : 'no-store')
  if (filename) void reply.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(filename)}`)
  return reply.send(bytes)
}
