import { newId } from '../../kernel/contract/ids.ts'
import type { TestApp, TestClient } from '../../kernel/testing/app.ts'
import type { PersonKey, Town } from '../../kernel/testing/town.ts'
import { dayMs, dayOf } from '../../kernel/time/day.ts'
import * as contract from './contract.ts'
import type { CaseId, CommitteeId } from './tables.ts'
import { verifyMediation } from './verify.ts'

/** Names and words that must stand nowhere in clear. */
export const secretWords = {
  other: '钱隐名',
  otherPhone: '12000008881',
  words: '楼上半夜剁肉把我家灯震坏了',
  details: '女，1970年生，住机床厂小区3栋',
  session: '双方都说到去年的漏水',
  terms: '晚十点后不剁肉，赔灯一只',
  what: '赔偿吸顶灯一只并装好',
} as const

/** The committee of community 1 (or 3): its community is head, two members, an invited grid worker. */
export async function aCommittee(
  who: TestClient,
  town: Town,
  at: '1' | '2' | '3' = '1',
  name = '调委会',
): Promise<CommitteeId> {
  const { posts, places } = town
  const seat = (postId: string, kind: 'head' | 'deputy' | 'member' | 'mediator') => ({ postId: postId as never, kind })
  const { id } = await who.call(contract.foundCommittee, {
    body: {
      ...{ communityId: places[`community${at}`], name, sealName: `${name}（章）`, fromOn: '2026-01-01' },
      ...{ policePostId: posts.waterDepartment, guardianPostId: posts[`buildingLead${at}11`] },
      seats: [
        seat(posts[`community${at}`], 'head'),
        seat(posts[`compoundSecretary${at}1`], 'deputy'),
        seat(posts[`compoundSecretary${at}2`], 'member'),
        seat(posts[`gridWorker${at}1`], 'mediator'),
      ],
    },
  })
  return id
}

/** A dispute of resident1 with somebody who has no account, taken down by the head. */
export async function aCase(
  head: TestClient,
  town: Town,
  committeeId: CommitteeId,
  at: '1' | '2' | '3' = '1',
  more: Partial<contract.OpenBody> = {},
) {
  const { id } = await head.call(contract.openCase, {
    body: {
      ...{
        committeeId,
        kind: 'noise',
        source: 'application',
        way: 'window',
        consentVersion: 1,
        placeId: town.places[`building${at}11`],
      },
      words: secretWords.words,
      applicants: [{ name: '赵申请', phone: '12000008880', details: secretWords.details }],
      others: [{ name: secretWords.other, phone: secretWords.otherPhone }],
      ...more,
    },
  })
  return id
}

