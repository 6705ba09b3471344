import './pocket.css'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useParam } from '../../../ui/navigation.tsx'
import { AppBar, Screen } from '../../../ui/pocket/frame.tsx'
import { Card, ListRow } from '../../../ui/pocket/parts.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { publicGatherings } from '../contract.ts'
import { traits } from '../gathering.ts'
import { words } from './words.ts'

/** `/c/:code/gatherings`: what is announced to everybody of a community. */
export default function PublicGatheringsPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const say = useSay()
  const format = useFormat()
  const code = useParam('code')
  const { data, error, refetch } = useEndpoint(publicGatherings, { query: { placeCode: code } })
  return (
    <>
      <AppBar title={w.publicTitle} back={`/c/${encodeURIComponent(code)}`} />
      <Screen>
        {!data && !error && <p className="ui-muted">{ui.loading}</p>}
        <ErrorNote error={error} onRetry={() => void refetch()} />
        {data?.rows.length === 0 && <EmptyState icon="calendar" title={w.nonePublic} />}
        {data && data.rows.length > 0 && (
          <>
            <p className="ui-muted">{w.publicLead}</p>
            <Card flush>
              {data.rows.map((row) => (
                <ListRow
                  key={row.id}
                  to={`/g/${row.code}`}
                  title={row.title}
                  note={[say(traits[row.kind].name), format.moment(row.startsAt), row.venue]
                    .filter(Boolean)
                    .join(' · ')}
                  mark={row.placesLeft === null ? null : <StatusWord words={w.left(row.placesLeft)} />}
                />
              ))}
            </Card>
          </>
        )}
      </Screen>
    </>
  )
}
