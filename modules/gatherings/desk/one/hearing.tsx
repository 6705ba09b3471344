import { type FormEvent, useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { StatusWord } from '../../../../ui/status-word.tsx'
import { Line } from '../../../matters/desk/public.ts'
import type { DecisionView, GatheringView } from '../../contract.ts'
import { hearDecision } from '../../council/contract.ts'
import { mayNow } from '../../gathering.ts'
import { words } from '../words.ts'
import { changes } from './changes.ts'

/** The tick of one earlier decision: heard at this council, with what was said of it. */
export function HearingTick({ of, decision }: { of: GatheringView; decision: DecisionView }) {
  const w = useWords(words).before
  const format = useFormat()
  const [open, setOpen] = useState(false)
  const [said, setSaid] = useState('')
  const send = useCommand(hearDecision, { changes, onDone: () => setOpen(false) })
  const { heard, id: decisionId, words: title } = decision
  const params = { gatheringId: of.id }
  const writes = of.manages && mayNow('hear', of.state)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    send.mutate({ params, body: { decisionId, heard: true, ...(said.trim() ? { words: said.trim() } : {}) } })
  }
  if (heard)
    return (
      <div className="gathering-decision-foot">
        <StatusWord words={w.heardAt(format.time(heard.at))} tone="done" />
        {heard.words && <span>{heard.words}</span>}
        {writes && (
          <Button
            look="quiet"
            icon="cross"
            label={w.takeBack(title)}
            busy={send.isPending}
            onClick={() => send.mutate({ params, body: { decisionId, heard: false } })}
          />
        )}
        <ErrorNote error={send.error} />
      </div>
    )
  if (!writes) return null
  if (!open)
    return (
      <div className="gathering-hear">
        <Button icon="check" label={w.hearNamed(title)} onClick={() => setOpen(true)}>
          {w.hear}
        </Button>
      </div>
    )
  return (
    <form className="ui-stack gathering-hear" aria-label={w.hearNamed(title)} onSubmit={submit}>
      <Field label={w.said} hint={w.saidHint}>
        {(control) => <Line control={control} value={said} onChange={setSaid} maxLength={500} />}
      </Field>
      <ErrorNote error={send.error} />
      <div className="ui-row">
        <Button type="submit" icon="check" busy={send.isPending}>
          {w.tick}
        </Button>
        <Button look="quiet" onClick={() => setOpen(false)}>
          {w.leave}
        </Button>
      </div>
    </form>
  )
}
