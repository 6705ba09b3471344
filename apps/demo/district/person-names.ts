import type { Random } from './random.ts'

// Not as an import above: a server that shows no demo would load its dictionary as well.
const { pinyin } = await import('pinyin-pro')

/** Surnames with how often they are met around Kunming (rough weights). */
const surnames: readonly (readonly [string, number])[] = (
  '李12 杨11 王9 张9 赵6 刘6 陈6 周5 马4 段4 何4 黄3 普3 罗3 徐3 高3 孙3 郭2 朱2 胡2 林2 谢2 施2 尹2 和2 木1 沐1 毕2 ' +
  '白2 董2 余2 吴3 沈2 万1 邓2 曾2 彭2 付2 许2 角1 资1 保1 鲁2 苏2 崔1 戴1 金1 窦1 浦1 晏1 鲍1 阮1 者1 那1'
)
  .split(' ')
  .map((entry) => [entry.slice(0, 1), Number(entry.slice(1))] as const)

/** Given names by generation, so that a retired fitter is not called like a pupil. */
const given = {
  older: (
    '国强 建国 桂芬 秀英 志明 玉珍 德昌 凤仙 永福 琼华 家荣 兰芬 绍清 学文 美仙 文英 正华 自强 素芬 光明 云昌 惠珍 汝明 ' +
    '翠仙 开元 竹仙 继昌 明珍 庆云 淑华 应祥 琼仙 树林 丽华 存义 玉兰 加林 莲英 万福 云芝 佩兰 朝栋 映昆 锡昌 体仁 玉芬'
  ).split(' '),
  middle: (
    '丽萍 勇 海燕 伟 敏 建军 红梅 志刚 琼 晓东 艳 云波 昆生 丽 涛 春燕 文斌 静 永刚 雪梅 斌 云霞 俊 江 晓玲 滇生 军 ' +
    '昆丽 跃 丽娟 宏伟 云峰 鹏 金花 锐 绍华 彦 艳琼 云辉 家伟 昆 永红 庆华 燕萍 林 东海'
  ).split(' '),
  younger: (
    '雨桐 浩然 思远 婷婷 梓涵 宇航 佳怡 鑫 倩 子墨 晨曦 一鸣 欣怡 天佑 若曦 锦程 雅琪 泽宇 梦洁 博文 诗雨 俊杰 娅 昊 ' +
    '星辰 紫薇 云舒 明轩 文静 嘉禾 思颖 启航 晓雯 逸飞 舒云 乐天 可欣 志远'
  ).split(' '),
} as const
export type Generation = keyof typeof given

/** The Latin form of a Chinese personal name: surname first, given name in one word. */
export function latinName(zh: string): string {
  const [surname = '', ...rest] = pinyin(zh, { toneType: 'none', type: 'array', surname: 'head', v: true })
  const cap = (word: string) => word.slice(0, 1).toUpperCase() + word.slice(1)
  return `${cap(surname)} ${cap(rest.join(''))}`.trim()
}

/** A maker of names that gives each name once. */
export function nameMaker(random: Random): (generation: Generation) => string {
  const used = new Set<string>()
  return (generation) => {
    for (;;) {
      const name = random.weighted(surnames, (s) => s[1])[0] + random.pick(given[generation])
      if (!used.has(name)) {
        used.add(name)
        return name
      }
    }
  }
}

/** A surname with a form of address, as strangers give it on the telephone ("王女士"). */
export function callerName(random: Random): string {
  return (
    random.weighted(surnames, (s) => s[1])[0] + random.pick(['女士', '先生', '女士', '先生', '师傅', '阿姨', '老师'])
  )
}
