import './desk.css'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useParam } from '../../../ui/navigation.tsx'
import QrCode from '../../../ui/qr-code.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { useNameOf } from '../../matters/desk/public.ts'
import { type ConsultationView, getConsultation } from '../contract.ts'
import { doorAddress } from './one/door-card.tsx'
import { words } from './words.ts'

/** `/consultations/:consultationId/poster`: a sheet of paper for the stairway. */
export default function PosterPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const format = useFormat()
  const nameOf = useNameOf()
  const consultationId = useParam('consultationId') as ConsultationView['id']
  const { data, error } = useEndpoint(getConsultation, { params: { consultationId } })
  return (
    <main className="consult-poster">
      <div className="ui-row ui-noprint">
        <Button icon="back" to={`/consultations/${consultationId}`}>
          {w.posterBack}
        </Button>
        <Button look="main" icon="file" onClick={() => window.print()}>
          {w.poster}
        </Button>
      </div>
      <ErrorNote error={error} />
      <h1>{data?.title ?? (error ? w.title : ui.loading)}</h1>
      {data && (
        <>
          <QrCode className="consult-qr" text={doorAddress(data.code)} label={w.posterScan} />
          <p className="consult-poster-scan">{w.posterScan}</p>
          <p>{w.posterSecret}</p>
          <p>{w.posterUntil(format.day(data.untilOn))}</p>
          <p className="ui-muted">{[nameOf(data.place), nameOf(data.organiser)].join(' · ')}</p>
        </>
      )}
    </main>
  )
}