/** What the tests of a case do over and over. */
export function deskOf(app: TestApp, who: PersonKey = 'community1') {
  const head = () => app.signInAs(who)
  const view = (caseId: CaseId, as = head()) => as.call(contract.getCase, { params: { caseId } })
  const step = (caseId: CaseId, body: contract.StepBody, as = head()) =>
    as.ask(contract.stepCase, { params: { caseId }, body })
  const today = () => dayOf(app.clock.now())
  const say = async (caseId: CaseId, side: 'a' | 'b', body: Omit<contract.SaidBody, 'way'>) => {
    const { parties } = await view(caseId)
    const yes = body.consent === 'yes' ? { consentVersion: 1 } : {}
    const partyId = parties.find((party) => party.side === side)?.id ?? newId<'mediation_party'>()
    return head().ask(contract.writeAnswer, { params: { caseId, partyId }, body: { way: 'phone', ...yes, ...body } })
  }
  const must = async (answer: Promise<{ status: number; error: unknown }>) => {
    const { status, error } = await answer
    if (status !== 200) throw new Error(`${status} ${JSON.stringify(error)}`)
  }
  /** To acceptance, both sides agreeing. */
  const accept = async (caseId: CaseId) => {
    await must(step(caseId, { step: 'ask' }))
    // Who applied has said yes by that; who was referred has not.
    const first = (await view(caseId)).parties.find(({ side }) => side === 'a')
    if (first?.consent === null) await must(say(caseId, 'a', { consent: 'yes' }))
    await must(say(caseId, 'b', { consent: 'yes' }))
    await must(step(caseId, { step: 'accept' }))
  }
  /** To the first session, led by somebody who is asked. */
  const begin = async (caseId: CaseId, personId = app.town.persons.compoundSecretary12) => {
    await accept(caseId)
    await head().call(contract.chooseMediator, { params: { caseId }, body: { personId, leads: true } })
    await must(say(caseId, 'a', { accepts: true }))
    await must(say(caseId, 'b', { accepts: true }))
    await must(step(caseId, { step: 'begin' }))
  }
  const hold = (caseId: CaseId, as = head()) =>
    as.ask(contract.holdSession, {
      params: { caseId },
      body: { heldAt: app.clock.now().toISOString(), where: '社区调解室', partyIds: [], words: secretWords.session },
    })
  const describe = async (caseId: CaseId) => {
    for (const { id: partyId } of (await view(caseId)).parties)
      await head().call(contract.describeParty, { params: { caseId, partyId }, body: { details: secretWords.details } })
  }
  const draw = async (caseId: CaseId, more: Partial<contract.AgreementBody> = {}) => {
    const { parties } = await view(caseId)
    const partyId = parties.find(({ side }) => side === 'b')?.id ?? newId<'mediation_party'>()
    const dueOn = dayOf(new Date(app.clock.now().getTime() + 10 * dayMs))
    return head().ask(contract.drawUp, {
      params: { caseId },
      body: {
        ...{ form: 'written', facts: secretWords.words, issues: '是否赔灯', duties: '楼上应当避免夜间噪音' },
        ...{ terms: secretWords.terms, promises: [{ partyId, what: secretWords.what, dueOn }] },
        ...more,
      },
    })
  }
  /** All signatures and the seal. */
  const sign = async (caseId: CaseId) => {
    const { agreement } = await view(caseId)
    const put = (body: Omit<contract.SignBody, 'on'>) =>
      head().call(contract.signAgreement, { params: { caseId }, body: { on: today(), ...body } })
    for (const { id: partyId } of agreement?.unsigned.parties ?? [])
      await put({ who: 'party', partyId, way: 'fingerprint' })
    for (const { personId } of agreement?.unsigned.mediators ?? [])
      await put({ who: 'mediator', personId, way: 'signature' })
    await put({ who: 'seal', way: 'stamp' })
  }
  return { head, view, step, today, say, must, accept, begin, hold, describe, draw, sign }
}

/** What `liren verify` finds wrong. */
export async function findings(app: TestApp): Promise<string[]> {
  const found: string[] = []
  const report = ({ check, what }: { check: string; what: string }) => void found.push(`${check}: ${what}`)
  const { tenantId } = app.town
  await app.db.read((tx) => verifyMediation({ tx, tenantId, now: app.clock.now(), report }))
  return found
}

/** A committee and a case that waits for its acceptance: what the access matrix and the pages ask about. */
export async function mediationSubject(
  who: TestClient,
  town: Town,
  at: '1' | '3',
  more: Partial<contract.OpenBody> = {},
) {
  const committeeId = await aCommittee(who, town, at, more.words ? 'Mediation committee' : '调委会')
  const caseId = await aCase(who, town, committeeId, at, more)
  const { parties } = await who.call(contract.getCase, { params: { caseId } })
  const { rows } = await who.call(contract.listCommittees, {})
  const seatId = rows.find(({ id }) => id === committeeId)?.seats.at(-1)?.id ?? newId<'mediation_seat'>()
  const [a, b] = parties
  return {
    committeeId,
    caseId,
    seatId,
    partyId: b?.id ?? newId<'mediation_party'>(),
    code: b?.receiptCode ?? '',
    mine: a?.id,
  }
}
