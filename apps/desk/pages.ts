import { alarmSetters, watchers, watchersByRole } from '../../modules/audit/roles.ts'
import { choiceReaders, keepers } from '../../modules/choices/roles.ts'
import { askers, consultationReaders } from '../../modules/consultations/roles.ts'
import { seekerReaders } from '../../modules/employment/roles.ts'
import { firmImporters, firmReaders, firmWriters } from '../../modules/enterprises/firm-roles.ts'
import { facilityReaders, registrars } from '../../modules/facilities/roles.ts'
import { financeReaders, productKeepers } from '../../modules/finance/roles.ts'
import { gatheringReaders, organisers } from '../../modules/gatherings/roles.ts'
import { figureReaders, householdImporters, inChargeRoles, noteReaders } from '../../modules/households/roles.ts'
import { callKeepers, ideaDesks } from '../../modules/ideas/roles.ts'
import { desks, dispatchers, ruleReaders as matterRuleReaders, readers } from '../../modules/matters/desk/page-roles.ts'
import { sitters } from '../../modules/mediation/roles.ts'
import { hoursKeepers, hoursSetters } from '../../modules/neighbours/hours/roles.ts'
import { neighbourReaders } from '../../modules/neighbours/roles.ts'
import { directoryReaders, postManagers } from '../../modules/people/post-roles.ts'
import { tokenMakers } from '../../modules/people/tokens/roles.ts'
import { keepers as placeKeepers, registerReaders } from '../../modules/places/roles.ts'
import { policyReaders, policyWriters } from '../../modules/policies/page-roles.ts'
import { answerers, auditors } from '../../modules/privacy/roles.ts'
import { projectKeepers, projectReaders } from '../../modules/renewal/roles.ts'
import { safetyReaders } from '../../modules/safety/roles.ts'
import { stationReaders, keepers as stationRegistrars } from '../../modules/stations/roles.ts'
import { takers } from '../../modules/takeouts/roles.ts'
import { ruleReaders, visitors, readers as visitReaders, walkers } from '../../modules/visits/desk/roles.ts'
import type { AppPage } from '../page.ts'

