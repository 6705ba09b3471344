import { useState } from 'react'
import type { FileId } from '../../../../kernel/contract/ids.ts'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Photos, PhotosField } from '../../../matters/desk/public.ts'
import { addMaterials, type GatheringView } from '../../contract.ts'
import { mayNow } from '../../gathering.ts'
import { words } from '../words.ts'
import { changes } from './changes.ts'

/** Pictures of what is shown and handed out. */
export function MaterialsCard({ of }: { of: GatheringView }) {
  const w = useWords(words).materials
  const [open, setOpen] = useState(false)
  const [fileIds, setFileIds] = useState<readonly FileId[]>([])
  const [sending, setSending] = useState(false)
  const add = useCommand(addMaterials, { changes, onDone: () => setOpen(false) })
  const may = of.manages && mayNow('materials', of.state)
  if (of.materialIds.length === 0 && !may) return null
  return (
    <Sheet title={w.title}>
      <div className="ui-stack">
        <Photos label={w.title} fileIds={of.materialIds} />
        {may && !open && (
          <div>
            <Button icon="photo" onClick={() => setOpen(true)}>
              {w.add}
            </Button>
          </div>
        )}
        {open && (
          <>
            <PhotosField
              onChange={(ids, busy) => {
                setFileIds(ids)
                setSending(busy)
              }}
            />
            <ErrorNote error={add.error} />
            <div>
              <Button
                look="main"
                disabled={fileIds.length === 0 || sending}
                busy={add.isPending}
                onClick={() => add.mutate({ params: { gatheringId: of.id }, body: { fileIds: [...fileIds] } })}
              >
                {w.save}
              </Button>
            </div>
          </>
        )}
      </div>
    </Sheet>
  )
}
