import { useState } from 'react'
import type { FileId } from '../../../../kernel/contract/ids.ts'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { ConfirmDialog, Dialog } from '../../../../ui/dialog.tsx'
import { Remark } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { Pills, TickPill } from '../../../../ui/pills.tsx'
import { Lines, PhotosField } from '../../../matters/desk/public.ts'
import { changeFacility, type FacilityView, inspectFacility, retireFacility } from '../../contract.ts'
import { noonOf } from '../../web/show.ts'
import { facilityBook } from '../../web/words.ts'
import { type Draft, FacilityForm, rhythmOf, SilentField } from '../facility-form.tsx'
import { words } from '../words.ts'
import { changes } from './changes.ts'

/** What presses most, and the ways to do it. */
export function NextPanel({ of }: { of: FacilityView }) {
  const w = useWords(words)
  const format = useFormat()
  if (of.retiredWhy) return <Remark icon="pause" title={w.retired(of.retiredWhy)} />
  const day = of.nextDueOn ? format.shortDay(noonOf(of.nextDueOn)) : ''
  const open = of.faults.find(({ endedAt, matter }) => endedAt === null && matter.seen)
  const said =
    of.mark === 'silent'
      ? w.nextSilent
      : of.mark === 'fault'
        ? w.nextFault
        : of.mark === 'overdue'
          ? w.nextOverdue(day)
          : of.mark === 'due'
            ? w.nextDue(day)
            : of.gate === 'none'
              ? w.nextDevice
              : of.gate === 'waiting'
                ? w.nextWaiting
                : day
                  ? w.nextFine(day)
                  : w.nextFineNoRhythm
  return (
    <Sheet title={w.next}>
      <div className="ui-stack">
        <p>{said}</p>
        <div className="ui-row">
          {open && (
            <Button look="main" to={`/matters/${open.matter.id}`}>
              {w.openMatter}
            </Button>
          )}
          {of.mayInspect && <Inspect of={of} main={!open && (of.mark === 'due' || of.mark === 'overdue')} />}
          {of.mayRegister && <Change of={of} />}
          {of.mayRegister && <Retire of={of} />}
        </div>
      </div>
    </Sheet>
  )
}

function Inspect({ of, main }: { of: FacilityView; main: boolean }) {
  const w = useWords(words)
  const b = useWords(facilityBook)
  const [open, setOpen] = useState(false)
  const [outcome, setOutcome] = useState<'fine' | 'fault'>('fine')
  const [said, setSaid] = useState('')
  const [urgent, setUrgent] = useState(false)
  const [another, setAnother] = useState(false)
  const [photos, setPhotos] = useState<{ ids: readonly FileId[]; sending: boolean }>({ ids: [], sending: false })
  const save = useCommand(inspectFacility, { changes, onDone: () => setOpen(false) })
  const fault = outcome === 'fault'
  const body = fault ? { outcome, words: said.trim(), fileIds: [...photos.ids], urgent, another } : { outcome }
  return (
    <>
      <Button {...(main ? { look: 'main' as const } : {})} icon="check" onClick={() => setOpen(true)}>
        {w.inspect}
      </Button>
      <ConfirmDialog
        open={open}
        title={w.inspect}
        confirm={w.form.saveChange}
        busy={save.isPending}
        error={save.error}
        notYet={fault && (said.trim() === '' || photos.sending)}
        onClose={() => setOpen(false)}
        onConfirm={() => save.mutate({ params: { facilityId: of.id }, body })}
      >
        <Field label={w.outcome} group>
          <Pills
            value={outcome}
            onChange={setOutcome}
            options={(['fine', 'fault'] as const).map((value) => ({ value, label: b.outcome[value] }))}
          />
        </Field>
        {fault && (
          <>
            <Field label={w.words}>
              {(control) => <Lines control={control} value={said} onChange={setSaid} maxLength={1000} />}
            </Field>
            <Field label={w.photos} group optional>
              <PhotosField onChange={(ids, sending) => setPhotos({ ids, sending })} />
            </Field>
            <div className="ui-row">
              <TickPill checked={urgent} onChange={setUrgent}>
                {w.urgent}
              </TickPill>
              {of.faults.some(({ endedAt }) => endedAt === null) && (
                <TickPill checked={another} onChange={setAnother}>
                  {w.another}
                </TickPill>
              )}
            </div>
          </>
        )}
      </ConfirmDialog>
    </>
  )
}

const draftOf = (of: FacilityView): Draft => ({
  ...{ kind: of.kind, name: of.name, place: of.compound, point: of.point, keeper: of.keeper, photoId: null },
  rhythm: of.rhythmDays === null ? '' : String(of.rhythmDays),
})

const silentOf = (of: FacilityView): string => String(of.gateView?.silentMinutes ?? '')

function Change({ of }: { of: FacilityView }) {
  const w = useWords(words)
  const [open, setOpen] = useState(false)
  const [draft, setDraft] = useState(() => draftOf(of))
  const [silent, setSilent] = useState(() => silentOf(of))
  const save = useCommand(changeFacility, { changes, onDone: () => setOpen(false) })
  const { name, point, keeper, rhythm, photoId } = draft
  const begin = () => {
    setDraft(draftOf(of))
    setSilent(silentOf(of))
    setOpen(true)
  }
  return (
    <>
      <Button icon="edit" onClick={begin}>
        {w.change}
      </Button>
      <Dialog open={open} wide title={w.change} onClose={() => setOpen(false)}>
        <FacilityForm
          draft={draft}
          onChange={setDraft}
          known
          busy={save.isPending}
          error={save.error}
          save={w.form.saveChange}
          onSave={() =>
            point &&
            keeper &&
            save.mutate({
              params: { facilityId: of.id },
              body: {
                ...{ name: name.trim(), point, keeperPostId: keeper.id, rhythmDays: rhythmOf(rhythm), photoId },
                ...(of.gateView && Number(silent) ? { silentMinutes: Number(silent) } : {}),
              },
            })
          }
        >
          {of.gateView && <SilentField value={silent} onChange={setSilent} />}
        </FacilityForm>
      </Dialog>
    </>
  )
}

function Retire({ of }: { of: FacilityView }) {
  const w = useWords(words)
  const [open, setOpen] = useState(false)
  const [why, setWhy] = useState('')
  const send = useCommand(retireFacility, { changes, onDone: () => setOpen(false) })
  return (
    <>
      <Button look="quiet" onClick={() => setOpen(true)}>
        {w.retire}
      </Button>
      <ConfirmDialog
        open={open}
        title={w.retire}
        confirm={w.retire}
        final
        busy={send.isPending}
        error={send.error}
        notYet={why.trim() === ''}
        onClose={() => setOpen(false)}
        onConfirm={() => send.mutate({ params: { facilityId: of.id }, body: { why: why.trim() } })}
      >
        <Field label={w.why}>
          {(control) => <Lines control={control} rows={2} value={why} onChange={setWhy} maxLength={300} />}
        </Field>
      </ConfirmDialog>
    </>
  )
}
