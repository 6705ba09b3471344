import { StandingClock } from '../../kernel/clock.ts'
import { newId } from '../../kernel/contract/ids.ts'
import { sql } from '../../kernel/db.ts'
import type { TestClient } from '../../kernel/testing/app.ts'
import { filledDatabase } from '../../kernel/testing/database.ts'
import type { PersonKey } from '../../kernel/testing/town.ts'
import { smallTown, type Town, townPlan } from '../../kernel/testing/town.ts'
import { budgetSubject } from '../../modules/choices/budget/budget.fixture.ts'
import { choicesSubject } from '../../modules/choices/choices.fixture.ts'
import { consultationSubject } from '../../modules/consultations/consultations.fixture.ts'
import { recordBuilding } from '../../modules/enterprises/buildings-contract.ts'
import { getFirm, registerFirm, type SuiteId } from '../../modules/enterprises/contract.ts'
import { facilitySubject } from '../../modules/facilities/facilities.fixture.ts'
import { financeSubjects } from '../../modules/finance/finance-app.fixture.ts'
import { gatheringSubject } from '../../modules/gatherings/gatherings.fixture.ts'
import { householdSubject } from '../../modules/households/household-app.fixture.ts'
import { ideaSubject } from '../../modules/ideas/ideas.fixture.ts'
import { type FlowApp, flowApp, upload } from '../../modules/matters/acts/flow.fixture.ts'
import { report } from '../../modules/matters/contract.ts'
import { fillMatters, look, take } from '../../modules/matters/matter-app.fixture.ts'
import { saveDefaults } from '../../modules/matters/rules-store.ts'
import { mediationSubject } from '../../modules/mediation/mediation.fixture.ts'
import { hoursSubject } from '../../modules/neighbours/hours/hours.fixture.ts'
import { neighbourSubject } from '../../modules/neighbours/neighbours.fixture.ts'
import { cancelAbsence, mySessions, recordAbsence } from '../../modules/people/contract.ts'
import { cancelHandover, handOver } from '../../modules/people/handover/contract.ts'
import { policySubjects } from '../../modules/policies/policy-app.fixture.ts'
import { privacySubject } from '../../modules/privacy/privacy.fixture.ts'
import { renewalSubject } from '../../modules/renewal/renewal.fixture.ts'
import { safetySubject } from '../../modules/safety/safety.fixture.ts'
import { stationSubject } from '../../modules/stations/stations.fixture.ts'
import { recordVisit } from '../../modules/visits/contract.ts'
import { duesOf, firmAt, happen, reached } from '../../modules/visits/visit-app.fixture.ts'
import type { Side } from './expectations.ts'

/** What requests can name, on one side. */
export interface Subjects {
  readonly matter: string
  /** A supervision order on the matter. */
  readonly order: string
  /** One that nobody has anything to do with yet: to follow it changes who sees it. */
  readonly loose: string
  readonly receiptCode: string
  readonly picture: string
  readonly placeCode: string
  readonly communityCode: string
  readonly place: string
  readonly community: string
  readonly grid: string
  readonly post: string
  readonly holder: string
  readonly root: string
  readonly person: string
  readonly absence: string
  /** Of a post of a grid, planned and called off. */
  readonly handover: string
  readonly session: string
  readonly consultation: string
  readonly consultationCode: string
  readonly gathering: Awaited<ReturnType<typeof gatheringSubject>>
  /** A call for ideas with one that is published and one that is hidden. */
  readonly idea: Awaited<ReturnType<typeof ideaSubject>>
  readonly choices: Awaited<ReturnType<typeof choicesSubject>>
  readonly budget: Awaited<ReturnType<typeof budgetSubject>>
  /** A gate, and somebody who asks to be confirmed as living there. */
  readonly facility: Awaited<ReturnType<typeof facilitySubject>>
  readonly privacy: Awaited<ReturnType<typeof privacySubject>>
  /** A household with a due visit, a conflict, a note and a wish. */
  readonly household: Awaited<ReturnType<typeof householdSubject>>
  /** A station, a shop of resident1's with a room that is booked, a want with an offer. */
  readonly station: Awaited<ReturnType<typeof stationSubject>> & { readonly placeId: string }
  readonly renewal: Awaited<ReturnType<typeof renewalSubject>>
  /** A wish of the resident about which both sides are asked, and a team. */
  readonly neighbour: Awaited<ReturnType<typeof neighbourSubject>>
  /** A committee with a case that was taken down. */
  readonly mediation: Awaited<ReturnType<typeof mediationSubject>>
  /** A point on a route with a hazard, and a campaign. */
  readonly safety: Awaited<ReturnType<typeof safetySubject>>
  /** Hours and a certificate of somebody beside the columns. */
  readonly hours: Awaited<ReturnType<typeof hoursSubject>>
  /** A firm in a suite of the place, with its main contact. */
  readonly firm: string
  readonly suite: string
  readonly tenancy: string
  readonly contact: string
  /** A visit that was due and is done. */
  readonly due: string
  // Policies: a firm, a policy in force that was pushed to it, and a draft.
  readonly policyFirm: string
  readonly policy: string
  readonly policyDraft: string
  readonly policyPush: string
  // Finance: a firm with a want that was passed to a bank for its product.
  readonly financeFirm: string
  readonly bank: string
  readonly product: string
  readonly want: string
  readonly referral: string
}

