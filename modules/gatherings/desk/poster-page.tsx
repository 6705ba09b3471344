import './gatherings.css'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useParam } from '../../../ui/navigation.tsx'
import QrCode from '../../../ui/qr-code.tsx'
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
    <main className="gathering-poster">
      <div className="ui-row ui-noprint">
        <Button icon="back" to={`/gatherings/${gatheringId}`}>
          {w.poster.back}
        </Button>
        <Button look="main" icon="file" onClick={() => window.print()}>
          {w.poster.print}
        </Button>
      </div>
      <ErrorNote error={error} />
      <h1>{data?.title ?? (error ? w.poster.title : ui.loading)}</h1>
      {data && (
        <>
          <p>
            {format.day(data.startsAt)} {format.time(data.startsAt)}
          </p>
          <p>{[nameOf(data.place), data.venue].filter(Boolean).join(' · ')}</p>
          <QrCode className="gathering-qr" text={doorAddress(data.code)} label={w.poster.scan} />
          <p>
            <strong>{w.poster.scan}</strong>
          </p>
          <div className="gathering-code">{data.code}</div>
          <p className="ui-muted">{nameOf(data.organiser)}</p>
        </>
      )}
    </main>
  )
}
