import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Poster, ScanCode } from '../../../ui/desk/scan-code.tsx'
import { useParam } from '../../../ui/navigation.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { useNameOf } from '../../matters/desk/public.ts'
import { getStation, type StationView } from '../contract.ts'
import { codeAddress } from '../web/show.ts'
import { words } from './words.ts'

/** `/stations/$stationId/poster`: the sheet at the door. */
export default function StationPosterPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const nameOf = useNameOf()
  const stationId = useParam('stationId') as StationView['id']
  const { data, error } = useEndpoint(getStation, { params: { stationId } })
  return (
    <Poster
      title={data?.name ?? (error ? w.title : ui.loading)}
      back={{ words: w.back, to: `/stations/${stationId}` }}
      print={w.print}
      error={error}
    >
      {data && (
        <>
          <p>{nameOf(data.place)}</p>
          <p>
            <strong>{w.scan}</strong>
          </p>
          <ScanCode text={codeAddress(data.code)} label={w.scan} code={data.code} />
          <p className="ui-muted">{w.keptBy(nameOf(data.keeper))}</p>
        </>
      )}
    </Poster>
  )
}
