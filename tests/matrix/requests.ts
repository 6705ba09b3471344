import { newId } from '../../kernel/contract/ids.ts'
import type { LooseArgs } from '../../kernel/web/client.ts'
import { defaultKinds } from '../../modules/matters/public.ts'
import { auditRequests } from './audit.ts'
import { briefingsRequests } from './briefings.ts'
import { channelsRequests } from './channels.ts'
import { choicesRequests } from './choices.ts'
import { consultationsRequests } from './consultations.ts'
import { employmentRequests } from './employment.ts'
import { enterprisesRequests } from './enterprises.ts'
import { facilitiesRequests } from './facilities.ts'
import { financeRequests } from './finance.ts'
import { gatheringsRequests } from './gatherings.ts'
import { hoursRequests } from './hours.ts'
import { householdsRequests } from './households.ts'
import { ideasRequests } from './ideas.ts'
import { incomingRequests } from './incoming.ts'
import { lettersRequests } from './letters.ts'
import { mediationRequests } from './mediation.ts'
import { neighboursRequests } from './neighbours.ts'
import { observersRequests } from './observers.ts'
import { open311Requests } from './open311.ts'
import { placesRequests } from './places.ts'
import { policiesRequests } from './policies.ts'
import { privacyRequests } from './privacy.ts'
import { renewalRequests } from './renewal.ts'
import { rosterRequests } from './roster.ts'
import { safetyRequests } from './safety.ts'
import { stationsRequests } from './stations.ts'
import type { Subjects } from './subjects.fixture.ts'
import { takeoutRequests } from './takeouts.ts'
import { visitsRequests } from './visits.ts'

export type Requests = Readonly<Record<string, (of: Subjects) => LooseArgs>>

const nothing = () => ({})
const aFormula = {
  ...{ name: { zh: '满意率', en: 'Satisfied' }, meaning: { zh: '', en: '' }, source: '试验' },
  ...{ numerator: ['satisfied'], denominator: ['rated'], exclusions: [], partly: null, shown: true },
}
const importId = () => ({ params: { importId: newId() } })
const filed = { body: '楼道里有人堆放杂物,请来看看', category: '080201' }

const kindCode = () => ({ params: { code: 'demand' } })
const aTree = () => ({ params: { tree: 'liren' } })
const aCategory = { code: '77', parent: null, name: { zh: '试', en: 'Try' }, keywords: [], retired: false }
const calendar = { timeZone: 'Asia/Shanghai', hours: [{ from: '09:00', to: '17:00' }], overrides: {} }
const kindSpec = defaultKinds[0]?.spec

/**
 * A request to each endpoint about the things of one side. Where a request would change what the next one meets, it is one
 * that is let in and then refused for what it says.
 */
