import { expect, it } from 'vitest'
import { searchCategories } from './category-search.tsx'
import { initialsOf } from './initials.ts'

const choice = (code: string, name: string, path: string, keywords: string[]) => ({
  code,
  name,
  nameZh: name,
  path,
  leaf: true,
  keywords,
  initials: initialsOf(name),
})
const all = [
  choice('010101', '路灯不亮', '公用设施 / 照明 / 路灯不亮', ['庭院灯']),
  choice('010102', '楼道灯不亮', '公用设施 / 照明 / 楼道灯不亮', ['声控灯']),
  choice('020401', '下水道堵塞', '水电气 / 排水 / 下水道堵塞', ['返水', '地漏']),
]
const found = (typed: string) => searchCategories(all, typed).map((one) => one.name)

it('finds by name, by part of the path, by initials and by keyword', () => {
  expect(found('路灯')).toEqual(['路灯不亮'])
  expect(found('排水')).toEqual(['下水道堵塞'])
  expect(found('xsd')).toEqual(['下水道堵塞'])
  expect(found('声控')).toEqual(['楼道灯不亮'])
})

it('puts initials that begin so before those that hold it', () => {
  expect(found('ld')).toEqual(['路灯不亮', '楼道灯不亮'])
  expect(found('dbl')).toEqual(['路灯不亮', '楼道灯不亮'])
})

it('finds nothing for nonsense', () => {
  expect(found('zzzz')).toEqual([])
})
