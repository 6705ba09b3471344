import { useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { TextArea } from '../../../../ui/pocket/inputs.tsx'
import { BigButton, Sheet } from '../../../../ui/pocket/parts.tsx'
import { toast } from '../../../../ui/pocket/toast.tsx'
import { myHours, objectHours } from '../contract.ts'
import type { EntryId } from '../tables.ts'
import { words } from './words.ts'

interface ObjectProps {
  readonly label: string
  readonly title: string
  /** Left out: something is missing. */
  readonly entryId?: EntryId
}

/** Says that an entry is wrong, or that something is missing. */
export function ObjectButton({ label, title, entryId }: ObjectProps) {
  const w = useWords(words)
  const [open, setOpen] = useState(false)
  const [said, setSaid] = useState('')
  const object = useCommand(objectHours, {
    changes: [myHours],
    onDone: () => {
      setOpen(false)
      setSaid('')
      toast(w.sent, 'check')
    },
  })
  return (
    <>
      <div>
        <Button look={entryId ? 'quiet' : 'plain'} icon="message" onClick={() => setOpen(true)}>
          {label}
        </Button>
      </div>
      <Sheet open={open} title={title} onClose={() => setOpen(false)}>
        <div className="ui-stack">
          <Field label={w.say} error={object.error?.field('words')}>
            {(control) => <TextArea control={control} value={said} onChange={setSaid} maxLength={300} rows={3} />}
          </Field>
          <ErrorNote error={object.error} />
          <BigButton
            icon="send"
            busy={object.isPending}
            disabled={said.trim() === ''}
            onClick={() => object.mutate({ body: { words: said, ...(entryId ? { entryId } : {}) } })}
          >
            {w.send}
          </BigButton>
        </div>
      </Sheet>
    </>
  )
}
