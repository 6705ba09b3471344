import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { ScanCode } from '../../../../ui/desk/scan-code.tsx'
import type { ConsultationView } from '../../contract.ts'
import { words } from '../words.ts'

/** Where the code leads: the pocket's page of this consultation. */
export const doorAddress = (code: string): string => `${location.origin}/o/${code}`

export function DoorCard({ of }: { of: ConsultationView }) {
  const w = useWords(words)
  return (
    <Sheet title={w.door}>
      <div className="ui-stack">
        <ScanCode text={doorAddress(of.code)} label={w.door} code={of.code} />
        <p className="ui-muted ui-small">{w.doorHint}</p>
        <div className="ui-row">
          <Button icon="qr" to={`/consultations/${of.id}/poster`}>
            {w.poster}
          </Button>
          <Button look="quiet" icon="out" to={`${doorAddress(of.code)}/result`}>
            {w.publicPage}
          </Button>
        </div>
      </div>
    </Sheet>
  )
}