export interface MatrixTown extends FlowApp {
  readonly otherTenantId: Town['tenantId']
  otherPerson(key: PersonKey): Town['persons'][PersonKey]
  readonly subjects: Readonly<Record<Side, Subjects>>
}

/** The small town with a second one, of another district, in the same database; and something to ask for on each side. */
export async function matrixTown(): Promise<MatrixTown> {
  const { database, made } = await filledDatabase('matrix', async (database) => {
    await fillMatters(database)
    const app = await flowApp({ database })
    const other = await smallTown(app.db, { secrets: app.services.secrets, ...otherDistrict })
    await app.db.tx((tx) => saveDefaults(tx, { tenantId: other.tenantId, validFrom: other.since, authorId: null }))
    const subjects = {
      near: await subjectsOf(app, app.town, { at: '1', reporter: 'resident1' }),
      far: await subjectsOf(app, app.town, { at: '3', reporter: 'resident2' }),
      foreign: await subjectsOf(app, other, { at: '1', reporter: 'resident1' }),
    }
    await app.close()
    return { subjects, now: app.clock.now().toISOString() }
  })
  const other = townPlan(otherDistrict)
  const app = await flowApp({ database, clock: new StandingClock(new Date(made.now)) })
  return {
    ...app,
    otherTenantId: other.tenantId,
    otherPerson: (key) => other.persons[key],
    subjects: made.subjects,
  }
}

const otherDistrict = { code: '530102', hosts: ['other.test'] }

interface Where {
  readonly at: '1' | '3'
  readonly reporter: 'resident1' | 'resident2'
}

