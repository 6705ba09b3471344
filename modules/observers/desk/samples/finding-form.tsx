import { type FormEvent, useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { ErrorNote, Remark } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { Choices, TextArea } from '../../../../ui/pocket/inputs.tsx'
import { toast } from '../../../../ui/pocket/toast.tsx'
import { Rating } from '../../../../ui/rating.tsx'
import { followUpMethods } from '../../../matters/contract.ts'
import { getSample, listSamples, recordFinding, type SampleItem, type SampleView } from '../../contract.ts'
import { words } from '../words.ts'

interface FindingFormProps {
  readonly sampleId: SampleView['id']
  readonly item: SampleItem
  readonly onDone: () => void
}

type Method = (typeof followUpMethods)[number]
const yesNo = (value: boolean | null) => (value === null ? null : value ? 'yes' : 'no')

/** What the call found; each answer opens the next question. “Not solved” says what it will do before it does. */
export function FindingForm({ sampleId, item, onDone }: FindingFormProps) {
  const w = useWords(words).samples
  const [method, setMethod] = useState<Method>(item.nameless || !item.reporterPhone ? 'verify' : 'phone')
  const [reached, setReached] = useState<boolean | null>(null)
  const [solved, setSolved] = useState<boolean | null>(null)
  const [satisfaction, setSatisfaction] = useState<number | null>(null)
  const [said, setSaid] = useState({ words: '', conduct: '' })
  const [tried, setTried] = useState(false)
  const send = useCommand(recordFinding, {
    changes: [getSample, listSamples],
    onDone: ({ reopened }) => {
      toast(reopened ? w.done.notSolved : solved === null ? w.done.unreached : solved ? w.done.solved : w.done.kept)
      onDone()
    },
  })
  const onSpot = method === 'verify'
  const asks = onSpot || reached === true
  const complete = asks ? solved !== null : reached === false
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!complete) return
    send.mutate({
      params: { sampleId, matterId: item.matter.id },
      body: {
        method,
        reached: !onSpot && reached === true,
        ...(asks && solved !== null ? { solved } : {}),
        ...(reached === true && satisfaction ? { satisfaction } : {}),
        ...(asks && said.conduct.trim() ? { conduct: said.conduct.trim() } : {}),
        ...(asks && said.words.trim() ? { words: said.words.trim() } : {}),
      },
    })
  }
  const choice = (
    label: string,
    name: string,
    value: boolean | null,
    onChange: (yes: boolean) => void,
    names: [string, string],
  ) => (
    <Field label={label} group>
      <Choices
        name={name}
        value={yesNo(value)}
        onChange={(answer) => onChange(answer === 'yes')}
        options={[
          { value: 'yes', label: names[0] },
          { value: 'no', label: names[1] },
        ]}
      />
    </Field>
  )
  return (
    <form className="samples-form ui-stack" onSubmit={submit}>
      <Field label={w.way} group>
        <Choices
          name="method"
          value={method}
          onChange={(value) => setMethod(followUpMethods.find((one) => one === value) ?? 'phone')}
          options={followUpMethods.map((value) => ({ value, label: w.method_[value] }))}
        />
      </Field>
      {!onSpot && choice(w.reached, 'reached', reached, setReached, [w.yesReached, w.notReached])}
      {asks && choice(w.solved, 'solved', solved, setSolved, [w.yesSolved, w.notSolved])}
      {asks && !onSpot && <Rating label={w.satisfaction} value={satisfaction} onChange={setSatisfaction} />}
      {asks && solved === false && (
        <>
          {item.matter.state === 'closed' && <Remark icon="undo">{w.willReopen}</Remark>}
          <Field label={w.words} hint={w.wordsHint} optional>
            {(control) => (
              <TextArea
                control={control}
                rows={2}
                maxLength={1000}
                value={said.words}
                onChange={(text) => setSaid({ ...said, words: text })}
              />
            )}
          </Field>
        </>
      )}
      {asks && (
        <Field label={w.conduct} hint={w.conductHint} optional>
          {(control) => (
            <TextArea
              control={control}
              rows={2}
              maxLength={1000}
              value={said.conduct}
              onChange={(text) => setSaid({ ...said, conduct: text })}
            />
          )}
        </Field>
      )}
      {tried && !complete && <ErrorNote what={w.missing} />}
      <ErrorNote error={send.error} />
      <div>
        <Button type="submit" look="main" icon="check" busy={send.isPending}>
          {w.saveFinding}
        </Button>
      </div>
    </form>
  )
}
