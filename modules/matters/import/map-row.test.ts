import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CellValue } from '../../../kernel/sheets/cells.ts'
import { openSheet } from '../../../kernel/sheets/sheet-reader.ts'
import type { CategoryWords } from '../../../kernel/text/category.ts'
import { findPhones } from '../../../kernel/text/phones.ts'
import { builtInMappings } from './built-in-mappings.ts'
import { matchHeaders } from './headers.ts'
import { type DraftMatter, type MappingContext, rowMapper } from './map-row.ts'
import type { Field, ImportMapping } from './mapping.ts'

const mappingOf = (name: string): ImportMapping => {
  const found = builtInMappings.find((mapping) => mapping.name === name)
  if (!found) throw new Error(`no mapping ${name}`)
  return found
}
const template = mappingOf('matters-template')

const categories: CategoryWords[] = [
  { code: '0101', names: ['公用设施', '路灯不亮'], keywords: ['路灯'] },
  { code: '0102', names: ['公用设施', '其他'], keywords: [] },
  { code: '0201', names: ['停车', '乱停车'], keywords: ['占车位'] },
  { code: '0202', names: ['停车', '其他'], keywords: [] },
]
const now = new Date('2026-11-23T12:00:00+08:00')

/** A row of the template, by header; what is left out is blank. */
function mapped(cells: Record<string, CellValue>, more: Partial<MappingContext> = {}, mapping = template) {
  const filled: Record<string, CellValue> = {
    诉求内容: '三号楼前的路灯不亮',
    地点: '天祥小区',
    时间: '2026/11/1 8:30',
    ...cells,
  }
  const headers = Object.keys(filled)
  const { columns } = matchHeaders(headers, mapping)
  const map = rowMapper(mapping, { columns, categories, now, dateBase: 1900, ...more })
  return map({ number: 7, headers, cells: Object.values(filled) })
}
function draftOf(...args: Parameters<typeof mapped>): DraftMatter {
  const result = mapped(...args)
  if ('errors' in result) throw new Error(JSON.stringify(result.errors))
  return result.ok
}
const errorsOf = (...args: Parameters<typeof mapped>): Record<string, string> => {
  const result = mapped(...args)
  return 'errors' in result ? Object.fromEntries(result.errors.map((e) => [e.column, e.words.zh])) : {}
}