async function subjectsOf(app: FlowApp, town: Town, { at, reporter }: Where): Promise<Subjects> {
  const as = (key: PersonKey) => app.signInAs({ tenantId: town.tenantId, personId: town.persons[key] })
  const place = town.places[`building${at}11`]
  const picture = await upload(as(reporter))
  const body = { kind: 'demand', placeId: place, body: '楼道灯不亮,请来看看', category: '080201' }
  const filed = await as(reporter).call(report, { body: { ...body, fileIds: [picture] } })
  const loose = await as(reporter).call(report, { body: { ...body, body: '小区路面坑洼,请修一修' } })
  const worker = `gridWorker${at}1` as const
  await take(as(worker), filed.id, { action: 'contact' })
  if (at === '1')
    await take(as(worker), filed.id, {
      action: 'rally',
      departments: [town.posts.waterDepartment, town.posts.propertyFirm1],
      leadPostId: town.posts[worker],
      words: '请到场会商',
    })
  const in3Days = new Date(app.clock.now().getTime() + 3 * 86_400_000).toISOString()
  const ordered = { action: 'order', reason: 'overdue', dueAt: in3Days, words: '请尽快修好' } as const
  await take(as(`community${at}`), filed.id, ordered)
  const { measures } = await look(as(`community${at}`), filed.id)
  const day = (days: number) => new Date(app.clock.now().getTime() + days * 86_400_000).toISOString()
  const { absenceId } = await as('administrator').call(recordAbsence, {
    params: { postId: town.posts[`gridWorker${at}2`] },
    body: { fromAt: day(5), toAt: day(6), why: '请假' },
  })
  await as('administrator').call(cancelAbsence, { params: { absenceId } })
  const { sessions } = await as(reporter).call(mySessions)
  const codeOf = async (id: string) => {
    const { rows } = await app.db.read((tx) =>
      sql<{ code: string }>`select code from places.places where id = ${id}`.execute(tx),
    )
    return rows[0]?.code ?? ''
  }
  const community = town.places[`community${at}`]
  return {
    matter: filed.id,
    order: measures[0]?.id ?? newId(),
    loose: loose.id,
    receiptCode: filed.receiptCode,
    picture,
    placeCode: await codeOf(place),
    communityCode: await codeOf(community),
    place,
    community,
    grid: town.grids[`grid${at}1`],
    post: town.posts[worker],
    holder: town.persons[worker],
    root: town.posts.district,
    person: town.persons[reporter],
    absence: absenceId,
    handover: await calledOff(as('administrator'), town, at),
    session: sessions[0]?.id ?? newId(),
    ...(await consultationSubject(as(`community${at}`), community)),
    hours: await hoursSubject({ ...app, town }, as(`community${at}`), {
      ...{ client: as(`buildingLead${at}12`), person: `buildingLead${at}12` },
      ...{ at: `building${at}12`, community: `community${at}` },
    }),
    gathering: await gatheringSubject(as(`community${at}`), community),
    idea: await ideaSubject(as(`community${at}`), as(`gridWorker${at}2`), community),
    renewal: await renewalSubject(as(`community${at}`), town.places[`compound${at}1`], '2026-11-23'),
    choices: await choicesSubject(as(`community${at}`), town.places[`compound${at}1`], town.places[`building${at}11`]),
    budget: await budgetSubject(as(`community${at}`), town.places[`compound${at}1`]),
    safety: await safetySubject(
      as(`community${at}`),
      as(`gridWorker${at}1`),
      {
        buildingId: town.places[`building${at}11`],
        compoundId: town.places[`compound${at}1`],
        holderPostId: town.posts[`gridWorker${at}1`],
      },
      '2026-11-23',
    ),
    facility: await facilitySubject(as(`community${at}`), as(reporter), {
      compoundId: town.places[`compound${at}1`],
      keeperPostId: town.posts[`compoundSecretary${at}1`],
    }),
    privacy: await privacySubject(as(reporter)),
    household: await householdSubject(app, as(`community${at}`), place, town.tenantId),
    neighbour: await neighbourSubject(as(`community${at}`), as(reporter), {
      ...{ community, compound: town.places[`compound${at}1`], building: place },
    }),
    mediation: await mediationSubject(as(`community${at}`), town, at),
    station: {
      ...(await stationSubject(app, as(`community${at}`), as(reporter), {
        placeId: town.places[`compound${at}1`],
        keeperPostId: town.posts[`compoundSecretary${at}1`],
        phone: town.phones[reporter],
      })),
      placeId: town.places[`compound${at}1`],
    },
    ...(await firmInSuite(as(worker), place)),
    due: await doneDue(app, town, at),
    ...(await policySubjects(
      as(`community${at}`),
      `${town.tenantId === app.town.tenantId ? 'own' : 'other'}_${at}`,
      place,
    )),
    ...(await financeSubjects(as(`community${at}`), as(at === '1' ? 'street1' : 'street2'), place, `${at}号`)),
  }
}

async function calledOff(administrator: TestClient, town: Town, at: '1' | '3'): Promise<string> {
  const personId = town.persons[`buildingLead${at}22`]
  const params = { postId: town.posts[`gridWorker${at}2`] }
  const body = { personId, why: '工作调动', fromDay: '2026-12-20' }
  const { handoverId } = await administrator.call(handOver, { params, body })
  await administrator.call(cancelHandover, { params: { handoverId } })
  return handoverId
}

/** An office building with one suite, and a firm in it. */
async function firmInSuite(worker: TestClient, placeId: Town['places'][keyof Town['places']]) {
  const suite = newId<'suite'>()
  const suites = [{ id: suite, floor: 1, number: '101', areaCm2: 1_000_000, purpose: 'office' as const }]
  const building = { placeId, floorsAbove: 3, purpose: 'office' as const, openedOn: '2025-01-01' }
  await worker.call(recordBuilding, { body: { ...building, suites } })
  const moveIn = { suiteIds: [suite as SuiteId], on: '2026-01-01', basis: 'rent' as const }
  const contact = { name: '张三', phone: '10000007777', duty: '经理' }
  const { firmId } = await worker.call(registerFirm, { body: { name: '云岭软件', moveIn, contact, tags: ['重点'] } })
  const firm = await worker.call(getFirm, { params: { firmId } })
  return { firm: firmId, suite, tenancy: firm.stays[0]?.tenancyId ?? '', contact: firm.contacts[0]?.id ?? '' }
}

/** A new firm on one side that its community has called. */
async function doneDue(app: FlowApp, town: Town, at: '1' | '3'): Promise<string> {
  const firm = await firmAt(app, `building${at}11`, '融通软件', [], town)
  await happen(app, firm, 'registered', town.tenantId)
  const who = app.signInAs({ tenantId: town.tenantId, personId: town.persons[`community${at}`] })
  const [due] = await duesOf(who, firm)
  if (!due) throw new Error('no due')
  await who.call(recordVisit, { params: { dueId: due.id }, body: reached() })
  return due.id
}
