import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultRules } from './defaults/rules.ts'
import { answerTo, factsOf, inForce, openQuestions, type Question, ruleFault } from './rule.ts'

const question = fc.record<Question>({
  code: fc.constantFrom('one', 'two', 'three'),
  words: fc.constant({ zh: '问', en: 'Q' }),
  answer: fc.constantFrom('number', 'text'),
  options: fc.constant([]),
  unit: fc.constant(null),
  fact: fc.constantFrom(null, 'staff', 'industry'),
  always: fc.boolean(),
})

describe('rules of visits', () => {
  it('are complete as they come, and say that they are proposals with a source', () => {
    for (const { spec } of defaultRules) {
      expect(ruleFault(spec)).toBeNull()
      expect(spec.proposal).toBe(true)
      expect(spec.source).not.toBe('')
    }
  })

  it('name what is wrong', () => {
    const [first] = defaultRules
    if (!first) throw new Error('no rules')
    expect(ruleFault({ ...first.spec, priority: 9 })).toContain('/priority')
    const asked = { ...first.spec.form.questions[0], answer: 'choice' }
    expect(ruleFault({ ...first.spec, form: { ...first.spec.form, questions: [asked] } })).toContain('two options')
    const twice = [first.spec.form.questions[0], first.spec.form.questions[0]]
    expect(ruleFault({ ...first.spec, form: { ...first.spec.form, questions: twice } })).toContain('same code')
  })

  it('are in force in their newest version that has begun, one of each code', () => {
    const version = fc.record({
      code: fc.constantFrom('a', 'b', 'c'),
      version: fc.integer({ min: 1, max: 9 }),
      validFrom: fc.integer({ min: 0, max: 100 }).map((n) => new Date(n)),
    })
    fc.assert(
      fc.property(fc.array(version), fc.integer({ min: 0, max: 100 }), (versions, now) => {
        const found = inForce(versions, new Date(now))
        expect(new Set(found.map(({ code }) => code)).size).toBe(found.length)
        for (const one of found) {
          expect(one.validFrom.getTime()).toBeLessThanOrEqual(now)
          const others = versions.filter((v) => v.code === one.code && v.validFrom.getTime() <= now)
          expect(Math.max(...others.map((v) => v.version))).toBe(one.version)
        }
        const begun = versions.filter((v) => v.validFrom.getTime() <= now)
        expect(new Set(begun.map((v) => v.code)).size).toBe(found.length)
      }),
    )
  })
})

describe('questions', () => {
  it('ask nothing that is known, nothing twice, and everything else', () => {
    fc.assert(
      fc.property(fc.array(question), fc.subarray(['staff', 'industry']), (questions, known) => {
        const asked = openQuestions([{ questions }], new Set(known))
        const keys = asked.map(({ fact, code }) => fact ?? code)
        expect(new Set(keys).size).toBe(keys.length)
        for (const one of asked) expect(one.always || one.fact === null || !known.includes(one.fact)).toBe(true)
        for (const one of questions) {
          const silent = !one.always && one.fact !== null && known.includes(one.fact)
          if (!silent) expect(keys).toContain(one.fact ?? one.code)
        }
      }),
    )
  })

  it('take answers that fit, and only facts become facts', () => {
    const number = { ...fc.sample(question, 1)[0], answer: 'number', fact: 'staff', code: 'one' } as Question
    expect(answerTo(number, 12)).toBe(12)
    expect(answerTo(number, '12')).toBe(12)
    expect(answerTo(number, -1)).toBeNull()
    expect(answerTo(number, 'many')).toBeNull()
    expect(answerTo(number, '')).toBeNull()
    expect(answerTo({ ...number, answer: 'text' }, 12)).toBe('12')
    const choice: Question = {
      ...number,
      code: 'two',
      answer: 'choice',
      fact: null,
      options: [
        { value: 'yes', words: { zh: '是', en: 'Yes' } },
        { value: 'no', words: { zh: '否', en: 'No' } },
      ],
    }
    expect(answerTo(choice, 'yes')).toBe('yes')
    expect(answerTo(choice, 'perhaps')).toBeNull()
    expect(factsOf([number, choice], { one: 12, two: 'yes' })).toEqual({ staff: 12 })
  })
})
