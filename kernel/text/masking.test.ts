import { existsSync } from 'node:fs'
import fc from 'fast-check'
import readExcel from 'read-excel-file/node'
import { describe, expect, it } from 'vitest'
import { maskIdNumber, validIdNumber } from './identity-number.ts'
import { maskInText, maskName } from './masking.ts'
import { foldWidth } from './normalise.ts'
import { findPhones, maskPhone } from './phones.ts'

describe('single values', () => {
  it.each([
    ['12000001234', '120****1234'],
    ['１２０ 0000-1234', '120****1234'],
    ['+86 120 0000 1234', '120****1234'],
    ['0871-65551234', '0871-****1234'],
    ['(010) 6555 1234', '010-****1234'],
    ['6555123', '****5123'],
    ['12345', '****'],
    ['', ''],
  ])('maskPhone %s: %s', (phone, masked) => {
    expect(maskPhone(phone)).toBe(masked)
  })

  it.each([
    ['张三', '张*'],
    ['张小明', '张*明'],
    ['欧阳小明', '欧**明'],
    ['张', '张*'],
    [' 买买提·艾力 ', '买****力'],
    ['John Smith', 'J. S.'],
    ['', ''],
  ])('maskName %s: %s', (name, masked) => {
    expect(maskName(name)).toBe(masked)
  })

  it.each([
    ['999903199001011238', '999903********1238'],
    ['999903 19900101 123X', '999903********123X'],
    ['999903900101123', '999903*****1123'],
    ['12345678', '******78'],
    ['123', '***'],
  ])('maskIdNumber %s: %s', (id, masked) => {
    expect(maskIdNumber(id)).toBe(masked)
  })

  it.each([
    ['11010519491231002X', true],
    ['11010519491231002x', true],
    ['110105 19491231 002X', true],
    ['110105194912310021', false],
    ['11010519490231002X', false],
    ['1101051949123100', false],
    ['01010519491231002X', false],
    ['', false],
  ])('validIdNumber %s: %s', (id, valid) => {
    expect(validIdNumber(id)).toBe(valid)
  })

  it('any one wrong digit is noticed by the check digit', () => {
    const id = '11010519491231002'
    fc.assert(
      fc.property(fc.nat(5), fc.integer({ min: 1, max: 9 }), (place, by) => {
        const wrong = (Number(id[place]) + by) % 10
        expect(validIdNumber(`${id.slice(0, place)}${wrong}${id.slice(place + 1)}X`)).toBe(false)
      }),
    )
  })
})

