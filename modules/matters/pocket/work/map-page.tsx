import '../matters.css'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { type GridNote, MapCanvas, type MapPoint } from '../../../../ui/map/map-canvas.tsx'
import { boundsOf } from '../../../../ui/map/map-data.ts'
import { useNavigation } from '../../../../ui/navigation.tsx'
import { AppBar } from '../../../../ui/pocket/frame.tsx'
import { useUiWords } from '../../../../ui/words.ts'
import { placeMap } from '../../../places/contract.ts'
import { gridLoad, matterPoints } from '../../contract.ts'
import { useMe } from '../parts/me.ts'
import { words } from './words.ts'

/** `/map`: my grid with its open matters and their lamps. Everything on it is in the list of my area too. */
export default function MapPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const navigation = useNavigation()
  const post = useMe()?.posts[0]
  const query = post ? { placeId: post.placeId } : {}
  const map = useEndpoint(placeMap, { query }, { enabled: post !== undefined, staleTime: 3_600_000 })
  const points = useEndpoint(matterPoints, { query: { open: true } }, { live: ['matter'] })
  const load = useEndpoint(gridLoad, { query }, { enabled: post !== undefined, live: ['matter'] })
  const shown: MapPoint[] = (points.data?.points ?? []).map((point) => ({
    id: point.id,
    lng: point.lng,
    lat: point.lat,
    tone: point.lamp ?? 'off',
    label: point.title,
  }))
  const most = Math.max(1, ...(load.data?.grids.map((grid) => grid.open) ?? []))
  const notes: Record<string, GridNote> = Object.fromEntries(
    (load.data?.grids ?? []).map(({ gridId, open, overdue }) => [
      gridId,
      { share: open / most, note: w.load(open, overdue) },
    ]),
  )
  const own = map.data?.grids.features.filter((grid) => grid.properties.id === post?.gridId) ?? []
  const bounds = boundsOf([{ type: 'FeatureCollection', features: own }])
  const toList = (
    <Button look="quiet" icon="list" to="/work?view=area">
      {w.view.area}
    </Button>
  )
  return (
    <>
      <AppBar title={w.mapTitle} back="/work" actions={toList} />
      <div className="mp-map">
        <p className="ui-muted ui-small">{points.data?.truncated ? w.truncated : w.mapLead}</p>
        <ErrorNote error={map.error ?? points.error} next={w.mapList} onRetry={() => void map.refetch()} />
        {map.data ? (
          <div className="mp-map-frame">
            <MapCanvas
              label={w.mapTitle}
              base={map.data.base}
              areas={map.data.areas}
              buildings={map.data.buildings}
              grids={map.data.grids}
              gridNotes={notes}
              points={shown}
              bounds={bounds}
              focusGrid={post?.gridId ?? null}
              height="fill"
              onPoint={(id) => navigation.go(`/matters/${id}`)}
            />
          </div>
        ) : (
          <p className="ui-muted">{ui.loading}</p>
        )}
      </div>
    </>
  )
}
