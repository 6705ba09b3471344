import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { CopyCode } from '../../../ui/copy-code.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import type { SystemView } from '../contract.ts'
import { words } from './words.ts'

interface Props {
  readonly systemId: SystemView['id']
  readonly code: string
  readonly onClose: () => void
}

/** The one time that a key is seen, with the address at which it is used. */
export function KeyShown({ systemId, code, onClose }: Props) {
  const w = useWords(words)
  return (
    <Dialog open title={w.key} onClose={onClose}>
      <div className="ui-stack">
        <p>
          <strong>{w.once}</strong>
        </p>
        <CopyCode code={`${location.origin}/incoming/v1/${systemId}`} label={w.address} />
        <CopyCode code={code} label={w.key} />
        <div>
          <Button look="main" onClick={onClose}>
            {w.close}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
