import './safety.css'
import '../../../ui/desk/scan-code.css'
import type { PlaceId } from '../../../kernel/contract/ids.ts'
import { labelled } from '../../../kernel/contract/punctuation.ts'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useLang, useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ScanCode } from '../../../ui/desk/scan-code.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useUrlState } from '../../../ui/navigation.tsx'
import { useNameOf } from '../../matters/desk/public.ts'
import { getPoint, listPoints, type PointRow } from '../contract.ts'
import { kindCodes, kinds } from '../kinds.ts'
import { codeAddress } from './show.ts'
import { words } from './words.ts'

/** `/safety/posters`: the codes of the points that a list was narrowed to (at most 200), or of one, to be printed. */
export default function PostersPage() {
  const w = useWords(words)
  const [values] = useUrlState(['q', 'kind', 'placeId', 'pointId'])
  const kind = kindCodes.filter((one) => values.kind?.split(',').includes(one))
  const pointId = values.pointId as PointRow['id'] | undefined
  const query = {
    ...(values.q ? { q: values.q } : {}),
    ...(kind.length > 0 ? { kind } : {}),
    ...(values.placeId ? { placeId: values.placeId as PlaceId } : {}),
    limit: 200,
  }
  const list = useEndpoint(listPoints, { query }, { enabled: pointId === undefined })
  const one = useEndpoint(
    getPoint,
    { params: { pointId: pointId as PointRow['id'] } },
    { enabled: pointId !== undefined },
  )
  const rows: readonly PointRow[] = pointId ? (one.data ? [one.data] : []) : (list.data?.rows ?? [])
  const asked = pointId ? one.isSuccess : list.isSuccess
  return (
    <main className="desk-page">
      <div className="ui-row ui-noprint">
        <Button icon="back" to={pointId ? `/safety/points/${pointId}` : '/safety/points'}>
          {w.back}
        </Button>
        <Button look="main" icon="file" onClick={() => window.print()}>
          {w.print}
        </Button>
      </div>
      <h1 className="ui-noprint">{w.posters}</h1>
      <ErrorNote error={list.error ?? one.error} />
      {asked && rows.length === 0 && <EmptyState icon="qr" title={w.noPoints} />}
      <div className="safe-posters">
        {rows.map((row) => (
          <Poster key={row.id} of={row} />
        ))}
      </div>
    </main>
  )
}

function Poster({ of }: { of: PointRow }) {
  const w = useWords(words)
  const say = useSay()
  const lang = useLang()
  const nameOf = useNameOf()
  const where = of.place.id === of.compound.id ? nameOf(of.compound) : `${nameOf(of.compound)} ${nameOf(of.place)}`
  return (
    <section className="safe-poster">
      <h2>{of.name}</h2>
      <span>
        {say(kinds[of.kind].name)} · {where}
      </span>
      <ScanCode text={codeAddress(of.code)} label={labelled(lang, w.scan, of.name)} code={of.code} />
      <span className="ui-muted ui-small">{w.scan}</span>
    </section>
  )
}
