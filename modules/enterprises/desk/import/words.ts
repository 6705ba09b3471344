import { defineWords } from '../../../../kernel/contract/words.ts'

export const words = defineWords({
  zh: {
    title: '导入楼宇与企业',
    lead: '先检查，逐行说明会做什么；确认后才写入。同一个文件再导一次，什么也不会变。',
    kind: { firms: '企业与入驻', suites: '楼宇与房源' },
    hint: {
      firms: '按信用代码认企业；没有代码的按名称和地点。写了楼宇和房号的，同时登记迁入。',
      suites: '按楼宇和房号认房源；楼宇须已在地点中，没有登记过的会一并登记。',
    },
    template: { firms: '企业模板', suites: '房源模板' },
    choose: '选择 .xlsx 文件',
    checking: '正在检查…',
    accept: (n: number) => `确认导入 ${n} 行`,
    nothingNew: '没有要写入的',
    done: (fresh: number, changed: number) => `已导入：新增 ${fresh}，更新 ${changed}。`,
    unknown: (columns: string) => `没有用到的列：${columns}`,
    count: { rows: '行数', new: '新增', changed: '更新', same: '不变', wrong: '有误' },
    rows: '逐行结果',
    row: '行',
    what: '内容',
    result: '结果',
    faults: '原因',
  },
  en: {
    title: 'Import buildings and firms',
    lead: 'Checked first, row by row; written once you accept. The same file again changes nothing.',
    kind: { firms: 'Firms and moves', suites: 'Buildings and suites' },
    hint: {
      firms:
        'Firms are known by their credit code, else by name and place. With building and suites, the move is recorded too.',
      suites:
        'Suites are known by building and number. The building must be among the places; it is recorded if it is not yet.',
    },
    template: { firms: 'Template of firms', suites: 'Template of suites' },
    choose: 'Choose an .xlsx file',
    checking: 'Checking…',
    accept: (n) => `Accept ${n} rows`,
    nothingNew: 'Nothing to write',
    done: (fresh, changed) => `Done: ${fresh} new, ${changed} changed.`,
    unknown: (columns) => `Columns that are not used: ${columns}`,
    count: { rows: 'Rows', new: 'New', changed: 'Changed', same: 'Same', wrong: 'Wrong' },
    rows: 'Row by row',
    row: 'Row',
    what: 'What',
    result: 'Result',
    faults: 'Why',
  },
})
