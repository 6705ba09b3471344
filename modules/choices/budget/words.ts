import { defineWords, type Lang, wordsIn } from '../../../kernel/contract/words.ts'
import type { ReasonShape } from './contract.ts'
import type { BallotKind } from './rules/election.ts'

/** Words about votes on budgets that both apps and the export say. */
export const budgetBook = defineWords({
  zh: {
    title: '项目票选',
    sheet: '票选',
    state: {
      draft: '草稿',
      announced: '公示中',
      open: '投票中',
      closed: '正在计票',
      counted: '已计票',
      published: '已公布',
      cancelled: '已取消',
    },
    kind: { approval: '赞成制', ranked: '排序', points: '打分' },
    how: {
      approval: (most: number | null) => (most ? `最多选 ${most} 项` : '想支持的都可以选'),
      ranked: (most: number | null) => (most ? `按喜欢的先后排，最多排 ${most} 项` : '按喜欢的先后排'),
      points: (most: number | null) => `一共有 ${most ?? 10} 分，分给想支持的项目`,
    },
    rule: { shares: '等额份额法', greedy: '得票优先' },
    ruleHint: {
      shares: '每位投票人有同样大的一份预算，支持同一项目的人一起出钱，人均出得最少的先定。少数人也有份。',
      greedy: '得票（分）最多的先定，预算不够的跳过，直到用完。',
    },
    openTo: { phones: '本地居民，用手机号登录', register: '只限投票名册上的人' },
    channel: { phone: '手机', code: '投票码', paper: '纸质代录' },
    yuan: (n: string) => `${n} 元`,
    voters: (n: string) => `${n} 人已投票`,
    items: (n: string) => `${n} 个项目`,
    withheld: { hidden: '已隐藏', withdrawn: '已撤回' },
    withheldItem: (n: string, why: string) => `项目 ${n}（${why}）`,
    opens: (day: string) => `${day}开始投票`,
    closes: (day: string) => `投票到${day}`,
    column: { n: '编号', title: '项目', cost: '费用（元）', votes: '支持人数', points: '得分' },
    chosen: '选中',
    notChosen: '未选中',
    decides: (rule: string) => `${rule}（本次按此）`,
    why: (rule: string) => `${rule}：原因`,
    fault: {
      sealed: '打不开',
      length: '项目数不对',
      value: '填写不对',
      too_many: '选得太多',
      order: '名次不连续',
    },
    reason: {
      bought: (payers: string, price: string, perPoint: boolean) =>
        perPoint ? `${payers} 人一起出钱，每分出 ${price} 元` : `${payers} 人一起出钱，每人出 ${price} 元`,
      spent: (n: string) => `其中 ${n} 人把剩下的都出了`,
      costless: '不花钱，有人支持就定',
      fitted: (left: string) => `轮到它时预算还剩 ${left} 元，够用`,
      did_not_fit: (left: string, missing: string) => `轮到它时预算只剩 ${left} 元，差 ${missing} 元`,
      supporters_short: (money: string, missing: string) => `支持者手里一共还剩 ${money} 元，差 ${missing} 元`,
      no_votes: '没有人选',
    },
    comma: '；',
  },
  en: {
    title: 'Votes on budgets',
    sheet: 'Vote',
    state: {
      draft: 'Draft',
      announced: 'Notice given',
      open: 'Open',
      closed: 'Being counted',
      counted: 'Counted',
      published: 'Published',
      cancelled: 'Cancelled',
    },
    kind: { approval: 'Approval', ranked: 'Ranking', points: 'Points' },
    how: {
      approval: (most: number | null) => (most ? `Tick at most ${most}` : 'Tick all that you would like'),
      ranked: (most: number | null) =>
        most ? `Put at most ${most} in order, best first` : 'Put them in order, best first',
      points: (most: number | null) => `You have ${most ?? 10} points to give`,
    },
    rule: { shares: 'Equal shares', greedy: 'Most votes first' },
    ruleHint: {
      shares:
        'Every voter has the same part of the money. Supporters of an item pay for it together; the one that is cheapest for each of them comes first. Minorities get their part.',
      greedy: 'The item with the most votes (points) comes first; what no longer fits is passed over.',
    },
    openTo: { phones: 'Residents, signed in by phone', register: 'Only who is on the register of voters' },
    channel: { phone: 'Phone', code: 'Code', paper: 'Paper' },
    yuan: (n: string) => `¥${n}`,
    voters: (n: string) => (n === '1' ? '1 has voted' : `${n} have voted`),
    items: (n: string) => (n === '1' ? '1 item' : `${n} items`),
    withheld: { hidden: 'Hidden', withdrawn: 'Withdrawn' },
    withheldItem: (n: string, why: string) => `Item ${n} (${why.toLowerCase()})`,
    opens: (day: string) => `Voting begins on ${day}`,
    closes: (day: string) => `Votes until ${day}`,
    column: { n: 'No.', title: 'Item', cost: 'Cost (yuan)', votes: 'Supporters', points: 'Points' },
    chosen: 'Chosen',
    notChosen: 'Not chosen',
    decides: (rule: string) => `${rule} (decides)`,
    why: (rule: string) => `${rule}: why`,
    fault: {
      sealed: 'does not open',
      length: 'wrong number of items',
      value: 'not filled in rightly',
      too_many: 'too much chosen',
      order: 'places with gaps',
    },
    reason: {
      bought: (payers: string, price: string, perPoint: boolean) =>
        `${payers === '1' ? '1 supporter' : `${payers} supporters`} paid ¥${price} ${perPoint ? 'a point' : 'each'}`,
      spent: (n: string) => (n === '1' ? '1 of them gave all that was left' : `${n} of them gave all they had left`),
      costless: 'It costs nothing and somebody wants it',
      fitted: (left: string) => `¥${left} of the budget was left when its turn came: it fits`,
      did_not_fit: (left: string, missing: string) =>
        `only ¥${left} of the budget was left when its turn came: ¥${missing} short`,
      supporters_short: (money: string, missing: string) =>
        `its supporters had ¥${money} left together: ¥${missing} short`,
      no_votes: 'nobody chose it',
    },
    comma: '; ',
  },
})

/** Fen as yuan: `12,000`, `0.50`. */
export const yuanText = (fen: number): string =>
  (fen / 100).toLocaleString('en', { minimumFractionDigits: fen % 100 === 0 ? 0 : 2, maximumFractionDigits: 2 })

/** Why an item won, or by how much it missed, in a sentence. */
export function reasonsIn(lang: Lang, kind: BallotKind, reasons: readonly ReasonShape[]): string {
  const w = wordsIn(budgetBook, lang)
  const count = (n = 0) => n.toLocaleString('en')
  const said = reasons.flatMap((one) => {
    const r = w.reason
    switch (one.kind) {
      case 'bought': {
        const price = r.bought(count(one.payers), yuanText(one.priceFen ?? 0), kind !== 'approval')
        return one.spentPayers ? [price, r.spent(count(one.spentPayers))] : [price]
      }
      case 'fitted':
        return [r.fitted(yuanText(one.leftFen ?? 0))]
      case 'did_not_fit':
        return [r.did_not_fit(yuanText(one.leftFen ?? 0), yuanText(one.missingFen ?? 0))]
      case 'supporters_short':
        return [r.supporters_short(yuanText(one.moneyFen ?? 0), yuanText(one.missingFen ?? 0))]
      default:
        return [r[one.kind]]
    }
  })
  const sentence = said.join(w.comma)
  return sentence.charAt(0).toUpperCase() + sentence.slice(1)
}
