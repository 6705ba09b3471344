import { randomBytes } from 'node:crypto'
import type { EventActor } from '../../kernel/actor.ts'
import type { Clock } from '../../kernel/clock.ts'
import { Failure, notFound } from '../../kernel/contract/errors.ts'
import { type FileId, type MatterId, newId, type PlaceId, type TenantId } from '../../kernel/contract/ids.ts'
import { type Db, sql, type Tx } from '../../kernel/db.ts'
import { type CleanPicture, cleanPicture } from '../../kernel/pictures/clean-picture.ts'
import { receiptCode } from '../../kernel/receipt-code.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { beginningOf } from '../../kernel/text/beginning.ts'
import { matchPlaces } from '../../kernel/text/place-match.ts'
import { mailFrom } from '../channels/public.ts'
import { addFile } from '../files/public.ts'
import { addNote, reportMatterIn } from '../matters/public.ts'
import { placeOf, tenantPlaceNames } from '../places/public.ts'
import type { LetterId, MailboxId } from './events.ts'
import type { Fetched } from './imap.ts'
import { type Content, codesIn, isSurelyCode, type Letter, matterWords, type Reason, readLetter } from './letter.ts'

/** Letters of one sender in a day that become something by themselves; from then on they wait, and from the second number on are let be. */
const mostOfSender = 10
const floodOfSender = 40
/** Letters to one mailbox in a day that become something by themselves. */
const mostOfMailbox = 500
const dayMs = 86_400_000

export type Work = { readonly db: Db; readonly clock: Clock; readonly secrets: Secrets }

/** A mailbox as far as what becomes of its letters. */
export interface Destination {
  readonly tenantId: TenantId
  readonly id: MailboxId
  readonly address: string
  readonly placeId: PlaceId
  readonly kind: string
  readonly category: string
}

/** Everything of a letter that is needed once the transaction is open: nothing slow is left. */
interface Prepared {
  readonly letter: Letter
  readonly fetched: Fetched
  readonly uidValidity: number
  readonly pictures: readonly CleanPicture[]
  readonly sentLookup: Buffer
  readonly fromLookup: Buffer | null
}

/** In whose name a mailbox acts: the timeline says its name. */
const actorOf = (id: MailboxId): EventActor => ({
  ...{ personId: null, postId: null, via: 'api' },
  systemId: id as never,
})

const senderLookup = (secrets: Secrets, from: string): Buffer => secrets.lookup('letters.from', from)

/**
 * Takes one letter: it becomes a matter, words to one, something that waits, or nothing; each letter once, whoever reads it and
 * however often. @param whatever it failed before for reasons unknown: it waits for somebody.
 * @returns false where it was known.
 */
export async function takeLetter(
  work: Work,
  to: Destination,
  fetched: Fetched,
  uidValidity: number,
  whatever = false,
): Promise<boolean> {
  const { db, secrets } = work
  const own = await db.read((tx) => ownAddresses(tx, to))
  const letter = await readLetter(fetched.source, fetched.whole, own)
  const { from, messageId } = letter.content
  const name = messageId && from ? `${messageId} ${from}` : Buffer.from(fetched.source).toString('base64')
  const cleaned = await cleanAll(letter)
  const prepared: Prepared = {
    ...{ fetched, uidValidity, letter: cleaned.letter, pictures: cleaned.pictures },
    sentLookup: secrets.lookup('letters.sent', name),
    fromLookup: from ? senderLookup(secrets, from) : null,
  }
  try {
    return await db.tx((tx) => take(tx, work, to, prepared, null))
  } catch (error) {
    // What the rules of matters refuse (a kind that was ended meanwhile, nobody who answers) waits for somebody of the office.
    if (!(error instanceof Failure) && !whatever) throw error
    return db.tx((tx) => take(tx, work, to, prepared, 'refused'))
  }
}

