import { useState } from 'react'
import type { Id } from '../../../kernel/contract/ids.ts'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { TextArea } from '../../../ui/pocket/inputs.tsx'
import { Card } from '../../../ui/pocket/parts.tsx'
import { toast } from '../../../ui/pocket/toast.tsx'
import { appealHiding } from '../contract.ts'
import type { OwnProps } from './idea-whole.tsx'
import { changes } from './parts.tsx'
import { words } from './words.ts'

/** The one appeal against a hiding, and what became of it. */
export function AppealCard({ of, receipt }: OwnProps) {
  const w = useWords(words)
  const appeal = of.appeals.filter(({ remarkId }) => remarkId === null).at(-1)
  if (of.may.includes('appeal'))
    return (
      <Card title={w.appeal}>
        <p className="ui-muted">{w.appealHint}</p>
        <AppealForm ideaId={of.id} {...(receipt ? { receipt } : {})} />
      </Card>
    )
  if (!appeal) return null
  return (
    <Remark icon="message" title={appeal.decision ? w.decided[appeal.decision] : w.appealed}>
      {appeal.decidedWords}
    </Remark>
  )
}

interface AppealFormProps {
  readonly ideaId: Id<'idea'>
  readonly remarkId?: Id<'remark'>
  readonly receipt?: string
}

export function AppealForm({ ideaId, remarkId, receipt }: AppealFormProps) {
  const w = useWords(words)
  const [said, setSaid] = useState('')
  const send = useCommand(appealHiding, { changes, onDone: () => toast(w.appealSent) })
  const body = { words: said.trim(), ...(remarkId ? { remarkId } : {}), ...(receipt ? { receipt } : {}) }
  return (
    <form
      className="ui-stack"
      onSubmit={(event) => {
        event.preventDefault()
        if (said.trim()) send.mutate({ params: { ideaId }, body })
      }}
    >
      <Field label={w.appealWords} error={send.error?.field('words')}>
        {(control) => <TextArea control={control} rows={3} value={said} onChange={setSaid} maxLength={500} />}
      </Field>
      <ErrorNote error={send.error} />
      <Button type="submit" busy={send.isPending} disabled={said.trim() === ''}>
        {w.appeal}
      </Button>
    </form>
  )
}
