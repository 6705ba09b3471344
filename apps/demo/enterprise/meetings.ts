import { day, hour, midnightOf, worksOn } from '../district/calendar.ts'
import { command, communityDesk, enterpriseOffice } from './offices.ts'

// 政企银社联席会议: what it speaks of beside the difficulties that are open then, and what it settles.

export interface PlannedDecision {
  readonly words: string
  /** The post that answers for it. */
  readonly holder: string
  readonly days: number
  /** What was reported when it was done. */
  readonly done: string
}

export interface PlannedMeeting {
  readonly number: number
  readonly startsAt: Date
  readonly theme: string
  readonly said: string
  readonly decisions: readonly PlannedDecision[]
}

const fire = 'post:fire:530103002'
const service = 'post:service:530103002'
const housing = 'post:housing:530103002'
const urban = 'post:urban:530103002'
const property = 'post:property_firm:LG05'

const decision = (holder: string, days: number, words: string, done: string): PlannedDecision => ({
  ...{ holder, days, words, done },
})

const subjects: readonly Omit<PlannedMeeting, 'number' | 'startsAt'>[] = [
  {
    theme: '楼宇企业底数和走访安排',
    said: '各楼宇按层核对入驻企业，社区、物业、街道三方对账，每季度更新一次。',
    decisions: [
      decision(communityDesk, 30, '完成三栋楼宇逐层核对，建立企业底册', '三栋楼宇已核对完毕，企业底册入库。'),
      decision(property, 20, '物业每月 5 日前报送进出企业变动', '已建立变动报送表，首月报送 11 家。'),
    ],
  },
  {
    theme: '小微企业信用贷款对接',
    said: '两家银行介绍纯信用产品，企业反映材料多、周期长，银行承诺 5 个工作日答复。',
    decisions: [
      decision(enterpriseOffice, 35, '组织两场银企对接，逐户登记融资需求', '已办两场，登记 23 家，授信 9 家。'),
      decision(service, 40, '企业服务站设银行驻点窗口，每周三半天', '驻点窗口已开，四周接待 31 家。'),
    ],
  },
  {
    theme: '早晚高峰电梯和停车',
    said: '融通中心早高峰候梯超过 15 分钟；访客停车难，路边被贴单多。',
    decisions: [
      decision(property, 30, '错峰管理货梯，早高峰增设引导员', '货梯 7:30—9:30 停运货，候梯降到 6 分钟。'),
      decision(urban, 45, '协调商场开放错峰车位 40 个', '40 个错峰车位已开放，凭访客码抵扣两小时。'),
    ],
  },
  {
    theme: '高校毕业生招用和补贴申报',
    said: '企业对参保时长的要求不清楚，希望一次讲透、集中收件。',
    decisions: [
      decision(enterpriseOffice, 30, '把补贴条件推送到符合条件的企业，逐户说明', '已推送 38 家，11 家提交申报。'),
      decision(service, 40, '社区窗口集中收件两天', '两天收件 14 份，当场补正 5 份。'),
    ],
  },
  {
    theme: '消防安全和装修报审',
    said: '新入驻企业隔断装修多，报审路径不清，物业和消防口径不一。',
    decisions: [
      decision(fire, 35, '印发装修报审一页纸，物业入场前告知', '一页纸已印发 300 份，物业入场告知。'),
      decision(housing, 45, '对三栋楼宇违规隔断集中排查', '排查 3 栋，整改 7 处。'),
    ],
  },
  {
    theme: '近期离场企业较多的原因',
    said: '三个月退租 14 家，主要因租金和扩张选址，物业愿意拿出续租优惠。',
    decisions: [
      decision(enterpriseOffice, 30, '租约 90 天内到期企业逐户走访', '走访 19 家，续租 13 家，留在本楼换房 2 家。'),
      decision(property, 60, '公布空置房源和续租优惠', '空置房源每周公布，续租首年不涨租。'),
    ],
  },
  {
    theme: '消费节和商贸企业开拓市场',
    said: '商户希望展位早定、宣传进社区；银行提供消费券核销。',
    decisions: [
      decision(enterpriseOffice, 45, '展销会开幕前三周定展位，优先上次候补的商户', '86 家已分配展位，候补 4 家。'),
      decision(urban, 170, '广场用电用水点位改造', '新增 12 个用电点、2 个用水点。'),
    ],
  },
  {
    theme: '近期用工和贷款到期',
    said: '9 家企业三个月内有贷款到期，4 家缺工超过 10 人；银行表示可谈无还本续贷。',
    decisions: [
      decision(enterpriseOffice, 100, '逐户对接三个月内到期的贷款，到期前报结果', '9 家已全部对接。'),
      decision(service, 95, '办一场楼宇专场招聘会', '招聘会已办，达成意向 42 人。'),
      decision(fire, 40, '楼宇消防联合检查一次完成，不重复进企', '三栋楼宇联合检查一次完成。'),
    ],
  },
]

/** Those decisions of the last meetings that are not done on the day of the demo. */
export const openDecisions: ReadonlySet<string> = new Set([
  '逐户对接三个月内到期的贷款，到期前报结果',
  '办一场楼宇专场招聘会',
  '广场用电用水点位改造',
])

export const banks = ['翠云商业银行鼓楼支行', '金碧村镇银行', '滇源融资担保公司'] as const
export const offices = [enterpriseOffice, communityDesk, fire, service, property, command] as const

const quarter = 91 * day

/** Eight meetings in two years, and one in a week; each at half past two on a working day. */
export function planMeetings(until: Date): { held: PlannedMeeting[]; next: Date } {
  const next = afternoon(new Date(until.getTime() + 6 * day))
  const held = subjects.map((subject, i) => ({
    ...subject,
    number: i + 1,
    startsAt: afternoon(new Date(next.getTime() - (subjects.length - i) * quarter + 25 * day * (i === 0 ? 1 : 0))),
  }))
  return { held, next }
}

function afternoon(raw: Date): Date {
  for (let at = raw; ; at = new Date(at.getTime() + day))
    if (worksOn(at)) return new Date(midnightOf(at).getTime() + 14.5 * hour)
}