export const requests: Requests = {
  'places.by_code': (of) => ({ params: { code: of.placeCode } }),
  'places.children': (of) => ({ query: { parentId: of.community } }),
  'places.search': () => ({ query: { q: '机床厂' } }),
  'places.map': (of) => ({ query: { placeId: of.community } }),
  'places.grids': (of) => ({ query: { placeId: of.community } }),
  'places.move_to_grid': (of) => ({ params: { gridId: of.grid }, body: { placeIds: [of.place], why: '维持不变' } }),
  'places.preview_move': (of) => ({ params: { gridId: of.grid }, body: { placeIds: [of.place] } }),
  'places.moves': nothing,
  'places.get': (of) => ({ params: { placeId: of.place } }),
  'places.add': (of) => ({ params: { placeId: of.place }, body: { level: 'district', name: '某地' } }),
  'places.change': (of) => ({ params: { placeId: of.place }, body: { name: '2栋' } }),
  'places.retire': (of) => ({ params: { placeId: of.community }, body: { why: '下面还有小区' } }),
  'places.name_level': () => ({ params: { code: 'none' }, body: { zh: '无', en: 'None' } }),
  'places.posters': (of) => ({ params: { placeId: of.place } }),
  ...placesRequests,
  'places.cancel_move': () => ({ params: { moveId: newId() } }),

  'people.sign_in': () => ({ body: { login: `nobody-${newId().slice(-8)}`, password: 'not-the-password' } }),
  'people.sign_in_with_code': () => ({ body: { login: `nobody-${newId().slice(-8)}`, code: '00000000' } }),
  'people.look_at_link': () => ({ body: { token: 'not-a-link' } }),
  'people.sign_in_by_link': () => ({ body: { token: 'not-a-link' } }),
  'people.sign_out': nothing,
  'people.me': nothing,
  'people.change_password': () => ({ body: { current: 'not-the-password', next: 'kettle-harbour-violet' } }),
  'people.start_second_factor': () => ({ body: { password: 'not-the-password' } }),
  'people.confirm_second_factor': () => ({ body: { code: '000000' } }),
  'people.remove_second_factor': () => ({ body: { password: 'not-the-password', code: '000000' } }),
  'people.my_sessions': nothing,
  'people.prove': () => ({ body: {} }),
  'people.oidc_provider': nothing,
  'people.begin_oidc': () => ({ body: {} }),
  'people.sign_in_by_oidc': () => ({ body: { code: 'none', state: 'none' } }),
  'people.oidc_code': () => ({ body: { code: '000000' } }),
  'people.oidc_settings': nothing,
  'people.save_oidc': () => ({
    body: {
      ...{ isOn: false, name: '统一登录', nameEn: 'Office', issuer: 'https://id.example', clientId: 'liren' },
      ...{ scopes: 'openid', accountClaim: 'sub', opensAccounts: false, base: 0 },
      mapping: [{ claim: 'groups', value: 'a', postId: newId() as never }],
    },
  }),
  'people.safety': nothing,
  'people.save_safety': () => ({ body: { secondFactor: true, proofMinutes: 30 } }),
  'people.tokens': nothing,
  'people.make_token': () => ({ body: { name: '大屏', postId: newId(), scopes: ['matters'], days: 30 } }),
  'people.revoke_token': () => ({ params: { tokenId: newId() } }),
  'people.consent_text': () => ({ params: { purpose: 'neighbours.help' } }),
  'people.my_consents': nothing,
  'people.agree_anew': () => ({ params: { purpose: 'employment.jobs' }, body: { version: 1 } }),
  'people.take_consent_back': () => ({ params: { purpose: 'no.such' }, body: {} }),
  'people.consent_purposes': nothing,
  'people.consent_versions': () => ({ params: { purpose: 'neighbours.help' } }),
  'people.save_consent_text': () => ({
    params: { purpose: 'neighbours.help' },
    body: {
      zh: '我自愿参加志愿服务，同意使用以上内容。',
      en: 'I volunteer and agree to that.',
      asksAnew: true,
      why: '增加用途',
      after: 9,
    },
  }),
  'people.revoke_session': () => ({ params: { sessionId: newId() } }),
  ...rosterRequests,
  'people.set_up_state': nothing,
  'people.set_up': () => ({
    body: {
      setUpCode: 'not-the-code',
      tenantCode: '530199',
      tenantName: '某区',
      name: '某人',
      login: 'somebody',
      password: 'kettle-harbour-violet',
    },
  }),
  'people.posts': nothing,
  'people.chain': (of) => ({ params: { placeId: of.place } }),
  'people.appoint': (of) => ({ params: { postId: of.post }, body: { personId: of.holder, why: '已经在任' } }),
  'people.end_tenure': (of) => ({ params: { postId: of.root }, body: { why: '不能空缺' } }),
  'people.preview_handover': (of) => ({ params: { postId: of.post } }),
  'people.hand_over': (of) => ({ params: { postId: of.post }, body: { personId: of.holder, why: '已经在任' } }),
  'people.cancel_handover': (of) => ({ params: { handoverId: of.handover } }),
  'people.handovers': nothing,
  'people.handover': (of) => ({ params: { handoverId: of.handover } }),
  'people.post_kinds': nothing,
  'people.add_post': (of) => ({ body: { kind: 'grid_worker', placeId: of.community, name: '网格员' } }),
  'people.abolish_post': (of) => ({ params: { postId: of.root }, body: { why: '不能撤销' } }),
  'people.vacancies': nothing,
  'people.tenures': (of) => ({ params: { postId: of.post } }),
  'people.record_absence': (of) => ({
    params: { postId: of.post },
    body: { fromAt: '2026-12-05T00:00:00Z', toAt: '2026-12-01T00:00:00Z', why: '先结束后开始' },
  }),
  'people.cancel_absence': (of) => ({ params: { absenceId: of.absence } }),
  'people.persons': () => ({ query: { q: '张' } }),
  'people.add_person': () => ({ body: { name: '某人', login: 'community1' } }),
  'people.end_sessions': (of) => ({ params: { personId: of.person } }),
  'people.issue_code': (of) => ({ params: { personId: of.person }, body: {} }),

  'files.upload': nothing,
  'files.read': (of) => ({ params: { fileId: of.picture } }),

  'notices.list': nothing,
  'notices.count': nothing,
  'notices.read': () => ({ params: { noticeId: newId() } }),
  'notices.read_all': () => ({ body: {} }),
  'notices.live': nothing,

  'matters.kinds': nothing,
  'matters.rule_sets': nothing,
  'matters.kind_rules': kindCode,
  'matters.try_kind_rules': () => ({ ...kindCode(), body: { spec: kindSpec } }),
  'matters.save_kind_rules': () => ({ ...kindCode(), body: { spec: kindSpec, base: 0, running: 'keep' } }),
  'matters.add_kind': () => ({
    body: {
      name: { zh: '施工扰民', en: 'Building noise' },
      description: { zh: '', en: '' },
      from: 'nothing',
      source: '通知',
    },
  }),
  'matters.category_rules': aTree,
  'matters.category_version': () => ({ params: { ...aTree().params, version: 1 } }),
  'matters.duty_version': () => ({ params: { version: 1 } }),
  'matters.ladder_version': () => ({ params: { version: 1 } }),
  'matters.template_version': () => ({ params: { version: 1 } }),
  'matters.script_version': () => ({ params: { version: 1 } }),
  // Without what was there: 400.
  'matters.try_category_rules': () => ({ ...aTree(), body: { tree: [aCategory] } }),
  'matters.save_category_rules': () => ({ ...aTree(), body: { tree: [aCategory], base: 0, source: '通知' } }),
  'matters.duty_rules': nothing,
  'matters.try_duty_rules': () => ({ body: { list: [] } }),
  'matters.save_duty_rules': () => ({ body: { list: [], base: 0, source: '通知' } }),
  'matters.ladder_rules': nothing,
  'matters.try_ladder_rules': () => ({ body: { ladders: [] } }),
  'matters.save_ladder_rules': () => ({ body: { ladders: [], base: 0, source: '通知' } }),
  'matters.template_rules': nothing,
  'matters.try_template_rules': () => ({ body: { templates: [] } }),
  'matters.save_template_rules': () => ({ body: { templates: [], base: 0, source: '通知' } }),
  'matters.templates': (of) => ({ params: { matterId: of.matter }, query: { action: 'resolve' } }),
  'matters.script_rules': nothing,
  'matters.try_script_rules': () => ({ body: { scripts: [] } }),
  'matters.save_script_rules': () => ({ body: { scripts: [], base: 0, source: '通知' } }),
  'matters.call_script': () => ({ query: { kind: 'demand' } }),
  'matters.bulletins': nothing,
  'matters.order_paper': (of) => ({ params: { matterId: of.matter, measureId: of.order } }),
  'matters.calendar_rules': nothing,
  'matters.try_calendar_rules': () => ({ body: { calendar } }),
  'matters.save_calendar_rules': () => ({ body: { calendar, base: 0, source: '通知' } }),
  'matters.report': (of) => ({ body: { kind: 'demand', placeId: of.place, ...filed } }),
  'matters.take_down': (of) => ({ body: { kind: 'demand', channel: 'phone', placeId: of.place, ...filed } }),
  'matters.patrol_report': (of) => ({ body: { kind: 'patrol', placeId: of.place, ...filed } }),
  'matters.similar': (of) => ({ body: { text: '楼道灯不亮', placeId: of.place } }),
  'matters.draft': () => ({ body: { text: '机床厂小区1栋楼道灯坏了' } }),
  'matters.follow': (of) => ({ params: { matterId: of.loose } }),
  'matters.unfollow': (of) => ({ params: { matterId: of.loose } }),
  'matters.list': nothing,
  'matters.export': nothing,
  'matters.my_work': nothing,
  'matters.followed': nothing,
  'matters.points': nothing,
  'matters.grid_load': nothing,
  'matters.call_backs': nothing,
  'matters.community_page': (of) => ({ params: { code: of.communityCode } }),
  'matters.get': (of) => ({ params: { matterId: of.matter } }),
  'matters.track': (of) => ({ params: { receiptCode: of.receiptCode } }),
  'matters.assignees': (of) => ({ params: { matterId: of.matter } }),
  'matters.act': (of) => ({ params: { matterId: of.matter }, body: { action: 'comment' } }),
  'matters.act_by_receipt': (of) => ({ params: { receiptCode: of.receiptCode }, body: { action: 'comment' } }),
  'matters.act_on_many': (of) => ({ body: { matterIds: [of.matter], act: { action: 'comment' } } }),
  'matters.reveal': (of) => ({ params: { matterId: of.matter }, body: { reason: '需要电话联系' } }),

  'matters.rally_teams': nothing,
  'matters.save_rally_team': (of) => ({
    body: { name: '企业帮帮团', placeId: of.community, posts: [of.post], leadPostId: of.post },
  }),
  'matters.end_rally_team': () => ({ params: { teamId: newId() } }),

  'matters.imports': nothing,
  'matters.import_template': nothing,
  'matters.upload_import': nothing,
  'matters.import': importId,
  'matters.preview_import': importId,
  'matters.import_errors': importId,
  'matters.import_returned': importId,
  'matters.import_figures': importId,
  'matters.map_import': () => ({ ...importId(), body: {} }),
  'matters.check_import': importId,
  'matters.accept_import': importId,
  'matters.cancel_import': importId,
  'matters.undo_import': importId,

  ...takeoutRequests,
  ...visitsRequests,
  ...gatheringsRequests,
  ...observersRequests,
  ...briefingsRequests,
  ...enterprisesRequests,
  ...policiesRequests,
  ...financeRequests,
  ...employmentRequests,
  ...ideasRequests,
  ...consultationsRequests,
  ...choicesRequests,
  ...facilitiesRequests,
  ...householdsRequests,
  ...neighboursRequests,
  ...mediationRequests,
  ...stationsRequests,
  ...safetyRequests,
  ...channelsRequests,
  ...incomingRequests,
  ...lettersRequests,
  ...open311Requests,
  ...privacyRequests,
  ...auditRequests,
  ...renewalRequests,
  ...hoursRequests,

  'matters.formulas': nothing,
  'matters.try_formula': () => ({ body: { code: 'satisfaction', spec: aFormula } }),
  'matters.save_formula': () => ({
    params: { code: 'reported' },
    body: { spec: aFormula, note: '试验', basedOn: 0 },
  }),
  'matters.return_to_formula': () => ({ params: { code: 'no_such' }, body: { version: 0, basedOn: 0 } }),
  'places.populations': nothing,
  'places.save_population': (of) => ({
    body: { placeId: of.community, year: 2025, residents: 9976, source: '第七次人口普查' },
  }),

  'briefings.board': (of) => ({ query: { from: '2026-11', to: '2026-11', placeId: of.community } }),
}
