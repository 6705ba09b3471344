import { fail, notFound } from '../../kernel/contract/errors.ts'
import { type FileId, newId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { doorCode } from '../../kernel/receipt-code.ts'
import { attachFiles, type Uploader } from '../files/public.ts'
import { placeOf } from '../places/public.ts'
import type { ChangeBody, PlanBody } from './contract.ts'
import { streamOf } from './events.ts'
import { obstacle, type Step, traits, transitionOf } from './gathering.ts'
import { organisingPost } from './gathering-policy.ts'
import {
  type Doing,
  entriesOf,
  type Held,
  hashOf,
  lockManaged,
  refuseUnless,
  save,
  standingOf,
  tell,
} from './gathering-store.ts'
import { moveUp } from './queue-service.ts'
import { hasPlace } from './sign-up.ts'
import { type GatheringId, type GatheringRecord, mine } from './tables.ts'

const longestMs = 31 * 86_400_000

interface Times {
  readonly starts_at: Date
  readonly ends_at: Date
  readonly sign_up_until: Date | null
}

function refuseBadTimes({ starts_at, ends_at, sign_up_until }: Times): void {
  const wrong = (path: string, words: Words) => fail('invalid', 'gatherings.bad_time', words, [{ path, words }])
  if (ends_at <= starts_at || ends_at.getTime() - starts_at.getTime() > longestMs)
    wrong('endsAt', { zh: '结束要晚于开始，最长 31 天', en: 'It must end after it begins, within 31 days' })
  if (sign_up_until && sign_up_until > starts_at)
    wrong('signUpUntil', { zh: '报名截止不能晚于开始', en: 'Sign-up must end before it begins' })
}

/** Plans a gathering at a place of the actor's; it is a draft until it is announced. */
export async function planGathering(tx: Tx, doing: Doing, body: PlanBody): Promise<{ id: GatheringId; code: string }> {
  const { actor, at } = doing
  const place = await placeOf(tx, actor.tenantId, body.placeId)
  const postId = place && organisingPost(actor, place.path)
  if (!place || !postId) return notFound()
  const id = body.id ?? newId<'gathering'>()
  const times: Times = {
    starts_at: new Date(body.startsAt),
    ends_at: new Date(body.endsAt),
    sign_up_until: body.signUpUntil ? new Date(body.signUpUntil) : null,
  }
  refuseBadTimes(times)
  const series = body.followsId ? (await lockManaged(tx, doing, body.followsId)).gathering.series_id : id
  const gathering: GatheringRecord = {
    tenant_id: actor.tenantId,
    id,
    kind: body.kind,
    state: 'draft',
    title: body.title.trim(),
    topics: body.topics?.trim() ?? '',
    place_id: place.id,
    place_path: place.path,
    venue: body.venue?.trim() ?? '',
    ...times,
    is_public: body.isPublic ?? traits[body.kind].isPublic,
    capacity: body.capacity ?? null,
    post_id: postId,
    series_id: series,
    code: doorCode(),
    material_ids: [],
    stall_form: null,
    sequence: 0,
    announced_at: null,
    cancelled_why: null,
    thanks: null,
    thanked_at: null,
    created_at: at,
    changed_at: at,
  }
  const added = await mine(tx)
    .insertInto('gatherings.gatherings')
    .values(gathering)
    .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added)
    fail('conflict', 'gatherings.id_taken', { zh: '这个编号已经用过，请重新新建', en: 'This id is taken. Plan anew' })
  const held: Held = { gathering, by: { ...doing.by, postId }, at }
  const { kind, is_public, starts_at, ends_at } = gathering
  await tell(tx, held, 'planned', {
    facts: { kind, placeId: place.id, seriesId: series, isPublic: is_public, startsAt: starts_at, endsAt: ends_at },
  })
  return { id, code: gathering.code }
}

/** Changes what was planned. Who is told of it is settled by what changed (`telling.ts`). */
export async function changeGathering(tx: Tx, doing: Doing, id: GatheringId, body: ChangeBody): Promise<void> {
  const held = await lockManaged(tx, doing, id, 'change')
  const { gathering } = held
  const set = columnsOf(body)
  const changed = (Object.keys(set) as (keyof typeof set)[]).filter(
    (name) => JSON.stringify(set[name]) !== JSON.stringify(gathering[name]),
  )
  if (changed.length === 0) return
  const after = { ...gathering, ...set }
  refuseBadTimes(after)
  const entries = await entriesOf(tx, gathering)
  const taken = entries.filter(({ standing }) => hasPlace(standing)).length
  if (after.capacity !== null && after.capacity < taken) {
    const words = { zh: `已有 ${taken} 家报名，名额不能更少`, en: `${taken} have a place already` }
    fail('refused', 'gatherings.capacity_taken', words, [{ path: 'capacity', words }])
  }
  await save(tx, held, { ...set, sequence: gathering.sequence + 1 })
  await tell(tx, held, 'changed', { facts: { changed, startsAt: after.starts_at, endsAt: after.ends_at } })
  await moveUp(tx, { ...held, gathering: after }, entries)
}

