import { type FormEvent, useState } from 'react'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { TextArea } from '../../../ui/pocket/inputs.tsx'
import { Card } from '../../../ui/pocket/parts.tsx'
import { toast } from '../../../ui/pocket/toast.tsx'
import { type NoticeView, objectTo, readNotice } from '../contract.ts'
import { words } from './words.ts'

/** My objections with their answers, and the way to one more while they are taken. */
export function ObjectionCard({ of }: { of: NoticeView }) {
  const w = useWords(words)
  const [open, setOpen] = useState(false)
  const [text, setText] = useState('')
  const send = useCommand(objectTo, {
    changes: [readNotice],
    onDone: () => {
      toast(w.sent)
      setText('')
      setOpen(false)
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim()) send.mutate({ params: { code: of.code }, body: { words: text.trim() } })
  }
  if (!of.mayObject && of.myObjections.length === 0) return null
  return (
    <Card title={w.object}>
      <div className="ui-stack">
        <ul className="choice-list">
          {of.myObjections.map((one) => (
            <li key={one.id}>
              <div className="choice-notes">
                <span className="choice-text">{one.words}</span>
                <span className="ui-muted">{one.answer ? `${w.answer} ${one.answer}` : w.waiting}</span>
              </div>
            </li>
          ))}
        </ul>
        {of.mayObject && !open && <Button onClick={() => setOpen(true)}>{w.object}</Button>}
        {of.mayObject && open && (
          <form className="ui-stack" onSubmit={submit}>
            <Field label={w.object} hint={w.objectHint}>
              {(control) => <TextArea control={control} value={text} onChange={setText} maxLength={2000} />}
            </Field>
            <ErrorNote error={send.error} />
            <Button type="submit" look="main" busy={send.isPending} disabled={text.trim() === ''}>
              {w.send}
            </Button>
          </form>
        )}
      </div>
    </Card>
  )
}
