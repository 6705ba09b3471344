// What neighbours say, for matters in bulk: put together from parts, so that there are words that stand in every tenth
// report, in every thousandth and in a handful, and reports that are nearly the same without being equal.

/** What is wrong with what; each with the category under which it is filed. */
const things = [
  ['0101', '楼道灯 声控灯 感应灯 楼梯灯 过道灯', '不亮了 坏了好几天 一闪一闪 整夜亮着 灯罩掉了'],
  ['0101', '路灯 庭院灯 草坪灯 车棚灯 门头灯', '不亮 灯杆歪了 忽明忽暗 天不黑就亮 电线露在外面'],
  ['0101', '井盖 窨井盖 雨水篦子 排水沟盖板 阴井盖', '松动 不见了 一踩就响 破了个洞 高出路面'],
  ['0101', '单元门 门禁 对讲机 防盗门 闭门器', '关不上 刷卡没反应 锁坏了 半夜撞得很响 门轴掉了'],
  ['0101', '电梯 电梯轿厢 货梯 电梯按钮 电梯门', '停在六楼不动 异响 按了不来 关不上门 晃得厉害'],
  ['0201', '自来水 水管 二次供水 水泵 水表', '水压很小 停水 发黄 漏了一地 一股漂白粉味'],
  ['0202', '电线 电表箱 配电房 变压器 空气开关', '跳闸 停电 冒火花 电压不稳 嗡嗡响'],
  ['0204', '下水道 化粪池 地漏 污水管 排水沟', '堵了 返水 满溢 臭气熏天 倒灌到一楼'],
  ['0301', '楼顶 外墙 天花板 屋面防水 窗台', '漏雨 渗水 发霉 墙皮脱落 裂了一道缝'],
  ['0401', '垃圾桶 垃圾房 大件垃圾 装修垃圾 分类亭', '两天没有清运 满了 堆在路口 招苍蝇 味道很大'],
  ['0602', '消防通道 消防栓 灭火器 安全出口 消防车道', '被车堵住 没有水 过期了 上了锁 堆满杂物'],
  ['0602', '电动车 充电桩 飞线充电 电瓶 车棚', '推进楼道 充不进电 从窗口拉线 半夜报警 没有地方停'],
  ['0801', '烧烤摊 广场舞 装修电钻 空调外机 洗车店', '半夜还在响 油烟很大 占了人行道 天不亮就开工 太吵'],
  ['0702', '邻居 租户 楼上住户 隔壁商铺 楼下棋牌室', '在楼梯间堆纸箱 深夜打麻将 往下扔烟头 养了六条狗 霸占车位'],
  ['1001', '高龄补贴 低保 居住证 医保报销 公租房', '不知道怎么办理 材料交了没有回音 窗口说缺证明 过期了 想问条件'],
] as const
const wheres =
  '三单元 东门 西侧围墙边 负一层车库 小广场旁 幼儿园门口 快递柜后面 二号楼背后 花坛边 篮球场 北门岗亭 凉亭下面 六楼平台 地下室入口 水景池旁 垃圾房对面 菜市场后门 公交站台 老年活动室 健身角 沿街铺面 物业办公室楼下 楼梯拐角 顶楼天台 西北角'
const effects =
  '老人孩子都不方便 晚上回家看不见台阶 已经有人摔倒 洗菜做饭都成问题 味道飘进屋里 影响整个院子 夏天更受不了 上班都要绕路 轮椅过不去 孩子不敢下楼 邻里意见很大 雨天更危险 家里睡不着觉 顶层三户都这样 接送孩子不安全'
const asks =
  '麻烦尽快来看看 请派人维修 希望安排处理 请协调一下 盼回复 请给个时间 希望彻底解决 请通知责任单位 麻烦核实 请告知找哪个部门'
const befores =
  '反映过两次没有结果 上周就跟物业说了 去年修过一次又坏了 一直没有人管 打过热线 群里都在说 网格员来看过 修了一半停工了 之前答应月底弄好 第一次反映'
/** A word of its own for a few reports in a hundred thousand. */
const rares =
  '琉璃瓦 蟾蜍 锦鲤 紫藤架 钢琴声 马蜂窝 石狮子 浮雕墙 葡萄藤 铜像 香樟 孔雀鱼 老槐树 壁虎 自鸣钟 竹鼠 月季园 风铃 鱼腥草 煤球炉'

const listed = (words: string): string[] => words.split(' ')
const parts = {
  things: things.map(([category, what, wrong]) => ({ category, what: listed(what), wrong: listed(wrong) })),
  ...{ wheres: listed(wheres), effects: listed(effects), asks: listed(asks) },
  ...{ befores: listed(befores), rares: listed(rares) },
}

/** A number that looks drawn by lot and is the same each time, below `below`. */
function lot(n: number, which: number, below: number): number {
  let mixed = Math.imul(n + 1, 0x9e3779b1) ^ Math.imul(which + 7, 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d)
  mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39)
  return ((mixed ^ (mixed >>> 15)) >>> 0) % below
}

/** The n-th report: words that differ enough to be searched, and a category. */
export function sayingOf(n: number): { category: string; body: string } {
  const drawn = (which: number, from: readonly string[]): string => from[lot(n, which, from.length)] ?? ''
  const thing = parts.things[lot(n, 0, parts.things.length)] ?? { category: '', what: [], wrong: [] }
  const rare = lot(n, 8, 2_500) === 0 ? `旁边就是${drawn(9, parts.rares)}，` : ''
  const body =
    `${drawn(1, parts.wheres)}的${drawn(2, thing.what)}${drawn(3, thing.wrong)}，${drawn(4, parts.effects)}，${rare}` +
    `${drawn(5, parts.befores)}，${drawn(6, parts.asks)}。我住${lot(n, 7, 9) + 1}单元${(n % 20) + 101}室，第${n}次反映。`
  return { category: thing.category, body }
}

/** The same thing in the words of another neighbour, for what a typed report is held against. */
export function retoldOf(n: number, by: number): string {
  const drawn = (which: number, from: readonly string[]): string => from[lot(n, which, from.length)] ?? ''
  const other = (which: number, from: readonly string[]): string => from[lot(by, which, from.length)] ?? ''
  const thing = parts.things[lot(n, 0, parts.things.length)] ?? { what: [], wrong: [] }
  return `你好，${drawn(1, parts.wheres)}${drawn(2, thing.what)}${drawn(3, thing.wrong)}，${other(4, parts.effects)}，${other(6, parts.asks)}`
}
