import { Failure } from '../../../kernel/contract/errors.ts'
import type { MatterId, PostId } from '../../../kernel/contract/ids.ts'
import { sql } from '../../../kernel/db.ts'
import { type ActBody, act, actAsReporter, passTime } from '../../../modules/matters/public.ts'
import { actorOf, type Stage } from '../replay.ts'

/** Who takes a step: whoever holds the matter then, a post by its key, or the firm itself. */
export type Taker = 'holder' | 'firm' | { readonly post: string }

/** A step that somebody takes on a matter. A step that the rules refuse is left out and counted. */
export async function take(
  stage: Stage,
  id: MatterId,
  at: Date,
  input: ActBody | ((matter: { dueAt: Date | null }) => ActBody),
  taker: Taker = 'holder',
): Promise<void> {
  const { db, keys } = stage
  await tolerate(stage, `firm ${typeof input === 'function' ? 'step' : input.action}`, async () => {
    await passTime(db, keys.tenantId, id, at)
    const { rows } = await db.read((tx) =>
      sql<{ holder: PostId | null; dueAt: Date | null }>`select holder_post_id as holder, clock_due_at as "dueAt"
        from matters.matters where tenant_id = ${keys.tenantId} and id = ${id}`.execute(tx),
    )
    const body = typeof input === 'function' ? input({ dueAt: rows[0]?.dueAt ?? null }) : input
    if (taker === 'firm') {
      const uploader = { personId: null, key: null }
      await db.tx((tx) => actAsReporter(tx, { tenantId: keys.tenantId, matterId: id, input: body, at, uploader }))
      return
    }
    const postId = taker === 'holder' ? rows[0]?.holder : keys.post(taker.post)
    const actor = postId ? await actorOf(stage, postId, at) : null
    if (!actor) return
    const eventActor = { personId: actor.personId, postId: null, via: 'desk' as const }
    const uploader = { personId: actor.personId, key: null }
    await db.tx((tx) => act(tx, { actor, eventActor, matterId: id, input: body, at, uploader }))
  })
}

/** Runs what the rules may refuse; what they refuse is counted. */
export async function tolerate(stage: Stage, what: string, run: () => Promise<void>): Promise<void> {
  try {
    await run()
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    const name = `${what}: ${error.reason}`
    stage.refused.set(name, (stage.refused.get(name) ?? 0) + 1)
  }
}
