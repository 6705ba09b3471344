import { type FormEvent, useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { today } from '../../../../kernel/web/today.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { toast } from '../../../../ui/pocket/toast.tsx'
import { Line } from '../../../matters/desk/public.ts'
import { endHousehold, getHousehold, householdFigures, listHouseholds } from '../../contract.ts'
import { endReasons, type HouseholdId } from '../../shapes.ts'
import { householdWords } from '../../web/words.ts'
import { words } from '../words.ts'
import { Choose } from './choose.tsx'

/** Nobody of this household lives here any more. */
export function EndForm({ householdId, onDone }: { householdId: HouseholdId; onDone: () => void }) {
  const w = useWords(words).one
  const h = useWords(householdWords)
  const [reason, setReason] = useState<(typeof endReasons)[number]>('moved_out')
  const [toOn, setToOn] = useState<string>(today())
  const end = useCommand(endHousehold, {
    changes: [getHousehold, householdFigures, listHouseholds],
    onDone: () => {
      toast(w.saved, 'check')
      onDone()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    end.mutate({ params: { householdId }, body: { reason, ...(toOn ? { toOn } : {}) } })
  }
  return (
    <form className="ui-stack" onSubmit={submit}>
      <Field label={w.endWhy}>
        {(control) => (
          <Choose
            control={control}
            value={reason}
            onChange={(next) => setReason(endReasons.find((one) => one === next) ?? 'moved_out')}
            options={endReasons.map((value) => ({ value, label: h.endReason[value] }))}
          />
        )}
      </Field>
      <Field label={w.toOn}>
        {(control) => <Line control={control} type="date" value={toOn} onChange={setToOn} />}
      </Field>
      <ErrorNote error={end.error} />
      <div>
        <Button type="submit" look="final" busy={end.isPending}>
          {w.ending}
        </Button>
      </div>
    </form>
  )
}
