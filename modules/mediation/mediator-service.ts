import { fail, notFound } from '../../kernel/contract/errors.ts'
import { newId, type PersonId } from '../../kernel/contract/ids.ts'
import { constraintOf, type Tx } from '../../kernel/db.ts'
import { dayOf } from '../../kernel/time/day.ts'
import { takeEffect } from './agreement-service.ts'
import { forgetText, refuseUnfit } from './answer-service.ts'
import { inStates, takeStep } from './case-service.ts'
import type { ToldRow } from './events.ts'
import type { ReleaseReason } from './kinds.ts'
import type { Doing } from './scope.ts'
import { addRow, lockAsHead, setRow, tell } from './store.ts'
import type { CaseId, CaseMediatorRecord, PartyRecord } from './tables.ts'
import { mediatorsNow, wholeOf } from './whole.ts'

/**
 * The head names a mediator: whom the parties wish, or one for them to accept (19). Who is too near is refused with the
 * reason. With another leading mediator every party is asked again, but those who wished this one.
 */
export async function chooseMediator(
  tx: Tx,
  doing: Doing,
  caseId: CaseId,
  { personId, leads }: { readonly personId: PersonId; readonly leads: boolean },
): Promise<void> {
  const held = await lockAsHead(tx, doing, caseId)
  const { row } = held
  inStates(held, ['accepted'], {
    zh: '受理后、开始前才能选定调解员',
    en: 'Mediators are chosen between acceptance and the first session',
  })
  const whole = await wholeOf(tx, row)
  await refuseUnfit(tx, doing, whole, personId)
  if (leads && mediatorsNow(whole).some((one) => one.leads))
    fail('refused', 'mediation.led_already', {
      zh: '已有主持的调解员，先让其退出',
      en: 'Somebody leads already: release them first',
    })
  const wished = whole.parties.filter(({ wish_person_id }) => wish_person_id === personId)
  const rows: ToldRow[] = []
  rows.push(
    await addRow(tx, 'case_mediators', doing.tenantId, newId<'mediation_mediator'>(), {
      ...{ case_id: caseId, person_id: personId, leads, from_at: doing.at, to_at: null, end_reason: null },
      chosen_by: wished.length === whole.parties.length ? 'parties' : 'committee',
    }).catch((error: unknown) => {
      if (constraintOf(error) === 'case_mediators_once')
        fail('refused', 'mediation.chosen_already', {
          zh: '已经选定了这位调解员',
          en: 'This mediator was chosen already',
        })
      throw error
    }),
  )
  if (leads) for (const party of whole.parties) rows.push(await askAgain(tx, doing, party, wished.includes(party)))
  await tell(tx, doing, row, 'mediator_chosen', rows, { personId })
}

/** Whom a party wished it has chosen; of another it is asked. */
const askAgain = (
  tx: Tx,
  { tenantId, at }: Doing,
  { id, consent_way }: PartyRecord,
  wished: boolean,
): Promise<ToldRow> =>
  setRow(tx, 'parties', tenantId, id, {
    ...(wished
      ? { accepts: true, accepts_way: consent_way, accepts_at: at }
      : { accepts: null, accepts_way: null, accepts_at: null }),
    asks_other_sealed: null,
  })

/**
 * A mediator leaves the case. Where it was the one who led, the parties choose again; where it was the last whose signature
 * was missing, the agreement takes effect today (29), and not before: the court's days (33) begin when it is in effect.
 */
export async function releaseMediator(
  tx: Tx,
  doing: Doing,
  caseId: CaseId,
  mediatorId: CaseMediatorRecord['id'],
  reason: ReleaseReason,
): Promise<void> {
  const held = await lockAsHead(tx, doing, caseId)
  const { row } = held
  inStates(held, ['accepted', 'mediating', 'agreed'], { zh: '现在不能更换调解员', en: 'Mediators are not changed now' })
  const leaving = mediatorsNow(await wholeOf(tx, row)).find(({ id }) => id === mediatorId) ?? notFound()
  const told = await setRow(tx, 'case_mediators', doing.tenantId, mediatorId, { to_at: doing.at, end_reason: reason })
  await tell(tx, doing, row, 'mediator_left', [told], { personId: leaving.person_id, kind: reason })
  if (leaving.leads && row.state !== 'accepted')
    await takeStep(tx, doing, row, 'change_mediator', {}, await forgetText(tx, doing, row))
  else if (row.state === 'agreed') await takeEffect(tx, doing, row, dayOf(doing.at))
}
