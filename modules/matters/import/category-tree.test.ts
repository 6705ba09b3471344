import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readSheet } from '../../../kernel/sheets/sheet-reader.ts'
import { readCategoryTree } from './category-tree.ts'

async function* rowsOf(headers: string[], ...lines: (string | null)[][]) {
  for (const [i, cells] of lines.entries()) yield { number: i + 2, headers, cells }
}
const levels = ['一级分类', '二级分类', '三级分类']
const reasonOf = async (promise: Promise<unknown>) =>
  promise.then(
    () => 'read',
    (error) => error.words.zh,
  )

describe('a sheet of levels', () => {
  test('becomes a tree, parents before children', async () => {
    const tree = await readCategoryTree(
      rowsOf(
        [...levels, '关键词'],
        ['设施', '照明', '路灯', '路灯 黑灯'],
        ['设施', '照明', '楼道灯', null],
        ['停车', '乱停', '占道', null],
        ['设施', '道路', '井盖', '井盖、窨井'],
      ),
    )
    expect(tree.map(({ code, parent, name }) => [code, parent, name])).toEqual([
      ['01', null, '设施'],
      ['0101', '01', '照明'],
      ['010101', '0101', '路灯'],
      ['010102', '0101', '楼道灯'],
      ['0102', '01', '道路'],
      ['010201', '0102', '井盖'],
      ['02', null, '停车'],
      ['0201', '02', '乱停'],
      ['020101', '0201', '占道'],
    ])
    expect(tree[2]?.keywords).toEqual(['路灯', '黑灯'])
    expect(tree[5]?.keywords).toEqual(['井盖', '窨井'])
  })

  test('blanks repeat the row above, as merged cells leave them', async () => {
    const tree = await readCategoryTree(
      rowsOf(levels, ['设施', '照明', '路灯'], ['', '', '楼道灯'], [null, '道路', '井盖'], ['停车', '', '']),
    )
    expect(tree.map((node) => node.code)).toEqual(['01', '0101', '010101', '010102', '0102', '010201', '02'])
  })

  test('大类 and 小类 make two levels; rows that stand twice count once', async () => {
    const tree = await readCategoryTree(rowsOf(['大类', '小类'], ['设施', '路灯'], ['设施', '路灯']))
    expect(tree.map((node) => node.name)).toEqual(['设施', '路灯'])
  })

  test('codes of an earlier import stay, also when rows move, come and go', async () => {
    const before = await readCategoryTree(
      rowsOf(levels, ['设施', '照明', '路灯'], ['设施', '照明', '楼道灯'], ['停车', '乱停', '占道']),
    )
    const after = await readCategoryTree(
      rowsOf(
        levels,
        ['停车', '充电', '飞线'],
        ['停车', '乱停', '占道'],
        ['设施', '照明', '草坪灯'],
        ['设施', '照明', '楼道灯'],
      ),
      before,
    )
    const code = (name: string) => after.find((node) => node.name === name)?.code
    expect(['停车', '乱停', '占道', '设施', '楼道灯'].map(code)).toEqual(['02', '0201', '020101', '01', '010102'])
    // 010101 was 路灯, which is gone: its code is not given to another.
    expect([code('充电'), code('飞线'), code('草坪灯')]).toEqual(['0202', '020201', '010103'])
  })

  test('what is wrong is said in words', async () => {
    expect(await reasonOf(readCategoryTree(rowsOf(['名称', '说明'], ['a', 'b'])))).toContain('没有找到')
    expect(await reasonOf(readCategoryTree(rowsOf(levels)))).toBe('表里没有类别')
    expect(await reasonOf(readCategoryTree(rowsOf(levels, ['', '照明', '路灯'])))).toBe('第 2 行缺少上级类别')
    expect(await reasonOf(readCategoryTree(rowsOf(levels, ['设施', '照明', '路灯'], ['停车', '', '占道'])))).toBe(
      '第 3 行缺少上级类别',
    )
    const many = Array.from({ length: 100 }, (_, i) => ['设施', '照明', `灯${i}`])
    expect(await reasonOf(readCategoryTree(rowsOf(levels, ...many)))).toContain('最多 99 个')
  })
})

const real = join(import.meta.dirname, '../../../../shared/data/matter-category-tree.xlsx')

test.skipIf(!existsSync(real))('the real tree: 517 leaves on three levels, each code below its parent’s', async () => {
  const tree = await readCategoryTree(readSheet(real))
  const depth = (n: number) => tree.filter((node) => node.code.length === 2 * n).length
  expect([depth(1), depth(2), depth(3)]).toEqual([15, 118, 517])
  expect(new Set(tree.map((node) => node.code)).size).toBe(tree.length)
  const seen = new Set<string>()
  for (const { code, parent } of tree) {
    expect(parent === null ? code.length === 2 : seen.has(parent) && code.startsWith(parent)).toBe(true)
    seen.add(code)
  }
  expect(await readCategoryTree(readSheet(real), tree)).toEqual(tree)
})
