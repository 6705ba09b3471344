import { Readable } from 'node:stream'
import type { EventActor } from '../actor.ts'
import { newId, type TenantId } from '../contract/ids.ts'
import type { Tx } from '../db.ts'
import { record } from '../events/record.ts'
import type { BytesAnswer, RequestContext, Route } from '../http/route.ts'
import { type ExportFinished, type ExportTaken, exportFinished, exportStream, exportTaken } from './events.ts'
import { filtersOf } from './filters.ts'
import { marking, newMark } from './mark.ts'

// The one way by which a file leaves: whatever a route of exports answers is told in the ledger and carries its mark.

/** One export in the ledger. */
export interface OneExport {
  readonly tenantId: TenantId
  readonly stream: string
  readonly actor: EventActor
}

export const newExport = (tenantId: TenantId, actor: EventActor): OneExport => ({
  tenantId,
  stream: exportStream(newId<'export'>()),
  actor,
})

export const tellTaken = (tx: Tx, of: OneExport, at: Date, payload: ExportTaken): Promise<number> =>
  record(tx, { ...of, type: exportTaken, at, payload })

export const tellFinished = (tx: Tx, of: OneExport, at: Date, payload: ExportFinished): Promise<number> =>
  record(tx, { ...of, type: exportFinished, at, payload })

/** Runs the handler of an export. What it refuses leaves nothing; else nothing goes out before the ledger knows of it. */
export async function exported(route: Route, context: RequestContext): Promise<BytesAnswer> {
  const { db, clock, tenantId, lang } = context
  const mark = newMark(
    context.actor?.name ?? (lang === 'zh' ? '未登录者' : 'somebody without an account'),
    clock.now(),
    lang,
  )
  const answer = (await marking(mark, () => route.handle(context))) as BytesAnswer
  const told = newExport(tenantId, takerOf(context))
  const finished = (bytes: number, whole: boolean): ExportFinished => ({ rows: mark.rows, bytes, whole })
  await db.tx(async (tx) => {
    await tellTaken(tx, told, mark.at, takenOf(route, context, answer))
    if (Buffer.isBuffer(answer.bytes)) await tellFinished(tx, told, clock.now(), finished(answer.bytes.length, true))
  })
  if (Buffer.isBuffer(answer.bytes)) return answer
  const end = async (bytes: number, whole: boolean) => {
    await db.tx((tx) => tellFinished(tx, told, clock.now(), finished(bytes, whole)))
  }
  return { ...answer, bytes: Readable.from(counted(answer.bytes, end), { objectMode: false }) }
}

/** By the first of the posts that they hold: an export is taken by a person, whose places say where. */
function takerOf({ actor, eventActor }: RequestContext): EventActor {
  return {
    ...eventActor,
    postId: actor?.posts.find(({ how }) => how === 'own')?.postId ?? actor?.posts[0]?.postId ?? null,
  }
}

function takenOf({ endpoint }: Route, context: RequestContext, { filename, type }: BytesAnswer): ExportTaken {
  return {
    list: endpoint.id,
    of: { ...(context.params as Record<string, string>) },
    filters: filtersOf(endpoint.query, context.query as Record<string, unknown>),
    form: /\.([a-z0-9]{1,5})$/i.exec(filename ?? '')?.[1] ?? type.split(';')[0] ?? '',
  }
}

/** Passes bytes on; before the last of them the ledger knows how many there were, also where somebody broke off. */
async function* counted(
  bytes: Readable,
  end: (bytes: number, whole: boolean) => Promise<void>,
): AsyncGenerator<Buffer> {
  let sent = 0
  let whole = false
  try {
    for await (const piece of bytes as AsyncIterable<Buffer>) {
      sent += piece.length
      yield piece
    }
    whole = true
  } finally {
    await end(sent, whole)
  }
}
