import { quoted } from '../../kernel/contract/punctuation.ts'
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

const telling = (
  to: readonly Audience[],
  zh: (it: string) => string,
  en: (it: string) => string,
  urgent = false,
): Telling => ({
  to,
  urgent,
  words: ({ title }) => ({ zh: zh(quoted('zh', title)), en: en(quoted('en', title)) }),
})

/** Who hears of what, in words. What is not listed stays in the timeline. */
const tellings: Partial<Record<EventName, readonly Telling[]>> = {
  reported: [
    telling(
      ['holder'],
      (it) => `新事项${it}已派到您这里`,
      (it) => `New: ${it} came to you`,
    ),
  ],
  assign: [
    telling(
      ['holder'],
      (it) => `${it}派给您办理`,
      (it) => `${it} was assigned to you`,
    ),
  ],
  reassign: [
    telling(
      ['holder'],
      (it) => `${it}转给您办理`,
      (it) => `${it} was passed on to you`,
    ),
  ],
  review_return: [
    telling(
      ['holder'],
      (it) => `退单已审核：${it}由您办理`,
      (it) => `The return was reviewed: ${it} is yours`,
    ),
  ],
  return: [
    telling(
      ['holder'],
      (it) => `${it}被退单，请审核`,
      (it) => `${it} was returned; please review`,
    ),
  ],
  contact: [
    telling(
      ['followers'],
      (it) => `${it}已有人联系办理`,
      (it) => `Somebody is working on ${it}`,
    ),
  ],
  resolve: [
    telling(
      ['followers'],
      (it) => `${it}已办结，请您确认是否解决`,
      (it) => `${it} was resolved. Is it really solved?`,
      true,
    ),
    telling(
      ['holder'],
      (it) => `${it}已办结，请回访`,
      (it) => `${it} was resolved; please follow up`,
    ),
  ],
  reject: [
    telling(
      ['holder'],
      (it) => `上报人说${it}没有解决，请重办`,
      (it) => `The reporter says that ${it} is not solved`,
      true,
    ),
  ],
  follow_up: [],
  reopen: [
    telling(
      ['holder'],
      (it) => `${it}重新办理`,
      (it) => `${it} was reopened`,
      true,
    ),
  ],
  confirm: [
    telling(
      ['resolver', 'followers'],
      (it) => `${it}已确认解决，谢谢`,
      (it) => `${it} is confirmed as solved. Thank you`,
    ),
  ],
  close: [
    telling(
      ['followers'],
      (it) => `${it}已归档`,
      (it) => `${it} was closed`,
    ),
  ],
  extend: [
    telling(
      ['followers'],
      (it) => `${it}延期办理，原因见详情`,
      (it) => `${it} will take longer; see why`,
    ),
  ],
  suspend: [
    telling(
      ['followers', 'holder'],
      (it) => `${it}暂时挂账，原因和复核日期见详情`,
      (it) => `${it} is on hold; see why and until when`,
    ),
  ],
  resume: [
    telling(
      ['followers', 'holder'],
      (it) => `${it}恢复办理`,
      (it) => `Work on ${it} goes on`,
    ),
  ],
  urge: [
    telling(
      ['holder'],
      (it) => `催办：${it}`,
      (it) => `Urged: ${it}`,
      true,
    ),
  ],
  supervise: [
    telling(
      ['holder'],
      (it) => `督办：${it}`,
      (it) => `Under supervision: ${it}`,
      true,
    ),
  ],
  order: [
    telling(
      ['holder', 'named'],
      (it) => `督办单：${it}，请按期答复`,
      (it) => `Supervision order on ${it}: please answer in time`,
      true,
    ),
  ],
  answer_order: [
    telling(
      ['named'],
      (it) => `督办已答复：${it}`,
      (it) => `The order on ${it} was answered`,
    ),
  ],
  order_overdue: [
    telling(
      ['holder', 'named'],
      (it) => `督办单逾期未答复：${it}`,
      (it) => `The order on ${it} was not answered in time`,
      true,
    ),
  ],
  bulletin: [
    telling(
      ['holder', 'named'],
      (it) => `列入通报：${it}`,
      (it) => `Named on the bulletin: ${it}`,
    ),
  ],
  talk: [
    telling(
      ['holder', 'named'],
      (it) => `约谈：${it}`,
      (it) => `Called to a talk about ${it}`,
      true,
    ),
  ],
  record_talk: [
    telling(
      ['holder', 'named'],
      (it) => `约谈已记录：${it}`,
      (it) => `The talk about ${it} was recorded`,
    ),
  ],
  escalate: [
    telling(
      ['escalated', 'holder'],
      (it) => `超时升级：${it}`,
      (it) => `Overdue, one level up: ${it}`,
    ),
  ],
  rally: [
    telling(
      ['rallied'],
      (it) => `吹哨：请就${it}应答`,
      (it) => `You are called: please answer on ${it}`,
      true,
    ),
  ],
  answer_rally: [
    telling(
      ['holder'],
      (it) => `有部门就${it}应哨`,
      (it) => `A department answered on ${it}`,
    ),
  ],
  rally_overdue: [
    telling(
      ['holder', 'rallied'],
      (it) => `${it}还有部门没有应哨`,
      (it) => `${it}: a department has not answered`,
    ),
  ],
  merge: [
    telling(
      ['followers'],
      (it) => `${it}与另一件相同，已合并办理`,
      (it) => `${it} is handled together with the same matter`,
    ),
  ],
  unmerge: [
    telling(
      ['followers', 'holder'],
      (it) => `${it}恢复单独办理`,
      (it) => `${it} is handled on its own again`,
    ),
  ],
  void: [
    telling(
      ['followers'],
      (it) => `${it}已作废，原因见详情`,
      (it) => `${it} was voided; see why`,
    ),
  ],
  comment: [
    telling(
      ['holder', 'followers'],
      (it) => `${it}有新留言`,
      (it) => `New comment on ${it}`,
    ),
  ],
  reroute: [
    telling(
      ['holder'],
      (it) => `网格调整：${it}现由您负责`,
      (it) => `Grids were redrawn: ${it} is yours now`,
    ),
    telling(
      ['former'],
      (it) => `网格调整：${it}已转到新的网格办理`,
      (it) => `Grids were redrawn: ${it} passed to the new grid`,
    ),
  ],
  holder_changed: [
    telling(
      ['holder'],
      (it) => `岗位交接：${it}现由您负责`,
      (it) => `Handed over: ${it} is yours now`,
    ),
  ],
}

/** A follow-up's telling depends on what it found. */
export function tellingsOf(event: MatterEvent): readonly Telling[] {
  if (event.action !== 'follow_up') return tellings[event.action] ?? []
  if (event.to === 'handling') return tellings.reject ?? []
  return event.to === 'closed' ? (tellings.confirm ?? []) : []
}
