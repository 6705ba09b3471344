import { useState } from 'react'
import type { PlaceId } from '../../../../kernel/contract/ids.ts'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { ConfirmDialog } from '../../../../ui/dialog.tsx'
import { Field } from '../../../../ui/field.tsx'
import { Choices, Select, TextInput } from '../../../../ui/pocket/inputs.tsx'
import { beginTerm, listTerms, termRoles } from '../../contract.ts'
import { useOwnPlaces } from '../use-places.ts'
import { words } from '../words.ts'

const empty = { name: '', phone: '', role: 'observer', letterNumber: '', origin: '', placeId: '', fromOn: '', toOn: '' }

/** 聘任: who, as what, by which letter, for which area, from when until when. */
export function BeginDialog({ onClose }: { onClose: () => void }) {
  const w = useWords(words).terms
  const places = useOwnPlaces()
  const [form, setForm] = useState(empty)
  const send = useCommand(beginTerm, { changes: [listTerms], onDone: onClose })
  const placeId = form.placeId || places[0]?.value || ''
  const change = (name: keyof typeof empty) => (value: string) => setForm({ ...form, [name]: value })
  const line = (name: keyof typeof empty, label: string, type: 'text' | 'tel' | 'date' = 'text', hint?: string) => (
    <Field label={label} error={send.error?.field(name)} {...(hint ? { hint } : {})}>
      {(control) => (
        <TextInput control={control} type={type} value={form[name]} onChange={change(name)} autoComplete="off" />
      )}
    </Field>
  )
  const ready = [form.name, form.phone, form.letterNumber, form.origin, form.fromOn, form.toOn, placeId].every((text) =>
    text.trim(),
  )
  const confirm = () =>
    send.mutate({
      body: {
        ...form,
        name: form.name.trim(),
        role: form.role === 'supervisor' ? 'supervisor' : 'observer',
        placeId: placeId as PlaceId,
      },
    })
  return (
    <ConfirmDialog
      open
      wide
      title={w.beginTitle}
      confirm={w.begin}
      busy={send.isPending}
      notYet={!ready}
      error={send.error}
      onClose={onClose}
      onConfirm={confirm}
    >
      <Field label={w.column.role} group>
        <Choices
          name="role"
          value={form.role}
          onChange={change('role')}
          options={termRoles.map((value) => ({ value, label: w.role[value] }))}
        />
      </Field>
      <div className="observers-pairs">
        {line('name', w.name)}
        {line('phone', w.phone, 'tel', w.phoneHint)}
        {line('letterNumber', w.letter)}
        {line('origin', w.origin)}
        {line('fromOn', w.from, 'date')}
        {line('toOn', w.to, 'date')}
      </div>
      <Field label={w.place} error={send.error?.field('placeId')}>
        {(control) => <Select control={control} value={placeId} onChange={change('placeId')} options={places} />}
      </Field>
    </ConfirmDialog>
  )
}
