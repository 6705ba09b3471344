import { newId } from '../../kernel/contract/ids.ts'
import type { Row } from './expectations.ts'
import type { Requests } from './requests.ts'

// The columns are those of `expectations.ts`:
//                any res cen bui com gri com str dep fir sup adm
const readers = ' 401 403 403 200 200 200 200 200 403 403 403 403'
const signedIn = '401 200 200 200 200 200 200 200 200 200 200 200'
const everybody = '200 200 200 200 200 200 200 200 200 200 200 200'
const nobodys = ' 401 404 404 404 404 404 404 404 404 404 404 404'
const invalid = ' 401 400 400 400 400 400 400 400 400 400 400 400'

/** For who answers for the place. */
const reading: Row = {
  near: readers,
  far: '     401 403 403 404 404 404 404 404 403 403 403 403',
  foreign: ' 401 403 403 404 404 404 404 404 403 403 403 403',
}
/** For who brings neighbours together; `near` is what grid worker, community and street meet. */
const pairing = (near: number, far = 404): Row => ({
  near: `   401 403 403 403 403 ${near} ${near} ${near} 403 403 403 403`,
  far: `    401 403 403 403 403 ${far} ${far} ${far} 403 403 403 403`,
  foreign: `401 403 403 403 403 ${far} ${far} ${far} 403 403 403 403`,
})
/** For who keeps teams. */
const keeping = (near: number, far = 404): Row => ({
  near: `   401 403 403 403 403 403 ${near} ${near} 403 403 403 403`,
  far: `    401 403 403 403 403 403 ${far} ${far} 403 403 403 403`,
  foreign: `401 403 403 403 403 403 ${far} ${far} 403 403 403 403`,
})
/** For one of the two, who is the resident, and for who brings them together. */
const ofBoth = (near: string): Row => ({ near, far: nobodys, foreign: nobodys })

/** What each role meets at the endpoints of module neighbours: a wish of the resident, about which both sides are asked. */
export const neighboursRows: Readonly<Record<string, Row>> = {
  'neighbours.mine': signedIn,
  // Without the tick of consent.
  'neighbours.offer': invalid,
  'neighbours.stop': nobodys,
  'neighbours.skills_near': signedIn,
  'neighbours.wish': invalid,
  'neighbours.my_pairing': ofBoth('401 200 404 404 404 404 404 404 404 404 404 404'),
  'neighbours.wall': everybody,
  'neighbours.volunteers': readers,
  'neighbours.export_volunteers': readers,
  'neighbours.register_volunteer': pairing(400, 400),
  'neighbours.volunteer': reading,
  'neighbours.withdraw_volunteer': pairing(404),
  'neighbours.reveal_volunteer': pairing(200),
  'neighbours.skill_counts': readers,
  'neighbours.figures': readers,
  'neighbours.wishes': readers,
  'neighbours.export_wishes': readers,
  'neighbours.note_wish': pairing(400, 400),
  'neighbours.get_wish': reading,
  // It was agreed to already, and nobody is asked anew.
  'neighbours.agree_wish': pairing(409),
  'neighbours.agree_wish_anew': pairing(409),
  'neighbours.withdraw_wish': nobodys,
  'neighbours.reveal_wish': pairing(200),
  // Somebody is asked already.
  'neighbours.ask': pairing(422),
  'neighbours.suggest': pairing(200, 200),
  'neighbours.pairings': readers,
  'neighbours.export_pairings': readers,
  'neighbours.pairing': reading,
  // A yes of the office itself, without a note.
  'neighbours.answer': ofBoth('401 403 404 403 403 400 400 400 404 404 404 404'),
  // Nothing runs yet.
  'neighbours.contact': ofBoth('401 409 404 403 403 409 409 409 404 404 404 404'),
  'neighbours.explain': pairing(409),
  'neighbours.thank': ofBoth('401 409 404 403 403 409 409 409 404 404 404 404'),
  // For the volunteer alone.
  'neighbours.wall_answer': ofBoth('401 403 404 403 403 403 403 403 404 404 404 404'),
  'neighbours.end': ofBoth('401 409 404 403 403 409 409 409 404 404 404 404'),
  // For those in charge of the household; one that is none.
  'neighbours.heard': '401 403 403 403 403 200 200 403 403 403 403 403',
  'neighbours.step_heard': '401 403 403 403 403 404 404 403 403 403 403 403',
  'neighbours.teams': readers,
  'neighbours.teams_of': everybody,
  'neighbours.form_team': keeping(400, 400),
  'neighbours.team': { near: signedIn, far: signedIn, foreign: nobodys },
  'neighbours.change_team': keeping(200),
  'neighbours.end_team': keeping(400, 400),
  // Who asks offers no help.
  'neighbours.join_team': {
    near: '    401 422 422 422 422 422 422 422 422 422 422 422',
    far: '     401 422 422 422 422 422 422 422 422 422 422 422',
    foreign: nobodys,
  },
  'neighbours.leave_team': nobodys,
  // Who is a member already.
  'neighbours.settle_member': {
    near: '    401 403 403 403 403 403 409 409 403 403 403 403',
    far: '     401 403 403 403 403 403 403 403 403 403 403 403',
    foreign: nobodys,
  },
  'neighbours.reveal_member': {
    near: '    401 403 403 403 403 403 200 200 403 403 403 403',
    far: '     401 403 403 403 403 403 403 403 403 403 403 403',
    foreign: nobodys,
  },
  'neighbours.host_activity': keeping(400, 400),
}

