import { expect, test } from 'vitest'
import { type KnownPlace, placeFinder } from './place-finder.ts'

const place = (id: string, name: string, path: string, parentName?: string, aliases: string[] = []): KnownPlace => ({
  id,
  name,
  path,
  aliases,
  kind: 'any',
  ...(parentName ? { parentName } : {}),
})
const find = placeFinder([
  place('street', '金辰街道', '/1/2/'),
  place('community', '天祥社区', '/1/2/3/', '金辰街道'),
  place('works', '机床厂小区', '/1/2/3/4/', '天祥社区', ['机床厂']),
  place('works1', '1栋', '/1/2/3/4/5/', '机床厂小区'),
  place('mill', '纺织厂小区', '/1/2/3/6/', '天祥社区'),
  place('mill1', '1栋', '/1/2/3/6/7/', '纺织厂小区'),
  place('lake1', '翠湖花园', '/1/2/8/', '天祥社区'),
  place('lake2', '翠湖花园', '/1/9/8/', '桃园社区'),
])

test.each([
  ['机床厂小区', 'works'],
  ['机床厂', 'works'],
  ['机床厂小区1栋', 'works1'],
  ['机床厂1栋2单元301', 'works1'],
  ['金辰街道天祥社区', 'community'],
  ['金辰街道天祥社区机床厂小区', 'works'],
  // Every compound has a building 1; two have the same name.
  ['1栋', null],
  ['翠湖花园', null],
  ['天祥社区翠湖花园', 'lake1'],
  ['火星小区', null],
])('%s', (words, expected) => {
  expect(find(words)).toBe(expected)
  expect(find(words)).toBe(expected)
})
