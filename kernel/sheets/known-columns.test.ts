import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type KnownColumn, matchKnown, rememberedColumns } from './known-columns.ts'

const known: readonly KnownColumn[] = [
  { key: 'building', header: { zh: '楼栋', en: 'Building' }, also: ['栋'], required: true },
  { key: 'number', header: { zh: '房号', en: 'Room' }, also: ['室'], required: true },
  { key: 'contact', header: { zh: '联系人', en: 'Contact' }, also: ['户主'] },
]
const keysAt = (headers: readonly string[], chosen = {}) =>
  [...matchKnown(known, headers, chosen).columns].map(([at, { key }]) => [at, key])

it('a choice comes before a header; what is needed and not found is named', () => {
  expect(keysAt(['栋', '房 号', '户主'])).toEqual([
    [0, 'building'],
    [1, 'number'],
    [2, 'contact'],
  ])
  expect(keysAt(['栋', '房号', '户主'], { contact: 0, building: null })).toEqual([
    [0, 'contact'],
    [1, 'number'],
  ])
  expect(matchKnown(known, ['甲', '乙']).missing.map(({ key }) => key)).toEqual(['building', 'number'])
})

it('what was chosen for a header is remembered wherever it stands, and only there', () => {
  const past = [{ headers: ['哪一栋', '房号', '户主'], chosen: { building: 0, contact: null } }]
  expect(rememberedColumns(known, ['房号', '哪一栋', '户主'], past)).toEqual({ building: 1, contact: null })
  expect(rememberedColumns(known, ['房号', '楼栋'], past)).toEqual({})
})

it('the newest choice counts', () => {
  const headers = ['甲', '乙', '房号']
  const past = [
    { headers, chosen: { building: 1 } },
    { headers, chosen: { building: 0 } },
  ]
  expect(rememberedColumns(known, headers, past)).toEqual({ building: 1 })
})

it('no column of a file is remembered as two things, and none beyond its end', () => {
  const header = fc.constantFrom('甲', '乙', '楼栋', '房号', '户主')
  const headers = fc.array(header, { minLength: 1, maxLength: 5 })
  const choice = fc.option(fc.nat(4), { nil: null })
  const matching = fc.record({
    headers,
    chosen: fc.dictionary(fc.constantFrom('building', 'number', 'contact'), choice),
  })
  fc.assert(
    fc.property(headers, fc.array(matching, { maxLength: 4 }), (file, past) => {
      const places = Object.values(rememberedColumns(known, file, past)).filter((at) => at !== null)
      expect(new Set(places).size).toBe(places.length)
      for (const at of places) expect(at).toBeLessThan(file.length)
    }),
  )
})
