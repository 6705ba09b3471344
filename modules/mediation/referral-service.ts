import type { QueryOf, ResponseOf } from '../../kernel/contract/endpoint.ts'
import { fail, forbidden, notFound } from '../../kernel/contract/errors.ts'
import { type MatterId, newId, type PersonId, type PlaceId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { maskName } from '../../kernel/text/masking.ts'
import { maskPhone } from '../../kernel/text/phones.ts'
import { type NoteId, notesInCharge, noteToRefer } from '../households/public.ts'
import { matterToRefer, restMatter } from '../matters/public.ts'
import { committeeFor, incompleteness, type NewParty, numberOf, writeCase } from './case-service.ts'
import { placeNamed } from './case-view.ts'
import type { listReferrals, ReferBody, referralDraft } from './contract.ts'
import { kindOf, restDays, restWords } from './referral.ts'
import { chargeSql, type Doing } from './scope.ts'
import { addRow, tell } from './store.ts'
import type { CaseId, CaseRecord, CommitteeRecord, ReferralRecord } from './tables.ts'

type Of = ReferralRecord['origin_kind']

interface Person {
  readonly key: string
  readonly name: string
  readonly phone: string | null
  readonly personId: PersonId | null
}

/** What a dispute is referred from, as far as the actor may see it. */
interface Origin {
  readonly placeId: PlaceId
  readonly words: string
  readonly people: readonly Person[]
  readonly may: boolean
  readonly obstacle: Words | null
}

async function originOf(tx: Tx, doing: Doing, of: Of, id: string): Promise<Origin> {
  if (of === 'note') {
    const { placeId, words, people } = await noteToRefer(tx, doing, id as NoteId)
    const found = people.map(({ id: key, name, phone }) => ({ key, name, phone, personId: null }))
    return { placeId, words, people: found, may: true, obstacle: null }
  }
  const { placeId, words, reporter, may, obstacle, subjectKind } = await matterToRefer(tx, doing, id as MatterId)
  return {
    ...{ placeId, words, obstacle },
    // A danger in a case is a matter already: it does not come back to where it was raised.
    may: may && subjectKind !== 'dispute',
    people: reporter ? [{ key: 'reporter', ...reporter }] : [],
  }
}

async function waitingOf(tx: Tx, { tenantId }: Doing, of: Of, id: string): Promise<CaseRecord | null> {
  const { rows } = await sql<CaseRecord>`select c.* from mediation.referrals r
    join mediation.cases c on c.tenant_id = r.tenant_id and c.id = r.case_id
    where r.tenant_id = ${tenantId} and r.origin_kind = ${of} and r.origin_id = ${id} and r.told_at is null`.execute(tx)
  return rows[0] ?? null
}

const noCommittee: Words = {
  zh: '这个社区还没有登记调委会',
  en: 'This community has no committee yet',
}

async function committeeAt(tx: Tx, doing: Doing, { placeId, obstacle }: Origin) {
  const { committee, place, today } = await committeeFor(tx, doing, placeId)
  const why = obstacle ?? (committee ? await incompleteness(tx, committee, today) : noCommittee)
  return { committee, place, why }
}

/** What would go along, masked, for who may refer it. */
export async function draftOf(
  tx: Tx,
  doing: Doing,
  { of, id }: QueryOf<typeof referralDraft>,
): Promise<ResponseOf<typeof referralDraft>> {
  const origin = await originOf(tx, doing, of, id)
  if (!origin.may)
    return { may: false, obstacle: null, committee: null, kind: 'other', words: '', place: null, people: [] }
  const { committee, place, why } = await committeeAt(tx, doing, origin)
  return {
    ...{ may: true, obstacle: why, committee: committee?.name ?? null, kind: kindOf(origin.words) },
    ...{ words: origin.words, place: await placeNamed(tx, doing.tenantId, place.id) },
    people: origin.people.map(({ key, name, phone }) => ({
      ...{ key, name: maskName(name), phone: phone ? maskPhone(phone) : null },
    })),
  }
}

function firstSide(origin: Origin, { person, applicant }: ReferBody): NewParty {
  const found = origin.people.find(({ key }) => key === person)
  if (found) {
    const { name, phone, personId } = found
    return { side: 'a', name, ...(phone ? { phone } : {}), ...(personId ? { personId } : {}) }
  }
  if (applicant) return { ...applicant, side: 'a' }
  return fail('invalid', 'mediation.first_side', { zh: '写明申请方是谁', en: 'Say who the first side is' }, [
    { path: 'applicant', words: { zh: '请选择或填写', en: 'Choose or fill in' } },
  ])
}

/**
 * A matter or a note goes to the committee of its place; the matter rests meanwhile. Whoever refers is not let into the
 * case. Asked again while the first is open, it stays that case.
 */
export async function refer(tx: Tx, doing: Doing, body: ReferBody): Promise<{ number: string }> {
  const { of, id } = body
  const origin = await originOf(tx, doing, of, id)
  if (!origin.may) forbidden()
  const before = await waitingOf(tx, doing, of, id)
  if (before) return { number: numberOf(before) }
  const { committee, place, why } = await committeeAt(tx, doing, origin)
  if (why || !committee) return fail('refused', 'mediation.not_referable', why ?? noCommittee)
  const first = firstSide(origin, body)
  if (of === 'matter') {
    const { actor, by, at, uploader } = doing
    await restMatter(tx, { actor, by, at, uploader, matterId: id as MatterId, words: restWords, days: restDays })
  }
  const row = await openReferred(tx, doing, body, {
    ...{ committee, placeId: place.id, placePath: place.path },
    parties: [first, ...(body.other ? [{ ...body.other, side: 'b' } as const] : [])],
  })
  return { number: numberOf(row) }
}

async function openReferred(
  tx: Tx,
  doing: Doing,
  { of, id, kind, words }: ReferBody,
  at: { committee: CommitteeRecord; placeId: PlaceId; placePath: string; parties: readonly NewParty[] },
) {
  const caseId: CaseId = newId<'mediation_case'>()
  const { row } = await writeCase(tx, doing, {
    ...at,
    ...{ id: caseId, kind, source: 'referral', originKind: of === 'matter' ? 'matter' : 'visit', originId: id },
    ...{ firmPostId: null, words: words.trim(), foundBy: null, takenBy: null },
  })
  const told = await addRow(tx, 'referrals', doing.tenantId, newId<'mediation_referral'>(), {
    ...{ case_id: caseId, origin_kind: of, origin_id: id, person_id: doing.actor.personId, post_id: doing.by.postId },
    ...{ at: doing.at, outcome: null, told_at: null },
  })
  await tell(tx, doing, { id: caseId, committee_id: at.committee.id }, 'referred', [told], { kind: of })
  return row
}

const mostNotes = 1000

/** What became of what was referred: one matter that the reader sees, or the notes in their charge. */
export async function referralsOf(
  tx: Tx,
  doing: Doing,
  { of, id }: QueryOf<typeof listReferrals>,
): Promise<ResponseOf<typeof listReferrals>> {
  if (of === 'matter') await matterToRefer(tx, doing, (id ?? notFound()) as MatterId)
  const { rows } = await sql<
    ReferralRecord & { charge: boolean }
  >`select r.*, ${chargeSql(doing.actor, doing.at)} as charge
    from mediation.referrals r join mediation.cases c on c.tenant_id = r.tenant_id and c.id = r.case_id
    where r.tenant_id = ${doing.tenantId} and r.origin_kind = ${of} and (${id ?? null}::uuid is null or r.origin_id = ${id ?? null}::uuid)
    order by r.at desc limit ${mostNotes}`.execute(tx)
  const seen =
    of === 'note'
      ? new Set(
          await notesInCharge(
            tx,
            doing,
            rows.map((row) => row.origin_id),
          ),
        )
      : null
  return {
    rows: rows
      .filter(({ origin_id }) => seen === null || seen.has(origin_id))
      .map(({ origin_id, at, outcome, case_id, charge }) => ({
        ...{ originId: origin_id, at: at.toISOString(), outcome, caseId: charge ? case_id : null },
      })),
  }
}
