import { newId } from '../../kernel/contract/ids.ts'
import { anyPhone, aProject } from '../../modules/renewal/renewal.fixture.ts'
import type { Row } from './expectations.ts'
import type { Requests } from './requests.ts'

// The columns are those of `expectations.ts`:
//                any res cen bui com gri com str dep fir sup adm
const readers = ' 401 403 403 403 403 403 200 200 403 403 200 403'
const nobodys = ' 404 404 404 404 404 404 404 404 404 404 404 404'

/** For who runs projects; `near` is what community and street meet. */
const keeping = (near: number): Row => ({
  near: `   401 403 403 403 403 403 ${near} ${near} 403 403 403 403`,
  far: '     401 403 403 403 403 403 404 404 403 403 403 403',
  foreign: ' 401 403 403 403 403 403 404 404 403 403 403 403',
})

/** What each role meets at the endpoints of module renewal. */
export const renewalRows: Readonly<Record<string, Row>> = {
  'renewal.projects': readers,
  'renewal.export': readers,
  'renewal.figures': readers,
  'renewal.origins': keeping(200),
  // Who looks on reads a project that was started; supervisors read all of their district.
  'renewal.project': {
    near: '    401 403 403 200 200 200 200 200 403 403 200 403',
    far: '     401 403 403 404 404 404 404 404 403 403 200 403',
    foreign: ' 401 403 403 404 404 404 404 404 403 403 404 403',
  },
  'renewal.keepers': keeping(200),
  // An id that is taken.
  'renewal.plan': keeping(409),
  'renewal.change': keeping(200),
  // It is running, and its survey has begun.
  'renewal.step': keeping(409),
  'renewal.plan_stages': keeping(409),
  'renewal.begin_stage': keeping(409),
  'renewal.finish_stage': keeping(422),
  // Not what the survey asks for.
  'renewal.add_evidence': keeping(400),
  'renewal.undo_evidence': keeping(404),
  'renewal.delay': keeping(400),
  'renewal.save_source': keeping(200),
  // A source, an item, a place that the project does not have.
  'renewal.receive': keeping(400),
  'renewal.pay': keeping(400),
  'renewal.undo_receipt': keeping(404),
  'renewal.undo_payment': keeping(404),
  'renewal.add_item': keeping(400),
  'renewal.change_item': keeping(400),
  'renewal.drop_item': keeping(400),
  'renewal.add_spot': keeping(400),
  // A day that lies ahead.
  'renewal.add_photo': {
    near: '    401 403 403 400 400 400 400 400 403 403 403 403',
    far: '     401 403 403 404 404 404 404 404 403 403 403 403',
    foreign: ' 401 403 403 404 404 404 404 404 403 403 403 403',
  },
  'renewal.add_facility': keeping(400),
  'renewal.remove_facility': keeping(404),
  'renewal.answer': keeping(404),
  'renewal.hide_question': keeping(404),
  // That survey is not open yet.
  'renewal.type_in_answers': keeping(422),
  'renewal.name_inspector': keeping(200),
  'renewal.end_inspector': keeping(404),
  'renewal.at_project': {
    near: '    200 200 200 200 200 200 200 200 200 200 200 200',
    far: '     200 200 200 200 200 200 200 200 200 200 200 200',
    foreign: nobodys,
  },
  'renewal.mine': '          401 200 200 200 200 200 200 200 200 200 200 200',
  // Words that are empty, a score that there is not.
  'renewal.ask': '           401 400 400 400 400 400 400 400 400 400 400 400',
  'renewal.answer_survey': ' 401 400 400 400 400 400 400 400 400 400 400 400',
  // An item that it does not have, for who may report; 403 for staff who only see it.
  'renewal.report_defect': {
    near: '    401 404 404 403 403 403 400 400 404 404 403 404',
    far: '     401 404 404 404 404 404 404 404 404 404 403 404',
    foreign: ' 401 404 404 404 404 404 404 404 404 404 404 404',
  },
}

const why = '登记错了'
const onDay = '2026-11-20'

