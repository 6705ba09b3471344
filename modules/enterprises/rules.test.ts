import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alike, coreName, nameLikeness } from './firm-name.ts'
import { industries, industryByName, industryCode, industryName, sections } from './industry.ts'
import { addUp, holds, monthAfter, monthsBetween, occupancyOn, stateOn, vacancyRate } from './occupancy.ts'
import { numberParts, positionsWithin, stack } from './stacking.ts'
import { checkSignOf, faultWords, normalUscc, organisationCode, orgCheckSignOf, usccFault } from './uscc.ts'

const signs = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const sign = fc.constantFrom(...signs)
const someCode = fc
  .tuple(fc.array(sign, { minLength: 8, maxLength: 8 }), fc.array(sign, { minLength: 8, maxLength: 8 }))
  .map(([head, organisation]) => {
    const first = `${head.join('')}${organisation.join('')}`
    const first17 = `${first}${orgCheckSignOf(first.slice(8)) ?? ''}`
    return `${first17}${checkSignOf(first17)}`
  })

describe('unified social credit codes', () => {
  it('knows the vectors', () => {
    for (const code of ['91350100M000100Y43', '9144030071526726XG', '91530103MA6P002970'])
      expect(usccFault(code)).toBeNull()
    expect(usccFault('91350100M000100Y4Z')).toMatchObject({ why: 'sign', at: 18, meant: '2' })
    expect(usccFault('91350100M000100Y44')).toEqual({ why: 'check', found: '4', expected: '3' })
    expect(usccFault('9135010')).toEqual({ why: 'length', found: 7 })
    expect(organisationCode('91350100M000100Y43')).toBe('M000100Y-4')
    expect(faultWords({ why: 'check', found: '4', expected: '3' }).zh).toContain('应为 3')
  })
  it('takes what is typed with spaces, dashes, small letters and full width', () => {
    expect(normalUscc(' 9135 0100-m0001００y43 ')).toBe('91350100M000100Y43')
  })
  it('takes every code that is made by the rule, and finds every single slip', () => {
    fc.assert(
      fc.property(someCode, fc.nat(17), sign, (code, at, other) => {
        expect(usccFault(code)).toBeNull()
        if (code[at] === other) return
        expect(usccFault(`${code.slice(0, at)}${other}${code.slice(at + 1)}`)).not.toBeNull()
      }),
    )
  })
  it('finds two neighbours changed for each other', () => {
    fc.assert(
      fc.property(someCode, fc.nat(16), (code, at) => {
        const [a, b] = [code.charAt(at), code.charAt(at + 1)]
        if (a === b) return
        expect(usccFault(`${code.slice(0, at)}${b}${a}${code.slice(at + 2)}`)).not.toBeNull()
      }),
    )
  })
  it('tells the expected check sign so that taking it is right, and never throws', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 24 }), (text) => {
        const code = normalUscc(text)
        const fault = usccFault(code)
        if (fault) expect(faultWords(fault).zh).not.toBe('')
      }),
    )
    fc.assert(
      fc.property(fc.array(sign, { minLength: 18, maxLength: 18 }), (list) => {
        const code = list.join('')
        const fault = usccFault(code)
        if (fault?.why === 'check') expect(usccFault(`${code.slice(0, 17)}${fault.expected}`)?.why).not.toBe('check')
      }),
    )
  })
})

describe('industries', () => {
  it('are the 20 sections and 97 divisions, each once', () => {
    expect(sections.map(({ code }) => code).join('')).toBe('ABCDEFGHIJKLMNOPQRST')
    const divisions = industries.filter(({ section }) => section !== null)
    expect(divisions.map(({ code }) => Number(code.slice(1)))).toEqual(Array.from({ length: 97 }, (_, at) => at + 1))
    for (const { name } of industries) expect([name.zh, name.en]).not.toContain('')
  })
  it('takes codes with and without the letter, and refuses the wrong letter', () => {
    expect(['65', 'i65', 'I6513', '6513', 'I'].map(industryCode)).toEqual(['I65', 'I65', 'I6513', 'I6513', 'I'])
    expect(['J65', '98', '6', 'U', '00', '65134', ''].map(industryCode)).toEqual(Array(7).fill(null))
    expect(industryName('I6513')?.zh).toBe('软件和信息技术服务业')
    expect(industryByName('餐饮业')).toBe('H62')
    expect(industryByName('教育')).toBe('P83')
  })
})

