import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CategoryWords, suggestCategory } from './category.ts'
import { readChatMessage } from './chat-message.ts'
import { draftFromMessage, longestTitle, titleOf, urgentWordsIn, widthOf } from './draft.ts'
import { introducedName, looksLikeName } from './person-name.ts'
import { findPhones } from './phones.ts'
import { matchPlaces, type PlaceName } from './place-match.ts'

const place = (id: string, kind: string, name: string, parentName: string, aliases: string[] = []): PlaceName => ({
  id,
  kind,
  name,
  parentName,
  aliases,
})
const places = [
  place('community', 'community', '天祥社区', '金辰街道'),
  place('tianxiang', 'compound', '天祥小区', '天祥社区', ['老机床厂宿舍']),
  place('jinjiang', 'compound', '金江花园', '天祥社区'),
  place('tianxiang-3', 'building', '3栋', '天祥小区'),
  place('tianxiang-5', 'building', '5号楼', '天祥小区'),
  place('jinjiang-3', 'building', '金江花园3栋', '金江花园'),
]
const categories: readonly CategoryWords[] = [
  { code: 'lift', names: ['住宅设施', '电梯'], keywords: ['电梯困人', '升降机'] },
  { code: 'leak', names: ['住宅设施', '漏水'], keywords: ['渗水', '屋顶漏水', '水管爆'] },
  { code: 'light', names: ['公共设施', '楼道照明灯'], keywords: ['路灯', '声控灯'] },
  { code: 'noise', names: ['环境', '噪音'], keywords: ['广场舞', '施工噪音', '扰民', '太吵'] },
  { code: 'waste', names: ['市容', '垃圾'], keywords: ['垃圾桶', '臭味', '清运'] },
]
const draft = (message: string) => draftFromMessage(message, { places, categories })

describe('draftFromMessage', () => {
  it('reads a message pasted from WeChat with its header and picture', () => {
    const message =
      '张阿姨 2026/11/2 下午3:21\n领导好，我们天祥小区3栋2单元的电梯又坏了，老人上不去楼，麻烦处理一下。电话120 0000 1234\n[图片]'
    expect(draft(message)).toMatchObject({
      phone: '12000001234',
      name: '张阿姨',
      door: { building: '3', unit: '2' },
      title: '我们天祥小区3栋的电梯又坏了，老人上不去楼，麻烦处理一下',
      body: '领导好，我们天祥小区3栋2单元的电梯又坏了，老人上不去楼，麻烦处理一下。电话120 0000 1234',
      anonymousWish: false,
      urgentWords: [],
    })
    expect(draft(message).places[0]).toEqual({ placeId: 'tianxiang-3', score: 0.95, matched: ['天祥小区', '3栋'] })
    expect(draft(message).categories[0]).toMatchObject({ code: 'lift', matched: ['电梯'] })
  })

  it('reads the door number that neighbours carry in their group name', () => {
    const read = draft(
      '—————  2026-11-02  —————\n\n5-2-301 李女士  15:21\n\n楼上半夜太吵，孩子睡不着[捂脸]，别说是我说的啊',
    )
    expect(read).toMatchObject({ name: '李女士', door: { building: '5', unit: '2', room: '301' }, anonymousWish: true })
    expect(read.places[0]?.placeId).toBe('tianxiang-5')
    expect(read.body).toBe('楼上半夜太吵，孩子睡不着，别说是我说的啊')
    expect(read.categories[0]?.code).toBe('noise')
  })

  it('reads an alias, a Chinese numeral and a missing keyword', () => {
    const read = draft('在吗\n我想反映一下，老机床厂宿舍三号楼楼道灯坏了好几天了，晚上黑漆漆的')
    expect(read.places[0]?.placeId).toBe('tianxiang-3')
    expect(read.categories[0]?.code).toBe('light')
    expect(read.title).toBe('老机床厂宿舍三号楼楼道灯坏了好几天了，晚上黑漆漆的')
  })

  it('reads a quotation, a mention and an introduction', () => {
    const quoted = draft('「王师傅：金江花园3栋楼下垃圾桶满了，臭味很大」\n- - - - - - - - - - - -\n请社区看一下')
    expect(quoted).toMatchObject({ name: '王师傅', title: '金江花园3栋楼下垃圾桶满了，臭味很大' })
    expect(quoted.places[0]?.placeId).toBe('jinjiang-3')
    const introduced = draft(
      '@天祥社区网格员小李 你好，我叫赵小云，住天祥3栋501，厨房屋顶漏水，联系电话：１２０００００１２３４',
    )
    expect(introduced).toMatchObject({ name: '赵小云', phone: '12000001234', title: '厨房屋顶漏水' })
    expect(introduced.door).toEqual({ building: '3', room: '501' })
    expect(introduced.places[0]?.placeId).toBe('tianxiang-3')
    expect(introduced.categories[0]).toMatchObject({ code: 'leak', matched: ['屋顶漏水'] })
  })

  it('reads a form filled in by hand', () => {
    const read = draft('地址：天祥小区5#楼1单元302室\n问题：水管爆了\n联系人：陈大明\n电话：0871-65551234')
    expect(read).toMatchObject({ name: '陈大明', phone: '087165551234', title: '水管爆了' })
    expect(read.door).toEqual({ building: '5', unit: '1', room: '302' })
  })

  it('makes nothing out of nothing', () => {
    const empty = { places: [], door: {}, categories: [], title: '', anonymousWish: false, urgentWords: [] }
    for (const message of ['', '  \n ', '您好！', '[图片]\n[图片]', '在吗']) expect(draft(message)).toMatchObject(empty)
  })

  it('never fails, and its title is short and holds no phone number', () => {
    const parts = fc.constantFrom(
      '您好，',
      '3栋2单元501',
      '12000001234',
      '漏水',
      '\n',
      '。',
      '张阿姨 15:21',
      '「',
      '」',
      '[图片]',
      '：',
      '天祥',
      '我是',
      '，',
      '0871-6555123',
    )
    const messages = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(parts, { maxLength: 30 }).map((all) => all.join('')),
    )
    fc.assert(
      fc.property(messages, (message) => {
        const { title } = draft(message)
        expect(widthOf(title)).toBeLessThanOrEqual(longestTitle)
        expect(findPhones(title)).toEqual([])
        expect(title).not.toContain('\n')
      }),
    )
  })
})

