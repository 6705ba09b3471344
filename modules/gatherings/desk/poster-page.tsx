import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Poster, ScanCode } from '../../../ui/desk/scan-code.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useParam } from '../../../ui/navigation.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { useNameOf } from '../../matters/desk/public.ts'
import { type GatheringView, getGathering } from '../contract.ts'
import { doorAddress } from './one/door-card.tsx'
import { words } from './words.ts'

/** `/gatherings/:gatheringId/poster`: a sheet of paper for the door. */
export default function PosterPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const format = useFormat()
  const nameOf = useNameOf()
  const gatheringId = useParam('gatheringId') as GatheringView['id']
  const { data, error } = useEndpoint(getGathering, { params: { gatheringId } })
  return (
    <Poster
      title={data?.title ?? (error ? w.poster.title : ui.loading)}
      back={{ words: w.poster.back, to: `/gatherings/${gatheringId}` }}
      print={w.poster.print}
      error={error}
    >
      {data && (
        <>
          <p>
            {format.day(data.startsAt)} {format.time(data.startsAt)}
          </p>
          <p>{[nameOf(data.place), data.venue].filter(Boolean).join(' · ')}</p>
          <p>
            <strong>{w.poster.scan}</strong>
          </p>
          <ScanCode text={doorAddress(data.code)} label={w.poster.scan} code={data.code} />
          <p className="ui-muted">{nameOf(data.organiser)}</p>
        </>
      )}
    </Poster>
  )
}
