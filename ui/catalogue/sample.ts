import type { ChainLevel } from '../chain.tsx'
import type { GanttRow, GanttWords } from '../charts/gantt.tsx'
import type { FlowStep } from '../flow-diagram.tsx'
import type { LampTone } from '../lamp.tsx'
import type { UiLang } from '../lang.ts'
import type { TimelineEvent } from '../timeline.tsx'

/* Invented rows as a neighbourhood would have them, in both languages. */

export interface SampleRow {
  readonly id: string
  readonly number: string
  readonly title: string
  readonly place: string
  readonly state: 'handling' | 'reported' | 'resolved' | 'suspended'
  readonly tone: LampTone
  readonly due: string
  readonly holder: string
  readonly reportedAt: string
  readonly followers: number
}

const titles = [
  ['3栋2单元楼道灯不亮，老人晚上不敢下楼', 'Stair light out in block 3, old people do not dare to go down at night'],
  ['地下室污水井冒水，气味很大', 'Sewer in the basement is overflowing and smells'],
  ['电动车停在单元门口，婴儿车过不去', 'E-bikes parked at the entrance, a pram cannot pass'],
  ['树枝压到电线，刮风时有火花', 'A branch lies on the power line, sparks when the wind blows'],
  ['东门垃圾桶三天没有清运', 'Bins at the east gate not emptied for three days'],
  ['顶楼屋面漏水，物业说没有维修资金', 'Roof leaks on the top floor, the firm says there is no repair fund'],
  ['夜里烧烤摊油烟直接进屋', 'Smoke of the barbecue stall comes into the flat at night'],
  ['健身器材螺丝松了，孩子差点摔下来', 'A loose screw on the exercise frame, a child nearly fell'],
] as const
const places = [
  ['金江小区3栋', 'Jinjiang Court, No. 3'],
  ['机床厂一区8栋', 'Lathe Works I, No. 8'],
  ['天祥苑12栋', 'Tianxiang Gardens, No. 12'],
  ['滨江花园东门', 'Riverside Gardens, east gate'],
] as const
const holders = [
  ['第二网格网格员', 'Grid worker 2'],
  ['金江小区党支部', 'Jinjiang branch'],
  ['天祥社区', 'Tianxiang community'],
  ['恒安物业', 'Heng’an Property'],
] as const
const states = ['handling', 'reported', 'resolved', 'suspended'] as const
const tones: readonly LampTone[] = ['green', 'yellow', 'red', 'green', 'off']

const pick = <T>(list: readonly T[], i: number): T => list[i % list.length] as T

export function rowsOf(lang: UiLang, offset: number, limit: number): SampleRow[] {
  const say = (pair: readonly [string, string]) => pair[lang === 'zh' ? 0 : 1]
  return Array.from({ length: limit }, (_, n) => {
    const i = offset + n
    const tone = pick(tones, i * 3 + (i % 4))
    const dueWords = {
      green: ['还有 3 天', '3 days left'],
      yellow: ['还有 4 小时', '4 h left'],
      red: ['超时 1 天 2 小时', '1 d 2 h overdue'],
      off: ['挂账至 12 月 1 日', 'On hold until 1 Dec'],
    } as const
    return {
      id: `m${i}`,
      number: `TX-2026-${String(4187 - i).padStart(5, '0')}`,
      title: say(pick(titles, i)),
      place: say(pick(places, i)),
      state: tone === 'off' ? 'suspended' : pick(states.slice(0, 3), i),
      tone,
      due: say(dueWords[tone]),
      holder: say(pick(holders, i * 7)),
      reportedAt: new Date(Date.UTC(2026, 10, 22, 8, 30) - i * 5_400_000).toISOString(),
      followers: (i * 13) % 7,
    }
  })
}

export function chainOf(lang: UiLang): ChainLevel[] {
  const zh = lang === 'zh'
  return [
    {
      id: '1',
      level: zh ? '党员中心户' : 'Party member household',
      place: zh ? '金江小区3栋' : 'Jinjiang Court, No. 3',
      name: null,
      passed: true,
      note: zh ? '空岗，顺延到上一级' : 'Vacant, passed on upward',
    },
    {
      id: '2',
      level: zh ? '楼栋党小组' : 'Building party group',
      place: zh ? '金江小区' : 'Jinjiang Court',
      name: zh ? '周桂兰' : 'Zhou Guilan',
      standIn: zh ? '马晓东' : 'Ma Xiaodong',
      holds: true,
      note: zh ? '代理至 11 月 28 日 · 办公电话 0871-0000-1203' : 'Until 28 Nov · office 0871-0000-1203',
    },
    {
      id: '3',
      level: zh ? '小区党支部' : 'Compound party branch',
      place: zh ? '金江小区' : 'Jinjiang Court',
      name: zh ? '杨建国' : 'Yang Jianguo',
    },
    {
      id: '4',
      level: zh ? '社区党委' : 'Community party committee',
      place: zh ? '天祥社区' : 'Tianxiang community',
      name: zh ? '李敏' : 'Li Min',
    },
    {
      id: '5',
      level: zh ? '街道党工委' : 'Street party working committee',
      place: zh ? '金辰街道' : 'Jinchen street',
      name: zh ? '段海涛' : 'Duan Haitao',
    },
  ]
}

