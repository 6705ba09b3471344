import fc from 'fast-check'
import { expect, it } from 'vitest'
import { duplicateThreshold, scoreSimilar } from './duplicate.ts'
import { similarityOf, weightOfAll, weighWords } from './similarity.ts'
import { markCount, marksOf, mostWeight, sieveOf, slack } from './word-marks.ts'

const phrases =
  '楼道灯不亮了 电梯坏了 三单元 老人孩子都不方便 请派人维修 下水道堵了 半夜广场舞噪音扰民 第12次反映 东门 wifi 没人管 渗水'.split(
    ' ',
  )
// Texts that share much, little or nothing; very short and very long ones.
const texts = fc.oneof(
  { weight: 6, arbitrary: fc.subarray(phrases, { minLength: 1 }).map((all) => all.join('，')) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 400 }) },
  {
    weight: 1,
    arbitrary: fc
      .array(fc.integer({ min: 0x4e00, max: 0x9fff }), { maxLength: 900 })
      .map((all) => String.fromCodePoint(...all)),
  },
)

const shared = (a: string, b: string): number => [...a].filter((bit, at) => bit === '1' && b[at] === '1').length

it('marks are as many as PostgreSQL is told, and of a part among those of the whole', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), fc.array(fc.string()), (some, more) => {
      const [part, whole] = [marksOf(some), marksOf([...some, ...more])]
      expect(whole).toMatch(new RegExp(`^[01]{${markCount}}$`))
      expect(shared(part, whole)).toBe(shared(part, part))
    }),
  )
})

it('lets every text through that is likely, near or far, and never makes less of its words than there is in common', () => {
  let through = 0
  fc.assert(
    fc.property(texts, texts, fc.boolean(), fc.constantFrom(0, 40, 300, 499, 500, 900), (a, b, known, distance) => {
      const [typed, other] = [weighWords(a), weighWords(b)]
      const sieve = sieveOf(typed, known)
      const marks = marksOf(other.keys())
      const common = [...typed].reduce((sum, [word, weight]) => (other.has(word) ? sum + weight : sum), 0)
      const most = sieve.byWeight.reduce((sum, each) => sum + each.weight * shared(each.marks, marks), 0)
      expect(most).toBeGreaterThanOrEqual(common - slack)
      const text = similarityOf(typed, other)
      const score = scoreSimilar({ text, distance, ageDays: 0, categorySame: known ? true : undefined })
      if (score < duplicateThreshold) return
      through++
      const fewest = distance < 500 ? sieve.fewestNear : sieve.fewestFar
      const enough = fewest[Math.min(mostWeight, Math.floor(weightOfAll(other)))] ?? 0
      expect(shared(sieve.marks, marks)).toBeGreaterThanOrEqual(enough)
    }),
    { numRuns: 500 },
  )
  expect(through).toBeGreaterThan(30)
})
