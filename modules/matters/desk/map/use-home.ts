import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { PlaceId } from '../../../../kernel/contract/ids.ts'
import { call } from '../../../../kernel/web/client.ts'
import { keyOf, useEndpoint } from '../../../../kernel/web/hooks.ts'
import type { Me } from '../../../people/contract.ts'
import { listGrids } from '../../../places/contract.ts'
import { gridLoad } from '../../contract.ts'
import { type LoadedGrid, loadOf } from './load.ts'

/** Posts that answer for everything within their place. */
const wholePlace: ReadonlySet<string> = new Set(['community', 'street', 'supervisor', 'compound_secretary'])

/** The place that all of the reader's posts belong to, if it is one: where the map begins. */
export function homeOf(me: Me | undefined): PlaceId | undefined {
  const places = new Set(me?.posts.map((post) => post.placeId))
  return places.size === 1 ? [...places][0] : undefined
}

/**
 * The grids within the reader's area with their load. Others are left out: a reader who may not see their matters
 * would be told that nothing is open there. A post of one grid, or a department, sees the grids that it has matters in.
 */
export function useScopedLoad(me: Me | undefined): readonly LoadedGrid[] {
  const slow = { staleTime: 10 * 60_000 }
  const posts = me?.posts ?? []
  const areas = [...new Set(posts.filter((post) => wholePlace.has(post.role)).map((post) => post.placeId))]
  const all = useEndpoint(listGrids, {}, slow).data?.grids
  const loads = useEndpoint(gridLoad).data?.grids
  const within = useQueries({
    queries: areas.map((placeId) => ({
      queryKey: keyOf(listGrids, { query: { placeId } }),
      queryFn: () => call(listGrids, { query: { placeId } }),
      ...slow,
    })),
    combine: (answers) => answers.flatMap((answer) => answer.data?.grids.map((grid) => grid.id) ?? []),
  })
  const mine = posts.flatMap((post) => post.gridId ?? [])
  const inScope = [...within, ...mine, ...(loads ?? []).map((load) => load.gridId)].join()
  return useMemo(
    () =>
      loadOf(
        (all ?? []).filter((grid) => inScope.includes(grid.id)),
        loads ?? [],
      ),
    [all, loads, inScope],
  )
}
