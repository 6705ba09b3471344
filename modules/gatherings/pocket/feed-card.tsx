import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Card } from '../../../ui/pocket/parts.tsx'
import { closeFeed, myFeed, openFeed } from '../contract.ts'
import { words } from './words.ts'

/** The secret address of my calendar: made, shown once, taken back. */
export function FeedCard() {
  const w = useWords(words)
  const format = useFormat()
  const { data } = useEndpoint(myFeed)
  const open = useCommand(openFeed, { changes: [myFeed] })
  const close = useCommand(closeFeed, { changes: [myFeed], onDone: () => open.reset() })
  if (!data) return null
  return (
    <Card title={w.calendar}>
      <div className="ui-stack">
        <p className="ui-muted ui-small">
          {data.since && !open.data && w.feedSince(format.shortDay(data.since))} {w.calendarText}
        </p>
        {open.data && (
          <div>
            <p className="gp-address">{`${location.origin}${open.data.path}`}</p>
            <p className="ui-small">{w.feedOnce}</p>
          </div>
        )}
        <ErrorNote error={open.error ?? close.error} />
        <div className="ui-row">
          <Button icon="calendar" busy={open.isPending} onClick={() => open.mutate({})}>
            {data.since ? w.anew : w.openFeed}
          </Button>
          {data.since && (
            <Button look="quiet" icon="cross" busy={close.isPending} onClick={() => close.mutate({})}>
              {w.closeFeed}
            </Button>
          )}
        </div>
      </div>
    </Card>
  )
}
