import type { ResponseOf } from '../../../../kernel/contract/endpoint.ts'
import type { GridView } from '../../../places/contract.ts'
import type { gridLoad } from '../../contract.ts'

type Load = ResponseOf<typeof gridLoad>['grids'][number]

export interface LoadedGrid {
  readonly grid: GridView
  readonly open: number
  readonly overdue: number
  readonly monthReported: number
  /** Open matters per 100 households; null where nobody lives (a market, a park). */
  readonly per100: number | null
  /** Its load against the heaviest, 0 to 1. */
  readonly share: number
}

/** Every grid with its load, the heaviest first; a grid without matters has none. */
export function loadOf(grids: readonly GridView[], loads: readonly Load[]): LoadedGrid[] {
  const byGrid = new Map(loads.map((load) => [load.gridId, load]))
  const rows = grids.map((grid) => {
    const { open = 0, overdue = 0, monthReported = 0 } = byGrid.get(grid.id) ?? {}
    return { grid, open, overdue, monthReported, per100: grid.households > 0 ? (open / grid.households) * 100 : null }
  })
  const heaviest = Math.max(0, ...rows.map((row) => row.per100 ?? 0))
  return rows
    .map((row) => ({ ...row, share: heaviest > 0 ? (row.per100 ?? 0) / heaviest : 0 }))
    .sort((a, b) => b.share - a.share || b.overdue - a.overdue || a.grid.code.localeCompare(b.grid.code))
}
