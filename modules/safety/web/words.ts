import { defineWords } from '../../../kernel/contract/words.ts'

/** What desk, phone and sheets call things. */
export const safetyBook = defineWords({
  zh: {
    sheet: '隐患台账',
    level: { ordinary: '一般', major: '重大' },
    state: { open: '整改中', recheck: '待复查', cleared: '已销号' },
    rhythm: { day: '每天', week: '每周', month: '每月', quarter: '每季度' },
    mark: { overdue: '逾期未查', due: '待巡查', done: '按时完成', late: '逾期完成', missed: '漏巡' },
    outcome: { fine: '正常', found: '有隐患', skipped: '跳过' },
    how: { scan: '扫码', typed: '输码' },
    topic: { fire: '消防', fraud: '反诈', manners: '文明生活' },
    campaign: { planned: '未开始', running: '进行中', over: '已结束' },
    channel: { door: '入户', leaflet: '发单页', gathering: '活动', poster: '张贴', notice: '站内提醒' },
    way: { door: '当面讲', gathering: '到活动', talk: '电话讲过', away: '没人' },
    neighbour: '居民报告',
    yes: '是',
    column: {
      ...{ point: '点位', kind: '类型', compound: '小区', place: '楼栋', hazard: '隐患', level: '等级', state: '状态' },
      ...{ foundAt: '发现日期', foundBy: '发现', rectifyBy: '整改期限', late: '超期', number: '事项编号' },
      ...{ holder: '责任岗位', reopened: '复查退回次数', clearedAt: '销号日期', clearedBy: '复查' },
    },
  },
  en: {
    sheet: 'Hazards',
    level: { ordinary: 'Ordinary', major: 'Major' },
    state: { open: 'Being put right', recheck: 'To look at again', cleared: 'Crossed off' },
    rhythm: { day: 'Each day', week: 'Each week', month: 'Each month', quarter: 'Each quarter' },
    mark: { overdue: 'Overdue', due: 'To do', done: 'Done in time', late: 'Done late', missed: 'Missed' },
    outcome: { fine: 'Fine', found: 'Hazard', skipped: 'Skipped' },
    how: { scan: 'Scanned', typed: 'Typed' },
    topic: { fire: 'Fire', fraud: 'Fraud', manners: 'Manners' },
    campaign: { planned: 'Not begun', running: 'Under way', over: 'Over' },
    channel: { door: 'Doors', leaflet: 'Leaflets', gathering: 'Gathering', poster: 'Posters', notice: 'Notice' },
    way: { door: 'At the door', gathering: 'At a gathering', talk: 'By phone', away: 'Nobody in' },
    neighbour: 'A neighbour',
    yes: 'Yes',
    column: {
      ...{ point: 'Point', kind: 'Kind', compound: 'Compound', place: 'Building', hazard: 'Hazard', level: 'Level' },
      ...{ state: 'State', foundAt: 'Found', foundBy: 'Found by', rectifyBy: 'Put right by', late: 'Late' },
      ...{ number: 'Matter', holder: 'Held by', reopened: 'Times sent back', clearedAt: 'Crossed off' },
      clearedBy: 'Looked again',
    },
  },
})
