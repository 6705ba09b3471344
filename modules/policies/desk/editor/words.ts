import { defineWords } from '../../../../kernel/contract/words.ts'

/** "Conditions, 3": the part of the form in which a place of the policy stands, with the number of the row. */
function placeWords(path: string, names: Readonly<Record<string, string>>): string {
  const [, part = '', ...steps] = path.split('/')
  const row = part === 'conditions' || part === 'amount' ? steps.find((step) => /^\d+$/.test(step)) : undefined
  const name = names[[part, steps[0]].join('/')] ?? names[part] ?? ''
  return row === undefined ? name : `${name} ${Number(row) + 1}`
}

export const editorWords = defineWords({
  zh: {
    newTitle: '新写一项政策',
    editTitle: '修改政策',
    lead: '保存会另存一版草稿；发布后才施行。',
    save: '保存草稿',
    basics: '给人看的文字',
    rules: '享受条件',
    amount: '支持标准',
    terms: '期限与受理',
    trial: '用真实企业试算',
    trialWait: '写完整后自动试算，不会写入任何记录。',
    faults: (n: number) => `还有 ${n} 处需要修改`,
    place: (path: string) =>
      placeWords(path, {
        conditions: '享受条件',
        amount: '支持标准',
        'title/zh': '名称（中文）',
        source: '文件依据和文号',
        validFrom: '施行日',
        validUntil: '失效日',
        applyBy: '申报截止日',
        office: '受理部门',
        documents: '需要材料',
      }),
    code: '编号',
    codeHint: '小写字母、数字、下划线，保存后不变',
    codeWrong: '以小写字母开头，只用小写字母、数字、下划线',
    titleZh: '名称（中文）',
    titleEn: '名称（英文）',
    summaryZh: '说明（中文）',
    summaryEn: '说明（英文）',
    forWhomZh: '适用对象（中文）',
    forWhomEn: '适用对象（英文）',
    source: '文件依据和文号',
    documents: '需要材料',
    documentsHint: '每行一份，中文和英文用竖线隔开，如：营业执照 | business licence',
    validFrom: '施行日',
    validUntil: '失效日（不含当天）',
    validUntilHint: '可留空：到施行日更晚的下一版开始为止，此后已兑现的企业可再次兑现。只作更正的，请保持施行日不变',
    applyBy: '申报截止日',
    office: '受理部门',
    how: '兑现方式',
  },
  en: {
    newTitle: 'Write a policy',
    editTitle: 'Edit a policy',
    lead: 'Saving keeps a new version as a draft; it is in force only once it is published.',
    save: 'Save the draft',
    basics: 'Words for people',
    rules: 'Conditions',
    amount: 'What is paid',
    terms: 'Time and office',
    trial: 'Tried on real firms',
    trialWait: 'It is tried by itself once it is complete; nothing is recorded.',
    faults: (n) => (n === 1 ? '1 place needs correction' : `${n} places need correction`),
    place: (path) =>
      placeWords(path, {
        conditions: 'Conditions',
        amount: 'What is paid',
        'title/zh': 'Title (Chinese)',
        source: 'Document and number',
        validFrom: 'In force from',
        validUntil: 'No longer in force on',
        applyBy: 'Apply by',
        office: 'Office',
        documents: 'Documents to bring',
      }),
    code: 'Code',
    codeHint: 'Small letters, digits, underscores; it stays once saved',
    codeWrong: 'Begin with a small letter; only small letters, digits and underscores',
    titleZh: 'Title (Chinese)',
    titleEn: 'Title (English)',
    summaryZh: 'Summary (Chinese)',
    summaryEn: 'Summary (English)',
    forWhomZh: 'For whom (Chinese)',
    forWhomEn: 'For whom (English)',
    source: 'Document and number',
    documents: 'Documents to bring',
    documentsHint: 'One a line, both languages with a bar between',
    validFrom: 'In force from',
    validUntil: 'No longer in force on',
    validUntilHint:
      'May stay empty: it lasts until a version with a later first day begins, which can pay the same firms again. To correct only, keep the first day',
    applyBy: 'Apply by',
    office: 'Office',
    how: 'Way',
  },
})