/** Addresses that letters of ours come from. */
async function ownAddresses(tx: Tx, { tenantId }: Destination): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ address: string }>`select address from letters.mailboxes
    where tenant_id = ${tenantId} and ended_at is null`.execute(tx)
  const sender = await mailFrom(tx, tenantId)
  return new Set([...rows.map(({ address }) => address), ...(sender ? [sender] : [])].map((one) => one.toLowerCase()))
}

/** Pictures go through the same gate as all; one that does not pass is named as not kept. */
async function cleanAll(letter: Letter): Promise<{ letter: Letter; pictures: readonly CleanPicture[] }> {
  const pictures: CleanPicture[] = []
  const left: string[] = []
  for (const { name, bytes } of letter.pictures)
    await cleanPicture(bytes).then(
      (picture) => pictures.push(picture),
      () => left.push(name),
    )
  const attached = [...letter.content.attached, ...left]
  return { letter: { ...letter, content: { ...letter.content, attached } }, pictures }
}

async function take(
  tx: Tx,
  work: Work,
  to: Destination,
  prepared: Prepared,
  refused: 'refused' | null,
): Promise<boolean> {
  const { tenantId } = to
  const { fetched, uidValidity, letter, sentLookup, fromLookup } = prepared
  const at = work.clock.now()
  // Two workers on one mailbox wait for each other here; one that was paused or ended meanwhile takes nothing.
  const { rows: live } = await sql`select id from letters.mailboxes where tenant_id = ${tenantId} and id = ${to.id}
    and paused_at is null and ended_at is null for update`.execute(tx)
  if (live.length === 0) return false
  const replied = await repliedTo(tx, work.secrets, tenantId, fromLookup, letter.content)
  const reason =
    refused ??
    letter.obstacle ??
    (await crowded(tx, to, fromLookup, at)) ??
    (replied === 'foreign' ? 'foreign_reply' : null)
  const ignored = reason !== null && isIgnored(reason)
  const id: LetterId = newId()
  const sealed = ignored ? null : work.secrets.seal(JSON.stringify(letter.content))
  const { rows } = await sql`insert into letters.letters (tenant_id, id, mailbox_id, uid_validity, uid, sent_lookup,
      from_lookup, at, state, reason, content_sealed)
    values (${tenantId}, ${id}, ${to.id}, ${uidValidity}, ${fetched.uid}, ${sentLookup}, ${fromLookup}, ${at},
      ${ignored ? 'ignored' : 'waiting'}, ${reason}, ${sealed}) on conflict do nothing returning id`.execute(tx)
  await sql`update letters.mailboxes set last_uid = greatest(last_uid, ${fetched.uid}) where tenant_id = ${tenantId}
    and id = ${to.id} and uid_validity = ${uidValidity}`.execute(tx)
  if (rows.length === 0 || reason !== null || replied === 'foreign') return rows.length > 0
  const matterId = replied
  const uploader = { personId: null, key: randomBytes(32).toString('base64url') }
  const fileIds: FileId[] = []
  for (const picture of prepared.pictures) {
    const fileId: FileId = newId()
    await addFile(tx, { tenantId, id: fileId, picture, uploader, at })
    fileIds.push(fileId)
  }
  if (matterId) {
    const words = beginningOf(`来信补充（发件地址与上报时相同，未另行核实）：\n${matterWords(letter.content)}`, 2000)
    await addNote(tx, { tenantId, matterId, words, fileIds, actor: actorOf(to.id), at, uploader })
    await sql`update letters.letters set state = 'added', matter_id = ${matterId}, content_sealed = null
      where tenant_id = ${tenantId} and id = ${id}`.execute(tx)
    return true
  }
  await fileMatter(tx, work, to, {
    id,
    content: letter.content,
    fileIds,
    uploadKey: uploader.key,
    actor: actorOf(to.id),
  })
  return true
}

const isIgnored = (reason: Reason): boolean => /^(auto|bounce|list|own|flood)$/.test(reason)

/**
 * The matter that a letter's subject names by its receipt code, where the same address reported it by letter; `foreign`: a code
 * is named that is not theirs; null: none is named.
 */
