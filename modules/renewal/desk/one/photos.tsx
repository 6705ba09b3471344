import { useState } from 'react'
import type { FileId } from '../../../../kernel/contract/ids.ts'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { ConfirmDialog } from '../../../../ui/dialog.tsx'
import { EmptyState } from '../../../../ui/empty-state.tsx'
import { Field } from '../../../../ui/field.tsx'
import { Pills } from '../../../../ui/pills.tsx'
import { Line, PhotosField, PlaceSearch, useNameOf } from '../../../matters/desk/public.ts'
import { addPhoto, addSpot, type ItemView, type ProjectView, type SpotView } from '../../contract.ts'
import { phaseNow } from '../../web/phase-now.ts'
import { SpotPictures } from '../../web/spot-pictures.tsx'
import { type Phase, phaseNames, phases } from '../../work-kinds.ts'
import type { Place } from '../project-form.tsx'
import { words } from '../words.ts'
import { changes } from './changes.ts'
import { ItemField } from './moved-dialog.tsx'

/** Spots that are pictured before, during and after. */
export function Photos({ of }: { of: ProjectView }) {
  const w = useWords(words).photo
  const nameOf = useNameOf()
  const [open, setOpen] = useState<'spot' | SpotView | null>(null)
  const close = () => setOpen(null)
  return (
    <Sheet
      title={w.title}
      tools={
        of.may.includes('spots') && (
          <Button icon="plus" look={of.spots.length === 0 ? 'main' : 'plain'} onClick={() => setOpen('spot')}>
            {w.addSpot}
          </Button>
        )
      }
    >
      {of.spots.length === 0 && (
        <EmptyState icon="camera" title={w.none}>
          {w.noneText}
        </EmptyState>
      )}
      {of.spots.map((spot) => (
        <section key={spot.id} className="rn-item">
          <div className="rn-line">
            <h3>
              {spot.name} <span className="ui-muted ui-small">{nameOf(spot.place)}</span>
            </h3>
            {of.may.includes('photos') && (
              <Button icon="camera" label={w.addAt(spot.name)} onClick={() => setOpen(spot)}>
                {w.add}
              </Button>
            )}
          </div>
          <SpotPictures spot={spot} />
        </section>
      ))}
      {open === 'spot' && <SpotDialog of={of} onClose={close} />}
      {open && open !== 'spot' && <PhotoDialog of={of} spot={open} onClose={close} />}
    </Sheet>
  )
}

function SpotDialog({ of, onClose }: { of: ProjectView; onClose: () => void }) {
  const w = useWords(words).photo
  const [name, setName] = useState('')
  const [place, setPlace] = useState<Place | null>(of.place)
  const [itemId, setItemId] = useState<ItemView['id'] | ''>('')
  const send = useCommand(addSpot, { changes, onDone: onClose })
  return (
    <ConfirmDialog
      open
      title={w.addSpot}
      confirm={w.addSpot}
      busy={send.isPending}
      error={send.error}
      notYet={name.trim() === '' || !place}
      onClose={onClose}
      onConfirm={() =>
        place &&
        send.mutate({
          params: { projectId: of.id },
          body: { name: name.trim(), placeId: place.id, itemId: itemId || null },
        })
      }
    >
      <Field label={w.spotName}>
        {(control) => (
          <Line control={control} value={name} onChange={setName} maxLength={60} placeholder={w.spotExample} />
        )}
      </Field>
      <Field label={w.place} error={send.error?.field('placeId')}>
        {(control) => <PlaceSearch control={control} value={place} onChange={setPlace} />}
      </Field>
      <ItemField of={of} value={itemId} onChange={setItemId} label={w.item} none={w.noItem} />
    </ConfirmDialog>
  )
}

interface PhotoDialogProps {
  readonly of: ProjectView
  readonly spot: SpotView
  readonly onClose: () => void
}

function PhotoDialog({ of, spot, onClose }: PhotoDialogProps) {
  const all = useWords(words)
  const w = all.photo
  const say = useSay()
  const [phase, setPhase] = useState<Phase>(phaseNow(of))
  const [files, setFiles] = useState<{ ids: readonly FileId[]; sending: boolean }>({ ids: [], sending: false })
  const [onDay, setOnDay] = useState(of.today)
  const [said, setSaid] = useState('')
  const send = useCommand(addPhoto, { changes })
  const confirm = async () => {
    const body = { phase, onDay, ...(said.trim() ? { words: said.trim() } : {}) }
    for (const fileId of files.ids)
      await send.mutateAsync({ params: { projectId: of.id, spotId: spot.id }, body: { fileId, ...body } })
    onClose()
  }
  return (
    <ConfirmDialog
      open
      title={w.addAt(spot.name)}
      confirm={w.add}
      busy={send.isPending}
      error={send.error}
      notYet={files.ids.length === 0 || files.sending || onDay === ''}
      onClose={onClose}
      // A refusal is shown by `error`.
      onConfirm={() => void confirm().catch(() => undefined)}
    >
      <Field label={w.phase} group>
        <Pills
          value={phase}
          onChange={setPhase}
          options={phases.map((value) => ({ value, label: say(phaseNames[value]) }))}
        />
      </Field>
      <Field label={all.files} group>
        <PhotosField onChange={(ids, sending) => setFiles({ ids, sending })} />
      </Field>
      <Field label={all.onDay} error={send.error?.field('onDay')}>
        {(control) => <Line control={control} type="date" max={of.today} value={onDay} onChange={setOnDay} />}
      </Field>
      <Field label={all.said} optional>
        {(control) => <Line control={control} value={said} onChange={setSaid} maxLength={200} />}
      </Field>
    </ConfirmDialog>
  )
}
