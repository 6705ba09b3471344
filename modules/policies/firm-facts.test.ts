import { describe, expect, it } from 'vitest'
import { defaultDictionary } from './defaults/facts.ts'
import { factsForRules, type PlaceCodes } from './firm-facts.ts'
import { changedFacts } from './follow-firms.ts'
import { punctuated } from './punctuation.ts'
import { rowOf } from './row.ts'

const codes: PlaceCodes = new Map([['盘龙区', '530103']])
const plain = { paysNoRent: false, codes }

describe('what is known of a firm as facts of rules', () => {
  it('leaves out what is not recorded: unknown stays unknown', () => {
    expect(factsForRules(defaultDictionary, {}, plain)).toEqual({})
    const { row } = rowOf(defaultDictionary, factsForRules(defaultDictionary, { staff: 12 }, plain))
    expect(row.filter((cell) => cell !== undefined)).toEqual([12])
  })

  it('passes over what no rule can read', () => {
    expect(factsForRules(defaultDictionary, { favouriteColour: 'green', staff: 3 }, plain)).toEqual({ staff: 3 })
  })

  it('resolves names of areas to their codes and keeps codes', () => {
    const place = (registeredPlace: string | number) =>
      factsForRules(defaultDictionary, { registeredPlace }, plain).registeredPlace
    expect(place(' 盘龙区 ')).toBe('530103')
    expect(place('530103001')).toBe('530103001')
    // A validator that turns digits into numbers may have been on the way.
    expect(place(530103)).toBe('530103')
    // A name that nobody knows is no code: the row then counts it as not known.
    const facts = factsForRules(defaultDictionary, { registeredPlace: '火星' }, plain)
    expect(rowOf(defaultDictionary, facts)).toMatchObject({ faults: [{ fact: 'registeredPlace' }] })
  })

  it('knows that who owns its rooms pays no rent, unless a rent was recorded', () => {
    const own = { ...plain, paysNoRent: true }
    expect(factsForRules(defaultDictionary, {}, own)).toEqual({ monthlyRent: null })
    expect(factsForRules(defaultDictionary, { monthlyRent: 500_000 }, own)).toEqual({ monthlyRent: 500_000 })
    expect(factsForRules(defaultDictionary, { loanRate: null }, plain)).toEqual({ loanRate: null })
  })
})

describe('what an event may have changed', () => {
  const event = { firmId: 'f' as never }
  it('is one fact, what follows from suites, or anything', () => {
    const fact = { key: 'staff', value: 3, asOf: '2026-11-01', source: 'staff' }
    expect(changedFacts('enterprises.fact_recorded', { ...event, fact })).toEqual(['staff'])
    expect(changedFacts('enterprises.moved_in', event)).toContain('suiteArea')
    expect(changedFacts('enterprises.moved_out', { ...event, set: { state: 'left' } })).toBeNull()
    expect(changedFacts('enterprises.firm_merged', event)).toBeNull()
  })
})

it('writes Chinese with full-width punctuation and leaves numbers alone', () => {
  expect(punctuated({ zh: '注册地属于:盘龙区(530103),营业到 22:00 的,补贴 2,000 元', en: 'a, b' })).toEqual({
    zh: '注册地属于：盘龙区（530103），营业到 22:00 的，补贴 2,000 元',
    en: 'a, b',
  })
})
