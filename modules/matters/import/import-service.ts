import type { Static } from 'typebox'
import type { Actor, EventActor } from '../../../kernel/actor.ts'
import { fail, notFound } from '../../../kernel/contract/errors.ts'
import { newId, type PlaceId } from '../../../kernel/contract/ids.ts'
import type { Tx } from '../../../kernel/db.ts'
import type { UploadedFile } from '../../../kernel/http/route.ts'
import type { Jobs } from '../../../kernel/jobs/jobs.ts'
import type { Secrets } from '../../../kernel/secrets.ts'
import { beginningOf } from '../../../kernel/text/beginning.ts'
import { type Place, placeOf } from '../../places/public.ts'
import { builtInMappings } from './built-in-mappings.ts'
import type { chooseColumns, ImportStep } from './contract.ts'
import { matchHeaders } from './headers.ts'
import { recordImport } from './import-events.ts'
import { importJobName } from './import-job.ts'
import { importingPost, stepsOf } from './import-policy.ts'
import { loadRules } from './import-rules.ts'
import { changeImport, importFiles, insertImport, lockInScope } from './import-store.ts'
import type { ImportId, ImportRecord } from './import-tables.ts'
import type { ImportMapping } from './mapping.ts'
import { bestMapping, readHead } from './preview.ts'
import { countTouched, touchedWords } from './undo.ts'

/** Who asks, when, and for which import. */
export interface Asking {
  readonly actor: Actor
  readonly eventActor: EventActor
  readonly at: Date
}

/** Keeps an uploaded file as a new import. What is no spreadsheet, or a place beyond the actor's, is refused. */
export async function uploadFile(
  tx: Tx,
  secrets: Secrets,
  { actor, eventActor, at }: Asking,
  upload: UploadedFile,
): Promise<ImportId> {
  const { headers } = await readHead(upload.bytes)
  const mapping = upload.fields.mapping ? builtIn(upload.fields.mapping) : bestMapping(headers)
  const place = await placeFor(tx, actor, (upload.fields.placeId as PlaceId | undefined) ?? null)
  const fits = matchHeaders(headers, mapping).missing.length === 0
  const it = {
    tenant_id: actor.tenantId,
    id: newId<'import'>(),
    state: fits ? ('mapped' as const) : ('uploaded' as const),
    file_name: beginningOf(upload.filename, 200),
    headers: [...headers],
    mapping,
    place_id: place.id,
    place_path: place.path,
    created_by: actor.personId,
    created_at: at,
  }
  await insertImport(tx, secrets, it, upload.bytes)
  const none = { rows_read: 0, created: 0, unchanged: 0, rejected: 0 }
  await recordImport(tx, { ...it, ...none }, 'uploaded', {
    actor: { ...eventActor, postId: importingPost(actor, place.path) },
    at,
  })
  return it.id
}

/** A built-in mapping by its name. */
export function builtIn(name: string): ImportMapping {
  const found = builtInMappings.find((mapping) => mapping.name === name)
  return found ?? fail('invalid', 'matters.unknown_mapping', { zh: '没有这种对照', en: 'There is no such mapping' })
}

/** The place of rows that name none: the one chosen, or the widest that the actor answers for. */
async function placeFor(tx: Tx, actor: Actor, chosen: PlaceId | null): Promise<Place> {
  const posts = actor.posts
    .filter((post) => post.role === 'community' || post.role === 'street')
    .sort((a, b) => a.placePath.length - b.placePath.length)
  const id = chosen ?? posts[0]?.placeId
  const place = id && isId(id) ? await placeOf(tx, actor.tenantId, id) : null
  if (!place || place.ended || !posts.some((post) => place.path.startsWith(post.placePath)))
    return fail(
      'invalid',
      'matters.unknown_place',
      { zh: '没有这个地点，或不在您的辖区', en: 'That place is unknown or not yours' },
      [{ path: 'placeId', words: { zh: '请重新选择地点', en: 'choose another place' } }],
    )
  return place
}

const isId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)

async function lockFor(tx: Tx, { actor }: Asking, importId: ImportId, step: ImportStep): Promise<ImportRecord> {
  const it = (await lockInScope(tx, actor, importId)) ?? notFound()
  const steps = stepsOf(it, await importFiles.has(tx, it))
  const fits = steps.includes(step) || (step === 'accept' && steps.includes('resume'))
  if (!fits)
    fail('conflict', 'matters.import_wrong_state', {
      zh: '这次导入现在不能做这一步，请刷新看看',
      en: 'This import is not at that point any more. Please reload',
    })
  return it
}

