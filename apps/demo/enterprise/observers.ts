// Who watches how firms are dealt with, and what they told. All names are invented.

export interface PlannedTerm {
  readonly key: string
  readonly name: string
  readonly role: 'observer' | 'supervisor'
  readonly origin: string
  /** Days before and after the day of the demo. */
  readonly from: number
  readonly to: number
}

const term = (n: number, name: string, role: PlannedTerm['role'], origin: string, from: number, to: number) => ({
  ...{ key: `observer:${n}`, name, role, origin, from, to },
})

export const terms: readonly PlannedTerm[] = [
  term(0, '普云霞', 'observer', '融通中心商户代表', 340, 390),
  term(1, '角建军', 'observer', '社区居民代表', 340, 390),
  term(2, '沐晓玲', 'observer', '软件企业负责人', 340, 390),
  term(3, '晏永刚', 'observer', '餐饮行业协会', 340, 22),
  term(4, '者丽娟', 'observer', '会计师事务所', 210, 520),
  term(5, '资庆华', 'observer', '物业企业', 210, 520),
  term(6, '窦志刚', 'supervisor', '区政协委员', 340, 390),
  term(7, '保海燕', 'supervisor', '区人大代表', 340, 390),
  term(8, '浦绍华', 'supervisor', '律师', 340, 390),
  term(9, '阮宏伟', 'supervisor', '退休审计干部', 400, -35),
]

export interface PlannedLead {
  /** Days before the day of the demo. */
  readonly ago: number
  readonly by: number
  readonly unit: string
  readonly category: string
  readonly words: string
  /** What became of it; null while it is looked into. */
  readonly done: string | null
}

const fire = 'post:fire:530103002'
const urban = 'post:urban:530103002'
const housing = 'post:housing:530103002'
const service = 'post:service:530103002'
const property = 'post:property_firm:LG05'
const desk = 'post:community_desk:530103002091'

const lead = (ago: number, by: number, unit: string, category: string, words: string, done: string | null) => ({
  ...{ ago, by, unit, category, words, done },
})

export const leads: readonly PlannedLead[] = [
  lead(
    320,
    0,
    urban,
    '检查扰企',
    '一个月里同一条街被检查了三次，同样的台账抄了三遍。',
    '核实属实，已合并检查事项，每季度一次，扫码留痕。',
  ),
  lead(
    301,
    6,
    service,
    '反复要材料',
    '办场地证明前后让企业跑了四趟，每次多要一样材料。',
    '已公布一次性告知单，窗口向企业致歉。',
  ),
  lead(
    262,
    2,
    housing,
    '拖延推诿',
    '装修备案交了二十天没有答复，电话总说在流转。',
    '超期情况属实，已补办并约谈经办人。',
  ),
  lead(
    238,
    8,
    property,
    '违规收费摊派',
    '物业以“消防整改费”名义向商户每户收 800 元，没有依据。',
    '收费无依据，已全部退还 34 户。',
  ),
  lead(205, 1, desk, '态度生硬', '咨询补贴时工作人员一直看手机，说“自己上网查”。', '已批评教育，窗口实行首问负责。'),
  lead(
    183,
    7,
    fire,
    '处罚不当',
    '同样的问题两家店处理不一样，一家整改一家罚款。',
    '调阅案卷，处罚依据不同，已向反映人说明。',
  ),
  lead(
    160,
    4,
    service,
    '承诺不兑现',
    '春天说好的房租补贴，到现在没有人通知怎么领。',
    '已补发通知，符合条件的 12 家全部受理。',
  ),
  lead(128, 3, urban, '区别对待', '外摆位有的店可以有的店不行，没有人说清楚标准。', '已公布外摆点位和标准，重新抽签。'),
  lead(97, 6, housing, '反复要材料', '同一份租赁合同交了三个科室，互相不认。', '已改为内部流转，企业只交一次。'),
  lead(66, 5, fire, '检查扰企', '饭点来检查后厨，要求全部员工停下来签字。', '属实，已明确检查避开经营高峰。'),
  lead(38, 0, property, '吃拿卡要', '装修进场要“打点”保安队长才给开货梯。', '物业已更换当班队长，公开货梯申请流程。'),
  lead(12, 8, urban, '拖延推诿', '店招审批一个多月没有结果，开业只好推迟。', null),
  lead(4, 2, service, '反复要材料', '线上已传的材料，窗口又要一套纸质的。', null),
]

export interface PlannedFinding {
  readonly reached: boolean
  readonly solved?: boolean
  readonly satisfaction?: number
  readonly conduct?: string
  readonly words?: string
}

/** What the calls of a sample found, in the order drawn; the one of each first half year that found nothing solved reopens it. */
export const findings: readonly PlannedFinding[] = [
  { reached: true, solved: true, satisfaction: 5, words: '企业认可，说上门很及时。' },
  { reached: true, solved: true, satisfaction: 4 },
  { reached: false },
  { reached: true, solved: true, satisfaction: 4, conduct: '经办人态度好，没有多要材料。' },
  { reached: true, solved: true, satisfaction: 3, words: '解决了，但等了八天。' },
  { reached: true, solved: true, satisfaction: 5 },
]
export const notSolved: PlannedFinding = {
  ...{ reached: true, solved: false, satisfaction: 2 },
  words: '企业反映：只维持了两周又出现同样的问题，请重办。',
}
