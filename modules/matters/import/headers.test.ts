import { describe, expect, test } from 'vitest'
import { builtInMappings } from './built-in-mappings.ts'
import { emptyTemplate } from './empty-template.ts'
import { matchHeaders } from './headers.ts'
import { parseMapping } from './mapping.ts'

const [messages, template] = builtInMappings
if (!messages || !template) throw new Error('built-in mappings are gone')

describe('headers', () => {
  test('in any order, with notes, spaces, full width and marks', () => {
    const match = matchHeaders(['序号', '*诉求内容', '发生 地点', '时间(必填)', 'ｐｈｏｎｅ', '备注', ''], template)
    expect(match.columns).toEqual({ number: 0, body: 1, place: 2, reportedAt: 3, reporterPhone: 4 })
    expect(match.unmatched).toEqual([{ column: 5, header: '备注' }])
    expect(match.missing).toEqual([])
  })

  test('in English', () => {
    expect(matchHeaders(['Content', 'Place', 'Time'], template).missing).toEqual([])
  })

  test('an earlier name wins, each column is used once', () => {
    const { columns, unmatched } = matchHeaders(['内容', '诉求内容', '时间', '地址', '地点'], template)
    expect(columns).toEqual({ body: 1, reportedAt: 2, place: 4 })
    expect(unmatched.map((u) => u.header)).toEqual(['内容', '地址'])
  })

  test('the header itself wins over one with notes', () => {
    expect(matchHeaders(['时间(备用)', '时间'], template).columns.reportedAt).toBe(1)
  })

  test('the same header twice: the first', () => {
    expect(matchHeaders(['地点', '地点'], template)).toMatchObject({
      columns: { place: 0 },
      unmatched: [{ column: 1 }],
    })
  })

  test('missing columns are named', () => {
    expect(matchHeaders(['甲', '乙'], messages).missing).toEqual(['number', 'title', 'body', 'reportedAt'])
  })

  test('a person’s choice comes first, "from nowhere" too, nonsense is ignored', () => {
    const headers = ['内容', '地点', '时间', '备注']
    expect(matchHeaders(headers, template, { body: 3, place: null, reportedAt: 99 })).toEqual({
      columns: { body: 3, reportedAt: 2 },
      unmatched: [
        { column: 0, header: '内容' },
        { column: 1, header: '地点' },
      ],
      missing: ['place'],
    })
  })

  test.each(['zh', 'en'] as const)('the empty template (%s) is read by its own mapping', (lang) => {
    const headers = emptyTemplate(template, lang).columns.map((column) => column.header)
    const match = matchHeaders(headers, template)
    expect(match.unmatched).toEqual([])
    expect(Object.keys(match.columns)).toHaveLength(Object.keys(template.columns).length)
  })
})

describe('a MAP file', () => {
  test('the built-in mappings are such files', () => {
    for (const mapping of builtInMappings) expect(parseMapping(JSON.parse(JSON.stringify(mapping)))).toEqual(mapping)
    expect(new Set(builtInMappings.map((m) => m.name)).size).toBe(builtInMappings.length)
  })

  test('no name stands for two fields', () => {
    for (const mapping of builtInMappings) {
      const names = Object.values(mapping.columns).flatMap((column) => column?.headers ?? [])
      expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([])
    }
  })

  test.each<[string, unknown]>([
    ['nothing', null],
    ['text', 'resident-messages'],
    ['an unknown field', { ...template, columns: { ...template.columns, colour: { headers: ['颜色'] } } }],
    ['a misspelt key', { ...template, colums: {} }],
    ['no header', { ...template, columns: { ...template.columns, title: { headers: [] } } }],
    ['an unknown outcome', { ...template, constants: { outcome: 'done' } }],
    ['an unknown identity', { ...template, identity: ['phone'] }],
    ['a bad name', { ...template, name: '../x' }],
    ['no time', { ...template, columns: { body: { headers: ['内容'] } } }],
  ])('%s is refused in words', (_, json) => {
    try {
      parseMapping(json)
      expect.unreachable()
    } catch (error) {
      expect(error).toMatchObject({ code: 'invalid', reason: 'matters.bad_mapping' })
    }
  })
})