/** Sets mapping, columns and place. A required column that is said to be nowhere is not asked for any longer. */
export async function chooseFor(
  tx: Tx,
  asking: Asking,
  importId: ImportId,
  choice: Static<(typeof chooseColumns)['body']>,
): Promise<void> {
  const it = await lockFor(tx, asking, importId, 'columns')
  const named = choice.mapping === undefined ? it.mapping : builtIn(choice.mapping)
  const chosen = choice.columns ?? (choice.mapping === undefined ? it.chosen : {})
  const mapping = withoutNeed(named, chosen)
  const place = choice.placeId === undefined ? null : await placeFor(tx, asking.actor, choice.placeId)
  const placed = place ? { place_id: place.id, place_path: place.path } : {}
  await loadRules(tx, { ...it, ...placed, mapping }, asking.at)
  const fits = matchHeaders(it.headers, mapping, chosen).missing.length === 0
  const state = fits ? 'mapped' : 'uploaded'
  const fresh = { rows_total: null, rows_read: 0, created: 0, unchanged: 0, rejected: 0, failure: null }
  await changeImport(tx, it, { ...placed, ...fresh, mapping, chosen, state }, asking.at)
}

/** Text and time are what a matter is made of; every other column may be missing if a person says so. */
function withoutNeed(mapping: ImportMapping, chosen: ImportRecord['chosen']): ImportMapping {
  const original = builtInMappings.find(({ name }) => name === mapping.name) ?? mapping
  const columns = Object.fromEntries(
    Object.entries(original.columns).map(([field, spec]) => {
      const left = chosen[field as keyof typeof chosen] === null && field !== 'body' && field !== 'reportedAt'
      return [field, left ? { ...spec, required: false } : spec]
    }),
  )
  return { ...original, columns }
}

/** Has all rows looked at in the background. */
export async function check(tx: Tx, jobs: Jobs, asking: Asking, importId: ImportId): Promise<void> {
  const it = await lockFor(tx, asking, importId, 'check')
  await changeImport(tx, it, { state: 'checking', rows_total: null, failure: null }, asking.at)
  await jobs.enqueue(tx, importJobName, { tenantId: it.tenant_id, importId })
}

/** From here on matters are written, in the background; an import that was stopped goes on. */
export async function accept(tx: Tx, jobs: Jobs, asking: Asking, importId: ImportId): Promise<void> {
  const { actor, eventActor, at } = asking
  const it = await lockFor(tx, asking, importId, 'accept')
  const post = importingPost(actor, it.place_path)
  const by = { accepted_by: actor.personId, accepted_post_id: post }
  await changeImport(tx, it, { ...by, state: 'running', accepted_at: it.accepted_at ?? at, failure: null }, at)
  await recordImport(tx, it, 'accepted', { actor: { ...eventActor, postId: post }, at })
  await jobs.enqueue(tx, importJobName, { tenantId: it.tenant_id, importId })
}

/** Stops an import after the batch at hand. One that was never accepted is dropped with its file. */
export async function cancel(tx: Tx, asking: Asking, importId: ImportId): Promise<void> {
  const { actor, eventActor, at } = asking
  const it = await lockFor(tx, asking, importId, 'cancel')
  if (it.accepted_at === null) await importFiles.drop(tx, it)
  await changeImport(tx, it, { state: 'cancelled' }, at)
  const postId = importingPost(actor, it.place_path)
  await recordImport(tx, it, 'cancelled', { actor: { ...eventActor, postId }, at })
}

/** Has all matters of an import taken back in the background; refused once somebody worked on one of them. */
export async function undo(tx: Tx, jobs: Jobs, asking: Asking, importId: ImportId): Promise<void> {
  const { actor, at } = asking
  const it = await lockFor(tx, asking, importId, 'undo')
  const touched = await countTouched(tx, it)
  if (touched > 0) fail('refused', 'matters.import_touched', touchedWords(touched))
  const by = { undone_by: actor.personId, undone_post_id: importingPost(actor, it.place_path) }
  await changeImport(tx, it, { ...by, state: 'undoing', failure: null }, at)
  await jobs.enqueue(tx, importJobName, { tenantId: it.tenant_id, importId })
}
