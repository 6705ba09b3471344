import { fail, notFound } from '../../kernel/contract/errors.ts'
import { newId, type PersonId, type PostId } from '../../kernel/contract/ids.ts'
import type { Tx } from '../../kernel/db.ts'
import { receiptCode, receiptHash } from '../../kernel/receipt-code.ts'
import { bigrams, normalise } from '../../kernel/text/normalise.ts'
import { dayOf } from '../../kernel/time/day.ts'
import { attachFiles, type Uploader } from '../files/public.ts'
import { agreeOnPaper, findOrAddPersonByPhone, normalPhone, phoneLookup } from '../people/public.ts'
import { gridOf, type Place, placeOf } from '../places/public.ts'
import { givingObstacle } from './call.ts'
import type { FormBody, GiveBody } from './contract.ts'
import { ideaStream } from './events.ts'
import { typingPost } from './ideas-scope.ts'
import { type ActorDoing, type Doing, type HeldCall, lockCallByCode, tellIdea, versionHash } from './ideas-store.ts'
import { paperPurpose } from './shapes.ts'
import { type CallRecord, type IdeaRecord, mine } from './tables.ts'

export interface Given {
  readonly id: IdeaRecord['id']
  readonly receiptCode: string
  readonly state: IdeaRecord['state']
}

/** Who stands behind an idea, as the row keeps it. */
type Author = Pick<
  IdeaRecord,
  | 'author_id'
  | 'author_name_sealed'
  | 'author_phone_sealed'
  | 'author_phone_lookup'
  | 'typed_by'
  | 'typed_by_post'
  | 'form_number'
  | 'consent_version'
>

const nobody: Author = {
  ...{ author_id: null, author_name_sealed: null, author_phone_sealed: null, author_phone_lookup: null },
  ...{ typed_by: null, typed_by_post: null, form_number: null, consent_version: null },
}

/** Gives an idea to an open call: signed in, with a name and phone, or with neither. */
export async function giveIdea(tx: Tx, doing: Doing, code: string, body: GiveBody, uploader: Uploader): Promise<Given> {
  const held = await lockCallByCode(tx, doing, code)
  const place = await spotOf(tx, held.call, body.placeId)
  const author: Author = doing.actor
    ? { ...nobody, author_id: doing.actor.personId }
    : { ...nobody, ...contactOf(doing, body.contact) }
  return keep(tx, doing, held, { body, place, author, uploader })
}

function contactOf({ secrets }: Doing, contact: GiveBody['contact']): Partial<Author> {
  const name = contact?.name?.trim()
  const phone = contact?.phone?.trim() ? phoneOf(contact.phone, 'contact.phone') : null
  return {
    ...(name ? { author_name_sealed: secrets.seal(name) } : {}),
    ...(phone ? { author_phone_sealed: secrets.seal(phone), author_phone_lookup: phoneLookup(secrets, phone) } : {}),
  }
}

function phoneOf(typed: string, path: string): string {
  const phone = normalPhone(typed)
  if (phone.length >= 7 && phone.length <= 12) return phone
  const words = { zh: '电话号码看起来不对', en: 'That does not look like a phone number' }
  return fail('invalid', 'ideas.bad_phone', words, [{ path, words }])
}

/**
 * Types in the paper form of somebody in one's place. The phone on it was told face to face: it names the person, who finds
 * the idea again when signing in with it.
 */
export async function typeInForm(
  tx: Tx,
  doing: ActorDoing,
  code: string,
  body: FormBody,
  uploader: Uploader,
): Promise<Given> {
  const held = await lockCallByCode(tx, doing, code)
  const { tenantId, at, actor } = doing
  const place = await spotOf(tx, held.call, body.placeId)
  const gridId = await gridOf(tx, tenantId, place.id, at)
  const postId: PostId = typingPost(actor, { placePath: place.path, gridId }) ?? notFound()
  if (body.formNumber > held.call.forms_issued) {
    const words = {
      zh: `这次征集只印到第 ${held.call.forms_issued} 号，请核对表上的号码`,
      en: `Forms were printed up to no. ${held.call.forms_issued}: check the number`,
    }
    fail('invalid', 'ideas.no_such_form', words, [{ path: 'formNumber', words }])
  }
  await agreeOnPaper(tx, doing, paperPurpose, { version: body.consentVersion, path: 'consentVersion' })
  const taken = await mine(tx)
    .selectFrom('ideas.ideas')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('call_id', '=', held.call.id)
    .where('form_number', '=', body.formNumber)
    .executeTakeFirst()
  if (taken) {
    const words = { zh: '这张表已经登记过', en: 'This form has been typed in already' }
    fail('conflict', 'ideas.form_taken', words, [{ path: 'formNumber', words }])
  }
  const author: Author = {
    ...nobody,
    ...contactOf(doing, { name: body.name }),
    ...(body.phone?.trim() ? { author_id: await personOf(tx, doing, body.name, body.phone) } : {}),
    ...{ typed_by: actor.personId, typed_by_post: postId, form_number: body.formNumber },
    consent_version: body.consentVersion,
  }
  return keep(tx, doing, { ...held, by: { ...held.by, postId } }, { body, place, author, uploader })
}

