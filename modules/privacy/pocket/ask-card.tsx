import { useState } from 'react'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { Choices, Select, TextArea } from '../../../ui/pocket/inputs.tsx'
import { BigButton, Card } from '../../../ui/pocket/parts.tsx'
import { useNames } from '../../matters/pocket/public.ts'
import { ask, type Mine, mine } from '../contract.ts'
import { kindNames, type RequestKind, requestKinds } from '../kinds.ts'
import { words } from './words.ts'

/** Asks to correct, erase, stop or explain. */
export function AskCard({ of, onClose }: { of: Mine; onClose: () => void }) {
  const w = useWords(words)
  const say = useSay()
  const nameOf = useNames()
  const [kind, setKind] = useState<RequestKind>('correct')
  const [about, setAbout] = useState('')
  const [said, setSaid] = useState('')
  const send = useCommand(ask, { changes: [mine], onDone: onClose })
  return (
    <Card title={w.ask}>
      <div className="ui-stack">
        <p className="ui-muted">{w.askLead(nameOf(of.holder), of.answerWorkdays)}</p>
        <Field label={w.kind} group>
          <Choices
            name="kind"
            value={kind}
            onChange={(chosen) => setKind(requestKinds.find((one) => one === chosen) ?? 'correct')}
            options={requestKinds.map((value) => ({ value, label: say(kindNames[value]) }))}
          />
        </Field>
        <Field label={w.about}>
          {(control) => (
            <Select
              control={control}
              value={about}
              onChange={setAbout}
              placeholder={w.all}
              options={of.held.map((group) => ({ value: group.code, label: say(group.words) }))}
            />
          )}
        </Field>
        <Field label={w.words} hint={w.wordsHint} error={send.error?.field('words')}>
          {(control) => <TextArea control={control} value={said} onChange={setSaid} maxLength={1000} />}
        </Field>
        <ErrorNote error={send.error} />
        <BigButton
          icon="send"
          busy={send.isPending}
          disabled={said.trim() === ''}
          onClick={() => send.mutate({ body: { kind, words: said.trim(), ...(about ? { about } : {}) } })}
        >
          {w.send}
        </BigButton>
        <Button look="quiet" onClick={onClose}>
          {w.close}
        </Button>
      </div>
    </Card>
  )
}
