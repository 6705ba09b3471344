import type { Actor, EventActor } from '../../kernel/actor.ts'
import type { BodyOf } from '../../kernel/contract/endpoint.ts'
import { fail, forbidden } from '../../kernel/contract/errors.ts'
import type { PersonId, PostId, TenantId } from '../../kernel/contract/ids.ts'
import type { Tx } from '../../kernel/db.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import type { respond as respondEndpoint } from './contract.ts'
import { doorObstacle, traits } from './gathering.ts'
import { type Self, selvesOf } from './gathering-scope.ts'
import {
  type Doing,
  entriesOf,
  type Held,
  hashOf,
  lockByCode,
  refuseUnless,
  standingOf,
  tell,
} from './gathering-store.ts'
import { accept, insertEntry, leave, markThere, newEntry, reportTurnover, signUp } from './party-service.ts'
import { saveEntry } from './queue-service.ts'
import type { EntryId, EntryRecord } from './tables.ts'

type Answer = BodyOf<typeof respondEndpoint>

/** Answers, signs up, withdraws, reports or rates, for oneself, one's post or one's firm. */
export async function respond(tx: Tx, doing: Doing, code: string, answer: Answer) {
  const { actor, by, at } = doing
  const gathering = await lockByCode(tx, actor.tenantId, code)
  const held: Held = { gathering, by, at }
  const selves = await selvesOf(tx, actor)
  if (answer.action === 'sign_up') {
    const { id, standing } = await signUpMyself(tx, held, selves, answer)
    return { entryId: id, standing }
  }
  const entry = chosenOf(await myEntries(tx, held, selves), answer.entryId)
  if (!entry)
    fail('refused', 'gatherings.not_on_list', {
      zh: '名单上还没有您，请先报名或签到',
      en: 'You are not on the list yet: sign up or check in first',
    })
  const standing = await answerWith(tx, inName(held, entry), entry, answer)
  return { entryId: entry.id, standing }
}

/** What is done for a post is done in its name. */
const inName = (held: Held, { party_kind, party_id }: EntryRecord): Held =>
  party_kind === 'post' ? { ...held, by: { ...held.by, postId: party_id as PostId } } : held

async function answerWith(tx: Tx, held: Held, entry: EntryRecord, answer: Answer): Promise<string> {
  if (answer.action === 'accept') return accept(tx, held, entry)
  if (answer.action === 'decline') return leave(tx, held, entry, 'declined')
  if (answer.action === 'withdraw') return leave(tx, held, entry, 'withdrawn')
  if (answer.action === 'report_turnover') await reportTurnover(tx, held, entry, answer.turnoverFen)
  else await giveFeedback(tx, held, entry, answer)
  return entry.standing
}

async function signUpMyself(tx: Tx, held: Held, selves: readonly Self[], { as, wish }: Answer) {
  const me = as ? selves.find((self) => self.kind === as.kind && self.id === as.id) : selves[0]
  if (!me) return forbidden()
  const known = (await myEntries(tx, held, [me]))[0]
  if (me.former && !known) return forbidden()
  if (!held.gathering.is_public && !known)
    fail('refused', 'gatherings.by_invitation', { zh: '这次只请受邀的参加', en: 'This one is by invitation' })
  return signUp(
    tx,
    held,
    { party_kind: me.kind, party_id: me.id, name: me.kind === 'firm' ? me.name : null },
    wish ?? null,
  )
}

/** The entries that somebody may answer for. */
async function myEntries(tx: Tx, held: Held, selves: readonly Self[]): Promise<EntryRecord[]> {
  const all = await entriesOf(tx, held.gathering)
  return all.filter((entry) => selves.some((self) => self.kind === entry.party_kind && self.id === entry.party_id))
}

/** The one that was named; else the only one, or the first that is not for oneself alone (a post, a firm). */
function chosenOf(entries: readonly EntryRecord[], entryId: EntryId | undefined): EntryRecord | undefined {
  if (entryId) return entries.find((entry) => entry.id === entryId)
  return entries.find((entry) => entry.party_kind !== 'person') ?? entries[0]
}

async function giveFeedback(tx: Tx, held: Held, entry: EntryRecord, { rating, words }: Answer): Promise<void> {
  refuseUnless('feedback', held.gathering.state)
  if (!traits[held.gathering.kind].feedback || !entry.checked_in_at)
    fail('refused', 'gatherings.no_feedback', { zh: '到场签到后才能评价', en: 'Check in first, then say how it was' })
  if (rating === undefined) {
    const missing = { zh: '请选 1 到 5 颗星', en: 'Please choose one to five stars' }
    fail('invalid', 'gatherings.rating_missing', missing, [{ path: 'rating', words: missing }])
  }
  const said = words?.trim() || null
  await saveEntry(tx, entry, { rating, rating_words: said, rated_at: held.at })
  await tell(tx, held, 'feedback_given', {
    entryId: entry.id,
    ...(said ? { hash: hashOf(said) } : {}),
    facts: { rating },
  })
}

export interface AtDoor {
  readonly tenantId: TenantId
  readonly actor: Actor | null
  readonly by: EventActor
  readonly at: Date
}

/** Checks in at the door: an entry of one's own; else as oneself where one is signed in; else as a guest with a name. */
export async function checkInByCode(
  tx: Tx,
  secrets: Secrets,
  who: AtDoor,
  code: string,
  input: { readonly entryId?: EntryId | undefined; readonly name?: string | undefined },
): Promise<{ entryId: EntryId; checkedInAt: string }> {
  const gathering = await lockByCode(tx, who.tenantId, code)
  const held: Held = { gathering, by: who.by, at: who.at }
  const closed = doorObstacle(await standingOf(tx, gathering), who.at)
  if (closed) fail('refused', 'gatherings.door_closed', closed)
  const entry = who.actor
    ? await memberEntry(tx, held, who.actor, input.entryId)
    : await guestEntry(tx, secrets, held, input.name)
  const checkedInAt = await markThere(tx, inName(held, entry), entry, 'code')
  return { entryId: entry.id, checkedInAt: checkedInAt.toISOString() }
}

async function memberEntry(tx: Tx, held: Held, actor: Actor, entryId: EntryId | undefined): Promise<EntryRecord> {
  const known = chosenOf(await myEntries(tx, held, await selvesOf(tx, actor)), entryId)
  if (known) return known
  if (entryId) return forbidden()
  const party = { party_kind: 'person', party_id: actor.personId as PersonId, name: null } as const
  const entry: EntryRecord = { ...newEntry(held, party), standing: 'came' }
  await insertEntry(tx, entry)
  return entry
}

async function guestEntry(tx: Tx, secrets: Secrets, held: Held, name: string | undefined): Promise<EntryRecord> {
  const typed = name?.trim()
  if (!typed) {
    const words = { zh: '请填写您的称呼', en: 'Please give your name' }
    return fail('invalid', 'gatherings.name_missing', words, [{ path: 'name', words }])
  }
  const entry: EntryRecord = {
    ...newEntry(held, { party_kind: 'guest', party_id: null, name: null }),
    name_sealed: secrets.seal(typed),
    standing: 'came',
  }
  await insertEntry(tx, entry)
  return entry
}
