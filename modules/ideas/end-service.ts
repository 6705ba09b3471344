import { fail } from '../../kernel/contract/errors.ts'
import { type Id, newId, type PlaceId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { dayNumberFrom, dayOf, hourMs, startOfDayMs } from '../../kernel/time/day.ts'
import { reportMatterIn } from '../matters/public.ts'
import { phoneOf } from '../people/public.ts'
import type { DeclineReason } from './idea.ts'
import {
  type ActorDoing,
  type HeldIdea,
  hashOf,
  lockManagedIdea,
  refuseUnless,
  saveIdea,
  tellIdea,
} from './ideas-store.ts'
import type { IdeaId, IdeaRecord } from './tables.ts'

/** Staff say what it would cost, in fen; their figure stands over the author's guess. */
export async function costIdea(
  tx: Tx,
  doing: ActorDoing,
  id: IdeaId,
  { costFen, note }: { costFen: number; note?: string | undefined },
): Promise<void> {
  const held = await lockManagedIdea(tx, doing, id)
  refuseUnless('cost', held)
  const said = note?.trim() || null
  await saveIdea(tx, held, { cost_fen: costFen, cost_by: 'staff', cost_note: said })
  await tellIdea(tx, held, 'costed', { ...(said ? { hash: hashOf(said) } : {}), facts: { costFen } })
}

export interface Ending {
  readonly end: 'adopt' | 'decline'
  readonly reason?: DeclineReason | undefined
  readonly words?: string | undefined
  readonly matter?: { readonly holderPostId: Id<'post'>; readonly dueOn: string } | undefined
}

/** Adopts (with a matter at once, where that is wished) or declines with a reason and words. */
export async function endIdea(tx: Tx, doing: ActorDoing, id: IdeaId, ending: Ending) {
  const held = await lockManagedIdea(tx, doing, id)
  refuseUnless(ending.end, held)
  return ending.end === 'adopt' ? adopt(tx, doing, held, ending) : decline(tx, held, ending)
}

async function decline(tx: Tx, held: HeldIdea, { reason, words }: Ending) {
  const said = words?.trim()
  const missing = { zh: '不采纳要选原因并写明，提出人会看到', en: 'Choose a reason and say why: its author is told' }
  if (!reason || !said)
    return fail('invalid', 'ideas.reason_missing', missing, [{ path: reason ? 'words' : 'reason', words: missing }])
  const set = { state: 'declined', end_reason: reason, end_words: said, ended_at: held.at } as const
  await saveIdea(tx, held, set)
  await tellIdea(tx, held, 'declined', { to: 'declined', hash: hashOf(said), facts: { reason } })
  return { state: set.state, matter: null }
}

async function adopt(tx: Tx, { secrets }: ActorDoing, held: HeldIdea, { words, matter }: Ending) {
  const said = words?.trim() || null
  const made = matter ? await makeMatter(tx, secrets, held, matter) : null
  const set = { state: 'adopted', end_words: said, ended_at: held.at, matter_id: made?.id ?? null } as const
  await saveIdea(tx, held, set)
  await tellIdea(tx, held, 'adopted', {
    to: 'adopted',
    ...(made ? { matterId: made.id } : {}),
    ...(said ? { hash: hashOf(said) } : {}),
    ...(matter ? { facts: { holderPostId: matter.holderPostId, dueOn: matter.dueOn } } : {}),
  })
  return { state: set.state, matter: made && { id: made.id, number: made.number } }
}

/** The end of the working day: who reads “by Friday” means until the office closes. */
const closingHour = 18

/** What was adopted is done like anything that was settled: nobody types it again. */
async function makeMatter(
  tx: Tx,
  secrets: Secrets,
  held: HeldIdea,
  { holderPostId, dueOn }: NonNullable<Ending['matter']>,
) {
  const { idea, call, at, by } = held
  const dueAt = new Date(startOfDayMs(dayNumberFrom(dueOn)) + closingHour * hourMs)
  if (dueAt <= at) {
    const words = { zh: '完成期限要晚于现在', en: 'The deadline must lie ahead' }
    fail('invalid', 'ideas.bad_deadline', words, [{ path: 'matter.dueOn', words }])
  }
  return reportMatterIn(
    tx,
    { clock: { now: () => at }, secrets },
    {
      ...{
        tenantId: idea.tenant_id,
        id: newId<'matter'>(),
        kind: 'decision',
        category: '',
        placeId: await placeFor(tx, idea, holderPostId),
      },
      ...{ placeDetail: null, point: idea.lng !== null && idea.lat !== null ? { lng: idea.lng, lat: idea.lat } : null },
      ...{ title: idea.title, body: `${idea.body}\n——金点子《${call.title}》${dayOf(at)}采纳` },
      ...{ channel: 'meeting', selfFound: false, visibility: 'open', priority: 'normal' },
      ...{ reporterId: null, reporterName: null, reporterPhone: null, recordedBy: by.personId },
      ...{ fileIds: [], uploadKey: null, actor: by, patrolPost: null },
      decided: { postId: holderPostId, dueAt },
    },
  )
}

/** Where the matter lies: at the idea's place; at the holder's own where that is further down. */
async function placeFor(tx: Tx, idea: IdeaRecord, postId: Id<'post'>): Promise<PlaceId> {
  const { rows } = await sql<{ placeId: PlaceId; path: string }>`select place_id as "placeId", place_path as path
    from people.posts_view where tenant_id = ${idea.tenant_id} and id = ${postId} and abolished_at is null`.execute(tx)
  const post = rows[0]
  return post?.path.startsWith(idea.place_path) ? post.placeId : idea.place_id
}

/** Who gave an idea, in full: for a reason that stays in the ledger. */
export async function revealAuthor(tx: Tx, doing: ActorDoing, id: IdeaId, reason: string) {
  const held = await lockManagedIdea(tx, doing, id)
  await tellIdea(tx, held, 'authorRevealed', { facts: { reason } })
  return authorOf(tx, doing.secrets, held.idea)
}

/** The author's name and phone in clear; whoever asks shows them masked, or leaves an event. */
export async function authorOf(
  tx: Tx,
  secrets: Secrets,
  idea: Pick<IdeaRecord, 'tenant_id' | 'author_id' | 'author_name_sealed' | 'author_phone_sealed'>,
): Promise<{ name: string | null; phone: string | null }> {
  const { author_name_sealed: name, author_phone_sealed: phone, author_id: personId, tenant_id: tenantId } = idea
  return {
    name: name ? secrets.open(name) : personId ? await nameOf(tx, tenantId, personId) : null,
    phone: phone ? secrets.open(phone) : personId ? await phoneOf(tx, secrets, tenantId, personId) : null,
  }
}

async function nameOf(tx: Tx, tenantId: IdeaRecord['tenant_id'], personId: string): Promise<string | null> {
  const { rows } = await sql<{ name: string }>`select name from people.persons_view
    where tenant_id = ${tenantId} and id = ${personId}`.execute(tx)
  return rows[0]?.name ?? null
}