const reason = '约上门的时间'

/** A request to each of them. */
export const neighboursRequests: Requests = {
  'neighbours.mine': () => ({}),
  'neighbours.offer': () => ({ body: { consent: false } }),
  'neighbours.stop': () => ({ body: {} }),
  'neighbours.skills_near': () => ({}),
  'neighbours.wish': () => ({ body: { consent: false } }),
  'neighbours.my_pairing': ({ neighbour: { pairingId } }) => ({ params: { pairingId } }),
  'neighbours.wall': (of) => ({ query: { placeId: of.community } }),
  'neighbours.volunteers': () => ({}),
  'neighbours.export_volunteers': () => ({}),
  'neighbours.register_volunteer': () => ({ body: {} }),
  'neighbours.volunteer': ({ neighbour: { volunteerId } }) => ({ params: { volunteerId } }),
  'neighbours.withdraw_volunteer': () => ({ params: { volunteerId: newId() }, body: {} }),
  'neighbours.reveal_volunteer': ({ neighbour: { volunteerId } }) => ({ params: { volunteerId }, body: { reason } }),
  'neighbours.skill_counts': () => ({}),
  'neighbours.figures': () => ({}),
  'neighbours.wishes': () => ({}),
  'neighbours.export_wishes': () => ({}),
  'neighbours.note_wish': () => ({ body: {} }),
  'neighbours.get_wish': ({ neighbour: { wishId } }) => ({ params: { wishId } }),
  'neighbours.agree_wish': ({ neighbour: { wishId } }) => ({
    params: { wishId },
    body: { name: '周奶奶', consentHow: 'spoken', consentNote: '当面同意', consentVersion: 1 },
  }),
  'neighbours.agree_wish_anew': ({ neighbour: { wishId } }) => ({
    params: { wishId },
    body: { consentHow: 'spoken', consentNote: '当面同意', consentVersion: 1 },
  }),
  'neighbours.withdraw_wish': () => ({ params: { wishId: newId() }, body: {} }),
  'neighbours.reveal_wish': ({ neighbour: { wishId } }) => ({ params: { wishId }, body: { reason } }),
  'neighbours.ask': ({ neighbour: { wishId, volunteerId } }) => ({ params: { wishId }, body: { volunteerId } }),
  'neighbours.suggest': () => ({ body: {} }),
  'neighbours.pairings': () => ({}),
  'neighbours.export_pairings': () => ({}),
  'neighbours.pairing': ({ neighbour: { pairingId } }) => ({ params: { pairingId } }),
  'neighbours.answer': ({ neighbour: { pairingId } }) => ({
    params: { pairingId },
    body: { yes: true, side: 'staff' },
  }),
  'neighbours.contact': ({ neighbour: { pairingId } }) => ({ params: { pairingId }, body: { how: 'call' } }),
  'neighbours.explain': ({ neighbour: { pairingId } }) => ({ params: { pairingId }, body: { why: '回老家' } }),
  'neighbours.thank': ({ neighbour: { pairingId } }) => ({
    params: { pairingId },
    body: { words: '谢谢', wall: false, met: false },
  }),
  'neighbours.wall_answer': ({ neighbour: { pairingId } }) => ({ params: { pairingId }, body: { agree: true } }),
  'neighbours.end': ({ neighbour: { pairingId } }) => ({ params: { pairingId }, body: { reason: 'other' } }),
  'neighbours.heard': () => ({}),
  'neighbours.step_heard': () => ({ params: { heardId: newId() }, body: { step: 'invite' } }),
  'neighbours.teams': () => ({}),
  'neighbours.teams_of': (of) => ({ query: { placeId: of.community } }),
  'neighbours.form_team': () => ({ body: {} }),
  'neighbours.team': ({ neighbour: { teamId } }) => ({ params: { teamId } }),
  'neighbours.change_team': ({ neighbour: { teamId, volunteerId: leaderId, compound } }) => ({
    params: { teamId },
    body: { name: '邻里帮帮团', purpose: '帮邻居做小事', compoundIds: [compound], leaderId },
  }),
  'neighbours.end_team': ({ neighbour: { teamId } }) => ({ params: { teamId }, body: { why: '' } }),
  'neighbours.join_team': ({ neighbour: { teamId } }) => ({ params: { teamId }, body: { nameShown: false } }),
  'neighbours.leave_team': ({ neighbour: { teamId } }) => ({ params: { teamId }, body: {} }),
  'neighbours.settle_member': ({ neighbour: { teamId, memberId } }) => ({
    params: { teamId, memberId },
    body: { step: 'accept' },
  }),
  'neighbours.reveal_member': ({ neighbour: { teamId, memberId } }) => ({
    params: { teamId, memberId },
    body: { reason },
  }),
  'neighbours.host_activity': ({ neighbour: { teamId } }) => ({ params: { teamId }, body: {} }),
}
