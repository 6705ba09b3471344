import { newId } from '../../kernel/contract/ids.ts'
import { aBudget, ballot } from '../../modules/choices/budget/budget.fixture.ts'
import { aQuestion } from '../../modules/choices/choices.fixture.ts'
import type { Row } from './expectations.ts'
import type { Requests } from './requests.ts'

// The columns are those of `expectations.ts`:
//                any res cen bui com gri com str dep fir sup adm
const readers = ' 401 403 403 403 403 403 200 200 403 403 200 403'
const nobodys = ' 401 404 404 404 404 404 404 404 404 404 404 404'

/** For who reads the register of a place: supervisors read all of their district. */
const reading: Row = {
  near: readers,
  far: '     401 403 403 403 403 403 404 404 403 403 200 403',
  foreign: ' 401 403 403 403 403 403 404 404 403 403 404 403',
}
/** For who keeps it; `near` is what community and street meet. */
const keeping = (near: number): Row => ({
  near: `   401 403 403 403 403 403 ${near} ${near} 403 403 403 403`,
  far: '     401 403 403 403 403 403 404 404 403 403 403 403',
  foreign: ' 401 403 403 403 403 403 404 404 403 403 403 403',
})
/** Refused for its state where one may read. */
const exporting: Row = {
  near: '    401 403 403 403 403 403 422 422 403 403 422 403',
  far: '     401 403 403 403 403 403 404 404 403 403 422 403',
  foreign: ' 401 403 403 403 403 403 404 404 403 403 404 403',
}
const byCode = (near: string): Row => ({ near, far: near, foreign: nobodys.replace('401', '404') })

/** What each role meets at the endpoints of module choices. */
export const choicesRows: Readonly<Record<string, Row>> = {
  'choices.compounds': readers,
  'choices.owners': reading,
  'choices.owner': reading,
  // Without a room: 400, before it is asked where.
  'choices.add_owner': '401 403 403 403 403 403 400 400 403 403 403 403',
  'choices.correct_owner': keeping(200),
  // The room has an owner.
  'choices.add_room': keeping(409),
  'choices.correct_room': keeping(200),
  'choices.reveal_owner': keeping(200),
  'choices.owner_template': '401 403 403 403 403 403 200 200 403 403 403 403',
  // No sheet comes with it.
  'choices.check_owners': '401 403 403 403 403 403 400 400 403 403 403 403',
  // There is no such sheet.
  'choices.accept_owners': '401 403 403 403 403 403 404 404 403 403 403 403',
  'choices.questions': readers,
  'choices.question': reading,
  // An id that is taken.
  'choices.plan': keeping(409),
  'choices.change': keeping(409),
  // It is announced already.
  'choices.step': keeping(409),
  'choices.answer_objection': keeping(404),
  // It has not been opened: no grid has anybody on its roll.
  'choices.roll': {
    near: '    401 403 403 403 403 404 200 200 403 403 200 403',
    far: '     401 403 403 403 403 404 404 404 403 403 200 403',
    foreign: ' 401 403 403 403 403 404 404 404 403 403 404 403',
  },
  // Not counted, and no roll is drawn.
  'choices.export_result': exporting,
  'choices.export_roll': exporting,
  'choices.take_vote': '401 403 403 403 403 404 404 404 403 403 403 403',
  'choices.notice': byCode('200 200 200 200 200 200 200 200 200 200 200 200'),
  'choices.vote': nobodys,
  // Words that are empty.
  'choices.object': '   401 400 400 400 400 400 400 400 400 400 400 400',
  'choices.mine': '     401 200 200 200 200 200 200 200 200 200 200 200',

  // Votes on budgets; notice was given of this one.
  'choices.budgets': readers,
  'choices.budget': reading,
  // An id that is taken.
  'choices.plan_budget': keeping(409),
  'choices.change_budget': keeping(409),
  'choices.step_budget': keeping(409),
  'choices.costed_ideas': keeping(200),
  'choices.export_budget': reading,
  'choices.voters': {
    near: '    401 403 403 200 200 200 200 200 403 403 200 403',
    far: '     401 403 403 404 404 404 404 404 403 403 200 403',
    foreign: ' 401 403 403 404 404 404 404 404 403 403 404 403',
  },
  // Who is registered already.
  'choices.add_voter': keeping(409),
  'choices.print_codes': keeping(200),
  // It is not open.
  'choices.type_ballot': {
    near: '    401 403 403 422 422 422 422 422 403 403 403 403',
    far: '     401 403 403 404 404 404 404 404 403 403 403 403',
    foreign: ' 401 403 403 404 404 404 404 404 403 403 403 403',
  },
  'choices.ballot_paper': byCode('200 200 200 200 200 200 200 200 200 200 200 200'),
  'choices.cast_ballot': byCode('422 422 422 422 422 422 422 422 422 422 422 422'),
  'choices.receipts': byCode('200 200 200 200 200 200 200 200 200 200 200 200'),
  'choices.my_ballots': '401 200 200 200 200 200 200 200 200 200 200 200',
}

