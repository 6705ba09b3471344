import './ideas.css'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useParam } from '../../../ui/navigation.tsx'
import QrCode from '../../../ui/qr-code.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { useNameOf } from '../../matters/desk/public.ts'
import { type CallView, getCall } from '../contract.ts'
import { callAddress } from '../web/show.ts'
import { words } from './words.ts'

/** `/ideas/:callId/poster`: a sheet of paper for the notice board. */
export default function PosterPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const format = useFormat()
  const nameOf = useNameOf()
  const callId = useParam('callId') as CallView['id']
  const { data, error } = useEndpoint(getCall, { params: { callId } })
  return (
    <main className="ideas-poster">
      <div className="ui-row ui-noprint">
        <Button icon="back" to={`/ideas/${callId}/call`}>
          {w.print.back}
        </Button>
        <Button look="main" icon="file" onClick={() => window.print()}>
          {w.print.print}
        </Button>
      </div>
      <ErrorNote error={error} />
      <p className="ui-muted">{w.print.posterLead}</p>
      <h1>{data?.title ?? (error ? w.callsTitle : ui.loading)}</h1>
      {data && (
        <>
          {data.words && <p className="ideas-text">{data.words}</p>}
          <p>
            {nameOf(data.place)} · {w.print.until(format.shortDay(data.untilOn))}
          </p>
          <QrCode className="ideas-qr" text={callAddress(data.code)} label={w.print.scan} />
          <p>
            <strong>{w.print.scan}</strong>
          </p>
          <div className="ideas-code">{data.code}</div>
          <p className="ui-muted">{nameOf(data.office)}</p>
        </>
      )}
    </main>
  )
}