describe('a row of the template', () => {
  test('with only what is required', () => {
    expect(draftOf({})).toMatchObject({
      row: 7,
      title: '三号楼前的路灯不亮',
      body: '三号楼前的路灯不亮',
      reportedAt: new Date('2026-11-01T08:30:00+08:00'),
      placeDetail: '天祥小区',
      placeId: null,
      category: '0101',
      channel: 'import',
      priority: 'normal',
      visibility: 'open',
      reporterName: null,
      reporterPhone: null,
      ended: null,
    })
  })

  test('with all that it has', () => {
    const draft = draftOf({
      编号: 12,
      标题: '路灯',
      详细位置: '东门',
      来源: '12345热线',
      联系人: ' 张小明 ',
      '联系电话(必填)': 10000001234,
      类别: '停车/其他',
      紧急程度: '紧急',
      状态: '已办结',
      办理结果: '已换灯泡,回访电话 10000005678',
      办结时间: 46_329.5,
      满意度: '基本满意',
    })
    expect(draft).toMatchObject({
      sourceKey: 'matters-template:12',
      title: '路灯',
      placeDetail: '天祥小区 东门',
      channel: 'phone',
      reporterName: '张小明',
      reporterPhone: '10000001234',
      category: '0202',
      categoryMatched: [],
      priority: 'urgent',
      ended: {
        outcome: 'solved',
        words: '已换灯泡,回访电话 100****5678',
        at: new Date('2026-11-03T12:00:00+08:00'),
        satisfaction: 3,
      },
    })
  })

  test('texts are masked, the contact’s own number is kept', () => {
    const draft = draftOf({ 诉求内容: '路灯坏了,请打 10000001234', 电话: '100 0000 1234' })
    expect(draft.body).toBe('路灯坏了,请打 100****1234')
    expect(draft.title).not.toContain('10000001234')
    expect(draft.reporterPhone).toBe('10000001234')
  })

  test('numbers that another system masked, or that nobody left, are no error', () => {
    for (const phone of ['100****1234', '无', '未留', '-']) expect(draftOf({ 电话: phone }).reporterPhone).toBeNull()
  })

  test('ended on the day of the report, without a time of day', () => {
    expect(draftOf({ 办理结果: '已修', 办结时间: '2026/11/1' }).ended?.at).toEqual(
      new Date('2026-11-01T08:30:00+08:00'),
    )
  })

  test('a place is looked up where the import can', () => {
    const placeOf = (words: string) => (words.includes('天祥') ? 'place-1' : null)
    expect(draftOf({}, { placeOf }).placeId).toBe('place-1')
    expect(errorsOf({ 地点: '火星' }, { placeOf })).toEqual({ 地点: '没有找到“火星”，请写小区或楼栋的全名' })
  })

  test('constants win over the row, defaults fill in', () => {
    const mapping: ImportMapping = {
      ...template,
      constants: { category: '0201', kind: 'matter', priority: 'urgent' },
      defaults: { visibility: 'holder', channel: 'phone' },
    }
    expect(draftOf({ 类别: '路灯不亮', 紧急程度: '一般' }, {}, mapping)).toMatchObject({
      category: '0201',
      kind: 'matter',
      priority: 'urgent',
      visibility: 'holder',
      channel: 'phone',
    })
  })

  test('no suggestion where nothing speaks for one', () => {
    expect(draftOf({ 诉求内容: '好好好好' })).toMatchObject({ category: null, categoryMatched: [] })
  })
})

describe('what is wrong is said cell by cell', () => {
  test.each<[Record<string, CellValue>, Record<string, string>]>([
    [{ 诉求内容: '' }, { 诉求内容: '没有填写' }],
    [{ 诉求内容: '灯' }, { 诉求内容: '太短，请写清楚是什么事' }],
    [{ 标题: '长'.repeat(81) }, { 标题: '超过 80 字，请缩短' }],
    [{ 诉求内容: { fault: '#REF!' } }, { 诉求内容: '是公式错误 #REF!，请改成内容' }],
    [
      { 时间: null, 地点: ' ' },
      { 地点: '没有填写', 时间: '没有填写' },
    ],
    [{ 时间: '昨天下午' }, { 时间: '“昨天下午”不是时间，请写成 2026/11/23 8:30' }],
    [{ 时间: '2026/11/24' }, { 时间: '“2026/11/24”在将来' }],
    [{ 时间: '1926/1/1' }, { 时间: '“1926/1/1”早于 1990 年' }],
    [{ 时间: 8.5 }, { 时间: '“8.5”早于 1990 年' }],
    [{ 电话: '12345' }, { 电话: '“12345”不是电话号码，请写 11 位手机号或带区号的座机' }],
    [{ 类别: '打麻将' }, { 类别: '没有“打麻将”这个类别' }],
    [{ 类别: '其他' }, { 类别: '“其他”不止一个，请连同上级一起写，如“上级/其他”' }],
    [{ 紧急程度: '火烧眉毛' }, { 紧急程度: '看不懂“火烧眉毛”，请写：一般、紧急' }],
    [{ 状态: '快了' }, { 状态: '看不懂“快了”，请写：办理中、已办结、已答复、列入计划、暂不可行、作废' }],
    [{ 状态: '已办结' }, {}],
    [
      { 状态: '已办结', 办理结果: '', 办结时间: '' },
      { 办理结果: '已经办结，请写办理结果', 办结时间: '已经办结，请写办结时间' },
    ],
    [{ 办理结果: '已修', 办结时间: '' }, { 办结时间: '已经办结，请写办结时间' }],
    [{ 办理结果: '', 办结时间: '2026/11/2' }, { 办理结果: '已经办结，请写办理结果' }],
    [{ 状态: '办理中', 办结时间: '2026/11/2' }, { 办结时间: '还在办理，不应有办结时间' }],
    [{ 办理结果: '已修', 办结时间: '2026/10/31' }, { 办结时间: '早于上报时间' }],
    [{ 办理结果: '已修', 办结时间: '2026/11/1 8:00' }, { 办结时间: '早于上报时间' }],
    [
      { 办理结果: '已修', 办结时间: '2026/11/2', 满意度: '9' },
      { 满意度: '看不懂“9”，请写 1 到 5,或 非常满意、满意、基本满意、不满意、非常不满意' },
    ],
  ])('%j', (cells, errors) => {
    const found = errorsOf(cells)
    if (Object.keys(errors).length > 0) expect(found).toEqual(errors)
    else expect(Object.keys(found)).toEqual(['办理结果', '办结时间'])
  })
})

