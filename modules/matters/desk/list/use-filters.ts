import { useMemo } from 'react'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import type { Filter } from '../../../../ui/desk/filter-bar.tsx'
import { type GridView, listGrids } from '../../../places/contract.ts'
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
  | 'subjectKind'
  | 'category'
  | 'gridId'
  | 'reported'
  | 'closed'
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
  | 'supervised'

type Filters = readonly Filter<BarName>[]

interface Known {
  readonly w: ReturnType<typeof useWords<typeof words.zh>>
  readonly m: ReturnType<typeof useWords<typeof matterWords.zh>>
  readonly n: ReturnType<typeof useWords<typeof nouns.zh>>
  readonly say: ReturnType<typeof useSay>
  readonly nameOf: ReturnType<typeof useNameOf>
  readonly kinds: ReturnType<typeof useCategories>['kinds']
  readonly categories: ReturnType<typeof useCategories>['categories']
  readonly grids: readonly GridView[]
}

const noGrids: readonly GridView[] = []

/** Every filter of the list as a control; the rarer ones are folded away. Place and holder are searched for, beside. */
export function useFilters(tree?: string): Filters {
  const w = useWords(words)
  const m = useWords(matterWords)
  const n = useWords(nouns)
  const nameOf = useNameOf()
  const say = useSay()
  const { kinds, categories } = useCategories(tree)
  const grids = useEndpoint(listGrids, {}, { staleTime: 10 * 60_000 }).data?.grids ?? noGrids
  return useMemo(() => {
    const known = { w, m, n, say, nameOf, kinds, categories, grids }
    return [...usualFilters(known), ...rareFilters(known), ...flags(known)]
  }, [w, m, n, say, nameOf, kinds, categories, grids])
}

const named = (values: readonly string[], names: Readonly<Record<string, string>>) =>
  values.map((value) => ({ value, label: names[value] ?? value }))

function usualFilters({ w, m, n, categories }: Known): Filters {
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
  ]
}

function rareFilters({ w, m, say, nameOf, kinds, grids }: Known): Filters {
  return [
    {
      id: 'gridId',
      kind: 'one',
      label: w.filter.gridId,
      options: (grids ?? []).map((grid) => ({
        value: grid.id,
        label: `${nameOf(grid)} · ${nameOf({ name: grid.placeName, nameEn: grid.placeNameEn })}`,
      })),
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
      id: 'subjectKind',
      kind: 'one',
      label: w.filter.subjectKind,
      options: [{ value: 'firm', label: w.filter.firms }],
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
      options: named(['pocket', 'phone', 'counter', 'wechat', 'patrol', 'meeting', 'import', 'api', 'mail'], m.channel),
      more: true,
    },
    { id: 'closed', kind: 'days', label: w.filter.closed, more: true },
    { id: 'outcome', kind: 'one', label: w.filter.outcome, options: named(outcomes, m.outcome), more: true },
    {
      id: 'satisfaction',
      kind: 'one',
      label: w.filter.satisfaction,
      options: [5, 4, 3, 2, 1].map((stars) => ({ value: String(stars), label: w.stars(stars) })),
      more: true,
    },
  ]
}

/** Yes or no; of those that only narrow to the reader's own, “no” would mean nothing. */
function flags({ w, n }: Known): Filters {
  const yes = [{ value: 'true', label: n.yes }]
  const yesNo = [...yes, { value: 'false', label: n.no }]
  const flag = (options: typeof yes) => (id: BarName) =>
    ({ id, label: w.filter[id], kind: 'one', options, more: true }) as const
  const own = ['open', 'mine', 'escalatedToMe', 'rallied', 'supervised'] as const
  const any = ['selfFound', 'reopened', 'returned', 'extended', 'excluded'] as const
  return [...own.map(flag(yes)), ...any.map(flag(yesNo))]
}
