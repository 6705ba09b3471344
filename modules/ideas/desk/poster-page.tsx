import './ideas.css'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Poster, ScanCode } from '../../../ui/desk/scan-code.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useParam } from '../../../ui/navigation.tsx'
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
    <Poster
      title={data?.title ?? (error ? w.callsTitle : ui.loading)}
      back={{ words: w.print.back, to: `/ideas/${callId}/call` }}
      print={w.print.print}
      error={error}
    >
      <p className="ui-muted">{w.print.posterLead}</p>
      {data && (
        <>
          {data.words && <p className="ideas-text">{data.words}</p>}
          <p>
            {nameOf(data.place)} · {w.print.until(format.shortDay(data.untilOn))}
          </p>
          <p>
            <strong>{w.print.scan}</strong>
          </p>
          <ScanCode text={callAddress(data.code)} label={w.print.scan} code={data.code} />
          <p className="ui-muted">{nameOf(data.office)}</p>
        </>
      )}
    </Poster>
  )
}
