import { useState } from 'react'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { Pills } from '../../../ui/pills.tsx'
import { Select, TextInput } from '../../../ui/pocket/inputs.tsx'
import { BigButton, Sheet } from '../../../ui/pocket/parts.tsx'
import { toast } from '../../../ui/pocket/toast.tsx'
import { addResource, type SharerRow, shop } from '../contract.ts'
import { type KindCode, kindCodes, kinds } from '../kinds.ts'
import { words } from './words.ts'

/** Shares something in three presses: open, kind, share; the rest has usual values. */
export function AddThing({ sharers }: { sharers: readonly SharerRow[] }) {
  const w = useWords(words)
  const say = useSay()
  const [open, setOpen] = useState(false)
  const [kind, setKind] = useState<KindCode>('tool')
  const [name, setName] = useState('')
  const [many, setMany] = useState('1')
  const [sharerId, setSharerId] = useState<string>(sharers[0]?.id ?? '')
  const sharer = sharers.find(({ id }) => id === sharerId) ?? sharers[0]
  const add = useCommand(addResource, {
    changes: [shop],
    onDone: () => {
      setOpen(false)
      setName('')
      toast(w.added, 'check')
    },
  })
  if (!sharer) return null
  const capacity = /^[1-9]\d{0,2}$/.test(many) && Number(many) <= 200 ? Number(many) : null
  return (
    <>
      <Button icon="plus" onClick={() => setOpen(true)}>
        {w.add}
      </Button>
      <Sheet open={open} title={w.add} onClose={() => setOpen(false)}>
        <div className="ui-stack">
          {sharers.length > 1 && (
            <Field label={w.sharedBy}>
              {(control) => (
                <Select
                  control={control}
                  value={sharer.id}
                  onChange={setSharerId}
                  options={sharers.map((one) => ({ value: one.id, label: one.name }))}
                />
              )}
            </Field>
          )}
          <Field label={w.addKind} group>
            <Pills
              value={kind}
              onChange={setKind}
              options={kindCodes.map((value) => ({ value, label: say(kinds[value].name) }))}
            />
          </Field>
          <Field label={w.addName} hint={w.addNameExample} error={add.error?.field('name')}>
            {(control) => <TextInput control={control} value={name} onChange={setName} maxLength={60} />}
          </Field>
          {kind !== 'discount' && (
            <Field label={w.addMany}>
              {(control) => (
                <TextInput control={control} inputMode="numeric" value={many} onChange={setMany} maxLength={3} />
              )}
            </Field>
          )}
          <p className="ui-muted ui-small">{w.addHint}</p>
          <ErrorNote error={add.error} />
          <BigButton
            icon="check"
            busy={add.isPending}
            disabled={name.trim() === '' || capacity === null}
            onClick={() =>
              capacity !== null &&
              add.mutate({
                body: { sharerId: sharer.id, stationId: sharer.station?.id ?? null, kind, name: name.trim(), capacity },
              })
            }
          >
            {w.addSend}
          </BigButton>
        </div>
      </Sheet>
    </>
  )
}