describe('readChatMessage', () => {
  it.each([
    ['张阿姨 2026/11/2 下午3:21\n漏水了', '张阿姨', '漏水了'],
    ['张阿姨 2026-11-02 15:21:07\n漏水了', '张阿姨', '漏水了'],
    ['张阿姨 11月2日 晚上9:05\n漏水了', '张阿姨', '漏水了'],
    ['张阿姨  昨天 15:21\n漏水了', '张阿姨', '漏水了'],
    ['张阿姨:\n漏水了\n李姐:\n我家也是', '张阿姨', '漏水了\n我家也是'],
    ['张阿姨：漏水了', '张阿姨', '漏水了'],
    ['15:21\n漏水了', undefined, '漏水了'],
    ['2026年11月2日 15:21\n漏水了', undefined, '漏水了'],
    ['"张阿姨"撤回了一条消息\n漏水了', undefined, '漏水了'],
    ['昨晚停水 22:30\n到现在没来', undefined, '昨晚停水 22:30\n到现在没来'],
    ['电话：12000001234\n漏水了', undefined, '电话：12000001234\n漏水了'],
    ['地址：\n天祥小区', undefined, '地址：\n天祥小区'],
    ['施工到晚上 23:30', undefined, '施工到晚上 23:30'],
    ['漏水了【急】@所有人', undefined, '漏水了【急】'],
  ])('%j', (text, sender, body) => {
    expect(readChatMessage(text)).toEqual({ sender, body })
  })
})

describe('matchPlaces', () => {
  const best = (text: string) => matchPlaces(text, places)[0]

  it('prefers what is written out, and the building to its compound', () => {
    expect(best('天祥小区门口')).toMatchObject({ placeId: 'tianxiang', score: 0.9 })
    expect(best('天祥社区服务站')).toMatchObject({ placeId: 'community', score: 0.9 })
    expect(best('天祥小区5栋')).toMatchObject({ placeId: 'tianxiang-5' })
    expect(best('金江花园３栋')).toMatchObject({ placeId: 'jinjiang-3' })
  })

  it('offers every 3栋 where no compound is named, as a weak guess', () => {
    const found = matchPlaces('3栋停水', places)
    expect(found.map(({ placeId, score }) => [placeId, score])).toEqual([
      ['tianxiang-3', 0.3],
      ['jinjiang-3', 0.3],
    ])
  })

  it('finds nothing where nothing is named', () => {
    expect(matchPlaces('楼下很吵', places)).toEqual([])
    expect(matchPlaces('', places)).toEqual([])
  })
})

