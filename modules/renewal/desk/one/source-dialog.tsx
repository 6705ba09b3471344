import { useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { ConfirmDialog } from '../../../../ui/dialog.tsx'
import { Field } from '../../../../ui/field.tsx'
import { Line } from '../../../matters/desk/public.ts'
import { type MoneyView, type ProjectView, saveSource } from '../../contract.ts'
import { type SourceKind, sourceKinds, sourceNames } from '../../money-kinds.ts'
import { amountTyped, fenOf, fieldOf } from '../../web/show.ts'
import { Choose } from '../choose.tsx'
import { words } from '../words.ts'
import { changes } from './changes.ts'

interface SourceDialogProps {
  readonly of: ProjectView
  /** Null for a new one. */
  readonly source: MoneyView['sources'][number] | null
  readonly onClose: () => void
}

/** A source of money and what is planned from it. */
export function SourceDialog({ of, source, onClose }: SourceDialogProps) {
  const all = useWords(words)
  const w = all.money
  const say = useSay()
  const [kind, setKind] = useState<SourceKind | ''>(source?.kind ?? '')
  const [name, setName] = useState(source?.name ?? '')
  const [planned, setPlanned] = useState(fieldOf(source?.plannedFen ?? null))
  const save = useCommand(saveSource, { changes, onDone: onClose })
  const plannedFen = fenOf(planned)
  const ready = kind !== '' && plannedFen !== null && plannedFen !== undefined
  return (
    <ConfirmDialog
      open
      title={source ? all.change : w.addSource}
      confirm={all.save}
      busy={save.isPending}
      error={save.error}
      notYet={!ready}
      onClose={onClose}
      onConfirm={() =>
        ready &&
        save.mutate({
          params: { projectId: of.id },
          body: { ...(source ? { id: source.id } : {}), kind, name: name.trim() || null, plannedFen },
        })
      }
    >
      <Field label={w.kind}>
        {(control) => (
          <Choose
            control={control}
            none={all.work.choose}
            value={kind}
            onChange={setKind}
            options={sourceKinds.map((value) => ({ value, label: say(sourceNames[value]) }))}
          />
        )}
      </Field>
      <Field label={w.name} optional>
        {(control) => (
          <Line control={control} value={name} onChange={setName} maxLength={80} placeholder={w.nameExample} />
        )}
      </Field>
      <Field label={w.planned} error={save.error?.field('plannedFen')}>
        {(control) => <Line control={control} value={planned} onChange={(typed) => setPlanned(amountTyped(typed))} />}
      </Field>
    </ConfirmDialog>
  )
}
