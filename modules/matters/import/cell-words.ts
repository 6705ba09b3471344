import type { Static } from 'typebox'
import type { ChannelSchema, outcomes } from '../contract.ts'

export type Outcome = (typeof outcomes)[number]
export type Channel = Static<typeof ChannelSchema>

const spell = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_-]/g, '')

function lookup<T>(table: readonly (readonly [T, string])[]): (text: string) => T | undefined {
  const byWord = new Map(table.flatMap(([value, words]) => words.split(' ').map((word) => [word, value] as const)))
  return (text) => byWord.get(spell(text))
}

/** How registers write where a matter stands: how it ended, or that it is open. */
export const stateOf = lookup<Outcome | 'open'>([
  [
    'open',
    '办理中 处理中 未办结 未完成 待办 待处理 已受理 受理中 已派单 进行中 转办中 未处理 否 open pending inprogress accepted no',
  ],
  [
    'solved',
    '已办结 办结 已解决 已完成 完成 解决 已处理 处理完成 已归档 结案 已结案 是 solved closed done resolved yes',
  ],
  ['explained', '已答复 已回复 已解释 解释说明 答复 回复 explained answered'],
  ['planned', '列入计划 已列入计划 纳入计划 planned'],
  ['not_feasible', '暂不可行 无法解决 不可行 不予受理 notfeasible rejected'],
  ['unreached', '无法联系 联系不上 unreached'],
  ['void', '作废 无效 已作废 撤销 已撤销 void cancelled invalid'],
])

export const priorityOf = lookup<'normal' | 'urgent'>([
  ['normal', '一般 普通 正常 不紧急 非紧急 否 低 中 normal low medium no'],
  ['urgent', '紧急 特急 加急 急 是 高 urgent high yes'],
])

const rating = lookup<number>([
  [5, '5 5分 5星 非常满意 很满意 verysatisfied'],
  [4, '4 4分 4星 满意 satisfied'],
  [3, '3 3分 3星 基本满意 一般 neutral'],
  [2, '2 2分 2星 不满意 dissatisfied'],
  [1, '1 1分 1星 非常不满意 很不满意 verydissatisfied'],
])
/** 1 (worst) to 5 (best); null where somebody wrote that there is no rating; undefined where it cannot be read. */
export const ratingOf = (text: string): number | null | undefined =>
  /^(未评价|无|未回访|none|-+)$/i.test(text) ? null : rating(text)

const channels: readonly (readonly [Channel, RegExp])[] = [
  ['phone', /12345|12319|热线|来电|电话|phone|call/i],
  ['wechat', /微信|公众号|企业微信|wechat/i],
  ['patrol', /巡查|巡检|网格|自行发现|主动发现|patrol/i],
  ['counter', /窗口|来访|上门|现场|当面|大厅|counter|walk/i],
  ['pocket', /小程序|随手拍|扫码|掌上|网上|网站|app|online/i],
]
/** The door that the words name; `import` where they name none of ours. */
export const channelOf = (text: string): Channel => channels.find(([, words]) => words.test(text))?.[0] ?? 'import'
