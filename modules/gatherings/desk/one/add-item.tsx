import { type FormEvent, useState } from 'react'
import { beginningOf } from '../../../../kernel/text/beginning.ts'
import { useCommand, useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { listMatters } from '../../../matters/contract.ts'
import { Line, TypeAhead, useDebounced, useNameOf } from '../../../matters/desk/public.ts'
import { addItem, type GatheringView } from '../../contract.ts'
import { words } from '../words.ts'
import { changes } from './changes.ts'

/** An item from an open matter of the actor's scope, or written by hand. */
export function AddItem({ of }: { of: GatheringView }) {
  const w = useWords(words).agenda
  const nameOf = useNameOf()
  const [typed, setTyped] = useState('')
  const [title, setTitle] = useState('')
  const q = useDebounced(typed.trim(), 200)
  const add = useCommand(addItem, { changes, onDone: () => setTitle('') })
  const { data } = useEndpoint(listMatters, {
    query: { open: true, sort: 'due', limit: 12, placeId: of.place.id, ...(q ? { q } : {}) },
  })
  const taken = new Set<string>(of.items.flatMap(({ matter }) => (matter ? [matter.id] : [])))
  const params = { gatheringId: of.id }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (title.trim()) add.mutate({ params, body: { title: title.trim() } })
  }
  return (
    <div className="gathering-inset ui-stack">
      <Field label={w.pick}>
        {(control) => (
          <TypeAhead
            control={control}
            text={typed}
            onText={setTyped}
            options={(data?.rows ?? [])
              .filter((matter) => !taken.has(matter.id))
              .map((matter) => ({
                id: matter.id,
                value: matter,
                title: matter.title,
                note: `${matter.number} · ${nameOf(matter.place)}`,
              }))}
            onPick={(matter) => {
              setTyped('')
              add.mutate({ params, body: { title: beginningOf(matter.title, 200), matterId: matter.id } })
            }}
          />
        )}
      </Field>
      <form onSubmit={submit}>
        <Field label={w.write}>
          {(control) => (
            <div className="ui-row" style={{ flexWrap: 'nowrap' }}>
              <Line control={control} value={title} onChange={setTitle} maxLength={200} />
              <Button type="submit" icon="plus" busy={add.isPending}>
                {w.add}
              </Button>
            </div>
          )}
        </Field>
      </form>
      <ErrorNote error={add.error} />
    </div>
  )
}
