import { useState } from 'react'
import { useCommand, useEndpoint } from '../../../../kernel/web/hooks.ts'
import { today } from '../../../../kernel/web/today.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { DialogButton } from '../../../../ui/dialog-buttons.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { Line, TypeAhead, useDebounced, useNameOf } from '../../../matters/desk/public.ts'
import type { VolunteerId } from '../../contract.ts'
import { hoursVolunteers, listHours, recordHours } from '../contract.ts'
import { hoursBook } from '../web/words.ts'
import { Minutes, minutesFrom } from './minutes.tsx'
import { words } from './words.ts'

/** Records help that was no activity, a training or an honour. */
export function RecordButton() {
  const w = useWords(words)
  return (
    <DialogButton label={w.record} icon="plus">
      {(done) => <RecordForm onDone={done} />}
    </DialogButton>
  )
}

const kinds = ['service', 'training', 'honour'] as const
const reasons = ['pairing', 'team', 'other'] as const

interface Chosen {
  readonly id: VolunteerId
  readonly name: string
}

function RecordForm({ onDone }: { onDone: () => void }) {
  const w = useWords(words)
  const b = useWords(hoursBook)
  const [who, setWho] = useState<Chosen | null>(null)
  const [kind, setKind] = useState<(typeof kinds)[number]>('service')
  const [purpose, setPurpose] = useState<(typeof reasons)[number]>('pairing')
  const [onDay, setDay] = useState(today())
  const [typed, setTyped] = useState('60')
  const [content, setContent] = useState('')
  const record = useCommand(recordHours, { changes: [listHours], onDone })
  const minutes = kind === 'honour' ? 0 : minutesFrom(typed)
  const send = () =>
    who && minutes !== null && record.mutate({ body: { volunteerId: who.id, kind, purpose, onDay, minutes, content } })
  return (
    <div className="ui-stack">
      <p className="ui-muted">{w.recordLead}</p>
      <Field label={w.volunteer} group error={record.error?.field('volunteerId')}>
        {who ? (
          <div className="ui-row">
            <strong>{who.name}</strong>
            <Button look="quiet" onClick={() => setWho(null)}>
              {w.change}
            </Button>
          </div>
        ) : (
          <VolunteerSearch onPick={setWho} />
        )}
      </Field>
      <div className="ui-row">
        <Chooser label={b.column.kind} of={kinds} names={b.kind} value={kind} onChange={setKind} />
        {kind === 'service' && (
          <Chooser label={b.column.purpose} of={reasons} names={b.purpose} value={purpose} onChange={setPurpose} />
        )}
      </div>
      <Field label={w.day} error={record.error?.field('onDay')}>
        {(control) => <Line control={control} type="date" max={today()} value={onDay} onChange={setDay} />}
      </Field>
      {kind !== 'honour' && (
        <Field label={w.minutes} error={record.error?.field('minutes')}>
          {(control) => <Minutes control={control} value={typed} onChange={setTyped} />}
        </Field>
      )}
      <Field label={w.content} error={record.error?.field('content')}>
        {(control) => <Line control={control} value={content} onChange={setContent} maxLength={200} />}
      </Field>
      <ErrorNote error={record.error} />
      <div className="ui-row">
        <Button
          look="main"
          busy={record.isPending}
          disabled={!who || minutes === null || content.trim() === ''}
          onClick={send}
        >
          {w.save}
        </Button>
      </div>
    </div>
  )
}

interface ChooserProps<T extends string> {
  readonly label: string
  readonly of: readonly T[]
  readonly names: Readonly<Record<T, string>>
  readonly value: T
  readonly onChange: (value: T) => void
}

function Chooser<T extends string>({ label, of, names, value, onChange }: ChooserProps<T>) {
  return (
    <Field label={label}>
      {(control) => (
        <select
          className="ui-input"
          {...control}
          value={value}
          onChange={(event) => {
            const chosen = of.find((one) => one === event.target.value)
            if (chosen) onChange(chosen)
          }}
        >
          {of.map((one) => (
            <option key={one} value={one}>
              {names[one]}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

function VolunteerSearch({ onPick }: { onPick: (volunteer: Chosen) => void }) {
  const w = useWords(words)
  const nameOf = useNameOf()
  const [typed, setTyped] = useState('')
  const q = useDebounced(typed.trim(), 200)
  const { data } = useEndpoint(hoursVolunteers, { query: { q } }, { enabled: q !== '' })
  return (
    <TypeAhead
      label={w.volunteer}
      placeholder={w.findVolunteer}
      text={typed}
      onText={setTyped}
      none={w.noVolunteer}
      options={(q === '' ? [] : (data?.rows ?? [])).map((one) => ({
        ...{ id: one.id, value: one, title: one.name, note: nameOf(one.place) },
      }))}
      onPick={onPick}
    />
  )
}