async function personOf(tx: Tx, { secrets, tenantId, at }: Doing, name: string, typed: string): Promise<PersonId> {
  const phone = phoneOf(typed, 'phone')
  return (await findOrAddPersonByPhone(tx, secrets, tenantId, { phone, name: name.trim() }, at)).personId
}

/** Where it is: the call's own place, or one below it. */
async function spotOf(tx: Tx, call: CallRecord, placeId: GiveBody['placeId']): Promise<Place> {
  const place = await placeOf(tx, call.tenant_id, placeId ?? call.place_id)
  if (place && !place.ended && place.path.startsWith(call.place_path)) return place
  const words = { zh: '地点要在征集范围内', en: 'The spot must lie in the place of the call' }
  return fail('invalid', 'ideas.place_outside', words, [{ path: 'placeId', words }])
}

interface Whole {
  readonly body: Omit<GiveBody, 'contact'>
  readonly place: Place
  readonly author: Author
  readonly uploader: Uploader
}

async function keep(tx: Tx, doing: Doing, held: HeldCall, { body, place, author, uploader }: Whole): Promise<Given> {
  const { call, by, at } = held
  const closed = givingObstacle({ state: call.state, fromOn: call.from_on, untilOn: call.until_on }, dayOf(at))
  if (closed) fail('refused', 'ideas.not_open', closed)
  if (body.anonymous && !call.may_be_anonymous) {
    const words = { zh: '这次征集不接受匿名', en: 'This call takes no anonymous ideas' }
    fail('refused', 'ideas.no_anonymous', words, [{ path: 'anonymous', words }])
  }
  const id = body.id ?? newId<'idea'>()
  const code = receiptCode(doing.secrets, 'ideas', id)
  const { title, text } = wordsOf(body)
  const idea: IdeaRecord = {
    ...{ tenant_id: call.tenant_id, id, call_id: call.id, title, body: text, version: 1 },
    state: call.moderation === 'before' ? 'pending' : 'published',
    ...{ place_id: place.id, place_path: place.path, grid_id: await gridOf(tx, call.tenant_id, place.id, at) },
    ...{ lng: body.point?.lng ?? null, lat: body.point?.lat ?? null, file_ids: body.fileIds ?? [] },
    ...{ cost_fen: body.costFen ?? null, cost_by: typeof body.costFen === 'number' ? ('author' as const) : null },
    ...{ cost_note: null, ...author, receipt_lookup: receiptHash(doing.secrets, 'ideas', code) },
    ...{ anonymous: body.anonymous ?? false, by_merge: false, merged_into_id: null },
    ...{ end_reason: null, end_words: null, ended_at: null, matter_id: null, ...searchable(title, text) },
    ...{ submitted_at: at, changed_at: at },
  }
  await insertIdea(tx, idea)
  await attachFiles(tx, { tenantId: call.tenant_id, fileIds: idea.file_ids, subject: ideaStream(id), uploader })
  await tellIdea(tx, { idea, by, at }, 'submitted', {
    version: 1,
    hash: versionHash(idea),
    facts: {
      placeId: place.id,
      anonymous: idea.anonymous,
      formNumber: author.form_number,
      consentVersion: author.consent_version,
      pictures: idea.file_ids.length,
    },
  })
  return { id, receiptCode: code, state: idea.state }
}

/** Trimmed; blanks alone are refused. */
export function wordsOf(body: { readonly title: string; readonly body: string }): { title: string; text: string } {
  const title = body.title.trim()
  const text = body.body.trim()
  const words = { zh: '请写上标题和内容', en: 'Please give a title and a text' }
  if (!title || !text) fail('invalid', 'ideas.words_missing', words, [{ path: title ? 'body' : 'title', words }])
  return { title, text }
}

export const searchable = (title: string, body: string) => ({
  search_text: normalise(`${title} ${body}`),
  bigrams: bigrams(`${title} ${body}`),
})

/** Writes a new idea with its first version. */
export async function insertIdea(tx: Tx, idea: IdeaRecord): Promise<void> {
  const added = await mine(tx)
    .insertInto('ideas.ideas')
    .values(idea)
    .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added)
    fail('conflict', 'ideas.id_taken', {
      zh: '这个编号已经用过，请重新填写',
      en: 'This id is taken. Please begin anew',
    })
  await addVersion(tx, idea, idea.changed_at)
}

export async function addVersion(tx: Tx, idea: IdeaRecord, at: Date): Promise<void> {
  const { tenant_id, id, version, title, body, file_ids } = idea
  await mine(tx)
    .insertInto('ideas.versions')
    .values({ tenant_id, idea_id: id, version, title, body, file_ids, at })
    .execute()
}
