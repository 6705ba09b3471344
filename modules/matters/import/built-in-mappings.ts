import type { ImportMapping } from './mapping.ts'

/** Messages to a city's leaders and the answers to them, as published with seven columns. */
const residentMessages: ImportMapping = {
  name: 'resident-messages',
  title: { zh: '居民留言与答复', en: 'Residents’ messages with answers' },
  columns: {
    number: { headers: ['留言编号'], required: true },
    reporterName: { headers: ['留言用户'] },
    title: { headers: ['留言主题'], required: true, mask: true },
    reportedAt: { headers: ['留言时间'], required: true },
    body: { headers: ['留言详情'], required: true, mask: true },
    outcome: { headers: ['答复意见'], mask: true },
    resolvedAt: { headers: ['答复时间'] },
  },
  identity: ['number'],
  // An answer says what will be done or why not; that it helped, only the resident could say.
  constants: { outcome: 'explained', channel: 'import' },
  categoryBy: 'suggest',
}

/** Our own template, and what registers in use call the same columns. The first name is the one in the template. */
const mattersTemplate: ImportMapping = {
  name: 'matters-template',
  title: { zh: '事项导入模板', en: 'Template for matters' },
  columns: {
    number: {
      headers: ['编号', 'Number', '工单编号', '诉求编号', '受理编号', '事件编号', '案号', '序号', 'No.', 'ID'],
    },
    title: { headers: ['标题', 'Title', '诉求标题', '主题', '事项名称', '事件名称', 'Subject'], mask: true },
    body: {
      headers: [
        '诉求内容',
        'Content',
        '内容',
        '事项内容',
        '问题描述',
        '事件描述',
        '反映内容',
        '详情',
        'Description',
        'Matter',
      ],
      required: true,
      mask: true,
    },
    place: {
      headers: ['地点', 'Place', '小区', '小区名称', '地址', '事发地点', '发生地点', '所在小区', 'Location', 'Address'],
      required: true,
    },
    placeDetail: {
      headers: ['详细位置', 'Place detail', '门牌', '楼栋房号', '具体位置', '位置描述', 'Details of place'],
    },
    reportedAt: {
      headers: [
        '时间',
        'Time',
        '上报时间',
        '诉求时间',
        '受理时间',
        '登记时间',
        '来电时间',
        '日期',
        'Reported at',
        'Date',
      ],
      required: true,
    },
    source: { headers: ['来源', 'Source', '诉求来源', '受理渠道', '渠道', 'Channel'] },
    reporterName: { headers: ['联系人', 'Contact', '姓名', '诉求人', '来电人', '反映人', 'Name', 'Reporter'] },
    reporterPhone: {
      headers: ['电话', 'Phone', '联系电话', '手机', '手机号', '手机号码', '联系方式', '来电号码', 'Mobile'],
    },
    category: { headers: ['类别', 'Category', '诉求类别', '事项类别', '分类', '问题类型', '类型', 'Type'] },
    priority: { headers: ['紧急程度', 'Priority', '优先级', '是否紧急', 'Urgency'] },
    state: { headers: ['状态', 'State', '办理状态', '处理状态', '是否办结', 'Status'] },
    outcome: {
      headers: ['办理结果', 'Outcome', '处理结果', '办理情况', '处理情况', '答复内容', '回复内容', 'Result', 'Answer'],
      mask: true,
    },
    resolvedAt: {
      headers: ['办结时间', 'Resolved at', '完成时间', '办理时间', '答复时间', '回复时间', 'Closed at', 'Finished at'],
    },
    satisfaction: { headers: ['满意度', 'Satisfaction', '满意程度', '评价', 'Rating'] },
  },
  identity: ['number'],
  defaults: { outcome: 'solved', channel: 'import' },
  categoryBy: 'suggest',
}

/** Mappings that can be named instead of a file. */
export const builtInMappings: readonly ImportMapping[] = [residentMessages, mattersTemplate]