/** A request to each of them. */
export const renewalRequests: Requests = {
  'renewal.projects': () => ({}),
  'renewal.export': () => ({}),
  'renewal.figures': () => ({}),
  'renewal.origins': (of) => ({ query: { placeId: of.renewal.placeId } }),
  'renewal.project': (of) => ({ params: of.renewal }),
  'renewal.keepers': (of) => ({ params: of.renewal }),
  'renewal.plan': (of) => ({ body: { ...aProject(of.renewal.placeId), id: of.renewal.projectId } }),
  'renewal.change': (of) => ({ params: of.renewal, body: { words: '修路' } }),
  'renewal.step': (of) => ({ params: of.renewal, body: { step: 'start' } }),
  'renewal.plan_stages': (of) => ({
    params: of.renewal,
    body: { stages: [{ stage: 'survey', fromOn: onDay, untilOn: onDay }] },
  }),
  'renewal.begin_stage': (of) => ({ params: { ...of.renewal, stage: 'survey' }, body: {} }),
  'renewal.finish_stage': (of) => ({ params: { ...of.renewal, stage: 'survey' }, body: {} }),
  'renewal.add_evidence': (of) => ({
    params: { ...of.renewal, stage: 'survey' },
    body: { code: 'contract', onDay, words: '合同' },
  }),
  'renewal.undo_evidence': (of) => ({ params: { ...of.renewal, evidenceId: newId() }, body: { why } }),
  'renewal.delay': (of) => ({
    params: { ...of.renewal, stage: 'survey' },
    body: { reason: 'weather', words: '下雨', newOn: '2026-01-01' },
  }),
  'renewal.save_source': (of) => ({ params: of.renewal, body: { kind: 'street', plannedFen: 1 } }),
  'renewal.receive': (of) => ({ params: of.renewal, body: { sourceId: newId(), fen: 1, onDay } }),
  'renewal.pay': (of) => ({ params: of.renewal, body: { itemId: newId(), payee: '某公司', fen: 1, onDay } }),
  'renewal.undo_receipt': (of) => ({ params: { ...of.renewal, receiptId: newId() }, body: { why } }),
  'renewal.undo_payment': (of) => ({ params: { ...of.renewal, paymentId: newId() }, body: { why } }),
  'renewal.add_item': (of) => ({
    params: of.renewal,
    body: { code: 'B05', placeId: newId(), words: '修路' },
  }),
  'renewal.change_item': (of) => ({ params: { ...of.renewal, itemId: newId() }, body: { words: '修路' } }),
  'renewal.drop_item': (of) => ({ params: { ...of.renewal, itemId: newId() }, body: { why } }),
  'renewal.add_spot': (of) => ({ params: of.renewal, body: { name: '门口', placeId: newId() } }),
  'renewal.add_photo': (of) => ({
    params: of.renewal,
    body: { phase: 'before', fileId: newId(), onDay: '2999-01-01' },
  }),
  'renewal.add_facility': (of) => ({
    params: of.renewal,
    body: {
      ...{ itemId: newId(), kind: 'bench', name: '长椅', placeId: newId(), point: { lng: 102.7, lat: 25 } },
      ...{ keeperPostId: newId(), rhythmDays: 30 },
    },
  }),
  'renewal.remove_facility': (of) => ({ params: { ...of.renewal, facilityId: newId() }, body: {} }),
  'renewal.answer': (of) => ({ params: { ...of.renewal, questionId: newId() }, body: { words: '下周' } }),
  'renewal.hide_question': (of) => ({ params: { ...of.renewal, questionId: newId() }, body: { reason: 'advert' } }),
  'renewal.type_in_answers': (of) => ({ params: of.renewal, body: { survey: 'after', answers: [{ score: 5 }] } }),
  'renewal.name_inspector': (of) => ({ params: of.renewal, body: { name: '某人', phone: anyPhone } }),
  'renewal.end_inspector': (of) => ({ params: { ...of.renewal, inspectorId: newId() }, body: {} }),
  'renewal.at_project': (of) => ({ params: of.renewal }),
  'renewal.mine': () => ({}),
  'renewal.ask': (of) => ({ params: of.renewal, body: { words: '' } }),
  'renewal.answer_survey': (of) => ({ params: of.renewal, body: { score: 9 } }),
  'renewal.report_defect': (of) => ({ params: of.renewal, body: { itemId: newId(), words: '裂缝' } }),
}