function columnsOf(body: ChangeBody): Partial<GatheringRecord> {
  return {
    ...(body.title === undefined ? {} : { title: body.title.trim() }),
    ...(body.topics === undefined ? {} : { topics: body.topics.trim() }),
    ...(body.venue === undefined ? {} : { venue: body.venue.trim() }),
    ...(body.startsAt === undefined ? {} : { starts_at: new Date(body.startsAt) }),
    ...(body.endsAt === undefined ? {} : { ends_at: new Date(body.endsAt) }),
    ...(body.isPublic === undefined ? {} : { is_public: body.isPublic }),
    ...(body.capacity === undefined ? {} : { capacity: body.capacity }),
    ...(body.signUpUntil === undefined ? {} : { sign_up_until: body.signUpUntil ? new Date(body.signUpUntil) : null }),
  }
}

const eventOf = { announce: 'announced', start: 'started', hold: 'held', cancel: 'cancelled' } as const

/** Announces, begins, ends or cancels, as the table of transitions allows. */
export async function takeStep(tx: Tx, doing: Doing, id: GatheringId, step: Step, why: string | null) {
  const { gathering } = await stepHeld(tx, await lockManaged(tx, doing, id), step, why)
  return { state: gathering.state }
}

/** The same for who may take the step and holds the lock. @returns the gathering as it stands then */
export async function stepHeld(tx: Tx, held: Held, step: Step, why: string | null): Promise<Held> {
  const { gathering, at } = held
  const transition = transitionOf(step)
  if (!transition.from.includes(gathering.state))
    fail('conflict', 'gatherings.wrong_state', {
      zh: `现在的状态不能「${transition.name.zh}」，请刷新看看`,
      en: `"${transition.name.en}" is not possible in its present state. Reload to see it`,
    })
  const standing = await standingOf(tx, gathering)
  const blocked = obstacle(step, standing, at)
  if (blocked) fail('refused', 'gatherings.blocked', blocked)
  if (transition.needsWhy && !why) {
    const words = { zh: '请写明原因', en: 'Please say why' }
    fail('invalid', 'gatherings.why_missing', words, [{ path: 'why', words }])
  }
  await save(tx, held, {
    state: transition.to,
    sequence: gathering.sequence + 1,
    ...(step === 'announce' ? { announced_at: at } : {}),
    ...(step === 'cancel' ? { cancelled_why: why } : {}),
  })
  await tell(tx, held, eventOf[step], {
    ...(why ? { hash: hashOf(why) } : {}),
    ...(step === 'hold' ? { facts: { attended: standing.attended } } : {}),
  })
  return { ...held, gathering: { ...gathering, state: transition.to, sequence: gathering.sequence + 1 } }
}

/** Adds pictures of what is shown and handed out; whoever sees the gathering sees them. */
export async function addMaterials(
  tx: Tx,
  doing: Doing,
  id: GatheringId,
  fileIds: GatheringRecord['material_ids'],
  uploader: Uploader,
): Promise<void> {
  await takeMaterials(tx, await lockManaged(tx, doing, id, 'materials'), fileIds, uploader)
}

/** The same for who may add them and holds the lock. */
export async function takeMaterials(tx: Tx, held: Held, fileIds: readonly FileId[], uploader: Uploader): Promise<void> {
  const { gathering } = held
  await attachFiles(tx, { tenantId: gathering.tenant_id, fileIds, subject: streamOf(gathering.id), uploader })
  await save(tx, held, { material_ids: [...gathering.material_ids, ...fileIds] })
  await tell(tx, held, 'materials_added', { facts: { fileIds } })
}

/** Thanks all who came (and those who showed something): each is told once. */
export async function thank(tx: Tx, doing: Doing, id: GatheringId, words: string): Promise<{ thanked: number }> {
  const held = await lockManaged(tx, doing, id)
  const { gathering, at } = held
  refuseUnless('thank', gathering.state)
  if (gathering.thanked_at)
    fail('conflict', 'gatherings.thanked_already', { zh: '已经致谢过了', en: 'They have been thanked already' })
  await save(tx, held, { thanks: words.trim(), thanked_at: at })
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from gatherings.entries e
    where e.tenant_id = ${gathering.tenant_id} and e.gathering_id = ${id} and e.checked_in_at is not null`.execute(tx)
  const thanked = rows[0]?.n ?? 0
  await tell(tx, held, 'thanked', { hash: hashOf(words.trim()), facts: { thanked } })
  return { thanked }
}
