import { urlOf } from '../../../../kernel/web/client.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { ScanCode } from '../../../../ui/desk/scan-code.tsx'
import { type GatheringView, gatheringCalendar } from '../../contract.ts'
import { words } from '../words.ts'

/** Where the code leads: the pocket's page of this gathering. */
export const doorAddress = (code: string): string => `${location.origin}/g/${code}`

export function DoorCard({ of }: { of: GatheringView }) {
  const w = useWords(words).door
  return (
    <Sheet title={w.title}>
      <div className="ui-stack">
        <ScanCode text={doorAddress(of.code)} label={w.title} code={of.code} />
        <p className="ui-muted ui-small">{w.hint}</p>
        <div className="ui-row">
          <Button icon="qr" to={`/gatherings/${of.id}/poster`}>
            {w.poster}
          </Button>
          <Button icon="calendar" to={`${location.origin}${urlOf(gatheringCalendar, { params: { code: of.code } })}`}>
            {w.calendar}
          </Button>
        </div>
      </div>
    </Sheet>
  )
}
