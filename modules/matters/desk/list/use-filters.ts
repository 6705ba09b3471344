import { useMemo } from 'react'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import type { Filter } from '../../../../ui/desk/filter-bar.tsx'
import { listGrids } from '../../../places/contract.ts'
import { outcomes } from '../../contract.ts'
import { states } from '../../matter.ts'
import { matterWords } from '../../matter-words.ts'
import { nouns } from '../nouns.ts'
import { useNameOf } from '../parts/matter-marks.tsx'
import { useCategories } from './use-categories.ts'
import { words } from './words.ts'

type BarName =
  | 'q'
  | 'state'
  | 'lamp'
  | 'kind'
  | 'category'
  | 'gridId'
  | 'reported'
  | 'open'
  | 'mine'
  | 'escalatedToMe'
  | 'rallied'
  | 'priority'
  | 'channel'
  | 'outcome'
  | 'satisfaction'
  | 'selfFound'
  | 'reopened'
  | 'returned'
  | 'extended'
  | 'excluded'

/** Every filter of the list as a control; the rarer ones are folded away. Place and holder are searched for, beside. */
export function useFilters(): readonly Filter<BarName>[] {
  const w = useWords(words)
  const m = useWords(matterWords)
  const n = useWords(nouns)
  const nameOf = useNameOf()
  const say = useSay()
  const { kinds, categories } = useCategories()
  const grids = useEndpoint(listGrids, {}, { staleTime: 10 * 60_000 }).data?.grids
  return useMemo((): readonly Filter<BarName>[] => {
    const named = (values: readonly string[], names: Readonly<Record<string, string>>) =>
      values.map((value) => ({ value, label: names[value] ?? value }))
    const yes = [{ value: 'true', label: n.yes }]
    const yesNo = [...yes, { value: 'false', label: n.no }]
    const flag = (id: BarName, options = yesNo): Filter<BarName> => ({
      id,
      label: w.filter[id],
      kind: 'one',
      options,
      more: true,
    })
    return [
      { id: 'q', kind: 'text', label: w.filter.q },
      { id: 'state', kind: 'many', label: w.filter.state, options: named(states, m.state) },
      { id: 'lamp', kind: 'one', label: w.filter.lamp, options: named(['red', 'yellow', 'green'], n.lamp) },
      {
        id: 'category',
        kind: 'one',
        label: w.filter.category,
        options: categories.map(({ code, path }) => ({ value: code, label: path })),
      },
      { id: 'reported', kind: 'days', label: w.filter.reported },
      {
        id: 'gridId',
        kind: 'one',
        label: w.filter.gridId,
        options: (grids ?? []).map((grid) => ({ value: grid.id, label: `${nameOf(grid)} · ${grid.placeName}` })),
        more: true,
      },
      {
        id: 'kind',
        kind: 'many',
        label: w.filter.kind,
        options: kinds.map(({ code, name }) => ({ value: code, label: say(name) })),
        more: true,
      },
      {
        id: 'priority',
        kind: 'one',
        label: w.filter.priority,
        options: named(['urgent', 'normal'], m.priority),
        more: true,
      },
      {
        id: 'channel',
        kind: 'many',
        label: w.filter.channel,
        options: named(['pocket', 'phone', 'counter', 'wechat', 'patrol', 'import', 'api'], m.channel),
        more: true,
      },
      { id: 'outcome', kind: 'one', label: w.filter.outcome, options: named(outcomes, m.outcome), more: true },
      {
        id: 'satisfaction',
        kind: 'one',
        label: w.filter.satisfaction,
        options: [5, 4, 3, 2, 1].map((stars) => ({ value: String(stars), label: w.stars(stars) })),
        more: true,
      },
      flag('open', yes),
      flag('mine', yes),
      flag('escalatedToMe', yes),
      flag('rallied', yes),
      flag('selfFound'),
      flag('reopened'),
      flag('returned'),
      flag('extended'),
      flag('excluded'),
    ]
  }, [w, m, n, say, nameOf, kinds, categories, grids])
}
