import { newId } from '../../kernel/contract/ids.ts'
import { aCall } from '../../modules/ideas/ideas.fixture.ts'
import type { Row } from './expectations.ts'
import type { Requests } from './requests.ts'

// The columns are those of `expectations.ts`:
//                   any res cen bui com gri com str dep fir sup adm
const readers = '    401 403 403 200 200 200 200 200 403 403 200 403'
const everybody = '  200 200 200 200 200 200 200 200 200 200 200 200'
const gone = '       404 404 404 404 404 404 404 404 404 404 404 404'
const signedIn = '   401 200 200 200 200 200 200 200 200 200 200 200'
const noKeeper = '   401 403 403 403 403 403 404 404 403 403 403 403'

/** What community and street meet at a call or idea of theirs. */
const keepersOnly = (near: number, far = 404): Row => ({
  near: `   401 403 403 403 403 403 ${near} ${near} 403 403 403 403`,
  far: `    401 403 403 403 403 403 ${far} ${far} 403 403 403 403`,
  foreign: noKeeper,
})
/** Everybody sees it here; nobody from another district. */
const here = (row: string): Row => ({ near: row, far: row, foreign: gone })

/** What each role meets at the endpoints of module ideas. */
export const ideasRows: Readonly<Record<string, Row>> = {
  'ideas.calls': readers,
  // Days that run backwards: 400.
  'ideas.plan_call': keepersOnly(400),
  'ideas.call': {
    near: '    401 403 403 200 200 200 200 200 403 403 200 403',
    // The supervisor answers for the whole district.
    far: '     401 403 403 404 404 404 404 404 403 403 200 403',
    foreign: ' 401 403 403 404 404 404 404 404 403 403 404 403',
  },
  'ideas.change_call': keepersOnly(200),
  // It is open already.
  'ideas.step_call': keepersOnly(409),
  'ideas.number_forms': keepersOnly(200),
  'ideas.list': readers,
  'ideas.export': readers,
  'ideas.figures': readers,
  // Everybody may read an idea that is published; who does not manage its call may not steer it.
  'ideas.moderate': keepersOnly(409, 403),
  'ideas.decide_appeal': keepersOnly(404, 403),
  'ideas.cost': keepersOnly(200, 403),
  'ideas.end': keepersOnly(400, 403),
  'ideas.merge': keepersOnly(404),
  'ideas.undo_merge': keepersOnly(404),
  'ideas.reveal_author': keepersOnly(200, 403),
  'ideas.at_call': here(everybody),
  'ideas.of_call': here(everybody),
  'ideas.similar': here(everybody),
  // A blank title: 400.
  'ideas.give': here('400 400 400 400 400 400 400 400 400 400 400 400'),
  // There is no form with that number: 400; somebody else's place: 404.
  'ideas.type_in': {
    near: '    401 403 403 404 404 404 400 400 403 403 403 403',
    far: '     401 403 403 404 404 404 404 404 403 403 403 403',
    foreign: ' 401 403 403 404 404 404 404 404 403 403 403 403',
  },
  'ideas.mine': signedIn,
  'ideas.idea': here(everybody),
  // The receipt code is the key, whoever shows it.
  'ideas.by_receipt': here(everybody),
  'ideas.amend': here('403 403 403 403 403 403 403 403 403 403 403 403'),
  'ideas.withdraw': here('403 403 403 403 403 403 403 403 403 403 403 403'),
  'ideas.endorse': {
    near: '    401 200 200 200 200 200 200 200 200 200 200 200',
    far: '     401 200 200 200 200 200 200 200 200 200 200 200',
    foreign: ' 401 404 404 404 404 404 404 404 404 404 404 404',
  },
  // The question is not there: staff of the call and its author alone answer.
  'ideas.remark': {
    near: '    403 403 403 403 403 403 400 400 403 403 403 403',
    far: '     403 403 403 403 403 403 403 403 403 403 403 403',
    foreign: gone,
  },
  // To all but its author and staff of the call a hidden one does not exist; staff do not appeal for others.
  'ideas.appeal': {
    near: '    404 404 404 404 404 404 403 403 404 404 404 404',
    far: gone,
    foreign: gone,
  },
}

/** A request to each of them. */
export const ideasRequests: Requests = {
  'ideas.calls': () => ({}),
  'ideas.plan_call': (of) => ({ body: aCall(of.community as never, { untilOn: '2026-01-01' }) }),
  'ideas.call': (of) => ({ params: of.idea }),
  'ideas.change_call': (of) => ({ params: of.idea, body: {} }),
  'ideas.step_call': (of) => ({ params: of.idea, body: { step: 'open' } }),
  'ideas.number_forms': (of) => ({ params: of.idea, body: { copies: 1 } }),
  'ideas.list': () => ({}),
  'ideas.export': () => ({}),
  'ideas.figures': () => ({}),
  'ideas.moderate': (of) => ({ params: of.idea, body: { act: 'publish' } }),
  'ideas.decide_appeal': (of) => ({
    params: { ...of.idea, appealId: newId() },
    body: { restore: true, words: '可以公开' },
  }),
  'ideas.cost': (of) => ({ params: of.idea, body: { costFen: 100 } }),
  'ideas.end': (of) => ({ params: of.idea, body: { end: 'decline' } }),
  'ideas.merge': (of) => ({ params: of.idea, body: { ideaIds: [newId(), newId()] } }),
  'ideas.undo_merge': (of) => ({ params: { ...of.idea, mergeId: newId() }, body: {} }),
  'ideas.reveal_author': (of) => ({ params: of.idea, body: { reason: '电话联系' } }),
  'ideas.at_call': (of) => ({ params: of.idea }),
  'ideas.of_call': (of) => ({ params: of.idea }),
  'ideas.similar': (of) => ({ params: of.idea, body: { text: '楼下装长椅' } }),
  'ideas.give': (of) => ({ params: of.idea, body: { title: ' ', body: '请社区考虑。' } }),
  'ideas.type_in': (of) => ({
    params: of.idea,
    body: {
      title: '加扶手',
      body: '请社区考虑。',
      formNumber: 999_999,
      name: '某人',
      consent: true,
      consentVersion: 1,
    },
  }),
  'ideas.mine': () => ({}),
  'ideas.idea': (of) => ({ params: of.idea }),
  'ideas.by_receipt': (of) => ({ params: of.idea }),
  'ideas.amend': (of) => ({ params: of.idea, body: { title: '换一个', body: '换一个说法。' } }),
  'ideas.withdraw': (of) => ({ params: of.idea, body: {} }),
  'ideas.endorse': (of) => ({ params: of.idea, body: { endorse: true } }),
  'ideas.remark': (of) => ({ params: of.idea, body: { words: '不知道', questionId: newId() } }),
  'ideas.appeal': (of) => ({ params: { ideaId: of.idea.hiddenId }, body: { words: '不该隐藏' } }),
}
