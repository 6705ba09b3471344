/** What firms of the demo are made of. All names are invented. */
export const brands =
  '云岭 翠湖 滇池 金马 碧鸡 盘江 龙泉 昆华 春城 西山 长虹 天恒 瑞和 明德 致远 博雅 星河 蓝图 青松 远航 汇智 优品 众诚 嘉禾 鼎新 华阳 启明 新叶 大观 東辰 恒信 安和'
    .replace('東', '东')
    .split(' ')
export const tails = '达 信 源 丰 创 联 汇 通 科 景 和 盛'.split(' ')

export interface Trade {
  /** GB/T 4754-2017. */
  readonly industry: string
  readonly zh: string
  readonly staff: number
  readonly weight: number
  readonly purpose: 'office' | 'shop'
  readonly tech?: true
}

export const trades: readonly Trade[] = [
  { industry: 'I6513', zh: '软件', staff: 22, weight: 9, purpose: 'office', tech: true },
  { industry: 'I6420', zh: '信息技术', staff: 16, weight: 7, purpose: 'office', tech: true },
  { industry: 'L7251', zh: '广告传媒', staff: 9, weight: 6, purpose: 'office' },
  { industry: 'L7241', zh: '会计服务', staff: 12, weight: 5, purpose: 'office' },
  { industry: 'L7231', zh: '法律咨询', staff: 14, weight: 4, purpose: 'office' },
  { industry: 'F5191', zh: '贸易', staff: 8, weight: 9, purpose: 'office' },
  { industry: 'K7040', zh: '房产经纪', staff: 11, weight: 4, purpose: 'office' },
  { industry: 'P8393', zh: '教育咨询', staff: 13, weight: 5, purpose: 'office' },
  { industry: 'J6740', zh: '保险代理', staff: 26, weight: 3, purpose: 'office' },
  { industry: 'M7482', zh: '工程设计', staff: 19, weight: 4, purpose: 'office', tech: true },
  { industry: 'N7721', zh: '环保科技', staff: 15, weight: 3, purpose: 'office', tech: true },
  { industry: 'G5910', zh: '供应链管理', staff: 17, weight: 3, purpose: 'office' },
  { industry: 'M7492', zh: '空间设计', staff: 12, weight: 4, purpose: 'office' },
  { industry: 'R8810', zh: '文化创意', staff: 14, weight: 4, purpose: 'office' },
  { industry: 'F5281', zh: '家电商行', staff: 7, weight: 4, purpose: 'shop' },
  { industry: 'H6210', zh: '餐饮管理', staff: 18, weight: 6, purpose: 'shop' },
  { industry: 'F5242', zh: '文具书店', staff: 5, weight: 2, purpose: 'shop' },
  { industry: 'O8051', zh: '美容美发', staff: 8, weight: 3, purpose: 'shop' },
  { industry: 'F5251', zh: '大药房', staff: 6, weight: 2, purpose: 'shop' },
]

/** Names that are long, or sound as if they came from abroad: screens must bear them. Invented, too. */
export const oddNames: readonly { readonly zh: string; readonly en: string | null; readonly industry: string }[] = [
  {
    zh: '埃伦瓦尔德—克莱因施密特精密仪器（昆明）有限公司',
    en: 'Ehrenwald-Kleinschmidt Precision Instruments (Kunming) Co., Ltd.',
    industry: 'C4014',
  },
  { zh: '云南云岭高原特色农产品供应链数字化运营管理股份有限公司', en: null, industry: 'G5821' },
  {
    zh: '奥莱丰德萨拉国际贸易（昆明）有限公司',
    en: 'Aurefonda Salar International Trading (Kunming) Co., Ltd.',
    industry: 'F5199',
  },
  { zh: '中澜南亚东南亚跨境电子商务综合服务集团云南有限责任公司', en: null, industry: 'F5193' },
  { zh: '昆明市盘龙区翠湖之约文化传媒与城市更新咨询中心（有限合伙）', en: null, industry: 'L7243' },
  {
    zh: '帕特森·维格兰建筑设计咨询（云南）有限公司',
    en: 'Paterson Wegland Architects (Yunnan) Ltd.',
    industry: 'M7484',
  },
  { zh: '滇池星河智能制造与工业互联网应用技术研究院有限公司', en: null, industry: 'M7320' },
  {
    zh: '尼兰卡拉瓦纳珠宝进出口（昆明）有限公司',
    en: 'Nilankara Wana Jewellery Import & Export (Kunming) Co., Ltd.',
    industry: 'F5199',
  },
  { zh: '云南金碧春城人力资源服务外包与职业技能培训有限责任公司', en: null, industry: 'L7263' },
  {
    zh: '布伦莫尔咖啡烘焙（中国）有限公司西南区域运营总部',
    en: 'Brenmore Coffee Roasters (China), Southwest Office',
    industry: 'L7211',
  },
  { zh: '昆明长虹远航国际货运代理与保税物流一体化服务有限公司', en: null, industry: 'G5821' },
  { zh: '维斯塔伦诺软件技术（昆明）有限公司', en: 'Vistarenno Software (Kunming) Co., Ltd.', industry: 'I6513' },
  { zh: '云南省高原湖泊生态环境监测与治理工程技术咨询有限公司', en: null, industry: 'M7461' },
  { zh: '昆明盘江启明青少年科学素质教育与研学旅行服务有限公司', en: null, industry: 'P8391' },
  {
    zh: '泰勒姆哈特康养管理（云南）有限公司',
    en: 'Taylem Hart Wellness Management (Yunnan) Co., Ltd.',
    industry: 'L7219',
  },
  { zh: '云南众诚恒信会计师事务所（特殊普通合伙）昆明鼓楼分所', en: null, industry: 'L7241' },
]

