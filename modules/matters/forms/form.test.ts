import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { answerFault, answerWords, checkAnswers, type Form, type FormField, formFaults } from '../form.ts'
import { formChanges, freeKey, moved, withField, withFieldChanged, withoutField } from './form-draft.ts'
import { answered, answersHash } from './kept.ts'
import { answersOf, typedFaults } from './typed.ts'

const label = { zh: '面积', en: 'Area' }
const choices = ['c1', 'c2', 'c3'].map((key) => ({ key, label: { zh: `选项${key}`, en: `Choice ${key}` } }))
const field = (kind: FormField['kind'], more: Partial<FormField> = {}): FormField => ({
  ...{ key: `${kind}1`, kind, label, required: false, shown: 'everybody', asked: 'report' },
  ...(kind === 'choice' || kind === 'choices' ? { choices } : {}),
  ...more,
})
const form: Form = [
  field('text'),
  field('lines'),
  field('number', { unit: 'm²', min: 0, max: 500 }),
  field('choice'),
  field('choices'),
  field('date'),
  field('yesno'),
]

describe('an answer', () => {
  const fits: [FormField['kind'], readonly unknown[], readonly unknown[]][] = [
    ['text', ['三楼'], ['一行\n两行', 'x'.repeat(121), 3, true]],
    ['lines', ['一行\n两行'], ['x'.repeat(1001), 3]],
    ['number', [0, 12.5, 500], [-1, 500.1, '12', Number.NaN, Number.POSITIVE_INFINITY]],
    ['choice', ['c1'], ['c9', '', 1, ['c1']]],
    ['choices', [['c1'], ['c3', 'c1']], [['c9'], ['c1', 'c1'], 'c1']],
    ['date', ['2026-11-29', '2028-02-29'], ['2026-02-29', '29.11.2026', '2026-13-01', '', 5]],
    ['yesno', [true, false], ['yes', 1]],
  ]
  it.each(fits)('to a field %s is taken where it fits, and refused in words where it does not', (kind, good, bad) => {
    const one = form.find((any) => any.kind === kind) as FormField
    for (const value of good) expect(answerFault(one, value as never)).toBeNull()
    for (const value of bad) expect(answerFault(one, value as never)?.zh).toBeTruthy()
  })

  it('that is empty is none, and is missed only where it is required', () => {
    const asked = form.map((one) => ({ ...one, required: true }))
    const empty = { text1: '  ', choices1: [] }
    expect(checkAnswers(form, empty, { complete: true })).toEqual({ values: {}, faults: [] })
    expect(checkAnswers(asked, empty, { complete: true }).faults.map(({ path }) => path)).toEqual(
      asked.map(({ key }) => `answers.${key}`),
    )
    expect(checkAnswers(asked, empty, { complete: false }).faults).toEqual([])
    expect(checkAnswers(form, { other: 1 }, { complete: true }).faults[0]?.path).toBe('answers.other')
  })

  it('is said in the words of its form', () => {
    const said = (kind: FormField['kind'], value: never) =>
      answerWords(form.find((one) => one.kind === kind) as FormField, value)
    expect(said('number', 12.5 as never)).toEqual({ zh: '12.5 m²', en: '12.5 m²' })
    expect(said('choices', ['c1', 'c2'] as never)).toEqual({ zh: '选项c1、选项c2', en: 'Choice c1, Choice c2' })
    expect(said('yesno', false as never)).toEqual({ zh: '否', en: 'No' })
  })

  it('is typed as text and goes out as what it is', () => {
    const typed = { number1: '1,200', yesno1: 'no', choices1: ['c2'], text1: '三楼', date1: '' }
    expect(answersOf(form, typed)).toEqual({ number1: 1200, yesno1: false, choices1: ['c2'], text1: '三楼' })
    expect([...typedFaults(form, typed, true).keys()]).toEqual(['number1'])
    expect([...typedFaults(form, { number1: '很大' }, true).keys()]).toEqual(['number1'])
  })

  it('is shown to those for whom it is, sealed ones masked', () => {
    const of: Form = [field('text', { shown: 'workers' }), field('lines', { shown: 'sealed' }), field('yesno')]
    const kept = { version: 3, values: { text1: '三楼', yesno1: true }, sealed: ['lines1'] }
    const formOf = (version: number) => (version === 3 ? of : [])
    expect(answered(kept, formOf, true).map(({ key, value }) => [key, value?.zh])).toEqual([
      ['text1', '三楼'],
      ['lines1', undefined],
      ['yesno1', '是'],
    ])
    expect(answered(kept, formOf, false).map(({ key }) => key)).toEqual(['yesno1'])
    expect(answered(null, formOf, true)).toEqual([])
  })
})