async function repliedTo(
  tx: Tx,
  secrets: Secrets,
  tenantId: TenantId,
  fromLookup: Buffer | null,
  { subject }: Content,
): Promise<MatterId | 'foreign' | null> {
  const codes = codesIn(subject)
  if (codes.length === 0 || !fromLookup) return null
  const { rows } = await sql<{ id: MatterId }>`select matter_id as id from letters.letters where tenant_id = ${tenantId}
    and from_lookup = ${fromLookup} and state = 'filed' order by at desc limit 500`.execute(tx)
  const answered = rows.find(({ id }) => codes.includes(receiptCode(secrets, 'matters', id)))
  return answered?.id ?? (codes.some(isSurelyCode) ? 'foreign' : null)
}

/** Whether too many came in a day. */
async function crowded(
  tx: Tx,
  to: Destination,
  fromLookup: Buffer | null,
  at: Date,
): Promise<'over_rate' | 'flood' | null> {
  const since = new Date(at.getTime() - dayMs)
  const { rows } = await sql<{ ofSender: number; ofMailbox: number }>`select
      (select count(*)::int from letters.letters where tenant_id = ${to.tenantId} and from_lookup = ${fromLookup}
        and at > ${since} and state <> 'ignored') as "ofSender",
      (select count(*)::int from letters.letters where tenant_id = ${to.tenantId} and mailbox_id = ${to.id}
        and at > ${since} and state in ('filed', 'added')) as "ofMailbox"`.execute(tx)
  const [count] = rows
  if (!count) return null
  if (count.ofSender >= floodOfSender) return 'flood'
  return count.ofSender >= mostOfSender || count.ofMailbox >= mostOfMailbox ? 'over_rate' : null
}

/** Makes the matter of a letter that stands in its row; a receipt is due. */
export async function fileMatter(
  tx: Tx,
  work: Work,
  to: Destination,
  of: {
    readonly id: LetterId
    readonly content: Content
    readonly fileIds: readonly FileId[]
    readonly uploadKey: string | null
    readonly actor: EventActor
  },
): Promise<MatterId> {
  const { tenantId } = to
  const { content } = of
  const matterId: MatterId = newId()
  await reportMatterIn(tx, work, {
    ...{ tenantId, id: matterId, kind: to.kind, category: to.category, placeId: await placeIn(tx, to, content) },
    ...{ placeDetail: null, point: null, title: beginningOf(content.subject, 60) || null, body: matterWords(content) },
    ...{ channel: 'mail', selfFound: false, visibility: 'open', priority: 'normal', reporterId: null },
    // The address stands with the name, sealed: who handles it has to be able to write back.
    reporterName: content.from ? [content.name, content.from].filter(Boolean).join(' ') : null,
    ...{ reporterPhone: null, recordedBy: of.actor.personId, fileIds: of.fileIds, uploadKey: of.uploadKey },
    ...{ actor: of.actor, patrolPost: null },
  })
  const due = content.from !== ''
  await sql`update letters.letters set state = 'filed', matter_id = ${matterId}, receipt = ${due ? 'due' : 'none'},
      receipt_at = ${due ? work.clock.now() : null},
      content_sealed = case when ${due} then content_sealed end
    where tenant_id = ${tenantId} and id = ${of.id}`.execute(tx)
  return matterId
}

/** A place below the mailbox's own that the letter names clearly; else the mailbox's own. */
async function placeIn(tx: Tx, to: Destination, { subject, words }: Content): Promise<PlaceId> {
  const own = (await placeOf(tx, to.tenantId, to.placeId)) ?? notFound()
  const text = beginningOf(`${subject}\n${words}`, 2000)
  const named = (await tenantPlaceNames(tx, to.tenantId)).map(({ parentName, ...place }) => ({
    ...place,
    ...(parentName ? { parentName } : {}),
  }))
  const [first, second] = matchPlaces(text, named)
  if (!first || first.score < 0.9 || (second && second.score >= first.score)) return own.id
  const found = await placeOf(tx, to.tenantId, first.placeId as PlaceId)
  return found && !found.ended && found.path.startsWith(own.path) ? found.id : own.id
}
