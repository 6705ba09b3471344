import './facilities-pocket.css'
import { urlOf } from '../../../kernel/web/client.ts'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useParam } from '../../../ui/navigation.tsx'
import { PhotoStrip } from '../../../ui/photo-strip.tsx'
import { AppBar, Screen } from '../../../ui/pocket/frame.tsx'
import { Card } from '../../../ui/pocket/parts.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { readFile } from '../../files/contract.ts'
import { useNames } from '../../matters/pocket/public.ts'
import { atFacility, type DoorView } from '../contract.ts'
import { kinds } from '../kinds.ts'
import { noonOf } from '../web/show.ts'
import { facilityBook } from '../web/words.ts'
import { InspectCard } from './inspect-card.tsx'
import { ReportCard } from './report-card.tsx'
import { words } from './words.ts'

/** `/f/$code`, the address on the thing itself: what it is, and for its keeper the inspection, for a neighbour the report. */
export default function CodePage() {
  const w = useWords(words)
  const ui = useUiWords()
  const code = useParam('code')
  const { data, error, refetch } = useEndpoint(atFacility, { params: { code } })
  const gone = error?.code === 'not_found'
  return (
    <>
      <AppBar title={data?.name ?? w.title} back={data?.mayInspect ? '/facilities' : '/'} />
      <Screen>
        {!data && !error && <p className="ui-muted">{ui.loading}</p>}
        {gone && (
          <EmptyState icon="tools" title={w.notFound}>
            {w.notFoundText}
            <Button to="/report">{w.toReport}</Button>
          </EmptyState>
        )}
        {!data && !gone && <ErrorNote error={error} onRetry={() => void refetch()} />}
        {data && <Whole of={data} />}
      </Screen>
    </>
  )
}

function Whole({ of }: { of: DoorView }) {
  const w = useWords(words)
  const format = useFormat()
  return (
    <>
      {of.toOn && <Remark icon="pause" title={w.out(format.day(noonOf(of.toOn)))} />}
      <About of={of} />
      {of.mayInspect && <InspectCard of={of} />}
      {!of.mayInspect && !of.toOn && <ReportCard of={of} />}
    </>
  )
}

function About({ of }: { of: DoorView }) {
  const w = useWords(words)
  const b = useWords(facilityBook)
  const say = useSay()
  const nameOf = useNames()
  const format = useFormat()
  const where = of.place.id === of.compound.id ? nameOf(of.compound) : `${nameOf(of.compound)} ${nameOf(of.place)}`
  const address = (fileId: string, size: 'thumb' | 'full') => urlOf(readFile, { params: { fileId }, query: { size } })
  const { photoId } = of
  return (
    <>
      <Card>
        <div className="ui-stack">
          <p>
            <strong>{[say(kinds[of.kind].name), of.gate && b.gate[of.gate]].filter(Boolean).join(' · ')}</strong>
            <br />
            {where}
          </p>
          <p className="ui-muted">
            {w.keptBy(nameOf(of.keeper))}
            <br />
            {of.lastInspectedOn ? w.last(format.day(noonOf(of.lastInspectedOn))) : w.never}
            {of.nextDueOn && ` · ${w.nextDue(format.shortDay(noonOf(of.nextDueOn)))}`}
          </p>
          {photoId && (
            <PhotoStrip
              label={w.photo}
              photos={[{ id: photoId, thumb: address(photoId, 'thumb'), full: address(photoId, 'full') }]}
            />
          )}
        </div>
      </Card>
      {of.faults.length > 0 && (
        <Remark icon="tools" title={w.faults}>
          {of.faults.map(({ title, since }) => (
            <p key={since}>
              {say(title)} · {w.since(format.shortDay(since))}
            </p>
          ))}
        </Remark>
      )}
    </>
  )
}
