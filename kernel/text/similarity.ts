import { bigrams, normalise } from './normalise.ts'

/** Words that stand in almost every message and say nothing about what it is about; cut out before comparing. */
const stopWords = new RegExp(
  '尊敬的|您好|你好|大家好|请问|我们|我是|我家|咱们|他们|你们|大家|自己|本人|小区|社区|业主|居民|住户|物业|希望|领导|书记|主任|' +
    '感谢|谢谢|麻烦|请求|恳请|反映|反应|投诉|咨询|建议|问题|情况|解决|处理|帮忙|有关|相关|部门|政府|能否|可以|是否|什么|怎么|' +
    '为何|如何|这个|那个|这里|那里|这边|那边|现在|目前|已经|一直|多次|今天|昨天|最近|时候|一下|一个|没有|不能|因为|所以|但是|' +
    '而且|就是|还是|非常|严重|影响|生活|位于|关于',
  'g',
)

/** What matters in a neighbourhood are about. One of these in both texts says more than any other pair. */
const subjects = new Set(
  (
    '电梯 垃圾 漏水 停水 停电 路灯 楼道 井盖 下水 污水 化粪 堵塞 积水 水管 燃气 暖气 供暖 消防 充电 电动 飞线 停车 车位 占道 ' +
    '噪音 扰民 施工 装修 广场 油烟 烧烤 臭味 异味 违建 搭建 绿化 树枝 树木 草坪 养狗 遛狗 流浪 狗叫 老鼠 蟑螂 蚊虫 白蚁 ' +
    '墙皮 外墙 脱落 屋顶 裂缝 门禁 道闸 监控 围墙 健身 坑洼 路面 公交 快递 高空 抛物 诈骗 电线 网线 信号 水压 水质 水费 电费'
  ).split(' '),
)

/** Pairs that fit any complaint; they count a little. */
const weakBigrams = new Set(
  '坏了 又坏 不了 没人 人管 有人 几天 三天 两天 几个 太多 很多 太大 增加 设施 声音 晚上 早上 老人 孩子 门口 楼下 楼上'.split(
    ' ',
  ),
)

/** Two spellings of one thing, the rarer first. Kept short on purpose: a dictionary would hide what decides. */
const spellings: readonly (readonly [string, string])[] = [
  ['电瓶车', '电动车'],
  ['电单车', '电动车'],
  ['噪声', '噪音'],
  ['渗水', '漏水'],
  ['停车位', '车位'],
  ['不亮', '坏了'],
  ['没亮', '坏了'],
  ['断电', '停电'],
  ['没电', '停电'],
  ['断水', '停水'],
  ['没水', '停水'],
  ['下水道', '下水'],
  ['窨井', '井盖'],
]

/** A normalised text with blanks for the words that stand in almost every message. */
export const withoutStopWords = (text: string): string => text.replace(stopWords, ' ')

/** The weighted words of a text: what `similarityOf` compares. Make it once where one text meets many. */
export type WeightedWords = ReadonlyMap<string, number>

/**
 * Bigrams with weights: subjects of neighbourhood matters 3, weak pairs and single characters 0.3, bare numbers a half,
 * the rest 1; what stands in every message is left out.
 */
export function weighWords(text: string): WeightedWords {
  let spelt = withoutStopWords(normalise(text))
  for (const [rare, usual] of spellings) spelt = spelt.replaceAll(rare, usual)
  return new Map(bigrams(spelt).map((word) => [word, weightOf(word)]))
}

function weightOf(word: string): number {
  if (subjects.has(word)) return 3
  if (weakBigrams.has(word) || /^\p{Script=Han}$/u.test(word)) return 0.3
  return /^\d+$/.test(word) ? 0.5 : 1
}

/** The whole weight of a text. */
export const weightOfAll = (words: WeightedWords): number =>
  [...words.values()].reduce((total, weight) => total + weight, 0)

/** How far an almost complete overlap of a short report with a long one lifts the Dice value. */
export const containmentLift = 0.5
/** A text needs this much weight before "all of it occurs in the other" means something. */
export const telling = 6

/**
 * How alike two texts are, 0 to 1, whichever comes first: Dice's coefficient of the weighted words, lifted where the
 * shorter text is mostly contained in the longer one (a neighbour's one line beside another's long story).
 */
export function similarityOf(a: WeightedWords, b: WeightedWords): number {
  let common = 0
  for (const [word, weight] of a) if (b.has(word)) common += weight
  return textLikeness(common, weightOfAll(a), weightOfAll(b))
}

/** The same from the weights alone: what both have in common, and the whole of each. Grows with the first, falls with either whole. */
export function textLikeness(common: number, weightA: number, weightB: number): number {
  if (weightA === 0 || weightB === 0) return 0
  const dice = (2 * common) / (weightA + weightB)
  const shorter = Math.min(weightA, weightB)
  const contained = (common / shorter) ** 2 * Math.min(1, shorter / telling)
  return dice + (1 - dice) * containmentLift * contained
}

/** similarityOf for two texts; 1 for texts that are spelt the same after normalising. */
export function similarity(a: string, b: string): number {
  const [first, second] = [normalise(a), normalise(b)]
  if (first !== '' && first === second) return 1
  return similarityOf(weighWords(first), weighWords(second))
}
