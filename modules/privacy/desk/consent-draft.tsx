import { useEffect, useState } from 'react'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Sheet } from '../../../ui/desk/page.tsx'
import { ConfirmDialog } from '../../../ui/dialog.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Pills } from '../../../ui/pills.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { Line, Lines } from '../../matters/desk/public.ts'
import {
  consentTextOvertaken,
  listPurposes,
  listTextVersions,
  type PurposeRow,
  saveConsentText,
} from '../../people/contract.ts'
import { ConsentText } from '../../people/desk/public.ts'
import { words } from './consent-words.ts'

interface ConsentDraftProps {
  readonly of: PurposeRow
  readonly onClose: () => void
  readonly onSaved: (version: number) => void
  /** Somebody else saved a version meanwhile: `of` is out of date. */
  readonly onOvertaken: () => void
}

const least = 10

/** The next version of a text, as it will be seen; before it is saved, how many people it concerns. */
export function ConsentDraft({ of, onClose, onSaved, onOvertaken }: ConsentDraftProps) {
  const w = useWords(words)
  const ui = useUiWords()
  const format = useFormat()
  const [text, setText] = useState(of.inForce.text)
  const [kind, setKind] = useState<'anew' | 'wording'>(of.each ? 'wording' : 'anew')
  const [why, setWhy] = useState('')
  const [asking, setAsking] = useState(false)
  const save = useCommand(saveConsentText, {
    changes: [listTextVersions, listPurposes],
    onDone: ({ version }) => onSaved(version),
  })
  const { version, fromAt } = of.inForce
  const [begun] = useState(version)
  const overtaken = save.error?.reason === consentTextOvertaken
  useEffect(() => {
    if (!overtaken) return
    setAsking(false)
    onOvertaken()
  }, [overtaken, onOvertaken])
  const { zh, en } = of.inForce.text
  const same = text.zh.trim() === zh && text.en.trim() === en
  const whole = text.zh.trim().length >= least && text.en.trim().length >= least && why.trim().length >= 2
  const agreed = format.number(of.agreed)
  const told =
    (of.each && w.willShow) || (kind === 'anew' ? w.willAsk(agreed, format.number(of.standing)) : w.willNotAsk(agreed))
  const submit = () =>
    save.mutate({
      params: { purpose: of.purpose },
      body: { zh: text.zh.trim(), en: text.en.trim(), asksAnew: kind === 'anew', why: why.trim(), after: version },
    })
  return (
    <Sheet title={w.draftTitle(version + 1)}>
      <div className="ui-stack">
        <div className="privacy-two">
          <Field label={w.zh}>
            {(control) => (
              <Lines
                control={control}
                rows={8}
                maxLength={4000}
                value={text.zh}
                onChange={(next) => setText({ ...text, zh: next })}
              />
            )}
          </Field>
          <Field label={w.en}>
            {(control) => (
              <Lines
                control={control}
                rows={8}
                maxLength={8000}
                value={text.en}
                onChange={(next) => setText({ ...text, en: next })}
              />
            )}
          </Field>
        </div>
        {!of.each && (
          <Field label={w.kind} hint={w.kindsHint[kind]} group>
            <Pills
              value={kind}
              onChange={setKind}
              options={(['anew', 'wording'] as const).map((value) => ({ value, label: w.kinds[value] }))}
            />
          </Field>
        )}
        <Field label={w.why} hint={w.whyHint}>
          {(control) => <Line control={control} value={why} maxLength={300} onChange={setWhy} />}
        </Field>
        {overtaken && <ErrorNote error={save.error} />}
        {version !== begun && (
          <>
            <h3>{w.inForce(version, fromAt && format.date(fromAt))}</h3>
            <div className="privacy-two">
              <ConsentText version={version} text={{ zh, en: zh }} fromAt={fromAt} />
              <ConsentText version={version} text={{ zh: en, en }} fromAt={fromAt} />
            </div>
          </>
        )}
        <h3>{w.preview}</h3>
        <div className="privacy-two">
          <ConsentText version={version + 1} text={{ zh: text.zh, en: text.zh }} fromAt={null} />
          <ConsentText version={version + 1} text={{ zh: text.en, en: text.en }} fromAt={null} />
        </div>
        <div className="ui-row">
          <Button look="main" disabled={same || !whole} onClick={() => setAsking(true)}>
            {w.next}
          </Button>
          <Button look="quiet" onClick={onClose}>
            {ui.cancel}
          </Button>
          {same && <span className="ui-muted">{w.same}</span>}
        </div>
      </div>
      <ConfirmDialog
        open={asking}
        title={w.confirm(version + 1)}
        confirm={w.save}
        busy={save.isPending}
        error={save.error}
        onClose={() => setAsking(false)}
        onConfirm={submit}
      >
        <p>{told}</p>
      </ConfirmDialog>
    </Sheet>
  )
}