describe('suggestCategory', () => {
  it('counts the longer word only, says which words, and is silent where nothing speaks', () => {
    expect(suggestCategory('我家屋顶漏水', categories)[0]).toMatchObject({ code: 'leak', matched: ['屋顶漏水'] })
    expect(suggestCategory('谢谢大家', categories)).toEqual([])
  })

  it('weighs what is said first', () => {
    const story = '，'.concat('我们已经找过很多次都没有人来看过一眼大家都等着'.repeat(2))
    expect(suggestCategory(`垃圾没人收${story}电梯也旧`, categories)[0]?.code).toBe('waste')
    expect(suggestCategory(`电梯坏了${story}还有垃圾`, categories)[0]?.code).toBe('lift')
  })

  it('gives scores of 0 to 1, best first, at most five', () => {
    const words = fc.array(fc.constantFrom('电梯', '漏水', '路灯', '广场舞', '垃圾桶', '扰民', '您好', '，'), {
      maxLength: 20,
    })
    fc.assert(
      fc.property(words, (said) => {
        const scores = suggestCategory(said.join(''), categories).map(({ score }) => score)
        expect(scores.length).toBeLessThanOrEqual(5)
        expect(scores).toEqual([...scores].sort((a, b) => b - a))
        for (const score of scores) expect(score > 0 && score < 1).toBe(true)
      }),
    )
  })
})

describe('titleOf', () => {
  it.each([
    ['尊敬的领导：您好！我想咨询一下，小区什么时候装充电桩？', '小区什么时候装充电桩'],
    ['大家好，停水了。什么时候来？', '停水了，什么时候来'],
    ['本人住3栋2单元501，楼上漏水到我家厨房，已经三天了，电话12000001234', '楼上漏水到我家厨房，已经三天了'],
    [`${'路灯坏了'.repeat(10)}`, `${'路灯坏了'.repeat(7)}路…`],
    [
      'The lamp in the stairway of our unit is out, and nobody sees',
      'The lamp in the stairway of our unit is out, and nobody sees',
    ],
    ['The lamp is out again, since the rain of last week came in through the roof', 'The lamp is out again'],
    [
      'The lamp in the stairway of unit two has not been shining since the rain came in',
      'The lamp in the stairway of unit two has not been shining…',
    ],
    ['12000001234', ''],
  ])('%s: %s', (body, title) => {
    expect(titleOf(body)).toBe(title)
  })
})

describe('urgentWordsIn', () => {
  it.each([
    ['有人被困电梯了', ['被困']],
    ['楼下煤气味很重，快来人', ['煤气味']],
    ['3栋着火了！在冒烟', ['着火', '冒烟']],
    ['老人晕倒在楼道，流血了', ['晕倒', '流血']],
    ['飞线充电容易着火，存在触电隐患', []],
    ['车子刮了，没有人受伤', []],
    ['怕老人摔伤', []],
    ['路灯坏了', []],
  ])('%s', (text, words) => {
    expect(urgentWordsIn(text)).toEqual(words)
  })
})

it.each([
  ['请匿名', true],
  ['不要透露我的名字', true],
  ['请替我保密', true],
  ['别告诉物业是我说的', true],
  ['我不想留名', true],
  ['请公开维修资金的账目', false],
])('the wish to stay unnamed: %s %s', (text, wish) => {
  expect(draft(text).anonymousWish).toBe(wish)
})

describe('names', () => {
  it.each(['张小明', '欧阳明', '欧阳小明', '张阿姨', '李先生', '老王', '小李', '王师傅'])('%s is one', (word) => {
    expect(looksLikeName(word)).toBe(true)
  })
  it.each(['阳光灿烂', '业主', '张', '天天向上', '安全员', '万达租户', 'Tom', '三号楼', ''])('%s is none', (word) => {
    expect(looksLikeName(word)).toBe(false)
  })
  it.each([
    ['我叫张小明，住3栋', '张小明'],
    ['联系人：李女士 12000001234', '李女士'],
    ['路灯坏了。陈大明', '陈大明'],
    ['我是业主，路灯坏了', undefined],
    ['路灯坏了', undefined],
  ])('introduced in %s: %s', (text, name) => {
    expect(introducedName(text)).toBe(name)
  })
})
