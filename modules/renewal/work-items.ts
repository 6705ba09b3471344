import type { Words } from '../../kernel/contract/words.ts'

// Standard work items 改造内容. 基础类, 完善类 and 提升类 after 国办发〔2020〕23号, part 2; 安全类 is what 成都 puts before them
// (found and put right at once), its items are our own first proposal. Data: codes keep their meaning.

export const workClasses = ['safety', 'basic', 'improving', 'enhancing'] as const
export type WorkClass = (typeof workClasses)[number]

export const classNames: Readonly<Record<WorkClass, Words>> = {
  safety: { zh: '安全类', en: 'Safety' },
  basic: { zh: '基础类', en: 'Basic' },
  improving: { zh: '完善类', en: 'Improving' },
  enhancing: { zh: '提升类', en: 'Enhancing' },
}

/** How far each class is to be done: 立查立改, 应改尽改, 能改则改, 有条件则改. */
export const classRules: Readonly<Record<WorkClass, Words>> = {
  safety: { zh: '立查立改', en: 'Put right as soon as it is found' },
  basic: { zh: '应改尽改', en: 'All that needs it' },
  improving: { zh: '能改则改', en: 'Where residents want it and it can be done' },
  enhancing: { zh: '按需提升', en: 'As the neighbourhood needs' },
}

export interface WorkItem {
  readonly code: string
  readonly class: WorkClass
  readonly zh: string
  readonly en: string
}

const of = (workClass: WorkClass, letter: string, names: readonly (readonly [string, string])[]): WorkItem[] =>
  names.map(([zh, en], i) => ({ code: `${letter}${String(i + 1).padStart(2, '0')}`, class: workClass, zh, en }))

export const workItems: readonly WorkItem[] = [
  ...of('safety', 'S', [
    ['燃气隐患治理', 'Gas hazards'],
    ['消防通道和设施隐患', 'Fire lanes and fire equipment'],
    ['电气线路隐患', 'Unsafe wiring'],
    ['屋面外墙坠落隐患', 'Falling parts of roofs and walls'],
    ['房屋结构安全', 'Safety of structures'],
    ['电动自行车充电隐患', 'Unsafe charging of electric bikes'],
    ['其他安全隐患', 'Other hazards'],
  ]),
  ...of('basic', 'B', [
    ['供水', 'Water supply'],
    ['排水', 'Drains'],
    ['供电', 'Electricity'],
    ['弱电', 'Low-voltage lines'],
    ['道路', 'Roads'],
    ['供气', 'Gas supply'],
    ['供热', 'Heating'],
    ['消防', 'Fire safety'],
    ['安防', 'Security'],
    ['生活垃圾分类', 'Sorting of waste'],
    ['移动通信', 'Mobile networks'],
    ['光纤入户', 'Fibre to the home'],
    ['架空线规整（入地）', 'Overhead cables put in order or underground'],
    ['屋面维修', 'Roofs'],
    ['外墙维修', 'Outer walls'],
    ['楼道维修', 'Stairwells'],
  ]),
  ...of('improving', 'I', [
    ['拆除违法建设', 'Removal of unlawful structures'],
    ['绿化', 'Planting'],
    ['照明', 'Lighting'],
    ['适老设施', 'Things older people need'],
    ['无障碍设施', 'Step-free access'],
    ['停车库（场）', 'Parking'],
    ['电动自行车充电设施', 'Charging of electric bikes'],
    ['汽车充电设施', 'Charging of cars'],
    ['智能快件箱、信包箱', 'Parcel and letter lockers'],
    ['文化休闲设施', 'Places to meet and rest'],
    ['体育健身设施', 'Places for sport'],
    ['物业用房', 'Rooms for property services'],
    ['建筑节能改造', 'Energy saving'],
    ['加装电梯', 'Adding lifts'],
  ]),
  ...of('enhancing', 'E', [
    ['社区综合服务设施', 'Community service centre'],
    ['卫生服务站', 'Health station'],
    ['幼儿园等教育设施', 'Kindergartens and schools'],
    ['周界防护等智能感知设施', 'Sensors and smart gates'],
    ['养老服务', 'Care for older people'],
    ['托育', 'Day care for small children'],
    ['助餐', 'Meals'],
    ['家政保洁', 'Home help'],
    ['便民市场', 'Market'],
    ['便利店', 'Corner shop'],
    ['快递末端服务站', 'Parcel station'],
  ]),
]

const byCode = new Map(workItems.map((item) => [item.code, item]))
/** The standard item of a code; undefined where there is none. */
export const workItemOf = (code: string): WorkItem | undefined => byCode.get(code)

/**
 * Categories of matters (the first signs of their codes, see `matters/defaults`) that a renewal can put right as hazards:
 * hanging cables, falling facades, gas, cracked walls, charging of bikes, fire hazards, changed structures.
 */
export const hazardCategories = ['010103', '010303', '020301', '030201', '0701', '0702', '080302'] as const
