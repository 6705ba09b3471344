import type { MatterId, TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Tick } from '../../kernel/jobs/jobs.ts'
import { receiptCode } from '../../kernel/receipt-code.ts'
import { tenantsWith } from '../../kernel/tenants.ts'
import { sendLetter } from '../channels/public.ts'
import { standingOutside } from '../matters/public.ts'
import { contentIn } from './deciding.ts'
import type { LetterId } from './events.ts'
import type { Work } from './taking.ts'

const atOnce = 20
const mostTries = 3
const againMs = 600_000

interface Due {
  readonly tenantId: TenantId
  readonly id: LetterId
  readonly matterId: MatterId
  readonly sealed: Buffer
  readonly tries: number
  readonly address: string
}

/** Tells those who wrote that their letter was received. One that died in between is sent again, under the same Message-ID. */
export const receiptTick: Tick = {
  name: 'letters.receipts',
  everyMs: 3000,
  run: (services) => sendReceipts(services),
}

/** @returns whether there may be more. */
export async function sendReceipts(work: Work): Promise<boolean> {
  const { db, clock } = work
  const now = clock.now()
  const isDue = sql`receipt = 'due' and receipt_at <= ${now}`
  const takeSome = async (tx: Tx, tenantId: TenantId) => {
    const { rows } = await sql<Due>`update letters.letters l set receipt_tries = l.receipt_tries + 1,
        receipt_at = ${new Date(now.getTime() + againMs)}
      from (select id from letters.letters where tenant_id = ${tenantId} and ${isDue}
        order by receipt_at limit ${atOnce} for update skip locked) d, letters.mailboxes m
      where l.tenant_id = ${tenantId} and l.id = d.id and m.tenant_id = l.tenant_id and m.id = l.mailbox_id
      returning l.tenant_id as "tenantId", l.id, l.matter_id as "matterId", l.content_sealed as sealed,
        l.receipt_tries as tries, m.address`.execute(tx)
    return rows
  }
  let more = false
  for (const tenantId of await tenantsWith(db, sql`select tenant_id from letters.letters where ${isDue}`)) {
    const due = await db.tx((tx) => takeSome(tx, tenantId))
    for (const one of due) await sendOne(work, one)
    more ||= due.length === atOnce
  }
  return more
}

async function sendOne({ db, clock, secrets }: Work, due: Due): Promise<void> {
  const { tenantId, id, matterId } = due
  const { from, messageId } = contentIn(secrets, due.sealed)
  const [send, { number, holder }] = await db.read(
    async (tx) => [await sendLetter(tx, secrets, tenantId), await standingOutside(tx, tenantId, matterId)] as const,
  )
  const code = receiptCode(secrets, 'matters', matterId)
  const end = await (send === null
    ? Promise.resolve('none')
    : send({
        ...{ id, to: from, at: clock.now(), path: `/t/${code}` },
        title: `来信已收到，回执码 ${code}`,
        text: wordsOf(number, code, holder),
        answering: { replyTo: due.address, inReplyTo: messageId },
      }).then(
        () => 'sent',
        () => (due.tries >= mostTries ? 'failed' : null),
      ))
  if (end === null) return
  // Who wrote is needed no more here: it stands with the matter.
  await db.tx((tx) =>
    sql`update letters.letters set receipt = ${end}, content_sealed = null
      where tenant_id = ${tenantId} and id = ${id} and receipt = 'due'`.execute(tx),
  )
}

const wordsOf = (number: string, code: string, holder: { zh: string; en: string } | null): string =>
  [
    `您的来信已收到，登记为事项 ${number}${holder ? `，由${holder.zh}办理` : ''}。`,
    `回执码：${code}。打开下面的网址可以查看进度、补充和评价；也可以直接回复本邮件补充（请保留主题里的回执码，并用同一个邮箱）。`,
    '不是您写的？请不必理会，没有您的回复不会再给您写信。',
    '',
    `Your letter was received as matter ${number}${holder ? `; ${holder.en} sees to it` : ''}.`,
    `Receipt code: ${code}. Follow it, add to it and say how it went at the address below, or answer this letter from the same address with the code in its subject.`,
  ].join('\n')
