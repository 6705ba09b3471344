import { defineWords } from '../../../../kernel/contract/words.ts'

/** Words that desk, phone and exports share. */
export const hoursBook = defineWords({
  zh: {
    kind: { service: '服务', correction: '冲正', training: '培训', honour: '表彰' },
    purpose: { activity: '活动', pairing: '结对', team: '服务队', other: '其他' },
    state: { asked: '待出具', issued: '有效', refused: '已退回', revoked: '已撤销' },
    category: {
      typing: '文字有误',
      hours: '时长有误',
      asked: '本人申请',
      untrue: '以不实情况取得',
      reissued: '已重新出具',
    },
    document: { id_card: '身份证', passport: '护照', own_number: '志愿者编号' },
    column: {
      ...{ name: '志愿者', day: '日期', kind: '类别', purpose: '事由', content: '内容', team: '服务队' },
      ...{ minutes: '时长（分钟）', why: '更正原因', takenBack: '已冲正', overlaps: '时间重叠' },
    },
    confirm: {
      says: '按签到到结束计算，点一下就全部确认；没有服务的改成 0。',
      settled: '这次活动的时长都已确认。',
      onlyOwn: '只剩您自己的时长，请社区或其他负责人确认。',
      confirm: (n: number) => `确认 ${n} 人的时长`,
      checkedIn: (time: string) => `${time} 签到`,
      recorded: (span: string) => `已确认 ${span}`,
      own: '本人的由别人确认',
      nobody: '没有队员签到。',
      minutesOf: (name: string) => `${name}的分钟数`,
      unit: '分钟',
    },
    yes: '是',
    sheet: '时长台账',
  },
  en: {
    kind: { service: 'Service', correction: 'Counter-entry', training: 'Training', honour: 'Honour' },
    purpose: { activity: 'Activity', pairing: 'Pairing', team: 'Team', other: 'Other' },
    state: { asked: 'Asked for', issued: 'Valid', refused: 'Sent back', revoked: 'Revoked' },
    category: {
      ...{ typing: 'A typing error', hours: 'Wrong hours', asked: 'Asked for by its owner' },
      ...{ untrue: 'Obtained by untruth', reissued: 'Issued anew' },
    },
    document: { id_card: 'Identity card', passport: 'Passport', own_number: 'Volunteer number' },
    column: {
      ...{ name: 'Volunteer', day: 'Day', kind: 'Kind', purpose: 'For', content: 'What was done', team: 'Team' },
      ...{ minutes: 'Minutes', why: 'Why corrected', takenBack: 'Taken back', overlaps: 'Overlaps' },
    },
    confirm: {
      says: 'From check-in to the end. One tap confirms all; set 0 for who did not serve.',
      settled: 'All hours of this activity are confirmed.',
      onlyOwn: 'Only your own hours are left: the community or another organiser confirms them.',
      confirm: (n: number) => `Confirm the hours of ${n}`,
      checkedIn: (time: string) => `Checked in at ${time}`,
      recorded: (span: string) => `Confirmed: ${span}`,
      own: 'Somebody else confirms your own',
      nobody: 'No member checked in.',
      minutesOf: (name: string) => `Minutes of ${name}`,
      unit: 'min',
    },
    yes: 'Yes',
    sheet: 'Hours',
  },
})
