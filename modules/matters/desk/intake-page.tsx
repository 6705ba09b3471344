import './intake/intake.css'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { ResponseOf } from '../../../kernel/contract/endpoint.ts'
import { ApiError, call } from '../../../kernel/web/client.ts'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { act, listMatters, myWork, type SimilarView, takeDown } from '../contract.ts'
import { matterWords } from '../matter-words.ts'
import { bodyOf, emptyForm, type Filled, faultsOf, type IntakeForm, withDraft } from './intake/form.ts'
import { IntakeFields } from './intake/intake-fields.tsx'
import { ReceiptCard } from './intake/receipt-card.tsx'
import { SimilarSide } from './intake/similar-side.tsx'
import { useDraft } from './intake/use-draft.ts'
import { words } from './intake/words.ts'
import { useCategories } from './list/use-categories.ts'
import { nouns } from './nouns.ts'
import { Key, Lines, Pills } from './parts/inputs.tsx'

interface Saved {
  readonly answer: ResponseOf<typeof takeDown>
  readonly into: SimilarView | null
  readonly mergeError: ApiError | null
}

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

/** The form's state: what is filled in, what was filled in by hand, and what a message was read as. */
function useIntake({ channel, onSaved }: IntakeProps) {
  const kind = useCategories().kinds.find((one) => one.doors.includes('staff'))?.code ?? 'demand'
  const [form, setForm] = useState(() => emptyForm(channel, ''))
  const [byHand, setByHand] = useState<ReadonlySet<Filled>>(new Set())
  const [original, setOriginal] = useState<string | null>(null)
  const [into, setInto] = useState<SimilarView | null>(null)
  const [tried, setTried] = useState(false)
  const queries = useQueryClient()
  const reading = useDraft((read, replaceBody) => setForm((now) => withDraft(now, read, byHand, replaceBody)))
  const whole = { ...form, channel, kind: form.kind || kind }
  const save = useCommand(takeDown, {
    onDone: async (answer) => {
      const mergeError = into ? await merge(answer.id, into) : null
      void queries.invalidateQueries({ queryKey: [myWork.id] })
      void queries.invalidateQueries({ queryKey: [listMatters.id] })
      onSaved({ answer, into, mergeError })
    },
  })
  const change = (patch: Partial<IntakeForm>, field?: Filled) => {
    setForm((now) => ({ ...now, ...patch }))
    if (field) setByHand((now) => new Set([...now, field]))
  }
  const submit = () => {
    setTried(true)
    const body = bodyOf(whole)
    if (body && !save.isPending) save.mutate({ body })
    return body !== null
  }
  const restore = () => {
    if (original !== null) change({ body: original, title: '' })
    setOriginal(null)
  }
  const paste = (text: string) => {
    // Into an empty field goes a whole message; a few words more are read when the field is left.
    if (text.trim().length < 10 || form.body.trim() !== '') return
    setOriginal(text)
    reading.ask(text, true)
  }
  return { form: whole, change, reading, original, restore, paste, into, setInto, tried, save, submit }
}

/** A matter that is taken down is safe even if it cannot be merged; the reason is shown beside its code. */
async function merge(matterId: SimilarView['id'], into: SimilarView): Promise<ApiError | null> {
  try {
    await call(act, { params: { matterId }, body: { action: 'merge', intoId: into.id } })
    return null
  } catch (error) {
    if (error instanceof ApiError) return error
    throw error
  }
}

function Intake(props: IntakeProps) {
  const w = useWords(words)
  const n = useWords(nouns)
  const m = useWords(matterWords)
  const intake = useIntake(props)
  const { form, change, reading, save, into, tried } = intake
  const frame = useRef<HTMLFormElement>(null)
  const faults = tried ? faultsOf(form) : []
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
          <div className="intake-wide">
            <Field
              label={w.body}
              hint={w.bodyHint}
              error={faults.includes('body') ? w.fault.body : save.error?.field('body')}
            >
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
              {!reading.busy && intake.original !== null && reading.read && (
                <>
                  {w.drafted}
                  {reading.read.body.trim() !== intake.original.trim() && (
                    <button type="button" onClick={intake.restore}>
                      {w.original}
                    </button>
                  )}
                </>
              )}
            </div>
          </div>
          <IntakeFields
            form={form}
            read={reading.read}
            faults={faults}
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
              <span className="ui-small ui-muted">
                <Key>Ctrl</Key> <Key>Enter</Key> {w.keys}
              </span>
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
