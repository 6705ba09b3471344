// What the demo's households are called and say. All of it is invented.

export const surnames = '李杨张王赵刘陈周马段何黄普罗徐高孙郭朱胡林谢施尹和毕白董余吴沈邓曾彭付许鲁苏崔戴金'
export const older =
  '国强 建国 桂芬 秀英 志明 玉珍 凤仙 永福 琼华 兰芬 学文 美仙 自强 素芬 光明 惠珍 开元 庆云 淑华 树林'.split(' ')
export const middle =
  '丽萍 海燕 建军 红梅 志刚 晓东 云波 春燕 文斌 永刚 雪梅 云霞 晓玲 丽娟 宏伟 云峰 金花 家伟 庆华 东海'.split(' ')
export const younger =
  '雨桐 浩然 思远 婷婷 梓涵 宇航 佳怡 子墨 晨曦 一鸣 欣怡 若曦 锦程 雅琪 泽宇 博文 诗雨 俊杰 嘉禾 乐天'.split(' ')

export interface Saying {
  readonly words: string
  readonly isOpen: boolean
  readonly wish?:
    | 'repair'
    | 'appliances'
    | 'phone_help'
    | 'company'
    | 'errands'
    | 'escort'
    | 'tutoring'
    | 'hair'
    | 'moving'
  readonly volunteer?: true
  /** What the matter is about that it becomes, by a word that its category knows. */
  readonly matter?: string
}

export const sayings: readonly Saying[] = [
  { words: '家里都好，没有什么需要的。', isOpen: true },
  { words: '楼道堆了旧家具，说过几次了还在。', isOpen: true, matter: '楼道堆物，请清理' },
  { words: '晚上楼下烧烤摊吵到十一点多。', isOpen: true, matter: '夜间烧烤摊噪声扰民' },
  { words: '想让人来看看厨房的水龙头，滴水。', isOpen: true, wish: 'repair' },
  { words: '手机上不会交社保，想有人教一教。', isOpen: true, wish: 'phone_help' },
  { words: '女儿在外地，平时一个人，想有人来坐坐。', isOpen: false, wish: 'company' },
  { words: '腿脚不便，买菜想请人代一代。', isOpen: false, wish: 'errands' },
  { words: '退休前是电工，院里有活可以叫我。', isOpen: true, volunteer: true },
  { words: '会理发，周末有空，愿意给老人理。', isOpen: true, volunteer: true },
  { words: '下周要去医院复查，没人陪。', isOpen: false, wish: 'escort' },
  { words: '老伴走了以后睡不好，多聊了半小时。', isOpen: false },
  { words: '孩子今年上三年级，作业没人看。', isOpen: true, wish: 'tutoring' },
  { words: '问加装电梯什么时候开始。', isOpen: true },
  { words: '房东要涨租，可能月底搬。', isOpen: false },
  { words: '单元门关不严，夜里进陌生人。', isOpen: true, matter: '单元门锁坏了，关不严' },
  { words: '在家带孙子，一切都好。', isOpen: true },
]