describe('a form', () => {
  it('is refused where a field has no label, no choices, mad bounds, or a key that was another field', () => {
    const faults = (...fields: FormField[]) => formFaults(fields, [[field('date', { key: 'old' })]]).length
    expect(formFaults(form, [form])).toEqual([])
    expect(faults(field('text', { label: { zh: '只有中文', en: ' ' } }))).toBe(1)
    expect(faults(field('choice', { choices: choices.slice(0, 1) }))).toBe(1)
    expect(faults(field('choice', { choices: [...choices, ...choices] }))).toBe(2)
    expect(faults(field('number', { min: 3, max: 2 }))).toBe(1)
    expect(faults(field('text', { unit: 'm' }))).toBe(1)
    expect(faults(field('text'), field('text'))).toBe(1)
    expect(faults(field('text', { key: 'old' }))).toBe(1)
    expect(faults(field('text', { shown: 'sealed', asked: 'finish' }))).toBe(1)
  })

  const step = fc.record({
    what: fc.constantFrom('add', 'up', 'down', 'remove', 'require'),
    at: fc.nat(7),
    kind: fc.constantFrom('text' as const, 'number' as const, 'choice' as const),
  })
  it('keeps its keys apart through any changes, and tells them', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const after = steps.reduce<Form>((now, { what, at, kind }) => {
          const key = now[at % Math.max(now.length, 1)]?.key ?? ''
          if (what === 'add') return withField(now, kind, [form])
          if (what === 'remove') return withoutField(now, key)
          if (what === 'require') return withFieldChanged(now, key, (one) => ({ ...one, required: !one.required }))
          return moved(now, key, what === 'up' ? -1 : 1)
        }, form)
        const keys = after.map(({ key }) => key)
        expect(new Set(keys).size).toBe(keys.length)
        // Stored and read back, nothing differs; what differs is told.
        expect(formChanges(after, structuredClone(after))).toEqual([])
        const told = formChanges(form, after)
        expect(told.length === 0).toBe(JSON.stringify(form) === JSON.stringify(after))
        expect(told.filter(({ what }) => what === 'added').length).toBe(
          keys.filter((key) => !form.some((one) => one.key === key)).length,
        )
      }),
    )
  })

  it('moves a field by one and back', () => {
    fc.assert(
      fc.property(fc.nat(form.length - 2), (at) => {
        const key = form[at]?.key ?? ''
        expect(moved(moved(form, key, 1), key, -1)).toEqual(form)
      }),
    )
    expect(moved(form, form[0]?.key ?? '', -1)).toEqual(form)
    expect(freeKey('f', ['f1', 'f3'])).toBe('f2')
  })
})

it('the ledger vouches for answers whatever order they come back in', () => {
  const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.array(fc.string()))
  fc.assert(
    fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,4}$/), value, { maxKeys: 8 }), (values) => {
      const turned = Object.fromEntries(Object.entries(values).reverse())
      expect(answersHash({ version: 1, values })).toBe(answersHash({ values: turned, version: 1 }))
      expect(answersHash({ version: 1, values })).not.toBe(answersHash({ version: 2, values }))
    }),
  )
})