/** Every page of the desk, in one list. A page is the default export of `modules/<name>/desk/<noun>-page.tsx`. */
export const pages: readonly AppPage[] = [
  { path: '/inbox', load: () => import('../../modules/notices/desk/inbox-page.tsx') },
  {
    path: '/',
    load: () => import('../../modules/matters/desk/my-work-page.tsx'),
    nav: {
      words: { zh: '我的工作', en: 'My work' },
      icon: 'home',
      section: 'matters',
      order: 10,
      roles: [...readers, 'administrator'],
    },
  },
  {
    path: '/intake',
    load: () => import('../../modules/matters/desk/intake-page.tsx'),
    access: { roles: desks },
    nav: { words: { zh: '登记', en: 'Take down' }, icon: 'phone', section: 'matters', order: 11 },
  },
  {
    path: '/matters',
    load: () => import('../../modules/matters/desk/matters-page.tsx'),
    access: { roles: readers },
    nav: { words: { zh: '全部事项', en: 'All matters' }, icon: 'list', section: 'matters', order: 12 },
  },
  { path: '/matters/$matterId', load: () => import('../../modules/matters/desk/matter-page.tsx') },
  {
    path: '/call-backs',
    load: () => import('../../modules/matters/desk/call-backs-page.tsx'),
    access: { roles: dispatchers },
    nav: { words: { zh: '回访', en: 'Call-backs' }, icon: 'message', section: 'matters', order: 13 },
  },
  {
    path: '/bulletins',
    load: () => import('../../modules/matters/desk/bulletins-page.tsx'),
    access: { roles: readers },
    nav: { words: { zh: '通报', en: 'Bulletin' }, icon: 'climb', section: 'matters', order: 13.5 },
  },
  {
    path: '/map',
    load: () => import('../../modules/matters/desk/map-page.tsx'),
    access: { roles: readers },
    nav: { words: { zh: '地图', en: 'Map' }, icon: 'map', section: 'matters', order: 14 },
  },
  {
    path: '/board',
    load: () => import('../../modules/briefings/desk/board-page.tsx'),
    access: { roles: readers },
    nav: { words: { zh: '看板', en: 'Board' }, icon: 'board', section: 'results', order: 40 },
  },
  {
    path: '/wall',
    load: () => import('../../modules/briefings/desk/wall-page.tsx'),
    access: { roles: readers },
    bare: true,
  },
  {
    path: '/wall/screen',
    load: () => import('../../modules/briefings/desk/wall-screen-page.tsx'),
    access: 'public',
    bare: true,
  },
  {
    path: '/links',
    load: () => import('../../modules/briefings/desk/links-page.tsx'),
    access: { roles: readers },
    nav: { words: { zh: '五联看板', en: 'Five links' }, icon: 'columns', section: 'results', order: 39 },
  },
  {
    path: '/ledgers',
    load: () => import('../../modules/briefings/desk/ledgers-page.tsx'),
    access: { roles: firmReaders },
    nav: { words: { zh: '台账', en: 'Ledgers' }, icon: 'file', section: 'results', order: 41 },
  },
  {
    path: '/observers',
    load: () => import('../../modules/observers/desk/observers-page.tsx'),
    access: { roles: ['street', 'supervisor'] },
    nav: { words: { zh: '观察员', en: 'Observers' }, icon: 'eye', section: 'results', order: 42 },
  },
  {
    path: '/observers/$termId',
    load: () => import('../../modules/observers/desk/observers-page.tsx'),
    access: { roles: ['street', 'supervisor'] },
  },
  {
    path: '/samples',
    load: () => import('../../modules/observers/desk/samples-page.tsx'),
    access: { roles: ['supervisor'] },
    nav: { words: { zh: '抽查', en: 'Samples' }, icon: 'target', section: 'results', order: 43 },
  },
  {
    path: '/samples/$sampleId',
    load: () => import('../../modules/observers/desk/sample-page.tsx'),
    access: { roles: ['supervisor'] },
  },
  {
    path: '/buildings',
    load: () => import('../../modules/enterprises/desk/buildings-page.tsx'),
    access: { roles: firmReaders },
    nav: { words: { zh: '楼宇', en: 'Buildings' }, icon: 'building', section: 'firms', order: 30 },
  },
  {
    path: '/buildings/$placeId',
    load: () => import('../../modules/enterprises/desk/building-page.tsx'),
    access: { roles: firmReaders },
  },
  {
    path: '/suites',
    load: () => import('../../modules/enterprises/desk/suites-page.tsx'),
    access: { roles: firmReaders },
  },
  {
    path: '/firms',
    load: () => import('../../modules/enterprises/desk/firms-page.tsx'),
    access: { roles: firmReaders },
    nav: { words: { zh: '企业', en: 'Firms' }, icon: 'table', section: 'firms', order: 31 },
  },
  {
    path: '/firms/new',
    load: () => import('../../modules/enterprises/desk/firm-new-page.tsx'),
    access: { roles: firmWriters },
  },
  {
    path: '/firms/imports',
    load: () => import('../../modules/enterprises/desk/firm-imports-page.tsx'),
    access: { roles: firmImporters },
  },
  {
    path: '/firms/imports/$importId',
    load: () => import('../../modules/enterprises/desk/firm-import-page.tsx'),
    access: { roles: firmImporters },
  },
  {
    path: '/firms/$firmId',
    load: () => import('../../modules/enterprises/desk/firm-page.tsx'),
    access: { roles: firmReaders },
  },
  {
    path: '/imports',
    load: () => import('../../modules/matters/desk/imports-page.tsx'),
    access: { roles: dispatchers },
    nav: { words: { zh: '导入', en: 'Imports' }, icon: 'upload', section: 'office', order: 50 },
  },
  {
    path: '/imports/$importId',
    load: () => import('../../modules/matters/desk/import-page.tsx'),
    access: { roles: dispatchers },
  },
  {
    path: '/visits',
    load: () => import('../../modules/visits/desk/visits-page.tsx'),
    access: { roles: visitors },
    nav: { words: { zh: '走访', en: 'Visits' }, icon: 'calendar', section: 'visits', order: 20, roles: walkers },
  },
  {
    path: '/visits/coverage',
    load: () => import('../../modules/visits/desk/coverage-page.tsx'),
    access: { roles: visitReaders },
    nav: {
      words: { zh: '走访覆盖', en: 'Coverage' },
      icon: 'chart',
      section: 'visits',
      order: 21,
      roles: ['supervisor', 'street'],
    },
  },
  {
    path: '/visits/dues',
    load: () => import('../../modules/visits/desk/dues-page.tsx'),
    access: { roles: visitReaders },
  },
  {
    path: '/visits/rules',
    load: () => import('../../modules/visits/desk/rules-page.tsx'),
    access: { roles: ruleReaders },
    nav: {
      words: { zh: '走访规则', en: 'Visit rules' },
      icon: 'settings',
      section: 'office',
      order: 52,
      roles: ['administrator'],
    },
  },
  {
    path: '/visits/$dueId',
    load: () => import('../../modules/visits/desk/visit-page.tsx'),
    access: { roles: visitReaders },
  },
  {
    path: '/rules',
    load: () => import('../../modules/matters/desk/rules-page.tsx'),
    access: { roles: matterRuleReaders },
    nav: { words: { zh: '规则', en: 'Rules' }, icon: 'clock', section: 'office', order: 53 },
  },
  {
    path: '/rules/calendar',
    load: () => import('../../modules/matters/desk/calendar-rules-page.tsx'),
    access: { roles: matterRuleReaders },
  },
  {
    path: '/rules/duties',
    load: () => import('../../modules/matters/desk/duty-rules-page.tsx'),
    access: { roles: matterRuleReaders },
  },
  {
    path: '/rules/ladder',
    load: () => import('../../modules/matters/desk/ladder-rules-page.tsx'),
    access: { roles: matterRuleReaders },
  },
  {
    path: '/rules/templates',
    load: () => import('../../modules/matters/desk/template-rules-page.tsx'),
    access: { roles: matterRuleReaders },
  },
  {
    path: '/rules/scripts',
    load: () => import('../../modules/matters/desk/script-rules-page.tsx'),
    access: { roles: matterRuleReaders },
  },
  {
    path: '/rules/categories/$tree',
    load: () => import('../../modules/matters/desk/category-rules-page.tsx'),
    access: { roles: matterRuleReaders },
  },
  {
    path: '/rules/kinds/$code',
    load: () => import('../../modules/matters/desk/kind-rules-page.tsx'),
    access: { roles: matterRuleReaders },
  },
  {
    path: '/places',
    load: () => import('../../modules/places/desk/places-page.tsx'),
    access: { roles: registerReaders },
    nav: { words: { zh: '地点', en: 'Places' }, icon: 'building', section: 'office', order: 51 },
  },
  {
    path: '/places/imports',
    load: () => import('../../modules/places/desk/place-imports-page.tsx'),
    access: { roles: placeKeepers },
  },
  {
    path: '/places/imports/$importId',
    load: () => import('../../modules/places/desk/place-import-page.tsx'),
    access: { roles: placeKeepers },
  },
  {
    path: '/grids',
    load: () => import('../../modules/places/desk/grids-page.tsx'),
    access: { roles: registerReaders },
    nav: { words: { zh: '网格', en: 'Grids' }, icon: 'grid', section: 'office', order: 52 },
  },
  {
    path: '/grids/$gridId',
    load: () => import('../../modules/places/desk/grid-page.tsx'),
    access: { roles: registerReaders },
  },
  {
    path: '/formulas',
    load: () => import('../../modules/matters/desk/formulas-page.tsx'),
    access: { roles: ['administrator'] },
    nav: { words: { zh: '指标公式', en: 'Formulas' }, icon: 'board', section: 'office', order: 56 },
  },
  {
    path: '/posts',
    load: () => import('../../modules/people/desk/posts-page.tsx'),
    access: { roles: directoryReaders },
    nav: { words: { zh: '岗位', en: 'Posts' }, icon: 'people', section: 'office', order: 51 },
  },
  {
    path: '/start',
    load: () => import('../../modules/briefings/desk/guide-page.tsx'),
    access: { roles: ['administrator'] },
    nav: { words: { zh: '开通向导', en: 'Setup guide' }, icon: 'check', section: 'office', order: 49 },
  },
  {
    path: '/people',
    load: () => import('../../modules/people/desk/people-page.tsx'),
    access: { roles: ['administrator'] },
    nav: { words: { zh: '人员', en: 'People' }, icon: 'people', section: 'office', order: 51.5 },
  },
  {
    path: '/people/imports',
    load: () => import('../../modules/people/desk/rosters-page.tsx'),
    access: { roles: ['administrator'] },
  },
  {
    path: '/people/imports/$importId',
    load: () => import('../../modules/people/desk/roster-page.tsx'),
    access: { roles: ['administrator'] },
  },
  {
    path: '/posts/$postId/handover',
    load: () => import('../../modules/people/desk/hand-over-page.tsx'),
    access: { roles: postManagers },
  },
  {
    path: '/vacancies',
    load: () => import('../../modules/people/desk/vacancies-page.tsx'),
    access: { roles: postManagers },
    nav: { words: { zh: '空缺岗位', en: 'Empty posts' }, icon: 'person', section: 'office', order: 52 },
  },
  { path: '/handovers', load: () => import('../../modules/people/desk/handovers-page.tsx'), under: '/posts' },
  {
    path: '/handovers/$handoverId',
    load: () => import('../../modules/people/desk/handover-page.tsx'),
    under: '/posts',
  },
  {
    path: '/open-interface',
    load: () => import('../../modules/open311/desk/keys-page.tsx'),
    access: { roles: ['administrator'] },
    nav: { words: { zh: '开放接口', en: 'Open interface' }, icon: 'link', section: 'office', order: 59 },
  },
  {
    path: '/tokens',
    load: () => import('../../modules/people/desk/tokens-page.tsx'),
    access: { roles: tokenMakers },
    nav: { words: { zh: '接口令牌', en: 'Tokens' }, icon: 'key', section: 'office', order: 59.2 },
  },
  {
    path: '/systems',
    load: () => import('../../modules/incoming/desk/systems-page.tsx'),
    access: { roles: ['administrator'] },
    nav: { words: { zh: '外部系统', en: 'Other systems' }, icon: 'link', section: 'office', order: 59.1 },
  },
  {
    path: '/letters',
    load: () => import('../../modules/letters/desk/letters-page.tsx'),
    access: { roles: ['administrator'] },
    nav: { words: { zh: '来信邮箱', en: 'Letters' }, icon: 'message', section: 'office', order: 59.15 },
  },
  {
    path: '/data-out',
    load: () => import('../../modules/takeouts/desk/takeouts-page.tsx'),
    access: { roles: takers },
    nav: { words: { zh: '全部数据导出', en: 'Everything held' }, icon: 'download', section: 'office', order: 60.5 },
  },
  {
    path: '/channels',
    load: () => import('../../modules/channels/desk/channels-page.tsx'),
    access: { roles: ['administrator'] },
    nav: { words: { zh: '通知渠道', en: 'Channels' }, icon: 'send', section: 'office', order: 60 },
  },
  { path: '/account/notices', load: () => import('../../modules/channels/desk/preferences-page.tsx') },
  {
    path: '/gatherings',
    load: () => import('../../modules/gatherings/desk/gatherings-page.tsx'),
    access: { roles: gatheringReaders },
    nav: { words: { zh: '会议与活动', en: 'Gatherings' }, icon: 'calendar', section: 'visits', order: 22 },
  },
  {
    path: '/gatherings/new',
    load: () => import('../../modules/gatherings/desk/new-gathering-page.tsx'),
    access: { roles: organisers },
  },
  {
    path: '/gatherings/$gatheringId',
    load: () => import('../../modules/gatherings/desk/gathering-page.tsx'),
  },
  {
    path: '/gatherings/$gatheringId/poster',
    load: () => import('../../modules/gatherings/desk/poster-page.tsx'),
    bare: true,
  },
  {
    path: '/ideas',
    load: () => import('../../modules/ideas/desk/calls-page.tsx'),
    access: { roles: ideaDesks },
    nav: { words: { zh: '金点子', en: 'Ideas' }, icon: 'star', section: 'visits', order: 23 },
  },
  {
    path: '/ideas/list',
    load: () => import('../../modules/ideas/desk/list-page.tsx'),
    access: { roles: ideaDesks },
  },
  {
    path: '/ideas/$ideaId',
    load: () => import('../../modules/ideas/desk/idea-page.tsx'),
    access: { roles: ideaDesks },
  },
  {
    path: '/ideas/new',
    load: () => import('../../modules/ideas/desk/new-call-page.tsx'),
    access: { roles: callKeepers },
  },
  {
    path: '/ideas/$callId/call',
    load: () => import('../../modules/ideas/desk/call-page.tsx'),
    access: { roles: ideaDesks },
  },
  {
    path: '/ideas/$callId/poster',
    load: () => import('../../modules/ideas/desk/poster-page.tsx'),
    access: { roles: ideaDesks },
    bare: true,
  },
  {
    path: '/ideas/$callId/forms',
    load: () => import('../../modules/ideas/desk/forms-page.tsx'),
    access: { roles: callKeepers },
    bare: true,
  },
  {
    path: '/consultations',
    load: () => import('../../modules/consultations/desk/consultations-page.tsx'),
    access: { roles: consultationReaders },
    nav: { words: { zh: '协商', en: 'Consultations' }, icon: 'message', section: 'visits', order: 24 },
  },
  {
    path: '/consultations/new',
    load: () => import('../../modules/consultations/desk/new-consultation-page.tsx'),
    access: { roles: askers },
  },
  {
    path: '/consultations/$consultationId',
    load: () => import('../../modules/consultations/desk/consultation-page.tsx'),
    access: { roles: consultationReaders },
  },
  {
    path: '/consultations/$consultationId/poster',
    load: () => import('../../modules/consultations/desk/poster-page.tsx'),
    access: { roles: consultationReaders },
    bare: true,
  },
  {
    path: '/policies',
    load: () => import('../../modules/policies/desk/policies-page.tsx'),
    access: { roles: policyReaders },
    nav: { words: { zh: '政策', en: 'Policies' }, icon: 'file', section: 'firms', order: 32 },
  },
  {
    path: '/policies/$code',
    load: () => import('../../modules/policies/desk/policy-page.tsx'),
    access: { roles: policyReaders },
  },
  {
    path: '/policies/$code/edit',
    load: () => import('../../modules/policies/desk/policy-edit-page.tsx'),
    access: { roles: policyWriters },
  },
  {
    path: '/firms/$firmId/policies',
    load: () => import('../../modules/policies/desk/firm-policies-page.tsx'),
    access: { roles: policyReaders },
  },
  {
    path: '/finance',
    load: () => import('../../modules/finance/desk/finance-page.tsx'),
    access: { roles: financeReaders },
    nav: { words: { zh: '融资对接', en: 'Finance' }, icon: 'link', section: 'firms', order: 33 },
  },
  {
    path: '/finance/wants/$wantId',
    load: () => import('../../modules/finance/desk/want-page.tsx'),
    access: { roles: financeReaders },
  },
  {
    path: '/finance/products/$productId',
    load: () => import('../../modules/finance/desk/product-page.tsx'),
    access: { roles: financeReaders },
  },
  {
    path: '/finance/products/$productId/edit',
    load: () => import('../../modules/finance/desk/product-edit-page.tsx'),
    access: { roles: productKeepers },
  },
  {
    path: '/jobs',
    load: () => import('../../modules/employment/desk/jobs-page.tsx'),
    access: { roles: firmReaders },
    nav: { words: { zh: '就业', en: 'Jobs' }, icon: 'people', section: 'firms', order: 34 },
  },
  {
    path: '/jobs/new',
    load: () => import('../../modules/employment/desk/opening-edit-page.tsx'),
    access: { roles: firmWriters },
  },
  {
    path: '/jobs/openings/$openingId',
    load: () => import('../../modules/employment/desk/opening-page.tsx'),
    access: { roles: firmReaders },
  },
  {
    path: '/jobs/openings/$openingId/edit',
    load: () => import('../../modules/employment/desk/opening-edit-page.tsx'),
    access: { roles: firmWriters },
  },
  {
    path: '/jobs/register',
    load: () => import('../../modules/employment/desk/seeker-new-page.tsx'),
    access: { roles: seekerReaders },
  },
  {
    path: '/jobs/seekers/$seekerId',
    load: () => import('../../modules/employment/desk/seeker-page.tsx'),
    access: { roles: seekerReaders },
  },
  {
    path: '/questions',
    load: () => import('../../modules/choices/desk/questions-page.tsx'),
    access: { roles: choiceReaders },
    nav: { words: { zh: '意愿征集', en: 'Owners' }, icon: 'people', section: 'visits', order: 25 },
  },
  {
    path: '/questions/new',
    load: () => import('../../modules/choices/desk/new-question-page.tsx'),
    access: { roles: keepers },
  },
  { path: '/questions/$questionId', load: () => import('../../modules/choices/desk/question-page.tsx') },
  {
    path: '/questions/$questionId/poster',
    load: () => import('../../modules/choices/desk/poster-page.tsx'),
    access: { roles: choiceReaders },
    bare: true,
  },
  {
    path: '/owners',
    load: () => import('../../modules/choices/desk/compounds-page.tsx'),
    access: { roles: choiceReaders },
    under: '/questions',
  },
  {
    path: '/owners/$compoundId',
    load: () => import('../../modules/choices/desk/register-page.tsx'),
    access: { roles: choiceReaders },
    under: '/questions',
  },
  {
    path: '/owners/$compoundId/$ownerId',
    load: () => import('../../modules/choices/desk/owner-page.tsx'),
    access: { roles: choiceReaders },
    under: '/questions',
  },
  {
    path: '/votes',
    load: () => import('../../modules/choices/budget/desk/votes-page.tsx'),
    access: { roles: choiceReaders },
    nav: { words: { zh: '项目票选', en: 'Votes' }, icon: 'list', section: 'visits', order: 24 },
  },
  {
    path: '/votes/new',
    load: () => import('../../modules/choices/budget/desk/new-vote-page.tsx'),
    access: { roles: keepers },
  },
  { path: '/votes/$budgetId', load: () => import('../../modules/choices/budget/desk/vote-page.tsx') },
  {
    path: '/votes/$budgetId/codes',
    load: () => import('../../modules/choices/budget/desk/codes-page.tsx'),
    access: { roles: keepers },
  },
  {
    path: '/votes/$budgetId/poster',
    load: () => import('../../modules/choices/budget/desk/poster-page.tsx'),
    access: { roles: choiceReaders },
  },
  {
    path: '/neighbours',
    load: () => import('../../modules/neighbours/desk/neighbours-page.tsx'),
    access: { roles: neighbourReaders },
    nav: { words: { zh: '邻里互助', en: 'Neighbours' }, icon: 'heart', section: 'matters', order: 16 },
  },
  {
    path: '/neighbours/wishes/$wishId',
    load: () => import('../../modules/neighbours/desk/wish-page.tsx'),
    access: { roles: neighbourReaders },
  },
  {
    path: '/neighbours/pairings/$pairingId',
    load: () => import('../../modules/neighbours/desk/pairing-page.tsx'),
    access: { roles: neighbourReaders },
  },
  {
    path: '/neighbours/volunteers/$volunteerId',
    load: () => import('../../modules/neighbours/desk/volunteer-page.tsx'),
    access: { roles: neighbourReaders },
  },
  {
    path: '/neighbours/teams/$teamId',
    load: () => import('../../modules/neighbours/desk/team-page.tsx'),
    access: { roles: neighbourReaders },
  },
  {
    path: '/facilities',
    load: () => import('../../modules/facilities/desk/facilities-page.tsx'),
    access: { roles: facilityReaders },
    nav: { words: { zh: '公共设施', en: 'Facilities' }, icon: 'tools', section: 'matters', order: 15 },
  },
  {
    path: '/facilities/new',
    load: () => import('../../modules/facilities/desk/new-facility-page.tsx'),
    access: { roles: registrars },
  },
  {
    path: '/facilities/residents',
    load: () => import('../../modules/facilities/desk/residents-page.tsx'),
    access: { roles: registrars },
  },
  {
    path: '/facilities/$facilityId',
    load: () => import('../../modules/facilities/desk/facility-page.tsx'),
    access: { roles: facilityReaders },
  },
  {
    path: '/facilities/$facilityId/poster',
    load: () => import('../../modules/facilities/desk/poster-page.tsx'),
    access: { roles: facilityReaders },
  },
  {
    path: '/neighbours/hours',
    load: () => import('../../modules/neighbours/hours/desk/hours-page.tsx'),
    access: { roles: hoursKeepers },
  },
  {
    path: '/neighbours/hours/settings',
    load: () => import('../../modules/neighbours/hours/desk/settings-page.tsx'),
    access: { roles: hoursSetters },
    // Who keeps hours comes here from them; an administrator sees no hours.
    nav: {
      words: { zh: '志愿者星级', en: 'Stars, exchange' },
      icon: 'star',
      section: 'office',
      order: 58,
      roles: ['administrator'],
    },
  },
  {
    path: '/neighbours/hours/activities/$gatheringId',
    load: () => import('../../modules/neighbours/hours/desk/activity-page.tsx'),
    access: { roles: hoursKeepers },
  },
  {
    path: '/neighbours/certificates',
    load: () => import('../../modules/neighbours/hours/desk/certificates-page.tsx'),
    access: { roles: hoursKeepers },
  },
  {
    path: '/neighbours/certificates/$certificateId',
    load: () => import('../../modules/neighbours/hours/desk/certificate-page.tsx'),
    access: { roles: hoursKeepers },
  },
  {
    path: '/stations',
    load: () => import('../../modules/stations/desk/stations-page.tsx'),
    access: { roles: stationReaders },
    nav: { words: { zh: '驿站共享', en: 'Sharing' }, icon: 'heart', section: 'visits', order: 27 },
  },
  {
    path: '/stations/new',
    load: () => import('../../modules/stations/desk/new-station-page.tsx'),
    access: { roles: stationRegistrars },
  },
  {
    path: '/stations/resources',
    load: () => import('../../modules/stations/desk/resources-page.tsx'),
    access: { roles: stationReaders },
  },
  {
    path: '/stations/wants',
    load: () => import('../../modules/stations/desk/wants-page.tsx'),
    access: { roles: stationReaders },
  },
  {
    path: '/stations/bookings',
    load: () => import('../../modules/stations/desk/bookings-page.tsx'),
    access: { roles: stationReaders },
  },
  {
    path: '/stations/sharers',
    load: () => import('../../modules/stations/desk/sharers-page.tsx'),
    access: { roles: stationReaders },
  },
  {
    path: '/stations/thanks',
    load: () => import('../../modules/stations/desk/thanks-page.tsx'),
    access: { roles: stationReaders },
  },
  {
    path: '/stations/sharers/$sharerId',
    load: () => import('../../modules/stations/desk/sharer-page.tsx'),
    access: { roles: stationReaders },
  },
  {
    path: '/stations/$stationId',
    load: () => import('../../modules/stations/desk/station-page.tsx'),
    access: { roles: stationReaders },
  },
  {
    path: '/stations/$stationId/poster',
    load: () => import('../../modules/stations/desk/poster-page.tsx'),
    access: { roles: stationReaders },
  },
  { path: '/shares/$resourceId', load: () => import('../../modules/stations/desk/resource-page.tsx') },
  // Where a notice to who shares leads: on the desk, an office sees what is booked.
  {
    path: '/shares/$resourceId/shop',
    load: () => import('../../modules/stations/desk/bookings-page.tsx'),
    access: { roles: stationReaders },
  },
  { path: '/shares/$wantId/want', load: () => import('../../modules/stations/desk/want-page.tsx') },
  {
    path: '/safety',
    load: () => import('../../modules/safety/desk/safety-page.tsx'),
    access: { roles: safetyReaders },
    nav: { words: { zh: '平安巡查', en: 'Safety' }, icon: 'flag', section: 'matters', order: 16 },
  },
  {
    path: '/safety/points',
    load: () => import('../../modules/safety/desk/points-page.tsx'),
    access: { roles: safetyReaders },
  },
  {
    path: '/safety/points/$pointId',
    load: () => import('../../modules/safety/desk/point-page.tsx'),
    access: { roles: safetyReaders },
  },
  {
    path: '/safety/routes',
    load: () => import('../../modules/safety/desk/routes-page.tsx'),
    access: { roles: safetyReaders },
  },
  {
    path: '/safety/routes/$routeId',
    load: () => import('../../modules/safety/desk/route-page.tsx'),
    access: { roles: safetyReaders },
  },
  {
    path: '/safety/rounds',
    load: () => import('../../modules/safety/desk/rounds-page.tsx'),
    access: { roles: safetyReaders },
  },
  {
    path: '/safety/campaigns',
    load: () => import('../../modules/safety/desk/campaigns-page.tsx'),
    access: { roles: safetyReaders },
  },
  {
    path: '/safety/campaigns/$campaignId',
    load: () => import('../../modules/safety/desk/campaign-page.tsx'),
    access: { roles: safetyReaders },
  },
  {
    path: '/safety/checklists',
    load: () => import('../../modules/safety/desk/checklists-page.tsx'),
    access: { roles: safetyReaders },
  },
  {
    path: '/safety/posters',
    load: () => import('../../modules/safety/desk/posters-page.tsx'),
    access: { roles: safetyReaders },
    bare: true,
  },
  {
    path: '/renewals',
    load: () => import('../../modules/renewal/desk/renewals-page.tsx'),
    access: { roles: projectReaders },
    nav: { words: { zh: '微提升改造', en: 'Renewal' }, icon: 'tools', section: 'visits', order: 26 },
  },
  {
    path: '/renewals/new',
    load: () => import('../../modules/renewal/desk/new-project-page.tsx'),
    access: { roles: projectKeepers },
  },
  {
    path: '/renewals/$projectId',
    load: () => import('../../modules/renewal/desk/project-page.tsx'),
    access: { roles: projectReaders },
  },
  // Where a notice to staff leads.
  {
    path: '/renewals/$projectId/project',
    load: () => import('../../modules/renewal/desk/project-page.tsx'),
    access: { roles: projectReaders },
  },
  {
    path: '/renewals/$projectId/poster',
    load: () => import('../../modules/renewal/desk/poster-page.tsx'),
    access: { roles: projectReaders },
    bare: true,
  },
  {
    path: '/households',
    load: () => import('../../modules/households/desk/households-page.tsx'),
    access: { roles: figureReaders },
    nav: { words: { zh: '住户', en: 'Households' }, icon: 'home', section: 'visits', order: 21.5 },
  },
  {
    path: '/households/new',
    load: () => import('../../modules/households/desk/new-household-page.tsx'),
    access: { roles: inChargeRoles },
  },
  {
    path: '/households/stairs',
    load: () => import('../../modules/households/desk/stairs-page.tsx'),
    access: { roles: inChargeRoles },
  },
  {
    path: '/households/conflicts',
    load: () => import('../../modules/households/desk/conflicts-page.tsx'),
    access: { roles: inChargeRoles },
  },
  {
    path: '/households/unreached',
    load: () => import('../../modules/households/desk/unreached-page.tsx'),
    access: { roles: inChargeRoles },
  },
  {
    path: '/households/notes',
    load: () => import('../../modules/households/desk/notes-page.tsx'),
    access: { roles: noteReaders },
  },
  {
    path: '/households/imports',
    load: () => import('../../modules/households/desk/household-imports-page.tsx'),
    access: { roles: householdImporters },
  },
  {
    path: '/households/imports/$importId',
    load: () => import('../../modules/households/desk/household-import-page.tsx'),
    access: { roles: householdImporters },
  },
  {
    path: '/households/$householdId',
    load: () => import('../../modules/households/desk/household-page.tsx'),
    access: { roles: inChargeRoles },
  },
  {
    path: '/mediation',
    load: () => import('../../modules/mediation/desk/mediation-page.tsx'),
    nav: { words: { zh: '人民调解', en: 'Mediation' }, icon: 'people', section: 'matters', order: 16, roles: sitters },
  },
  { path: '/mediation/new', load: () => import('../../modules/mediation/desk/new-case-page.tsx') },
  { path: '/mediation/committees', load: () => import('../../modules/mediation/desk/committees-page.tsx') },
  {
    path: '/mediation/committees/$committeeId',
    load: () => import('../../modules/mediation/desk/committee-page.tsx'),
  },
  { path: '/mediation/$caseId', load: () => import('../../modules/mediation/desk/case-page.tsx') },
  // Where a notice to those in charge leads.
  {
    path: '/disputes/$caseId/case',
    load: () => import('../../modules/mediation/desk/case-page.tsx'),
    under: '/mediation',
  },
  {
    path: '/privacy',
    load: () => import('../../modules/privacy/desk/privacy-page.tsx'),
    access: { roles: answerers },
    nav: {
      words: { zh: '个人信息保护', en: 'Privacy' },
      icon: 'lock',
      section: 'office',
      order: 58,
      roles: auditors,
    },
  },
  {
    path: '/privacy/retention',
    load: () => import('../../modules/privacy/desk/retention-page.tsx'),
    access: { roles: auditors },
  },
  {
    path: '/privacy/consents',
    load: () => import('../../modules/privacy/desk/consents-page.tsx'),
    access: { roles: auditors },
  },
  {
    path: '/privacy/consents/$purpose',
    load: () => import('../../modules/privacy/desk/consent-page.tsx'),
    access: { roles: auditors },
    under: '/privacy',
  },
  // Where a notice to who answers leads.
  {
    path: '/data-requests/$requestId',
    load: () => import('../../modules/privacy/desk/request-page.tsx'),
    access: { roles: answerers },
    under: '/privacy',
  },
  // Where notices lead whoever asked, or is asked anew for a consent: what is held on oneself is a page of the phone.
  {
    path: '/data-requests/$requestId/mine',
    load: () => import('../../modules/privacy/desk/mine-page.tsx'),
    under: '/privacy',
  },
  {
    path: '/consents/$purpose/mine',
    load: () => import('../../modules/privacy/desk/my-consent-page.tsx'),
    under: '/privacy',
  },
  {
    path: '/audit',
    load: () => import('../../modules/audit/desk/audit-page.tsx'),
    access: { roles: watchers },
    nav: {
      words: { zh: '审计', en: 'Audit' },
      icon: 'eye',
      section: 'office',
      order: 59,
      roles: watchersByRole,
    },
  },
  {
    path: '/audit/settings',
    load: () => import('../../modules/audit/desk/settings-page.tsx'),
    access: { roles: alarmSetters },
  },
  {
    path: '/audit/sign-in',
    load: () => import('../../modules/audit/desk/oidc-page.tsx'),
    access: { roles: alarmSetters },
  },
  // Where an alarm leads.
  {
    path: '/audit/alarms/$alarmId',
    load: () => import('../../modules/audit/desk/audit-page.tsx'),
    access: { roles: watchers },
    under: '/audit',
  },
  { path: '/account', load: () => import('../../modules/people/desk/account-page.tsx') },
  { path: '/sign-in', load: () => import('../../modules/people/desk/sign-in-page.tsx'), access: 'public', bare: true },
  {
    path: '/sign-in/oidc',
    load: () => import('../../modules/people/desk/oidc-page.tsx'),
    access: 'public',
    bare: true,
  },
  { path: '/set-up', load: () => import('../../modules/people/desk/set-up-page.tsx'), access: 'public', bare: true },
]
