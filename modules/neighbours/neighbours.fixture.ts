import type { PlaceId } from '../../kernel/contract/ids.ts'
import type { TestApp, TestClient } from '../../kernel/testing/app.ts'
import type { PersonKey } from '../../kernel/testing/town.ts'
import { respond } from '../gatherings/contract.ts'
import * as contract from './contract.ts'
import { verifyNeighbours } from './verify.ts'

type OfferMore = Partial<contract.OfferBody>

/** What a volunteer says where a test does not care: visiting, Tuesday mornings and Friday evenings. */
export const anOffer = (placeId: PlaceId, more: OfferMore = {}): contract.OfferBody => ({
  ...{ placeId, languages: ['mandarin'], slots: [3, 14], reachM: 3000, most: 2 },
  skills: [{ kind: 'visiting', words: '陪老人说说话', audience: 'community', nameShown: false }],
  ...more,
})

/** Somebody of the town offers to help. */
export const offers = (app: TestApp, who: PersonKey, more: OfferMore = {}) =>
  app.signInAs(who).call(contract.offer, {
    body: { ...anOffer(more.placeId ?? app.town.places.building112, more), consent: true, consentVersion: 1 },
  })

let phones = 0
/** The office takes somebody down who has no account. */
export const takenDown = (app: TestApp, name: string, more: OfferMore = {}) =>
  app.signInAs('community1').call(contract.registerVolunteer, {
    body: {
      ...anOffer(more.placeId ?? app.town.places.building112, more),
      ...{ name, phone: `1200000${String(1000 + phones++)}` },
      ...{ consentHow: 'spoken', consentNote: '在社区服务台当面说明并同意', consentVersion: 1 },
    },
  })

export const aWish = (placeId: PlaceId, more: Partial<contract.WishBody> = {}): contract.WishBody => ({
  ...{ kind: 'visiting', words: '老伴走了，想有人说说话', placeId, slots: [3, 4], rhythm: 'week' },
  ...more,
})

/** resident1, who lives in building111, wishes for something. */
export const wishes = (app: TestApp, more: Partial<contract.WishBody> = {}, who: PersonKey = 'resident1') =>
  app.signInAs(who).call(contract.makeWish, {
    body: { ...aWish(more.placeId ?? app.town.places.building111, more), consent: true, consentVersion: 1 },
  })

export const asks = (app: TestApp, wishId: contract.WishId, volunteerId: contract.VolunteerId) =>
  app.signInAs('community1').call(contract.askVolunteer, { params: { wishId }, body: { volunteerId } })

export const says = (client: TestClient, pairingId: contract.PairingId, yes: boolean) =>
  client.call(contract.answerPairing, { params: { pairingId }, body: { yes } })

/** A wish of resident1 that centerHousehold112 takes: both said yes. */
export async function aPairing(app: TestApp, more: Partial<contract.WishBody> = {}, offer: OfferMore = {}) {
  const { id: volunteerId } = await offers(app, 'centerHousehold112', offer)
  const { id: wishId } = await wishes(app, more)
  const { id } = await asks(app, wishId, volunteerId)
  await says(app.signInAs('centerHousehold112'), id, true)
  await says(app.signInAs('resident1'), id, true)
  return { id, wishId, volunteerId }
}

/** What `liren verify` finds wrong. */
export async function findings(app: TestApp): Promise<string[]> {
  const found: string[] = []
  const report = ({ check, what }: { check: string; what: string }) => void found.push(`${check}: ${what}`)
  const { tenantId } = app.town
  await app.db.read((tx) => verifyNeighbours({ tx, tenantId, now: app.clock.now(), report }))
  return found
}

/** A volunteer, a wish that both are asked about, and a team with somebody who asks to join: what the matrix asks about. */
export async function neighbourSubject(
  desk: TestClient,
  resident: TestClient,
  at: { readonly community: PlaceId; readonly compound: PlaceId; readonly building: PlaceId },
) {
  const typed = { consentHow: 'spoken' as const, consentNote: '在社区服务台当面说明并同意', consentVersion: 1 }
  const { id: volunteerId } = await desk.call(contract.registerVolunteer, {
    body: { ...anOffer(at.building), name: '何苗', phone: `1200000${String(3000 + phones++)}`, ...typed },
  })
  const { id: wishId } = await resident.call(contract.makeWish, {
    body: { ...aWish(at.building), consent: true, consentVersion: 1 },
  })
  const { id: pairingId } = await desk.call(contract.askVolunteer, { params: { wishId }, body: { volunteerId } })
  const { id: teamId } = await desk.call(contract.formTeam, {
    body: {
      name: '邻里帮帮团',
      purpose: '帮邻居做小事',
      placeId: at.community,
      compoundIds: [at.compound],
      leaderId: volunteerId,
    },
  })
  const { members } = await desk.call(contract.getTeam, { params: { teamId } })
  return { volunteerId, wishId, pairingId, teamId, memberId: members[0]?.id ?? '', ...at }
}

/** A pairing that runs, a silent one, open wishes and a team: what the pages are opened with. */
export async function neighbourPages(app: TestApp) {
  const { id: pairingId, volunteerId } = await aPairing(
    app,
    { rhythm: 'month', words: 'Somebody to talk to' },
    { skills: [{ kind: 'visiting', audience: 'community', nameShown: false }] },
  )
  await app.signInAs('centerHousehold112').call(contract.noteContact, { params: { pairingId }, body: { how: 'visit' } })
  await takenDown(app, 'He Miao', { skills: [{ kind: 'haircut', audience: 'compound', nameShown: true }] })
  const { id: wishId } = await wishes(app, { kind: 'haircut', words: 'A haircut at home, please', rhythm: 'once' })
  const { places } = app.town
  const { id: teamId } = await app.signInAs('community1').call(contract.formTeam, {
    body: {
      ...{ name: 'Helping hands', purpose: 'Small repairs for neighbours', placeId: places.community1 },
      ...{ compoundIds: [places.compound11], leaderId: volunteerId },
    },
  })
  const { id: leaderId } = await offers(app, 'resident1', { placeId: places.building111 })
  await app.signInAs('resident1').call(contract.joinTeam, { params: { teamId }, body: { nameShown: true } })
  const gatheringId = await ledActivity(app, leaderId)
  return { pairingId, wishId, volunteerId, teamId, '/gatherings/$gatheringId/attendance': gatheringId }
}

/** An activity of a team that somebody leads, which has two on its list and is about to begin. */
async function ledActivity(app: TestApp, leaderId: contract.VolunteerId) {
  const { places } = app.town
  const { id: teamId } = await app.signInAs('community1').call(contract.formTeam, {
    body: {
      ...{ name: 'Scarves', purpose: 'Knitting for neighbours', placeId: places.community1 },
      ...{ compoundIds: [places.compound11], leaderId },
    },
  })
  const from = (hours: number) => new Date(app.clock.now().getTime() + hours * 3_600_000).toISOString()
  const body = { title: 'Scarves for old neighbours', venue: 'Square', startsAt: from(1), endsAt: from(3) }
  const { id, code } = await app.signInAs('community1').call(contract.hostActivity, { params: { teamId }, body })
  for (const who of ['resident1', 'resident2'] as const)
    await app.signInAs(who).call(respond, { params: { code }, body: { action: 'sign_up' } })
  return id
}
