import { useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { today } from '../../../../kernel/web/today.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { useNavigation } from '../../../../ui/navigation.tsx'
import { TextArea, TextInput } from '../../../../ui/pocket/inputs.tsx'
import { toast } from '../../../../ui/pocket/toast.tsx'
import { listPosts } from '../../contract.ts'
import {
  type HandoverPreview,
  handOver,
  listHandovers,
  listTenures,
  listVacancies,
  previewHandover,
} from '../../handover/contract.ts'
import { words } from '../../web/handover-words.ts'
import { PersonSearch, type PickedPerson } from '../posts/person-search.tsx'

/** To whom, from which day, why, and what the next one should know. */
export function HandOverForm({ preview }: { readonly preview: HandoverPreview }) {
  const w = useWords(words)
  const format = useFormat()
  const { go } = useNavigation()
  const [person, setPerson] = useState<PickedPerson | null>(null)
  const [day, setDay] = useState(today)
  const [why, setWhy] = useState('')
  const [note, setNote] = useState('')
  const command = useCommand(handOver, {
    changes: [previewHandover, listHandovers, listVacancies, listPosts, listTenures],
    onDone: ({ handoverId, state }) => {
      toast(state === 'done' ? w.doneNow : w.doneLater)
      go(`/handovers/${handoverId}`)
    },
  })
  const fault = (field: string) => command.error?.field(field)
  const later = day > today()
  const send = () => {
    if (!person) return
    const body = { personId: person.id, why: why.trim(), ...(later ? { fromDay: day } : {}) }
    command.mutate({
      params: { postId: preview.post.id },
      body: { ...body, ...(note.trim() ? { note: note.trim() } : {}) },
    })
  }
  return (
    <Sheet title={w.next}>
      <div className="people-form">
        <PersonSearch label={w.next} hint={w.nextHint} picked={person} onPick={setPerson} />
        <Field label={w.day} hint={w.dayHint} error={fault('fromDay')}>
          {(control) => <TextInput control={control} type="date" value={day} onChange={setDay} />}
        </Field>
        <Field label={w.why} hint={w.whyHint} error={fault('why')}>
          {(control) => <TextInput control={control} value={why} onChange={setWhy} maxLength={200} />}
        </Field>
        <Field label={w.note} hint={w.noteHint} error={fault('note')} optional>
          {(control) => <TextArea control={control} value={note} onChange={setNote} maxLength={2000} rows={5} />}
        </Field>
        <ErrorNote error={fault('fromDay') ? null : command.error} />
        <div className="ui-row">
          <Button
            look="main"
            busy={command.isPending}
            disabled={!person || !day || why.trim().length < 2}
            onClick={send}
          >
            {later ? w.later(format.date(day)) : w.now}
          </Button>
        </div>
      </div>
    </Sheet>
  )
}
