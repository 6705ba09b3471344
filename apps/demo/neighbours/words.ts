import type { SkillKind } from '../../../modules/neighbours/public.ts'

/** What people who can do it say of it. */
export const skillWords: Partial<Record<SkillKind, readonly string[]>> = {
  plumbing: ['厂里干了三十年水电', '换龙头、修插座都行'],
  appliances: ['修电风扇、电饭煲', '退休家电师傅'],
  haircut: ['剪发推头，可上门', '理发店退休师傅'],
  sewing: ['改裤脚、换拉链', '织毛衣、钩花'],
  health_advice: ['社区医院退休医生', '量血压、看化验单'],
  hospital: ['熟悉省二院挂号取药', '有车，可陪去医院'],
  visiting: ['陪老人聊天下棋', '读报、散步都可以'],
  errands: ['买菜顺路带', '代交水电费'],
  meals: ['多做一份饭不费事'],
  cleaning: ['擦窗、收拾屋子'],
  carrying: ['有力气，搬煤气搬家具'],
  tutoring: ['小学数学语文', '高中物理老师'],
  instrument: ['二胡、葫芦丝', '教电子琴'],
  legal: ['律师，解答邻里纠纷'],
  digital: ['教用手机、挂号', '装系统、修路由器'],
  listening: ['心理咨询师，听您说'],
  dialect: ['会彝语，帮着翻译'],
  child_care: ['放学后照看两小时'],
}

/** What people who need it say. */
export const wishWords: Partial<Record<SkillKind, readonly string[]>> = {
  plumbing: ['厨房龙头漏水，自己拧不动', '卫生间灯不亮'],
  appliances: ['洗衣机不转了'],
  haircut: ['腿脚不便，想在家理发'],
  sewing: ['冬衣拉链坏了'],
  health_advice: ['药盒上的字看不清，想有人讲讲'],
  hospital: ['每月要去医院取药，一个人走不动'],
  visiting: ['孩子在外地，想有人来坐坐', '一个人住，想有人说说话'],
  errands: ['下楼不便，想请人带菜'],
  meals: ['中午想搭个伙'],
  cleaning: ['窗子高，擦不到'],
  carrying: ['煤气罐搬不上五楼'],
  tutoring: ['孩子数学跟不上'],
  digital: ['不会用手机挂号'],
  listening: ['老伴走了，心里闷'],
  dialect: ['老人只会说彝语，去办事讲不清'],
  child_care: ['下班晚，孩子放学没人接'],
}

export const thanksWords = [
  '谢谢您，水龙头再也不滴水了。',
  '每周都来看我，比亲人还亲。',
  '陪我跑了三趟医院，真是麻烦您了。',
  '头发理得好，精神多了！',
  '孩子这学期数学及格了，谢谢老师。',
  '学会用手机跟孙女视频了，高兴！',
  '有您帮着带菜，下雨天也不愁。',
  '毛衣织得合身，冬天不冷了。',
] as const

export interface TeamStory {
  readonly name: string
  readonly purpose: string
  readonly community: string
  /** The skill that its leader has, and most of its members. */
  readonly skill: SkillKind
  readonly compounds: number
}

const tianxiang = 'community:530103005006'
export const teamStories: readonly TeamStory[] = [
  {
    name: '老厂百事帮帮团',
    purpose: '老厂师傅帮邻居修水电、换灯泡、通下水',
    community: tianxiang,
    skill: 'plumbing',
    compounds: 8,
  },
  {
    name: '李医生医疗志愿服务队',
    purpose: '量血压、看化验单、陪诊取药',
    community: tianxiang,
    skill: 'health_advice',
    compounds: 20,
  },
  {
    name: '“巧娘”开心编织队',
    purpose: '织毛衣送老人，教邻居缝补',
    community: tianxiang,
    skill: 'sewing',
    compounds: 6,
  },
  {
    name: '夕阳理发队',
    purpose: '每月上门给行动不便的老人理发',
    community: tianxiang,
    skill: 'haircut',
    compounds: 12,
  },
  { name: '陪伴读报组', purpose: '陪独居老人聊天、读报、散步', community: tianxiang, skill: 'visiting', compounds: 10 },
  { name: '指尖课堂', purpose: '教老人用手机、防诈骗', community: tianxiang, skill: 'digital', compounds: 20 },
  {
    name: '四点半学堂',
    purpose: '放学后照看孩子、辅导功课',
    community: 'community:530103002091',
    skill: 'tutoring',
    compounds: 6,
  },
  {
    name: '顺手带菜队',
    purpose: '给下楼不便的邻居带菜、代办',
    community: 'community:530103002092',
    skill: 'errands',
    compounds: 5,
  },
  {
    name: '大力搬运队',
    purpose: '搬煤气、搬家具、抬轮椅',
    community: 'community:530103002091',
    skill: 'carrying',
    compounds: 6,
  },
]