describe('a date that no calendar knows', () => {
  const beyond = new Date(8_640_000_000_000_000)

  test('is no time of a report, of an answer, and no text', () => {
    expect(Object.keys(errorsOf({ 时间: beyond }))).toEqual(['时间'])
    expect(Object.keys(errorsOf({ 办理结果: '已修好', 办结时间: beyond }))).toEqual(['办结时间'])
    expect(Object.keys(errorsOf({ 诉求内容: new Date(Number.NaN) }))).toEqual(['诉求内容'])
  })
})

describe('the same row again', () => {
  const keys = (cells: Record<string, CellValue>) => {
    const { sourceKey, sourceHash } = draftOf(cells)
    return { sourceKey, sourceHash }
  }

  test('is recognised however its cells are typed', () => {
    const date = new Date('2026-11-01T08:30:00+08:00')
    expect(keys({ 编号: '12', 时间: date })).toEqual(keys({ 编号: 12, 时间: '2026年11月1日 8:30' }))
    expect(keys({ 编号: 12, 诉求内容: '三号楼前的路灯不亮 \r\n' })).toEqual(keys({ 编号: 12 }))
    expect(keys({ 编号: 12, 备注: '无关的一列' })).toEqual(keys({ 编号: 12 }))
  })

  test('with another content keeps its key and changes its hash', () => {
    const [before, after] = [keys({ 编号: 12 }), keys({ 编号: 12, 办理结果: '已修', 办结时间: '2026/11/2' })]
    expect(after.sourceKey).toBe(before.sourceKey)
    expect(after.sourceHash).not.toBe(before.sourceHash)
  })

  test('without a number is known by its content', () => {
    expect(keys({}).sourceKey).toBe(`matters-template#${keys({}).sourceHash}`)
    expect(keys({ 诉求内容: '另一件事' }).sourceKey).not.toBe(keys({}).sourceKey)
  })

  test('does not look changed because better words are suggested or masked now', () => {
    expect(draftOf({ 编号: 1 }, { categories: [] }).sourceHash).toBe(draftOf({ 编号: 1 }).sourceHash)
  })
})

