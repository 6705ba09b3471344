import { fail } from '../../kernel/contract/errors.ts'
import { newId, type PersonId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Day } from '../../kernel/time/day.ts'
import type { FirmId } from '../enterprises/contract.ts'
import type { Doing, Firm } from '../enterprises/public.ts'
import { notify } from '../notices/public.ts'
import { quantityWords } from '../policies/public.ts'
import type { WantId } from './contract.ts'
import { financeBook } from './finance-words.ts'
import { takeBackLive } from './referral-service.ts'
import { actingFor, byPost } from './rights.ts'
import { wantKeepers } from './roles.ts'
import { mine, type WantRecord } from './tables.ts'
import { type EndReason, isOpenWant, type WantUse } from './want.ts'
import { lockWant, recordWant, tellOfWant } from './want-store.ts'

export interface WantOrder {
  readonly firmId: FirmId
  readonly amountFen: number
  readonly months: number
  readonly use: WantUse
  readonly words?: string | undefined
  readonly neededBy?: Day | undefined
  /** Of the program itself: whether the firm raised it. Who signs in is asked what they are. */
  readonly byFirm?: boolean | undefined
}

/** A firm says what it needs, or staff take it down. One that is open for the same use is the same. */
export async function raiseWant(tx: Tx, asked: Doing, order: WantOrder): Promise<{ wantId: WantId; isNew: boolean }> {
  const { firmId, amountFen, months, use, neededBy } = order
  const standing = await actingFor(tx, asked, firmId, wantKeepers)
  const doing = byPost(asked, standing)
  const { tenantId, at, by } = doing
  const { firm } = standing
  if (firm.state !== 'active')
    fail('refused', 'finance.firm_is_gone', {
      zh: '这家企业已不在册，不能提融资需求',
      en: 'This firm is no longer here; it cannot raise a want',
    })
  const same = await openWant(tx, doing, firmId, use)
  if (same) return { wantId: same, isNew: false }
  const byFirm = doing.actor ? standing.isMember && !standing.post : (order.byFirm ?? false)
  const wantId: WantId = newId<'financeWant'>()
  await mine(tx)
    .insertInto('finance.wants')
    .values({
      ...{ tenant_id: tenantId, id: wantId, firm_id: firmId, amount_fen: amountFen, months, use },
      ...{ words: (order.words ?? '').trim(), needed_by: neededBy ?? null, state: 'open', raised_at: at },
      ...{ by_firm: byFirm, raised_by: by.personId, post_id: by.postId, changed_at: at },
      ...{ ended_at: null, ended_by: null, ended_reason: null, ended_words: null },
    })
    .execute()
  const wanted = { amountFen, months, use, neededBy: neededBy ?? null, by: byFirm ? 'firm' : 'staff' } as const
  await recordWant(tx, doing, 'raised', { wantId, firmId, state: 'open', wanted })
  await tellOfNew(tx, doing, firm, wantId, order, byFirm)
  return { wantId, isNew: true }
}

/** An open want of a firm for a use; two who ask at once wait for each other. */
async function openWant(tx: Tx, { tenantId }: Doing, firmId: FirmId, use: WantUse): Promise<WantId | null> {
  await sql`select pg_advisory_xact_lock(hashtext('finance.wants'), hashtext(${`${tenantId} ${firmId} ${use}`}))`.execute(
    tx,
  )
  const { rows } = await sql<{ id: WantId }>`select id from finance.wants_now where tenant_id = ${tenantId}
    and firm_id = ${firmId} and use = ${use} and state in ('open', 'passed', 'answered')`.execute(tx)
  return rows[0]?.id ?? null
}

/** What a firm raised is told to the community; what staff took down is told to the firm. */
async function tellOfNew(
  tx: Tx,
  doing: Doing,
  firm: Firm,
  wantId: WantId,
  { amountFen, use }: WantOrder,
  byFirm: boolean,
): Promise<void> {
  const { tenantId, at } = doing
  const sum = quantityWords(amountFen, 'fen')
  if (!byFirm)
    return tellOfWant(
      tx,
      doing,
      { id: wantId, firm_id: firm.id },
      {
        zh: `工作人员为贵企业登记了融资需求：${sum.zh}，${financeBook.zh.use[use]}`,
        en: `Staff took down what your firm wants: ${sum.en}, ${financeBook.en.use[use].toLowerCase()}`,
      },
    )
  await notify(tx, {
    ...{ tenantId, personIds: await communityOf(tx, doing, firm), topic: 'finance', at },
    words: {
      zh: `${firm.name}提出融资需求：${sum.zh}，${financeBook.zh.use[use]}`,
      en: `${firm.nameEn ?? firm.name} wants ${sum.en}: ${financeBook.en.use[use].toLowerCase()}`,
    },
    subject: { kind: 'finance/want', id: wantId },
  })
}

/** Who acts for the nearest community above a firm. */
async function communityOf(tx: Tx, { tenantId, at }: Doing, { placePath }: Firm): Promise<PersonId[]> {
  const { rows } = await sql<{ id: PersonId }>`
    select a.person_id as id from people.posts_view p cross join lateral people.acting(p.tenant_id, p.id, ${at}) a
    where p.tenant_id = ${tenantId} and p.role = 'community' and p.abolished_at is null
      and starts_with(${placePath}, p.place_path) and a.person_id is not null`.execute(tx)
  return rows.map(({ id }) => id)
}

/** The firm needs it no more, or found it elsewhere. What banks have not approved yet is taken back. */
export async function endWant(
  tx: Tx,
  asked: Doing,
  wantId: WantId,
  { reason, words }: { readonly reason: EndReason; readonly words?: string | undefined },
): Promise<void> {
  const want = await lockWant(tx, asked, wantId)
  const standing = await actingFor(tx, asked, want.firm_id, wantKeepers)
  const doing = byPost(asked, standing)
  refuseOver(want)
  await takeBackLive(tx, doing, want, financeBook.zh.endReason[reason])
  await mine(tx)
    .updateTable('finance.wants')
    .set({
      ...{ state: 'ended', ended_at: doing.at, ended_by: doing.by.personId, ended_reason: reason },
      ...{ ended_words: words?.trim() || null, changed_at: doing.at },
    })
    .where('tenant_id', '=', doing.tenantId)
    .where('id', '=', wantId)
    .execute()
  await recordWant(tx, doing, 'ended', { wantId, firmId: want.firm_id, state: 'ended', reason })
  if (!standing.isMember)
    await tellOfWant(tx, doing, want, {
      zh: `融资需求已结束：${financeBook.zh.endReason[reason]}`,
      en: `A want of your firm was ended: ${financeBook.en.endReason[reason].toLowerCase()}`,
    })
}

export function refuseOver({ state }: Pick<WantRecord, 'state'>): void {
  if (isOpenWant(state)) return
  fail(
    'conflict',
    'finance.want_is_over',
    state === 'granted'
      ? { zh: '这项需求已经获批', en: 'A bank has granted this want already' }
      : { zh: '这项需求已经结束', en: 'This want was ended already' },
  )
}
