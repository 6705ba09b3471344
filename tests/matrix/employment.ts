import { newId } from '../../kernel/contract/ids.ts'
import { aJob, bySpoken } from '../../modules/employment/employment.fixture.ts'
import type { Row } from './expectations.ts'
import type { Requests } from './requests.ts'

// The columns are those of `expectations.ts`:
//                   any res cen bui com gri com str dep fir sup adm
const readers = '    401 403 403 403 403 200 200 200 200 403 200 403'
const neighbours = ' 401 403 403 403 403 200 200 200 403 403 403 403'
const noNeighbour = '401 403 403 403 403 404 404 404 403 403 403 403'
const noOpening = '  401 403 403 403 403 404 404 404 404 403 404 403'
/** By how one stands to the thing: nobody stands to one that is not there. */
const nobodys = '    401 404 404 404 404 404 404 404 404 404 404 404'
/** Signed in, and refused for what is said. */
const invalid = '    401 400 400 400 400 400 400 400 400 400 400 400'

/** What each role meets at the endpoints of module employment; the columns are those of `expectations.ts`. */
export const employmentRows: Readonly<Record<string, Row>> = {
  'employment.openings': readers,
  'employment.export_openings': readers,
  'employment.figures': readers,
  // A day that has passed: 400 says that one may.
  'employment.open': {
    near: '    401 404 404 404 404 400 400 400 403 404 403 404',
    far: '     401 404 404 404 404 404 404 404 403 404 403 404',
    foreign: nobodys,
  },
  'employment.change_opening': nobodys,
  'employment.end_opening': nobodys,
  'employment.reopen': nobodys,
  'employment.opening': noOpening,
  'employment.suggestions': noNeighbour,
  'employment.seekers': neighbours,
  // Without a kind of work: 400.
  'employment.register_seeker': {
    near: '    401 403 403 403 403 400 400 400 403 403 403 403',
    far: noNeighbour,
    // There is no such place in this district.
    foreign: ' 401 403 403 403 403 400 400 400 403 403 403 403',
  },
  'employment.seeker': noNeighbour,
  'employment.withdraw': nobodys,
  'employment.reveal_seeker': noNeighbour,
  'employment.referrals': neighbours,
  'employment.export_referrals': neighbours,
  'employment.propose': noNeighbour,
  'employment.say': nobodys,
  'employment.still_there': noNeighbour,
  'employment.mine': '401 200 200 200 200 200 200 200 200 200 200 200',
  // Without the tick: 400.
  'employment.save_profile': invalid,
  'employment.firm_jobs': nobodys,
}

const nothing = () => ({})
const opening = () => ({ params: { openingId: newId() } })
const seeker = () => ({ params: { seekerId: newId() } })
const referral = () => ({ params: { referralId: newId() } })
const wish = (placeId: string) => ({
  placeId,
  kinds: [],
  skills: [],
  hours: 'full',
  reach: 'any',
  fromOn: '2026-12-01',
})

/** A request to each of them. */
export const employmentRequests: Requests = {
  'employment.openings': nothing,
  'employment.export_openings': nothing,
  'employment.figures': nothing,
  'employment.open': (of) => ({ params: { firmId: of.firm }, body: aJob({ untilOn: '2020-01-01' }) }),
  'employment.change_opening': () => ({ ...opening(), body: aJob() }),
  'employment.end_opening': () => ({ ...opening(), body: { step: 'fill' } }),
  'employment.reopen': () => ({ ...opening(), body: { untilOn: '2027-01-01' } }),
  'employment.opening': opening,
  'employment.suggestions': opening,
  'employment.seekers': nothing,
  'employment.register_seeker': (of) => ({
    body: { ...wish(of.place), name: '某人', phone: '10000009877', ...bySpoken },
  }),
  'employment.seeker': seeker,
  'employment.withdraw': seeker,
  'employment.reveal_seeker': () => ({ ...seeker(), body: { reason: '电话联系' } }),
  'employment.referrals': nothing,
  'employment.export_referrals': nothing,
  'employment.propose': () => ({ ...opening(), body: { seekerId: newId() } }),
  'employment.say': () => ({ ...referral(), body: { step: 'agree' } }),
  'employment.still_there': () => ({ ...referral(), body: { there: true } }),
  'employment.mine': nothing,
  'employment.save_profile': (of) => ({ body: wish(of.place) }),
  'employment.firm_jobs': (of) => ({ params: { firmId: of.firm } }),
}
