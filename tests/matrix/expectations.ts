import type { Action } from '../../modules/matters/matter.ts'
import { auditRows } from './audit.ts'
import { briefingsRows } from './briefings.ts'
import { channelsRows } from './channels.ts'
import { choicesRows } from './choices.ts'
import { consultationsRows } from './consultations.ts'
import { employmentRows } from './employment.ts'
import { enterprisesRows } from './enterprises.ts'
import { facilitiesRows } from './facilities.ts'
import { financeRows } from './finance.ts'
import { gatheringsRows } from './gatherings.ts'
import { hoursRows } from './hours.ts'
import { householdsRows } from './households.ts'
import { ideasRows } from './ideas.ts'
import { incomingRows } from './incoming.ts'
import { lettersRows } from './letters.ts'
import { mediationRows } from './mediation.ts'
import { neighboursRows } from './neighbours.ts'
import { observersRows } from './observers.ts'
import { open311Rows } from './open311.ts'
import { placesRows } from './places.ts'
import { policiesRows } from './policies.ts'
import { privacyRows } from './privacy.ts'
import { renewalRows } from './renewal.ts'
import { rosterRows } from './roster.ts'
import { safetyRows } from './safety.ts'
import { stationsRows } from './stations.ts'
import { takeoutRows } from './takeouts.ts'
import { visitsRows } from './visits.ts'

// What each role meets at each endpoint, declared by hand: the answer's status for
//   nobody signed in · resident · centre household · building lead · compound secretary · grid worker ·
//   community · street · department · property firm · supervisor · administrator

/** The columns: somebody of the small town who stands for the role. */
export const personas = [
  'anyone',
  'resident1',
  'centerHousehold111',
  'buildingLead111',
  'compoundSecretary11',
  'gridWorker11',
  'community1',
  'street1',
  'waterDepartment',
  'propertyFirm1',
  'supervisor',
  'administrator',
] as const
export type Persona = (typeof personas)[number]

/** Where the thing lies that is asked for: within everybody's area, in another street, in another district. */
export const sides = ['near', 'far', 'foreign'] as const
export type Side = (typeof sides)[number]

/** A line a side; one line where it makes no difference where. */
export type Row = string | Readonly<Record<Side, string>>

//                   any res cen bui com gri com str dep fir sup adm
export const everybody = '  200 200 200 200 200 200 200 200 200 200 200 200'
export const signedIn = '   401 200 200 200 200 200 200 200 200 200 200 200'
export const readers = '    401 403 200 200 200 200 200 200 200 200 200 403'
export const offices = '    401 403 403 403 403 403 200 200 403 403 403 403'
export const desks = '      401 403 403 403 200 200 200 200 403 403 403 403'
export const gone = '       404 404 404 404 404 404 404 404 404 404 404 404'
export const goneForAll = ' 401 404 404 404 404 404 404 404 404 404 404 404'
export const invalid = '    400 400 400 400 400 400 400 400 400 400 400 400'
export const invalidForAll = '401 400 400 400 400 400 400 400 400 400 400 400'
export const noOffice = '   401 403 403 403 403 403 404 404 403 403 403 403'

