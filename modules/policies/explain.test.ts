import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calendarDay } from './calendar-month.ts'
import { checkExpression } from './check.ts'
import { compileCondition } from './compile.ts'
import { defaultDictionary } from './defaults/facts.ts'
import { type Explanation, explain, type Judgement, judge } from './explain.ts'
import { type Expression, operators } from './expression.ts'
import { demoDay, firmRow } from './firm.fixture.ts'
import { firms, randomConditions, smallDictionary, today } from './random-rules.fixture.ts'
import { rowOf } from './row.ts'
import { samples } from './samples.fixture.ts'

function treeOf(rule: Expression) {
  const { tree, faults } = checkExpression(rule, defaultDictionary)
  if (tree === null) throw new Error(JSON.stringify(faults))
  return tree
}
const inWords = (rule: Expression) => explain(treeOf(rule), defaultDictionary)
const flat = ({ words, parts }: Explanation): string[] => [words.zh, words.en, ...parts.flatMap(flat)]

describe('every operator is said in plain words', () => {
  it.each(operators)('%s', (operator) => {
    const told = flat(inWords(samples[operator]))
    for (const text of told) {
      expect(text.trim()).not.toBe('')
      expect(text).not.toMatch(/undefined|\[object|null|NaN/)
    }
    const { words } = inWords(samples[operator])
    expect(words.zh).toMatch(/\p{Script=Han}/u)
    expect(words.en).toMatch(/^[A-Z(]/)
    expect(words.en).not.toMatch(/\p{Script=Han}/u)
  })

  it.each<[Expression, string, string]>([
    [samples['>='], '在职人数不少于 10 人', 'Number of staff is at least 10 people'],
    [{ '<=': [{ fact: 'staff' }, 30] }, '在职人数不超过 30 人', 'Number of staff is at most 30 people'],
    [samples['<'], '成立日期早于 2026年3月1日', 'Day of founding is before 1 Mar 2026'],
    [samples['<='], '贷款年利率不高于 3.85%', 'Yearly rate of the loan is at most 3.85%'],
    [samples['>'], '营业收入高于 200 万元', 'Revenue is above CNY 2,000,000'],
    [samples['=='], '企业规模为微型', 'Size class is micro'],
    [samples['!='], '注册地与经营地不一致', 'Place of registration is not the same as place of business'],
    [
      samples.between,
      '在职人数在 10 人到 50 人之间(含)',
      'Number of staff is from 10 people to 50 people, both included',
    ],
    [samples.in, '企业规模属于:微型、小型', 'Size class is micro or small'],
    [
      samples.ratio,
      '研发费用占营业收入的比例不低于 5%',
      'Amount spent on research as a share of revenue is at least 5%',
    ],
    [
      samples.monthsSince,
      '成立日期至今的整月数少于 24 个月',
      'Time in full months since the day of founding is less than 24 months',
    ],
    [samples.isNone, '没有月租金', 'There is no monthly rent'],
    [{ not: samples.isNone }, '有月租金', 'There is a monthly rent'],
    [{ not: { fact: 'isHeadOffice' } }, '不是总部企业', 'The firm is not a head office'],
    [
      { not: samples.startsWith },
      '行业不属于:互联网和相关服务(I64)、软件和信息技术服务业(I65)',
      'Industry does not belong to internet services (I64) or software and information technology (I65)',
    ],
    [
      samples.if,
      '贷款年利率不高于 (如果是高新技术企业,为 4.5%;否则为 3.85%)',
      'Yearly rate of the loan is at most (4.5% if the firm is a certified high-tech firm, otherwise 3.85%)',
    ],
    [true, '无条件符合', 'Always'],
  ])('%j', (rule, zh, en) => expect(inWords(rule).words).toEqual({ zh, en }))

  it('keeps groups as a tree with the paths of the rule', () => {
    const { words, parts } = inWords({ and: [samples['>='], samples.or, samples.not] })
    expect(words.zh).toBe('同时满足')
    expect(parts.map(({ path, words: own }) => [path, own.zh])).toEqual([
      ['/and/0', '在职人数不少于 10 人'],
      ['/and/1', '满足任意一项'],
      ['/and/2', '不满足'],
    ])
    expect(parts[2]?.parts[0]?.path).toBe('/and/2/not')
  })
})

describe('with the verdict of each condition', () => {
  it('shows the firm’s own value', () => {
    const rule: Expression = { and: [samples['>='], samples.in, samples.ratio, { fact: 'isHighTech' }, samples.hasAny] }
    const row = firmRow({ staff: 8, sizeClass: 'micro', revenue: 20_000_000_000, certificates: ['heritage'] })
    const judged = judge(compileCondition(treeOf(rule)), defaultDictionary, row, demoDay)
    expect(judged.verdict).toBe('unfit')
    expect(judged.parts.map(({ verdict, values }) => [verdict, ...values.map(({ words }) => words.zh)])).toEqual([
      ['unfit', '8 人'],
      ['fits', '微型'],
      ['unknown', '未知', '2 亿元'],
      ['unknown', '未知'],
      ['fits', '非物质文化遗产(heritage)'],
    ])
  })

  it('says of any rule what evaluation says, in the same tree', () => {
    const agree = (judged: Judgement, told: Explanation): void => {
      expect([judged.path, judged.words]).toEqual([told.path, told.words])
      expect(judged.parts.length).toBe(told.parts.length)
      for (const [index, part] of judged.parts.entries()) agree(part, told.parts[index] as Explanation)
    }
    fc.assert(
      fc.property(randomConditions, firms, (rule, facts) => {
        const { tree } = checkExpression(rule, smallDictionary)
        if (tree === null) throw new Error('refused')
        const plan = compileCondition(tree)
        const { row } = rowOf(smallDictionary, facts)
        const judged = judge(plan, smallDictionary, row, calendarDay(today))
        expect(judged.verdict).toBe((['unfit', 'unknown', 'fits'] as const)[plan.read(row, calendarDay(today)) + 1])
        agree(judged, explain(tree, smallDictionary))
      }),
      { numRuns: 500 },
    )
  })
})
