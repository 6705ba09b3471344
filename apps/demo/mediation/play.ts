import { StandingClock } from '../../../kernel/clock.ts'
import type { PersonId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import type { CaseId, CommitteeId, Doing, PartyId } from '../../../modules/mediation/public.ts'
import * as m from '../../../modules/mediation/public.ts'
import { addPersons } from '../../../modules/people/public.ts'
import { dateOf, day } from '../district/calendar.ts'
import type { District } from '../district/district.ts'
import { tolerate } from '../enterprise/matter-steps.ts'
import { addSignIn, officer, person } from '../enterprise/offices.ts'
import type { Stage } from '../replay.ts'
import { type PlannedCommittee, type PlannedDispute, planMediation } from './plan.ts'

interface Sitting {
  readonly id: CommitteeId
  readonly head: PersonId
  readonly mediator: PersonId
}

/** Three committees and their 60 disputes, played through the real rules; the first mediator has a sign-in. */
export async function playMediation(
  stage: Stage,
  district: District,
  { seed, log }: { seed: number; log: (line: string) => void },
): Promise<void> {
  const plan = planMediation(district, { seed, until: stage.until })
  log(`playing ${plan.disputes.length} disputes of ${plan.committees.length} committees …`)
  const since = new Date(stage.until.getTime() - 450 * day)
  const sittings: Sitting[] = []
  for (const committee of plan.committees) sittings.push(await found(stage, committee, since))
  const [first] = sittings
  if (first) await addSignIn(stage, first.mediator, 'mediator', since)
  for (const dispute of plan.disputes) {
    const sitting = sittings[dispute.committee]
    if (sitting) await tolerate(stage, `dispute ${dispute.end}`, () => playOne(stage, sitting, dispute))
  }
}

const doingAs = (stage: Stage, personId: PersonId, at: Date): Doing => ({
  ...{ tenantId: stage.keys.tenantId, secrets: stage.secrets, clock: new StandingClock(at), at },
  actor: person(stage, personId),
  by: { personId, postId: null, via: 'demo' },
  uploader: { personId, key: null },
})

async function found(stage: Stage, planned: PlannedCommittee, at: Date): Promise<Sitting> {
  const { db, keys, secrets } = stage
  const desk = await officer(stage, planned.head, at)
  const doing: Doing = { ...doingAs(stage, desk.actor.personId, at), ...desk }
  const invited = planned.invited.map(({ name, phone }) => ({ name, phone, kind: 'mediator' as const }))
  return db.tx(async (tx) => {
    await addPersons(tx, secrets, keys.tenantId, [...planned.invited], at)
    const { id } = await m.foundCommittee(tx, doing, {
      ...{ communityId: keys.place(planned.community), name: planned.name, sealName: planned.name, fromOn: dateOf(at) },
      seats: [
        { postId: keys.post(planned.head), kind: 'head' },
        ...planned.members.map((post) => ({ postId: keys.post(post), kind: 'member' as const })),
        ...invited,
      ],
    })
    return { id, head: desk.actor.personId, mediator: await invitedOf(tx, stage, id) }
  })
}

async function invitedOf(tx: Tx, { keys }: Stage, id: CommitteeId): Promise<PersonId> {
  const { rows } = await sql<{ id: PersonId }>`select person_id as id from mediation.seats
    where tenant_id = ${keys.tenantId} and committee_id = ${id} and kind = 'mediator'`.execute(tx)
  const personId = rows[0]?.id
  if (!personId) throw new Error('a committee without a mediator')
  return personId
}

/** What a dispute has gone through so far: how far it goes. */
const reached = ({ end }: PlannedDispute, ...states: readonly PlannedDispute['end'][]): boolean => states.includes(end)

async function playOne(
  stage: Stage,
  { id: committeeId, head, mediator }: Sitting,
  planned: PlannedDispute,
): Promise<void> {
  let at = planned.at
  /** One step, by the head or the mediator, on a later day. */
  const step = async <T>(
    who: PersonId,
    work: (tx: Tx, doing: Doing) => Promise<T>,
    days = planned.pace,
  ): Promise<T> => {
    const next = new Date(at.getTime() + days * day)
    at = next < stage.until ? next : new Date(Math.max(at.getTime() + 60_000, stage.until.getTime() - 3_600_000))
    return stage.db.tx((tx) => work(tx, doingAs(stage, who, at)))
  }
  const [applicant, other] = planned.parties
  const { id } = await step(
    head,
    (tx, doing) =>
      m.openCase(tx, doing, {
        ...{ committeeId, kind: planned.kind, source: 'application', way: 'window', consentVersion: 1 },
        words: planned.words,
        placeId: stage.keys.place(planned.place),
        applicants: [{ name: applicant, details: '本小区住户' }],
        others: [{ name: other, details: '本小区住户' }],
      }),
    0,
  )
  if (planned.end === 'received') return
  if (planned.end === 'declined') {
    await step(head, (tx, doing) => m.stepCase(tx, doing, id, { step: 'decline', declineReason: 'in_court' }), 1)
    return
  }
  await step(head, (tx, doing) => m.stepCase(tx, doing, id, { step: 'ask' }), 1)
  if (planned.end === 'asking') return
  const parties = await partiesOf(stage, id)
  const [, b] = parties
  if (!b) return
  const said =
    planned.end === 'refused' ? ({ consent: 'no' } as const) : ({ consent: 'yes', consentVersion: 1 } as const)
  await step(head, (tx, doing) => m.writeAnswer(tx, doing, id, b, { way: 'phone', ...said }), 1)
  if (planned.end === 'refused') return
  await step(head, (tx, doing) => m.stepCase(tx, doing, id, { step: 'accept' }), 0.2)
  if (planned.end === 'accepted') return
  await step(head, (tx, doing) => m.chooseMediator(tx, doing, id, { personId: mediator, leads: true }), 1)
  for (const party of parties)
    await step(head, (tx, doing) => m.writeAnswer(tx, doing, id, party, { way: 'window', accepts: true }), 0.1)
  await step(mediator, (tx, doing) => m.stepCase(tx, doing, id, { step: 'begin' }), 1)
  await mediate({ step, id, mediator, parties, planned })
}

interface Playing {
  readonly step: <T>(who: PersonId, work: (tx: Tx, doing: Doing) => Promise<T>, days?: number) => Promise<T>
  readonly id: CaseId
  readonly mediator: PersonId
  readonly parties: readonly PartyId[]
  readonly planned: PlannedDispute
}

async function mediate(of: Playing): Promise<void> {
  const { step, id, mediator, parties, planned } = of
  await step(mediator, (tx, doing) =>
    m.holdSession(tx, doing, id, {
      ...{ heldAt: doing.at.toISOString(), where: '社区调解室', partyIds: [...parties] },
      words: '双方各自说明了经过，调解员逐条核对，讲明法律规定。',
      tried: '回去各想一想，下次带上材料。',
    }),
  )
  if (planned.end === 'mediating') return
  if (planned.end === 'handed_over') {
    await step(
      mediator,
      (tx, doing) => m.raiseDanger(tx, doing, id, { kind: 'violence', words: '一方在现场推搡对方。' }),
      1,
    )
    await step(mediator, (tx, doing) => m.stepCase(tx, doing, id, { step: 'hand_over' }), 0.1)
    return
  }
  if (planned.end === 'failed') {
    await step(
      mediator,
      (tx, doing) => m.stepCase(tx, doing, id, { step: 'fail', toldWays: ['court', 'administrative'] }),
      5,
    )
    return
  }
  await agree(of)
}

async function agree(of: Playing): Promise<void> {
  const { step, id, mediator, parties, planned } = of
  const [a, b] = parties
  if (!a || !b) return
  const written = !planned.oral || reached(planned, 'agreed')
  await step(mediator, (tx, doing) =>
    m.drawUp(tx, doing, id, {
      ...{ form: written ? 'written' : 'oral', terms: planned.terms },
      ...(written ? { facts: planned.words, issues: planned.issues, duties: planned.duties } : {}),
      promises: [{ partyId: b, what: planned.promise, dueOn: dateOf(new Date(doing.at.getTime() + 14 * day)) }],
    }),
  )
  if (planned.end === 'agreed') return
  if (written) {
    for (const partyId of [a, b])
      await step(
        mediator,
        (tx, doing) =>
          m.signAgreement(tx, doing, id, { who: 'party', partyId, way: 'fingerprint', on: dateOf(doing.at) }),
        0.1,
      )
    await step(
      mediator,
      (tx, doing) =>
        m.signAgreement(tx, doing, id, { who: 'mediator', personId: mediator, way: 'signature', on: dateOf(doing.at) }),
      0.1,
    )
    await step(
      mediator,
      (tx, doing) => m.signAgreement(tx, doing, id, { who: 'seal', way: 'stamp', on: dateOf(doing.at) }),
      0.1,
    )
  }
  if (planned.end === 'performing') return
  if (planned.court && written) {
    await step(mediator, (tx, doing) => m.noteCourt(tx, doing, id, { state: 'made', on: dateOf(doing.at) }), 5)
    await step(mediator, (tx, doing) => m.noteCourt(tx, doing, id, { state: 'confirmed', on: dateOf(doing.at) }), 10)
  }
  await finish(of, a)
}

async function finish({ step, id, mediator, planned }: Playing, a: PartyId): Promise<void> {
  await step(
    mediator,
    async (tx, doing) => {
      const { rows } = await sql<{ id: Parameters<typeof m.settlePromise>[3] }>`select id from mediation.promises
        where tenant_id = ${doing.tenantId} and case_id = ${id}`.execute(tx)
      for (const one of rows) await m.settlePromise(tx, doing, id, one.id, { state: 'kept', on: dateOf(doing.at) })
    },
    12,
  )
  await step(
    mediator,
    (tx, doing) => m.callBack(tx, doing, id, { partyId: a, reached: true, content: 5, words: '已经办好了。' }),
    3,
  )
  await step(mediator, (tx, doing) => m.stepCase(tx, doing, id, { step: 'close' }), 1)
  if (planned.end === 'archived') await step(mediator, (tx, doing) => m.bindCase(tx, doing, id), 1)
}

async function partiesOf({ db, keys }: Stage, id: CaseId): Promise<PartyId[]> {
  const { rows } = await db.read((tx) =>
    sql<{ id: PartyId }>`select id from mediation.parties where tenant_id = ${keys.tenantId} and case_id = ${id}
      order by position`.execute(tx),
  )
  return rows.map((row) => row.id)
}
