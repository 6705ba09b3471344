import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { duplicateThreshold, type Likeness, scoreSimilar } from './duplicate.ts'
import { bigrams, foldWidth, normalise } from './normalise.ts'
import { similarity } from './similarity.ts'

// Text as it comes: Chinese, digits, Latin, signs of both widths, and anything else.
const texts = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.constantFrom(...'电梯坏了三栋漏水停垃圾您好小区３栋2单元ＡBc，。！ 　#-'), { maxLength: 40 })
    .map((all) => all.join('')),
)

describe('normalise', () => {
  it.each([
    ['３栋２单元，电梯坏了！！', '3栋2单元 电梯坏了'],
    ['  WiFi　不通…… ', 'wifi 不通'],
    ['约㎡：１２０．５', '约m2 120 5'],
    ['[捂脸]😂漏水', '捂脸 漏水'],
    ['。，！', ''],
  ])('%s becomes %s', (text, expected) => {
    expect(normalise(text)).toBe(expected)
  })

  it('done twice changes nothing', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(normalise(normalise(text))).toBe(normalise(text))
      }),
    )
  })
})

describe('bigrams', () => {
  it('are pairs of Han, whole Latin words and numbers, each once', () => {
    expect(bigrams('3栋电梯坏了，电梯！')).toEqual(['3', '栋电', '电梯', '梯坏', '坏了'])
    expect(bigrams('A座 wifi 灯')).toEqual(['a', '座', 'wifi', '灯'])
    expect(bigrams('')).toEqual([])
  })

  it('of a part without its edges are among those of the whole', () => {
    fc.assert(
      fc.property(texts, texts, texts, (before, middle, after) => {
        const whole = bigrams(`${before} ${middle} ${after}`)
        for (const word of bigrams(middle)) expect(whole).toContain(word)
      }),
    )
  })
})

it('foldWidth keeps every position', () => {
  fc.assert(
    fc.property(texts, (text) => {
      expect(foldWidth(text)).toHaveLength(text.length)
    }),
  )
  expect(foldWidth('１３８—１２３４（电话）：Ａ')).toBe('138-1234(电话):A')
})

describe('similarity', () => {
  it('is 0 to 1, the same from both sides, and 1 for the same words', () => {
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        const alike = similarity(a, b)
        expect(alike).toBeGreaterThanOrEqual(0)
        expect(alike).toBeLessThanOrEqual(1)
        expect(similarity(b, a)).toBeCloseTo(alike, 12)
        if (normalise(a) !== '') expect(similarity(a, `。${a}！`)).toBe(1)
      }),
    )
  })

  it('ignores what stands in every message', () => {
    expect(similarity('您好，我们小区希望领导解决', '领导您好，我们小区希望处理问题')).toBeLessThan(0.1)
  })

  const same = [
    ['3栋电梯坏了', '电梯又坏了，老人上不去楼'],
    ['小区门口路灯不亮', '大门口的路灯坏了好几天，晚上看不见'],
    ['楼下垃圾没人收，太臭了', '垃圾桶满了好几天没人清运，臭得很'],
    ['半夜广场舞噪声扰民', '广场舞噪音太大，晚上十点还在跳'],
    ['停水三天了没人管', '我们这里没水用了，从周一停水到现在'],
    ['电瓶车在楼道里充电', '有人在楼道给电动车充电，很危险'],
  ] as const
  const different = [
    ['3栋电梯坏了', '3栋路灯坏了'],
    ['楼下垃圾没人收', '楼下烧烤油烟没人管'],
    ['停水三天了没人管', '停车位被占了三天没人管'],
    ['希望在小区增加儿童游乐设施', '希望在小区增加充电桩'],
  ] as const

  it('puts every pair that means the same above every pair that does not', () => {
    const lowest = Math.min(...same.map(([a, b]) => similarity(a, b)))
    const highest = Math.max(...different.map(([a, b]) => similarity(a, b)))
    expect(lowest).toBeGreaterThan(highest)
  })

  it('with place and time tells duplicates from neighbours of another kind', () => {
    const here = { distance: 0, ageDays: 1 }
    for (const [a, b] of same) {
      const score = scoreSimilar({ text: similarity(a, b), ...here, categorySame: undefined })
      expect([a, score >= duplicateThreshold]).toEqual([a, true])
    }
    for (const [a, b] of different) {
      const score = scoreSimilar({ text: similarity(a, b), ...here, categorySame: false })
      expect([a, score >= duplicateThreshold]).toEqual([a, false])
    }
  })
})

describe('scoreSimilar', () => {
  const likeness: fc.Arbitrary<Likeness> = fc.record({
    text: fc.double({ min: 0, max: 1, noNaN: true }),
    distance: fc.option(fc.double({ min: 0, max: 5000, noNaN: true }), { nil: undefined }),
    ageDays: fc.double({ min: 0, max: 400, noNaN: true }),
    categorySame: fc.constantFrom(true, false, undefined),
  })

  it('is 0 to 1 and falls with distance and age, and rises with likeness of text', () => {
    fc.assert(
      fc.property(likeness, fc.nat(1000), fc.nat(100), (one, metres, days) => {
        const score = scoreSimilar(one)
        expect(score).toBeGreaterThanOrEqual(0)
        expect(score).toBeLessThanOrEqual(1 + 1e-9)
        expect(scoreSimilar({ ...one, ageDays: one.ageDays + days })).toBeLessThanOrEqual(score)
        expect(scoreSimilar({ ...one, text: one.text / 2 })).toBeLessThanOrEqual(score)
        if (one.distance === undefined) return
        expect(scoreSimilar({ ...one, distance: one.distance + metres })).toBeLessThanOrEqual(score)
      }),
    )
  })

  it('needs the text: the same place, hour and category alone are no duplicate', () => {
    const elsewise = { distance: 0, ageDays: 0, categorySame: true }
    expect(scoreSimilar({ text: 0, ...elsewise })).toBe(0)
    expect(scoreSimilar({ text: 0.1, ...elsewise })).toBeLessThan(duplicateThreshold)
    expect(scoreSimilar({ text: 1, ...elsewise })).toBeCloseTo(1)
  })

  it('needs more than the text: the same words far away and long ago', () => {
    const far = { text: 0.7, distance: 3000, ageDays: 100, categorySame: true }
    expect(scoreSimilar(far)).toBeLessThan(duplicateThreshold)
  })
})
