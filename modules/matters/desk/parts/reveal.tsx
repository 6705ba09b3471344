import { type FormEvent, useState } from 'react'
import type { MatterId } from '../../../../kernel/contract/ids.ts'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { defineWords, useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { Go } from '../../../../ui/navigation.tsx'
import { useUiWords } from '../../../../ui/words.ts'
import { getMatter, reveal } from '../../contract.ts'
import { Line } from './inputs.tsx'

const words = defineWords({
  zh: {
    ask: '查看完整联系方式',
    reason: '为什么要看',
    hint: '会留下记录，监督员看得到。',
    tooShort: '请写明用途，至少 4 个字',
    show: '查看',
    unknown: '没有留',
    recorded: '已留查看记录',
  },
  en: {
    ask: 'See the full contact',
    reason: 'Why you need it',
    hint: 'It is recorded; supervisors can see it.',
    tooShort: 'Say what for, in at least 4 characters',
    show: 'Show',
    unknown: 'not given',
    recorded: 'Recorded that you looked',
  },
})

const focusOnce = (input: HTMLInputElement | null) => input?.focus()

export interface RevealProps {
  readonly matterId: MatterId
  /** Written in at first, where the page makes the purpose plain; can be changed. */
  readonly usualReason?: string
}

/** Asks why before a reporter's full name and telephone are shown; the answer is not kept anywhere on this machine. */
export function Reveal({ matterId, usualReason = '' }: RevealProps) {
  const w = useWords(words)
  const ui = useUiWords()
  const say = useSay()
  const [asking, setAsking] = useState(false)
  const [reason, setReason] = useState(usualReason)
  const [tried, setTried] = useState(false)
  const send = useCommand(reveal, { changes: [getMatter] })
  if (send.data)
    return (
      <div>
        <strong>{send.data.name}</strong>{' '}
        {send.data.phone ? <Go to={`tel:${send.data.phone}`}>{send.data.phone}</Go> : w.unknown}
        {send.data.answers?.map(({ label, value }) => (
          <div key={label.zh}>
            <span className="ui-muted">{say(label)}</span> {say(value)}
          </div>
        ))}
        <div className="ui-small ui-muted">{w.recorded}</div>
      </div>
    )
  if (!asking)
    return (
      <Button icon="eye" onClick={() => setAsking(true)}>
        {w.ask}
      </Button>
    )
  const tooShort = reason.trim().length < 4
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!tooShort) send.mutate({ params: { matterId }, body: { reason: reason.trim() } })
  }
  return (
    <form className="ui-stack" onSubmit={submit}>
      <Field label={w.reason} hint={w.hint} error={tried && tooShort ? w.tooShort : undefined}>
        {(control) => (
          <Line control={control} value={reason} onChange={setReason} maxLength={200} inputRef={focusOnce} />
        )}
      </Field>
      <ErrorNote error={send.error} />
      <div className="ui-row">
        <Button type="submit" look="main" busy={send.isPending}>
          {w.show}
        </Button>
        <Button look="quiet" onClick={() => setAsking(false)}>
          {ui.cancel}
        </Button>
      </div>
    </form>
  )
}
