import { expect, it } from 'vitest'
import type { GridId, PlaceId } from '../../../../kernel/contract/ids.ts'
import type { GridView } from '../../../places/contract.ts'
import { loadOf } from './load.ts'

const grid = (code: string, households: number): GridView => ({
  id: code as GridId,
  code,
  name: code,
  nameEn: code,
  placeId: 'place' as PlaceId,
  placeName: '天祥社区',
  placeNameEn: 'Tianxiang',
  buildings: 20,
  households,
})
const load = (gridId: string, open: number, overdue = 0) => ({
  gridId: gridId as GridId,
  open,
  overdue,
  monthReported: 0,
})

it('weighs open matters by households, the heaviest first', () => {
  const rows = loadOf([grid('a', 1000), grid('b', 400)], [load('a', 10), load('b', 8, 1)])
  expect(rows.map((row) => [row.grid.code, row.per100, row.share])).toEqual([
    ['b', 2, 1],
    ['a', 1, 0.5],
  ])
})

it('shows grids that have nothing, and does not divide by nobody', () => {
  const rows = loadOf([grid('a', 500), grid('market', 0)], [load('market', 3)])
  expect(rows.map((row) => [row.grid.code, row.open, row.per100, row.share])).toEqual([
    ['a', 0, 0, 0],
    ['market', 3, null, 0],
  ])
})
