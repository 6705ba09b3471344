/** Invented names, [zh, en], given to the roads in the order in which they are drawn. */
export type RoadName = readonly [zh: string, en: string]

export const communityStreets: Record<string, readonly RoadName[]> = {
  TX: [
    ['厂前路', 'Changqian Road'],
    ['锦纶街', 'Jinlun Street'],
    ['铁工街', 'Tiegong Street'],
    ['新村路', 'Xincun Road'],
  ],
  LG: [['报国街', 'Baoguo Street']],
  QS: [['石阶街', 'Shijie Street']],
}

export const communityLanes: Record<string, readonly RoadName[]> = {
  TX: [
    ['梭子巷', 'Suozi Lane'],
    ['铜牛巷', 'Tongniu Lane'],
    ['炉前巷', 'Luqian Lane'],
    ['汽笛巷', 'Qidi Lane'],
    ['俱乐部巷', 'Julebu Lane'],
    ['食堂巷', 'Shitang Lane'],
    ['光明里', 'Guangmingli'],
    ['老澡堂巷', 'Laozaotang Lane'],
    ['道岔巷', 'Daocha Lane'],
    ['劳模巷', 'Laomo Lane'],
    ['榫头巷', 'Suntou Lane'],
    ['三线巷', 'Sanxian Lane'],
    ['白杨巷', 'Baiyang Lane'],
    ['向阳里', 'Xiangyangli'],
    ['开水房巷', 'Kaishuifang Lane'],
  ],
  LG: [
    ['灵光后巷', 'Lingguang Back Lane'],
    ['铅字巷', 'Qianzi Lane'],
    ['邮差巷', 'Youchai Lane'],
    ['柜台巷', 'Guitai Lane'],
  ],
  QS: [
    ['染布巷', 'Ranbu Lane'],
    ['米仓巷', 'Micang Lane'],
    ['砚池巷', 'Yanchi Lane'],
  ],
}

const first = '安宁和顺永丰乐善清秀文华春晖银杏蓝花桂香玉带翠湖长虹青松明月北辰东风星海书林云锦'
const suffixes = [
  ['街', 'Street'],
  ['路', 'Road'],
  ['巷', 'Lane'],
] as const
const pinyin = (
  'Anning Heshun Yongfeng Leshan Qingxiu Wenhua Chunhui Yinxing Lanhua Guixiang Yudai Cuihu Changhong ' +
  'Qingsong Mingyue Beichen Dongfeng Xinghai Shulin Yunjin'
).split(' ')

/** Names for the roads around: two characters and what kind of road it is; 60 of them. */
export const townRoads: readonly RoadName[] = suffixes.flatMap(([zh, en]) =>
  pinyin.map((latin, i): RoadName => [first.slice(2 * i, 2 * i + 2) + zh, `${latin} ${en}`]),
)