/** Every endpoint of the program. One that is missing here fails the test. */
export const expectations: Readonly<Record<string, Row>> = {
  'places.by_code': { near: everybody, far: everybody, foreign: gone },
  'places.children': { near: everybody, far: everybody, foreign: gone },
  'places.search': everybody,
  'places.map': { near: everybody, far: everybody, foreign: gone },
  'places.grids': everybody,
  'places.move_to_grid': {
    near: '    401 403 403 403 403 403 403 200 403 403 403 200',
    far: '     401 403 403 403 403 403 403 404 403 403 403 200',
    foreign: ' 401 403 403 403 403 403 403 404 403 403 403 404',
  },
  'places.preview_move': {
    near: '    401 403 403 403 403 403 403 200 403 403 403 200',
    far: '     401 403 403 403 403 403 403 404 403 403 403 200',
    foreign: ' 401 403 403 403 403 403 403 404 403 403 403 404',
  },
  'places.moves': '401 403 403 403 403 403 200 200 403 403 403 200',
  'places.get': {
    near: '    401 403 403 403 403 403 200 200 403 403 403 200',
    far: '     401 403 403 403 403 403 404 404 403 403 403 200',
    foreign: ' 401 403 403 403 403 403 404 404 403 403 403 404',
  },
  // Let in, then refused for what is asked.
  'places.add': {
    near: '    401 403 403 403 403 403 403 400 403 403 403 400',
    far: '     401 403 403 403 403 403 403 404 403 403 403 400',
    foreign: ' 401 403 403 403 403 403 403 404 403 403 403 404',
  },
  'places.change': {
    near: '    401 403 403 403 403 403 403 409 403 403 403 409',
    far: '     401 403 403 403 403 403 403 404 403 403 403 409',
    foreign: ' 401 403 403 403 403 403 403 404 403 403 403 404',
  },
  'places.retire': {
    near: '    401 403 403 403 403 403 403 422 403 403 403 422',
    far: '     401 403 403 403 403 403 403 404 403 403 403 422',
    foreign: ' 401 403 403 403 403 403 403 404 403 403 403 404',
  },
  'places.name_level': '401 403 403 403 403 403 403 403 403 403 403 404',
  'places.posters': {
    near: '    401 403 403 403 403 403 200 200 403 403 403 200',
    far: '     401 403 403 403 403 403 404 404 403 403 403 200',
    foreign: ' 401 403 403 403 403 403 404 404 403 403 403 404',
  },
  ...placesRows,
  'places.cancel_move': '401 403 403 403 403 403 403 404 403 403 403 404',

  // A wrong password, a wrong code: nothing is learnt from the answer.
  'people.sign_in': '         422 422 422 422 422 422 422 422 422 422 422 422',
  'people.sign_in_with_code': '422 422 422 422 422 422 422 422 422 422 422 422',
  'people.look_at_link': '     422 422 422 422 422 422 422 422 422 422 422 422',
  'people.sign_in_by_link': '  422 422 422 422 422 422 422 422 422 422 422 422',
  'people.oidc_provider': everybody,
  // None is set up.
  'people.begin_oidc': '      422 422 422 422 422 422 422 422 422 422 422 422',
  'people.sign_in_by_oidc': ' 422 422 422 422 422 422 422 422 422 422 422 422',
  'people.oidc_code': '       422 422 422 422 422 422 422 422 422 422 422 422',
  'people.oidc_settings': '401 403 403 403 403 403 403 403 403 403 403 200',
  // A post that nobody has.
  'people.save_oidc': '     401 403 403 403 403 403 403 403 403 403 403 400',
  'people.sign_out': signedIn,
  'people.me': signedIn,
  'people.change_password': '     401 422 422 422 422 422 422 422 422 422 422 422',
  'people.start_second_factor': '     401 422 422 422 422 422 422 422 422 422 422 422',
  'people.confirm_second_factor': invalidForAll,
  // There is none to remove.
  'people.remove_second_factor': '401 422 422 422 422 422 422 422 422 422 422 422',
  'people.my_sessions': signedIn,
  // Nothing is given to prove it by.
  'people.prove': invalidForAll,
  'people.safety': '        401 403 403 403 403 403 403 403 403 403 403 200',
  // Asked of all before they have one themselves.
  'people.save_safety': '   401 403 403 403 403 403 403 403 403 403 403 422',
  'people.tokens': '        401 403 403 403 403 403 200 200 200 403 200 200',
  // A post that nobody has.
  'people.make_token': '    401 403 403 403 403 403 404 404 404 403 404 404',
  'people.revoke_token': '  401 403 403 403 403 403 404 404 404 403 404 404',
  'people.consent_text': '  200 200 200 200 200 200 200 200 200 200 200 200',
  'people.my_consents': '   401 200 200 200 200 200 200 200 200 200 200 200',
  // Of none that they gave, and of a purpose that is none.
  'people.agree_anew': '    401 404 404 404 404 404 404 404 404 404 404 404',
  'people.take_consent_back': '401 404 404 404 404 404 404 404 404 404 404 404',
  'people.consent_purposes': '401 403 403 403 403 403 403 403 403 403 403 200',
  'people.consent_versions': '401 403 403 403 403 403 403 403 403 403 403 200',
  // After a version that is none.
  'people.save_consent_text': '401 403 403 403 403 403 403 403 403 403 403 409',
  'people.revoke_session': { near: goneForAll, far: goneForAll, foreign: goneForAll },
  ...rosterRows,
  'people.set_up_state': everybody,
  // There is an administrator already.
  'people.set_up': '  422 422 422 422 422 422 422 422 422 422 422 422',
  'people.posts': '   401 403 403 403 200 200 200 200 200 403 200 200',
  'people.chain': { near: signedIn, far: signedIn, foreign: goneForAll },
  // Appointing somebody who holds the post already: 409 says that one may.
  'people.appoint': {
    near: '    401 403 403 403 403 403 409 409 403 403 403 409',
    far: '     401 403 403 403 403 403 404 404 403 403 403 409',
    foreign: ' 401 403 403 403 403 403 404 404 403 403 403 404',
  },
  'people.preview_handover': {
    near: '    401 403 403 403 403 403 200 200 403 403 403 200',
    far: '     401 403 403 403 403 403 404 404 403 403 403 200',
    foreign: ' 401 403 403 403 403 403 404 404 403 403 403 404',
  },
  'people.hand_over': {
    near: '    401 403 403 403 403 403 409 409 403 403 403 409',
    far: '     401 403 403 403 403 403 404 404 403 403 403 409',
    foreign: ' 401 403 403 403 403 403 404 404 403 403 403 404',
  },
  // One that was called off already: 409.
  'people.cancel_handover': {
    near: '    401 403 403 403 403 403 409 409 403 403 403 409',
    far: '     401 403 403 403 403 403 404 404 403 403 403 409',
    foreign: ' 401 403 403 403 403 403 404 404 403 403 403 404',
  },
  'people.handovers': signedIn,
  // For both holders, and whoever manages the post.
  'people.handover': {
    near: '    401 404 404 404 404 404 200 200 404 404 404 200',
    far: '     401 404 404 404 404 404 404 404 404 404 404 200',
    foreign: ' 401 404 404 404 404 404 404 404 404 404 404 404',
  },
  'people.post_kinds': ' 401 403 403 403 403 403 403 403 403 403 403 200',
  // Without its grid; the uppermost.
  'people.add_post': {
    near: '    401 403 403 403 403 403 403 403 403 403 403 400',
    far: '     401 403 403 403 403 403 403 403 403 403 403 400',
    foreign: ' 401 403 403 403 403 403 403 403 403 403 403 404',
  },
  'people.abolish_post': {
    near: '    401 403 403 403 403 403 403 403 403 403 403 422',
    far: '     401 403 403 403 403 403 403 403 403 403 403 422',
    foreign: ' 401 403 403 403 403 403 403 403 403 403 403 404',
  },
  'people.vacancies': '401 403 403 403 403 403 200 200 403 403 403 200',
  'people.tenures': {
    near: '    401 403 403 403 200 200 200 200 200 403 200 200',
    far: '     401 403 403 403 200 200 200 200 200 403 200 200',
    foreign: ' 401 403 403 403 404 404 404 404 404 403 404 404',
  },
  // The root is never emptied: 422; it stands above a community and a street.
  'people.end_tenure': {
    near: '    401 403 403 403 403 403 404 404 403 403 403 422',
    far: '     401 403 403 403 403 403 404 404 403 403 403 422',
    foreign: ' 401 403 403 403 403 403 404 404 403 403 403 404',
  },
  // An absence that ends before it begins: 400.
  'people.record_absence': {
    near: '    401 403 403 403 403 403 400 400 403 403 403 400',
    far: '     401 403 403 403 403 403 404 404 403 403 403 400',
    foreign: ' 401 403 403 403 403 403 404 404 403 403 403 404',
  },
  // One that is over already: 409.
  'people.cancel_absence': {
    near: '    401 403 403 403 403 403 409 409 403 403 403 409',
    far: '     401 403 403 403 403 403 404 404 403 403 403 409',
    foreign: ' 401 403 403 403 403 403 404 404 403 403 403 404',
  },
  'people.persons': ' 401 403 403 403 403 403 200 200 403 403 403 200',
  // A login that is taken: 409.
  'people.add_person': '401 403 403 403 403 403 403 403 403 403 403 409',
  'people.end_sessions': {
    near: '    401 403 403 403 403 403 403 403 403 403 403 200',
    far: '     401 403 403 403 403 403 403 403 403 403 403 200',
    foreign: ' 401 403 403 403 403 403 403 403 403 403 403 404',
  },
  'people.issue_code': {
    near: '    401 403 403 403 403 403 200 200 403 403 403 200',
    far: '     401 403 403 403 403 403 404 404 403 403 403 200',
    foreign: ' 401 403 403 403 403 403 404 404 403 403 403 404',
  },

  // Without a file: 400.
  'files.upload': invalid,
  'files.read': {
    near: '    404 200 200 200 200 200 200 200 200 200 200 404',
    far: '     404 404 404 404 404 404 404 404 404 404 200 404',
    foreign: gone,
  },

  'notices.list': signedIn,
  'notices.count': signedIn,
  // Somebody else's.
  'notices.read': goneForAll,
  'notices.read_all': signedIn,
  'notices.live': signedIn,

  'matters.rule_sets': '    401 403 403 403 403 403 403 200 403 403 403 200',
  'matters.kind_rules': '   401 403 403 403 403 403 403 200 403 403 403 200',
  'matters.try_kind_rules': '401 403 403 403 403 403 403 200 403 403 403 200',
  'matters.category_rules': '     401 403 403 403 403 403 403 200 403 403 403 200',
  'matters.try_category_rules': ' 401 403 403 403 403 403 403 400 403 403 403 400',
  'matters.save_category_rules': '401 403 403 403 403 403 403 403 403 403 403 400',
  'matters.duty_rules': '     401 403 403 403 403 403 403 200 403 403 403 200',
  'matters.try_duty_rules': ' 401 403 403 403 403 403 403 200 403 403 403 200',
  'matters.save_duty_rules': '401 403 403 403 403 403 403 403 403 403 403 409',
  'matters.ladder_rules': '     401 403 403 403 403 403 403 200 403 403 403 200',
  'matters.try_ladder_rules': ' 401 403 403 403 403 403 403 200 403 403 403 200',
  'matters.save_ladder_rules': '401 403 403 403 403 403 403 403 403 403 403 409',
  'matters.template_rules': '     401 403 403 403 403 403 403 200 403 403 403 200',
  'matters.try_template_rules': ' 401 403 403 403 403 403 403 200 403 403 403 200',
  'matters.save_template_rules': '401 403 403 403 403 403 403 403 403 403 403 409',
  'matters.templates': {
    near: '    401 403 200 200 200 200 200 200 200 200 403 403',
    far: '     401 403 404 404 404 404 404 404 404 404 403 403',
    foreign: ' 401 403 404 404 404 404 404 404 404 404 403 403',
  },
  'matters.script_rules': '     401 403 403 403 403 403 403 200 403 403 403 200',
  'matters.try_script_rules': ' 401 403 403 403 403 403 403 200 403 403 403 200',
  'matters.save_script_rules': '401 403 403 403 403 403 403 403 403 403 403 409',
  'matters.call_script': '      401 403 200 200 200 200 200 200 200 200 403 403',
  'matters.bulletins': readers,
  'matters.order_paper': {
    near: '    401 403 200 200 200 200 200 200 200 200 200 403',
    far: '     401 403 404 404 404 404 404 404 404 404 200 403',
    foreign: ' 401 403 404 404 404 404 404 404 404 404 404 403',
  },
  'matters.calendar_rules': '     401 403 403 403 403 403 403 200 403 403 403 200',
  'matters.try_calendar_rules': ' 401 403 403 403 403 403 403 200 403 403 403 200',
  'matters.save_calendar_rules': '401 403 403 403 403 403 403 403 403 403 403 409',
  // Made from a version that is no longer the newest: 409.
  'matters.save_kind_rules': '401 403 403 403 403 403 403 403 403 403 403 409',
  // From a kind that there is not: 404.
  'matters.add_kind': '        401 403 403 403 403 403 403 403 403 403 403 404',
  'matters.category_version': '401 403 403 403 403 403 403 200 403 403 403 200',
  'matters.duty_version': '    401 403 403 403 403 403 403 200 403 403 403 200',
  'matters.ladder_version': '  401 403 403 403 403 403 403 200 403 403 403 200',
  'matters.template_version': '401 403 403 403 403 403 403 200 403 403 403 200',
  'matters.script_version': '  401 403 403 403 403 403 403 200 403 403 403 200',
  'matters.kinds': everybody,
  'matters.report': { near: everybody, far: everybody, foreign: invalid },
  'matters.take_down': {
    near: desks,
    far: desks,
    foreign: ' 401 403 403 403 400 400 400 400 403 403 403 403',
  },
  'matters.patrol_report': {
    near: '    401 403 200 200 200 200 200 200 200 200 403 403',
    far: '     401 403 200 200 200 200 200 200 200 200 403 403',
    foreign: ' 401 403 400 400 400 400 400 400 400 400 403 403',
  },
  'matters.similar': everybody,
  'matters.draft': desks,
  // Everybody may follow what is shown to neighbours.
  'matters.follow': { near: signedIn, far: signedIn, foreign: goneForAll },
  'matters.unfollow': signedIn,
  'matters.list': readers,
  'matters.export': readers,
  'matters.my_work': readers,
  'matters.followed': signedIn,
  'matters.points': readers,
  'matters.grid_load': readers,
  'matters.call_backs': offices,
  'matters.community_page': { near: everybody, far: everybody, foreign: gone },
  'matters.get': {
    near: '    401 200 200 200 200 200 200 200 200 200 200 404',
    far: '     401 404 404 404 404 404 404 404 404 404 200 404',
    foreign: goneForAll,
  },
  'matters.track': { near: everybody, far: everybody, foreign: gone },
  'matters.assignees': {
    near: '    401 403 200 200 200 200 200 200 200 200 403 403',
    far: '     401 403 404 404 404 404 404 404 404 404 403 403',
    foreign: ' 401 403 404 404 404 404 404 404 404 404 403 403',
  },
  // A comment without words: 400 says that one may comment. Each action has a line of its own below.
  'matters.act': {
    near: '    401 400 400 400 400 400 400 400 400 400 403 404',
    far: '     401 404 404 404 404 404 404 404 404 404 403 404',
    foreign: goneForAll,
  },
  'matters.act_by_receipt': { near: invalid, far: invalid, foreign: gone },
  'matters.act_on_many': offices,
  'matters.reveal': {
    near: '    401 403 200 200 200 200 200 200 200 200 403 403',
    far: '     401 403 404 404 404 404 404 404 404 404 403 403',
    foreign: ' 401 403 404 404 404 404 404 404 404 404 403 403',
  },

  // Without a matter: the teams of one's own area.
  'matters.rally_teams': '    401 403 200 200 200 200 200 200 200 200 403 403',
  'matters.save_rally_team': {
    near: '    401 403 403 403 403 403 200 200 403 403 403 403',
    far: '     401 403 403 403 403 403 404 404 403 403 403 403',
    foreign: ' 401 403 403 403 403 403 404 404 403 403 403 403',
  },
  'matters.end_rally_team': noOffice,

  'matters.imports': offices,
  'matters.import_template': offices,
  'matters.upload_import': '401 403 403 403 403 403 400 400 403 403 403 403',
  // One that does not exist for the asker.
  'matters.import': noOffice,
  'matters.preview_import': noOffice,
  'matters.import_errors': noOffice,
  'matters.import_returned': noOffice,
  'matters.import_figures': noOffice,
  'matters.map_import': noOffice,
  'matters.check_import': noOffice,
  'matters.accept_import': noOffice,
  'matters.cancel_import': noOffice,
  'matters.undo_import': noOffice,

  ...takeoutRows,
  ...visitsRows,
  ...gatheringsRows,
  ...observersRows,
  ...briefingsRows,
  ...enterprisesRows,
  ...policiesRows,
  ...financeRows,
  ...employmentRows,
  ...ideasRows,
  ...consultationsRows,
  ...choicesRows,
  ...facilitiesRows,
  ...householdsRows,
  ...neighboursRows,
  ...mediationRows,
  ...stationsRows,
  ...safetyRows,
  ...channelsRows,
  ...incomingRows,
  ...lettersRows,
  ...open311Rows,
  ...privacyRows,
  ...auditRows,
  ...renewalRows,
  ...hoursRows,

  // `reported` stays as it is: 422. No such formula: 404.
  'matters.formulas': '         401 403 200 200 200 200 200 200 200 200 200 200',
  'matters.try_formula': '      401 403 403 403 403 403 403 403 403 403 403 200',
  'matters.save_formula': '     401 403 403 403 403 403 403 403 403 403 403 422',
  'matters.return_to_formula': '401 403 403 403 403 403 403 403 403 403 403 404',
  'places.populations': '       401 403 403 403 403 403 403 403 403 403 403 200',
  'places.save_population': {
    near: '    401 403 403 403 403 403 403 403 403 403 403 200',
    far: '     401 403 403 403 403 403 403 403 403 403 403 200',
    foreign: ' 401 403 403 403 403 403 403 403 403 403 403 404',
  },

  'briefings.board': {
    near: readers,
    far: '     401 403 404 404 404 404 404 404 200 404 200 403',
    foreign: ' 401 403 404 404 404 404 404 404 404 404 404 403',
  },
}

