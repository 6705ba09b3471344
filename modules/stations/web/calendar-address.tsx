import { useState } from 'react'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { CopyCode } from '../../../ui/copy-code.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { stationBook } from './words.ts'

interface CalendarAddressProps {
  /** Since when there is an address. */
  readonly since: string | null
  readonly about: string
  /** The address that was made just now: it is shown this once. */
  readonly path: string | undefined
  readonly busy: boolean
  readonly error: { readonly message: string } | null
  readonly onOpen: () => void
  readonly onClose: () => void
}

/** The secret address of a calendar: made, shown once, taken back. */
export function CalendarAddress({ since, about, path, busy, error, onOpen, onClose }: CalendarAddressProps) {
  const b = useWords(stationBook)
  const format = useFormat()
  const [asked, setAsked] = useState(false)
  return (
    <div className="ui-stack">
      <p className="ui-muted ui-small">
        {since && !path && b.calendarSince(format.shortDay(since))} {about}
      </p>
      {path && (
        <div style={{ overflowWrap: 'anywhere' }}>
          <CopyCode code={`${location.origin}${path}`} label={b.calendarLabel} />
          <p className="ui-small">{b.calendarOnce}</p>
        </div>
      )}
      {asked && <p className="ui-small">{b.calendarAnewAsk}</p>}
      <ErrorNote error={error} />
      <div className="ui-row">
        <Button
          icon="calendar"
          busy={busy}
          onClick={() => {
            // The one in use stops with a new one: that is said before it is done.
            const first = since !== null && !asked
            setAsked(first)
            if (!first) onOpen()
          }}
        >
          {since ? b.calendarAnew : b.calendarOpen}
        </Button>
        {since && (
          <Button look="quiet" icon="cross" busy={busy} onClick={onClose}>
            {b.calendarClose}
          </Button>
        )}
      </div>
    </div>
  )
}