describe('hostile rows', () => {
  const cell = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.constantFrom(
      '=1+1',
      '2026/11/1',
      '10000001234',
      '已办结',
      '\u0000',
      '\ud800',
      '__proto__',
      'constructor',
      '9'.repeat(400),
      '<script>',
    ),
    fc.double(),
    fc.boolean(),
    fc.date({ noInvalidDate: false }),
    fc.constant(null),
    fc.string().map((fault) => ({ fault })),
  )
  const headersOf = (mapping: ImportMapping) => Object.values(mapping.columns).map((column) => column?.headers[0] ?? '')

  test.each(builtInMappings.map((mapping) => [mapping.name, mapping] as const))(
    '%s: a sound draft or errors with words',
    (_, mapping) => {
      const headers = headersOf(mapping)
      const { columns } = matchHeaders(headers, mapping)
      const map = rowMapper(mapping, { columns, categories, now, dateBase: 1900 })
      fc.assert(
        fc.property(fc.array(cell, { minLength: headers.length, maxLength: headers.length }), (cells) => {
          const result = map({ number: 2, headers, cells })
          expect(map({ number: 2, headers, cells })).toEqual(result)
          if ('errors' in result) {
            expect(result.errors.length).toBeGreaterThan(0)
            for (const { column, words } of result.errors) {
              expect(headers).toContain(column)
              expect(words.zh.length * words.en.length).toBeGreaterThan(0)
            }
          } else expectSound(result.ok)
        }),
        { numRuns: 500 },
      )
    },
  )

  test('rows of sound cells always map', () => {
    const body = fc
      .string({ unit: fc.constantFrom(...'路灯不亮 占车位,10000001234。'), minLength: 2, maxLength: 80 })
      .filter((s) => s.trim().length >= 2)
    const time = fc.date({ min: new Date('1991-01-01T00:00:00Z'), max: now, noInvalidDate: true })
    fc.assert(
      fc.property(body, time, time, (text, one, two) => {
        const [reported, resolved] = one < two ? [one, two] : [two, one]
        expectSound(draftOf({ 诉求内容: text, 时间: reported, 办理结果: text, 办结时间: resolved }))
      }),
    )
  })

  function expectSound(draft: DraftMatter) {
    expect([...draft.title].length).toBeLessThanOrEqual(80)
    expect(draft.title).not.toBe('')
    expect([...draft.body].length).toBeGreaterThanOrEqual(2)
    expect(draft.reportedAt <= now).toBe(true)
    expect(draft.sourceHash).toMatch(/^[0-9a-f]{64}$/)
    expect(draft.sourceKey.length).toBeLessThanOrEqual(180)
    if (draft.ended) {
      expect(draft.ended.at >= draft.reportedAt && draft.ended.at <= now).toBe(true)
      expect(draft.ended.words).not.toBe('')
    }
  }
})

const messages = join(import.meta.dirname, '../../../../shared/data/resident-messages-with-replies.xlsx')

describe('the real file', () => {
  test.skipIf(!existsSync(messages))('2,816 messages map whole, times kept, texts masked', async () => {
    const mapping = mappingOf('resident-messages')
    const sheet = await openSheet(messages)
    const { columns, missing, unmatched } = matchHeaders(sheet.headers, mapping)
    expect([missing, unmatched]).toEqual([[], []])
    const map = rowMapper(mapping, { columns, categories, now, dateBase: sheet.dateBase })
    const drafts: DraftMatter[] = []
    for await (const row of sheet.rows) {
      const result = map(row)
      if ('errors' in result) throw new Error(`row ${row.number}: ${JSON.stringify(result.errors)}`)
      drafts.push(result.ok)
    }
    await sheet.close()
    expect(drafts).toHaveLength(2816)
    expect(new Set(drafts.map((draft) => draft.sourceKey)).size).toBe(2816)
    expect(new Set(drafts.map((draft) => draft.sourceHash)).size).toBe(2816)
    const [first] = drafts
    expect(first).toMatchObject({
      sourceKey: 'resident-messages:2549',
      reporterName: 'A00045581',
      reportedAt: new Date('2019-04-25T09:32:09+08:00'),
      ended: { outcome: 'explained', at: new Date('2019-05-10T14:56:53+08:00') },
    })
    const texts = drafts.flatMap((draft) => [draft.title, draft.body, draft.ended?.words ?? ''])
    // The publisher has replaced some numbers by zeros; those name nobody.
    expect(texts.flatMap((text) => findPhones(text)).filter((phone) => /[1-9]/.test(phone.number))).toEqual([])
  })
})

test('columns of the wizard are fields of the mapping', () => {
  const chosen: Partial<Record<Field, number | null>> = { body: 1, title: null }
  expect(matchHeaders(['标题', '随便'], template, chosen).columns).toEqual({ body: 1 })
})