describe('maskInText', () => {
  it.each([
    ['电话12000001234谢谢', '电话120****1234谢谢'],
    ['电话：１２００００１２３４５。', '电话：120****2345。'],
    ['我的手机是120 0000 1234或120-0000-1235', '我的手机是120****1234或120****1235'],
    ['打 1200 000 1234', '打 120****1234'],
    ['1 2 0 0 0 0 0 1 2 3 4', '120****1234'],
    ['+8612000001234', '120****1234'],
    ['一二零〇〇〇零一二三四', '120****1234'],
    ['幺二〇〇〇〇〇一二三四联系', '120****1234联系'],
    ['座机0871-65551234转801', '座机0871-****1234'],
    ['（0871）6555123', '0871-****5123'],
    ['0871---6555123、6555124', '0871-****5123、****5124'],
    ['拨打6555123或6555124', '拨打****5123或****5124'],
    ['身份证999903199001011238', '身份证999903********1238'],
    ['身份证号：999903 19900101 123x。', '身份证号：999903********123X。'],
    ['999903900101123', '999903*****1123'],
    ['卡号6222 0000 0000 0000 123', '卡号6222 **** 0123'],
    ['转到4111111111111111', '转到4111 **** 1111'],
    ['写信zhang.xm@example.com', '写信z***@example.com'],
    ['ｚｈａｎｇ＠example.com', 'z***@example.com'],
    ['QQ：88776655', 'QQ：88****'],
    ['qq号887766554', 'qq号88****'],
    ['加微信zhang_xm88', '加微信zh****'],
    ['微信号：zxm1988', '微信号：zx****'],
    ['vx: abc-1234', 'vx: ab****'],
    ['微信同号12000001234', '微信同号120****1234'],
  ])('%s', (text, masked) => {
    expect(maskInText(text)).toBe(masked)
  })

  it.each([
    '3栋2单元501，5幢1203室，12号楼，5-2-301',
    '2018年8月22日，2018-08-22，20180822，2017-2019年规划，2026/11/2 15:21',
    '物业费1200元/月，共12000000元，押金12000000000元，面积12000000000平方米',
    'GB 50180-2018、GB/T 30428.2-2013、川建发〔2018〕0180号',
    '12345热线、110、120、96119、400-820-8820',
    '网友UU0081267、编号00031618、工单20181022165500123',
    '电话于20180822打过，拨打2017-2019年的都没人接',
    '530103005006社区，单元网格530103005006001',
    '微信公众号、微信支付、微信群、QQ群里说',
    '120-130人，3000-4000元，1米80，80 100 120',
    '车牌楚A12345，邮编650000',
  ])('leaves alone: %s', (text) => {
    expect(maskInText(text)).toBe(text)
  })

  const places = fc.constantFrom('', '电话', '我是三楼的，', '。\n', 'tel:', '（', '1栋 ', '－', 'A')
  const mobiles = fc
    .tuple(fc.nat(9), fc.nat(999_999_999))
    .map(([first, rest]) => `1${first}${String(rest).padStart(9, '0')}`)
  const spellings: fc.Arbitrary<(phone: string) => string> = fc.constantFrom(
    (phone) => phone,
    (phone) => `${phone.slice(0, 3)} ${phone.slice(3, 7)} ${phone.slice(7)}`,
    (phone) => `${phone.slice(0, 3)}－${phone.slice(3, 7)}—${phone.slice(7)}`,
    (phone) => `${phone.slice(0, 4)}-${phone.slice(4, 7)}-${phone.slice(7)}`,
    (phone) => `+86 ${phone}`,
    (phone) => [...phone].join(' '),
    (phone) => phone.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
  )

  it('hides every mobile number, however spelt, wherever it stands', () => {
    fc.assert(
      fc.property(
        places,
        mobiles,
        spellings,
        fc.constantFrom('', '。', '谢谢', '，李', '\n2栋'),
        (before, phone, spell, after) => {
          const masked = maskInText(`${before}${spell(phone)}${after}`)
          expect(masked).toBe(`${before}${phone.slice(0, 3)}****${phone.slice(-4)}${after}`)
        },
      ),
    )
  })

  const writing = fc
    .array(
      fc.oneof(
        fc.constantFrom(...'电梯坏了微信号电话QQ：。 -（@a.'),
        fc.constantFrom('12000001234', '0871-6555123', '999903199001011238', 'zhang@example.com', '微信abcdef1'),
        fc.nat(99_999).map(String),
      ),
      { maxLength: 25 },
    )
    .map((parts) => parts.join(''))

  it('masks once: what is masked stays as it is', () => {
    fc.assert(
      fc.property(writing, (text) => {
        expect(maskInText(maskInText(text))).toBe(maskInText(text))
      }),
    )
  })

  it('never touches text without digits, accounts or addresses', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        fc.pre(!/[\p{Nd}@＠零〇一二三四五六七八九幺]|微信|[qQvVwW]/u.test(text))
        expect(maskInText(text)).toBe(text)
      }),
    )
  })
})

describe('findPhones', () => {
  it('gives plain numbers and where they stand', () => {
    const text = '王姐：１２０ ００００－１２３４，座机0871-6555123。'
    const found = findPhones(text)
    expect(found.map(({ number, kind }) => [number, kind])).toEqual([
      ['12000001234', 'mobile'],
      ['08716555123', 'landline'],
    ])
    expect(found.map(({ start, end }) => text.slice(start, end))).toEqual(['１２０ ００００－１２３４', '0871-6555123'])
  })

  it('finds none in an identity number, a date or a price', () => {
    expect(findPhones('999903199001011238，20180822，12000000000元')).toEqual([])
  })
})

const messages = new URL('../../../shared/data/resident-messages-with-replies.xlsx', import.meta.url)

describe.skipIf(!existsSync(messages))('on 2,816 real messages and their answers', () => {
  it('no mobile number survives, and text without digits stays letter for letter', async () => {
    const [header = [], ...rows] = (await readExcel(messages.pathname))[0]?.data ?? []
    expect(rows).toHaveLength(2816)
    const texts = rows.flatMap((row) =>
      ['留言主题', '留言详情', '答复意见'].map((name) => String(row[header.indexOf(name)] ?? '')),
    )
    const survivors: string[] = []
    const touched: string[] = []
    for (const text of texts) {
      const masked = maskInText(text)
      const left = foldWidth(masked).match(/(?<!\d)1[ -]?[3-9](?:[ -]?\d){9}(?!\d)/g)
      if (left) survivors.push(...left)
      if (!/[\d０-９@＠]/.test(text) && masked !== text) touched.push(text)
    }
    expect(survivors).toEqual([])
    expect(touched).toEqual([])
  })
})

it('takes time in proportion to the text, whatever is written', () => {
  for (const unit of ['a', 'a.', 'a@', '1 ', '0-', '电话', '微信', '一', '6222 ']) {
    const started = performance.now()
    maskInText(unit.repeat(100_000 / unit.length))
    expect([unit, performance.now() - started < 2000]).toEqual([unit, true])
  }
})
