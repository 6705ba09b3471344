import './stations-pocket.css'
import { urlOf } from '../../../kernel/web/client.ts'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { useParam } from '../../../ui/navigation.tsx'
import { PhotoStrip } from '../../../ui/photo-strip.tsx'
import { AppBar, Screen } from '../../../ui/pocket/frame.tsx'
import { Card } from '../../../ui/pocket/parts.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { readFile } from '../../files/contract.ts'
import { useNames } from '../../matters/pocket/public.ts'
import { getResource, mine, type ResourceView } from '../contract.ts'
import { kinds } from '../kinds.ts'
import { useOpenWords } from '../web/show.ts'
import { stationBook } from '../web/words.ts'
import { BookCard } from './book-card.tsx'
import { MyWaits } from './my-waits.tsx'
import { words } from './words.ts'

/** `/shares/$resourceId`: what it is, and when it can be had. */
export default function ResourcePage() {
  const w = useWords(words)
  const ui = useUiWords()
  const resourceId = useParam('resourceId') as ResourceView['id']
  const { data, error, refetch } = useEndpoint(getResource, { params: { resourceId } })
  const own = useEndpoint(mine)
  const gone = error?.code === 'not_found'
  return (
    <>
      <AppBar title={data?.name ?? w.title} back="/share" />
      <Screen>
        {!data && !error && <p className="ui-muted">{ui.loading}</p>}
        {gone && <EmptyState icon="search" title={w.notFound} action={<Button to="/share">{w.toBrowse}</Button>} />}
        {!gone && <ErrorNote error={error} onRetry={() => void refetch()} />}
        {data && (
          <>
            <MyWaits waits={own.data?.waits.filter(({ resource }) => resource.id === data.id) ?? []} />
            <About of={data} />
            {data.unit === 'none' ? (
              <Remark icon="star">{w.noBooking}</Remark>
            ) : (
              !data.resting && <BookCard of={data} />
            )}
          </>
        )}
      </Screen>
    </>
  )
}

function About({ of }: { of: ResourceView }) {
  const w = useWords(words)
  const b = useWords(stationBook)
  const say = useSay()
  const nameOf = useNames()
  const openWords = useOpenWords()
  const address = (fileId: string, size: 'thumb' | 'full') => urlOf(readFile, { params: { fileId }, query: { size } })
  const { photoId } = of
  return (
    <Card>
      <div className="ui-stack">
        <p>
          <strong>{say(kinds[of.kind].name)}</strong> · {openWords(of.open)}
        </p>
        {of.words && <p className="sp-text">{of.words}</p>}
        <p className="ui-muted">
          {w.by(of.sharer.name)} · {nameOf(of.place)}
          {of.station && ` · ${w.at(of.station.name)}`}
          {of.unit !== 'none' && (
            <>
              <br />
              {[w.capacity(of.capacity), w.cancelTill(of.cancelHours), b.audience[of.audience]].join(' · ')}
            </>
          )}
        </p>
        {(of.depositFen !== null || of.depositWords) && (
          <p>
            {[of.depositFen !== null && b.yuan(String(of.depositFen / 100)), of.depositWords]
              .filter(Boolean)
              .join(' · ')}
          </p>
        )}
        {of.rules && (
          <div>
            <strong>{w.rules}</strong>
            <p className="sp-text">{of.rules}</p>
          </div>
        )}
        {photoId && (
          <PhotoStrip
            label={w.photo}
            photos={[{ id: photoId, thumb: address(photoId, 'thumb'), full: address(photoId, 'full') }]}
          />
        )}
      </div>
    </Card>
  )
}
