import { fail, notFound } from '../../kernel/contract/errors.ts'
import { type FileId, newId } from '../../kernel/contract/ids.ts'
import type { Tx } from '../../kernel/db.ts'
import { dayOf } from '../../kernel/time/day.ts'
import { formatDay } from '../../kernel/time/time-words.ts'
import { attachFiles } from '../files/public.ts'
import { missingParts } from './agreement.ts'
import { inStates, takeStep } from './case-service.ts'
import { courtDays, daysAfter } from './clocks.ts'
import type { AgreementBody, CallBackBody, SignBody } from './contract.ts'
import type { ToldRow } from './events.ts'
import type { CourtState } from './kinds.ts'
import type { Doing, Writing } from './scope.ts'
import { knownParties, subjectOf } from './session-service.ts'
import { addRow, lockCase, setRow, tell } from './store.ts'
import type { AgreementRecord, CaseId, CaseRecord, PromiseRecord } from './tables.ts'
import { unsignedOf, type Whole, wholeOf } from './whole.ts'

/** Columns of an agreement that takes effect on a day: the court's thirty days begin (33). */
const effective = (on: string) => ({
  ...{ effective_on: on, court_until_on: daysAfter(on, courtDays), court_state: 'open' },
})

function refuseParts({ secrets }: Writing, { parties }: Whole, body: AgreementBody): void {
  const missing = missingParts({
    ...{ form: body.form, facts: body.facts ?? '', issues: body.issues ?? '', duties: body.duties ?? '' },
    terms: body.terms,
    parties: parties.map(({ name_sealed, details_sealed }) => ({
      name: secrets.open(name_sealed),
      details: details_sealed ? secrets.open(details_sealed) : '',
    })),
    promises: body.promises,
  })
  if (missing.length === 0) return
  const words = {
    zh: missing.map((part) => part.words.zh).join('；'),
    en: missing.map((part) => part.words.en).join('; '),
  }
  fail('invalid', 'mediation.parts_missing', words, missing)
}

/** Writes what was agreed: a text to be signed (28, 29), or an oral agreement, in effect from today (30). */
export async function drawUp(tx: Tx, doing: Doing, caseId: CaseId, body: AgreementBody): Promise<void> {
  const { tenantId, secrets, at } = doing
  const held = await lockCase(tx, doing, caseId)
  inStates(held, ['mediating'], { zh: '调解中才能写协议', en: 'An agreement is drawn up while mediating' })
  const whole = await wholeOf(tx, held.row)
  refuseParts(doing, whole, body)
  knownParties(
    whole,
    body.promises.map(({ partyId }) => partyId),
  )
  const today = dayOf(at)
  const id = newId<'mediation_agreement'>()
  const oral = body.form === 'oral'
  const sealed = (text: string | undefined) => (text?.trim() ? secrets.seal(text.trim()) : null)
  const rows: ToldRow[] = [
    await addRow(tx, 'agreements', tenantId, id, {
      ...{ case_id: caseId, form: body.form, facts_sealed: sealed(body.facts), issues_sealed: sealed(body.issues) },
      ...{ duties_sealed: sealed(body.duties), terms_sealed: secrets.seal(body.terms.trim()), drawn_at: at },
      ...(oral ? effective(today) : {}),
    }),
  ]
  for (const [n, { partyId, what, dueOn }] of body.promises.entries())
    rows.push(
      await addRow(tx, 'promises', tenantId, newId<'mediation_promise'>(), {
        ...{ case_id: caseId, agreement_id: id, position: n + 1, party_id: partyId },
        ...{ what_sealed: secrets.seal(what.trim()), due_on: dueOn, state: 'open' },
      }),
    )
  await tell(tx, doing, held.row, 'drawn_up', rows, { kind: body.form })
  await takeStep(tx, doing, held.row, oral ? 'agree_orally' : 'agree')
}

function refuseSigner(whole: Whole, body: SignBody): void {
  const { parties, mediators, seal } = unsignedOf(whole)
  const waits =
    body.who === 'seal'
      ? seal && body.way === 'stamp'
      : body.who === 'party'
        ? parties.includes(body.partyId ?? '')
        : mediators.includes(body.personId ?? '')
  if (!waits)
    fail('refused', 'mediation.signer', {
      zh: '这一签名不需要，或已登记',
      en: 'That signature is not asked for, or is there already',
    })
}

/** A signature, fingerprint or seal on the paper, with the photo of its page. With the last one the agreement takes effect. */
export async function signAgreement(tx: Tx, doing: Doing, caseId: CaseId, body: SignBody): Promise<void> {
  const { tenantId, at, uploader } = doing
  const held = await lockCase(tx, doing, caseId)
  inStates(held, ['agreed'], { zh: '现在没有待签的协议', en: 'No agreement waits for signatures' })
  const whole = await wholeOf(tx, held.row)
  const agreement = whole.agreement ?? notFound()
  refuseSigner(whole, body)
  if (body.on > dayOf(at) || body.on < dayOf(agreement.drawn_at))
    fail(
      'invalid',
      'mediation.signed_when',
      { zh: '签署日期应在写成协议之后、今天之前', en: 'Between the day of the text and today' },
      [{ path: 'on', words: { zh: '请核对日期', en: 'Check the day' } }],
    )
  const fileIds: FileId[] = body.fileId ? [body.fileId] : []
  await attachFiles(tx, { tenantId, fileIds, subject: subjectOf(caseId), uploader })
  const rows: ToldRow[] = [
    await addRow(tx, 'signatures', tenantId, newId<'mediation_signature'>(), {
      ...{ case_id: caseId, agreement_id: agreement.id, who: body.who, way: body.way, signed_on: body.on },
      ...{ party_id: body.who === 'party' ? (body.partyId ?? null) : null, file_id: body.fileId ?? null },
      person_id: body.who === 'mediator' ? (body.personId ?? null) : null,
    }),
  ]
  await tell(tx, doing, held.row, 'signed', rows, { kind: body.who })
  await takeEffect(tx, doing, held.row)
}

