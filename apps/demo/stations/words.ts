import type { KindCode } from '../../../modules/stations/public.ts'

/** What a small shop is, and what such a shop shares. */
export interface Trade {
  readonly name: string
  readonly things: readonly (readonly [kind: KindCode, name: string, more?: ThingMore])[]
}

export interface ThingMore {
  readonly capacity?: number
  readonly slotUnits?: number
  readonly mostSlots?: number
  /** 分, a note. */
  readonly depositFen?: number
  readonly audience?: 'everyone' | 'residents' | 'shops'
  readonly rules?: string
}

const clean = { rules: '用完请归位，垃圾带走。' }

export const trades: readonly Trade[] = [
  {
    name: '五金',
    things: [
      ['tool', '冲击电钻', { depositFen: 10_000, mostSlots: 3 }],
      ['tool', '人字梯', { capacity: 2, mostSlots: 3 }],
      ['skill', '配钥匙、换锁芯', { slotUnits: 1 }],
    ],
  },
  {
    name: '便利店',
    things: [
      ['goods', '共享雨伞', { capacity: 12, mostSlots: 7 }],
      ['goods', '轮椅', { mostSlots: 14, depositFen: 20_000 }],
      ['discount', '60 岁以上日用品九五折'],
    ],
  },
  {
    name: '理发店',
    things: [
      ['skill', '上门理发', { slotUnits: 2, audience: 'residents' }],
      ['discount', '老人理发 8 元'],
    ],
  },
  {
    name: '小吃店',
    things: [
      ['space', '下午空桌', { capacity: 4, slotUnits: 4, ...clean }],
      ['discount', '环卫工人早餐半价'],
    ],
  },
  {
    name: '茶室',
    things: [
      ['room', '临窗包间', { slotUnits: 4, mostSlots: 2, ...clean }],
      ['goods', '茶具一套', { capacity: 3, mostSlots: 3 }],
    ],
  },
  {
    name: '裁缝铺',
    things: [
      ['skill', '改裤脚、换拉链', { slotUnits: 1, capacity: 2 }],
      ['tool', '缝纫机', { mostSlots: 2 }],
    ],
  },
  {
    name: '电器维修',
    things: [
      ['skill', '小家电检修', { slotUnits: 2 }],
      ['tool', '万用表', { mostSlots: 3 }],
    ],
  },
  {
    name: '药店',
    things: [
      ['skill', '量血压、看药盒', { slotUnits: 1, capacity: 2 }],
      ['goods', '拐杖', { capacity: 3, mostSlots: 14 }],
    ],
  },
  {
    name: '打印店',
    things: [
      ['skill', '老照片扫描', { slotUnits: 1 }],
      ['discount', '学生打印每张 1 角'],
    ],
  },
  {
    name: '花店',
    things: [
      ['skill', '换盆修枝', { slotUnits: 2 }],
      ['discount', '社区活动花束八折'],
    ],
  },
  {
    name: '健身房',
    things: [
      ['space', '上午瑜伽区', { capacity: 8, slotUnits: 3, ...clean }],
      ['goods', '筋膜枪', { capacity: 2, mostSlots: 2 }],
    ],
  },
  {
    name: '书店',
    things: [
      ['space', '读书角', { capacity: 6, slotUnits: 4, ...clean }],
      ['room', '二楼读书会', { slotUnits: 4, mostSlots: 2 }],
    ],
  },
  {
    name: '餐馆',
    things: [
      ['room', '二楼包间（非饭点）', { slotUnits: 4, mostSlots: 2, ...clean }],
      ['goods', '折叠桌椅', { capacity: 10, mostSlots: 3 }],
    ],
  },
  {
    name: '洗衣店',
    things: [
      ['goods', '大件晾架', { capacity: 2, mostSlots: 3 }],
      ['discount', '军属洗衣九折'],
    ],
  },
  {
    name: '修车铺',
    things: [
      ['tool', '打气筒', { capacity: 2, mostSlots: 2 }],
      ['skill', '电动车检查', { slotUnits: 1 }],
    ],
  },
  {
    name: '装饰',
    things: [
      ['tool', '水平仪', { mostSlots: 2, depositFen: 5_000 }],
      ['tool', '手推车', { capacity: 2, mostSlots: 2 }],
    ],
  },
  {
    name: '广告',
    things: [
      ['tool', '投影仪', { mostSlots: 2, depositFen: 30_000, audience: 'shops' }],
      ['skill', '海报排版', { slotUnits: 2 }],
    ],
  },
  {
    name: '母婴店',
    things: [
      ['goods', '婴儿推车', { capacity: 2, mostSlots: 7 }],
      ['space', '母婴小间', { slotUnits: 1 }],
    ],
  },
]

export const shopNames = [
  '同心',
  '老李',
  '春城',
  '云岭',
  '家和',
  '翠湖',
  '顺达',
  '百合',
  '福源',
  '金碧',
  '和顺',
  '滇味',
  '小满',
  '长青',
  '东升',
  '瑞和',
] as const
export const owners = [
  '李',
  '王',
  '张',
  '赵',
  '杨',
  '段',
  '和',
  '普',
  '陈',
  '周',
  '马',
  '何',
  '罗',
  '高',
  '尹',
  '沐',
] as const

export const thanks = [
  '梯子很稳，灯泡一会儿就换好了，谢谢！',
  '师傅特别耐心，连工具都帮着带上来了。',
  '开会有地方坐了，还给我们烧了水。',
  '老人理完发精神多了，谢谢上门。',
  '轮椅借得及时，送医院没耽误。',
  '投影仪很清楚，孩子们看得高兴。',
  '钥匙十分钟就配好了，没收加急费。',
  '雨伞救了急，第二天就还上了。',
  '包间干净，居民小组会开得很顺。',
  '裤脚改得合适，多谢阿姨。',
  '电饭锅修好了，省了买新的钱。',
  '血压量得仔细，还教我看药盒。',
  '手推车帮大忙了，一趟就搬完。',
  '打孔又快又没灰，邻居都来问。',
  '照片扫得清清楚楚，奶奶都认出来了。',
  '桌椅够用，坝坝宴办得热闹。',
] as const

export const wants: readonly (readonly [kind: KindCode, name: string])[] = [
  ['tool', '借冲击电钻打几个孔'],
  ['tool', '借人字梯换灯泡'],
  ['tool', '借手推车搬家'],
  ['room', '找个包间开楼栋会'],
  ['room', '周末读书会的屋子'],
  ['space', '孩子们排练的场地'],
  ['skill', '请人上门理发'],
  ['skill', '小家电检修'],
  ['skill', '帮老人换锁芯'],
  ['goods', '借轮椅推老人体检'],
  ['goods', '借折叠桌椅办长街宴'],
  ['goods', '婴儿推车用几天'],
  ['tool', '借投影仪放电影'],
  ['skill', '老照片扫描'],
  ['space', '母婴小间'],
]

export const stations = [
  {
    name: '红心家园服务驿站',
    community: 'community:530103005006',
    desk: 'post:community_desk:530103005006',
    services: ['饮水', '手机充电', '代收快递', '量血压', '便民雨伞', '民情收集', '议事桌'],
  },
  {
    name: '邻里歇脚驿站',
    community: 'community:530103005006',
    desk: 'post:community_desk:530103005006',
    services: ['饮水', '热饭', '充电', '急救箱'],
  },
  {
    name: '楼宇红色驿站',
    community: 'community:530103002091',
    desk: 'post:community_desk:530103002091',
    services: ['政策咨询', '会议室', '打印', '母婴小间'],
  },
] as const
