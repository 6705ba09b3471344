import type { Words } from '../../kernel/contract/words.ts'
import type { EventName, MatterEvent } from './events.ts'

// What is told of a matter, and to whom: data alone. How it reaches them: telling.ts.

/** What a telling calls a matter by. */
interface Named {
  readonly title: string
}

/** To whom an event is told. `followers` are the reporter, the members of the firm that it is about, and all who follow. */
export type Audience = 'holder' | 'former' | 'named' | 'followers' | 'escalated' | 'resolver' | 'rallied' | 'called'

export interface Telling {
  readonly to: readonly Audience[]
  readonly words: (matter: Named, event: MatterEvent) => Words
  readonly urgent?: boolean
}

const about = (matter: Named) => `「${matter.title}」`
const telling = (
  to: readonly Audience[],
  zh: (m: Named) => string,
  en: (m: Named) => string,
  urgent = false,
): Telling => ({
  to,
  urgent,
  words: (m) => ({ zh: zh(m), en: en(m) }),
})

/** Who hears of what, in words. What is not listed stays in the timeline. */
const tellings: Partial<Record<EventName, readonly Telling[]>> = {
  reported: [
    telling(
      ['holder'],
      (m) => `新事项${about(m)}已派到您这里`,
      (m) => `New: ${about(m)} came to you`,
    ),
  ],
  assign: [
    telling(
      ['holder'],
      (m) => `${about(m)}派给您办理`,
      (m) => `${about(m)} was assigned to you`,
    ),
  ],
  reassign: [
    telling(
      ['holder'],
      (m) => `${about(m)}转给您办理`,
      (m) => `${about(m)} was passed on to you`,
    ),
  ],
  review_return: [
    telling(
      ['holder'],
      (m) => `退单已审核：${about(m)}由您办理`,
      (m) => `The return was reviewed: ${about(m)} is yours`,
    ),
  ],
  return: [
    telling(
      ['holder'],
      (m) => `${about(m)}被退单，请审核`,
      (m) => `${about(m)} was returned; please review`,
    ),
  ],
  contact: [
    telling(
      ['followers'],
      (m) => `${about(m)}已有人联系办理`,
      (m) => `Somebody is working on ${about(m)}`,
    ),
  ],
  resolve: [
    telling(
      ['followers'],
      (m) => `${about(m)}已办结，请您确认是否解决`,
      (m) => `${about(m)} was resolved. Is it really solved?`,
      true,
    ),
    telling(
      ['holder'],
      (m) => `${about(m)}已办结，请回访`,
      (m) => `${about(m)} was resolved; please follow up`,
    ),
  ],
  reject: [
    telling(
      ['holder'],
      (m) => `上报人说${about(m)}没有解决，请重办`,
      (m) => `The reporter says that ${about(m)} is not solved`,
      true,
    ),
  ],
  follow_up: [],
  reopen: [
    telling(
      ['holder'],
      (m) => `${about(m)}重新办理`,
      (m) => `${about(m)} was reopened`,
      true,
    ),
  ],
  confirm: [
    telling(
      ['resolver', 'followers'],
      (m) => `${about(m)}已确认解决，谢谢`,
      (m) => `${about(m)} is confirmed as solved. Thank you`,
    ),
  ],
  close: [
    telling(
      ['followers'],
      (m) => `${about(m)}已归档`,
      (m) => `${about(m)} was closed`,
    ),
  ],
  extend: [
    telling(
      ['followers'],
      (m) => `${about(m)}延期办理，原因见详情`,
      (m) => `${about(m)} will take longer; see why`,
    ),
  ],
  suspend: [
    telling(
      ['followers', 'holder'],
      (m) => `${about(m)}暂时挂账，原因和复核日期见详情`,
      (m) => `${about(m)} is on hold; see why and until when`,
    ),
  ],
  resume: [
    telling(
      ['followers', 'holder'],
      (m) => `${about(m)}恢复办理`,
      (m) => `Work on ${about(m)} goes on`,
    ),
  ],
  urge: [
    telling(
      ['holder'],
      (m) => `催办：${about(m)}`,
      (m) => `Urged: ${about(m)}`,
      true,
    ),
  ],
  supervise: [
    telling(
      ['holder'],
      (m) => `督办：${about(m)}`,
      (m) => `Under supervision: ${about(m)}`,
      true,
    ),
  ],
  order: [
    telling(
      ['holder', 'named'],
      (m) => `督办单：${about(m)}，请按期答复`,
      (m) => `Supervision order on ${about(m)}: please answer in time`,
      true,
    ),
  ],
  answer_order: [
    telling(
      ['named'],
      (m) => `督办已答复：${about(m)}`,
      (m) => `The order on ${about(m)} was answered`,
    ),
  ],
  order_overdue: [
    telling(
      ['holder', 'named'],
      (m) => `督办单逾期未答复：${about(m)}`,
      (m) => `The order on ${about(m)} was not answered in time`,
      true,
    ),
  ],
  bulletin: [
    telling(
      ['holder', 'named'],
      (m) => `列入通报：${about(m)}`,
      (m) => `Named on the bulletin: ${about(m)}`,
    ),
  ],
  talk: [
    telling(
      ['holder', 'named'],
      (m) => `约谈：${about(m)}`,
      (m) => `Called to a talk about ${about(m)}`,
      true,
    ),
  ],
  record_talk: [
    telling(
      ['holder', 'named'],
      (m) => `约谈已记录：${about(m)}`,
      (m) => `The talk about ${about(m)} was recorded`,
    ),
  ],
  escalate: [
    telling(
      ['escalated', 'holder'],
      (m) => `超时升级：${about(m)}`,
      (m) => `Overdue, one level up: ${about(m)}`,
    ),
  ],
  rally: [
    telling(
      ['rallied'],
      (m) => `吹哨：请就${about(m)}应答`,
      (m) => `You are called: please answer on ${about(m)}`,
      true,
    ),
  ],
  answer_rally: [
    telling(
      ['holder'],
      (m) => `有部门就${about(m)}应哨`,
      (m) => `A department answered on ${about(m)}`,
    ),
  ],
  rally_overdue: [
    telling(
      ['holder', 'rallied'],
      (m) => `${about(m)}还有部门没有应哨`,
      (m) => `${about(m)}: a department has not answered`,
    ),
  ],
  merge: [
    telling(
      ['followers'],
      (m) => `${about(m)}与另一件相同，已合并办理`,
      (m) => `${about(m)} is handled together with the same matter`,
    ),
  ],
  unmerge: [
    telling(
      ['followers', 'holder'],
      (m) => `${about(m)}恢复单独办理`,
      (m) => `${about(m)} is handled on its own again`,
    ),
  ],
  void: [
    telling(
      ['followers'],
      (m) => `${about(m)}已作废，原因见详情`,
      (m) => `${about(m)} was voided; see why`,
    ),
  ],
  comment: [
    telling(
      ['holder', 'followers'],
      (m) => `${about(m)}有新留言`,
      (m) => `New comment on ${about(m)}`,
    ),
  ],
  reroute: [
    telling(
      ['holder'],
      (m) => `网格调整：${about(m)}现由您负责`,
      (m) => `Grids were redrawn: ${about(m)} is yours now`,
    ),
    telling(
      ['former'],
      (m) => `网格调整：${about(m)}已转到新的网格办理`,
      (m) => `Grids were redrawn: ${about(m)} passed to the new grid`,
    ),
  ],
  holder_changed: [
    telling(
      ['holder'],
      (m) => `岗位交接：${about(m)}现由您负责`,
      (m) => `Handed over: ${about(m)} is yours now`,
    ),
  ],
}

/** A follow-up's telling depends on what it found. */
export function tellingsOf(event: MatterEvent): readonly Telling[] {
  if (event.action !== 'follow_up') return tellings[event.action] ?? []
  if (event.to === 'handling') return tellings.reject ?? []
  return event.to === 'closed' ? (tellings.confirm ?? []) : []
}
