import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Poster, ScanCode } from '../../../ui/desk/scan-code.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useParam } from '../../../ui/navigation.tsx'
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
    <Poster
      title={data?.title ?? (error ? w.title : ui.loading)}
      back={{ words: w.posterBack, to: `/consultations/${consultationId}` }}
      print={w.poster}
      error={error}
    >
      {data && (
        <>
          <p>
            <strong>{w.posterScan}</strong>
          </p>
          <ScanCode text={doorAddress(data.code)} label={w.posterScan} code={data.code} />
          <p>{w.posterSecret}</p>
          <p>{w.posterUntil(format.day(data.untilOn))}</p>
          <p className="ui-muted">{[nameOf(data.place), nameOf(data.organiser)].join(' · ')}</p>
        </>
      )}
    </Poster>
  )
}
