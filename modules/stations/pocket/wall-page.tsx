import './stations-pocket.css'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useParam } from '../../../ui/navigation.tsx'
import { AppBar, Screen } from '../../../ui/pocket/frame.tsx'
import { Card, ListRow } from '../../../ui/pocket/parts.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { useNames } from '../../matters/pocket/public.ts'
import { type CommunityWall, communityWall } from '../contract.ts'
import { useOpenWords } from '../web/show.ts'
import { Wall } from './wall.tsx'
import { words } from './words.ts'

/** `/c/$code/thanks`: the stations of a community, and what neighbours thanked for; for anybody. */
export default function WallPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const nameOf = useNames()
  const code = useParam('code')
  const { data, error, refetch } = useEndpoint(communityWall, { params: { code } }, { staleTime: 60_000 })
  const gone = error?.code === 'not_found'
  return (
    <>
      <AppBar title={w.communityWall} back={`/c/${encodeURIComponent(code)}`} />
      <Screen>
        {!data && !error && <p className="ui-muted">{ui.loading}</p>}
        {gone && (
          <EmptyState icon="people" title={w.communityGone} action={<Button to="/c">{w.toCommunities}</Button>} />
        )}
        {!data && !gone && <ErrorNote error={error} onRetry={() => void refetch()} />}
        {data && (
          <>
            <p className="ui-muted">{nameOf(data.place)}</p>
            {data.thanks.length === 0 ? (
              <EmptyState icon="heart" title={w.wallEmpty}>
                {w.wallEmptyText}
              </EmptyState>
            ) : (
              <Wall thanks={data.thanks} />
            )}
            <Stations stations={data.stations} />
          </>
        )}
      </Screen>
    </>
  )
}

function Stations({ stations }: { stations: CommunityWall['stations'] }) {
  const w = useWords(words)
  const openWords = useOpenWords()
  if (stations.length === 0) return null
  return (
    <Card flush title={w.station}>
      {stations.map((one) => (
        <ListRow key={one.code} icon="home" title={one.name} note={openWords(one.open)} to={`/s/${one.code}`} />
      ))}
    </Card>
  )
}
