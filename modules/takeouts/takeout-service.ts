import { Readable } from 'node:stream'
import type { Actor, EventActor } from '../../kernel/actor.ts'
import { fail, notFound } from '../../kernel/contract/errors.ts'
import { newId } from '../../kernel/contract/ids.ts'
import type { Tx } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import { countExported } from '../../kernel/exports/mark.ts'
import type { BytesAnswer, RequestContext } from '../../kernel/http/route.ts'
import type { Jobs } from '../../kernel/jobs/jobs.ts'
import { dayOf } from '../../kernel/time/day.ts'
import type { TakeoutId } from './contract.ts'
import { type TakeoutAsked, takeoutAsked, takeoutDropped, takeoutStream } from './events.ts'
import { endTakeout, hasPieces, insertTakeout, piecesOf, takeoutOf } from './takeout-store.ts'

export const makeJobName = 'takeouts.make'

/** Who asks, and when. */
export interface Asking {
  readonly actor: Actor
  readonly by: EventActor
  readonly at: Date
}

/** By the administrator’s post: the audit shows it where that post stands. */
export const askingOf = ({ actor, eventActor, clock }: RequestContext & { readonly actor: Actor }): Asking => {
  const post = actor.posts.find(({ role }) => role === 'administrator')
  return { actor, by: { ...eventActor, postId: post?.postId ?? null }, at: clock.now() }
}

/** Has everything made into a file in the background; one at a time. */
export async function askFor(
  tx: Tx,
  jobs: Jobs,
  { actor, by, at }: Asking,
  { withFiles, reason }: { readonly withFiles: boolean; readonly reason: string | null },
): Promise<{ id: TakeoutId }> {
  const { tenantId, personId } = actor
  const takeoutId: TakeoutId = newId()
  if (!(await insertTakeout(tx, { tenantId, takeoutId, askedBy: personId, at, withFiles, reason })))
    fail('conflict', 'takeouts.one_at_a_time', {
      zh: '已有一次全部数据导出正在进行，请等它完成或先取消',
      en: 'A full export is being made already. Wait for it, or stop it first',
    })
  const payload: TakeoutAsked = { withFiles, opened: reason !== null, ...(reason === null ? {} : { reason }) }
  await record(tx, { tenantId, stream: takeoutStream(takeoutId), type: takeoutAsked, at, actor: by, payload })
  await jobs.enqueue(tx, makeJobName, { tenantId, takeoutId })
  return { id: takeoutId }
}

/** Stops one that is being made, or deletes the file of one that is ready. Any administrator may: it takes nothing away. */
export async function dropOne(tx: Tx, { actor, by, at }: Asking, takeoutId: TakeoutId): Promise<void> {
  const key = { tenantId: actor.tenantId, takeoutId }
  const it = (await takeoutOf(tx, key, { lock: true })) ?? notFound()
  if (it.state !== 'waiting' && it.state !== 'running' && it.state !== 'ready')
    fail('conflict', 'takeouts.over', {
      zh: '这次导出已经结束，没有可取消的',
      en: 'This export is over: there is nothing to stop',
    })
  await endTakeout(tx, key, 'cancelled', at)
  const stream = takeoutStream(takeoutId)
  await record(tx, { tenantId: actor.tenantId, stream, type: takeoutDropped, at, actor: by, payload: {} })
}

/** The file, for whoever asked for it, until its time is over. */
export async function openFile(
  { db, secrets, clock, lang }: Pick<RequestContext, 'db' | 'secrets' | 'clock' | 'lang'>,
  { tenantId, personId }: Actor,
  takeoutId: TakeoutId,
): Promise<BytesAnswer> {
  const key = { tenantId, takeoutId }
  const now = clock.now()
  const it = await db.read(async (tx) => {
    const found = await takeoutOf(tx, key)
    return found?.state === 'ready' && (await hasPieces(tx, key)) ? found : null
  })
  if (!it || it.askedBy !== personId || !it.expiresAt || it.expiresAt <= now) return notFound()
  countExported(it.rows ?? 0)
  const name = lang === 'zh' ? '全部数据' : 'everything'
  return {
    bytes: Readable.from(piecesOf(db, secrets, key, it.bytes ?? 0), { objectMode: false }),
    type: 'application/zip',
    filename: `${name}-${dayOf(it.askedAt)}.zip`,
  }
}
