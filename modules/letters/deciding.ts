import { fail, notFound } from '../../kernel/contract/errors.ts'
import type { MatterId, TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import type { LetterView } from './contract.ts'
import { type LetterId, letterEvents, type MailboxEvent, mailboxStream } from './events.ts'
import type { Content } from './letter.ts'
import type { Keeping } from './mailbox-service.ts'
import { type Destination, fileMatter, type Work } from './taking.ts'

const ofPage = 20

export const contentIn = (secrets: Secrets, sealed: Buffer): Content => JSON.parse(secrets.open(sealed)) as Content

/** `wang@example.com` as `w***@example.com`. */
const maskedAddress = (address: string): string => address.replace(/^(.)[^@]*/u, '$1***')

/** How many letters wait for somebody's decision. */
export async function countWaitingLetters(tx: Tx, tenantId: TenantId): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from letters.letters
    where tenant_id = ${tenantId} and state = 'waiting'`.execute(tx)
  return rows[0]?.n ?? 0
}

/** Letters that wait, a page of them. */
export async function waitingLetters(
  tx: Tx,
  { tenantId, secrets }: { readonly tenantId: TenantId; readonly secrets: Secrets },
  page: number,
): Promise<{ letters: LetterView[]; total: number }> {
  const { rows } = await sql<{
    id: LetterId
    mailbox: string
    at: Date
    reason: string | null
    sealed: Buffer
    total: number
  }>`
    select l.id, m.name as mailbox, l.at, l.reason, l.content_sealed as sealed, count(*) over ()::int as total
    from letters.letters l join letters.mailboxes m on m.tenant_id = l.tenant_id and m.id = l.mailbox_id
    where l.tenant_id = ${tenantId} and l.state = 'waiting'
    order by l.at desc, l.id desc limit ${ofPage} offset ${(page - 1) * ofPage}`.execute(tx)
  return {
    total: rows[0]?.total ?? 0,
    letters: rows.map(({ id, mailbox, at, reason, sealed }) => {
      const { from, subject, words, attached } = contentIn(secrets, sealed)
      return {
        id,
        mailbox,
        at: at.toISOString(),
        reason: reason ?? '',
        from: maskedAddress(from),
        subject,
        words,
        attached: [...attached],
      }
    }),
  }
}

interface WaitingRow extends Destination {
  readonly sealed: Buffer
}

/** Locks a letter that waits; somebody else may have decided meanwhile: that is told. */
async function lockWaiting(tx: Tx, { tenantId }: Keeping, id: LetterId): Promise<WaitingRow> {
  const { rows } = await sql<WaitingRow & { state: string }>`select l.state, l.content_sealed as sealed,
      l.tenant_id as "tenantId", m.id, m.address, m.place_id as "placeId", m.kind, m.category
    from letters.letters l join letters.mailboxes m on m.tenant_id = l.tenant_id and m.id = l.mailbox_id
    where l.tenant_id = ${tenantId} and l.id = ${id} for update of l`.execute(tx)
  const row = rows[0] ?? notFound()
  if (row.state !== 'waiting')
    fail('conflict', 'letters.decided', { zh: '这封来信已经处理过', en: 'This letter has been decided already' })
  return row
}

const decided = (tx: Tx, { tenantId, by, at }: Keeping, id: LetterId) =>
  sql`update letters.letters set decided_at = ${at}, decided_by = ${by.personId}
    where tenant_id = ${tenantId} and id = ${id}`.execute(tx)

/** Makes a matter of a letter that waits, as if it had come now. What it had attached is in the mailbox. */
export async function fileLetter(tx: Tx, work: Work, keeping: Keeping, id: LetterId): Promise<MatterId> {
  const { tenantId, by, at } = keeping
  const row = await lockWaiting(tx, keeping, id)
  const content = contentIn(keeping.secrets, row.sealed)
  if ([...content.subject, ...content.words].length < 4)
    fail('refused', 'letters.no_words', {
      zh: '信里没有可登记的文字：请到邮箱里看原信，由窗口登记',
      en: 'There are no words in it: please read the letter in the mailbox and take it down at the counter',
    })
  const matterId = await fileMatter(tx, work, row, { id, content, fileIds: [], uploadKey: null, actor: by })
  await decided(tx, keeping, id)
  const payload: MailboxEvent = { mailboxId: row.id, letterId: id, matterId }
  await record(tx, { tenantId, stream: mailboxStream(row.id), type: letterEvents.filed, at, actor: by, payload })
  return matterId
}

/** Lets a letter be: what it said is erased here. */
export async function dismissLetter(tx: Tx, keeping: Keeping, id: LetterId): Promise<void> {
  const { tenantId, by, at } = keeping
  const row = await lockWaiting(tx, keeping, id)
  await sql`update letters.letters set state = 'dismissed', content_sealed = null where tenant_id = ${tenantId} and id = ${id}`.execute(
    tx,
  )
  await decided(tx, keeping, id)
  const payload: MailboxEvent = { mailboxId: row.id, letterId: id }
  await record(tx, { tenantId, stream: mailboxStream(row.id), type: letterEvents.dismissed, at, actor: by, payload })
}