export function flowOf(lang: UiLang): FlowStep[] {
  const zh = lang === 'zh'
  return [
    { id: 'reported', label: zh ? '上报' : 'Reported', note: zh ? '11月20日 21:14' : '20 Nov, 21:14' },
    { id: 'accepted', label: zh ? '受理' : 'Accepted', note: zh ? '12 分钟' : '12 min' },
    { id: 'contacted', label: zh ? '首次联系' : 'First contact', note: zh ? '35 分钟' : '35 min' },
    { id: 'handling', label: zh ? '办理' : 'Handling', note: zh ? '第 2 天' : 'day 2' },
    { id: 'resolved', label: zh ? '办结' : 'Resolved' },
    { id: 'followed', label: zh ? '回访' : 'Followed up' },
    { id: 'closed', label: zh ? '归档' : 'Closed' },
  ]
}

export function eventsOf(lang: UiLang): TimelineEvent[] {
  const zh = lang === 'zh'
  const event = (
    id: string,
    at: string,
    title: [string, string],
    who: [string, string],
    rest: Partial<TimelineEvent> = {},
  ) => ({
    id,
    at,
    title: zh ? title[0] : title[1],
    who: zh ? who[0] : who[1],
    ...rest,
  })
  return [
    event(
      '7',
      '2026-11-22T02:40:00Z',
      ['已督办升级', 'Escalated'],
      ['系统 · 超过办理时限', 'System · handling time is over'],
      {
        weight: 'alarm',
      },
    ),
    event('6', '2026-11-21T07:05:00Z', ['已退回重办', 'Sent back'], ['上报人 · 尾号 1234', 'Reporter · …1234'], {
      weight: 'alarm',
      icon: 'undo',
      said: zh
        ? '灯亮了一晚上又不亮了，麻烦再看看。'
        : 'It worked for one night and is out again. Please have another look.',
    }),
    event(
      '5',
      '2026-11-21T01:12:00Z',
      ['已提交办结', 'Resolved, waiting for an answer'],
      ['马晓东 · 楼栋党小组（代理）', 'Ma Xiaodong · building group (stand-in)'],
      {
        weight: 'done',
        said: zh ? '已更换声控开关，现场试过三次，灯正常。' : 'Replaced the sound switch and tried it three times.',
      },
    ),
    event(
      '4',
      '2026-11-20T13:49:00Z',
      ['已首次联系', 'First contact made'],
      ['马晓东 · 电话', 'Ma Xiaodong · by phone'],
      { icon: 'phone' },
    ),
    event('3', '2026-11-20T13:30:00Z', ['新增 2 人关注', '2 more follow'], ['同一楼栋', 'same building'], {
      weight: 'small',
    }),
    event(
      '2',
      '2026-11-20T13:26:00Z',
      ['已受理', 'Accepted'],
      ['马晓东 · 楼栋党小组（代理）', 'Ma Xiaodong · building group (stand-in)'],
    ),
    event('1', '2026-11-20T13:14:00Z', ['已上报', 'Reported'], ['居民 · 扫码', 'Resident · by QR code'], {
      icon: 'message',
      said: zh
        ? '3栋2单元二楼到三楼的灯坏了，老人晚上不敢下楼。'
        : 'The light between floors 2 and 3 is out; old people do not dare to go down at night.',
    }),
  ]
}

/** Pictures drawn in place of photos: the catalogue carries none. */
export function photosOf(lang: UiLang) {
  const zh = lang === 'zh'
  const picture = (hue: number, words: string) =>
    `data:image/svg+xml,${encodeURIComponent(
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400"><rect width="400" height="400" fill="hsl(${hue} 22% 72%)"/><path d="M0 300 120 180 220 270 300 200 400 290V400H0Z" fill="hsl(${hue} 20% 52%)"/><circle cx="300" cy="100" r="40" fill="hsl(${hue} 40% 88%)"/><text x="24" y="374" font-size="34" fill="#fff" font-family="sans-serif">${words}</text></svg>`,
    )}`
  return [
    { id: 'a', thumb: picture(40, 'A'), full: picture(40, 'A'), caption: zh ? '处理前' : 'Before' },
    { id: 'b', thumb: picture(170, 'B'), full: picture(170, 'B'), caption: zh ? '更换开关' : 'New switch' },
    { id: 'c', thumb: picture(210, 'C'), full: picture(210, 'C'), caption: zh ? '处理后' : 'After' },
  ]
}

export const ganttWords: Readonly<Record<UiLang, GanttWords>> = {
  zh: {
    ...{ row: '阶段', planned: '计划', actual: '实际', delay: '延期', today: '今天', goesOn: '至今' },
    notYet: '未开始',
  },
  en: {
    ...{ row: 'Stage', planned: 'Planned', actual: 'Done', delay: 'Delay', today: 'Today', goesOn: 'until now' },
    notYet: 'Not begun',
  },
}

const ganttSteps = [
  ['摸底', 'Survey', '2026-03-02', '2026-03-31', '2026-03-05', '2026-03-28'],
  ['征求意愿', 'Willingness', '2026-04-01', '2026-05-15', '2026-03-30', '2026-05-20'],
  ['方案设计', 'Design', '2026-05-16', '2026-07-10', '2026-05-21', '2026-08-02'],
  ['开工', 'Start', '2026-07-11', '2026-10-31', '2026-08-10', ''],
  ['验收', 'Acceptance', '2026-11-01', '2026-11-20', '', ''],
  ['移交', 'Handover', '2026-11-21', '2026-12-10', '', ''],
] as const

export const stepsOf = (lang: UiLang): readonly GanttRow[] =>
  ganttSteps.map(([zh, en, from, to, began, ended]) => ({
    ...{ id: en, label: lang === 'zh' ? zh : en, planned: { from, to } },
    ...(began ? { actual: { from: began, to: ended || null } } : {}),
    ...(began && !ended ? { now: true, delays: [{ from: '2026-11-01', to: '2026-12-05' }] } : {}),
  }))
