import { useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { toast } from '../../../../ui/pocket/toast.tsx'
import { type IdeaView, moderate, undoMerge } from '../../contract.ts'
import { words } from '../words.ts'
import { changes } from './changes.ts'
import { CostDialog } from './cost-dialog.tsx'
import { AdoptDialog, DeclineDialog } from './end-dialogs.tsx'
import { HideDialog } from './hide-dialog.tsx'

type Open = 'hide' | 'cost' | 'adopt' | 'decline' | null

/** What to do with it now. */
export function NextStep({ of }: { of: IdeaView }) {
  const w = useWords(words)
  const [open, setOpen] = useState<Open>(null)
  const publish = useCommand(moderate, { changes })
  const undo = useCommand(undoMerge, { changes, onDone: () => toast(w.undone) })
  const close = () => setOpen(null)
  const { may } = of
  const offers = [
    { act: 'adopt', words: w.one.adopt },
    { act: 'decline', words: w.one.decline },
    { act: 'cost', words: w.one.costGo },
    { act: 'hide', words: w.one.hide },
  ] as const
  return (
    <Sheet>
      <div className="ui-stack">
        <p>{w.one.next[of.state]}</p>
        {may.includes('decline') && of.mergedIdeas.length > 0 && <p className="ui-muted">{w.one.hideAfterUndo}</p>}
        <ErrorNote error={publish.error ?? undo.error} />
        <div className="ui-row">
          {may.includes('publish') && (
            <Button
              look="main"
              icon="check"
              busy={publish.isPending}
              onClick={() => publish.mutate({ params: { ideaId: of.id }, body: { act: 'publish' } })}
            >
              {w.one.publish}
            </Button>
          )}
          {offers
            .filter(({ act }) => may.includes(act))
            .map(({ act, words: name }) => (
              <Button
                key={act}
                look={act === 'adopt' ? 'main' : act === 'hide' ? 'quiet' : 'plain'}
                onClick={() => setOpen(act)}
              >
                {name}
              </Button>
            ))}
          {of.mergeId && (
            <Button
              icon="undo"
              look="quiet"
              busy={undo.isPending}
              onClick={() => of.mergeId && undo.mutate({ params: { callId: of.call.id, mergeId: of.mergeId } })}
            >
              {w.undoMerge}
            </Button>
          )}
        </div>
      </div>
      {open === 'hide' && <HideDialog ideaId={of.id} onClose={close} />}
      {open === 'cost' && <CostDialog of={of} onClose={close} />}
      {open === 'adopt' && <AdoptDialog of={of} onClose={close} />}
      {open === 'decline' && <DeclineDialog of={of} onClose={close} />}
    </Sheet>
  )
}
