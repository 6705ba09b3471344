import './grids.css'
import { clauses, listed } from '../../../kernel/contract/punctuation.ts'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useLang, useWords } from '../../../kernel/web/words.ts'
import { Poster } from '../../../ui/desk/scan-code.tsx'
import { useParam } from '../../../ui/navigation.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { listPosts } from '../../people/contract.ts'
import { type GridView, listGrids, placeMap } from '../contract.ts'
import { nameOf } from './names.ts'
import { words } from './words.ts'

/** `/grids/$gridId`: the card of a grid for the notice board: what it is, who answers, how to reach them, what they do. */
export default function GridPage() {
  const w = useWords(words).grids
  const ui = useUiWords()
  const gridId = useParam('gridId') as GridView['id']
  const { data, error } = useEndpoint(listGrids)
  const grid = data?.grids.find(({ id }) => id === gridId)
  return (
    <Poster
      title={grid ? nameOf(grid) : error ? w.title : ui.loading}
      back={{ words: w.back, to: '/grids' }}
      print={w.print}
      error={error}
    >
      {grid && <Card grid={grid} />}
    </Poster>
  )
}

function Card({ grid }: { grid: GridView }) {
  const w = useWords(words).grids
  const lang = useLang()
  const query = { placeId: grid.placeId, role: 'grid_worker' as const, limit: 200 }
  const worker = useEndpoint(listPosts, { query }).data?.rows.find(({ gridId }) => gridId === grid.id)
  const map = useEndpoint(placeMap, { query: { placeId: grid.placeId } }).data
  const own = (map?.buildings.features ?? []).filter(({ properties }) => properties['gridId'] === grid.id)
  const scopes = (map?.areas.features ?? []).flatMap((area) => {
    const inside = own.filter(({ properties }) => properties['parentId'] === area.id)
    const named = ({ properties }: typeof area) => nameOf(properties as unknown as GridView)
    return inside.length > 0 ? [`${named(area)} ${listed(lang, inside.map(named))}`] : []
  })
  return (
    <dl className="grids-card">
      <dt>{w.place}</dt>
      <dd>{nameOf({ name: grid.placeName, nameEn: grid.placeNameEn })}</dd>
      <dt>{w.scope}</dt>
      <dd>
        {clauses(lang, scopes)} · {w.households} {grid.households}
      </dd>
      <dt>{w.worker}</dt>
      <dd>{worker?.acting?.name ?? w.vacant}</dd>
      <dt>{w.phone}</dt>
      <dd>{worker?.officePhone ?? w.phoneNone}</dd>
      <dt>{w.duties}</dt>
      <dd>{w.dutyList}</dd>
      <dt className="ui-unseen">{w.card}</dt>
      <dd className="ui-muted ui-small">{w.dutyNote}</dd>
    </dl>
  )
}
