import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Sheet } from '../../../ui/desk/page.tsx'
import { closeStationCalendar, openStationCalendar, stationCalendar } from '../calendar-contract.ts'
import type { StationView } from '../contract.ts'
import { CalendarAddress } from '../web/calendar-address.tsx'
import { words } from './words.ts'

/** What is booked at a station in a calendar program, by a secret address; for who keeps it. */
export function CalendarSheet({ stationId }: { stationId: StationView['id'] }) {
  const w = useWords(words)
  const params = { stationId }
  const { data } = useEndpoint(stationCalendar, { params })
  const open = useCommand(openStationCalendar, { changes: [stationCalendar] })
  const close = useCommand(closeStationCalendar, { changes: [stationCalendar], onDone: () => open.reset() })
  if (!data) return null
  return (
    <Sheet title={w.calendar}>
      <CalendarAddress
        since={data.since}
        about={w.calendarText}
        path={open.data?.path}
        busy={open.isPending || close.isPending}
        error={open.error ?? close.error}
        onOpen={() => open.mutate({ params })}
        onClose={() => close.mutate({ params })}
      />
    </Sheet>
  )
}
