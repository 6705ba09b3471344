import type { Actor, EventActor } from '../../../kernel/actor.ts'
import type { TenantId } from '../../../kernel/contract/ids.ts'
import type { Role } from '../../../kernel/contract/roles.ts'
import type { Words } from '../../../kernel/contract/words.ts'
import type { Tx } from '../../../kernel/db.ts'
import type { Secrets } from '../../../kernel/secrets.ts'
import { countFailingChannels } from '../../channels/public.ts'
import { consultationAskers, countConsultations } from '../../consultations/public.ts'
import { countWants, wantKeepers } from '../../finance/public.ts'
import { countConflicts, inChargeRoles } from '../../households/public.ts'
import { countIdeas, ideaDesks } from '../../ideas/public.ts'
import { countWaitingLetters } from '../../letters/public.ts'
import { unknownHolidayYears } from '../../matters/public.ts'
import { findVacancies, postManagers } from '../../people/public.ts'
import { answerers, countOpenRequests } from '../../privacy/public.ts'
import { countAskers, countNewThanks, stationKeepers } from '../../stations/public.ts'
import { placeAndAbove } from '../board-places.ts'
import { linkSources } from '../links/links.ts'
import type { Waiting } from './contract.ts'

/** Who asks, and when. */
export interface Asking {
  readonly tenantId: TenantId
  readonly actor: Actor
  readonly by: EventActor
  readonly at: Date
  readonly secrets: Secrets
}

interface Source {
  readonly code: string
  readonly words: Words
  readonly to: string
  readonly presses?: true
  /** Who may open the list; nobody else is told. */
  readonly roles: readonly Role[]
  readonly count: (tx: Tx, asking: Asking) => Promise<number>
}

const administrators = ['administrator'] as const

/** Besides what presses on the board of links. A source more is a line more. */
const sources: readonly Source[] = [
  {
    ...{ code: 'channels.failing', words: { zh: '消息渠道发不出去', en: 'Channels that fail' }, to: '/channels' },
    ...{ presses: true, roles: administrators },
    count: (tx, { tenantId }) => countFailingChannels(tx, tenantId),
  },
  {
    ...{ code: 'privacy.open', words: { zh: '个人信息申请待答复', en: 'Data requests to answer' }, to: '/privacy' },
    roles: answerers,
    count: countOpenRequests,
  },
  {
    ...{
      code: 'ideas.pending',
      words: { zh: '金点子待审核', en: 'Ideas to look at' },
      to: '/ideas/list?waiting=pending',
    },
    roles: ideaDesks,
    count: (tx, { actor }) => countIdeas(tx, actor, { waiting: 'pending' }),
  },
  {
    ...{
      code: 'ideas.appeals',
      words: { zh: '金点子申诉待处理', en: 'Appeals about ideas' },
      to: '/ideas/list?waiting=appeal',
    },
    roles: ideaDesks,
    count: (tx, { actor }) => countIdeas(tx, actor, { waiting: 'appeal' }),
  },
  {
    ...{
      code: 'consultations.statements',
      words: { zh: '协商有观点待看', en: 'Consultations with statements to read' },
    },
    ...{ to: '/consultations?waiting=true', roles: consultationAskers },
    count: (tx, { actor }) => countConsultations(tx, actor, { waiting: true }),
  },
  {
    ...{ code: 'consultations.closed', words: { zh: '协商待答复', en: 'Consultations to answer' } },
    ...{ to: '/consultations?state=closed', roles: consultationAskers },
    count: (tx, { actor }) => countConsultations(tx, actor, { state: 'closed' }),
  },
  {
    ...{ code: 'households.conflicts', words: { zh: '住户信息待选定', en: 'Household data to settle' } },
    ...{ to: '/households/conflicts', roles: inChargeRoles },
    count: (tx, { actor }) => countConflicts(tx, actor),
  },
  {
    ...{ code: 'finance.open', words: { zh: '融资需求待转介', en: 'Wants of firms to pass on' } },
    ...{ to: '/finance?state=open', roles: wantKeepers },
    count: (tx, { actor }) => countWants(tx, actor, { state: ['open'] }),
  },
  {
    ...{ code: 'stations.askers', words: { zh: '共享方待确认', en: 'Who asks to share' } },
    ...{ to: '/stations/sharers?show=asked&keeps=true', roles: stationKeepers },
    count: (tx, { actor }) => countAskers(tx, actor),
  },
  {
    ...{ code: 'stations.thanks', words: { zh: '感谢待审', en: 'Thanks to read' } },
    ...{ to: '/stations/thanks?show=new&keeps=true', roles: stationKeepers },
    count: (tx, { actor }) => countNewThanks(tx, actor),
  },
  {
    ...{ code: 'letters.waiting', words: { zh: '来信待处理', en: 'Letters to decide on' }, to: '/letters' },
    roles: administrators,
    count: (tx, { tenantId }) => countWaitingLetters(tx, tenantId),
  },
  {
    ...{ code: 'people.vacancies', words: { zh: '空缺岗位', en: 'Empty posts' }, to: '/vacancies' },
    roles: postManagers,
    count: async (tx, { actor, at }) => (await findVacancies(tx, actor, { limit: 1 }, at)).total,
  },
  {
    ...{ code: 'rules.holidays', words: { zh: '放假安排待更新的年份', en: 'Years without public holidays' } },
    ...{ to: '/rules/calendar', roles: administrators },
    count: async (tx, { tenantId, at }) => (await unknownHolidayYears(tx, tenantId, at)).length,
  },
]

/** What waits for somebody besides the matters in their hands: of those lists alone that they may open. */
export async function waitingFor(tx: Tx, asking: Asking): Promise<Waiting[]> {
  const { actor } = asking
  const mayOpen = (roles: readonly Role[]) => actor.posts.some(({ role }) => roles.includes(role))
  const found = await pressingLinks(tx, asking, mayOpen)
  for (const { code, words, to, presses = false, roles, count } of sources) {
    const value = mayOpen(roles) ? await count(tx, asking) : 0
    if (value > 0) found.push({ code, words, value, to, presses })
  }
  return found.toSorted((a, b) => Number(b.presses) - Number(a.presses))
}

/** What presses on the board of links of one's own places; matters stand on the page already. */
async function pressingLinks(
  tx: Tx,
  { actor, at }: Asking,
  mayOpen: (roles: readonly Role[]) => boolean,
): Promise<Waiting[]> {
  if (actor.posts.every(({ role }) => role === 'administrator')) return []
  const [place] = await placeAndAbove(tx, actor, undefined)
  if (!place) return []
  const asked = { placePath: place.path, from: at, to: at, at }
  const found: Waiting[] = []
  for (const { figures, pressing = [], roles } of linkSources) {
    const codes = pressing.filter((code) => !code.startsWith('matters.'))
    if (codes.length === 0 || !mayOpen(roles)) continue
    for (const { code, words, value, to } of await figures(tx, actor, asked))
      if (codes.includes(code) && value > 0)
        found.push({ code, words, value, to, presses: /major|overdue|late/.test(code) })
  }
  return found
}
