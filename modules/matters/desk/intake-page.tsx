import './intake/intake.css'
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { CtrlEnter, Pills } from '../../../ui/pills.tsx'
import { matterWords } from '../matter-words.ts'
import { faultsOf, type IntakeForm } from './intake/form.ts'
import { IntakeFields } from './intake/intake-fields.tsx'
import { ReceiptCard } from './intake/receipt-card.tsx'
import { SimilarSide } from './intake/similar-side.tsx'
import { type Saved, useIntake } from './intake/use-intake.ts'
import { words } from './intake/words.ts'
import { nouns } from './nouns.ts'
import { Lines } from './parts/inputs.tsx'

/** `/intake`: a call, a visitor or a message, taken down in half a minute without leaving the keyboard. */
export default function IntakePage() {
  const w = useWords(words)
  const [saved, setSaved] = useState<Saved | null>(null)
  const [turn, setTurn] = useState(0)
  const [channel, setChannel] = useState<IntakeForm['channel']>('phone')
  const next = () => {
    setSaved(null)
    setTurn((now) => now + 1)
  }
  return (
    <Page title={w.title}>
      <PageHeader title={w.title} lead={w.lead} />
      {saved ? (
        <ReceiptCard answer={saved.answer} mergedInto={saved.into} mergeError={saved.mergeError} onNext={next} />
      ) : (
        <Intake key={turn} channel={channel} onChannel={setChannel} onSaved={setSaved} onNext={next} />
      )}
    </Page>
  )
}

interface IntakeProps {
  readonly channel: IntakeForm['channel']
  readonly onChannel: (channel: IntakeForm['channel']) => void
  readonly onSaved: (saved: Saved) => void
  readonly onNext: () => void
}

function Intake(props: IntakeProps) {
  const w = useWords(words)
  const n = useWords(nouns)
  const m = useWords(matterWords)
  const intake = useIntake(props.channel, props.onSaved)
  const { form, change, reading, save, into, tried } = intake
  const frame = useRef<HTMLFormElement>(null)
  const faults = tried ? faultsOf(form, intake.chosen) : []
  useEffect(() => frame.current?.querySelector('textarea')?.focus(), [])
  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    if (!intake.submit()) requestAnimationFrame(() => focusFault(frame.current))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    submit()
  }
  return (
    <div className="intake">
      <Sheet>
        <form ref={frame} className="intake-form" onSubmit={submit} onKeyDown={onKeyDown}>
          <div className="intake-wide">
            <Pills
              value={form.channel}
              onChange={props.onChannel}
              options={(['phone', 'counter', 'wechat'] as const).map((value) => ({ value, label: m.channel[value] }))}
            />
          </div>
          <SaidField intake={intake} wrong={faults.includes('body') ? w.fault.body : save.error?.field('body')} />
          <IntakeFields
            form={form}
            read={reading.read}
            faults={faults}
            tried={tried}
            kinds={intake.kinds}
            chosen={intake.chosen}
            onChange={change}
            wrong={(path) => save.error?.field(path)}
          />
          <div className="intake-wide intake-foot ui-stack">
            <ErrorNote error={reading.error} />
            <ErrorNote error={save.error} kept={save.error ? n.kept : ''} />
            <div className="ui-row">
              <Button type="submit" look="main" icon="check" busy={save.isPending}>
                {into ? w.saveInto : w.save}
              </Button>
              <CtrlEnter>{w.keys}</CtrlEnter>
            </div>
          </div>
        </form>
      </Sheet>
      <SimilarSide form={form} into={into} onInto={intake.setInto} onAdded={props.onNext} />
    </div>
  )
}

const focusFault = (frame: HTMLFormElement | null) =>
  frame?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()

interface SaidFieldProps {
  readonly intake: ReturnType<typeof useIntake>
  readonly wrong: string | undefined
}

/** What was said; a whole message that is pasted fills in the other fields. */
function SaidField({ intake, wrong }: SaidFieldProps) {
  const w = useWords(words)
  const { form, change, reading, original } = intake
  return (
    <div className="intake-wide">
      <Field label={w.body} hint={w.bodyHint} error={wrong}>
        {(control) => (
          <Lines
            control={control}
            rows={4}
            value={form.body}
            maxLength={4000}
            placeholder={w.bodyPlaceholder}
            onChange={(body) => change({ body })}
            onPaste={intake.paste}
            onBlur={() => reading.ask(form.body, false)}
          />
        )}
      </Field>
      <div className="intake-others" role="status">
        {reading.busy && w.drafting}
        {!reading.busy && original !== null && reading.read && (
          <>
            {w.drafted}
            {reading.read.body.trim() !== original.trim() && (
              <button type="button" onClick={intake.restore}>
                {w.original}
              </button>
            )}
          </>
        )}
      </div>
    </div>
  )
}
