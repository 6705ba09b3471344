import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Card } from '../../../ui/pocket/parts.tsx'
import { closeMyCalendar, myCalendar, openMyCalendar } from '../calendar-contract.ts'
import { CalendarAddress } from '../web/calendar-address.tsx'
import { words } from './words.ts'

/** My bookings in my own calendar, by a secret address. */
export function CalendarCard() {
  const w = useWords(words)
  const { data } = useEndpoint(myCalendar)
  const open = useCommand(openMyCalendar, { changes: [myCalendar] })
  const close = useCommand(closeMyCalendar, { changes: [myCalendar], onDone: () => open.reset() })
  if (!data) return null
  return (
    <Card title={w.calendar}>
      <CalendarAddress
        since={data.since}
        about={w.calendarText}
        path={open.data?.path}
        busy={open.isPending || close.isPending}
        error={open.error ?? close.error}
        onOpen={() => open.mutate({})}
        onClose={() => close.mutate({})}
      />
    </Card>
  )
}