export interface Difficulty {
  /** The name of a category of the tree `firm`: codes are the tree's own. */
  readonly name: string
  readonly words: string
  readonly done: string
  /** Office hours that it takes, where the usual days would be too many. */
  readonly hours?: number
  /** It needs several offices: the help team is called. */
  readonly team?: true
}

/** What firms ask for, and what was done. */
export const difficulties: readonly Difficulty[] = [
  {
    name: '招工难',
    words: '年底订单多，招不到熟手，前台和仓库都缺人，想请街道帮忙对接招聘会。',
    done: '已列入本月招聘会，并推荐 6 名求职居民，录用 3 人。',
  },
  {
    name: '贷款难',
    words: '流动资金紧张，银行说没有抵押物批不下来，想了解信用贷和贴息政策。',
    done: '对接两家银行上门，纯信用授信已批复。',
    team: true,
  },
  {
    name: '续贷与转贷',
    words: '一笔流贷下月到期，账期没收回来，担心断贷，希望协调无还本续贷。',
    done: '经联席会议对接，银行同意无还本续贷一年。',
  },
  {
    name: '电梯空调',
    words: '早高峰货梯客梯混用，等电梯要二十分钟，员工和客户意见都很大。',
    done: '物业已错峰管理货梯，新增一名引导员，等候时间明显缩短。',
  },
  {
    name: '租金过高',
    words: '租约快到期，房东要涨两成租金，想谈一谈或者找同等面积的房源。',
    done: '经协调续签三年，第一年不涨，第二年起每年涨 3%。',
  },
  {
    name: '惠企政策咨询',
    words: '听说招用应届毕业生有补贴，不知道怎么申报、要什么材料。',
    done: '已上门讲解并协助准备材料，申报受理。',
    hours: 10,
  },
  {
    name: '停水停电停气',
    words: '楼层连续两周下午跳闸，服务器断电两次，影响客户。',
    done: '供电和物业联合排查，更换老化开关，增容一档。',
    hours: 4,
  },
  {
    name: '员工就餐',
    words: '写字楼周边中午吃饭排队久、选择少，能不能引进社区食堂送餐。',
    done: '社区食堂开通送餐窗口，首周供餐 120 份。',
  },
  {
    name: '车位不足',
    words: '客户来访没有停车位，路边经常被贴单。',
    done: '与商场协商开放 40 个错峰车位，凭访客码抵扣两小时。',
    team: true,
  },
  {
    name: '消防与装修',
    words: '新租的半层要隔断装修，不清楚消防报审走哪条线，怕返工。',
    done: '消防站和物业现场指导，一次性告知，备案已通过。',
    team: true,
  },
  {
    name: '宽带与信号',
    words: '23 楼西侧手机没有信号，视频会议常掉线，物业说弱电井进不去。',
    done: '协调运营商在弱电井加装设备，信号恢复。',
  },
  {
    name: '异常名录与信用修复',
    words: '地址变更没及时报，被列入经营异常名录，影响投标。',
    done: '指导补报年报和住所证明，已移出异常名录。',
  },
  {
    name: '账款拖欠',
    words: '给一家总包做的弱电工程款拖了半年，二十多万元，年底工资压力大。',
    done: '调解员组织双方对账，分三期付款，首期已到账。',
  },
  {
    name: '装卸货',
    words: '白天货车进不了后巷，门店补货只能靠人抬两百米。',
    done: '划定早 7 点前、晚 8 点后装卸时段，发放临停证。',
  },
  {
    name: '商标专利',
    words: '自主软件想申请著作权和商标，不知道找谁，代理报价差得多。',
    done: '知识产权服务日现场辅导，材料已递交。',
  },
  {
    name: '展会与宣传',
    words: '想参加秋季展销会，报名晚了没有展位。',
    done: '候补展位已安排，并列入消费节宣传册。',
    hours: 14,
  },
]

export const seminars = [
  '高校毕业生就业补贴政策座谈会',
  '楼宇企业消防安全座谈会',
  '科技企业贷款贴息政策宣讲',
  '新入驻企业见面会',
  '商贸企业促消费座谈会',
  '物业与企业恳谈会',
  '专精特新培育辅导会',
  '劳动用工与社保答疑会',
  '知识产权保护讲座',
  '企业负责人座谈会',
  '楼宇党建联席座谈',
  '跨境电商与物流座谈会',
  '数字化转型交流会',
] as const