/**
 * Who may take which step on a matter that all of them can see: held by the grid worker, reported by the resident, with a
 * rally in which department and firm owe an answer. Everybody else is refused; the administrator does not even see it.
 */
export const steps: Readonly<Record<Action, readonly Persona[]>> = {
  accept: ['gridWorker11', 'community1', 'street1'],
  assign: ['gridWorker11', 'community1', 'street1'],
  contact: ['gridWorker11'],
  handle: ['gridWorker11'],
  resolve: ['gridWorker11'],
  follow_up: ['gridWorker11', 'community1', 'street1'],
  confirm: ['resident1'],
  reject: ['resident1'],
  close: ['gridWorker11', 'community1', 'street1'],
  return: ['gridWorker11'],
  review_return: ['gridWorker11', 'community1', 'street1'],
  reassign: ['community1', 'street1'],
  extend: ['gridWorker11', 'community1', 'street1'],
  suspend: ['community1', 'street1'],
  resume: ['gridWorker11', 'community1', 'street1'],
  urge: ['community1', 'street1'],
  supervise: ['street1'],
  order: ['community1', 'street1'],
  answer_order: ['gridWorker11'],
  record_talk: ['community1', 'street1'],
  rally: ['gridWorker11', 'community1', 'street1'],
  answer_rally: ['waterDepartment', 'propertyFirm1'],
  merge: ['gridWorker11', 'community1', 'street1'],
  unmerge: ['community1', 'street1'],
  reopen: ['resident1', 'community1', 'street1'],
  void: ['community1', 'street1'],
  comment: [
    'resident1',
    'centerHousehold111',
    'buildingLead111',
    'compoundSecretary11',
    'gridWorker11',
    'community1',
    'street1',
    'waterDepartment',
    'propertyFirm1',
  ],
  exclude: ['community1', 'street1'],
  approve_exclusion: ['street1'],
}
