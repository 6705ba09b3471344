import type { Role } from '../../kernel/contract/roles.ts'
import { ballotTypers, takers } from '../../modules/choices/roles.ts'
import { inChargeRoles } from '../../modules/households/roles.ts'
import { walkers } from '../../modules/safety/roles.ts'
import type { AppPage } from '../page.ts'

/** Who works on matters on a phone. */
const workers: readonly Role[] = [
  'center_household',
  'building_lead',
  'compound_secretary',
  'grid_worker',
  'community',
  'street',
  'department',
  'property_firm',
]

/** Every page of the pocket, in one list. A page is the default export of `modules/<name>/pocket/<noun>-page.tsx`. */
export const pages: readonly AppPage[] = [
  {
    path: '/',
    access: 'public',
    load: () => import('../../modules/matters/pocket/home/home-page.tsx'),
    nav: { words: { zh: '首页', en: 'Home' }, icon: 'home', order: 1 },
  },
  {
    path: '/work',
    access: { roles: workers },
    load: () => import('../../modules/matters/pocket/work/work-page.tsx'),
    nav: { words: { zh: '待办', en: 'My list' }, icon: 'list', order: 2 },
  },
  {
    path: '/patrol',
    access: { roles: workers },
    load: () => import('../../modules/matters/pocket/report/patrol-page.tsx'),
    nav: { words: { zh: '巡查', en: 'Patrol' }, icon: 'camera', order: 3, roles: ['grid_worker'] },
  },
  {
    path: '/visits',
    access: { roles: workers },
    load: () => import('../../modules/visits/pocket/visits-page.tsx'),
    nav: {
      words: { zh: '走访', en: 'Visits' },
      icon: 'calendar',
      order: 3.5,
      roles: ['grid_worker', 'community', 'street', 'department'],
    },
  },
  {
    path: '/visits/$dueId',
    access: { roles: workers },
    load: () => import('../../modules/visits/pocket/visit-page.tsx'),
  },
  {
    path: '/mine',
    load: () => import('../../modules/matters/pocket/mine/mine-page.tsx'),
    nav: { words: { zh: '我的', en: 'Mine' }, icon: 'flag', order: 5, unless: workers },
  },
  {
    path: '/inbox',
    load: () => import('../../modules/notices/pocket/inbox-page.tsx'),
    nav: { words: { zh: '消息', en: 'Inbox' }, icon: 'bell', order: 4 },
  },
  {
    path: '/report',
    access: 'public',
    load: () => import('../../modules/matters/pocket/report/report-page.tsx'),
    nav: { words: { zh: '说一件事', en: 'Report' }, icon: 'message', order: 2, firm: 'never', unless: workers },
  },
  {
    path: '/firm',
    load: () => import('../../modules/enterprises/pocket/firm-page.tsx'),
    nav: { words: { zh: '企业', en: 'My firm' }, icon: 'building', order: 2, firm: 'only', unless: workers },
  },
  { path: '/firm/$firmId/data', load: () => import('../../modules/enterprises/pocket/data-page.tsx') },
  { path: '/firm/$firmId/policies', load: () => import('../../modules/policies/pocket/policies-page.tsx') },
  // Where a notice leads, as on the desk.
  { path: '/firms/$firmId/policies', load: () => import('../../modules/policies/pocket/policies-page.tsx') },
  { path: '/firm/$firmId/demand', load: () => import('../../modules/enterprises/pocket/demand-page.tsx') },
  { path: '/firm/$firmId/finance', load: () => import('../../modules/finance/pocket/finance-page.tsx') },
  { path: '/firm/$firmId/products', load: () => import('../../modules/finance/pocket/products-page.tsx') },
  { path: '/firm/$firmId/products/$productId', load: () => import('../../modules/finance/pocket/product-page.tsx') },
  { path: '/finance/wants/$wantId', load: () => import('../../modules/finance/pocket/want-page.tsx') },
  { path: '/finance/referrals/$referralId', load: () => import('../../modules/finance/pocket/referral-page.tsx') },
  { path: '/firm/$firmId/jobs', load: () => import('../../modules/employment/pocket/firm-jobs-page.tsx') },
  { path: '/firm/$firmId/jobs/$openingId', load: () => import('../../modules/employment/pocket/firm-jobs-page.tsx') },
  { path: '/jobs', load: () => import('../../modules/employment/pocket/jobs-page.tsx') },
  { path: '/jobs/referrals/$referralId', load: () => import('../../modules/employment/pocket/jobs-page.tsx') },
  { path: '/jobs/seekers/$seekerId', load: () => import('../../modules/employment/pocket/jobs-page.tsx') },
  {
    path: '/r/$placeCode',
    access: 'public',
    load: () => import('../../modules/matters/pocket/report/report-page.tsx'),
  },
  {
    path: '/k/$token',
    access: 'public',
    bare: true,
    load: () => import('../../modules/people/pocket/link-page.tsx'),
  },
  { path: '/t', access: 'public', load: () => import('../../modules/matters/pocket/matter/track-page.tsx') },
  { path: '/t/$code', access: 'public', load: () => import('../../modules/matters/pocket/matter/track-page.tsx') },
  { path: '/c', access: 'public', load: () => import('../../modules/matters/pocket/community/communities-page.tsx') },
  {
    path: '/c/$code',
    access: 'public',
    load: () => import('../../modules/matters/pocket/community/community-page.tsx'),
  },
  { path: '/matters/$matterId', load: () => import('../../modules/matters/pocket/matter/matter-page.tsx') },
  { path: '/map', access: { roles: workers }, load: () => import('../../modules/matters/pocket/work/map-page.tsx') },
  {
    path: '/c/$code/gatherings',
    access: 'public',
    load: () => import('../../modules/gatherings/pocket/public-page.tsx'),
  },
  { path: '/gatherings', load: () => import('../../modules/gatherings/pocket/gatherings-page.tsx') },
  { path: '/gatherings/$gatheringId', load: () => import('../../modules/gatherings/pocket/door-page.tsx') },
  {
    path: '/gatherings/$gatheringId/attendance',
    load: () => import('../../modules/gatherings/pocket/attendance-page.tsx'),
  },
  { path: '/g/$code', access: 'public', load: () => import('../../modules/gatherings/pocket/door-page.tsx') },
  { path: '/ideas', access: 'public', load: () => import('../../modules/ideas/pocket/mine-page.tsx') },
  { path: '/ideas/$ideaId', access: 'public', load: () => import('../../modules/ideas/pocket/idea-page.tsx') },
  { path: '/ideas/$callId/call', load: () => import('../../modules/ideas/pocket/call-page.tsx') },
  { path: '/i/$code', access: 'public', load: () => import('../../modules/ideas/pocket/call-page.tsx') },
  { path: '/i/$code/new', access: 'public', load: () => import('../../modules/ideas/pocket/give-page.tsx') },
  { path: '/i/r/$receipt', access: 'public', load: () => import('../../modules/ideas/pocket/idea-page.tsx') },
  { path: '/consultations', load: () => import('../../modules/consultations/pocket/open-page.tsx') },
  {
    path: '/consultations/$consultationId',
    access: 'public',
    load: () => import('../../modules/consultations/pocket/vote-page.tsx'),
  },
  { path: '/o/$code', access: 'public', load: () => import('../../modules/consultations/pocket/vote-page.tsx') },
  {
    path: '/o/$code/result',
    access: 'public',
    load: () => import('../../modules/consultations/pocket/result-page.tsx'),
  },
  { path: '/w/$code', access: 'public', load: () => import('../../modules/choices/pocket/notice-page.tsx') },
  { path: '/questions', load: () => import('../../modules/choices/pocket/mine-page.tsx') },
  // Where a notice leads, as on the desk.
  { path: '/questions/$code', load: () => import('../../modules/choices/pocket/notice-page.tsx') },
  { path: '/votes', load: () => import('../../modules/choices/budget/pocket/mine-page.tsx') },
  // Where a notice leads, as on the desk.
  { path: '/votes/$code', load: () => import('../../modules/choices/budget/pocket/ballot-page.tsx') },
  { path: '/v/$code', access: 'public', load: () => import('../../modules/choices/budget/pocket/ballot-page.tsx') },
  {
    path: '/v/$code/paper',
    access: { roles: ballotTypers },
    load: () => import('../../modules/choices/budget/pocket/paper-page.tsx'),
  },
  {
    path: '/doors/$questionId',
    access: { roles: takers },
    load: () => import('../../modules/choices/pocket/door-page.tsx'),
  },
  { path: '/help', load: () => import('../../modules/neighbours/pocket/help-page.tsx') },
  { path: '/volunteer', load: () => import('../../modules/neighbours/pocket/volunteer-page.tsx') },
  {
    path: '/neighbours/pairings/$pairingId',
    load: () => import('../../modules/neighbours/pocket/pairing-page.tsx'),
  },
  { path: '/neighbours/teams/$teamId', load: () => import('../../modules/neighbours/pocket/team-page.tsx') },
  {
    path: '/facilities',
    access: { roles: workers },
    load: () => import('../../modules/facilities/pocket/facilities-page.tsx'),
  },
  { path: '/f/$code', access: 'public', load: () => import('../../modules/facilities/pocket/code-page.tsx') },
  { path: '/passes', load: () => import('../../modules/facilities/pocket/passes-page.tsx') },
  { path: '/p/$token', access: 'public', load: () => import('../../modules/facilities/pocket/visitor-page.tsx') },
  { path: '/my-hours', load: () => import('../../modules/neighbours/hours/pocket/my-hours-page.tsx') },
  {
    path: '/my-hours/activities/$gatheringId',
    load: () => import('../../modules/neighbours/hours/pocket/confirm-page.tsx'),
  },
  { path: '/z/$code', access: 'public', load: () => import('../../modules/neighbours/hours/pocket/verify-page.tsx') },
  { path: '/share', load: () => import('../../modules/stations/pocket/share-page.tsx') },
  { path: '/shares/$resourceId', load: () => import('../../modules/stations/pocket/resource-page.tsx') },
  { path: '/shares/$wantId/want', load: () => import('../../modules/stations/pocket/want-page.tsx') },
  { path: '/shop', load: () => import('../../modules/stations/pocket/shop-page.tsx') },
  // Where a notice to who shares leads.
  { path: '/shares/$resourceId/shop', load: () => import('../../modules/stations/pocket/shop-page.tsx') },
  {
    path: '/c/$code/thanks',
    access: 'public',
    load: () => import('../../modules/stations/pocket/wall-page.tsx'),
  },
  { path: '/s/$code', access: 'public', load: () => import('../../modules/stations/pocket/station-page.tsx') },
  {
    path: '/rounds',
    access: { roles: walkers },
    load: () => import('../../modules/safety/pocket/rounds-page.tsx'),
  },
  { path: '/sp/$code', access: 'public', load: () => import('../../modules/safety/pocket/code-page.tsx') },
  {
    path: '/campaigns/$id/doors',
    access: { roles: walkers },
    load: () => import('../../modules/safety/pocket/doors-page.tsx'),
  },
  { path: '/renewals', load: () => import('../../modules/renewal/pocket/mine-page.tsx') },
  // Where notices lead: to neighbours by the code, to staff by the id, as on the desk.
  { path: '/renewals/$code', access: 'public', load: () => import('../../modules/renewal/pocket/project-page.tsx') },
  { path: '/renewals/$projectId/project', load: () => import('../../modules/renewal/pocket/project-page.tsx') },
  { path: '/x/$code', access: 'public', load: () => import('../../modules/renewal/pocket/project-page.tsx') },
  { path: '/x/$code/defect', load: () => import('../../modules/renewal/pocket/defect-page.tsx') },
  {
    path: '/walk',
    access: { roles: inChargeRoles },
    load: () => import('../../modules/households/pocket/walk-page.tsx'),
  },
  {
    path: '/walk/conflicts',
    access: { roles: inChargeRoles },
    load: () => import('../../modules/households/pocket/conflicts-page.tsx'),
  },
  {
    path: '/walk/$householdId',
    access: { roles: inChargeRoles },
    load: () => import('../../modules/households/pocket/door-page.tsx'),
  },
  // Where notices lead, as on the desk.
  {
    path: '/households/$householdId',
    access: { roles: inChargeRoles },
    load: () => import('../../modules/households/pocket/door-page.tsx'),
  },
  { path: '/my-home', load: () => import('../../modules/households/pocket/my-home-page.tsx') },
  { path: '/disputes', load: () => import('../../modules/mediation/pocket/disputes-page.tsx') },
  { path: '/disputes/$partyId', load: () => import('../../modules/mediation/pocket/dispute-page.tsx') },
  { path: '/disputes/at/$code', access: 'public', load: () => import('../../modules/mediation/pocket/code-page.tsx') },
  // Where a notice to those in charge leads on a phone.
  { path: '/disputes/$caseId/case', load: () => import('../../modules/mediation/pocket/at-desk-page.tsx') },
  { path: '/my-data', load: () => import('../../modules/privacy/pocket/my-data-page.tsx') },
  // Where notices lead: to the person who asked or is asked anew, and to who answers.
  { path: '/data-requests/$requestId/mine', load: () => import('../../modules/privacy/pocket/my-data-page.tsx') },
  { path: '/consents/$purpose/mine', load: () => import('../../modules/privacy/pocket/my-data-page.tsx') },
  { path: '/audit/alarms/$alarmId', load: () => import('../../modules/audit/pocket/at-desk-page.tsx') },
  { path: '/data-requests/$requestId', load: () => import('../../modules/privacy/pocket/at-desk-page.tsx') },
  { path: '/handovers/$handoverId', load: () => import('../../modules/people/pocket/handover-page.tsx') },
  { path: '/lead', load: () => import('../../modules/observers/pocket/lead-page.tsx') },
  { path: '/leads/$termId', load: () => import('../../modules/observers/pocket/lead-page.tsx') },
  { path: '/queued', access: 'public', load: () => import('./queued-page.tsx') },
  { path: '/account/notices', load: () => import('../../modules/channels/pocket/preferences-page.tsx') },
  {
    path: '/account',
    load: () => import('../../modules/people/pocket/account-page.tsx'),
    nav: { words: { zh: '账号', en: 'Account' }, icon: 'person', order: 6 },
  },
  {
    path: '/sign-in',
    access: 'public',
    bare: true,
    load: () => import('../../modules/people/pocket/sign-in-page.tsx'),
  },
]