const why = '核对登记簿'

/** A request to each of them. */
export const choicesRequests: Requests = {
  'choices.compounds': () => ({}),
  'choices.owners': (of) => ({ params: of.choices }),
  'choices.owner': (of) => ({ params: of.choices }),
  'choices.add_owner': (of) => ({ params: of.choices, body: { kind: 'person', name: '某人', rooms: [] } }),
  'choices.correct_owner': (of) => ({ params: of.choices, body: { why } }),
  'choices.add_room': (of) => ({
    params: of.choices,
    body: { buildingId: of.choices.buildingId, unit: '9', number: '901', areaCm2: 1, areaSource: 'survey', why },
  }),
  'choices.correct_room': (of) => ({ params: of.choices, body: { areaSource: 'survey', why } }),
  'choices.reveal_owner': (of) => ({ params: of.choices, body: { reason: why } }),
  'choices.owner_template': () => ({}),
  'choices.check_owners': (of) => ({ params: of.choices }),
  'choices.accept_owners': () => ({ params: { importId: newId() } }),
  'choices.questions': () => ({}),
  'choices.question': (of) => ({ params: of.choices }),
  'choices.plan': (of) => ({ body: { ...aQuestion, id: of.choices.questionId, placeId: of.choices.compoundId } }),
  'choices.change': (of) => ({ params: of.choices, body: aQuestion }),
  'choices.step': (of) => ({ params: of.choices, body: { step: 'announce' } }),
  'choices.answer_objection': (of) => ({
    params: { questionId: of.choices.questionId, objectionId: newId() },
    body: { words: '已核对' },
  }),
  'choices.roll': (of) => ({ params: of.choices }),
  'choices.export_result': (of) => ({ params: of.choices }),
  'choices.export_roll': (of) => ({ params: of.choices }),
  'choices.take_vote': (of) => ({
    params: of.choices,
    body: { ownerId: of.choices.ownerId, choice: 'agree', channel: 'door' },
  }),
  'choices.notice': (of) => ({ params: of.choices }),
  'choices.vote': (of) => ({ params: of.choices, body: { ownerId: of.choices.ownerId, choice: 'agree' } }),
  'choices.object': (of) => ({ params: of.choices, body: { words: '' } }),
  'choices.mine': () => ({}),

  'choices.budgets': () => ({}),
  'choices.budget': (of) => ({ params: of.budget }),
  'choices.plan_budget': (of) => ({ body: { ...aBudget, id: of.budget.budgetId, placeId: of.budget.placeId } }),
  'choices.change_budget': (of) => ({ params: of.budget, body: aBudget }),
  'choices.step_budget': (of) => ({ params: of.budget, body: { step: 'announce' } }),
  'choices.costed_ideas': (of) => ({ query: { callId: of.idea.callId } }),
  'choices.export_budget': (of) => ({ params: of.budget }),
  'choices.voters': (of) => ({ params: of.budget }),
  'choices.add_voter': (of) => ({ params: of.budget, body: { name: '周敏', household: '1栋 101' } }),
  'choices.print_codes': (of) => ({ params: of.budget, body: {} }),
  'choices.type_ballot': (of) => ({
    params: of.budget,
    body: { voterId: of.budget.voterId, ...ballot([1, 0, 0, 0]) },
  }),
  'choices.ballot_paper': (of) => ({ params: of.budget }),
  'choices.cast_ballot': (of) => ({ params: of.budget, body: ballot([1, 0, 0, 0]) }),
  'choices.receipts': (of) => ({ params: of.budget }),
  'choices.my_ballots': () => ({}),
}