/** The days on which mediators left the case after the agreement was written and before they signed it: until then it waited for them. */
function daysOfLeaving({ mediators, signatures }: Whole, { drawn_at }: AgreementRecord): string[] {
  return mediators.flatMap(({ person_id, to_at }) =>
    to_at && to_at >= drawn_at && !signatures.some((one) => one.who === 'mediator' && one.person_id === person_id)
      ? [dayOf(to_at)]
      : [],
  )
}

/**
 * Where nobody has to sign any more, the agreement takes effect; never before it waited for nobody.
 * @param on the day on which that came about; none: that of the last signature
 */
export async function takeEffect(tx: Tx, writing: Writing, row: CaseRecord, on?: string): Promise<void> {
  const whole = await wholeOf(tx, row)
  const { parties, mediators, seal } = unsignedOf(whole)
  const { agreement } = whole
  if (!agreement || parties.length + mediators.length > 0 || seal) return
  const since = on ? [on] : whole.signatures.map(({ signed_on }) => signed_on)
  const day = [...since, ...daysOfLeaving(whole, agreement)].sort().at(-1) ?? dayOf(writing.at)
  const told = await setRow(tx, 'agreements', writing.tenantId, agreement.id, effective(day))
  await takeStep(tx, writing, row, 'take_effect', {}, [told])
}

const courtFrom: Readonly<Partial<Record<CourtState, readonly CourtState[]>>> = {
  made: ['open', 'passed'],
  not_wished: ['open', 'passed'],
  confirmed: ['made'],
  refused: ['made'],
}

/**
 * The joint application to the court within thirty days (33): made, confirmed, refused, or not wished. What was made in
 * time may be noted when they are over.
 */
export async function noteCourt(
  tx: Tx,
  doing: Doing,
  caseId: CaseId,
  { state, on }: { readonly state: CourtState; readonly on: string },
): Promise<void> {
  const held = await lockCase(tx, doing, caseId)
  const { agreement } = await wholeOf(tx, held.row)
  const now = agreement?.court_state
  if (!agreement?.court_until_on || !now || !courtFrom[state]?.includes(now))
    fail('refused', 'mediation.court', { zh: '司法确认现在不能这样登记', en: 'The court cannot be noted so now' })
  const [from, until] = [agreement.effective_on ?? '', agreement.court_until_on]
  if (on > dayOf(doing.at) || on < from || (state === 'made' && on > until))
    fail(
      'invalid',
      'mediation.court_day',
      {
        zh: `共同申请应在协议生效后 ${courtDays} 日内（到${formatDay('zh', until)}）`,
        en: `Within ${courtDays} days of its effect, until ${formatDay('en', until)}`,
      },
      [{ path: 'on', words: { zh: '请核对日期', en: 'Check the day' } }],
    )
  const told = await setRow(tx, 'agreements', doing.tenantId, agreement.id, { court_state: state, court_on: on })
  await tell(tx, doing, held.row, 'court_noted', [told], { to: state })
}

/** Whether a promise was kept (31); it may have been before the agreement took effect, once its text was there. */
export async function settlePromise(
  tx: Tx,
  doing: Doing,
  caseId: CaseId,
  promiseId: PromiseRecord['id'],
  body: { readonly state: 'kept' | 'broken'; readonly on: string; readonly note?: string | undefined },
): Promise<void> {
  const { secrets, tenantId, at } = doing
  const held = await lockCase(tx, doing, caseId)
  inStates(held, ['performing'], {
    zh: '协议生效后、结案前才能登记履行',
    en: 'Promises are settled while they are being kept',
  })
  const { promises, agreement } = await wholeOf(tx, held.row)
  const promise = promises.find(({ id }) => id === promiseId) ?? notFound()
  if (promise.state === 'kept') fail('refused', 'mediation.settled', { zh: '已登记履行', en: 'It was kept already' })
  const { drawn_at } = agreement ?? notFound()
  if (body.on > dayOf(at) || body.on < dayOf(drawn_at))
    fail(
      'invalid',
      'mediation.settled_day',
      { zh: '日期应在写成协议之后、今天之前', en: 'Between the day of the text and today' },
      [{ path: 'on', words: { zh: '请核对日期', en: 'Check the day' } }],
    )
  const told = await setRow(tx, 'promises', tenantId, promiseId, {
    ...{ state: body.state, settled_on: body.on },
    note_sealed: body.note?.trim() ? secrets.seal(body.note.trim()) : null,
  })
  await tell(tx, doing, held.row, 'promise_settled', [told], { partyId: promise.party_id, to: body.state })
}

/** A call back to a party. */
export async function callBack(tx: Tx, doing: Doing, caseId: CaseId, body: CallBackBody): Promise<void> {
  const { secrets, tenantId, at } = doing
  const held = await lockCase(tx, doing, caseId)
  inStates(held, ['performing', 'closed', 'failed', 'refused'], {
    zh: '调解结束后才回访',
    en: 'Calls back come after mediation',
  })
  knownParties(await wholeOf(tx, held.row), [body.partyId])
  const told = await addRow(tx, 'call_backs', tenantId, newId<'mediation_call_back'>(), {
    ...{ case_id: caseId, party_id: body.partyId, at, reached: body.reached },
    content: body.reached ? (body.content ?? null) : null,
    words_sealed: body.words?.trim() ? secrets.seal(body.words.trim()) : null,
  })
  await tell(tx, doing, held.row, 'called_back', [told], { partyId: body.partyId })
}