const day = fc
  .integer({ min: 0, max: 1200 })
  .map((at) => new Date(Date.UTC(2024, 0, 1 + at)).toISOString().slice(0, 10))
const span = fc.tuple(day, fc.option(day)).map(([a, b]) => {
  if (b === null || b === a) return { fromOn: a, toOn: null }
  return a < b ? { fromOn: a, toOn: b } : { fromOn: b, toOn: a }
})
const suite = (id: string) =>
  fc
    .tuple(span, fc.integer({ min: 1, max: 50_000_000 }), fc.boolean())
    .map(([life, areaCm2, lettable]) => ({ id, areaCm2, lettable, ...life }))
const town = fc.tuple(
  fc.tuple(...['a', 'b', 'c', 'd'].map(suite)),
  fc.array(
    fc
      .tuple(fc.constantFrom('a', 'b', 'c', 'd'), span, fc.option(day))
      .map(([suiteId, life, leaseUntil]) => ({ suiteId, ...life, leaseUntil })),
    { maxLength: 6 },
  ),
)

describe('occupancy', () => {
  it('adds up exactly: vacant and occupied are the lettable area, never more', () => {
    fc.assert(
      fc.property(town, day, ([suites, stays], on) => {
        const found = occupancyOn(suites, stays, on)
        expect(found.vacantCm2 + found.occupiedCm2).toBe(found.lettableCm2)
        expect(found.expiringCm2).toBeLessThanOrEqual(found.occupiedCm2)
        const rate = vacancyRate(found)
        if (rate !== null) expect(rate >= 0 && rate <= 1).toBe(true)
        const standing = suites.filter((one) => holds(one, on) && one.lettable)
        const vacant = standing.filter((one) => !stays.some((stay) => stay.suiteId === one.id && holds(stay, on)))
        expect(found.vacantCm2).toBe(vacant.reduce((sum, one) => sum + one.areaCm2, 0))
        expect(found.vacantSuites).toBe(vacant.length)
      }),
    )
  })
  it('of two buildings is the sum of each', () => {
    fc.assert(
      fc.property(town, day, ([suites, stays], on) => {
        const parts = [suites.slice(0, 2), suites.slice(2)].map((part) => occupancyOn(part, stays, on))
        const whole = occupancyOn(suites, stays, on)
        for (const key of Object.keys(whole) as (keyof typeof whole)[])
          expect(parts.reduce((sum, part) => sum + part[key], 0)).toBe(whole[key])
      }),
    )
  })
  it('dividing a suite on a day changes no earlier day and keeps the area after', () => {
    fc.assert(
      fc.property(suite('a'), day, day, (whole, on, asked) => {
        if (!holds(whole, on) || on === whole.fromOn) return
        const half = Math.floor(whole.areaCm2 / 2)
        const divided = [
          { ...whole, toOn: on },
          { ...whole, id: 'b', areaCm2: half, fromOn: on },
          { ...whole, id: 'c', areaCm2: whole.areaCm2 - half, fromOn: on },
        ]
        expect(occupancyOn(divided, [], asked).lettableCm2).toBe(occupancyOn([whole], [], asked).lettableCm2)
      }),
    )
  })
  it('names states', () => {
    const stay = { toOn: null, leaseUntil: '2026-12-31' }
    expect(stateOn({ lettable: true }, stay, '2026-10-02')).toBe('expiring')
    expect(stateOn({ lettable: true }, stay, '2026-10-01')).toBe('occupied')
    expect(stateOn({ lettable: true }, stay, '2027-03-01')).toBe('expiring')
    expect(stateOn({ lettable: true }, null, '2026-10-01')).toBe('vacant')
    expect(stateOn({ lettable: false }, null, '2026-10-01')).toBe('closed')
    expect(addUp([{ areaCm2: 5, lettable: false, state: 'closed' }])).toMatchObject({ suites: 1, lettableCm2: 0 })
  })
  it('walks over months', () => {
    expect(monthsBetween('2025-11', '2026-02')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02'])
    expect(monthAfter('2026-01', -1)).toBe('2025-12')
    expect(monthAfter('2026-01', -13)).toBe('2024-12')
  })
})

describe('stacking', () => {
  const suites = fc.array(
    fc.record({
      floor: fc.constantFrom(-2, -1, 1, 2, 3, 4),
      position: fc.nat(5),
      number: fc.string({ minLength: 1, maxLength: 4 }),
      areaCm2: fc.integer({ min: 1, max: 10_000_000 }),
    }),
    { maxLength: 40 },
  )
  it('places every suite once, from the top down, side by side and within the width', () => {
    fc.assert(
      fc.property(suites, (list) => {
        const floors = stack(list, { above: 4, below: 2 })
        expect(floors.map(({ floor }) => floor)).toEqual([4, 3, 2, 1, -1, -2])
        expect(floors.flatMap((floor) => floor.suites).length).toBe(list.length)
        for (const { suites: placed } of floors) {
          let edge = 0
          for (const { left, width } of placed) {
            expect(left).toBeCloseTo(edge, 9)
            edge = left + width
          }
          expect(edge).toBeLessThanOrEqual(1 + 1e-9)
        }
      }),
    )
  })
  it('parts a number where its floor ends, and loses nothing of it', () => {
    expect(numberParts({ floor: 24, number: '2401' })).toEqual(['24', '01'])
    expect(numberParts({ floor: -1, number: 'B103' })).toEqual(['B1', '03'])
    expect(numberParts({ floor: 3, number: 'A座' })).toEqual(['', 'A座'])
    expect(numberParts({ floor: 3, number: '3' })).toEqual(['', '3'])
    fc.assert(
      fc.property(fc.constantFrom(-2, -1, 1, 2, 24), fc.string({ minLength: 1, maxLength: 6 }), (floor, number) => {
        const [ofFloor, onFloor] = numberParts({ floor, number })
        expect([ofFloor + onFloor, onFloor === '']).toEqual([number, false])
      }),
    )
  })
  it('finds positions between neighbours, in order and apart', () => {
    fc.assert(
      fc.property(
        fc.nat(1000),
        fc.integer({ min: 20, max: 1_000_000 }),
        fc.integer({ min: 1, max: 20 }),
        (at, room, count) => {
          const found = positionsWithin(at, at + room, count)
          expect(new Set(found).size).toBe(count)
          expect(found[0]).toBe(at)
          expect(Math.max(...found)).toBeLessThan(at + room)
        },
      ),
    )
  })
})

describe('names of firms', () => {
  it('are known by their core', () => {
    expect(coreName('昆明云岭软件科技有限公司')).toBe('云岭软件科技')
    expect(coreName('云南云岭软件科技有限公司（昆明分公司）')).toBe('云岭软件科技')
    expect(coreName('Yunling Software Co., Ltd.')).toBe('yunling software')
  })
  it('are alike when only form or region differ, and not when the trade alone is the same', () => {
    expect(nameLikeness('昆明云岭软件科技有限公司', '云南云岭软件科技有限责任公司')).toBe(1)
    expect(nameLikeness('昆明云岭软件科技有限公司', '云岭软件')).toBeGreaterThan(alike)
    expect(nameLikeness('昆明云岭软件科技有限公司', '昆明翠湖餐饮管理有限公司')).toBeLessThan(0.2)
  })
  it('is the same either way round', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(nameLikeness(a, b)).toBe(nameLikeness(b, a))
      }),
    )
  })
})
